"""A comparison as tables of HTML: ours beside the band, releases in order, several organizations under codes."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import benchmark_words as say
from dashboard.widgets import marks
from dashboard.widgets.dates import day
from scoring.among_peers import Compared
from scoring.benchmark import CellBenchmark, Release
from use_cases.compare import Comparison


def figure_head(title: str, subtitle: str, *, is_synthetic: bool, is_restated: bool = False) -> str:
    """The head of a figure; what is made up, or restated from another version, says so beside every one."""
    tag = f" {marks.tag('synthetic data')}" if is_synthetic else ""
    tag += f" {marks.tag('restated')}" if is_restated else ""
    return f'<div class="section"><h2>{escape(title)}{tag}</h2><p>{escape(subtitle)}</p></div>'


def peers_table(made: Comparison, titles: Mapping[str, str]) -> str:
    """Overall, then each domain: ours and the published band on one axis, and the standing in words."""
    highest = int(made.release.terms.highest)
    heads = ("Domain", _axis(highest), "Claimed", "Middle band", "Standing")
    rows = [(escape(titles[row.id]), *_cells(row, made.cell, highest)) for row in made.rows]
    return _table(heads, rows, {1: "", 2: "claimed", 3: "middle band", 4: ""})


def clients_table(rows: Mapping[str, Compared], made: Comparison) -> str:
    """A row for each code, by code: no ranking."""
    highest = int(made.release.terms.highest)
    heads = ("Code", _axis(highest), "Claimed", "Middle band", "Standing")
    lines = [(escape(code), *_cells(rows[code], made.cell, highest)) for code in sorted(rows, key=_by_length)]
    return _table(heads, lines, {1: "", 2: "claimed", 3: "middle band", 4: ""})


def spread_table(cell: CellBenchmark, highest: int) -> str:
    """Which share of the organizations claims a level or less, at every whole level; empty where it is not published.

    Nobody's own place is in it: a release is no ranking.
    """
    points = [one for one in cell.distribution if one.level == int(one.level) and one.level < highest]
    rows = []
    for one in points:
        band = f"{one.low * 100:.0f}–{one.high * 100:.0f} %"
        mark = marks.peer_band((one.low * 100, one.high * 100), words=f"Between {band}", highest=100)
        rows.append((f"{one.level:.0f} or less", mark, band))
    if not rows:
        return ""
    heads = ("Claimed overall", f'<span class="unseen">Share</span>{marks.axis(100)}', "Organizations")
    return f'<div class="peertable">{marks.table(heads, rows, numeric=(2,), names={1: "", 2: ""})}</div>'


def successive_table(releases: Sequence[Release], cell: str) -> str:
    """One row a release, the oldest first: where its median lies."""
    highest = int(releases[-1].terms.highest)
    heads = ("Release", _axis(highest), "Median between", "Took part", "Framework")
    rows = []
    for release in releases:
        found = release.cell(cell)
        median = found.median if found else None
        band = (median.low, median.high) if median else None
        words = f"Median between {say.band_words(band)}" if band else "Suppressed"
        point = median.value if median and band and say.is_narrow(band) else None
        rows.append(
            (
                f"{release.number}<small>{day(release.dated)}</small>",
                marks.peer_band(band, median=point, words=words, highest=highest),
                say.band_words(band) if band else marks.tag("suppressed"),
                say.about_words(found.about if found else None),
                escape(release.terms.framework),
            )
        )
    return _table(heads, rows, {1: "", 2: "median", 3: "", 4: ""})


def peers_legend(*, has_ours: bool, has_middle: bool, has_reach: bool = False) -> str:
    """What the marks mean."""
    ring = '<i class="k ring"></i> claimed, to a quarter of a level ' if has_ours else ""
    middle = '<i class="k mid"></i> published median' if has_middle else ""
    reach = '<i class="k reach"></i> how far what was not carried over may move it ' if has_reach else ""
    return f'<p class="legend">{ring}{reach}<i class="k band"></i> published band {middle}</p>'


def has_middle(rows: Sequence[Compared]) -> bool:
    """Whether a median is drawn in any of the bands."""
    return any(_middle(row) is not None for row in rows)


def _axis(highest: int) -> str:
    return f'<span class="unseen">On the scale</span>{marks.axis(highest)}'


def _cells(row: Compared, cell: CellBenchmark, highest: int) -> tuple[str, str, str, str]:
    ours = "–" if row.ours is None else say.level_words(row.ours)
    if row.band is None:
        words = "Nothing to show" if row.ours is None else f"Claimed {ours}; no band is published"
        reason = say.suppressed_words(cell, is_domain=row.id != say.OVERALL)
        mark = marks.peer_band(None, row.ours, words=words, highest=highest, reach=row.reach)
        return mark, _claimed(row), marks.tag("suppressed"), f'<span class="quiet">{escape(reason)}</span>'
    band = say.band_words(row.band)
    claimed = "" if row.ours is None else f"Claimed {ours}; "
    words = f"{claimed}middle band {band}"
    words = words[0].upper() + words[1:]
    mark = marks.peer_band(row.band, row.ours, _middle(row), words=words, highest=highest, reach=row.reach)
    return mark, _claimed(row), band, say.standing_words(row)


def _claimed(row: Compared) -> str:
    ours = "–" if row.ours is None else say.level_words(row.ours)
    return f"{ours}<small>{say.band_words(row.reach)}</small>" if row.reach else ours


def _middle(row: Compared) -> float | None:
    """The published median, where its band is narrow enough to have a middle."""
    return row.published.value if row.published and row.band and say.is_narrow(row.band) else None


def _by_length(code: str) -> tuple[int, str]:
    return len(code), code


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], names: Mapping[int, str]) -> str:
    return f'<div class="peertable">{marks.table(heads, rows, numeric=(2, 3), names=names)}</div>'
