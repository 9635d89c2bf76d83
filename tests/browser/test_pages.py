"""Every page, wide and narrow, light and dark: accessible, within its window, and quiet towards the outside."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, PAGES, WIDE, Visit, Visitor

pytestmark = pytest.mark.browser

LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]


def violations(visitor: Visitor) -> list[str]:
    """What axe-core finds, one line each."""
    found = Axe().run(visitor.page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_its_window_and_asks_nobody_else(
    visit: Visit, samples_address: str, path: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open(path)
    assert violations(visitor) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= width
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_an_empty_store_is_shown_as_well(visit: Visit, empty_address: str, path: str, width: int, scheme: str) -> None:
    visitor = visit(empty_address, width=width, scheme=scheme)
    page = visitor.open(path)
    assert violations(visitor) == []
    assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth") <= width
    assert visitor.foreign_hosts() == set()


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_found_something_opens_on_every_page_and_closes_with_escape(
    visit: Visit, samples_address: str, path: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open(path)
    page.get_by_role("button", name="Found something?").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    visitor.settle()
    assert "Do not open" in dialog.inner_text()
    assert violations(visitor) == []
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert visitor.foreign_hosts() == set()


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_open_forms_of_assess_are_accessible(visit: Visit, samples_address: str, width: int, scheme: str) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open("assess")
    levels = page.locator(".st-key-levels [role=radiogroup] label")
    levels.last.click()
    visitor.settle()
    page.get_by_label("Reason").wait_for()
    assert violations(visitor) == []
    levels.nth(3).click()
    visitor.settle()
    page.get_by_text("Tip, who usually knows, history").click()
    page.get_by_role("button", name="Point to evidence").click()
    page.get_by_role("dialog").wait_for()
    visitor.settle()
    assert violations(visitor) == []
