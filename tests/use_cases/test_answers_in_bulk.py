"""Several answers at once: what they would do is said before, and saying the same twice adds nothing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scoring.assessment import Answer, AnswerNotAccepted, Evidence, Review
from scoring.organization import Profile
from scoring.ratings import Rating, Settled
from use_cases.assess import (
    list_steps,
    load_assessment,
    preview_answers,
    record_answer,
    record_answers,
    record_review,
    start_assessment,
)
from use_cases.exchange.assessment_file import file_of, read_for
from use_cases.exchange.csv_file import csv_text
from use_cases.organize import add_organization, count_records, list_profiles, set_profile
from use_cases.track import last_snapshots, record_event, take_snapshot
from use_cases.workspace import Workspace, open_workspace

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "store.db", "Ann", lambda: NOW)


@pytest.fixture
def assessment(workspace: Workspace) -> str:
    organization = add_organization(workspace, "Small Forum", Profile(kinds=("ugc",)), on=date(2026, 1, 1))
    return start_assessment(workspace, organization.id, "safer-by-design").id


def test_preview_tells_new_changed_earlier_unchanged_and_out_of_scope_apart(
    workspace: Workspace, assessment: str
) -> None:
    for practice in ("GOV-01", "GOV-02", "GOV-04"):
        record_answer(workspace, assessment, Answer(practice=practice, level=2, on=date(2026, 6, 1)))
    given = [
        Answer(practice="GOV-01", level=2),
        Answer(practice="GOV-02", level=3),
        Answer(practice="GOV-04", level=1, on=date(2026, 3, 1)),
        Answer(practice="GOV-05", level=4),
        Answer(practice="DET-08", level=1),
    ]
    seen = preview_answers(workspace, assessment, given)
    assert [answer.practice for answer in seen.new] == ["GOV-05", "DET-08"]
    assert [(before.level, after.level) for before, after in seen.changed] == [(2, 3)]
    assert [answer.practice for answer in seen.earlier] == ["GOV-04"]
    assert (seen.unchanged, seen.adds, seen.out_of_scope) == (1, 4, ("DET-08",))


def test_preview_stores_nothing_and_recording_stores_what_it_said(workspace: Workspace, assessment: str) -> None:
    given = [Answer(practice="GOV-01", level=2), Answer(practice="GOV-02", level=3)]
    seen = preview_answers(workspace, assessment, given)
    assert load_assessment(workspace, assessment).assessment.answers == ()
    assert len(record_answers(workspace, assessment, given).stored) == seen.adds == 2


def test_preview_names_every_fault_of_every_answer(workspace: Workspace, assessment: str) -> None:
    given = [
        Answer(practice="GOV-01", level=9),
        Answer(practice="GOV-02", level=1, note="d41d8cd98f00b204e9800998ecf8427e"),
    ]
    with pytest.raises(AnswerNotAccepted) as refused:
        preview_answers(workspace, assessment, given)
    assert {fault.where for fault in refused.value.faults} == {"practice GOV-01 > level", "practice GOV-02 > note"}


def test_an_earlier_answer_that_is_in_the_history_is_not_stored_again(workspace: Workspace, assessment: str) -> None:
    record_answer(workspace, assessment, Answer(practice="GOV-01", level=2, on=date(2026, 3, 1)))
    record_answer(workspace, assessment, Answer(practice="GOV-01", level=3, on=date(2026, 6, 1)))
    again = [Answer(practice="GOV-01", level=2, on=date(2026, 3, 1))]
    assert preview_answers(workspace, assessment, again).adds == 0
    assert record_answers(workspace, assessment, again).stored == ()
    assert len(list_steps(workspace, assessment, "GOV-01")[0:]) == 1, "two answers within a minute are one step"
    filled = [Answer(practice="GOV-01", level=1, on=date(2026, 4, 1))]
    assert len(record_answers(workspace, assessment, filled).stored) == 1
    assert record_answers(workspace, assessment, filled).stored == ()
    assert load_assessment(workspace, assessment).assessment.by_practice["GOV-01"].level == 3


@pytest.mark.parametrize("on", [None, date(2026, 3, 1)])
def test_a_csv_file_of_the_same_assessment_adds_nothing_and_keeps_the_review(
    workspace: Workspace, assessment: str, on: date | None
) -> None:
    backing = Evidence(title="=Register", date=date(2026, 2, 1), level=2)
    ratings = (Rating(by="Ann", level=2, on=date(2026, 2, 1)),)
    settled = Settled(level=2, reason="Both said so.", by="Ann", on=date(2026, 2, 1))
    said = Answer(practice="GOV-01", level=2, on=on, evidence=(backing,), ratings=ratings, settled=settled)
    kept = record_answer(workspace, assessment, said)
    record_review(workspace, assessment, kept.answer.id, Review(level=2, by="Ben", date=TODAY))
    opened = load_assessment(workspace, assessment)
    content = csv_text(file_of(opened, "Ann", NOW)).encode()
    answers = read_for(opened, content, "a.csv", TODAY).answers
    assert record_answers(workspace, assessment, answers).stored == ()
    after = load_assessment(workspace, assessment).assessment.by_practice["GOV-01"]
    assert after.review is not None
    assert (after.ratings, after.settled) == (ratings, settled)


def test_a_new_review_in_a_file_is_something_new(workspace: Workspace, assessment: str) -> None:
    record_answer(workspace, assessment, Answer(practice="GOV-01", level=2))
    reviewed = Answer(practice="GOV-01", level=2, review=Review(level=1, by="Ben", date=TODAY))
    assert preview_answers(workspace, assessment, [reviewed]).adds == 1


def test_a_new_rating_or_settlement_in_a_file_is_something_new(workspace: Workspace, assessment: str) -> None:
    record_answer(workspace, assessment, Answer(practice="GOV-01", level=2))
    rated = Answer(practice="GOV-01", level=2, ratings=(Rating(by="Ben", level=1, on=TODAY),))
    settled = Answer(practice="GOV-01", level=2, settled=Settled(level=2, reason="Read.", by="Ben", on=TODAY))
    for answer in (rated, settled):
        assert preview_answers(workspace, assessment, [answer]).adds == 1


def test_records_count_the_whole_history(workspace: Workspace, assessment: str) -> None:
    organization = load_assessment(workspace, assessment).organization
    for level in (1, 2, 3):
        record_answer(workspace, assessment, Answer(practice="GOV-01", level=level))
    take_snapshot(workspace, assessment)
    record_event(workspace, organization.id, TODAY, "A launch")
    set_profile(workspace, organization.id, Profile(kinds=("ugc", "live")), date(2026, 6, 1))
    kept = count_records(workspace, organization.id)
    assert (kept.assessments, kept.answers, kept.snapshots, kept.events, kept.profiles) == (1, 3, 1, 1, 2)


def test_of_several_profiles_for_one_day_the_last_one_counts(workspace: Workspace, assessment: str) -> None:
    organization = load_assessment(workspace, assessment).organization
    for kinds in (("live",), ("ugc", "live")):
        set_profile(workspace, organization.id, Profile(kinds=kinds), date(2026, 6, 1))
    dated = list_profiles(workspace, organization.id)
    assert [(one.on, one.profile.kinds, one.by) for one in dated] == [
        (date(2026, 1, 1), ("ugc",), "Ann"),
        (date(2026, 6, 1), ("ugc", "live"), "Ann"),
    ]


def test_the_newest_snapshot_is_told_for_each_assessment_that_has_one(workspace: Workspace, assessment: str) -> None:
    other = start_assessment(workspace, load_assessment(workspace, assessment).organization.id, "safer-by-design")
    record_answer(workspace, assessment, Answer(practice="GOV-01", level=1, on=date(2026, 2, 1)))
    for day in (date(2026, 6, 30), date(2026, 9, 30), date(2026, 3, 31)):
        take_snapshot(workspace, assessment, day)
    assert last_snapshots(workspace) == {assessment: date(2026, 9, 30)}
    assert other.id not in last_snapshots(workspace)
