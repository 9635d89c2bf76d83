"""One line of a trend over its snapshots: claimed dashed, backed solid, on the whole scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.theme import Look, plain_layout
from scoring.trend import TrendLine, TrendPoint

Tree = dict[str, Any]

FALL = 0.05
"""What one decimal can hide; the same as in scoring.trend.is_lower."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line on a day: an event with its number, or a break (framework version, scope) with its word."""

    on: date
    label: str
    is_break: bool = False


def trend_figure(
    line: TrendLine,
    look: Look,
    uprights: Sequence[Upright] = (),
    *,
    height: int = 168,
    highest: int = 5,
    names_lines: bool = False,
) -> go.Figure:
    """A chart from 0 to `highest` over the dates of the line; `names_lines` names both lines at their end.

    An ochre triangle marks a value that is lower than at the snapshot before.
    """
    days = [point.on for point in line.points]
    first, last = days[0], days[-1]
    span = max((last - first).days, 60)
    # Half a marker of room at both ends; the last values stand in the margin.
    ends = [first - timedelta(days=span * 0.02), last + timedelta(days=span * 0.02)]
    layout = plain_layout(look, height) | {
        "margin": {"l": 22, "r": 92 if names_lines else 40, "t": 20 if names_lines else 8, "b": 24},
        "xaxis": _dates_axis(look, ends, days),
        "yaxis": _scale_axis(look, highest),
        "shapes": [
            *(_rule(first, last, level, look) for level in range(highest + 1)),
            *(_upright(upright, look, highest) for upright in uprights),
        ],
        "annotations": [
            *_last_values(line.points, look, height, highest, names_lines),
            *(_upright_label(upright, look, highest) for upright in uprights if names_lines and upright.label),
            *_fall_word(line.points, look),
        ],
    }
    traces = [*_series(line.points, "claimed", look), *_series(line.points, "evidenced", look)]
    return go.Figure({"data": traces, "layout": layout})


def describe_trend(line: TrendLine) -> str:
    """The alternative text of the chart: the values at both ends, and how often one fell."""
    read = [point for point in line.points if point.claimed is not None]
    if not read:
        return f"{line.title}: nothing to read at any snapshot."
    first, last = read[0], read[-1]
    fallen = len(line.regressions)
    falls = {0: "Never lower than at the snapshot before.", 1: "Lower than at the snapshot before once."}.get(
        fallen, f"Lower than at the snapshot before {fallen} times."
    )
    return (
        f"{line.title}, from {first.on:%B %Y} to {last.on:%B %Y}: claimed from {_tenth(first.claimed)} to "
        f"{_tenth(last.claimed)}, backed from {_tenth(first.evidenced)} to {_tenth(last.evidenced)}, of 5. {falls}"
    )


