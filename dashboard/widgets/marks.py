"""The marks of the look as HTML: span, level, chip; every text is escaped. No Streamlit here."""

from collections.abc import Iterable, Sequence
from html import escape

Number = float | int


def tenth(value: object) -> str:
    """A score with the one decimal it is worth; a dash where there is none."""
    return "–" if value is None else f"{float(value):.1f}"  # type: ignore[arg-type]


def bounds(low: object, high: object) -> str:
    """A range, or a single figure where both ends read the same."""
    return tenth(low) if tenth(low) == tenth(high) else f"{tenth(low)}–{tenth(high)}"


def is_wide(low: object, high: object) -> bool:
    """Whether open practices can move a value by more than a quarter of a level."""
    return low is not None and high is not None and float(high) - float(low) > 0.25  # type: ignore[arg-type]


def span(evidenced: object, claimed: object, low: object, high: object, *, highest: int) -> str:
    """Filled dot = backed, ring = claimed, dots beyond = not answered yet, on an axis from 0 to the highest level."""
    if claimed is None:
        return f'<div class="span empty" role="img" aria-label="Nothing answered yet." style="--n:{highest}"></div>'
    backed = 0.0 if evidenced is None else float(evidenced)  # type: ignore[arg-type]
    least, most = (low, high) if is_wide(low, high) else (claimed, claimed)
    words = f"Backed {tenth(backed)}, claimed {tenth(claimed)}"
    words += f", between {tenth(low)} and {tenth(high)} with the open practices" if is_wide(low, high) else ""
    style = ";".join(
        f"--{name}:{float(value):.4f}"  # type: ignore[arg-type]
        for name, value in (("e", backed), ("c", claimed), ("l", least), ("u", most))
    )
    label = escape(f"{words}, on a scale from 0 to {highest}.")
    return (
        f'<div class="span" role="img" aria-label="{label}" style="{style};--n:{highest}">'
        '<i class="open"></i><i class="gap"></i><i class="bar"></i><i class="dot"></i><i class="ring"></i></div>'
    )


def single(level: object, *, highest: int) -> str:
    """A ring alone: a level that has no backed reading."""
    if level is None:
        return f'<div class="span empty" role="img" aria-label="Nothing answered yet." style="--n:{highest}"></div>'
    value = float(level)  # type: ignore[arg-type]
    return (
        f'<div class="span" role="img" aria-label="Level {value:.0f} on a scale from 0 to {highest}."'
        f' style="--e:0;--c:{value};--l:{value};--u:{value};--n:{highest}"><i class="ring"></i></div>'
    )


def axis(highest: int) -> str:
    """The figures of the scale, for the head of a column of spans."""
    return '<div class="axis" aria-hidden="true">' + "".join(f"<b>{n}</b>" for n in range(highest + 1)) + "</div>"


def level_mark(level: int | None, evidenced: float, target: int, *, highest: int) -> str:
    """Cells up to the highest level: filled backed, outlined claimed, tinted to the target."""
    claimed = level or 0
    cells = []
    for number in range(1, highest + 1):
        kind = (
            "backed"
            if number <= evidenced + 0.05 and number <= claimed
            else "claimed"
            if number <= claimed
            else "wanted"
            if number <= target
            else "rest"
        )
        cells.append(f'<i class="{kind}"></i>')
    words = "open" if level is None else f"level {level}"
    return f'<span class="level" role="img" aria-label="{words}, target {target}">{"".join(cells)}</span>'


def chip(practice_id: str, state: str, level: int | None, evidenced: float, *, is_floor: bool, is_missed: bool) -> str:
    """One practice: its level on the color of the level, the backed share as a bar; a corner for a floor."""
    signs = {"not_applicable": "n/a", "not_known": "?", "unanswered": "–"}
    kinds = "chip" + (" floor" if is_floor else "") + (" missed" if is_missed else "")
    if state != "answered" or level is None:
        word = state.replace("_", " ")
        return f'<span class="{kinds} none" role="img" aria-label="{escape(practice_id)} {word}">{signs[state]}</span>'
    share = min(1.0, evidenced / level) if level else 0.0
    label = f"{escape(practice_id)} level {level}, backed {tenth(evidenced)}" + (", floor missed" if is_missed else "")
    return (
        f'<span class="{kinds} l{level}" role="img" aria-label="{label}" style="--b:{share:.3f}" title="{label}">'
        f"{level}<i></i></span>"
    )


def tag(text: str, kind: str = "") -> str:
    """A word in a thin frame."""
    return f'<span class="tag {kind}">{escape(text)}</span>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = (), caption: str = "") -> str:
    """A table of cells that are HTML already; the first cell of a row is its heading."""
    classes = ["num" if place in numeric else "" for place in range(len(head))]
    heads = "".join(f'<th scope="col" class="{c}">{h}</th>' for h, c in zip(head, classes, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if place == 0 else f'<td class="{classes[place]}">{cell}</td>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="rows">{named}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def legend() -> str:
    """What the marks of a span mean."""
    return (
        '<p class="legend"><i class="k dot"></i> backed by evidence in date <i class="k ring"></i> claimed '
        '<i class="k open"></i> not answered yet</p>'
    )
