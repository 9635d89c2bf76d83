"""Assess: each click is kept, nothing typed is lost, and somebody else's answer is seen."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.assessment import Answer
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from use_cases.assess import list_assessments, list_steps, load_assessment, record_answer, start_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new assessment without answers."""
    organization = add_organization(workspace, "Aa first", Profile(kinds=("ugc", "messaging"), countries=("GB",)))
    return start_assessment(workspace, organization.id, "safer-by-design").id


def run(page: Page, assessment_id: str, practice_id: str = "GOV-01") -> AppTest:
    """The page as somebody sees it who has this practice open."""
    app = page("assess")
    app.session_state["assessment_id"] = assessment_id
    app.session_state["practice_ids"] = {assessment_id: practice_id}
    return settled(app.run())


def settled(app: AppTest) -> AppTest:
    """The page, after making sure that nothing broke."""
    assert not app.exception, app.exception
    return app


def levels(app: AppTest, practice_id: str = "GOV-01") -> Any:
    return app.radio(key=f"level-{practice_id}")


def opened(workspace: Workspace, assessment_id: str) -> OpenAssessment:
    return load_assessment(workspace, assessment_id)


def standing(workspace: Workspace, assessment_id: str, practice_id: str = "GOV-01") -> Answer | None:
    return opened(workspace, assessment_id).assessment.by_practice.get(practice_id)


