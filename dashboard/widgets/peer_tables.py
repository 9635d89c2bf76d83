"""A comparison as tables of HTML: ours beside the band, releases in order, several organizations under codes."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.widgets import benchmark_words as say
from dashboard.widgets import marks
from dashboard.widgets.dates import day
from scoring.among_peers import Compared
from scoring.benchmark import CellBenchmark, Release
from use_cases.compare import Comparison

_OURS = ("Claimed", "Published band", "Standing")
_NAMES = {1: "", 2: "claimed", 3: "band", 4: ""}


def figure_head(title: str, subtitle: str, *, is_synthetic: bool, is_restated: bool = False) -> str:
    """The head of a figure; what is made up, or restated from another version, says so beside every one."""
    tag = f" {marks.tag('synthetic data')}" if is_synthetic else ""
    tag += f" {marks.tag('restated')}" if is_restated else ""
    return f'<div class="section"><h2>{escape(title)}{tag}</h2><p>{escape(subtitle)}</p></div>'


def peers_table(made: Comparison, titles: Mapping[str, str]) -> str:
    """Overall, then each domain: ours and the published band on one axis, and the standing in words.

    Where nobody is compared, the columns of what would be ours are left out.
    """
    highest = int(made.release.terms.highest)
    if all(row.ours is None and row.reach is None and row.absence is None for row in made.rows):
        published = [(escape(titles[row.id]), *_published_cells(row, made.cell, highest)) for row in made.rows]
        heads = ("Domain", _axis(highest), "Published band", "Why not")
        return _table(heads, published, {1: "", 2: "band", 3: ""}, "lone")
    rows = [(escape(titles[row.id]), *_cells(row, made.cell, highest)) for row in made.rows]
    return _table(("Domain", _axis(highest), *_OURS), rows, _NAMES)


def clients_table(rows: Mapping[str, Compared], made: Comparison) -> str:
    """A row for each code, by code: no ranking."""
    highest = int(made.release.terms.highest)
    lines = [(escape(code), *_cells(rows[code], made.cell, highest)) for code in sorted(rows, key=_by_length)]
    return _table(("Code", _axis(highest), *_OURS), lines, _NAMES, "coded")


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
                f"Release {release.number}<small>{day(release.dated)}</small>",
                marks.peer_band(band, median=point, words=words, highest=highest),
                say.band_words(band) if band else marks.tag("suppressed"),
                say.number_words(found.about if found else None),
                escape(release.terms.framework.replace("@", " ")),
            )
        )
    return _table(heads, rows, {1: "", 2: "median", 3: "took part", 4: ""}, "ordered")


def peers_legend(*, has_ours: bool, has_middle: bool, has_reach: bool = False) -> str:
    """What the marks mean; look.css leaves the band out below a table without one."""
    ring = '<span><i class="k ring"></i> claimed, to a quarter of a level</span> ' if has_ours else ""
    reach = '<span><i class="k reach"></i> how far what was not carried over may move it</span> ' if has_reach else ""
    middle = ' <span><i class="k mid"></i> published median</span>' if has_middle else ""
    band = '<span class="bandkey"><i class="k band"></i> published band</span>'
    return f'<p class="legend">{ring}{reach}{band}{middle}</p>'


def has_middle(rows: Sequence[Compared]) -> bool:
    """Whether a median is drawn in any of the bands."""
    return any(_middle(row) is not None for row in rows)


def _axis(highest: int) -> str:
    return f'<span class="unseen">On the scale</span>{marks.axis(highest)}'


def _cells(row: Compared, cell: CellBenchmark, highest: int) -> tuple[str, str, str, str]:
    """The mark, ours, the band and the standing; what is missing of them has its reason in the place of the last."""
    claimed = "" if row.ours is None else f"Claimed {say.figure_words(row.ours)}; "
    band = say.band_words(row.band) if row.band else marks.tag("suppressed")
    words = claimed + (f"{_name(row)} {say.band_words(row.band)}" if row.band else "no band is published")
    words = words[0].upper() + words[1:]
    mark = marks.peer_band(row.band, row.ours, _middle(row), words=words, highest=highest, reach=row.reach)
    reasons = [say.absent_words(row), "" if row.band else _why(row, cell)]
    return mark, _claimed(row), band, say.standing_words(row) or _quietly(reasons)


def _claimed(row: Compared) -> str:
    ours = "–" if row.ours is None else say.figure_words(row.ours)
    return f"{ours}<small>{say.band_words(row.reach)}</small>" if row.reach else ours


def _published_cells(row: Compared, cell: CellBenchmark, highest: int) -> tuple[str, str, str]:
    if row.band is None:
        mark = marks.peer_band(None, words="No band is published", highest=highest)
        return mark, marks.tag("suppressed"), _quietly([_why(row, cell)])
    band = say.band_words(row.band)
    return (
        marks.peer_band(row.band, None, _middle(row), words=f"{_name(row).capitalize()} {band}", highest=highest),
        band,
        "",
    )


def _name(row: Compared) -> str:
    return say.band_name(row).removeprefix("the ")


def _why(row: Compared, cell: CellBenchmark) -> str:
    if row.is_unasked:
        return say.UNASKED
    return say.suppressed_words(cell, is_domain=row.id != say.OVERALL)


def _quietly(reasons: Sequence[str]) -> str:
    return "".join(f'<span class="quiet">{escape(reason)}</span>' for reason in reasons if reason)


def _middle(row: Compared) -> float | None:
    """The published median, where its band is narrow enough to have a middle."""
    return row.published.value if row.published and row.band and say.is_narrow(row.band) else None


def _by_length(code: str) -> tuple[int, str]:
    return len(code), code


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], names: Mapping[int, str], kind: str = "") -> str:
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    numeric = (2, 3) if kind in ("", "coded") else (2,)
    return f'<div class="peertable {kind}">{marks.table(heads, rows, numeric=numeric, names=names)}</div>'
