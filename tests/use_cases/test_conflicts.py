"""A file made from an older state undoes nothing that others did since; what both have changed is asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scoring.assessment import Answer, AssessmentHeader
from scoring.ratings import Rating
from tests.workspaces import StandingClock
from use_cases.assess import AnswersInConflict, load_assessment, preview_answers, record_answers
from use_cases.exchange.answers_file import AnswersFile, answers_as_bytes
from use_cases.exchange.assessment_file import file_of, origin_of, read_for
from use_cases.rate import record_rating
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)
FORMATS = ("xlsx", "json", "yaml")


def answer(practice: str, level: int, by: str = "Ann") -> Answer:
    return Answer(practice=practice, level=level, by=by, on=DAY)


def export(workspace: Workspace, assessment_id: str, ending: str) -> AnswersFile:
    """What a file of now says when it is read back later."""
    opened = load_assessment(workspace, assessment_id)
    content = answers_as_bytes(file_of(opened, "Ann", workspace.now()), f"a.{ending}", opened.framework)
    return read_for(opened, content, f"a.{ending}", workspace.today())


def levels(workspace: Workspace, assessment_id: str) -> dict[str, int | None]:
    held = load_assessment(workspace, assessment_id).assessment.answers
    return {one.practice: one.level for one in held}


@pytest.mark.parametrize("ending", FORMATS)
def test_file_that_was_not_touched_undoes_nothing(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, ending: str
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2), answer("REP-01", 1)])
    file = export(workspace, assessment.id, ending)
    clock.move(minutes=5)
    record_answers(workspace, assessment.id, [answer("DET-01", 4, by="Ben")])
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    preview = preview_answers(workspace, assessment.id, file.answers, origin=origin)
    assert (preview.adds, preview.untouched, preview.unchanged, preview.conflicts) == (0, 1, 1, ())
    assert record_answers(workspace, assessment.id, file.answers, origin=origin).stored == ()
    assert levels(workspace, assessment.id) == {"DET-01": 4, "REP-01": 1}


def changed(file: AnswersFile, practice: str, level: int) -> list[Answer]:
    """The answers of a file in which somebody has chosen another level."""
    return [one.model_copy(update={"level": level}) if one.practice == practice else one for one in file.answers]


@pytest.mark.parametrize(("settling", "level"), [("file", 3), ("store", 4)])
def test_practice_that_both_have_changed_is_asked_for(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, settling: str, level: int
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2), answer("REP-01", 1)])
    file = export(workspace, assessment.id, "json")
    clock.move(minutes=5)
    record_answers(workspace, assessment.id, [answer("DET-01", 4, by="Ben")])
    given = [*changed(file, "DET-01", 3)[:1], *changed(file, "REP-01", 5)[1:]]
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    preview = preview_answers(workspace, assessment.id, given, origin=origin)
    assert [(before.level, after.level) for before, after in preview.conflicts] == [(4, 3)]
    assert [after.practice for _, after in preview.changed] == ["REP-01"]
    with pytest.raises(AnswersInConflict, match=r"DET-01 was answered by Ben since the file was made"):
        record_answers(workspace, assessment.id, given, origin=origin)
    assert levels(workspace, assessment.id) == {"DET-01": 4, "REP-01": 1}, "all or none"
    record_answers(workspace, assessment.id, given, origin=origin, conflicts=settling)  # type: ignore[arg-type]
    assert levels(workspace, assessment.id) == {"DET-01": level, "REP-01": 5}


def test_practice_answered_by_both_for_the_first_time_is_a_conflict(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    file = export(workspace, assessment.id, "json")
    clock.move(minutes=5)
    record_answers(workspace, assessment.id, [answer("DET-01", 4, by="Ben")])
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    assert origin == {}
    preview = preview_answers(workspace, assessment.id, [answer("DET-01", 1)], origin=origin)
    assert len(preview.conflicts) == 1
    same = preview_answers(workspace, assessment.id, [answer("DET-01", 4)], origin=origin)
    assert (same.conflicts, same.unchanged) == ((), 1)


def test_file_of_another_assessment_or_without_origin_says_nothing_of_meanwhile(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2)])
    file = export(workspace, assessment.id, "json")
    opened = load_assessment(workspace, assessment.id)
    stranger = opened.header.model_copy(update={"id": "somewhere-else"})
    assert origin_of(file, replace(opened, header=stranger)) is None
    assert origin_of(replace(file, made_from=None), opened) is None
    preview = preview_answers(workspace, assessment.id, changed(file, "DET-01", 3))
    assert (len(preview.changed), preview.conflicts) == (1, ())


@pytest.mark.parametrize("ending", FORMATS)
def test_file_that_is_imported_twice_changes_nothing_the_second_time(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, ending: str
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2)])
    file = export(workspace, assessment.id, ending)
    given = changed(file, "DET-01", 3)
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    assert len(record_answers(workspace, assessment.id, given, origin=origin).stored) == 1
    clock.move(days=3)
    again = record_answers(workspace, assessment.id, given, origin=origin)
    assert (again.stored, again.unchanged) == ((), 1)


@pytest.mark.parametrize("ending", FORMATS)
def test_level_changed_in_a_file_whose_day_was_left_meets_a_later_answer_as_a_conflict(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock, ending: str
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2)])
    file = export(workspace, assessment.id, ending)
    clock.move(days=5)
    later = answer("DET-01", 4, by="Ben").model_copy(update={"on": workspace.today()})
    record_answers(workspace, assessment.id, [later])
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    given = changed(file, "DET-01", 3)
    preview = preview_answers(workspace, assessment.id, given, origin=origin)
    assert [(before.level, after.level) for before, after in preview.conflicts] == [(4, 3)]
    assert (preview.adds, preview.earlier) == (0, ())
    with pytest.raises(AnswersInConflict):
        record_answers(workspace, assessment.id, given, origin=origin)
    record_answers(workspace, assessment.id, given, origin=origin, conflicts="file")
    assert levels(workspace, assessment.id) == {"DET-01": 3}, "it stands from now on"
    assert load_assessment(workspace, assessment.id, DAY).assessment.by_practice["DET-01"].level == 2, "the past stays"
    assert record_answers(workspace, assessment.id, given, origin=origin).stored == (), "nor the second time"


def test_answer_for_another_earlier_day_fills_the_history_and_is_no_conflict(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    record_answers(workspace, assessment.id, [answer("DET-01", 2)])
    file = export(workspace, assessment.id, "json")
    clock.move(minutes=5)
    later = answer("DET-01", 4, by="Ben").model_copy(update={"on": workspace.today()})
    record_answers(workspace, assessment.id, [later])
    origin = origin_of(file, load_assessment(workspace, assessment.id))
    between = DAY + timedelta(days=1)
    given = [one.model_copy(update={"on": between}) for one in changed(file, "DET-01", 3)]
    preview = preview_answers(workspace, assessment.id, given, origin=origin)
    assert ([one.level for one in preview.earlier], preview.conflicts) == ([3], ())
    record_answers(workspace, assessment.id, given, origin=origin)
    assert levels(workspace, assessment.id) == {"DET-01": 4}
    assert load_assessment(workspace, assessment.id, between).assessment.by_practice["DET-01"].level == 3


def test_practice_that_was_only_rated_meanwhile_is_no_conflict(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    file = export(workspace, assessment.id, "json")
    record_rating(workspace, assessment.id, "DET-01", Rating(by="Ben", level=4, on=DAY))
    opened = load_assessment(workspace, assessment.id)
    given = [answer("DET-01", 3).model_copy(update={"on": workspace.today()})]
    preview = preview_answers(workspace, assessment.id, given, origin=origin_of(file, opened))
    assert (preview.adds, preview.conflicts) == (1, ())
