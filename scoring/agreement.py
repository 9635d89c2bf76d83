"""How far several people who rated the same practices agree, and what that says of the least change that is real."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import Any, Literal

import numpy as np

from scoring.uncertainty import detectable_change

Metric = Literal["ordinal", "interval"]
Ratings = Mapping[str, Mapping[str, int]]
"""By practice id, each rater's level by name. A rater may leave practices out."""

LEAST_DOUBLE_RATINGS = 10
"""Pairs of ratings from which an organization's own spread may replace the framework's."""

ROUNDS = 1000
"""Times the practices are drawn anew for the interval."""

_Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over the practices that two or more people rated."""

    raters: int
    practices: int
    alpha: float | None
    """Krippendorff's alpha: 1 is full agreement, 0 what chance gives. None where all ratings are the same."""
    interval: tuple[float, float] | None
    """95 % by drawing the practices anew; None where too many of the draws show no variation."""
    within_one: Fraction
    """Share of the practices whose highest and lowest rating are at most one level apart."""


def judge_agreement(ratings: Ratings, seed: int, metric: Metric = "ordinal", rounds: int = ROUNDS) -> Agreement | None:
    """The agreement of the raters; None while no practice was rated by two of them. Same seed, same interval."""
    twice = {practice: by_rater for practice, by_rater in ratings.items() if len(by_rater) > 1}
    if not twice:
        return None
    rows = [list(by_rater.values()) for by_rater in twice.values()]
    near = sum(max(row) - min(row) <= 1 for row in rows)
    return Agreement(
        raters=len({rater for by_rater in twice.values() for rater in by_rater}),
        practices=len(rows),
        alpha=krippendorff_alpha(rows, metric),
        interval=_interval(rows, metric, seed, rounds),
        within_one=Fraction(near, len(rows)),
    )


def krippendorff_alpha(rows: Sequence[Sequence[int]], metric: Metric = "ordinal") -> float | None:
    """Krippendorff's alpha over practices, each with the ratings it has; one with fewer than two takes no part.

    None where it is 0 / 0: nothing rated twice, or every rating the same.
    """
    values, pairs = _coincidences(rows)
    return _one_less_ratio(pairs.sum(0), values, metric) if len(values) > 1 else None


def _coincidences(rows: Sequence[Sequence[int]]) -> tuple[_Floats, _Floats]:
    """The levels that occur, rising, and for each practice how often each two of them stand side by side."""
    rows = [row for row in rows if len(row) > 1]
    values = sorted({level for row in rows for level in row})
    counts = np.array([[row.count(value) for value in values] for row in map(list, rows)], float)
    counts = counts.reshape(len(rows), len(values))
    raters = counts.sum(1)
    pairs = counts[:, :, None] * counts[:, None, :]
    # A rating does not stand beside itself.
    pairs -= counts[:, :, None] * np.eye(len(values))
    return np.array(values, float), pairs / (raters - 1)[:, None, None]


def _one_less_ratio(pairs: _Floats, values: _Floats, metric: Metric) -> float | None:
    """1 less the observed disagreement over the one that chance would give; None for no variation."""
    totals = pairs.sum(1)
    distance = _DISTANCES[metric](values, totals)
    # A level is no distance from itself, so that what stands beside itself by chance need not be taken out.
    by_chance = np.outer(totals, totals) / (totals.sum() - 1)
    expected = float((by_chance * distance).sum())
    return 1 - float((pairs * distance).sum()) / expected if expected > 0 else None


def _ordinal(values: _Floats, totals: _Floats) -> _Floats:
    """Squared count of the ratings that lie between two levels, the two themselves by half."""
    ranks = np.cumsum(totals) - totals / 2
    return np.asarray((ranks[:, None] - ranks[None, :]) ** 2)


def _squared_steps(values: _Floats, totals: _Floats) -> _Floats:
    """Squared number of steps between two levels."""
    return np.asarray((values[:, None] - values[None, :]) ** 2)


_DISTANCES: Mapping[Metric, Callable[[_Floats, _Floats], _Floats]] = {"ordinal": _ordinal, "interval": _squared_steps}


def _interval(rows: Sequence[Sequence[int]], metric: Metric, seed: int, rounds: int) -> tuple[float, float] | None:
    values, pairs = _coincidences(rows)
    number = len(pairs)
    drawn = np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=rounds)
    sums = np.tensordot(drawn.astype(float), pairs, 1)
    alphas = [alpha for one in sums if (alpha := _one_less_ratio(one, values, metric)) is not None]
    # Draws without variation can be left out only while they are too few to move an end of the interval.
    if len(alphas) < 0.95 * rounds:
        return None
    low, high = np.quantile(alphas, (0.025, 0.975))
    return float(low), float(high)


def rater_spread(ratings: Ratings) -> tuple[float, float] | None:
    """`spread` and `shift` for detectable_change(), from all pairs of ratings of one practice; None for too few pairs.

    Spread: of a single level between people. Shift: of their averages, from the mean difference of each two people.
    Where all agree, one pair is taken to be one level apart, or every change whatever would count as real.
    """
    by_pair: dict[tuple[str, str], list[int]] = {}
    for by_rater in ratings.values():
        for one, other in combinations(sorted(by_rater), 2):
            by_pair.setdefault((one, other), []).append(by_rater[one] - by_rater[other])
    number = sum(map(len, by_pair.values()))
    if number < LEAST_DOUBLE_RATINGS:
        return None
    squares = sum(step**2 for steps in by_pair.values() for step in steps)
    shifts = sum(Fraction(sum(steps) ** 2, len(steps)) for steps in by_pair.values())
    return sqrt(max(1, squares) / (2 * number)), sqrt(shifts / (2 * number))


def own_detectable_change(ratings: Ratings, weights: Sequence[int]) -> float | None:
    """The least change of a mean with these weights, in levels, that this organization's own raters would not show by
    chance (95 %); None while fewer than ten pairs of ratings exist, where the framework's default holds.
    """
    spread = rater_spread(ratings)
    return detectable_change(*spread, weights) if spread and sum(weights) else None
