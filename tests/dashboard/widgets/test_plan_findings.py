"""What to do next, in sentences that flip with the values."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.widgets import plan_findings as say
from dashboard.widgets.ageing_view import ageing_list
from dashboard.widgets.what_if_form import result
from scoring.ageing import Ageing
from scoring.gaps import Gap
from scoring.roadmap import Alternative, Choice, Quarter, Roadmap, Step
from scoring.targets import PracticeTarget
from tests.dashboard.widgets.small_cards import FRAMEWORK, elements_of, every, level, opened, text_of
from tests.scoring.small_framework import framework_of, practice_tree

STEP = Step("A-1", 1, 2, 1.0, stays=46)
PROVEN = Roadmap(
    quarters=(Quarter((STEP,), {"x": 0.5}), Quarter((), {"x": 0.5})),
    budget=2.0,
    objective=1.0,
    greedy_objective=1.2,
    unchanged_objective=2.0,
    gap=0.0005,
    fell_back=False,
    alternatives=(),
    what_ifs=50,
    assumed_lowest=(),
    stopped_short=(),
)


def gap(*, is_floor: bool = False) -> Gap:
    return Gap("A-1", 3, 1, 0.0, is_floor, 2)


@pytest.mark.parametrize(
    ("gaps", "finding"),
    [
        ([], "Every practice stands at its target level of 3 or above."),
        ([gap()], "One practice stands below its target level."),
        ([gap(), gap(is_floor=True)], "Two practices stand below their target level, 1 of them floors."),
    ],
)
def test_title_counts_what_is_below_target(gaps: list[Gap], finding: str) -> None:
    assert say.plan_finding(gaps, 3, {}) == finding


def test_title_names_no_level_where_practices_have_targets_of_their_own() -> None:
    own = {"A-1": PracticeTarget(practice="A-1", level=4, on=date(2026, 6, 1))}
    assert say.plan_finding([], 3, own) == "Every practice stands at its target level or above."
    assert say.plan_finding([gap()], 3, own) == "One practice stands below its target level."


@pytest.mark.parametrize(
    ("roadmap", "sentence"),
    [
        (PROVEN, "Best plan found, proven within 0.1 % for these estimates."),
        (
            replace(PROVEN, gap=0.02),
            "Time ran out: the best plan can be at most 2.0 % better than this one for these estimates.",
        ),
        (
            replace(PROVEN, gap=0.02, fell_back=True),
            "Time ran out, so this is the quick plan. The best one can be at most 2.0 % better for these estimates.",
        ),
    ],
)
def test_certificate_is_said_openly(roadmap: Roadmap, sentence: str) -> None:
    assert say.certificate_sentence(roadmap) == sentence


@pytest.mark.parametrize(
    ("greedy", "sentence"),
    [
        (1.2, "The quick plan would lower the exposure index by 80 % of what this one does."),
        (1.001, "The quick plan is nearly as good."),
        (None, ""),
    ],
)
def test_quick_plan_is_compared_where_there_is_one(greedy: float | None, sentence: str) -> None:
    assert say.greedy_sentence(replace(PROVEN, greedy_objective=greedy)) == sentence
    assert say.greedy_sentence(replace(PROVEN, greedy_objective=greedy, unchanged_objective=1.0)) == ""


def test_steps_say_how_firm_they_are() -> None:
    assert say.step_words(STEP, 50) == "46 of 50"
    assert say.step_words(STEP, 0) == "–"
    assert say.step_words(replace(STEP, stays=None), 50) == "–"


def test_effort_reads_as_people_say_it() -> None:
    assert [say.weeks(number) for number in (0.5, 1.0, 2.0)] == ["0.5 person-weeks", "1 person-week", "2 person-weeks"]
    assert say.budget_sentence(PROVEN.quarters, 2.0) == "1 person-week of 4 person-weeks in two quarters."


def test_first_steps_are_named_or_none() -> None:
    assert say.first_steps_finding(PROVEN.quarters, FRAMEWORK) == "Begin with Practice A-1"
    for quarters in ((), PROVEN.quarters[1:]):
        assert say.first_steps_finding(quarters, FRAMEWORK) == "Nothing can be raised within this budget"


def test_what_was_assumed_and_what_is_as_good_is_said() -> None:
    assert say.assumed_sentence(PROVEN) == ""
    one = replace(PROVEN, assumed_lowest=("A-2",))
    assert say.assumed_sentence(one) == "One practice has no known level and is planned from the lowest one."
    other = Alternative(1, Choice("A-1", 2), (Choice("A-2", 3),))
    assert say.alternative_sentence(other, FRAMEWORK) == (
        "Quarter 1: as good as A-1 Practice A-1 to level 2 would be A-2 Practice A-2 to level 3."
    )


AGED, LAPSED = Ageing("A-1", 3, 3.0, 1.5, False), Ageing("A-2", 3, 3.0, 2.0, True)
DUE = Ageing("A-3", 0, 0.0, 0.0, False, becomes_open=True)


@pytest.mark.parametrize(
    ("ageing", "finding"),
    [
        ([], "Nothing goes stale before then"),
        ([AGED], "One practice loses backing"),
        ([DUE], "One re-check comes due"),
        ([DUE, AGED, LAPSED], "Two practices lose backing, one re-check comes due"),
    ],
)
def test_ageing_is_counted(ageing: list[Ageing], finding: str) -> None:
    assert say.ageing_finding(ageing) == finding


def test_ageing_list_names_each_with_its_loss_and_cuts_a_long_one() -> None:
    text = text_of(ageing_list([DUE, AGED, LAPSED], opened(*every(3)), "1 January 2027"))
    assert "? Practice A-3 A-3: the re-check of 'not applicable' comes due; it counts as not known then" in text
    assert "−1.5 Practice A-1 A-1: backed 3.0 now, 1.5 then, of level 3 " in text
    assert text.endswith("its review lapses")
    assert "And 3 more." in text_of(ageing_list([AGED] * 15, opened(*every(3)), "then"))
    assert "ul" not in [tag for tag, _ in elements_of(ageing_list([], opened(), "then"))]


@pytest.mark.parametrize(
    ("before", "after", "number", "sentence"),
    [
        (2.0, 2.0, 0, "Choose another level to see what it would do. Nothing is saved."),
        (None, None, 1, "Nothing is answered, so there is no average to move. Nothing is saved."),
        (2.0, 2.5, 1, "With one other level the average would rise by 0.5. Nothing is saved."),
        (2.0, 1.5, 2, "With two other levels the average would fall by 0.5. Nothing is saved."),
        (2.0, 2.04, 1, "With one other level the average would stay where it is. Nothing is saved."),
    ],
)
def test_what_if_says_what_would_move(before: float | None, after: float | None, number: int, sentence: str) -> None:
    assert say.what_if_sentence(before, after, number) == sentence


def test_what_if_is_the_score_of_those_levels() -> None:
    now = opened(*every(3))
    text = text_of(result(now, {"A-1": 5, "B-1": 1}))
    then = opened(*every(3, but=[level("A-1", 5), level("B-1", 1)])).scorecard
    assert f"A 3.0 → {float(then.domain('A').score.mean.value or 0):.1f}" in text
    assert (
        f"B 3.0 → {float(then.domain('B').score.mean.value or 0):.1f} 3 → {then.domain('B').score.gated.value}" in text
    )
    assert text_of(result(now, {})).endswith("All domains 3.0 3")


def test_titles_in_what_if_are_text() -> None:
    hostile = framework_of({"A": [practice_tree("A-1")]})
    html = result(opened(level("A-1", 2), framework=hostile), {"A-1": 3})
    assert "script" not in [tag for tag, _ in elements_of(html)]
