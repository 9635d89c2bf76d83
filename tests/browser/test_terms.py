"""Suggestions for words in a real browser: quiet, announced, reached by keyboard, never in the way."""

from datetime import date

import pytest

from scoring.assessment import Answer, Evidence
from tests.browser.conftest import BOTH, Place, Visit
from use_cases.assess import load_assessment, record_answer

pytestmark = pytest.mark.browser

WORDS = "The policy names child porn."
HINT = "'child porn' – prefer child sexual abuse material (CSAM)"


def begun(place: Place, name: str, note: str, title: str = "Policy") -> str:
    """An assessment with one answer to its first practice."""
    assessment = place.begin(name)
    evidence = (Evidence(title=title, date=date(2026, 1, 31), level=1),)
    record_answer(place.workspace, assessment, Answer(practice="GOV-01", level=1, note=note, evidence=evidence))
    return assessment


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_suggestions_are_accessible_and_fit_their_window(visit: Visit, place: Place, width: int, scheme: str) -> None:
    assessment = begun(place, f"Harbor {width} {scheme}", WORDS, "On a pedophile ring")
    visitor = visit(place.address, width=width, scheme=scheme)
    page = visitor.open(f"assess?assessment={assessment}")
    page.get_by_role("button", name="GOV-01").click()
    visitor.settle()
    assert page.get_by_role("status").filter(has_text=HINT).is_visible()
    assert page.get_by_role("button", name="Keep my words").count() == 2
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.complaints == []


def test_note_is_kept_then_its_suggestion_is_dismissed_by_keyboard_alone(visit: Visit, place: Place) -> None:
    assessment = begun(place, "By keyboard", "")
    visitor = visit(place.address)
    page = visitor.open(f"assess?assessment={assessment}")
    page.get_by_role("button", name="GOV-01").click()
    visitor.settle()
    page.get_by_label("Note", exact=True).focus()
    page.keyboard.type(WORDS)
    visitor.press("Control+Enter")
    hint = page.get_by_role("status").filter(has_text=HINT)
    hint.wait_for()
    assert load_assessment(place.workspace, assessment).assessment.by_practice["GOV-01"].note == WORDS
    visitor.tab_to("Keep my words")
    visitor.press("Enter")
    assert hint.count() == 0
    assert page.get_by_label("Note", exact=True).input_value() == WORDS
    assert load_assessment(place.workspace, assessment).assessment.by_practice["GOV-01"].note == WORDS


def test_all_terms_are_one_link_away_and_can_be_searched(visit: Visit, place: Place) -> None:
    assessment = begun(place, "By link", WORDS)
    visitor = visit(place.address)
    page = visitor.open(f"assess?assessment={assessment}")
    page.get_by_role("button", name="GOV-01").click()
    visitor.settle()
    page.get_by_role("link", name="All terms").click()
    page.wait_for_url("**/terms**")
    visitor.settle()
    page.get_by_label("Search").fill("sextortion")
    visitor.press("Enter")
    assert page.get_by_text("1 of 31 terms.").is_visible()
    assert page.locator("table.terms tbody tr").count() == 1
