"""Words: the page explains every term, and each field where people write suggests better ones, never in the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from frameworks.registers.terminology import load_terminology
from frameworks.terminology import find_terms, suggestion
from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from scoring.ratings import Settled
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import load_assessment, record_answer, start_assessment
from use_cases.organize import add_organization
from use_cases.track import trace
from use_cases.workspace import Workspace

DAY = date(2026, 1, 31)
WORDS = "A rule on child porn"
HINT = "'child porn' – prefer child sexual abuse material (CSAM), because it is the slang of people who offend"
REGISTER = load_terminology()


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new assessment without answers."""
    organization = add_organization(workspace, "Small Forum", Profile(kinds=("ugc",), countries=("GB",)))
    return start_assessment(workspace, organization.id, "safer-by-design").id


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def run(page: Page, name: str, assessment_id: str = "", practice: str = "") -> AppTest:
    app = page(name)
    if assessment_id:
        app.session_state["assessment_id"] = assessment_id
        app.session_state["practice_ids"] = {assessment_id: practice} if practice else {}
    return settled(app.run())


def read(app: AppTest) -> str:
    return text_of(html_of(settled(app)))


def labelled(fields: Any, label: str) -> Any:
    return next(field for field in fields if field.label == label)


def keep_buttons(app: AppTest) -> list[Any]:
    return [button for button in app.button if button.label == "Keep my words"]


def test_page_shows_every_term_without_any_store(page: Page) -> None:
    text = read(run(page, "terms"))
    assert "31 terms with a better word; your texts are searched for 18 of them" in text
    for term in REGISTER.terms:
        for words in (*term.avoid, term.prefer, term.reason[1:]):
            assert " ".join(words.split()) in text
    assert text.count("suggested under your texts") == 18
    assert text.count("unverified From memory.") == sum(term.basis == "memory" for term in REGISTER.terms)
    assert "Source: interpol.int page on appropriate terminology " in text
    assert "Source: connectedkidsguide.com section 5 (secondary) " in text
    assert "The term AIG-CSAM is verified; the rest of the row is not. Source: prnewswire.com 302124430 " in text


@pytest.mark.parametrize(
    ("search", "count", "found"),
    [
        ("SEXTORTION", "1 of 31 terms.", "sexual extortion of children"),
        ("porno csam", "4 of 31 terms.", "child pornography"),
        ("  ", "All 31 terms.", "child molester"),
        ("<b>x</b>", "No term holds these words.", "How to read this"),
        ("kid", "1 of 31 terms.", "kiddie porn"),
    ],
)
def test_terms_are_found_by_what_a_person_would_write(page: Page, search: str, count: str, found: str) -> None:
    app = run(page, "terms")
    app.text_input(key="terms-search").set_value(search).run()
    assert count in read(app)
    assert found in read(app)


def test_note_that_is_kept_has_a_suggestion_until_the_person_keeps_the_words(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2))
    app = run(page, "assess", fresh, "GOV-01")
    assert not keep_buttons(app)
    app.text_area(key="note-GOV-01").set_value(WORDS).run()
    assert HINT in read(app)
    assert load_assessment(workspace, fresh).assessment.by_practice["GOV-01"].note == WORDS
    keep_buttons(app)[0].click().run()
    assert HINT not in read(app)
    assert not keep_buttons(app)
    assert load_assessment(workspace, fresh).assessment.by_practice["GOV-01"].note == WORDS
    app.text_area(key="note-GOV-01").set_value(f"{WORDS} and on revenge porn").run()
    assert HINT in read(app), "another text has a suggestion of its own"
    app.text_area(key="note-GOV-01").set_value(WORDS).run()
    assert HINT not in read(app), "these words were to be kept"


def test_another_session_has_the_suggestion_again(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2, note=WORDS))
    first = run(page, "assess", fresh, "GOV-01")
    keep_buttons(first)[0].click().run()
    assert HINT not in read(first)
    assert HINT in read(run(page, "assess", fresh, "GOV-01"))