def test_nothing_is_chosen_before_the_first_answer(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    assert levels(app).value is None
    assert levels(app).options[-2:] == ["**Not known** yet", "**Not applicable** to this organization"]
    assert standing(workspace, fresh) is None


def test_a_click_on_a_level_is_kept_at_once_and_said_so(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    settled(levels(app).set_value("3").run())
    kept = standing(workspace, fresh)
    assert kept is not None and (kept.level, kept.by) == (3, "Ann")
    assert any("Saved at" in block.proto.body for block in app.get("html"))


def test_not_known_is_an_answer_and_counts_as_open(page: Page, workspace: Workspace, fresh: str) -> None:
    settled(levels(run(page, fresh)).set_value("not_known").run())
    assert standing(workspace, fresh).state == "not_known"
    counts = opened(workspace, fresh).scorecard.overall.counts
    assert (counts.not_known, counts.answered) == (1, 0)


def test_changing_the_level_keeps_note_and_evidence(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    levels(app).set_value("2").run()
    settled(app.text_area(key="note-GOV-01").set_value("Mandate under review").run())
    settled(levels(app).set_value("4").run())
    kept = standing(workspace, fresh)
    assert (kept.level, kept.note) == (4, "Mandate under review")


def test_a_note_typed_just_before_a_click_is_not_lost(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    levels(app).set_value("2").run()
    # The browser sends both in one go when the field is left by a click on a level.
    app.text_area(key="note-GOV-01").set_value("Typed in a hurry")
    settled(levels(app).set_value("3").run())
    kept = standing(workspace, fresh)
    assert (kept.level, kept.note) == (3, "Typed in a hurry")


def test_not_applicable_is_kept_only_with_reason_approver_and_date(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    levels(app).set_value("2").run()
    settled(levels(app).set_value("not_applicable").run())
    assert any("Until then level 2 stands" in caption.value for caption in app.caption)
    settled(_labelled(app.button, "Keep as not applicable").click().run())
    assert standing(workspace, fresh).level == 2, "an incomplete form changes nothing"
    _labelled(app.text_area, "Reason").set_value("No staff of our own")
    _labelled(app.text_input, "Approved by").set_value("Board")
    _labelled(app.date_input, "Check again on").set_value(date(2027, 9, 1))
    settled(_labelled(app.button, "Keep as not applicable").click().run())
    kept = standing(workspace, fresh)
    assert (kept.state, kept.reason, kept.approver, kept.recheck) == (
        "not_applicable",
        "No staff of our own",
        "Board",
        date(2027, 9, 1),
    )


def test_the_page_follows_what_somebody_else_answered(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    levels(app).set_value("2").run()
    record_answer(_as(workspace, "Ben"), fresh, Answer(practice="GOV-01", level=4))
    settled(app.run())
    assert levels(app).value == "4"


def test_an_answer_over_somebody_elses_is_told_and_both_stay(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    record_answer(_as(workspace, "Ben"), fresh, Answer(practice="GOV-01", level=4))
    settled(levels(app).set_value("1").run())
    notices = [block.proto.body for block in app.get("html") if 'class="notice"' in block.proto.body]
    assert any("Ben answered GOV-01 with level 4 meanwhile" in notice for notice in notices)
    assert standing(workspace, fresh).level == 1
    assert [step.answer.level for step in list_steps(workspace, fresh, "GOV-01")] == [1, 4]


def test_next_opens_the_next_practice_and_the_domain_after_the_last(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    settled(app.button(key="next").click().run())
    assert app.session_state["practice_ids"][fresh] == "GOV-02"
    app.session_state["practice_ids"] = {fresh: "GOV-08"}
    settled(app.run())
    settled(app.button(key="next").click().run())
    assert app.session_state["practice_ids"][fresh] == "DET-01"


def test_work_is_resumed_at_the_first_open_practice_after_the_last_answer(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    for practice in ("GOV-01", "GOV-02", "GOV-04"):
        record_answer(workspace, fresh, Answer(practice=practice, level=1))
    app = page("assess")
    app.session_state["assessment_id"] = fresh
    settled(app.run())
    assert app.session_state["practice_ids"][fresh] == "GOV-05"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("f-owner", "hr-legal", lambda o, i: o.framework.practices[i].owner == "hr-legal"),
        ("f-only", "open", lambda o, i: o.scorecard.practice(i).state == "unanswered"),
    ],
)
def test_a_filter_lists_exactly_what_matches(
    page: Page, workspace: Workspace, fresh: str, key: str, value: str, expected: Any
) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=1))
    app = run(page, fresh)
    settled(app.selectbox(key=key).set_value(value).run())
    listed = {button.key.removeprefix("open-") for button in app.button if (button.key or "").startswith("open-")}
    here = opened(workspace, fresh)
    assert listed == {p.id for p in here.scorecard.practices if p.state != "out_of_scope" and expected(here, p.id)}
    assert listed


def test_a_search_without_a_hit_says_so(page: Page, fresh: str) -> None:
    app = run(page, fresh)
    settled(app.text_input(key="f-search").set_value("zebra crossing").run())
    assert any("No practice matches" in block.proto.body for block in app.get("html"))


def test_a_hash_in_a_note_is_not_kept_and_the_reason_is_shown(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    levels(app).set_value("2").run()
    settled(app.text_area(key="note-GOV-01").set_value("d41d8cd98f00b204e9800998ecf8427e").run())
    assert standing(workspace, fresh).note == ""
    assert any("Not kept" in block.proto.body for block in app.get("html"))


def test_history_is_entered_by_day(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answer(workspace, fresh, Answer(practice="GOV-01", level=4))
    app = run(page, fresh)
    settled(app.date_input(key="answer-day").set_value(date(2026, 3, 31)).run())
    assert levels(app).value is None, "nothing held on that day yet"
    settled(levels(app).set_value("2").run())
    assert load_assessment(workspace, fresh, date(2026, 3, 31)).assessment.by_practice["GOV-01"].level == 2
    assert standing(workspace, fresh).level == 4, "what came later still stands"


def test_every_practice_of_a_sample_can_be_opened(page: Page, workspace: Workspace) -> None:
    header = list_assessments(workspace)[0]
    here = opened(workspace, header.id)
    in_scope = [practice.id for practice in here.scorecard.practices if practice.state != "out_of_scope"]
    shown = [practice for practice in in_scope if levels(run(page, header.id, practice), practice).options]
    assert shown == in_scope
    assert len(shown) > 20


def _as(workspace: Workspace, actor: str) -> Workspace:
    return Workspace(workspace.store, actor, workspace.clock, workspace.catalogs)


def _labelled(widgets: Any, label: str) -> Any:
    """The widget with this label, of widgets that carry no key of their own."""
    return next(widget for widget in widgets if widget.label == label)
