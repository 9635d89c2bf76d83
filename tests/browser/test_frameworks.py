"""Frameworks in a real browser: links stay on the page, every state is accessible, hostile texts stay text."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BOTH, PAGES, Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
_OURS = "script[src='/instant.js']"
_RAISED = f"""() => [window.ran, document.querySelectorAll(".stMain :is(img, script, .katex):not({_OURS})").length]"""
_OPEN = "id => document.getElementById(id).closest('details').open"
_TOP = "id => document.getElementById(id).getBoundingClientRect().top"


def test_contents_and_prerequisites_lead_on_without_drawing_the_page_again(visit: Visit, samples_address: str) -> None:
    page = visit(samples_address).open("frameworks")
    page.evaluate("window.isSamePage = true")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Victim response").click()
    page.wait_for_function(f"(({_TOP})('d-VIC')) < 200")
    page.locator("article:has(#p-DET-01) summary").click()
    page.locator("article:has(#p-DET-01)").get_by_role("link", name="DET-03").click()
    page.wait_for_function(f"({_OPEN})('full-DET-03')")
    assert 60 <= page.evaluate(_TOP, "p-DET-03") < 400, "the heading is in view, below the bar"
    assert page.evaluate("window.isSamePage")


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_every_state_of_the_document_is_accessible_and_fits(
    visit: Visit, samples_address: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open("frameworks")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Search", exact=True).fill("hash")
    visitor.press("Enter")
    page.get_by_text("Open every practice", exact=True).click()
    visitor.settle()
    assert page.locator("details[open] mark").count() > 0
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    visitor.open("frameworks?practice=DET-01")
    assert page.get_by_role("heading", level=3).all_inner_texts()[0].startswith("DET-01")
    assert visitor.violations() == []
    assert visitor.is_within_its_window()


def test_found_something_gives_the_focus_back_where_it_came_from(visit: Visit, samples_address: str) -> None:
    visitor = visit(samples_address)
    page = visitor.open("frameworks")
    page.get_by_role("button", name="Found something?").press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    expect(page.get_by_role("button", name="Found something?")).to_be_focused()


def test_found_something_looks_up_a_country_by_keyboard(visit: Visit, empty_address: str) -> None:
    visitor = visit(empty_address)
    page = visitor.open("frameworks")
    page.get_by_role("button", name="Found something?").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Which country are you in?").focus()
    page.keyboard.type("Norway")
    visitor.press("Enter")
    dialog.get_by_text("The register names nobody there").wait_for()
    assert visitor.violations() == []


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store with a framework from elsewhere, served for this module."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("hostile")
    served = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve_hostile", str(folder), str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, served)
        yield f"http://127.0.0.1:{port}"
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(timeout=30)


def _wait_for(port: int, served: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert served.poll() is None, "the server has ended"
        time.sleep(0.1)
    pytest.fail("the page did not come up")


@pytest.mark.parametrize("path", [*PAGES, "frameworks?practice=DET-01"])
def test_texts_of_a_framework_from_elsewhere_stay_text_on_every_page(
    visit: Visit, hostile_address: str, path: str
) -> None:
    visitor = visit(hostile_address)
    page = visitor.open(path)
    assert page.evaluate(_RAISED) == [None, 0]
    assert _links_elsewhere(page) == []
    assert visitor.foreign_hosts() == set()
    if path not in ("organizations", "terms"):
        assert "<script>window.ran=1</script>" in page.locator(".stMain").inner_text()


def _links_elsewhere(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.href).filter(address => !address.startsWith(location.origin))"
    )
    return found
