"""A public figure over years; where a break in series lies, the line is interrupted and marked."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.theme import Look, plain_layout
from frameworks.registers.figures import Figure, FigureSeries

Tree = dict[str, Any]
MILLION = 1_000_000


def reports_figure(series: FigureSeries, look: Look, *, height: int = 240) -> go.Figure:
    """Millions over years from 0: a line for each stretch that is made alike, a dotted upright at each break.

    An unverified figure is a ring instead of a dot.
    """
    years = [int(figure.period) for figure in series.values]
    top = max(figure.value for figure in series.values) / MILLION
    stretches = stretches_of(series)
    layout = plain_layout(look, height) | {
        "margin": {"l": 8, "r": 8, "t": 26, "b": 24},
        "xaxis": {
            "range": [years[0] - 0.5, years[-1] + 0.5],
            "tickvals": years,
            "ticktext": [figure.period for figure in series.values],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 13, "color": look.ink2},
        },
        "yaxis": {"range": [0, top * 1.2], "fixedrange": True, "showgrid": False, "visible": False},
        "shapes": [
            _line(years[0] - 0.5, years[-1] + 0.5, 0, 0, {"color": look.control, "width": 1}),
            *(
                _line(begin - 0.5, begin - 0.5, 0, top * 1.2, {"color": look.ink2, "width": 1.5, "dash": "dot"})
                for begin in _begins(stretches)
            ),
        ],
        "annotations": [
            *(_value(figure, look) for figure in series.values),
            *(_break_word(begin, top * 1.2, look) for begin in _begins(stretches)),
        ],
    }
    return go.Figure({"data": [_stretch(stretch, look) for stretch in stretches], "layout": layout})


def describe_reports(series: FigureSeries) -> str:
    """The alternative text of the chart: each stretch from its first to its last year, and where it breaks."""
    stretches = stretches_of(series)
    words = "; then a break in series; ".join(
        f"from {_millions(one[0])} million in {one[0].period} to {_millions(one[-1])} million in {one[-1].period}"
        for one in stretches
    )
    broken = " The two stretches are not like for like." if len(stretches) > 1 else ""
    return f"{series.title}, {series.unit}: {words}.{broken}"


def stretches_of(series: FigureSeries) -> list[list[Figure]]:
    """The figures, parted where they are no longer made as before."""
    stretches: list[list[Figure]] = []
    for figure in series.values:
        if not stretches or series.breaks_at(figure):
            stretches.append([])
        stretches[-1].append(figure)
    return stretches


def _begins(stretches: Sequence[Sequence[Figure]]) -> list[int]:
    """The first year of each stretch but the first."""
    return [int(stretch[0].period) for stretch in stretches[1:]]


def _stretch(stretch: Sequence[Figure], look: Look) -> Tree:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [int(figure.period) for figure in stretch],
        "y": [figure.value / MILLION for figure in stretch],
        "line": {"color": look.accent, "width": 2.5},
        "marker": {
            "size": 9,
            "opacity": 1,
            "color": [look.ground if figure.is_unverified else look.accent for figure in stretch],
            "line": {"color": look.accent, "width": 2},
        },
        "hovertemplate": "%{x}: %{y:.1f} million<extra></extra>",
        "cliponaxis": False,
    }


def _value(figure: Figure, look: Look) -> Tree:
    words = f"<b>{_millions(figure)}</b>{' ?' if figure.is_unverified else ''}"
    return _text(int(figure.period), figure.value / MILLION, words, look.ink, yshift=15)


def _break_word(begin: int, top: float, look: Look) -> Tree:
    return _text(begin - 0.5, top, "break in series", look.ink2, size=13, yshift=8)


def _millions(figure: Figure) -> str:
    return f"{figure.value / MILLION:.1f}"


def _line(x0: float, x1: float, y0: float, y1: float, line: Tree) -> Tree:
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "below"}


def _text(x: float, y: float, text: str, color: str, *, size: int = 14, **place: Any) -> Tree:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": color, "size": size}, **place}
