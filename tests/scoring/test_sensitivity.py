"""How much a mean owes to its weights: closed form against simulation, worst case against every choice."""

from fractions import Fraction
from itertools import pairwise, product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods import mean
from scoring.sensitivity import chance_ahead, weight_spread, worst_weights
from tests.scoring.strategies import Weighed, levels, weighed, weights

factors = st.fractions(1, 4, max_denominator=6)


def test_two_far_levels_spread_as_the_formula_says() -> None:
    assert weight_spread([0, 5], [1, 1], 49) == pytest.approx(2.5 / sqrt(50))


def test_four_draws_a_practice_are_the_default() -> None:
    assert weight_spread([0, 5], [3, 3]) == weight_spread([0, 5], [3, 3], 8) == pytest.approx(2.5 / 3)


@pytest.mark.parametrize("concentration", [50, 200])
def test_closed_form_agrees_with_drawn_weights(concentration: int) -> None:
    rng = np.random.default_rng(7)
    answered, shares = rng.integers(0, 6, 50), rng.integers(1, 4, 50)
    drawn = rng.dirichlet(concentration * shares / shares.sum(), size=4000) @ answered
    closed = weight_spread(answered.tolist(), shares.tolist(), concentration)
    assert closed == pytest.approx(drawn.std(), rel=0.05)


@given(weighed(), st.integers(2, 9))
def test_spread_depends_on_shares_and_not_on_the_unit_of_weight(one: Weighed, times: int) -> None:
    scaled = [times * weight for weight in one.weights]
    assert weight_spread(one.levels, scaled) == pytest.approx(weight_spread(one.levels, one.weights))


@given(levels, st.lists(weights, min_size=1, max_size=8), factors)
def test_equal_levels_owe_nothing_to_weights(level: int, shares: list[int], factor: Fraction) -> None:
    same = [level] * len(shares)
    assert weight_spread(same, shares) == 0
    assert worst_weights(same, shares, factor) == (level, level)


def test_without_weight_nothing_can_be_said() -> None:
    assert weight_spread([], []) is None
    assert worst_weights([], [], 2) is None
    assert chance_ahead([], [], []) is None


def test_worst_weights_by_hand() -> None:
    # 0 and 5 of equal weight, off by 3/2: 5 · 9/4 / (9/4 + 1) at most.
    assert worst_weights([0, 5], [1, 1], Fraction(3, 2)) == (Fraction(20, 13), Fraction(45, 13))


@given(weighed(most=7), factors)
def test_worst_weights_are_the_extremes_over_every_choice(one: Weighed, factor: Fraction) -> None:
    choices = product((1 / factor, factor), repeat=len(one.levels))
    means = [
        sum(level * weight * off for level, weight, off in zip(one.levels, one.weights, choice, strict=True))
        / sum(weight * off for weight, off in zip(one.weights, choice, strict=True))
        for choice in choices
    ]
    assert worst_weights(one.levels, one.weights, factor) == (min(means), max(means))


@given(weighed(), factors, st.data())
def test_no_weights_within_the_factor_leave_the_range(one: Weighed, factor: Fraction, data: st.DataObject) -> None:
    off = data.draw(st.lists(st.fractions(1 / factor, factor), min_size=len(one.levels), max_size=len(one.levels)))
    moved = [weight * by for weight, by in zip(one.weights, off, strict=True)]
    actual = sum(level * weight for level, weight in zip(one.levels, moved, strict=True)) / sum(moved)
    found = worst_weights(one.levels, one.weights, factor)
    assert found and found[0] <= actual <= found[1]


@given(weighed())
def test_factor_of_one_leaves_the_mean_and_a_greater_one_widens_the_range(one: Weighed) -> None:
    center = mean(one.levels, one.weights)
    ranges = [worst_weights(one.levels, one.weights, factor) for factor in (1, Fraction(3, 2), 2)]
    assert ranges[0] == (center, center)
    for inner, outer in pairwise(ranges):
        assert inner and outer and outer[0] <= inner[0] <= inner[1] <= outer[1]


def test_backed_levels_that_are_no_fractions_are_taken_as_they_are() -> None:
    assert worst_weights([0.5, 2.25], [1, 1], 1) == (Fraction(11, 8), Fraction(11, 8))


def test_factor_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="below 1"):
        worst_weights([1, 2], [1, 1], Fraction(1, 2))


def test_chance_ahead_by_hand() -> None:
    # Steps 2 and -1: lead 1/2, spread 3/2 over √9, so one and no more standard deviation.
    assert chance_ahead([3, 1], [1, 2], [1, 1]) == pytest.approx(0.8413, abs=1e-4)


def test_chance_ahead_agrees_with_drawn_weights() -> None:
    rng = np.random.default_rng(11)
    left, right = rng.integers(0, 6, 50), rng.integers(0, 6, 50)
    drawn = rng.dirichlet(np.full(50, 4.0), size=4000)
    closed = chance_ahead(left.tolist(), right.tolist(), [1] * 50)
    assert closed == pytest.approx(((drawn @ left) > (drawn @ right)).mean(), abs=0.03)


def test_side_that_is_nowhere_lower_is_surely_ahead() -> None:
    assert chance_ahead([3, 3, 4], [3, 2, 1], [1, 1, 1]) == 1
    assert chance_ahead([3, 2, 1], [3, 3, 4], [1, 1, 1]) == 0
    assert chance_ahead([2, 2], [1, 1], [1, 3]) == 1


def test_the_same_levels_have_no_order() -> None:
    assert chance_ahead([3, 1], [3, 1], [1, 2]) is None


@given(weighed(), st.data())
def test_chances_of_both_sides_add_up_to_one(one: Weighed, data: st.DataObject) -> None:
    other = data.draw(st.lists(levels, min_size=len(one.levels), max_size=len(one.levels)))
    ahead, behind = chance_ahead(one.levels, other, one.weights), chance_ahead(other, one.levels, one.weights)
    if ahead is None or behind is None:
        assert list(one.levels) == other and ahead is behind
    else:
        assert ahead + behind == pytest.approx(1)
