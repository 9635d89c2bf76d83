"""Snapshots of the answers that held on a day, events, and the trend of both."""

from datetime import date, timedelta

import pytest

from scoring.assessment import Answer, AssessmentHeader
from scoring.organization import Profile
from scoring.ratings import Rating
from scoring.score_document import scorecard_as_tree
from store.assessments import AssessmentNotFound
from store.organizations import OrganizationNotFound
from tests.workspaces import MORNING, StandingClock
from use_cases.assess import load_assessment, record_answer, record_answers
from use_cases.organize import set_profile
from use_cases.track import (
    SnapshotNotTaken,
    TargetNotUsable,
    explain_between,
    explain_since,
    own_yardstick,
    project_to,
    record_event,
    take_snapshot,
    trace,
)
from use_cases.workspace import Workspace

TODAY = MORNING.date()


def record(workspace: Workspace, assessment: AssessmentHeader, level: int, on: date | None = None) -> str:
    return record_answer(workspace, assessment.id, Answer(practice="DET-01", level=level, on=on)).answer.id


def test_snapshot_freezes_the_scorecard_and_names_its_answers(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    id_ = record(workspace, assessment, 3)
    snapshot = take_snapshot(workspace, assessment.id, note="first")
    opened = load_assessment(workspace, assessment.id)
    assert snapshot.scorecard == scorecard_as_tree(opened.scorecard)
    assert snapshot.answer_ids == {"DET-01": id_}
    assert (snapshot.on, snapshot.at, snapshot.by, snapshot.note) == (TODAY, MORNING, "Ann", "first")
    assert (snapshot.framework_id, snapshot.framework_version) == ("safer-by-design", "1.0")
    assert trace(workspace, assessment.id).snapshots == (snapshot,)


def test_snapshot_of_a_past_day_uses_the_answers_and_the_profile_that_held_then(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record(workspace, assessment, 4)
    record(workspace, assessment, 1, date(2025, 1, 10))
    record(workspace, assessment, 2, date(2025, 7, 1))
    forum, employer = Profile(kinds=("ugc",)), Profile(kinds=("employer",))
    set_profile(workspace, assessment.organization_id, forum, on=date(2025, 1, 1))
    set_profile(workspace, assessment.organization_id, employer, on=date(2025, 6, 1))
    taken = {on: take_snapshot(workspace, assessment.id, on) for on in (date(2025, 3, 1), date(2025, 9, 1), TODAY)}
    levels = [
        next(one["level"] for one in snapshot.scorecard["practices"] if one["id"] == "DET-01")
        for snapshot in taken.values()
    ]
    assert levels == [1, 2, 4]
    assert taken[date(2025, 3, 1)].scorecard["as_of"] == "2025-03-01"
    assert [snapshot.profile for snapshot in taken.values()] == [forum, employer, Profile()]
    assert [snapshot.on for snapshot in trace(workspace, assessment.id).snapshots] == list(taken)


def test_snapshot_stays_as_it_was_when_history_is_entered_later(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    record(workspace, assessment, 4, date(2025, 1, 1))
    before = take_snapshot(workspace, assessment.id, date(2025, 3, 1))
    clock.move(days=1)
    record(workspace, assessment, 0, date(2025, 2, 1))
    assert trace(workspace, assessment.id).snapshots == (before,)
    after = take_snapshot(workspace, assessment.id, date(2025, 3, 1))
    assert after.scorecard != before.scorecard
    # Of several on one date the one recorded last is shown; both stay stored.
    assert trace(workspace, assessment.id).snapshots == (after,)
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM snapshots").scalar() == 2


@pytest.mark.parametrize(
    ("on", "note"),
    [
        (TODAY + timedelta(days=1), ""),
        (date(2020, 1, 1), ""),
        (None, "call +44 20 7946 0958"),
        (None, "x" * 10_001),
    ],
)
def test_snapshot_of_a_day_without_answers_or_with_a_text_not_to_be_kept_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, on: date | None, note: str
) -> None:
    record(workspace, assessment, 3)
    with pytest.raises(SnapshotNotTaken) as refusal:
        take_snapshot(workspace, assessment.id, on, note)
    assert refusal.value.exit_code == 11
    assert trace(workspace, assessment.id).snapshots == ()


def test_events_stand_in_the_trend_by_their_day(workspace: Workspace, assessment: AssessmentHeader) -> None:
    later = record_event(workspace, assessment.organization_id, TODAY, " New owner ")
    earlier = record_event(workspace, assessment.organization_id, date(2025, 1, 1), "Moved house")
    assert (later.title, later.by, later.at) == ("New owner", "Ann", MORNING)
    assert trace(workspace, assessment.id).events == (earlier, later)


@pytest.mark.parametrize(
    ("on", "title"),
    [(TODAY + timedelta(days=1), "x"), (TODAY, " "), (TODAY, "abcdefghij234567.onion"), (TODAY, "x" * 501)],
)
def test_event_to_come_or_without_a_title_or_not_to_be_kept_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, on: date, title: str
) -> None:
    with pytest.raises(SnapshotNotTaken):
        record_event(workspace, assessment.organization_id, on, title)
    assert trace(workspace, assessment.id).events == ()


def test_assessment_that_is_not_there_has_no_trend(workspace: Workspace) -> None:
    with pytest.raises(AssessmentNotFound):
        trace(workspace, "nothing")
    with pytest.raises(AssessmentNotFound):
        take_snapshot(workspace, "nothing")


def test_event_of_nobody_is_refused(workspace: Workspace) -> None:
    with pytest.raises(OrganizationNotFound):
        record_event(workspace, "nobody", TODAY, "Moved house")


def test_a_second_click_takes_no_second_snapshot(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    record(workspace, assessment, 3)
    first = take_snapshot(workspace, assessment.id, note="first")
    assert take_snapshot(workspace, assessment.id, note="first") == first
    other_note = take_snapshot(workspace, assessment.id, note="second")
    record(workspace, assessment, 4)
    other_answer = take_snapshot(workspace, assessment.id, note="second")
    assert len({first.id, other_note.id, other_answer.id}) == 3


def test_a_second_click_records_no_second_event(workspace: Workspace, assessment: AssessmentHeader) -> None:
    first = record_event(workspace, assessment.organization_id, TODAY, "Launch")
    assert record_event(workspace, assessment.organization_id, TODAY, " Launch ") == first
    record_event(workspace, assessment.organization_id, TODAY - timedelta(days=1), "Launch")
    record_event(workspace, assessment.organization_id, TODAY, "Audit")
    assert len(trace(workspace, assessment.id).events) == 3


def test_change_between_snapshots_and_since_the_last_counts_answers_given_in_between(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    for practice in ("DET-01", "DET-02"):
        record_answer(workspace, assessment.id, Answer(practice=practice, level=2))
    first = take_snapshot(workspace, assessment.id)
    clock.move(seconds=90 * 86_400)
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=4))
    second = take_snapshot(workspace, assessment.id)
    opened = load_assessment(workspace, assessment.id)
    between = explain_between(workspace, opened, first, second)
    assert between is not None
    assert (between.claimed.change, between.answered_anew) == (1, ("DET-01",))
    since = explain_since(workspace, opened, first)
    assert since is not None
    assert (since.claimed, since.answered_anew, since.earlier) == (between.claimed, ("DET-01",), first.on)


def test_change_from_a_version_that_is_gone_cannot_be_split(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2))
    taken = take_snapshot(workspace, assessment.id)
    gone = taken.model_copy(update={"framework_version": "0.1"})
    opened = load_assessment(workspace, assessment.id)
    assert explain_between(workspace, opened, gone, taken) is None
    assert explain_between(workspace, opened, taken, gone) is None
    assert explain_since(workspace, opened, gone) is None


