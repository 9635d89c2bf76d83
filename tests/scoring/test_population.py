"""Many assessments at once come out as each of them does alone, to the last bit, whatever its weights and scales."""

import tracemalloc
from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring import population
from scoring.assessment import Answer, Assessment
from scoring.organization import Profile, Scope, scope_of
from scoring.population import (
    NO_LEVEL,
    NOT_APPLICABLE,
    UNANSWERED,
    PopulationNotScorable,
    PopulationScores,
    rows_of,
    score_population,
)
from scoring.scorecard import Scorecard, score_assessment
from tests.scoring.small_framework import TODAY, framework_of, practice_tree
from tests.scoring.strategies import frameworks, profiles

JUDGED = {"basis": "judgement", "reason": "For a test."}
EVERYBODY = Profile()
LARGEST = 10**6
"""What a weight may be at most."""


def column_answers(framework: Framework, scope: Scope, column: Sequence[int]) -> list[Answer]:
    """The answers that a column stands for."""
    answers = []
    for practice, level in zip(rows_of(framework, scope), column, strict=True):
        if level == NOT_APPLICABLE:
            answers.append(Answer(practice=practice.id, state="not_applicable", reason="It does not apply.", on=TODAY))
        elif level != UNANSWERED:
            answers.append(Answer(practice=practice.id, level=level))
    return answers


def alone(framework: Framework, profile: Profile, preset: str | None, column: Sequence[int]) -> Scorecard:
    """The scorecard of one column."""
    answers = tuple(column_answers(framework, scope_of(framework, profile, preset), column))
    key = framework.key
    return score_assessment(
        Assessment(framework_key=key, profile=profile, preset=preset, answers=answers), framework, TODAY
    )


def shown(value: Any) -> float | None:
    """A value as the population gives it."""
    return None if value is None else float(value)


def known(value: np.float64) -> float | None:
    """A value of the population as a scorecard gives it."""
    return None if isnan(value) else float(value)


def assert_same(scores: PopulationScores, place: int, card: Scorecard) -> None:
    """Hold one column of the population against the scorecard of the same answers."""
    assert known(scores.mean[place]) == shown(card.overall.mean.value)
    assert known(scores.coverage[place]) == shown(card.overall.coverage)
    assert scores.level[place] == (NO_LEVEL if card.overall.gated.value is None else card.overall.gated.value)
    for row, domain in enumerate(card.domains):
        assert known(scores.means[row, place]) == shown(domain.score.mean.value)
        assert scores.not_applicable[row, place] == domain.score.counts.not_applicable
        level = domain.score.gated.value
        assert scores.levels[row, place] == (NO_LEVEL if level is None else level)


def assert_all_same(framework: Framework, columns: Sequence[Sequence[int]], kind: type = np.int8) -> None:
    """Hold every column against its scorecard; everybody's profile, the whole framework."""
    levels = np.array(columns, kind).T
    scores = score_population(levels, framework, scope_of(framework, EVERYBODY))
    for place, column in enumerate(columns):
        assert_same(scores, place, alone(framework, EVERYBODY, None, column))


@st.composite
def populations(draw: st.DrawFn) -> tuple[Framework, Profile, str | None, list[list[int]]]:
    """A small framework and some assessments that share a profile and a preset."""
    framework, profile = draw(frameworks()), draw(profiles)
    preset = draw(st.sampled_from([None, "full", "short", "generative"]))
    rows = len(rows_of(framework, scope_of(framework, profile, preset)))
    column = st.lists(st.integers(UNANSWERED, 5), min_size=rows, max_size=rows)
    return framework, profile, preset, draw(st.lists(column, min_size=1, max_size=7))


@settings(max_examples=150)
@given(populations(), st.integers(1, 3))
def test_population_comes_out_as_its_scorecards_in_blocks_of_any_size(
    drawn: tuple[Framework, Profile, str | None, list[list[int]]], block: int
) -> None:
    framework, profile, preset, columns = drawn
    scope = scope_of(framework, profile, preset)
    levels = np.array(columns, np.int8).reshape(len(columns), -1).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population, "BLOCK", block)
        scores = score_population(levels, framework, scope)
    for place, column in enumerate(columns):
        assert_same(scores, place, alone(framework, profile, preset, column))


