"""What of a trend can be read and compared: readings, the year behind them, scope and version changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from dashboard.widgets.findings import SEEN, TELLING
from dashboard.widgets.marks import is_wide, tenth
from scoring.trend import Snapshot, Trend, TrendLine, is_lower

YEAR = timedelta(days=370)
"""Four quarters, with a few days of grace."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One snapshot's two averages; `backed` is None where no evidence was recorded."""

    on: date
    claimed: float
    backed: float | None


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """A snapshot since which other practices count than at the one before."""

    on: date
    before: int
    after: int


def readings(line: TrendLine) -> list[Reading]:
    """The snapshots at which a line could be read."""
    return [Reading(point.on, point.claimed, point.evidenced) for point in line.points if point.claimed is not None]


def last_year(line: TrendLine) -> tuple[Reading, Reading] | None:
    """The newest reading and the earliest one not more than a year before it; None with less than two."""
    read = readings(line)
    if len(read) < 2:
        return None
    return next(earlier for earlier in read if read[-1].on - earlier.on <= YEAR or earlier is read[-2]), read[-1]


def shown_step(old: float | None, new: float | None) -> float:
    """The difference a reader finds between the two figures as they are shown; no evidence counts as nothing."""
    return round(float(tenth(new or 0.0)) - float(tenth(old or 0.0)), 1)


def comparable(trend: Trend) -> Trend:
    """The part since the last change of framework or scoring version: nothing before it is like for like."""
    if not trend.breaks:
        return trend
    begin = trend.breaks[-1]
    return replace(
        trend,
        snapshots=tuple(snapshot for snapshot in trend.snapshots if snapshot.on >= begin),
        overall=_since(trend.overall, begin),
        domains=tuple(_since(line, begin) for line in trend.domains),
    )


def edition_label(trend: Trend, on: date) -> str:
    """The word beside a break in a chart: "version 1.1"."""
    before, now = _around(trend, on)
    if before.framework_key != now.framework_key:
        return f"version {now.framework_version}"
    return f"scoring {now.scoring_version}"


def _around(trend: Trend, on: date) -> tuple[Snapshot, Snapshot]:
    """The snapshots before and at a break."""
    return next((before, now) for before, now in pairwise(trend.snapshots) if now.on == on)


def edition_words(trend: Trend, on: date) -> str:
    """What counts from a break on: "framework version 1.1 instead of 1.0"."""
    before, now = _around(trend, on)
    if before.framework_key != now.framework_key:
        return f"framework version {now.framework_version} instead of {before.framework_version}"
    return f"scoring version {now.scoring_version} instead of {before.scoring_version}"


def is_vague(snapshot: Snapshot) -> bool:
    """Whether the open practices of a snapshot could move its average by more than a whole level."""
    mean = snapshot.scorecard["overall"]["mean"]
    return is_wide(mean["low"], mean["high"], TELLING)


def fell_last(line: TrendLine) -> bool:
    """Whether a line's newest value, claimed or backed, is lower than the one before."""
    return len(line.points) > 1 and is_lower(line.points[-2], line.points[-1])


def worst_first(lines: Sequence[TrendLine]) -> list[TrendLine]:
    """What fell most in a year first, then the least backed; what cannot be read last."""
    return sorted(lines, key=_badness)


def _badness(line: TrendLine) -> tuple[bool, float, float]:
    read = readings(line)
    if not read:
        return True, 0.0, 0.0
    pair = last_year(line)
    losses = 0.0
    if pair:
        backed = (pair[1].backed or 0.0) - (pair[0].backed or 0.0)
        losses = min(0.0, pair[1].claimed - pair[0].claimed + SEEN) + min(0.0, backed + SEEN)
    return False, losses, read[-1].backed or 0.0


def scope_changes(trend: Trend) -> list[ScopeChange]:
    """The snapshots since which other practices count, because the profile or the preset changed."""
    return [
        ScopeChange(now.on, _in_scope(before), _in_scope(now))
        for before, now in pairwise(trend.snapshots)
        if is_other_scope(before, now)
    ]


def is_other_scope(before: Snapshot, now: Snapshot) -> bool:
    """Whether another profile or preset lets other practices count."""
    return (before.profile, before.preset) != (now.profile, now.preset) and _scope_ids(before) != _scope_ids(now)


def _since(line: TrendLine, begin: date) -> TrendLine:
    return replace(line, points=tuple(point for point in line.points if point.on >= begin))


def _in_scope(snapshot: Snapshot) -> int:
    return int(snapshot.scorecard["overall"]["counts"]["in_scope"])


def _scope_ids(snapshot: Snapshot) -> set[str]:
    return {practice["id"] for practice in snapshot.scorecard["practices"] if practice["state"] != "out_of_scope"}