def _series(points: Sequence[TrendPoint], name: str, look: Look) -> list[Tree]:
    values = [getattr(point, name) for point in points]
    days = [point.on.isoformat() for point in points]
    is_claim = name == "claimed"
    word = "claimed" if is_claim else "backed"
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": days,
        "y": values,
        "line": {"color": look.accent, "width": 2 if is_claim else 2.5, "dash": "4px,3px" if is_claim else "solid"},
        "marker": _markers(values, is_claim, look),
        "hovertemplate": f"%{{x|%-d %b %Y}}: {word} %{{y:.1f}}<extra></extra>",
        "cliponaxis": False,
    }
    fallen = [(day, now) for (before, now), day in zip(pairwise(values), days[1:], strict=True) if _fell(before, now)]
    if not fallen:
        return [trace]
    return [
        trace,
        {
            "type": "scatter",
            "mode": "markers",
            "x": [day for day, _ in fallen],
            "y": [value for _, value in fallen],
            "marker": {"symbol": "triangle-down", "size": 9, "color": look.attention, "opacity": 1},
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]


def _markers(values: Sequence[float | None], is_claim: bool, look: Look) -> Tree:
    """A mark at the last reading only: a ring for the claim, a dot for what is backed."""
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    lone = sum(value is not None for value in values) == 1
    return {
        "size": [10 if place == last or lone else 0 for place in range(len(values))],
        "opacity": 1,
        "color": look.ground if is_claim else look.accent,
        "line": {"color": look.accent, "width": 2.5 if is_claim else 0},
    }


def _last_values(points: Sequence[TrendPoint], look: Look, height: int, highest: int, named: bool) -> list[Tree]:
    read = [point for point in points if point.claimed is not None]
    if not read:
        return []
    last = read[-1]
    room = 16 * highest / max(height - 40, 1)
    claimed, backed = float(last.claimed or 0), float(last.evidenced or 0)
    # Two labels never lie on each other: they part around their middle.
    part = max(0.0, room - (claimed - backed)) / 2
    return [
        _text(last.on, y, f"<b>{_tenth(value)}</b>{f' {name}' if named else ''}", look.ink, xshift=10, xanchor="left")
        for y, value, name in ((claimed + part, claimed, "claimed"), (backed - part, backed, "backed"))
    ]


def _fall_word(points: Sequence[TrendPoint], look: Look) -> list[Tree]:
    """The word "lower" beside the steepest fall, so that the mark is not the only carrier."""
    falls = [
        (float(old) - float(new), now.on, float(new), is_claim, float(now.claimed or 0) - float(now.evidenced or 0))
        for before, now in pairwise(points)
        for is_claim, old, new in (
            (True, before.claimed, now.claimed),
            (False, before.evidenced, now.evidenced),
        )
        if old is not None and new is not None and _fell(old, new)
    ]
    if not falls:
        return []
    _, on, value, is_claim, _apart = max(falls)
    # Below the mark while there is room, else above it or beside it.
    side = (
        {"yshift": 13 if is_claim else -13}
        if is_claim or value > 0.7
        else {"yshift": 8, "xanchor": "left", "xshift": 4}
    )
    edge = {"xanchor": "right", "xshift": -6} if on == points[-1].on else {}
    return [_text(on, value, "lower", look.attention, size=13) | side | edge]


def _upright(upright: Upright, look: Look, highest: int) -> Tree:
    return {
        "type": "line",
        "x0": upright.on.isoformat(),
        "x1": upright.on.isoformat(),
        "y0": 0,
        "y1": highest,
        "line": {"color": look.ink2, "width": 1.5, "dash": "dot"}
        if upright.is_break
        else {"color": look.control, "width": 1},
        "layer": "below",
    }


def _upright_label(upright: Upright, look: Look, highest: int) -> Tree:
    return _text(upright.on, highest, upright.label, look.ink2, yshift=9)


def _rule(first: date, last: date, level: int, look: Look) -> Tree:
    """A gridline that ends at the last date, so that the values stand on clear ground."""
    return {
        "type": "line",
        "x0": first.isoformat(),
        "x1": last.isoformat(),
        "y0": level,
        "y1": level,
        "line": {"color": look.control if level == 0 else look.hairline, "width": 1},
        "layer": "below",
    }


def _dates_axis(look: Look, ends: Sequence[date], days: Sequence[date]) -> Tree:
    shown = [days[0], days[-1]] if len(days) > 1 else [days[0]]
    return {
        "type": "date",
        "range": [day.isoformat() for day in ends],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [f"{day:%b %Y}" for day in shown],
        "tickfont": {"size": 13, "color": look.ink2},
        "ticklabelshift": 0,
    }


def _scale_axis(look: Look, highest: int) -> Tree:
    return {
        "range": [-0.15, highest + 0.15],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": list(range(highest + 1)),
        "tickfont": {"size": 13, "color": look.ink2},
    }


def _text(on: date, y: float, text: str, color: str, *, size: int = 14, **place: Any) -> Tree:
    return {
        "x": on.isoformat(),
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"color": color, "size": size},
        **place,
    }


def _fell(before: float | None, now: float | None) -> bool:
    return before is not None and now is not None and now < before - FALL


def _tenth(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