def test_nothing_answered_is_no_average_and_no_level() -> None:
    framework = framework_of({"A": [practice_tree("A-1")], "B": [practice_tree("B-1")]})
    levels = np.array([[UNANSWERED, NOT_APPLICABLE], [UNANSWERED, NOT_APPLICABLE]], np.int8)
    scores = score_population(levels, framework, scope_of(framework, EVERYBODY))
    assert np.isnan(scores.mean).all() and np.isnan(scores.means).all()
    assert scores.level.tolist() == [NO_LEVEL, NO_LEVEL]
    assert scores.coverage[0] == 0 and isnan(scores.coverage[1])


@pytest.mark.parametrize("weight", [1, 50, 51, 52, 127, 128, 254, 255, 256, 13_107, 13_108, 65_535, 65_536, LARGEST])
def test_no_sum_overflows_where_a_smaller_kind_of_number_ends(weight: int) -> None:
    # Of the weight alone at 255 and 65,535; of weight times level at a fifth of them.
    framework = framework_of(
        {
            "A": [practice_tree("A-1", weight=weight), practice_tree("A-2", floor=4)],
            "B": [practice_tree("B-1", weight=weight)],
        }
    )
    columns = [[5, 5, 5], [5, 3, 0], [UNANSWERED, 5, 5], [NOT_APPLICABLE, UNANSWERED, 1], [0, 5, NOT_APPLICABLE]]
    assert_all_same(framework, columns)


