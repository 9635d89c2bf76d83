"""How far each domain moved between two snapshots: signed bars, plus filled, minus hatched in ochre."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.theme import Look, plain_layout

Tree = dict[str, Any]

ROW = 48
"""Height of a row in pixels: two bars and the space between rows."""

LABELS = 104
"""Room for the names of the rows, in pixels; callers give short ones."""


@dataclass(frozen=True, slots=True)
class DomainChange:
    """What one domain gained or lost, in levels; None where one of the two sides has no reading."""

    title: str
    claimed: float | None
    backed: float | None


def changes_figure(changes: Sequence[DomainChange], look: Look, least: float) -> go.Figure:
    """Two bars a domain, backed below claimed. The axis shows at least plus and minus `least` levels."""
    reach = (
        max([least, *(abs(value) for change in changes for value in (change.claimed, change.backed) if value)]) * 1.45
    )
    # Plotly reads tags in labels; a title is text.
    rows = [escape(change.title, quote=False) for change in changes]
    layout = plain_layout(look, 40 + ROW * len(rows)) | {
        "margin": {"l": LABELS, "r": 12, "t": 4, "b": 28},
        "bargap": 0.34,
        "bargroupgap": 0.12,
        "barmode": "group",
        "xaxis": {
            "range": [-reach, reach],
            "fixedrange": True,
            "gridcolor": look.hairline,
            "zeroline": True,
            "zerolinecolor": look.ink2,
            "zerolinewidth": 1,
            "tickvals": [-least, 0, least],
            "ticktext": [signed(-least, 2), "0", signed(least, 2)],
            "tickfont": {"size": 13, "color": look.ink2},
        },
        "yaxis": {
            "autorange": "reversed",
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"size": 14, "color": look.ink},
            "categoryorder": "array",
            "categoryarray": rows,
        },
    }
    traces = [
        _bars("claimed", rows, [change.claimed for change in changes], look),
        _bars("backed", rows, [change.backed for change in changes], look),
    ]
    return go.Figure({"data": traces, "layout": layout})


def describe_changes(changes: Sequence[DomainChange]) -> str:
    """The alternative text: every domain with both changes."""
    return "; ".join(
        f"{change.title}: claimed {signed(change.claimed)}, backed {signed(change.backed)}" for change in changes
    )


def signed(value: float | None, decimals: int = 1) -> str:
    """A change with its sign and a real minus; a dash where it cannot be read."""
    if value is None:
        return "–"
    shown = f"{abs(value):.{decimals}f}"
    if float(shown) == 0:
        return f"±{shown}"
    return f"{'+' if value > 0 else '−'}{shown}"


def _bars(word: str, rows: Sequence[str], values: Sequence[float | None], look: Look) -> Tree:
    is_loss = [value is not None and value < 0 for value in values]
    edge = [look.attention if loss else look.accent for loss in is_loss]
    is_filled = word == "backed"
    # A hatch is drawn in the color of the bar, on the ground of its pattern.
    fill = [edge_color if is_filled else look.ground for edge_color in edge]
    return {
        "type": "bar",
        "orientation": "h",
        "name": word,
        "y": list(rows),
        "x": list(values),
        "marker": {
            "color": fill,
            "line": {"color": edge, "width": 1.5},
            "pattern": {
                "shape": ["/" if loss and is_filled else "" for loss in is_loss],
                "fillmode": "replace",
                "bgcolor": look.ground,
                "size": 6,
                "solidity": 0.4,
            },
        },
        "text": [signed(value) if value is not None else "" for value in values],
        "textposition": "outside",
        "constraintext": "none",
        "textfont": {"size": 13, "color": look.ink},
        "cliponaxis": False,
        "hovertemplate": f"%{{y}}: {word} %{{text}}<extra></extra>",
    }
