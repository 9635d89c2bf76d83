"""One line of a trend over its snapshots: claimed dashed, backed solid, on the whole scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.restated import describe_restated, restated_ranges, restated_series
from dashboard.charts.theme import Look, plain_layout
from dashboard.charts.ticks import MOST_STEPS, ticks
from scoring.trend import RestatedPoint, TrendLine, TrendPoint

Tree = dict[str, Any]

FALL = 0.05
"""What one decimal can hide; the same as in scoring.trend.is_lower."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line on a day: an event with its number, or a break (framework version, scope) with its word."""

    on: date
    label: str
    is_break: bool = False
    is_edition: bool = False
    """A break after which nothing is like for like, so that a lower value is no fall."""


def trend_figure(
    line: TrendLine,
    look: Look,
    uprights: Sequence[Upright] = (),
    *,
    height: int = 168,
    highest: int = 5,
    names_lines: bool = False,
    restated: Sequence[RestatedPoint] = (),
) -> go.Figure:
    """A chart from 0 to `highest` over the dates of the line; `names_lines` names both lines at their end.

    `restated` snapshots of former versions stand beside what was reported, thin and gray. An ochre triangle marks a
    value that is lower than at the snapshot before.
    """
    days = [point.on for point in line.points]
    first, last = days[0], days[-1]
    span = max((last - first).days, 60)
    # Half a marker of room at both ends; the last values stand in the margin.
    ends = [first - timedelta(days=span * 0.02), last + timedelta(days=span * 0.02)]
    editions = {upright.on for upright in uprights if upright.is_edition}
    falls = _find_falls(line.points, editions)
    left = 14 + 8 * len(str(highest))
    layout = plain_layout(look, height) | {
        "margin": {
            "l": left,
            "r": 92 if names_lines else 40,
            "t": 20 if names_lines else 8,
            "b": 24,
        },
        "xaxis": _dates_axis(look, ends, days),
        "yaxis": _scale_axis(look, highest),
        "shapes": [
            *restated_ranges(restated, look),
            *(_rule(first, last, level, look) for level in ticks(highest)),
            *(_upright(upright, look, highest) for upright in uprights),
        ],
        "annotations": [
            *_last_values(line.points, look, height, highest, names_lines),
            *(_upright_label(upright, look, highest) for upright in uprights if names_lines and upright.label),
            *_fall_word(falls, line.points[-1].on, look, highest),
        ],
    }
    traces = [_series(line.points, name, look, editions) for name in ("claimed", "evidenced")]
    traces += restated_series(restated, line.points, look)
    traces += [_fall_marks(marked, last, look) for claim in (True, False) if (marked := _of(falls, claim))]
    return go.Figure({"data": traces, "layout": layout})


def describe_trend(
    line: TrendLine, highest: int = 5, editions: Sequence[date] = (), restated: Sequence[RestatedPoint] = ()
) -> str:
    """The alternative text of the chart: the values at both ends, and how often one fell.

    A lower value on a day of `editions`, from which another version counts, is no fall.
    """
    read = [point for point in line.points if point.claimed is not None]
    if not read:
        return f"{line.title}: nothing to read at any snapshot."
    first, last = read[0], read[-1]
    if len(read) == 1:
        return (
            f"{line.title}, {first.on:%B %Y} only: claimed {_tenth(first.claimed)}, "
            f"{_backed_words(first)}, of {highest}."
        )
    fallen = len(set(line.regressions) - set(editions))
    falls = {0: "Never lower than at the snapshot before.", 1: "Lower than at the snapshot before once."}.get(
        fallen, f"Lower than at the snapshot before {fallen} times."
    )
    return (
        f"{line.title}, from {first.on:%B %Y} to {last.on:%B %Y}: claimed from {_tenth(first.claimed)} to "
        f"{_tenth(last.claimed)}, backed from {_none_or(first.evidenced)} to {_none_or(last.evidenced)}, "
        f"of {highest}. {falls}{describe_restated(restated)}"
    )


def _backed_words(point: TrendPoint) -> str:
    return "no evidence recorded" if point.evidenced is None else f"backed {_tenth(point.evidenced)}"


def _none_or(value: float | None) -> str:
    return "no evidence recorded" if value is None else _tenth(value)


