"""The marks of the look as HTML: span, level, chip; every text is escaped. No Streamlit here."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from dashboard.charts.ticks import MOST_STEPS, ticks
from dashboard.widgets.scale_words import band_of, figure_of
from frameworks.scale import Scale
from scoring.methods import Number

MOST_IN_CHIP = 3
"""Characters of a figure that fit at its full size."""
WIDE = 0.25
"""Beyond this many levels between its bounds, a value is shown as a range."""


def tenth(value: Number | None) -> str:
    """A score with the one decimal it is worth; a dash where there is none."""
    return "–" if value is None else f"{float(value):.1f}"


def bounds(low: Number | None, high: Number | None) -> str:
    """A range, or a single figure where both ends read the same."""
    return tenth(low) if tenth(low) == tenth(high) else f"{tenth(low)}–{tenth(high)}"


def is_wide(low: Number | None, high: Number | None, width: float = WIDE) -> bool:
    """Whether open practices can move a value by more than a quarter of a level, or than another `width`."""
    # Fractions are subtracted as such, so that exactly a quarter is not more than one; floats lose their last bits.
    return low is not None and high is not None and round(float(high - low), 9) > width


def span(
    evidenced: Number | None, claimed: Number | None, low: Number | None, high: Number | None, *, highest: int
) -> str:
    """Filled dot = backed, ring = claimed, dots beyond = not answered yet, on an axis from 0 to the highest level.

    Without any evidence there is no dot: nothing recorded is not zero.
    """
    if claimed is None:
        return _empty(highest)
    backed = "No evidence recorded" if evidenced is None else f"Backed {tenth(evidenced)}"
    words = f"{backed}, claimed {tenth(claimed)}"
    words += f", between {tenth(low)} and {tenth(high)} with the open practices" if is_wide(low, high) else ""
    least, most = (low, high) if is_wide(low, high) else (claimed, claimed)
    dot = "" if evidenced is None else '<i class="bar"></i><i class="dot"></i>'
    return _span(words, (evidenced or 0, claimed, least, most), f'<i class="gap"></i>{dot}', highest)


def single(value: Number | None, low: Number | None, high: Number | None, *, highest: int) -> str:
    """A ring alone: a level that has no backed reading; dots where the open practices may put it."""
    if value is None:
        return _empty(highest)
    words = f"Level {int(value)}"
    words += f", between {low} and {high} with the open practices" if low != high else ""
    return _span(words, (0, value, low, high), "", highest)


def proven(value: Number, evidenced: Number | None, low: Number, high: Number, *, highest: int) -> str:
    """Dot and ring as in span(), dots over what the answers leave possible."""
    words = f"{tenth(value)} on what is asked, backed {tenth(evidenced)}, proven between {tenth(low)} and {tenth(high)}"
    return _span(
        words, (evidenced or 0, value, low, high), '<i class="gap"></i><i class="bar"></i><i class="dot"></i>', highest
    )


def peer_band(
    band: tuple[float, float] | None,
    ours: float | None = None,
    median: float | None = None,
    *,
    words: str,
    highest: int,
    reach: tuple[float, float] | None = None,
) -> str:
    """A gray block with two upright edges = the published band, a ring = our claim; `words` say both.

    The median is an upright between the edges; leave it out of a band that is too wide to have a middle. A line through
    the ring says how far a claim that was restated reaches.
    """
    places = {
        "c": ours,
        "l": band and band[0],
        "u": band and band[1],
        "m": median,
        "a": reach and reach[0],
        "z": reach and reach[1],
    }
    style = ";".join(f"--{name}:{place:.4f}" for name, place in places.items() if place is not None)
    block = '<i class="band"></i>' if band else ""
    middle = "" if median is None else '<i class="mid"></i>'
    ring = "" if ours is None else '<i class="ring"></i>'
    line = "" if reach is None else '<i class="reach"></i>'
    reaches = f", anywhere from {reach[0]:g} to {reach[1]:g}" if reach else ""
    label = escape(f"{words}{reaches}, on a scale from 0 to {highest}.")
    return (
        f'<div class="span peers" role="img" aria-label="{label}" style="{style};{_ticked(highest)}">'
        f"{block}{middle}{line}{ring}</div>"
    )


def _empty(highest: int) -> str:
    return f'<div class="span empty" role="img" aria-label="Nothing answered yet." style="{_ticked(highest)}"></div>'


def _span(words: str, places: Sequence[Number | None], marks: str, highest: int) -> str:
    style = ";".join(f"--{name}:{float(place or 0):.4f}" for name, place in zip("eclu", places, strict=True))
    label = escape(f"{words}, on a scale from 0 to {highest}.")
    return (
        f'<div class="span" role="img" aria-label="{label}" style="{style};{_ticked(highest)}">'
        f'<i class="open"></i>{marks}<i class="ring"></i></div>'
    )


def _ticked(highest: int) -> str:
    """The end of the scale, and into how many spaces ticks part it."""
    return f"--n:{highest};--t:{highest / ticks(highest)[1]:g}"


def axis(highest: int) -> str:
    """The figures of the scale, for the head of a column of spans."""
    if highest < MOST_STEPS:
        return '<div class="axis" aria-hidden="true">' + "".join(f"<b>{n}</b>" for n in ticks(highest)) + "</div>"
    figures = "".join(f'<b style="--at:{n / highest:.4f}">{n}</b>' for n in ticks(highest))
    return f'<div class="axis fine" aria-hidden="true">{figures}</div>'


def level_mark(level: Number | None, evidenced: Number, target: int, *, highest: int) -> str:
    """Cells up to the highest level: filled backed, outlined claimed, tinted to the target; of very many a bar."""
    words = "open" if level is None else f"level {tenth(level) if isinstance(level, float) else level}"
    named = f'role="img" aria-label="{words}, target {target}"'
    if highest >= MOST_STEPS:
        parts = {"wanted": target, "claimed": level or 0, "backed": min(evidenced, level or 0)}
        bars = "".join(
            f'<i class="{kind}" style="width:{float(value) / highest * 100:.2f}%"></i>'
            for kind, value in parts.items()
            if value
        )
        return f'<span class="level fine" {named}>{bars}</span>'
    cells = "".join(f'<i class="{_cell(n, level or 0, evidenced, target)}"></i>' for n in range(1, highest + 1))
    return f'<span class="level" {named}>{cells}</span>'


def _cell(number: int, claimed: Number, evidenced: Number, target: int) -> str:
    if number <= claimed:
        return "backed" if number <= evidenced + 0.05 else "claimed"
    return "wanted" if number <= target else "rest"


def chip(
    practice_id: str,
    state: str,
    level: int | None,
    evidenced: Number | None,
    *,
    is_floor: bool,
    is_missed: bool,
    asking: str = "",
    scale: Scale | None = None,
) -> str:
    """One practice: its level on the color of the level, the backed share as a bar; a corner for a floor.

    `asking` are the attributes of a chip that can be asked why. Of a `scale` with values `evidenced` is one of them.
    """
    signs = {"not_applicable": "n/a", "not_known": "?", "unanswered": "–"}
    kinds = "chip" + (" floor" if is_floor else "") + (" missed" if is_missed else "")
    not_met = "floor missed" if state == "answered" else "floor open"
    floor = f", {not_met}" if is_missed else ", floor" if is_floor else ""
    if state != "answered" or level is None:
        label = f"{escape(practice_id)} {state.replace('_', ' ')}{floor}"
        return f'<span class="{kinds} none" {_named(label, asking)}>{signs[state]}</span>'
    figure, band, counts = (
        (figure_of(scale, level), band_of(scale, level), scale.value_of(level)) if scale else (str(level), level, level)
    )
    share = min(1.0, float(evidenced or 0.0) / counts) if counts else 0.0
    backed = "no evidence" if evidenced is None else f"backed {tenth(evidenced)}"
    label = f"{escape(practice_id)} level {figure}, {backed}{floor}"
    kinds += f" l{band}" + (" long" if len(figure) > MOST_IN_CHIP else "")
    return f'<span class="{kinds}" {_named(label, asking)} style="--b:{share:.3f}">{figure}<i></i></span>'


def _named(label: str, asking: str) -> str:
    """The name of a chip: what it shows, or what a click on it answers."""
    if asking:
        return f'{asking} aria-label="Why {label}?" title="{label}"'
    return f'role="img" aria-label="{label}" title="{label}"'


def tag(text: str, kind: str = "") -> str:
    """A word in a thin frame."""
    return f'<span class="tag {kind}">{escape(text)}</span>'


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numeric: Sequence[int] = (),
    caption: str = "",
    names: Mapping[int, str] | None = None,
) -> str:
    """A table of cells that are HTML already; the first cell of a row is its heading.

    With `names` a row becomes a heading with its cells below it on a phone, each led by the name of its column.
    """
    classes = ["num" if place in numeric else "" for place in range(len(head))]
    named_cells = {place: f' data-name="{escape(name)}"' for place, name in (names or {}).items()}
    heads = "".join(f'<th scope="col" class="{c}">{h}</th>' for h, c in zip(head, classes, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>'
            if place == 0
            else f'<td class="{classes[place]}"{named_cells.get(place, "")}>{cell}</td>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    kinds = "rows" if names is None else "rows narrow"
    return f'<table class="{kinds}">{named}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def legend() -> str:
    """What the marks of a span mean."""
    return (
        '<p class="legend"><i class="k dot"></i> backed by evidence in date <i class="k ring"></i> claimed '
        '<i class="k open"></i> not answered yet</p>'
    )
