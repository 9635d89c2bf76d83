"""Rating on one's own in a real browser: by click and by key, blind, accessible; then the list and the settlement."""

import pytest
from playwright.sync_api import Page, expect

from scoring.assessment import Answer
from scoring.ratings import Rating
from tests.browser.conftest import BOTH, Place, Visit, Visitor
from use_cases.assess import load_assessment, record_answer
from use_cases.rate import load_round, record_ratings

pytestmark = pytest.mark.browser

SECRETS = ("Zebra note", "Wilhelm", "Xenia", "Yolanda")
_OPEN = "() => document.querySelector('[data-rated]')?.dataset.rated"


def begin(visitor: Visitor, assessment: str, name: str = "Cem") -> Page:
    """Open the address that is sent around, and say who rates."""
    page = visitor.open(f"assess?assessment={assessment}&rate=1")
    page.get_by_label("Your name or role").fill(name)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("[data-rated]")
    visitor.settle()
    return page


def answered(place: Place, name: str) -> tuple[str, tuple[str, ...]]:
    """An assessment whose first practices somebody answered and two people rated; its id and what there is to rate."""
    assessment = place.begin(name)
    ids = load_round(place.workspace, assessment, "").practice_ids
    record_answer(place.workspace, assessment, Answer(practice=ids[0], level=4, note="Zebra note", by="Yolanda"))
    for by, first in (("Wilhelm", 0), ("Xenia", 5)):
        levels = [Answer(practice=ids[0], level=first), Answer(practice=ids[1], level=2)]
        record_ratings(place.workspace, assessment, by, levels)
    return assessment, ids


def given(place: Place, assessment: str, practice: str, by: str = "Cem") -> int | None:
    answer = load_assessment(place.workspace, assessment).assessment.by_practice.get(practice)
    found: list[Rating] = [one for one in answer.ratings if one.by == by] if answer else []
    return found[0].level if found else None


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_one_key_or_click_a_practice_and_nothing_of_others_is_in_the_page(
    visit: Visit, place: Place, width: int, scheme: str
) -> None:
    assessment, ids = answered(place, f"Blind {width} {scheme}")
    visitor = visit(place.address, width=width, scheme=scheme)
    visitor.open(f"assess?assessment={assessment}&rate=1")
    assert visitor.violations() == []
    page = begin(visitor, assessment)
    seen = page.locator(".stMain").inner_html()
    visitor.press("3")
    page.wait_for_function(f"document.querySelector('[data-rated]').dataset.rated === '{ids[1]}'")
    seen += page.locator(".stMain").inner_html()
    page.locator(".st-key-own-levels button").nth(1).click()
    page.wait_for_function(f"document.querySelector('[data-rated]').dataset.rated === '{ids[2]}'")
    visitor.settle()
    assert (given(place, assessment, ids[0]), given(place, assessment, ids[1])) == (3, 1)
    page.get_by_role("button", name="Previous").click()
    expect(page.get_by_text("your rating")).to_be_visible()
    visitor.settle()
    seen += page.locator(".stMain").inner_html()
    assert not [word for word in (*SECRETS, "data-outcome", "data-why") if word in seen]
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.complaints == []
    assert visitor.foreign_hosts() == set()


def test_after_a_click_the_next_practice_is_in_view_and_tab_leads_to_its_levels(visit: Visit, place: Place) -> None:
    assessment, ids = answered(place, "In view")
    visitor = visit(place.address, width=400)
    page = begin(visitor, assessment)
    page.locator(".st-key-own-levels button").nth(5).click()
    page.wait_for_function(f"document.activeElement.dataset.rated === '{ids[1]}'")
    visitor.settle()
    expect(page.locator("[data-rated]")).to_be_in_viewport()
    visitor.press("Tab")
    assert str(page.evaluate("document.activeElement.innerText")).startswith("0 · ")
    visitor.press("Enter")
    page.wait_for_function(f"document.querySelector('[data-rated]').dataset.rated === '{ids[2]}'")
    assert given(place, assessment, ids[1]) == 0


def test_leaving_for_another_page_does_not_show_answers_on_the_way_back(visit: Visit, place: Place) -> None:
    assessment, ids = answered(place, "Coming back")
    visitor = visit(place.address)
    page = begin(visitor, assessment)
    visitor.press("2")
    page.get_by_role("link", name="Frameworks").click()
    page.wait_for_selector("[data-rated]", state="detached")
    visitor.settle()
    page.get_by_role("link", name="Assess").click()
    page.wait_for_selector("[data-rated]")
    visitor.settle()
    assert page.evaluate(_OPEN) == ids[1]
    assert f"1 of {len(ids)}" in page.locator(".rated").inner_text()
    page.get_by_role("button", name="Stop for now").click()
    page.wait_for_selector(".st-key-levels")
    assert "rate=" not in page.url


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_lead_who_has_not_rated_finds_where_raters_differ_and_settles_it(
    visit: Visit, place: Place, width: int, scheme: str
) -> None:
    assessment, ids = answered(place, f"Settled {width} {scheme}")
    visitor = visit(place.address, width=width, scheme=scheme)
    page = visitor.open(f"?assessment={assessment}")
    expect(page.get_by_role("heading", name="Raters differ on one practice, by up to 5 levels")).to_be_visible()
    rows = page.locator(".st-key-rater-rows")
    title = load_assessment(place.workspace, assessment).framework.practices[ids[0]].title
    assert "Wilhelm 0 and Xenia 5 · open" in rows.inner_text()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    rows.get_by_role("button", name=f"{ids[0]} {title}").press("Enter")
    page.wait_for_selector(".st-key-levels")
    visitor.settle()
    page.get_by_role("button", name="Settle on a level").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Rated 5 levels apart: Wilhelm 0 and Xenia 5.")).to_be_visible()
    assert visitor.violations() == []
    dialog.get_by_text("Repeated in places").click()
    dialog.get_by_label("Why this level").fill("Two of three teams do it.")
    dialog.get_by_role("button", name="Keep as the answer").click()
    dialog.wait_for(state="detached")
    visitor.settle()
    answer = load_assessment(place.workspace, assessment).assessment.by_practice[ids[0]]
    assert (answer.level, answer.settled and answer.settled.reason) == (2, "Two of three teams do it.")
    visitor.open(f"?assessment={assessment}")
    expect(page.get_by_role("heading", name="Raters differ on one practice, and have settled it")).to_be_visible()
    assert "Wilhelm 0 and Xenia 5 · settled at 2" in rows.inner_text()
