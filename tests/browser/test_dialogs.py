"""What opens over or within a page: the way to help, forms for evidence, notes and what is not applicable."""

import pytest

from tests.browser.conftest import BOTH, PAGES, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), BOTH)
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
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_open_forms_of_assess_are_accessible(visit: Visit, samples_address: str, width: int, scheme: str) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open("assess")
    levels = page.locator(".st-key-levels [role=radiogroup] label")
    levels.last.click()
    visitor.settle()
    page.get_by_label("Reason").wait_for()
    assert visitor.violations() == []
    levels.nth(3).click()
    visitor.settle()
    page.get_by_text("Filter and search").click()
    page.get_by_text("Tip, who usually knows, history").click()
    page.get_by_label("Note").fill("A colleague knows more")
    assert visitor.violations() == []
    for name in ("Point to evidence", "Record a review", "Rate without seeing the others"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("dialog").wait_for()
        visitor.settle()
        assert visitor.violations() == [], name
        assert visitor.is_within_its_window(), name
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []
