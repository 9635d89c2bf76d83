"""A trend as text and as a tree of plain values."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from dashboard.commands.printing import percent, print_line, print_table, tenth, whole
from dashboard.widgets.trend_readings import edition_words
from scoring.trend import Trend, TrendLine, is_lower


def print_trend(trend: Trend) -> None:
    """A table of snapshots, then the domains from first to last, what fell, and what happened."""
    if not trend.snapshots:
        print_line("No snapshot yet. Take one: safermark track snapshot --assessment ID")
        return
    print_line("All domains")
    print_table([("", "claimed", "backed", "level", "coverage", ""), *_snapshot_rows(trend)])
    print_line()
    print_line("Domains, claimed at each snapshot")
    print_table(
        [(line.title, " ".join(tenth(point.claimed).rjust(4) for point in line.points)) for line in trend.domains]
    )
    _print_restated(trend)
    fallen = [(str(day), line.title) for line in trend.domains for day in line.regressions if day not in trend.breaks]
    if fallen:
        print_line()
        print_line("Lower than at the snapshot before")
        print_table(sorted(fallen))
    if trend.events:
        print_line()
        print_line("Events")
        print_table([(str(event.on), event.title) for event in trend.events])


def _print_restated(trend: Trend) -> None:
    points = trend.restated.get("overall", ())
    if not points:
        return
    print_line()
    print_line(f"All domains, restated in {trend.snapshots[-1].framework_key}; what was reported stays as it was")
    rows = [
        (str(point.on), tenth(point.claimed), tenth(point.evidenced), tenth(point.low), tenth(point.high))
        for point in points
    ]
    print_table([("", "claimed", "backed", "at least", "at most"), *rows])


def trend_as_tree(trend: Trend) -> dict[str, Any]:
    """The trend as JSON prints it; days are texts, what could not be read is null."""
    return {
        "snapshots": [
            {
                "id": one.id,
                "on": str(one.on),
                "note": one.note,
                "framework": one.framework_key,
            }
            for one in trend.snapshots
        ],
        "overall": _line(trend.overall, trend.breaks),
        "domains": [_line(line, trend.breaks) for line in trend.domains],
        "events": [{"on": str(event.on), "title": event.title} for event in trend.events],
        "breaks": [str(day) for day in trend.breaks],
        "restated": [
            {"id": line_id, "points": [{**asdict(point), "on": str(point.on)} for point in points]}
            for line_id, points in trend.restated.items()
        ],
    }


def _line(line: TrendLine, breaks: Sequence[date]) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "points": [
            {
                "on": str(point.on),
                "claimed": point.claimed,
                "evidenced": point.evidenced,
                "coverage": point.coverage,
                "level": point.level,
            }
            for point in line.points
        ],
        "regressions": [str(day) for day in line.regressions if day not in breaks],
    }


def _snapshot_rows(trend: Trend) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    before = None
    for point in trend.overall.points:
        remark = "lower than before" if before is not None and is_lower(before, point) else ""
        if point.on in trend.breaks:
            remark = f"{edition_words(trend, point.on)}: no like-for-like comparison"
        rows.append(
            (
                str(point.on),
                tenth(point.claimed),
                tenth(point.evidenced),
                whole(point.level),
                percent(point.coverage),
                remark,
            )
        )
        before = point
    return rows
