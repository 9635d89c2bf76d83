"""Targets: kept all or none, withdrawn without a trace lost, and how far they are reached since they were set."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from scoring.assessment import Answer, AssessmentHeader
from scoring.roadmap import Deadline
from scoring.targets import PracticeTarget, TargetNotAccepted
from store.plans import list_targets
from tests.workspaces import MORNING, StandingClock
from use_cases.assess import load_assessment, record_answer
from use_cases.plan import deadlines_of
from use_cases.targets import adopt_targets, drop_targets, reach_targets, set_targets
from use_cases.workspace import Workspace

TODAY = MORNING.date()


@pytest.fixture
def plain(workspace: Workspace, assessment: AssessmentHeader) -> list[str]:
    """Practices in scope that are no floors."""
    scores = load_assessment(workspace, assessment.id).scorecard.practices
    return [score.id for score in scores if score.state == "unanswered" and not score.is_floor]


def target(practice: str, level: int | None, **fields: Any) -> PracticeTarget:
    return PracticeTarget(practice=practice, level=level, **{"on": TODAY, **fields})


def history(workspace: Workspace, assessment: AssessmentHeader) -> list[PracticeTarget]:
    with workspace.store.reading() as connection:
        return list(list_targets(connection, [assessment.id])[assessment.id])


def answer(workspace: Workspace, assessment: AssessmentHeader, **levels: int) -> None:
    for practice, level in levels.items():
        record_answer(workspace, assessment.id, Answer(practice=practice, level=level))


def test_target_is_kept_with_who_set_it_and_when(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    given = target(plain[0], 3, due=TODAY, reason="Asked for.")
    kept = given.model_copy(update={"by": "Ann", "at": MORNING})
    assert set_targets(workspace, assessment.id, [given]) == (kept,)
    assert load_assessment(workspace, assessment.id).targets == {plain[0]: kept}


def test_same_target_is_not_kept_twice_and_any_change_is(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    first = target(plain[0], 3)
    changes = [first, target(plain[0], 4), target(plain[0], 4, due=TODAY), target(plain[0], 4, due=TODAY, reason="x")]
    for changed in changes:
        assert len(set_targets(workspace, assessment.id, [changed])) == 1
        assert set_targets(workspace, assessment.id, [changed]) == ()
    assert len(history(workspace, assessment)) == len(changes)


def test_one_fault_refuses_every_target_and_all_faults_are_told(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    given = [target(plain[0], 3), target("NO-01", 3), target(plain[1], 6)]
    with pytest.raises(TargetNotAccepted) as refusal:
        set_targets(workspace, assessment.id, given)
    assert [fault.where for fault in refusal.value.faults] == ["target NO-01", f"target {plain[1]} > level"]
    assert history(workspace, assessment) == []


def test_target_below_the_level_that_stands_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    answer(workspace, assessment, **{plain[0]: 4})
    with pytest.raises(TargetNotAccepted, match="stands at level 4 already"):
        set_targets(workspace, assessment.id, [target(plain[0], 3)])
    assert history(workspace, assessment) == []


def test_adopting_a_profile_twice_keeps_nothing_new(workspace: Workspace, assessment: AssessmentHeader) -> None:
    counted = len(load_assessment(workspace, assessment.id).scorecard.practices)
    adopted = adopt_targets(workspace, assessment.id, "growing")
    assert len(adopted) == len(history(workspace, assessment)) == counted
    assert {one.by for one in adopted} == {"Ann"}
    assert adopt_targets(workspace, assessment.id, "growing") == ()
    with pytest.raises(TargetNotAccepted, match="no target profile 'huge'"):
        adopt_targets(workspace, assessment.id, "huge")


def test_profile_takes_the_place_of_targets_for_practices_that_no_longer_count(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    set_targets(workspace, assessment.id, [target(plain[0], 5), target(plain[1], 5)])
    absent = Answer(practice=plain[0], state="not_applicable", reason="It does not apply.", recheck=TODAY)
    record_answer(workspace, assessment.id, absent)
    adopted = adopt_targets(workspace, assessment.id, "growing")
    held = load_assessment(workspace, assessment.id).targets
    assert plain[0] not in held
    assert set(held) == {one.practice for one in adopted}
    assert held[plain[1]].level != 5


def test_withdrawn_targets_hold_no_more_and_stay_on_record(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, plain: list[str]
) -> None:
    set_targets(workspace, assessment.id, [target(plain[0], 3), target(plain[1], 3)])
    assert drop_targets(colleague, assessment.id) == 2
    assert load_assessment(workspace, assessment.id).targets == {}
    assert [(one.practice, one.level, one.by) for one in history(workspace, assessment)] == [
        (plain[0], 3, "Ann"),
        (plain[1], 3, "Ann"),
        (plain[0], None, "Ben"),
        (plain[1], None, "Ben"),
    ]
    assert drop_targets(workspace, assessment.id) == 0
    assert set_targets(workspace, assessment.id, [target(plain[0], None)]) == ()


def test_progress_is_counted_from_the_day_targets_were_first_set(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str], clock: StandingClock
) -> None:
    first, second = plain[:2]

    def reached() -> tuple[object, object]:
        found = reach_targets(workspace, load_assessment(workspace, assessment.id))
        assert found.since == TODAY
        assert found.of_the_way is not None
        return found.of_targets.value, found.of_the_way.value

    answer(workspace, assessment, **{first: 1, second: 2})
    set_targets(workspace, assessment.id, [target(first, 3), target(second, 4)])
    # 1 of 3 and 2 of 4 are reached; two and two steps lie ahead.
    assert reached() == (Fraction(3, 7), 0)
    clock.move(hours=48)
    answer(workspace, assessment, **{first: 2})
    assert reached() == (Fraction(4, 7), Fraction(1, 4))
    answer(workspace, assessment, **{second: 5})
    # More than the target makes up for nothing.
    assert reached() == (Fraction(6, 7), Fraction(3, 4))
    answer(workspace, assessment, **{first: 0, second: 2})
    assert reached() == (Fraction(2, 7), Fraction(-1, 4))
    # A target set anew moves the goal, not the day the way began.
    set_targets(workspace, assessment.id, [target(first, 4, on=workspace.today())])
    assert reached() == (Fraction(2, 8), Fraction(-1, 5))


def test_without_own_targets_there_is_no_way_to_count(workspace: Workspace, assessment: AssessmentHeader) -> None:
    adopt_targets(workspace, assessment.id, "start-up")
    drop_targets(workspace, assessment.id)
    found = reach_targets(workspace, load_assessment(workspace, assessment.id))
    assert (found.of_the_way, found.since) == (None, None)
    assert found.of_targets.value is None
    assert found.of_targets.low == 0


@pytest.mark.parametrize(
    ("due", "quarter"),
    [
        (date(2026, 6, 15), 1),
        (date(2026, 9, 15), 1),
        (date(2026, 12, 14), 1),
        (date(2026, 12, 15), 2),
        (date(2027, 3, 14), 2),
        (date(2027, 3, 15), None),
        (None, None),
    ],
)
def test_day_of_a_target_is_a_deadline_at_the_end_of_the_last_quarter_before_it(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str], due: date | None, quarter: int | None
) -> None:
    set_targets(workspace, assessment.id, [target(plain[0], 2, due=due)])
    expected = () if quarter is None else (Deadline(plain[0], 2, quarter),)
    assert deadlines_of(load_assessment(workspace, assessment.id), 2) == expected


def test_late_target_is_due_in_the_first_quarter_and_a_reached_one_is_no_deadline(
    workspace: Workspace, assessment: AssessmentHeader, plain: list[str], clock: StandingClock
) -> None:
    soon = TODAY + timedelta(days=1)
    set_targets(workspace, assessment.id, [target(id_, 2, due=soon) for id_ in plain[:3]])
    clock.move(hours=24 * 30)
    answer(workspace, assessment, **{plain[0]: 2, plain[1]: 1})
    absent = Answer(practice=plain[2], state="not_applicable", reason="It does not apply.")
    record_answer(workspace, assessment.id, absent)
    assert deadlines_of(load_assessment(workspace, assessment.id), 4) == (Deadline(plain[1], 2, 1),)