@dataclass(frozen=True, slots=True)
class _Fall:
    """A value lower than at the snapshot before."""

    on: date
    value: float
    depth: float
    is_claim: bool


def _find_falls(points: Sequence[TrendPoint], editions: set[date]) -> list[_Fall]:
    return [
        _Fall(now.on, new, old - new, is_claim)
        for before, now in pairwise(points)
        for is_claim, old, new in (
            (True, before.claimed, now.claimed),
            (False, before.evidenced, now.evidenced),
        )
        if old is not None and new is not None and new < old - FALL and now.on not in editions
    ]


def _of(falls: Sequence[_Fall], is_claim: bool) -> list[_Fall]:
    return [fall for fall in falls if fall.is_claim == is_claim]


def _series(points: Sequence[TrendPoint], name: str, look: Look, editions: set[date]) -> Tree:
    """One line; it is broken where another version begins, since nothing leads from one to the other."""
    values: list[float | None] = []
    days: list[str] = []
    for point in points:
        if point.on in editions:
            values, days = [*values, None], [*days, point.on.isoformat()]
        values, days = [*values, getattr(point, name)], [*days, point.on.isoformat()]
    is_claim = name == "claimed"
    word = "claimed" if is_claim else "backed"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": word,
        "x": days,
        "y": values,
        "line": {"color": look.accent, "width": 2 if is_claim else 2.5, "dash": "4px,3px" if is_claim else "solid"},
        "marker": _markers(values, is_claim, look),
        "hovertemplate": f"%{{x|%-d %b %Y}}: {word} %{{y:.1f}}<extra></extra>",
        "cliponaxis": False,
    }


def _fall_marks(falls: Sequence[_Fall], last: date, look: Look) -> Tree:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "lower",
        "x": [fall.on.isoformat() for fall in falls],
        "y": [fall.value for fall in falls],
        "marker": {
            "symbol": "triangle-down",
            # At the end of the line it lies on a dot or a ring, and must stand out from it.
            "size": [15 if fall.on == last else 9 for fall in falls],
            "color": look.attention,
            "opacity": 1,
            "line": {"color": look.ground, "width": 1},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _markers(values: Sequence[float | None], is_claim: bool, look: Look) -> Tree:
    """A mark at the last reading: a ring for the claim, a dot for what is backed; a small one at a reading alone."""
    places = [place for place, value in enumerate(values) if value is not None]
    alone = {place for place in places if not {place - 1, place + 1} & set(places)}
    last = places[-1] if places else -1
    return {
        "size": [10 if place == last else 6 if place in alone else 0 for place in range(len(values))],
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
    claimed, backed = float(last.claimed or 0.0), float(last.evidenced or 0.0)
    backed_words = ("–", "no evidence") if last.evidenced is None else (_tenth(backed), "backed")
    # Two labels never lie on each other: they part around their middle.
    part = max(0.0, room - (claimed - backed)) / 2
    return [
        _text(last.on, y, f"<b>{figure}</b>{f' {name}' if named else ''}", look.ink, xshift=10, xanchor="left")
        for y, (figure, name) in ((claimed + part, (_tenth(claimed), "claimed")), (backed - part, backed_words))
    ]


def _fall_word(falls: Sequence[_Fall], last: date, look: Look, highest: int) -> list[Tree]:
    """The word "lower" beside the steepest fall, so that the mark is not the only carrier."""
    if not falls:
        return []
    steepest = max(falls, key=lambda fall: (fall.depth, fall.on))
    on, value, is_claim = steepest.on, steepest.value, steepest.is_claim
    # Below the mark while there is room, else above it or beside it.
    side = (
        {"yshift": 13 if is_claim else -13}
        if is_claim or value > 0.14 * highest
        else {"yshift": 8, "xanchor": "left", "xshift": 4}
    )
    edge = {"xanchor": "right", "xshift": -6} if on == last else {}
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
    """An event's number above its line; the word of a break inside the chart, beside its top."""
    if upright.is_break:
        return _text(upright.on, highest, upright.label, look.ink2, size=13, yshift=-9, xshift=4, xanchor="left")
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
    room = 0.15 if highest < MOST_STEPS else 0.03 * highest
    return {
        "range": [-room, highest + room],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickvals": ticks(highest),
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


def _tenth(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