def test_projection_reads_the_snapshots_of_the_assessment(workspace: Workspace, assessment: AssessmentHeader) -> None:
    practices = load_assessment(workspace, assessment.id).framework.practices
    days = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31))
    for place, on in enumerate(days):
        share = len(practices) * (place + 1) // 6
        said = (Answer(practice=id_, level=1 + (at < share), on=on) for at, id_ in enumerate(practices))
        record_answers(workspace, assessment.id, said)
        take_snapshot(workspace, assessment.id, on)
    found = project_to(workspace, assessment.id, 3)
    assert (found.state, found.quarters, found.last) == ("projected", 5, days[-1])
    assert found.earliest is not None and 5 <= found.earliest <= 7
    assert found == project_to(workspace, assessment.id, 3)
    assert project_to(workspace, assessment.id, 1.5).state == "reached"


def test_projection_of_fewer_than_four_quarters_is_refused_in_words(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    assert project_to(workspace, assessment.id, 3).reason == "too few quarters"


@pytest.mark.parametrize("target", [0, -1, 5.1, float("nan"), float("inf")])
def test_target_off_the_scale_is_refused(workspace: Workspace, assessment: AssessmentHeader, target: float) -> None:
    with pytest.raises(TargetNotUsable, match="cannot be a target"):
        project_to(workspace, assessment.id, target)


def test_change_is_held_to_the_ratings_of_the_assessment_once_there_are_enough(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    practices = list(load_assessment(workspace, assessment.id).framework.practices)[:12]
    record_answers(workspace, assessment.id, [Answer(practice=id_, level=2) for id_ in practices])
    first = take_snapshot(workspace, assessment.id)
    clock.move(seconds=90 * 86_400)
    for id_ in practices:
        both = tuple(Rating(by=by, level=3, on=workspace.today()) for by in ("Ann", "Ben"))
        record_answer(workspace, assessment.id, Answer(practice=id_, level=3, ratings=both))
    second = take_snapshot(workspace, assessment.id)
    opened = load_assessment(workspace, assessment.id)
    for change in (explain_between(workspace, opened, first, second), explain_since(workspace, opened, first)):
        assert change is not None
        assert change.yardstick == own_yardstick(opened)
        assert change.yardstick.practices == 12
        assert change.detectable == pytest.approx(change.yardstick.overall)
