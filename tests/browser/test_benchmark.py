"""Benchmark in a real browser: by keyboard alone, accessible in both looks, quiet about everybody who took part."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from frameworks.loader import load_framework
from tests.browser.conftest import LOOKS, Visit, Visitor
from tests.releases import made_up, pool_terms, released
from use_cases.pool_files import file_text

pytestmark = pytest.mark.browser

MEMBERS = 300
TERMS = pool_terms(load_framework("safer-by-design"))


@pytest.fixture(scope="module")
def members_secrets() -> list[str]:
    """What nobody may read: pseudonyms, tokens and keys of the members, and how many they are."""
    return [secret for one in made_up(TERMS, MEMBERS) for secret in (one.pseudonym, one.token, one.public_key)]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a release of the made-up pool."""
    file = tmp_path_factory.mktemp("released") / "release.json"
    # Noise may round the count to the true one; another draw does not.
    made = next(
        one for one in iter(lambda: released(TERMS, made_up(TERMS, MEMBERS)), None) if one.cells[0].about != MEMBERS
    )
    file.write_text(file_text(made), encoding="utf-8")
    return file


def compared(visitor: Visitor, file: Path) -> Page:
    """The page with this release, chosen by keyboard alone."""
    page = visitor.open("benchmark")
    page.once("filechooser", lambda asked: asked.set_files(file))
    visitor.tab_to("Upload")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The guarantee")).to_be_visible()
    visitor.settle()
    return page


def holds_none_of(page: Page, secrets: Sequence[str]) -> bool:
    """Whether the page, with everything that is folded in it, holds none of these."""
    content = page.content()
    return not any(secret in content for secret in secrets)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_release_is_read_by_keyboard_and_gives_nobody_away(
    visit: Visit, samples_address: str, release: Path, members_secrets: list[str], width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = compared(visitor, release)
    assert re.search(r"claims \d\.\d+: (below|within|above) the middle band of about", page.inner_text("h1"))
    assert [table.locator(".span.peers .band").count() for table in page.locator(".peertable").all()] == [7, 5]
    visitor.tab_to("What the guarantee means")
    visitor.press("Enter")
    expect(page.get_by_text("Who is protected?")).to_be_visible()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert holds_none_of(page, [*members_secrets, TERMS.public_key])
    assert not re.search(rf"\b{MEMBERS}\b", page.inner_text("[data-testid=stMain]"))
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


def test_printed_side_by_side_names_nobody(visit: Visit, samples_address: str, release: Path) -> None:
    visitor = visit(samples_address)
    page = compared(visitor, release)
    page.get_by_text("Several side by side", exact=True).click()
    visitor.settle()
    names = ("Haldenmoor Bank", "Imarelle Studio", "Veltrana Video")
    for name in names:
        page.get_by_role("combobox", name="Organizations with").fill(name)
        page.keyboard.press("Enter")
        visitor.settle()
    page.keyboard.press("Escape")
    page.get_by_text("Who is who").click()
    visitor.settle()
    expect(page.locator(".st-key-benchmark-who").get_by_text("Haldenmoor Bank")).to_be_visible()
    assert visitor.violations() == []
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    printed = page.inner_text("body")
    assert "Three organizations beside about" in printed and "The guarantee" in printed
    assert not any(name in printed for name in names)


@pytest.mark.parametrize("task", ["Contribute", "Operate"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_other_tasks_are_accessible_and_fit_their_window(
    visit: Visit, samples_address: str, task: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open("benchmark")
    page.get_by_text(task, exact=True).click()
    visitor.settle()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.complaints == []


def test_navigation_stays_on_one_line(visit: Visit, samples_address: str) -> None:
    page = visit(samples_address).open("benchmark")
    expect(page.get_by_test_id("stTopNavLink").filter(has_text="Organizations")).to_be_visible()
    assert page.get_by_test_id("stTopNav").get_by_text("more").count() == 0
