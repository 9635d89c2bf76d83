"""Earlier snapshots in terms of the newest framework version, drawn beside what was reported."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import Look
from scoring.trend import RestatedPoint, TrendPoint

Tree = dict[str, Any]

SEEN = 0.05
"""An interval that one decimal does not show is not drawn."""


def restated_series(restated: Sequence[RestatedPoint], points: Sequence[TrendPoint], look: Look) -> list[Tree]:
    """Both lines, thin and gray, up to the first snapshot of the newest version; nothing without a restated one."""
    if not restated:
        return []
    onward = next((point for point in points if point.on > restated[-1].on), None)
    return [_series(restated, onward, name, look) for name in ("claimed", "evidenced")]


def _series(restated: Sequence[RestatedPoint], onward: TrendPoint | None, name: str, look: Look) -> Tree:
    ends: list[RestatedPoint | TrendPoint] = [*restated, *([onward] if onward else [])]
    is_claim = name == "claimed"
    word = "claimed" if is_claim else "backed"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"restated {word}",
        "x": [point.on.isoformat() for point in ends],
        "y": [getattr(point, name) for point in ends],
        "line": {"color": look.ink2, "width": 1.5, "dash": "4px,3px" if is_claim else "solid"},
        # The last one is a snapshot of the newest version, which has its own mark.
        "marker": {"size": [5] * len(restated) + [0] * (len(ends) - len(restated)), "color": look.ink2, "opacity": 1},
        "text": [*map(_range_words, restated), *([""] if onward else [])],
        "hovertemplate": f"%{{x|%-d %b %Y}}: restated, {word} %{{y:.1f}}%{{text}}<extra></extra>",
        "cliponaxis": False,
    }


def restated_ranges(restated: Sequence[RestatedPoint], look: Look) -> list[Tree]:
    """A bar behind each restated snapshot over all that its open practices may make of the claim."""
    return [
        {
            "type": "line",
            "x0": point.on.isoformat(),
            "x1": point.on.isoformat(),
            "y0": point.low,
            "y1": point.high,
            "line": {"color": look.control, "width": 3},
            "layer": "below",
        }
        for point in restated
        if is_range(point)
    ]


def is_range(point: RestatedPoint) -> bool:
    """Whether the open practices of a restated snapshot leave an interval that can be seen."""
    return point.low is not None and point.high is not None and point.high - point.low > SEEN


def describe_restated(restated: Sequence[RestatedPoint]) -> str:
    """What the alternative text of a chart says of the restated series; empty without one."""
    if not restated:
        return ""
    last = restated[-1]
    reading = "nothing to read" if last.claimed is None else f"claimed {last.claimed:.1f}"
    return f" Restated in the newest version, {last.on:%B %Y}: {reading}{_range_words(last)}."


def _range_words(point: RestatedPoint) -> str:
    return f", between {point.low:.1f} and {point.high:.1f}" if is_range(point) else ""
