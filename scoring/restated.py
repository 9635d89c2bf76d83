"""A trend across framework versions: earlier snapshots read in the newest version, and themselves left as they are."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from frameworks.crosswalk import Crosswalk
from frameworks.model import Framework
from scoring.change import restate, side_of_snapshot
from scoring.decomposition import Standings, mean_of
from scoring.trend import RestatedPoint, Snapshot, Trend

OPEN = ("unanswered", "not_known")


def restate_trend(trend: Trend, framework: Framework, former: Mapping[str, tuple[Framework, Crosswalk]]) -> Trend:
    """The trend with its earlier snapshots restated in a framework version, beside what was reported.

    `former` holds each earlier version by key with the way from it. A snapshot of a version that is not in it, or
    scored by other rules than the newest one, is left as reported: nothing is guessed.
    """
    points: dict[str, list[RestatedPoint]] = {}
    for snapshot in trend.snapshots:
        if (
            snapshot.framework_key in former
            and snapshot.framework_key != framework.key
            and snapshot.scoring_version == trend.snapshots[-1].scoring_version
        ):
            for line_id, point in _points_of(snapshot, framework, *former[snapshot.framework_key]).items():
                points.setdefault(line_id, []).append(point)
    return replace(trend, restated={line_id: tuple(found) for line_id, found in points.items()})


def _points_of(
    snapshot: Snapshot, framework: Framework, old: Framework, crosswalk: Crosswalk
) -> dict[str, RestatedPoint]:
    standings = restate(side_of_snapshot(snapshot, old), framework, crosswalk)
    lines = {"overall": standings}
    for domain in framework.domains:
        lines[domain.id] = {practice.id: standings[practice.id] for practice in domain.practices}
    return {line_id: _point(snapshot, own, framework) for line_id, own in lines.items()}


def _point(snapshot: Snapshot, standings: Standings, framework: Framework) -> RestatedPoint:
    claimed, evidenced = mean_of(standings, "claimed"), mean_of(standings, "evidenced")
    low, high = _bounds(standings, framework)
    return RestatedPoint(
        on=snapshot.on,
        claimed=_float(claimed),
        # Nothing backed is only zero where evidence was recorded at all.
        evidenced=_float(evidenced) if snapshot.scorecard["overall"]["evidence"]["recorded"] else None,
        low=_float(low),
        high=_float(high),
    )


def _bounds(standings: Standings, framework: Framework) -> tuple[Fraction | None, Fraction | None]:
    """Between which values the claim lies, whatever the open practices are; None where nothing applies."""
    reached, known, undecided = Fraction(0), 0, 0
    for standing in standings.values():
        if standing.counts:
            known += standing.weight
            reached += standing.reading("claimed") * standing.weight
        elif standing.state in OPEN:
            undecided += standing.weight
    total, scale = known + undecided, framework.scale
    if not total:
        return None, None
    return (reached + undecided * scale.lowest) / total, (reached + undecided * scale.highest) / total


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
