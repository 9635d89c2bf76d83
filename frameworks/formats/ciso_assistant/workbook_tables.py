"""The sheets of a library in workbook form: keys with values, and tables under a row of titles."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.fields import whole_number
from frameworks.sheets.sheet_cells import Failed, Formula, Sheet, Value, read_sheets, sheet_names

META, CONTENT = "_meta", "_content"
LIBRARY = "library_meta"
DAY = "publication_date"
LEAST_DAY, MOST_DAY = 20_000, 80_000
"""Days since a spreadsheet's first: of the years 1954 to 2123."""
LONGEST_NAME = 31
"""Letters of a sheet's name; longer ones are cut."""
NODE_TEXTS = ("ref_id", "name", "description", "annotation", "typical_evidence", "importance")
PROSE = NODE_TEXTS[1:]
"""Columns in which the number 0 is what a formula shows of an empty cell."""
NODE_NUMBERS = ("weight", "min_score", "max_score")
NODE_LISTS = ("threats", "reference_controls")
"""Columns of a node, beside those for its place, its groups, its scale and its questions."""
TRANSLATIONS = "translations"
"""The field in which titles such as `name[fr]` are gathered; a column of that name says nothing."""
_TRANSLATED = re.compile(r"(.+)\[([A-Za-z_-]{1,10})\]")


@dataclass(frozen=True, slots=True)
class Block:
    """One object of the library: what its two sheets say."""

    name: str
    meta: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    @property
    def kind(self) -> str:
        """What it describes: a framework, scores, answers, …"""
        return self.meta.get("type", "").lower()

    @property
    def called(self) -> str:
        """The name by which others refer to it."""
        return self.meta.get("name", "") or self.name


def looks_like_workbook(path: Path) -> bool:
    """Whether a file is a workbook with the sheet that every library has."""
    try:
        return path.suffix.lower() == ".xlsx" and LIBRARY in sheet_names(path, path.name)
    except FrameworkNotReadable:
        return False


def read_blocks(path: Path) -> tuple[Mapping[str, str], list[Block]]:
    """What the library says of itself, and its objects in the order of their sheets.

    Raises:
        FrameworkNotReadable: it is no sound workbook, or none of a library.
    """
    wanted = [name for name in sheet_names(path, path.name) if name.lower().endswith((META, CONTENT)) or _is_cut(name)]
    workbook = read_sheets(path, path.name, wanted)
    sheets = {sheet.name.lower(): sheet for sheet in workbook.sheets if sheet.name in wanted}
    if LIBRARY not in sheets:
        raise FrameworkNotReadable.of(
            f"The workbook has no sheet {LIBRARY}.",
            path.name,
            "use version 2 of the format, in which each object has a sheet _meta and a sheet _content.",
        )
    return blocks_of(sheets, starts_1904=workbook.starts_1904)


def blocks_of(sheets: Mapping[str, Sheet], *, starts_1904: bool = False) -> tuple[Mapping[str, str], list[Block]]:
    """What the library says of itself, and its objects, from sheets by their names in small letters."""
    blocks = []
    for title, sheet in sheets.items():
        if title.endswith(META) and title != LIBRARY:
            name = title.removesuffix(META)
            content = sheets.get((name + CONTENT)[:LONGEST_NAME])
            meta = _pairs(sheet)
            prose = PROSE if meta.get("type", "").lower() == "framework" else ()
            blocks.append(Block(name, meta, tuple(_rows(content, prose)) if content is not None else ()))
    head = _pairs(sheets[LIBRARY])
    if day := _day_of(head.get(DAY, ""), starts_1904=starts_1904):
        head[DAY] = day
    return head, blocks


def _day_of(text: str, *, starts_1904: bool) -> str:
    """A day that a spreadsheet keeps as a number, in figures; empty for any other text."""
    number = whole_number(text)
    if number is None or not LEAST_DAY <= number <= MOST_DAY:
        return ""
    first = date(1904, 1, 1) if starts_1904 else date(1899, 12, 30)
    return (first + timedelta(days=number)).isoformat()


def _is_cut(name: str) -> bool:
    return len(name) == LONGEST_NAME and "_" in name


def with_translations(cells: Mapping[str, str]) -> dict[str, Any]:
    """Cells with those of titles such as `name[fr]` gathered by language."""
    plain: dict[str, Any] = {}
    translations: dict[str, dict[str, str]] = {}
    for title, text in cells.items():
        found = _TRANSLATED.fullmatch(title)
        if found is None and title != TRANSLATIONS:
            plain[title] = text
        elif found is not None and text:
            translations.setdefault(found.group(2), {})[found.group(1)] = text
    return {**plain, TRANSLATIONS: translations} if translations else plain


def _pairs(sheet: Sheet) -> dict[str, str]:
    pairs = {}
    for row in sheet.rows:
        key = cell_text(sheet.value((row, 1))).lower()
        if key:
            pairs[key] = cell_text(sheet.value((row, 2)))
    return pairs


def _rows(sheet: Sheet, prose: Collection[str]) -> list[dict[str, str]]:
    numbers = list(sheet.rows)
    if not numbers:
        return []
    titles = {column: cell_text(sheet.value((numbers[0], column))).lower() for column in sheet.rows[numbers[0]]}
    rows = []
    for number in numbers[1:]:
        values = {title: sheet.value((number, column)) for column, title in titles.items() if title}
        cells = {
            title: "" if title in prose and value in (0, Formula(0)) else cell_text(value)
            for title, value in values.items()
        }
        if any(cells.values()):
            rows.append(cells)
    return rows


def cell_text(value: Value) -> str:
    """A cell as the text that stands in it; empty where nothing or an error does."""
    if isinstance(value, Formula):
        value = value.shown
    if isinstance(value, Failed):
        return ""
    return (str(value).lower() if isinstance(value, bool) else str(value)).strip()
