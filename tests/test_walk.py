"""The walk of one answer: from the value of a form through use case, store and scoring to snapshot and trend."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from frameworks.loader import load_framework
from scoring.assessment import Answer, AnswerNotAccepted, Evidence, Review
from scoring.organization import Profile
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import SCORING_VERSION, score_assessment
from scoring.trend import list_changes
from use_cases.assess import list_steps, load_assessment, record_answer, record_review, start_assessment
from use_cases.organize import add_organization, set_profile
from use_cases.track import record_event, take_snapshot, trace
from use_cases.workspace import Workspace, open_workspace

FIRST_DAY = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
QUARTER = timedelta(days=92)


@dataclass
class Clock:
    """A clock that a test moves by hand."""

    now: datetime = FIRST_DAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Walk:
    """A store on disk, with one organization and one assessment begun."""

    clock: Clock
    workspace: Workspace
    organization_id: str
    assessment_id: str


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """The first day of a small forum."""
    clock = Clock()
    workspace = open_workspace(tmp_path / "store.db", "Ann", clock)
    profile = Profile(kinds=("ugc",), children_likely=True, countries=("GB",))
    organization = add_organization(workspace, "Small Forum", profile)
    header = start_assessment(workspace, organization.id, "safer-by-design", "quick-start")
    return Walk(clock, workspace, organization.id, header.id)


def form_value(level: int, **fields: object) -> Answer:
    """What the form on Assess hands over: a frozen answer with an id of its own."""
    return Answer.model_validate({"id": f"click-{level}", "practice": "DET-01", "level": level, **fields})


def test_one_answer_walks_from_the_form_to_the_trend(walk: Walk) -> None:
    document = Evidence(title="Run log", link="https://example.org/run", date=date(2026, 6, 1), level=3)
    answer = form_value(3, note="All image surfaces.", evidence=[document])

    recorded = record_answer(walk.workspace, walk.assessment_id, answer)
    assert (recorded.answer.by, recorded.answer.at, recorded.answer.on) == ("Ann", FIRST_DAY, FIRST_DAY.date())
    assert recorded.opened.scorecard.practice("DET-01").level == 3
    assert recorded.opened.scorecard.domain("DET").score.mean.value == 3
    assert "DET-01" not in recorded.opened.scorecard.domain("DET").capped_by

    first = take_snapshot(walk.workspace, walk.assessment_id, note="First look")
    assert first.scorecard == scorecard_as_tree(recorded.opened.scorecard)
    assert first.answer_ids == {"DET-01": recorded.answer.id}
    assert first.scoring_version == SCORING_VERSION

    walk.clock.now += QUARTER
    record_event(walk.workspace, walk.organization_id, walk.clock.now.date(), "Team was moved")
    lower = record_answer(walk.workspace, walk.assessment_id, form_value(1), seen_answer_id=recorded.answer.id)
    assert lower.answered_meanwhile is None
    assert lower.opened.scorecard.domain("DET").capped_by == ("DET-01",)
    second = take_snapshot(walk.workspace, walk.assessment_id)

    trend = trace(walk.workspace, walk.assessment_id)
    assert [snapshot.id for snapshot in trend.snapshots] == [first.id, second.id]
    (line,) = (line for line in trend.domains if line.id == "DET")
    assert [(point.on, point.claimed) for point in line.points] == [(first.on, 3), (second.on, 1)]
    assert line.regressions == (second.on,)
    assert [event.title for event in trend.events] == ["Team was moved"]
    (change,) = list_changes(*trend.snapshots)
    assert (change.practice_id, change.step, change.is_regression) == ("DET-01", -2, True)


def test_scorecard_of_the_walk_is_the_one_that_scoring_alone_computes(walk: Walk) -> None:
    recorded = record_answer(walk.workspace, walk.assessment_id, form_value(4))
    opened = load_assessment(walk.workspace, walk.assessment_id)
    alone = score_assessment(opened.assessment, load_framework("safer-by-design"), FIRST_DAY.date())
    assert recorded.opened.scorecard == opened.scorecard == alone
    assert alone.overall.counts.in_scope <= 14
    assert alone.practice("DET-02").state == "out_of_scope"


def test_double_click_is_stored_once_and_both_clicks_see_the_same(walk: Walk) -> None:
    once = record_answer(walk.workspace, walk.assessment_id, form_value(3))
    walk.clock.now += timedelta(seconds=1)
    twice = record_answer(walk.workspace, walk.assessment_id, form_value(3))
    assert twice.answer == once.answer
    assert [step.answers for step in list_steps(walk.workspace, walk.assessment_id, "DET-01")] == [1]


def test_refused_answer_leaves_no_trace(walk: Walk) -> None:
    for answer in (form_value(6), form_value(3, note="call 020 7946 0958"), form_value(3, practice="DET-99")):
        with pytest.raises(AnswerNotAccepted):
            record_answer(walk.workspace, walk.assessment_id, answer)
    assert load_assessment(walk.workspace, walk.assessment_id).assessment.answers == ()
    assert list_steps(walk.workspace, walk.assessment_id, "DET-01") == []


def test_review_holds_until_the_practice_is_answered_anew(walk: Walk) -> None:
    stored = record_answer(walk.workspace, walk.assessment_id, form_value(4)).answer
    review = Review(level=2, by="Reviewer", date=FIRST_DAY.date())
    reviewed = record_review(walk.workspace, walk.assessment_id, stored.id, review)
    assert reviewed.practice("DET-01").reviewed == 2
    assert reviewed.domain("DET").capped_by == ("DET-01",)

    walk.clock.now += timedelta(days=1)
    anew = record_answer(walk.workspace, walk.assessment_id, form_value(3)).opened.scorecard
    assert anew.practice("DET-01").reviewed is None
    assert anew.domain("DET").capped_by == ()


def test_history_entered_afterwards_changes_no_snapshot_and_shows_in_a_new_one(walk: Walk) -> None:
    record_answer(walk.workspace, walk.assessment_id, form_value(3))
    frozen = take_snapshot(walk.workspace, walk.assessment_id)

    walk.clock.now += QUARTER
    earlier = FIRST_DAY.date() - QUARTER
    set_profile(walk.workspace, walk.organization_id, Profile(kinds=("ugc",)), on=earlier)
    record_answer(walk.workspace, walk.assessment_id, form_value(1, on=earlier))
    past = take_snapshot(walk.workspace, walk.assessment_id, on=earlier)

    trend = trace(walk.workspace, walk.assessment_id)
    assert [snapshot.on for snapshot in trend.snapshots] == [earlier, frozen.on]
    assert trend.snapshots[1] == frozen
    assert past.scorecard["overall"]["mean"]["value"] == 1
    assert load_assessment(walk.workspace, walk.assessment_id).scorecard.practice("DET-01").level == 3


def test_evidence_ages_between_two_snapshots_of_the_same_answer(walk: Walk) -> None:
    fresh = Evidence(title="Run log", date=FIRST_DAY.date(), level=3)
    record_answer(walk.workspace, walk.assessment_id, form_value(3, evidence=[fresh]))
    now = take_snapshot(walk.workspace, walk.assessment_id).scorecard["overall"]["evidence"]
    walk.clock.now += 4 * QUARTER
    later = take_snapshot(walk.workspace, walk.assessment_id).scorecard["overall"]["evidence"]
    assert now["claimed"] == later["claimed"] == 3
    assert now["evidenced"] == 3 > later["evidenced"] > 0


def test_snapshot_survives_the_end_of_the_process_that_took_it(walk: Walk, tmp_path: Path) -> None:
    record_answer(walk.workspace, walk.assessment_id, form_value(3))
    taken = take_snapshot(walk.workspace, walk.assessment_id)
    again = open_workspace(tmp_path / "store.db", "Ben", walk.clock)
    assert trace(again, walk.assessment_id).snapshots == (taken,)
