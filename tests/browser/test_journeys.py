"""What people come to do, done as they would: a first hour, by keyboard alone, two at once, on paper."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scoring.assessment import Answer, Evidence
from scoring.ratings import Rating
from tests.browser.conftest import PAGES, Visit, serving
from use_cases.assess import list_assessments, list_steps, load_assessment, record_answer
from use_cases.rate import record_rating
from use_cases.workspace import Workspace, open_workspace

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=document.title='owned'> **bold** :material/home: $x^2$ [a](javascript:alert(1)) =1+1"


@pytest.fixture
def store(filled_store: Path, tmp_path: Path) -> Path:
    """A copy of the samples for one test."""
    path = tmp_path / "store.db"
    shutil.copy(filled_store, path)
    return path


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return open_workspace(store, "Ben")


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    with serving(store) as served:
        yield served


@pytest.fixture
def assessment(workspace: Workspace) -> str:
    """The assessment of the large video platform."""
    return next(header.id for header in list_assessments(workspace) if header.organization_id == "sample-veltrana")


def level(page: Page, number: int) -> object:
    """The radio button of a level; not known and not applicable follow the levels."""
    return page.locator(".st-key-levels [role=radiogroup] label").nth(number)


def open_practice(page: Page) -> str:
    """The id of the practice that is open."""
    return page.locator(".section.strong p").first.inner_text().split(" ")[0]


AT_ONCE = """number => {
  const look = () => document.querySelector(".running").innerText;
  const before = look();
  document.querySelectorAll(".st-key-levels input[type=radio]")[number].click();
  return [before, look(), document.querySelector(".running").hasAttribute("data-pending")];
}"""
"""Click on a choice, and read the rail before the server can have answered."""


def test_result_of_a_click_is_shown_at_once_and_is_what_the_server_then_says(visit: Visit, address: str) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    changes = 0
    for number in (0, 5, 2, 6, 4, 1, 3):
        before, at_once, is_pending = page.evaluate(AT_ONCE, number)
        assert is_pending
        changes += before != at_once
        page.wait_for_selector(".running:not([data-pending])")
        visitor.settle()
        assert page.locator(".running").inner_text() == at_once
    assert changes >= 6


def test_result_goes_back_when_the_answer_cannot_be_kept(visit: Visit, address: str, store: Path) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    standing = page.locator(".running").inner_text()
    blocked = sqlite3.connect(store, isolation_level=None)
    blocked.execute("BEGIN IMMEDIATE")
    _, at_once, _ = page.evaluate(AT_ONCE, 0)
    assert at_once != standing
    page.get_by_text("Not kept.").wait_for(timeout=20_000)
    blocked.execute("ROLLBACK")
    blocked.close()
    assert page.locator(".running").inner_text() == standing
    assert page.locator(".running:not([data-pending])").count() == 1


def test_what_if_is_shown_at_once_by_keyboard_and_saves_nothing(
    visit: Visit, address: str, workspace: Workspace
) -> None:
    visitor = visit(address)
    page = visitor.open("plan")
    shown = page.locator(".what-if")
    assert "Nothing is saved." in shown.inner_text()
    before = {header.id: load_assessment(workspace, header.id).assessment for header in list_assessments(workspace)}
    group = page.locator("[class*=st-key-levels-] input[type=radio]").first
    group.focus()
    page.keyboard.press("ArrowRight")
    assert "With one other level" in shown.inner_text(), "before the server can have answered"
    at_once = shown.inner_text()
    page.wait_for_selector(".what-if:not([data-pending])")
    visitor.settle()
    assert shown.inner_text() == at_once
    assert {id_: load_assessment(workspace, id_).assessment for id_ in before} == before


def test_best_plan_is_found_while_the_page_stays_usable(visit: Visit, address: str) -> None:
    visitor = visit(address)
    page = visitor.open("plan")
    page.get_by_role("button", name="Find the best plan").click()
    page.get_by_role("progressbar").wait_for()
    page.locator("[class*=st-key-levels-] input[type=radio]").last.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".what-if")).to_contain_text("With one other level")
    page.get_by_text("Best plan found").wait_for(timeout=60_000)
    visitor.settle()
    for name, beginning in (("Steps as CSV", "quarter,ends,practice"), ("Quarters for a calendar", "BEGIN:VCALENDAR")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        content = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert content.startswith(beginning)
        assert "Confidential. Exported from Safermark by" in content.replace("\r\n ", "")
    visitor.settle()
    assert visitor.violations() == []


def test_two_people_rate_without_seeing_each_other_and_settle(visit: Visit, address: str, workspace: Workspace) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    practice = open_practice(page)
    header = list_assessments(workspace, "sample-haldenmoor")[0]
    record_rating(workspace, header.id, practice, Rating(by="Ben", level=4, on=workspace.today()))
    page.reload()
    visitor.settle()
    assert "You see the levels once you have rated it yourself." in page.locator(".stMain").inner_text()
    page.get_by_role("button", name="Rate without seeing the others").click()
    page.get_by_role("dialog").get_by_text("Individual effort").click()
    page.get_by_role("button", name="Keep my rating").click()
    page.get_by_role("dialog").wait_for(state="detached")
    visitor.settle()
    expect(page.get_by_text("Rated 3 levels apart: Ben 4 and")).to_be_visible()
    page.get_by_role("button", name="Settle on a level").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Repeated in places").click()
    dialog.get_by_label("Why this level").fill("Two of three teams do it.")
    dialog.get_by_role("button", name="Keep as the answer").click()
    dialog.wait_for(state="detached")
    visitor.settle()
    answer = load_assessment(workspace, header.id).assessment.by_practice[practice]
    assert (answer.level, answer.settled and answer.settled.reason) == (2, "Two of three teams do it.")
    assert sorted(rating.level for rating in answer.ratings) == [1, 4]
    level(page, 3).click()
    visitor.settle()
    after = load_assessment(workspace, header.id).assessment.by_practice[practice]
    assert (after.level, after.settled, len(after.ratings)) == (3, None, 2), "ratings stay, a settlement lapses"


def test_a_new_user_comes_from_an_empty_store_to_a_trend(visit: Visit, tmp_path: Path) -> None:
    store = tmp_path / "new.db"
    with serving(store) as address:
        visitor = visit(address)
        page = visitor.open()
        page.get_by_role("link", name="Add an organization").click()
        visitor.settle()
        page.get_by_label("Name", exact=False).first.fill("Lumen Harbor")
        page.keyboard.press("Tab")
        visitor.settle()
        page.get_by_role("button", name="Add", exact=False).last.click()
        visitor.settle()
        page.get_by_role("button", name="Start", exact=False).last.click()
        visitor.settle()
        visitor.open("assess")
        for number in (3, 2, 4):
            level(page, number).click()
            visitor.settle()
            expect(page.get_by_text("Saved at")).to_be_visible()
            page.get_by_role("button", name="Next").click()
            visitor.settle()
        fourth = open_practice(page)
        visitor.open()
        assert "3 of" in page.locator(".heads").inner_text()
        visitor.open("track")
        page.get_by_role("button", name="Take a snapshot").click()
        visitor.settle()
        expect(page.locator("h1")).to_contain_text("Too little was answered")
        visitor.open("assess")
        assert open_practice(page) == fourth, "work goes on where it was left"
    workspace = open_workspace(store, "Ben")
    kept = load_assessment(workspace, list_assessments(workspace)[0].id)
    assert [answer.level for answer in kept.assessment.answers] == [3, 2, 4]


def test_assess_works_by_keyboard_alone(visit: Visit, address: str, workspace: Workspace) -> None:
    visitor = visit(address)
    page = visitor.open()
    _tab_to(page, "Assess")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-levels")
    visitor.settle()
    practice = open_practice(page)
    _tab_until(page, "() => document.activeElement.closest('.st-key-levels') !== null")
    page.keyboard.press("ArrowDown")
    visitor.settle()
    page.keyboard.press("ArrowDown")
    visitor.settle()
    expect(page.get_by_text("Saved at")).to_be_visible()
    checked = int(page.evaluate("document.activeElement.value"))
    _tab_until(page, "() => document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type("Typed without a mouse")
    _tab_to(page, "Next")
    visitor.settle()
    page.keyboard.press("Enter")
    visitor.settle()
    assert open_practice(page) != practice
    assert page.evaluate("document.activeElement.innerText").startswith("Next"), "the hand stays on Next"
    opened = load_assessment(workspace, _shown_assessment(workspace))
    answer = opened.assessment.by_practice[practice]
    assert (answer.level, answer.note) == (checked, "Typed without a mouse")


def test_focus_can_always_be_seen(visit: Visit, address: str) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        page.wait_for_timeout(60)
        mark = page.evaluate(
            """() => { const e = document.activeElement; const near = [e, e.parentElement, e.closest('label'),
                 e.nextElementSibling, e.previousElementSibling, e.closest('label')?.firstElementChild,
                 e.closest('[data-baseweb], [data-testid]')];
                 const seen = near.filter(Boolean).some(x => { const c = getComputedStyle(x);
                   return (c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) > 0) || c.boxShadow !== 'none'
                     || c.borderColor === c.outlineColor; });
                 return seen || e === document.body ? '' : e.outerHTML.slice(0, 120); }"""
        )
        if mark:
            unseen.append(mark)
    assert unseen == []


def test_two_people_lose_nothing_and_learn_of_each_other(visit: Visit, address: str, workspace: Workspace) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    practice = open_practice(page)
    assessment = _shown_assessment(workspace)
    before = len(list_steps(workspace, assessment, practice))
    record_answer(workspace, assessment, Answer(practice=practice, level=4))
    level(page, 1).click()
    visitor.settle()
    expect(page.get_by_text(f"Ben answered {practice} with level 4 meanwhile")).to_be_visible()
    steps = list_steps(workspace, assessment, practice)
    assert [(step.answer.by, step.answer.level) for step in steps[:2]] == [("Ann", 1), ("Ben", 4)]
    assert len(steps) == before + 2


def test_a_double_click_stores_one_answer(visit: Visit, address: str, workspace: Workspace) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    practice, assessment = open_practice(page), _shown_assessment(workspace)
    before = sum(step.answers for step in list_steps(workspace, assessment, practice))
    level(page, 1).dblclick()
    visitor.settle()
    assert sum(step.answers for step in list_steps(workspace, assessment, practice)) == before + 1


def test_a_double_click_keeps_one_pointer(visit: Visit, address: str, workspace: Workspace) -> None:
    visitor = visit(address)
    page = visitor.open("assess")
    practice, assessment = open_practice(page), _shown_assessment(workspace)
    level(page, 3).click()
    visitor.settle()
    before = len(load_assessment(workspace, assessment).assessment.by_practice[practice].evidence)
    page.get_by_role("button", name="Point to evidence").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title of the document").fill("Record of settings")
    dialog.get_by_role("spinbutton").first.click()
    page.keyboard.type("20260901")
    # The calendar closes when the date is left.
    dialog.get_by_text("A pointer only").click()
    page.get_by_role("grid").wait_for(state="detached")
    dialog.get_by_role("button", name="Keep the pointer").dblclick()
    dialog.wait_for(state="detached")
    visitor.settle()
    kept = load_assessment(workspace, assessment).assessment.by_practice[practice].evidence
    assert len(kept) == before + 1
    assert kept[-1].title == "Record of settings"


def test_what_people_typed_stays_text_on_every_page(
    visit: Visit, address: str, workspace: Workspace, assessment: str
) -> None:
    practice = load_assessment(workspace, assessment).scorecard.practices[0].id
    evidence = Evidence(title=HOSTILE, date=date(2026, 9, 1), level=3)
    record_answer(workspace, assessment, Answer(practice=practice, level=3, note=HOSTILE, evidence=(evidence,)))
    visitor = visit(address)
    for path in PAGES:
        page = visitor.open(f"{path}?assessment={assessment}")
        assert page.title() != "owned"
        assert page.locator("img[src='x']").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    assert visitor.foreign_hosts() == set()


def test_overview_on_paper_has_numbers_and_no_navigation(visit: Visit, address: str) -> None:
    visitor = visit(address)
    page = visitor.open()
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".heads").is_visible()
    assert page.get_by_text("What these numbers do not say").is_visible()
    assert page.get_by_text("Confidential.").is_visible()
    assert not page.locator("header").first.is_visible()
    assert not page.get_by_role("button", name="Found something?").first.is_visible()


def _shown_assessment(workspace: Workspace) -> str:
    """The assessment everybody begins with: the newest of the first organization by name."""
    return next(header.id for header in list_assessments(workspace) if header.organization_id == "sample-haldenmoor")


def _tab_to(page: Page, name: str) -> None:
    _tab_until(page, f"() => (document.activeElement.innerText || '').trim().startsWith({name!r})")


def _tab_until(page: Page, condition: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"never reached by Tab: {condition}")
