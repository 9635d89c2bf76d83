"""The figures of a trend as a table: the twin of its charts. No Streamlit here."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import pairwise

from dashboard.charts.restated import is_range
from dashboard.widgets.dates import day
from dashboard.widgets.marks import bounds, table, tenth
from dashboard.widgets.trend_readings import edition_words
from scoring.trend import RestatedPoint, Snapshot, Trend, TrendLine, TrendPoint, is_lower


def trend_table(trend: Trend, short_titles: Mapping[str, str], highest: int) -> str:
    """One row a snapshot: claimed and backed of all domains, then of each; a value that fell is marked and named.

    Beside the whole stand how many practices were answered and between which bounds the claim lies.
    """
    lines = [trend.overall, *trend.domains]
    titles = [escape(short_titles.get(line.id, line.title)) for line in trend.domains]
    head = ("Snapshot", "Answered", "All", "All, claim between", *titles, "Note")
    columns = [_cells(line, trend.breaks, trend.restated.get(line.id, ())) for line in lines]
    rows = [
        (
            day(snapshot.on),
            _answered(snapshot),
            columns[0][place],
            _between(snapshot),
            *(column[place] for column in columns[1:]),
            _note(snapshot, trend),
        )
        for place, snapshot in enumerate(trend.snapshots)
    ]
    inner = table(
        head,
        rows[::-1],
        caption=f"Claimed / backed, of {highest}, newest first; – is no evidence recorded, or nothing to read. "
        "▼ lower than at the snapshot before."
        + (" Restated: in terms of the newest framework version, (between)." if trend.restated else ""),
    )
    return f'<div class="wide-table" role="region" tabindex="0" aria-label="All figures of the trend">{inner}</div>'


def _answered(snapshot: Snapshot) -> str:
    counts = snapshot.scorecard["overall"]["counts"]
    return f"{counts['answered']} of {counts['in_scope'] - counts['not_applicable']}"


def _between(snapshot: Snapshot) -> str:
    mean = snapshot.scorecard["overall"]["mean"]
    return bounds(mean["low"], mean["high"])


def _note(snapshot: Snapshot, trend: Trend) -> str:
    break_word = f"From here on {edition_words(trend, snapshot.on)}. " if snapshot.on in trend.breaks else ""
    return escape(break_word + snapshot.note)


def _cells(line: TrendLine, breaks: Sequence[date], restated: Sequence[RestatedPoint]) -> list[str]:
    fell = [False, *(is_lower(before, now) and now.on not in breaks for before, now in pairwise(line.points))]
    again = {point.on: point for point in restated}
    return [
        _cell(point, is_low) + _restated(again.get(point.on)) for point, is_low in zip(line.points, fell, strict=True)
    ]


def _restated(point: RestatedPoint | None) -> str:
    """What a snapshot of a former version reads in the newest one, with what its open practices leave open."""
    if point is None or point.low is None:
        return ""
    reading = "–" if point.claimed is None else f"{tenth(point.claimed)} / {tenth(point.evidenced)}"
    between = f" ({bounds(point.low, point.high)})" if is_range(point) else ""
    return f"<small>restated {reading}{between}</small>"


def _cell(point: TrendPoint, is_low: bool) -> str:
    if point.claimed is None:
        return '<span class="quiet">–</span>'
    figures = f"{tenth(point.claimed)} / {tenth(point.evidenced)}"
    return f'{figures} <span class="warnword" title="lower">▼</span>' if is_low else figures
