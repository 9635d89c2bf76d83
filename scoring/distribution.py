"""From a noisy histogram to quantiles with bands: processing of what is already noisy, which costs no privacy."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression

NINE_IN_TEN = 1.6448536269514722
"""Standard errors on either side that nine in ten draws of a normal distribution keep to."""
_ROUNDING = 1e-9
"""Sums of shares may miss a share by so much."""

_Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A place on the grid with the band that holds the true one in nine releases of ten; places, not levels.

    The true one is that of all organizations like those that took part: the band covers noise and chance of sampling.
    """

    value: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """The share of organizations at each place or below, and its band: each share alone holds in nine of ten."""

    shares: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]

    def quantile(self, q: float) -> Figure:
        """The lowest place with at least this share at it or below; its band is where the band of the shares cuts q."""
        return Figure(quantile_of(self.shares, q), quantile_of(self.highs, q), quantile_of(self.lows, q))


def noise_variance(epsilon: float, distance: int = 1) -> float:
    """The variance of discrete Laplace noise that hides a change of so many units at this epsilon."""
    ratio = exp(-epsilon / distance)
    return 2 * ratio / (1 - ratio) ** 2


def reconcile(histogram: Sequence[float], count: float, bin_variance: float, count_variance: float) -> _Floats:
    """The bins moved equally so that they agree as well as can be with a count that was measured apart from them.

    The least-squares step of Hay et al. (2010) for one parent. It more than halves the noise of the middle shares.
    """
    bins = np.asarray(histogram, dtype=float)
    weight = bin_variance / (len(bins) * bin_variance + count_variance)
    return np.asarray(bins + weight * (count - bins.sum()))


def cumulative(histogram: Sequence[float] | _Floats) -> tuple[float, ...]:
    """The share at each place or below: never falling, within 0 and 1, the last one 1.

    Bins that noise made negative are mended by the order of the shares, not one by one: cutting each at 0 would
    invent organizations where nobody is. A histogram without a positive sum says nothing: every place is as likely.
    """
    sums = np.cumsum(np.asarray(histogram, dtype=float))
    if not sums[-1] > 0:
        sums = np.arange(1.0, len(sums) + 1)
    shares = np.clip(isotonic_regression(sums / sums[-1]).x, 0, 1)
    shares[-1] = 1
    return tuple(shares.tolist())


def quantile_of(cdf: Sequence[float], q: float) -> int:
    """The lowest place with at least the share q at it or below."""
    return next((place for place, share in enumerate(cdf) if share >= q - _ROUNDING), len(cdf) - 1)


def distribution_of(
    histogram: Sequence[float], count: float, bin_variance: float, count_variance: float
) -> Distribution:
    """The distribution behind noisy bins and a noisy count, whose noise is known, with its band.

    `count_variance` is 0 where the count is exact. The band adds the noise to the chance of sampling (binomial).
    """
    bins = reconcile(histogram, count, bin_variance, count_variance)
    shares = np.array(cumulative(bins))
    places = np.arange(1, len(bins) + 1)
    total = max(float(bins.sum()), 1.0)
    # Of the sum of a_j h_j with a_j = 1 up to the place, less the share: what the share's error is made of.
    squares = places * (1 - shares) ** 2 + (len(bins) - places) * shares**2
    common = bin_variance**2 / (len(bins) * bin_variance + count_variance)
    noise = bin_variance * squares - common * (places - len(bins) * shares) ** 2
    errors = NINE_IN_TEN * np.sqrt(noise / total**2 + shares * (1 - shares) / total)
    # Made monotone by widening, never by narrowing.
    lows = np.minimum.accumulate(np.clip(shares - errors, 0, 1)[::-1])[::-1]
    highs = np.maximum.accumulate(np.clip(shares + errors, 0, 1))
    lows[-1] = highs[-1] = 1
    return Distribution(tuple(shares.tolist()), tuple(lows.tolist()), tuple(highs.tolist()))
