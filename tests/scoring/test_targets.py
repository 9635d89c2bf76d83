"""Targets: which holds on a day, what contradicts one, and what a profile by stage proposes."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.errors import Fault
from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.gaps import find_gaps
from scoring.organization import Profile
from scoring.scorecard import Scorecard, score_assessment
from scoring.targets import (
    COUNTED,
    PracticeTarget,
    TargetNotAccepted,
    check_target,
    least_target,
    propose_targets,
    targets_that_hold,
    wanted_level,
)
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

JUDGED = {"basis": "judgement", "reason": "For a test."}
GROWING = {
    "id": "growing",
    "title": "Growing",
    "summary": ".",
    "everywhere": {"level": 2, "months": 12},
    "floors": {"level": 3, "months": 6},
    "practices": {"A-3": {"level": 1, "months": 18}},
    **JUDGED,
}
FRAMEWORK = framework_of(
    {
        "A": [practice_tree("A-1"), practice_tree("A-2", floor=4), practice_tree("A-3")],
        "B": [practice_tree("B-1", floor=2), practice_tree("B-2", applies_to=("hosting",))],
    },
    target_profiles=[GROWING],
)
ABSENT = Answer(practice="A-3", state="not_applicable", reason="It does not apply.", recheck=TODAY)


def card_of(*answers: Answer, kinds: tuple[str, ...] | None = None) -> Scorecard:
    return score_assessment(assessment_of(answers, Profile(kinds=kinds)), FRAMEWORK, TODAY)


def stands(practice: str, level: int) -> Answer:
    return Answer(practice=practice, level=level)


def target(practice: str = "A-1", level: int | None = 3, **fields: Any) -> PracticeTarget:
    return PracticeTarget(practice=practice, level=level, **{"on": TODAY, **fields})


def test_newest_target_holds_from_its_day_on_until_it_is_withdrawn() -> None:
    later = TODAY + timedelta(days=10)
    history = [
        target(level=3),
        target("A-2", level=5),
        target(level=4, on=later),
        target("A-2", level=None, on=later),
    ]
    assert targets_that_hold(history, TODAY - timedelta(days=1)) == {}
    assert targets_that_hold(history, TODAY) == {"A-1": history[0], "A-2": history[1]}
    assert targets_that_hold(history, later) == {"A-1": history[2]}


def test_of_two_targets_for_one_practice_the_one_recorded_last_holds() -> None:
    history = [target(level=4), target(level=3, on=TODAY - timedelta(days=1))]
    assert targets_that_hold(history, TODAY) == {"A-1": history[1]}


@pytest.mark.parametrize(
    "usable",
    [
        target(level=2),
        target(level=5, due=TODAY),
        target("A-2", level=4),
        target("A-3", level=0),
        target("B-1", level=None),
    ],
)
def test_target_at_the_edge_of_what_is_allowed_is_usable(usable: PracticeTarget) -> None:
    assert check_target(usable, FRAMEWORK, card_of(stands("A-1", 2), stands("A-2", 1))) == []


def test_withdrawn_target_contradicts_nothing_whatever_the_practice_is() -> None:
    for practice in ("A-3", "B-2"):
        assert check_target(target(practice, level=None), FRAMEWORK, card_of(ABSENT, kinds=("ugc",))) == []


@pytest.mark.parametrize(
    ("refused", "fault"),
    [
        (
            target("A-9"),
            Fault(
                "Small 1 has no practice 'A-9'.", "target A-9", "use an id that `safermark framework show small` lists."
            ),
        ),
        (
            target(level=6),
            Fault(
                "Level 6 is not on this framework's scale, which ends at 5.",
                "target A-1 > level",
                "give a whole number from 0 to 5.",
            ),
        ),
        (
            target("B-1", level=-1),
            Fault(
                "Level -1 is not on this framework's scale, which begins at 0.",
                "target B-1 > level",
                "give a whole number from 0 to 5.",
            ),
        ),
        (
            target(level=1),
            Fault("A-1 stands at level 2 already, and the target is 1.", "target A-1 > level", "set 2 or more."),
        ),
        (
            target("A-2", level=3),
            Fault("A-2 is a floor at level 4, and the target is 3.", "target A-2 > level", "set 4 or more."),
        ),
        (
            target("B-1", level=1),
            Fault("B-1 is a floor at level 2, and the target is 1.", "target B-1 > level", "set 2 or more."),
        ),
        (
            target("A-3"),
            Fault(
                "A-3 is not applicable, so there is nothing to reach.",
                "target A-3",
                "leave it out, or answer the practice first.",
            ),
        ),
        (
            target("B-2"),
            Fault(
                "B-2 is out of scope, so there is nothing to reach.",
                "target B-2",
                "leave it out, or answer the practice first.",
            ),
        ),
        (
            target(due=TODAY - timedelta(days=1)),
            Fault("The target is due on 2026-09-29, before it is set.", "target A-1 > due", "give a day to come."),
        ),
        (
            target(on=TODAY + timedelta(days=1)),
            Fault("The target is dated 2026-10-01, after 2026-09-30.", "target A-1 > on", "give the day it is set."),
        ),
    ],
)
def test_target_that_contradicts_something_is_one_fault(refused: PracticeTarget, fault: Fault) -> None:
    card = card_of(stands("A-1", 2), stands("A-2", 1), ABSENT, kinds=("ugc",))
    assert check_target(refused, FRAMEWORK, card) == [fault]


def test_faults_of_one_target_come_all_at_once() -> None:
    late = target("A-3", level=9, due=TODAY - timedelta(days=1))
    assert [fault.where for fault in check_target(late, FRAMEWORK, card_of(ABSENT))] == [
        "target A-3 > level",
        "target A-3",
        "target A-3 > due",
    ]


def test_wanted_level_is_the_own_target_else_the_framework_s_and_never_below_a_floor() -> None:
    card = card_of()
    own = {"A-1": target(level=5), "A-2": target("A-2", level=1), "A-3": target("A-3", level=None)}
    assert [wanted_level(card.practice(id_), FRAMEWORK, own) for id_ in ("A-1", "A-2", "A-3", "B-1")] == [5, 4, 3, 3]


def test_gaps_follow_own_targets_and_a_floor_counts_only_while_it_is_missed() -> None:
    due = date(2027, 1, 1)
    own = {"A-1": target(level=5, due=due), "A-3": target("A-3", level=1), "B-1": target("B-1", level=4)}
    card = card_of(stands("A-1", 3), stands("A-2", 4), stands("A-3", 1), stands("B-1", 2), stands("B-2", 3))
    found = find_gaps(card, FRAMEWORK, own)
    assert [(gap.practice_id, gap.target, gap.size, gap.is_floor, gap.due) for gap in found] == [
        ("A-1", 5, 2, False, due),
        ("B-1", 4, 2, False, None),
    ]


def test_profile_asks_for_its_levels_by_its_days_and_keeps_what_stands_higher() -> None:
    card = card_of(stands("A-1", 3), stands("A-2", 2), stands("B-2", 1), Answer(practice="A-3", state="not_known"))
    assert propose_targets(FRAMEWORK, "growing", card, TODAY) == (
        target("A-1", level=3),
        # The floor lies above what the profile asks of floors.
        target("A-2", level=4, due=date(2027, 3, 31)),
        target("A-3", level=1, due=date(2028, 3, 31)),
        target("B-1", level=3, due=date(2027, 3, 31)),
        target("B-2", level=2, due=date(2027, 9, 30)),
    )


def test_profile_asks_nothing_of_what_is_not_applicable_or_out_of_scope() -> None:
    proposed = propose_targets(FRAMEWORK, "growing", card_of(ABSENT, kinds=("ugc",)), TODAY)
    assert [one.practice for one in proposed] == ["A-1", "A-2", "B-1"]


@pytest.mark.parametrize(
    ("framework", "known"), [(FRAMEWORK, "growing"), (framework_of({"A": [practice_tree("A-1")]}), "none")]
)
def test_profile_the_framework_does_not_have_is_refused_with_those_it_has(framework: Framework, known: str) -> None:
    with pytest.raises(TargetNotAccepted) as refusal:
        propose_targets(framework, "huge", card_of(), TODAY)
    assert refusal.value.exit_code == 11
    assert refusal.value.faults == (Fault("Small has no target profile 'huge'.", "stage", f"use one of: {known}."),)


@given(assessments(), st.integers(0, 5), st.integers(0, 5), st.integers(1, 24))
def test_proposed_target_is_usable_and_never_less_than_what_stands_or_a_floor(
    scored: Scored, everywhere: int, floors: int, months: int
) -> None:
    goals = {"everywhere": {"level": everywhere, "months": months}, "floors": {"level": floors, "months": months}}
    profile = {**GROWING, **goals, "practices": {}}
    offered = framework_of({"A": [practice_tree("A-1")]}, target_profiles=[profile]).target_profiles
    framework = scored.framework.model_copy(update={"target_profiles": offered})
    card = score_assessment(scored.assessment, framework, TODAY)
    proposed = propose_targets(framework, "growing", card, TODAY)
    assert [one.practice for one in proposed] == [score.id for score in card.practices if score.state in COUNTED]
    for one in proposed:
        score = card.practice(one.practice)
        assert one.level is not None
        assert one.level >= least_target(score, framework)
        assert one.level >= (score.level or 0)
        assert check_target(one, framework, card) == []
        assert (one.due is None) == (score.state == "answered" and score.level == one.level)
