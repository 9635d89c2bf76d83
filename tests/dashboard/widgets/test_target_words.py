"""Targets and actions in sentences: none, one, many, late, nothing left to do."""

from datetime import date
from typing import Any

import pytest

from dashboard.widgets import target_words as say
from frameworks.model import TargetProfile
from scoring.actions import STATUSES, Action
from scoring.gaps import Gap
from scoring.targets import PracticeTarget
from tests.scoring.small_framework import framework_of, practice_tree

TODAY = date(2026, 6, 15)
PAST, COMING = date(2026, 6, 14), date(2027, 1, 1)
FRAMEWORK = framework_of({"A": [practice_tree("A-1")]})


def gap(due: date | None = None) -> Gap:
    return Gap("A-1", 3, 1, 0.0, False, 2, due)


def target(practice: str = "A-1", level: int = 3, due: date | None = None) -> PracticeTarget:
    return PracticeTarget(practice=practice, level=level, due=due, on=TODAY)


def action(**fields: Any) -> Action:
    return Action(**{"practice": "A-1", "title": "Match", **fields})


@pytest.mark.parametrize(
    ("gaps", "sentence"),
    [
        ([], "Every target is reached"),
        ([gap()], "One target is still to be reached"),
        ([gap(TODAY)], "One target is still to be reached"),
        ([gap(PAST)], "One target is still to be reached, past its day"),
        ([gap(PAST), gap(COMING)], "Two targets are still to be reached, 1 of them past its day"),
        ([gap(PAST), gap(PAST), gap()], "Three targets are still to be reached, 2 of them past their day"),
    ],
)
def test_finding_counts_what_is_left_and_what_is_late(gaps: list[Gap], sentence: str) -> None:
    assert say.targets_finding(gaps, {"A-1": target()}, TODAY) == sentence
    assert say.targets_finding(gaps, {}, TODAY) == "No targets of your own are set"


def test_subtitle_says_against_what_gaps_are_measured() -> None:
    usual = "level 3, the framework's target"
    assert say.targets_subtitle({}, FRAMEWORK) == (
        f"Until you choose some, gaps are measured against {usual}. Floors ask for their own level."
    )
    rest = f"A practice without one is held against {usual}."
    assert say.targets_subtitle({"A-1": target()}, FRAMEWORK) == f"One target of your own, 0 with a day. {rest}"
    both = {"A-1": target(due=COMING), "A-2": target("A-2")}
    assert say.targets_subtitle(both, FRAMEWORK) == f"Two targets of your own, 1 with a day. {rest}"


@pytest.mark.parametrize(
    ("proposed", "sentence"),
    [
        ([], "No practice in scope can take a target."),
        ([target()], "It sets one target. It is reached: it only says what is to be held."),
        ([target(), target("A-2")], "It sets 2 targets. All are reached: they only say what is to be held."),
        ([target(due=COMING)], "It asks for one step on one practice by 1 January 2027."),
        (
            [target(due=COMING), target("A-2", due=date(2027, 6, 1)), target("A-3")],
            "It asks for four steps on two practices between 1 January 2027 and 1 June 2027."
            " One practice keeps the level that stands.",
        ),
        (
            [target(due=COMING), target("A-3"), target("A-4")],
            "It asks for one step on one practice by 1 January 2027. Two practices keep the level that stands.",
        ),
    ],
)
def test_proposal_says_how_many_steps_by_when_and_what_is_kept(proposed: list[PracticeTarget], sentence: str) -> None:
    assert say.proposal_sentence(proposed, {"A-1": 2, "A-2": None, "A-3": 3}) == sentence


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "The targets of “Growing” stand already."),
        (1, "One target is set by the profile “Growing”."),
        (40, "40 targets are set by the profile “Growing”."),
    ],
)
def test_what_was_taken_over_is_counted(number: int, sentence: str) -> None:
    assert say.taken_sentence([target()] * number, "Growing") == sentence


@pytest.mark.parametrize(
    ("basis", "words"), [("judgement", "A judgement of the framework"), ("source", "From a source of the framework")]
)
def test_profile_says_where_it_comes_from(basis: Any, words: str) -> None:
    goal = {"level": 2, "months": 12}
    profile = TargetProfile.model_construct(
        id="growing", title="Growing", summary="Floors first.", everywhere=goal, floors=goal, basis=basis, reason="So."
    )
    assert say.profile_words(profile) == f"Floors first. {words}: So."


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ([], "No actions yet"),
        ([action()], "One action is open"),
        ([action(due=TODAY)], "One action is open"),
        ([action(due=PAST)], "One action is open, 1 past its day"),
        ([action(due=PAST), action(due=PAST)], "Two actions are open, 2 past their day"),
        ([action(status="done", due=PAST)], "No action is open; 1 done"),
        ([action(status="dropped")], "No action is open"),
        ([action(), action(status="done"), action(status="under_way")], "Two actions are open; 1 done"),
    ],
)
def test_finding_counts_actions_that_are_open_late_and_done(actions: list[Action], sentence: str) -> None:
    assert say.actions_finding(actions, TODAY) == sentence


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ([], "An action says who does what by when. Make them of the steps of a plan, or add one."),
        ([action(status="done")], "Done and dropped ones stay on record."),
        ([action()], "No effort is estimated. One has no owner."),
        ([action(owner="Trust", effort=1)], "1 person-week is still to come."),
        ([action(owner="Trust", effort=0)], "0 person-weeks are still to come."),
        (
            [action(effort=0.1), action(effort=0.2), action(owner="Trust"), action(effort=9, status="done")],
            "0.3 person-weeks are still to come, counting what is estimated. Two have no owner.",
        ),
        ([action(owner="Trust", effort=10_000)] * 200, "2000000 person-weeks are still to come."),
    ],
)
def test_subtitle_adds_up_the_effort_that_is_left_and_asks_for_owners(actions: list[Action], sentence: str) -> None:
    assert say.actions_subtitle(actions) == sentence


def test_what_was_kept_is_named_or_counted() -> None:
    assert say.kept_sentence([]) == "Nothing new: the action says that already."
    assert say.kept_sentence([action(status="under_way")]) == "Kept: Match (under way)."
    assert say.kept_sentence([action(), action()]) == "Two actions are kept. Give each an owner."


def test_every_status_has_a_word() -> None:
    assert set(say.STATUS_WORDS) == set(STATUSES)
