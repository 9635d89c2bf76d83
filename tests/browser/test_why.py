"""Why is it this, in a real browser: by keyboard and by one click on the number, accessible, within its window."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BOTH, Visit, Visitor

pytestmark = pytest.mark.browser

SAMPLE = "?assessment=sample-assessment-imarelle"
_FOCUS = "() => document.activeElement.getAttribute('data-why')"


def is_open(visitor: Visitor) -> str:
    """What the dialog says, once it is there and has the focus: before that, Escape reaches the page below it."""
    dialog = visitor.page.get_by_role("dialog")
    dialog.wait_for()
    visitor.settle()
    visitor.page.wait_for_function("() => document.activeElement.closest('[role=dialog]') !== null")
    return dialog.inner_text()


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")


@pytest.mark.parametrize(("width", "scheme"), BOTH)
@pytest.mark.parametrize(("path", "name"), [(SAMPLE, "Average"), ("assess" + SAMPLE, "All domains")])
def test_reason_opens_by_keyboard_and_gives_the_focus_back(
    visit: Visit, samples_address: str, path: str, name: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open(path)
    visitor.tab_to(f"? {name} |")
    assert str(page.evaluate("() => document.activeElement.ariaLabel")).startswith("Why 1.7–2.2?")
    page.keyboard.press("Enter")
    assert "The average of 1.9 is the mean of 36 answers" in is_open(visitor)
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    close(page)
    page.wait_for_function("() => document.activeElement.dataset.why === 'why-overall-mean'")
    page.keyboard.press(" ")
    assert "Level 1 is held back by" in is_open(visitor)
    close(page)
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


def test_one_click_on_a_number_opens_its_reason(visit: Visit, samples_address: str) -> None:
    visitor = visit(samples_address)
    page = visitor.open(SAMPLE)
    assert page.locator(".st-key-why-buttons button").count() > 3
    assert page.locator(".st-key-why-buttons button:visible").count() == 0, "the figures are what is seen"
    for key, first in (("overall-level", "Level 0"), ("overall-weakest", "Weakest fifth 0.7"), ("REP-mean", "Average")):
        page.locator(f"[role=button][data-why='why-{key}']").first.click()
        assert is_open(visitor).index(first) < 60, key
        close(page)
    for key, words in (
        ("overall-backed", "Backed 0."),
        ("overall-lowest", "Lowest answer 0"),
        ("overall-coverage", "36 of 40 practices are answered"),
        ("REP-backed", "Reporting pathways"),
        ("REP-level", "Level "),
        ("REP-01-practice", "REP-01 In-product reporting on every surface"),
    ):
        page.locator(f"[role=button][data-why='why-{key}']").first.click()
        assert words in is_open(visitor), key
        close(page)


def test_every_number_of_a_row_is_reached_by_arrow_keys_and_opens_by_keyboard(
    visit: Visit, samples_address: str
) -> None:
    visitor = visit(samples_address)
    page = visitor.open(SAMPLE)
    page.locator("[role=button][data-why='why-REP-mean']").focus()
    visitor.press("ArrowLeft")
    assert page.evaluate(_FOCUS) == "why-REP-backed"
    page.keyboard.press("Enter")
    assert is_open(visitor).index("Backed") < 80
    close(page)
    page.wait_for_function("() => document.activeElement.dataset.why === 'why-REP-backed'")
    page.locator(".chips [tabindex='0']").first.focus()
    first = page.evaluate(_FOCUS)
    visitor.press("ArrowRight", "ArrowRight", "ArrowLeft")
    second = page.evaluate(_FOCUS)
    assert first != second
    page.keyboard.press(" ")
    assert second.removeprefix("why-").removesuffix("-practice") in is_open(visitor)
    assert visitor.violations() == []
    assert visitor.complaints == []


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_everything_that_is_folded_opens_and_a_practice_can_be_seen_from_near(
    visit: Visit, samples_address: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open(SAMPLE)
    page.locator("[role=button][data-why='why-overall-mean']").press("Enter")
    is_open(visitor)
    dialog = page.get_by_role("dialog")
    for words in ("All 42 practices", "The answers it is made of"):
        dialog.get_by_text(words).click()
    dialog.get_by_role("combobox").click()
    dialog.get_by_role("combobox").fill("REP-01")
    visitor.press("Enter")
    dialog.get_by_role("heading", name="REP-01 In-product reporting on every surface").wait_for()
    assert "Level 3 is what was answered." in dialog.inner_text()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()


def test_number_can_still_be_asked_after_a_click_on_a_level(visit: Visit, samples_address: str) -> None:
    visitor = visit(samples_address)
    page = visitor.open("assess" + SAMPLE)
    page.locator('[class*="st-key-levels"] [role=radiogroup] label').nth(2).click()
    visitor.settle()
    page.locator(".running [role=button]").last.click()
    assert "37 answers" in is_open(visitor), "the reason counts what was answered a moment ago"
    assert visitor.complaints == []
