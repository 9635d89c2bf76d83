"""The figures of a trend as a table: the twin of its charts. No Streamlit here."""

from collections.abc import Mapping
from html import escape
from itertools import pairwise

from dashboard.widgets.dates import day
from dashboard.widgets.marks import table, tenth
from scoring.trend import Trend, TrendLine, TrendPoint, is_lower


def trend_table(trend: Trend, short_titles: Mapping[str, str]) -> str:
    """One row a snapshot: claimed and backed of all domains, then of each; a value that fell is marked and named."""
    lines = [trend.overall, *trend.domains]
    head = ("Snapshot", *(escape(short_titles.get(line.id, "All")) for line in lines), "Note")
    columns = [_cells(line) for line in lines]
    rows = [
        (day(snapshot.on), *(column[place] for column in columns), escape(snapshot.note))
        for place, snapshot in enumerate(trend.snapshots)
    ]
    inner = table(
        head, rows[::-1], caption="Claimed / backed, of 5, newest first. ▼ lower than at the snapshot before."
    )
    return f'<div class="wide-table" role="region" tabindex="0" aria-label="All figures of the trend">{inner}</div>'


def _cells(line: TrendLine) -> list[str]:
    fell = [False, *(is_lower(before, now) for before, now in pairwise(line.points))]
    return [_cell(point, is_low) for point, is_low in zip(line.points, fell, strict=True)]


def _cell(point: TrendPoint, is_low: bool) -> str:
    if point.claimed is None:
        return '<span class="quiet">–</span>'
    figures = f"{tenth(point.claimed)} / {tenth(point.evidenced)}"
    return f'{figures} <span class="warnword" title="lower">▼</span>' if is_low else figures
