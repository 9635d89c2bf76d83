"""When a series may reach a target: a random walk of uncertain drift and noise, never a straight line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any, Literal

import numpy as np

from scoring.seeds import seed_of
from scoring.trend import Snapshot, Trend

LEAST_QUARTERS = 4
HORIZON = 60
"""Quarters that are looked ahead; what has not happened by then is open-ended."""

PATHS = 2000
MOST_OPEN = 1.0
"""Levels by which the open practices of a snapshot may move its average before it says nothing of a trend."""
QUARTERS_A_YEAR = 4

_Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Projection:
    """When the target may be reached, in quarters after the last reading; `state` says whether that could be told.

    `projected`: eight in ten paths arrive from `earliest` to `latest`. `reached`: the last reading is at the target
    or above. `too_few_quarters`: no figure is given.
    """

    state: Literal["projected", "reached", "too_few_quarters"]
    target: float
    last: date | None
    """The day of the last reading; None without any."""
    quarters: int
    """Quarters of the past with a reading."""
    earliest: int | None = None
    """Quarter by which one in ten paths has arrived; None where fewer do within the horizon."""
    latest: int | None = None
    """Quarter by which nine in ten have; None is open-ended: it may be later, or never."""
    within_year: float | None = None
    """Chance to arrive within four quarters; never 0 or 1."""

    @property
    def reason(self) -> str:
        """Why there is no projection; empty where there is one."""
        return {"projected": "", "reached": "already reached", "too_few_quarters": "too few quarters"}[self.state]


def project(
    readings: Sequence[tuple[date, float]], target: float, least_step: float, snapshot_ids: Sequence[str]
) -> Projection:
    """The projection of a series of dated values, in any order, that all mean the same (as restated, of one version).

    `least_step` is how far the value moves when the heaviest practice moves one level (its share of the weight): no
    history is taken to be smoother than that. The snapshots' ids seed the paths: the same series, the same result.

    Raises:
        ValueError: `least_step` is not above 0.
    """
    if not least_step > 0:
        raise ValueError("the least step must be above 0")
    points = last_of_each_quarter(readings)
    last = points[-1][0] if points else None
    if len(points) < LEAST_QUARTERS:
        return Projection("too_few_quarters", target, last, len(points))
    if points[-1][1] >= target:
        return Projection("reached", target, last, len(points))
    arrivals = _arrivals(points, target, least_step, np.random.default_rng(seed_of(snapshot_ids)))
    earliest = _quarter(np.quantile(arrivals, 0.1, method="lower"))
    latest = _quarter(np.quantile(arrivals, 0.9, method="higher"))
    if earliest is not None and earliest == latest:
        # One single quarter would promise more than the method knows.
        latest = earliest + 1
    arrived = int((arrivals <= QUARTERS_A_YEAR).sum())
    return Projection("projected", target, last, len(points), earliest, latest, (arrived + 1) / (PATHS + 2))


def project_trend(trend: Trend, target: float, weights: Mapping[str, int]) -> Projection:
    """The projection of the claimed average over all domains, in terms of the framework version that is used now.

    `weights` are those of that version, by practice id. What came before another version counts as it is restated,
    and not where it cannot be; nor does a snapshot whose open practices could move its average by more than a level.
    """
    begin = trend.breaks[-1] if trend.breaks else date.min
    restated = {point.on: point for point in trend.restated.get("overall", ()) if point.on < begin}
    read: list[tuple[Snapshot, float]] = []
    for snapshot, reported in zip(trend.snapshots, trend.overall.points, strict=True):
        point = restated.get(snapshot.on)
        if point is not None and point.claimed is not None and not _is_wide(point.low, point.high):
            read.append((snapshot, point.claimed))
        elif snapshot.on >= begin and reported.claimed is not None and not _is_vague(snapshot):
            read.append((snapshot, reported.claimed))
    if not read:
        return Projection("too_few_quarters", target, None, 0)
    practices = read[-1][0].scorecard["practices"]
    answered = [weights[one["id"]] for one in practices if one["state"] == "answered" and one["id"] in weights]
    # Of a former version no practice may be left under its id: then all of them weigh.
    counted = answered or list(weights.values())
    readings = [(snapshot.on, value) for snapshot, value in read]
    return project(readings, target, max(counted) / sum(counted), [snapshot.id for snapshot, _ in read])


def _is_vague(snapshot: Snapshot) -> bool:
    mean = snapshot.scorecard["overall"]["mean"]
    return _is_wide(mean["low"], mean["high"])


def _is_wide(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and high - low > MOST_OPEN


def last_of_each_quarter(readings: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """One reading per calendar quarter, the last of it, in order; of several on one day the last given counts."""
    by_quarter = {_quarter_of(on): (on, value) for on, value in sorted(readings, key=lambda reading: reading[0])}
    return list(by_quarter.values())


def _quarter_of(on: date) -> int:
    return on.year * QUARTERS_A_YEAR + (on.month - 1) // 3


def _arrivals(
    points: Sequence[tuple[date, float]], target: float, least_step: float, rng: np.random.Generator
) -> _Floats:
    """The quarter in which each path first stands at the target or above; infinite beyond the horizon."""
    # A quarter without a reading makes one longer step: its mean grows with its length, and so does its variance.
    lengths = np.diff([_quarter_of(on) for on, _ in points]).astype(float)
    steps = np.diff([value for _, value in points])
    drift = steps.sum() / lengths.sum()
    freedom = len(steps) - 1
    variance = ((steps - drift * lengths) ** 2 / lengths).sum() / freedom
    spreads = np.maximum(np.sqrt(variance * freedom / rng.chisquare(freedom, PATHS)), least_step)
    drifts = drift + spreads / np.sqrt(lengths.sum()) * rng.standard_normal(PATHS)
    moves = drifts[:, None] + spreads[:, None] * rng.standard_normal((PATHS, HORIZON))
    has_arrived = points[-1][1] + np.cumsum(moves, axis=1) >= target
    return np.where(has_arrived.any(1), has_arrived.argmax(1) + 1.0, inf)


def _quarter(quantile: float) -> int | None:
    return int(quantile) if quantile < inf else None
