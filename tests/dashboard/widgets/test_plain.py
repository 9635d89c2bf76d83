"""Text that people typed stays text wherever Streamlit reads labels as Markdown."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.plain import as_plain
from tests.conftest import find_chromium

JOINER = "\N{WORD JOINER}"
ACTIVE = r"\`*_{}[]()<>#+-.!|~$:^=\"'&"

HOSTILE = (
    ":material/home:",
    ":red[urgent]",
    ":blue-background[x]",
    ":small[x]",
    ":streamlit:",
    ":smile:",
    "$x^2$",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "<b>bold</b> <script>x</script>",
    "[a link](https://example.org)",
    "![a picture](https://example.org/x.png)",
    "https://example.org/x?y=1 www.example.org ann@example.org",
    "**strong** __strong__ _em_ ~~gone~~ `code`",
    "| a | b |",
    "&amp; &copy;",
    "* a point",
    "1. a point",
    "# a heading",
    "---",
    r"a \*backslash\*",
)


def read_back(plain: str) -> str:
    """What CommonMark makes of backslashes before punctuation, and a reader of characters that take no room."""
    return re.sub(r"\\(.)", r"\1", plain).replace(JOINER, "")


@given(st.text(alphabet=st.sampled_from(ACTIVE + "ab /:-> \n\t")) | st.text())
def test_every_active_character_is_escaped_and_nothing_else_is_lost(text: str) -> None:
    plain = as_plain(text)
    assert read_back(plain) == " ".join(text.split()).replace(JOINER, "")
    assert not re.search(rf"(?<!\\)(?:\\\\)*[{re.escape(ACTIVE.replace(chr(92), ''))}]", plain)


@given(st.text())
def test_label_is_one_line(text: str) -> None:
    assert len(as_plain(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        ":material/home:",
        "x :streamlit: y",
        "a -> b",
        "a <-> b",
        "a -- b",
        "a >= b",
        "<-",
        "https://a.example",
        "WWW.a.example",
        "ann@a.example",
    ],
)
def test_what_is_replaced_after_markdown_is_parted(text: str) -> None:
    assert JOINER in as_plain(text)


@pytest.mark.parametrize("text", ["Ann's note: 3 of 5", "well-known", "x=1", "a - b", "10:30"])
def test_everyday_text_is_not_parted(text: str) -> None:
    assert JOINER not in as_plain(text)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with every hostile text as the label of a button."""
    script = tmp_path_factory.mktemp("labels") / "labels.py"
    script.write_text(
        "import streamlit as st\n"
        "from dashboard.widgets.plain import as_plain\n"
        f"for number, text in enumerate({HOSTILE!r}):\n"
        "    st.button(as_plain(text), key=str(number))\n"
        "    st.caption(as_plain(text))\n",
        encoding="utf-8",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *options]
    served = subprocess.Popen(
        command, cwd=Path(__file__).parents[3], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the page did not come up")


@pytest.mark.browser
def test_browser_shows_every_hostile_label_as_it_was_typed(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        buttons = page.locator(".stButton")
        buttons.nth(len(HOSTILE) - 1).wait_for()
        shown = [text.replace(JOINER, "").strip() for text in buttons.all_inner_texts()]
        captions = page.get_by_test_id("stCaptionContainer")
        inside = sum(
            block.locator("p :is(a, img, b, strong, em, code, del, span, script)").count()
            for block in (buttons, captions)
        )
        below = [text.replace(JOINER, "").strip() for text in captions.all_inner_texts()]
        browser.close()
    assert shown == below == list(HOSTILE)
    assert inside == 0
