"""Projection to a target: what it refuses to say, what it may never promise, and how often its ranges hold."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.projection import HORIZON, Projection, last_of_each_quarter, project, project_trend
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.trend import Snapshot, trace_trend
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree

STEP = 1 / 55
IDS = ("one", "two", "three", "four")


def quarters(*values: float, first: int = 0, every: int = 1) -> list[tuple[date, float]]:
    """Readings at the end of consecutive quarters, or of every second, third …"""
    places = range(first, first + every * len(values), every)
    return [
        (date(2024 + place // 4, 3 * (place % 4) + 3, 28), value) for place, value in zip(places, values, strict=True)
    ]


def projected(*values: float, target: float = 3.0, step: float = STEP) -> Projection:
    """The projection of values one quarter apart."""
    return project(quarters(*values), target, step, IDS)


values = st.lists(st.floats(0, 5, allow_nan=False), min_size=4, max_size=12)


@pytest.mark.parametrize("past", [(), (1.0,), (1.0, 1.5, 2.0)])
def test_fewer_than_four_quarters_are_too_few(past: tuple[float, ...]) -> None:
    found = projected(*past)
    assert (found.state, found.reason, found.quarters) == ("too_few_quarters", "too few quarters", len(past))
    assert (found.earliest, found.latest, found.within_year) == (None, None, None)
    assert found.last == (quarters(*past)[-1][0] if past else None)


def test_four_readings_in_one_quarter_are_one_quarter() -> None:
    readings = [(date(2025, month, day), 1.0 + day / 10) for month in (1, 2) for day in (1, 9)]
    assert project(readings, 3, STEP, IDS).reason == "too few quarters"


def test_the_last_reading_of_each_quarter_counts_whatever_the_order() -> None:
    readings = [(date(2025, 6, 30), 2.0), (date(2025, 1, 1), 1.0), (date(2025, 3, 31), 1.5), (date(2025, 7, 1), 3.0)]
    assert last_of_each_quarter(readings) == [
        (date(2025, 3, 31), 1.5),
        (date(2025, 6, 30), 2.0),
        (date(2025, 7, 1), 3.0),
    ]


def test_of_two_readings_on_one_day_the_last_given_counts() -> None:
    assert last_of_each_quarter([(date(2025, 1, 1), 1.0), (date(2025, 1, 1), 2.0)]) == [(date(2025, 1, 1), 2.0)]


def test_target_already_reached_needs_no_projection() -> None:
    found = projected(1, 2, 3, 3)
    assert (found.state, found.reason) == ("reached", "already reached")
    assert (found.earliest, found.latest, found.within_year) == (None, None, None)
    assert projected(1, 2, 3, 2.99).state == "projected"


def test_clear_progress_gives_a_range_of_quarters() -> None:
    found = projected(1.0, 1.25, 1.45, 1.7, 2.0, 2.2, 2.45, 2.7, target=3.5)
    assert found.state == "projected" and found.reason == ""
    assert found.earliest is not None and found.latest is not None
    assert 2 <= found.earliest <= 4 <= found.latest <= 6


def test_steps_to_and_fro_leave_the_end_open() -> None:
    found = projected(2.0, 2.4, 1.9, 2.2, 2.0)
    assert found.earliest is not None
    assert found.latest is None


def test_steady_decline_gives_neither_end() -> None:
    found = projected(3.0, 2.8, 2.6, 2.4, 2.2, 2.0, 1.8)
    assert (found.earliest, found.latest) == (None, None)
    assert found.within_year is not None and 0 < found.within_year < 0.01


@given(st.floats(-0.5, 0.5), st.integers(4, 12), st.floats(0.01, 2))
def test_constant_steps_are_never_certain(step: float, number: int, distance: float) -> None:
    past = [1 + step * place for place in range(number)]
    found = projected(*past, target=past[-1] + distance)
    assert found.within_year is not None and 0 < found.within_year < 1
    assert found.latest is None or found.earliest is None or found.earliest < found.latest


def test_no_history_is_smoother_than_one_step_of_one_practice() -> None:
    steady = [1.0, 1.1, 1.2, 1.3, 1.4]
    many, few = (projected(*steady, target=2.0, step=step) for step in (1 / 500, 1 / 5))
    assert many.latest is not None and many.earliest is not None and many.latest - many.earliest <= 1
    assert few.latest is None or few.latest - (few.earliest or 0) > 1


@given(values, st.floats(0, 5))
def test_the_same_series_gives_the_same_projection(past: list[float], target: float) -> None:
    assert projected(*past, target=target) == projected(*past, target=target)


def test_other_snapshots_draw_other_paths() -> None:
    past = quarters(2.0, 2.4, 1.9, 2.2)
    chances = {project(past, 3, STEP, ids).within_year for ids in (["a"], ["b"], ["a", "b"], ["ab"])}
    assert len(chances) > 1
    assert project(past, 3, STEP, ["a", "b"]) != project(past, 3, STEP, ["b", "c"])


@given(values, st.floats(0, 4), st.floats(0, 1))
def test_a_higher_target_is_not_nearer(past: list[float], target: float, more: float) -> None:
    near, far = (projected(*past, target=one) for one in (target, target + more))
    if near.state == far.state == "projected":
        assert near.within_year is not None and far.within_year is not None
        assert near.within_year >= far.within_year
        assert (near.earliest or inf) <= (far.earliest or inf)
        assert (near.latest or inf) <= (far.latest or inf) + 1


def test_missing_quarters_make_the_same_climb_slower() -> None:
    climb = (1.0, 1.31, 1.58, 1.92, 2.2)
    dense, sparse = (project(quarters(*climb, every=every), 3, STEP, IDS) for every in (1, 2))
    assert dense.quarters == sparse.quarters == 5
    assert dense.earliest and dense.latest and sparse.earliest and sparse.latest
    assert dense.earliest < sparse.earliest and dense.latest < sparse.latest


def test_noise_of_a_year_is_spread_over_its_quarters() -> None:
    found = project(quarters(1.0, 1.31, 1.58, 1.92, 2.2, 2.5, every=4), 3.5, STEP, IDS)
    assert found.earliest is not None and found.latest is not None
    assert 11 <= found.earliest < found.latest <= 17


@pytest.mark.parametrize(("distance", "low", "high"), [(0.875, 0.9, 1), (1.1, 0, 0.1)])
def test_chance_within_a_year_counts_four_quarters(distance: float, low: float, high: float) -> None:
    past = [1 + 0.25 * place for place in range(8)]
    found = projected(*past, target=past[-1] + distance)
    assert found.within_year is not None and low < found.within_year < high


@pytest.mark.parametrize("step", [0, -1, float("nan")])
def test_step_that_is_not_above_nothing_is_refused(step: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        projected(1, 2, 3, 2, step=step)


FRAMEWORK = framework_of({"A": [practice_tree("A-1", weight=2), practice_tree("A-2"), practice_tree("A-3")]})
WEIGHTS = {id_: practice.weight for id_, practice in FRAMEWORK.practices.items()}
DAYS = tuple(date(2024 + place // 4, 3 * (place % 4) + 3, 28) for place in range(12))


def snapshot_of(on: date, levels: Sequence[int | None], framework: Framework = FRAMEWORK, **fields: Any) -> Snapshot:
    """A snapshot of these levels of A-1, A-2 and A-3; None is unanswered."""
    answers = [Answer(practice=f"A-{place}", level=one) for place, one in enumerate(levels, 1) if one is not None]
    tree = {
        "id": str(on),
        "assessment_id": "a",
        "on": on,
        "at": datetime(on.year, on.month, on.day, 17, tzinfo=UTC),
        "by": "Ann",
        "framework_id": "small",
        "framework_version": "1",
        "scoring_version": "1.0",
        "profile": Profile(),
        "preset": None,
        "scorecard": scorecard_as_tree(score_assessment(assessment_of(answers), framework, on)),
        "answer_ids": {},
    }
    return Snapshot.model_validate({**tree, **fields})


LEVELS = [(0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 1), (1, 2, 2)]
SNAPSHOTS = [snapshot_of(on, levels) for on, levels in zip(DAYS, LEVELS, strict=False)]


def test_trend_is_projected_from_its_claimed_averages_with_the_heaviest_practice_as_least_step() -> None:
    found = project_trend(trace_trend(SNAPSHOTS), 3, WEIGHTS)
    readings = list(zip(DAYS, [0, 0.25, 0.75, 1, 1.5], strict=False))
    assert found == project(readings, 3, 2 / 4, [str(on) for on in DAYS[:5]])
    assert found.state == "projected"


def test_least_step_is_the_heaviest_share_of_what_is_answered_at_the_end() -> None:
    # A-3 weighs a tenth: open at the end, it leaves 2 of 3 to A-1.
    light = {"A-1": 6, "A-2": 3, "A-3": 1}
    framework = framework_of({"A": [practice_tree(id_, weight=weight) for id_, weight in light.items()]})
    partly = [snapshot_of(on, (*levels[:2], None), framework) for on, levels in zip(DAYS, LEVELS, strict=False)]
    readings = list(zip(DAYS, [0, 1 / 3, 2 / 3, 1, 4 / 3], strict=False))
    partly[0] = snapshot_of(DAYS[0], LEVELS[0], framework)
    assert project_trend(trace_trend(partly), 3, light) == project(readings, 3, 6 / 9, [str(on) for on in DAYS[:5]])


def test_what_came_before_another_version_does_not_count() -> None:
    former = [snapshot_of(on, (5, 5, 5), framework_version="0") for on in DAYS[:3]]
    later = [snapshot_of(on, levels) for on, levels in zip(DAYS[3:], LEVELS, strict=False)]
    assert project_trend(trace_trend([*former, *later]), 3, WEIGHTS) == project_trend(trace_trend(later), 3, WEIGHTS)
    assert project_trend(trace_trend([*former, *later[:3]]), 3, WEIGHTS).reason == "too few quarters"


def test_snapshot_with_too_much_open_says_nothing() -> None:
    # A quarter of the weight open can move the average by 5/4 of a level.
    vague = [snapshot_of(DAYS[place], (1, 1, None)) for place in range(5)]
    found = project_trend(trace_trend(vague), 3, WEIGHTS)
    assert (found.state, found.quarters, found.last) == ("too_few_quarters", 0, None)
    mixed = project_trend(trace_trend([*SNAPSHOTS, snapshot_of(DAYS[5], (5, 5, None))]), 3, WEIGHTS)
    assert mixed == project_trend(trace_trend(SNAPSHOTS), 3, WEIGHTS)


def test_trend_without_a_reading_cannot_be_projected() -> None:
    nothing = Projection("too_few_quarters", 3, None, 0)
    assert project_trend(trace_trend([]), 3, WEIGHTS) == nothing
    assert project_trend(trace_trend([snapshot_of(DAYS[0], (None, None, None))]), 3, WEIGHTS) == nothing


Range = tuple[float, float]


def share_held(project_range: Callable[[list[float], float], Range], noise: float) -> float:
    """How many of the ranges hold the quarter in which a drifting walk really arrives."""
    rng, held, rounds = np.random.default_rng(20), 0, 300
    for _ in range(rounds):
        walk = 2 + np.cumsum(rng.normal(0.08, noise, 8 + HORIZON))
        target = float(walk[7]) + 0.4
        later = np.flatnonzero(walk[8:] >= target)
        truth = float(later[0] + 1) if later.size else inf
        low, high = project_range(walk[:8].tolist(), target)
        held += low <= truth <= high
    return held / rounds


def by_random_walk(past: list[float], target: float) -> Range:
    found = projected(*past, target=target)
    return found.earliest or inf, found.latest or inf


def by_straight_line(past: list[float], target: float) -> Range:
    """The usual 80 % range of a fitted slope."""
    places = np.arange(len(past))
    (slope, _), covariance = np.polyfit(places, past, 1, cov=True)
    ends = [slope + sign * 1.44 * np.sqrt(covariance[0, 0]) for sign in (1, -1)]
    low, high = (np.ceil((target - past[-1]) / end) if end > 0 else inf for end in ends)
    return float(low), float(high)


@pytest.mark.parametrize("noise", [0.08, 0.16])
def test_eight_in_ten_ranges_hold(noise: float) -> None:
    assert share_held(by_random_walk, noise) >= 0.75


def test_ranges_of_a_straight_line_would_not_pass() -> None:
    assert share_held(by_straight_line, 0.16) < 0.75
