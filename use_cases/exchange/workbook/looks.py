"""How the workbook looks: the colors of the dashboard in light, one accent, and the formats made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK, INK_2, ACCENT, ATTENTION = "#1B2430", "#4F5B68", "#0F5470", "#7A4B08"
HAIRLINE, INPUT, WARM, BAR = "#DDD9D2", "#F0F5F7", "#F7EBD3", "#BDD2DA"
_LEVELS = (
    ("#E9E7E2", "#12181E"),
    ("#BDD2DA", "#12181E"),
    ("#8FB6C5", "#12181E"),
    ("#5C95AB", "#12181E"),
    ("#2A6F8A", "#FFFFFF"),
    ("#0B435C", "#FFFFFF"),
)
FONT = "Calibri"
SIZE = 10
LINE = 13.2
"""Height of a line of that size, in points."""
TALLEST = 400.0
"""No spreadsheet shows a row much taller than this, in points."""
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "top"}
_CELL: dict[str, Any] = {
    **_BASE,
    "text_wrap": True,
    "align": "left",
    "indent": 1,
    "border": 1,
    "border_color": HAIRLINE,
}
# What is typed into a cell for text stays text, and what stands there is never taken for a formula.
_TEXT: dict[str, Any] = {"num_format": "@", "quote_prefix": True}
_OPEN: dict[str, Any] = {"locked": False, "bg_color": INPUT}
_DATE: dict[str, Any] = {"num_format": "yyyy-mm-dd", "align": "left"}


@dataclass(frozen=True)
class Looks:
    """Every format of one workbook; those that begin with `in_` are for cells that people fill in."""

    title: Format
    heading: Format
    plain: Format
    quiet: Format
    strong: Format
    warning: Format
    link: Format
    number: Format
    share: Format
    column_title: Format
    shown: Format
    shown_strong: Format
    shown_quiet: Format
    in_text: Format
    in_number: Format
    in_level: Format
    in_date: Format
    in_state: Format
    doubtful: Format
    quiet_line: Format
    """As quiet, on one line that runs over the cells beside it; `strong_line` likewise."""
    strong_line: Format
    shown_date: Format
    levels: tuple[Format, ...]
    """Of the steps of the scale, from the lowest."""

    def of_step(self, place: int) -> Format:
        """The format of a step; a longer scale uses the last one for its rest."""
        return self.levels[min(place, len(self.levels) - 1)]


def make_looks(workbook: Workbook) -> Looks:
    """The formats, added to a workbook."""
    add = workbook.add_format
    wrapped = {**_BASE, "text_wrap": True}
    return Looks(
        title=add({**_BASE, "font_size": 18, "bold": True}),
        heading=add({**_BASE, "font_size": 13, "bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": INK}),
        plain=add({**wrapped, "font_size": 11}),
        quiet=add({**wrapped, "font_color": INK_2}),
        strong=add({**wrapped, "bold": True}),
        warning=add({**wrapped, "font_size": 11, "font_color": ATTENTION, "bold": True}),
        link=add({**_CELL, "font_size": 11, "font_color": ACCENT, "underline": 1}),
        number=add({**_CELL, "font_size": 11, "align": "right", "num_format": "0"}),
        share=add({**_CELL, "font_size": 11, "align": "left", "num_format": "0%"}),
        column_title=add({**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "valign": "vcenter"}),
        shown=add(_CELL),
        shown_strong=add({**_CELL, "bold": True}),
        shown_quiet=add({**_CELL, "font_color": INK_2}),
        in_text=add({**_CELL, **_OPEN, **_TEXT}),
        in_number=add({**_CELL, **_OPEN, "align": "left"}),
        in_level=add(
            {**_CELL, **_OPEN, "font_size": 14, "bold": True, "indent": 0, "align": "center", "num_format": "0"}
        ),
        in_date=add({**_CELL, **_OPEN, **_DATE}),
        in_state=add({**_CELL, **_OPEN}),
        doubtful=add({"bg_color": WARM, "font_color": ATTENTION}),
        quiet_line=add({**_BASE, "font_color": INK_2}),
        strong_line=add({**_BASE, "bold": True, "font_color": ACCENT}),
        shown_date=add({**_CELL, **_DATE}),
        levels=tuple(add({"bg_color": fill, "font_color": ink}) for fill, ink in _LEVELS),
    )


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, a little generous."""
    per_line = max(1, int(width * 1.12))
    return sum(max(1, -(-len(line) // per_line)) for line in text.split("\n"))


def height_of(*lines: int) -> float:
    """The height of a row, in points, that shows the longest of several cells."""
    return min(TALLEST, max(lines) * LINE + 6)