@pytest.mark.parametrize("size", [25, 26, 51, 52, 127, 128, 255, 256, 300])
def test_no_count_overflows_however_many_practices_a_domain_has(size: int) -> None:
    framework = framework_of({"A": [practice_tree(f"A-{number}") for number in range(size)]})
    half = [5] * (size // 2)
    columns = [[5] * size, [0] * size, [UNANSWERED] * size, [NOT_APPLICABLE] * size]
    columns += [half + [code] * (size - len(half)) for code in (UNANSWERED, NOT_APPLICABLE, 4)]
    assert_all_same(framework, columns)


def scale_of(*numbers: int, values: Sequence[float] | None = None, is_range: bool = False) -> dict[str, Any]:
    """A scale with these steps."""
    counted = values or [None] * len(numbers)
    steps = [{"number": n, "title": f"{n}", "summary": ".", "value": v} for n, v in zip(numbers, counted, strict=True)]
    return {"levels": steps, "is_range": is_range}


@pytest.mark.parametrize(
    ("scale", "highest"),
    [
        (scale_of(1, 2, 3, 4), 4),
        (scale_of(0, 1), 1),
        (scale_of(0, 100, is_range=True), 100),
        (scale_of(1, 127, is_range=True), 127),
        (scale_of(3, 1000, is_range=True), 1000),
    ],
)
def test_any_scale_of_a_framework_comes_out_as_its_scorecards(scale: dict[str, Any], highest: int) -> None:
    numbers = [step["number"] for step in scale["levels"]]
    lowest = numbers[0]
    practices = [practice_tree(f"A-{n}", levels={}, weight=1 + n) for n in range(3)]
    framework = framework_of(
        {"A": practices},
        scale=scale,
        is_outline=True,
        target={"level": highest, **JUDGED},
        gate={"numerator": 1, "denominator": 2, "floor_cap": lowest, **JUDGED},
    )
    middle = (lowest + highest) // 2
    columns = [
        [lowest] * 3,
        [highest] * 3,
        [lowest, middle, highest],
        [highest, middle, UNANSWERED],
        [middle, NOT_APPLICABLE, UNANSWERED],
    ]
    assert_all_same(framework, columns, np.int16)


def test_practices_on_scales_of_their_own_count_on_that_of_the_framework() -> None:
    quarters = scale_of(0, 1, 2, 3, values=[0, 0.25, 0.5, 1])
    practices = [
        practice_tree("A-1", weight=3),
        practice_tree("A-2", levels={}, scale=quarters, floor=2),
        practice_tree("A-3", levels={}, scale=scale_of(1, 2, 3, 4), weight=2),
        practice_tree("A-4", levels={}, scale=scale_of(0, 7, is_range=True), weight=3),
    ]
    framework = framework_of({"A": practices}, is_outline=False)
    columns = [[5, 3, 4, 7], [0, 1, 1, 3], [2, 2, 3, 5], [UNANSWERED, 1, 2, NOT_APPLICABLE], [4, UNANSWERED, 4, 6]]
    assert_all_same(framework, columns)


def heavy(weight: int, **fields: Any) -> Framework:
    """A framework with practices of this weight on a scale up to a million."""
    practices = [practice_tree(f"A-{n}", levels={}, weight=weight) for n in range(9)]
    return framework_of({"A": practices}, scale=scale_of(0, LARGEST, is_range=True), is_outline=True, **fields)


def test_sums_that_would_not_be_exact_are_refused() -> None:
    # 9 practices of weight 1,000,000 at level 1,000,000 are 9e12, and 2 to the power of 53 is 9.007e15.
    framework = heavy(LARGEST)
    scope = scope_of(framework, EVERYBODY)
    highest = np.full((9, 1), LARGEST, np.int32)
    assert score_population(highest, framework, scope).mean.tolist() == [LARGEST]
    thousand = {"A": [practice_tree(f"A-{n}", levels={}, weight=LARGEST) for n in range(9008)]}
    too_heavy = framework_of(thousand, scale=scale_of(0, LARGEST, is_range=True), is_outline=True)
    with pytest.raises(PopulationNotScorable, match="averages would not be exact"):
        score_population(np.zeros((9008, 1), np.int32), too_heavy, scope_of(too_heavy, EVERYBODY))


def test_steps_too_fine_for_exact_sums_are_refused() -> None:
    # No float is a tenth: what is written 0.1 is a number of so many fifty-fifth powers of two.
    tenths = practice_tree("A-1", levels={}, scale=scale_of(0, 1, 2, values=[0, 0.1, 1]))
    framework = framework_of({"A": [tenths]})
    with pytest.raises(PopulationNotScorable, match="steps so fine"):
        score_population(np.zeros((1, 1), np.int8), framework, scope_of(framework, EVERYBODY))


def test_gate_whose_parts_are_too_many_is_refused() -> None:
    share = {"numerator": 10**18 + 1, "denominator": 10**18 + 3, "floor_cap": 2, **JUDGED}
    framework = heavy(1, gate=share)
    assert score_population(np.zeros((9, 1), np.int32), framework, scope_of(framework, EVERYBODY)).level.tolist() == [0]
    framework = heavy(2, gate=share)
    with pytest.raises(PopulationNotScorable, match="up to 18 "):
        score_population(np.zeros((9, 1), np.int32), framework, scope_of(framework, EVERYBODY))


TWO = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")]})


@pytest.mark.parametrize(
    "levels",
    [
        np.zeros((3, 4), np.int8),
        np.zeros(2, np.int8),
        np.zeros((2, 2, 2), np.int8),
        np.zeros((2, 4), np.uint8),
        np.zeros((2, 4)),
        np.zeros((2, 4), bool),
    ],
)
def test_table_of_another_shape_or_kind_is_refused(levels: Any) -> None:
    with pytest.raises(PopulationNotScorable, match="one row a practice") as caught:
        score_population(levels, TWO, scope_of(TWO, EVERYBODY))
    assert "2 rows" in caught.value.faults[0].mend


@pytest.mark.parametrize("wrong", [-3, 6, 127, -128])
def test_every_practice_with_a_level_off_its_scale_is_named(wrong: int) -> None:
    levels = np.array([[0, wrong, 5], [wrong, 0, 0]], np.int8)
    with pytest.raises(PopulationNotScorable) as caught:
        score_population(levels, TWO, scope_of(TWO, EVERYBODY))
    assert [fault.where for fault in caught.value.faults] == ["levels > A-1", "levels > A-2"]
    assert all("use 0 to 5" in fault.mend for fault in caught.value.faults)


def test_level_below_a_scale_that_begins_above_nought_is_refused() -> None:
    practices = [practice_tree("A-1", levels={}, scale=scale_of(2, 3, 4)), practice_tree("A-2")]
    framework = framework_of({"A": practices})
    scope = scope_of(framework, EVERYBODY)
    assert score_population(np.array([[2], [0]], np.int8), framework, scope).mean.tolist() == [0]
    with pytest.raises(PopulationNotScorable, match="A-1"):
        score_population(np.array([[1], [0]], np.int8), framework, scope)


def test_no_assessments_at_all_have_no_scores() -> None:
    scores = score_population(np.zeros((2, 0), np.int8), TWO, scope_of(TWO, EVERYBODY))
    assert scores.mean.shape == (0,) and scores.means.shape == (1, 0)


def test_what_is_in_work_stays_small_however_many_there_are() -> None:
    framework = framework_of({"A": [practice_tree(f"A-{number}") for number in range(20)]})
    levels = np.full((20, 1_000_000), 3, np.int8)
    scope = scope_of(framework, EVERYBODY)
    tracemalloc.start()
    try:
        scores = score_population(levels, framework, scope)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    kept = sum(getattr(scores, name).nbytes for name in scores.__slots__)
    assert most - kept < levels.nbytes / 2