def test_titles_of_evidence_and_a_settled_reason_have_suggestions_each_its_own(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    evidence = (Evidence(title="Fine", date=DAY, level=1), Evidence(title="On a pedophile ring", date=DAY, level=1))
    reasoned = Settled(level=2, reason="About jailbait", by="Ann", on=DAY)
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2, note=WORDS, evidence=evidence, settled=reasoned))
    app = run(page, "assess", fresh, "GOV-01")
    text = read(app)
    for words in ("On a pedophile ring", "About jailbait", WORDS):
        assert text_of(suggestion(find_terms(words)[0])) in text
    assert len(keep_buttons(app)) == 3
    keep_buttons(app)[0].click().run()
    assert len(keep_buttons(app)) == 2
    assert HINT in read(app)


def test_reason_of_not_applicable_has_a_suggestion(page: Page, workspace: Workspace, fresh: str) -> None:
    waived = Answer(practice="GOV-01", state="not_applicable", reason=WORDS, approver="A", recheck=date(2099, 1, 1))
    record_answer(workspace, fresh, waived)
    assert HINT in read(run(page, "assess", fresh, "GOV-01"))


def test_each_term_is_said_once_and_many_are_counted(page: Page, workspace: Workspace, fresh: str) -> None:
    note = "child porn, child porn; jailbait; a pedophile; revenge porn; child erotica; a child prostitute"
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2, note=note))
    text = read(run(page, "assess", fresh, "GOV-01"))
    assert text.count("'child porn' – prefer") == 1
    assert "'pedophile' – prefer" in text
    assert "'revenge porn' – prefer" not in text
    assert "And 2 more." in text


def test_what_was_written_is_shown_as_text(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2, note="child (((<b>)</b> porn; child ( porn"))
    html = html_of(run(page, "assess", fresh, "GOV-01"))
    assert "&#x27;child ( porn&#x27; – prefer" in html


def event(app: AppTest) -> AppTest:
    labelled(app.text_input, "What happened").set_value(WORDS)
    return labelled(app.button, "Record an event").click().run()


def snapshot(app: AppTest) -> AppTest:
    labelled(app.text_input, "Note (optional)").set_value(WORDS)
    return labelled(app.button, "Take a snapshot").click().run()


def action(app: AppTest) -> AppTest:
    labelled(app.text_input, "What is to be done").set_value(WORDS)
    return labelled(app.button, "Keep the action").click().run()


def target(app: AppTest) -> AppTest:
    labelled(app.text_input, "Why (optional)").set_value(WORDS)
    return labelled(app.button, "Set the target").click().run()


def adjustment(app: AppTest) -> AppTest:
    labelled(app.number_input, "Person-weeks").set_value(44.5)
    labelled(app.text_input, "Why you know better").set_value(WORDS)
    return labelled(app.button, "Use this estimate").click().run()


def duty(app: AppTest) -> AppTest:
    labelled(app.text_input, "What must be done, of whom (optional with an entry)").set_value("Report")
    labelled(app.text_area, "Note (optional)").set_value(WORDS)
    return labelled(app.button, "Keep the duty").click().run()


@pytest.mark.parametrize(
    ("name", "keep"),
    [
        ("pathways", duty),
        ("track", event),
        ("track", snapshot),
        ("plan", action),
        ("plan", target),
        ("plan", adjustment),
    ],
)
def test_what_is_kept_in_a_form_has_a_suggestion_below_it(
    page: Page, workspace: Workspace, fresh: str, name: str, keep: Callable[[AppTest], AppTest]
) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=2))
    app = run(page, name, fresh)
    assert HINT not in read(app)
    assert HINT in read(keep(app))
    (button,) = keep_buttons(app)
    button.click().run()
    assert HINT not in read(app)


def test_refused_words_have_no_suggestion(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, "track", fresh)
    labelled(app.text_input, "What happened").set_value(f"{WORDS} d41d8cd98f00b204e9800998ecf8427e")
    labelled(app.button, "Record an event").click().run()
    assert HINT not in read(app)
    assert not trace(workspace, fresh).events
