"""The sheets of a workbook file as cells: texts, numbers and formulas told apart, places kept."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from frameworks.document_faults import DocumentNotReadable, refusal, short
from frameworks.sheets.cell_text import unescaped
from frameworks.sheets.package import Package, damaged, open_package
from frameworks.sheets.xml_parts import relations, walk

MOST_CELLS = 200_000
"""Cells in which something stands, in all sheets together."""
MOST_TEXTS = 200_000
MOST_SHEETS = 100
MOST_MERGED = 1_000
MOST_COMPUTED = 50
"""Ranges of a sheet that are merged, or filled by one formula."""

Place = tuple[int, int]
"""Row and column, counted from 1."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Failed:
    """A cell that shows an error, such as #REF!."""


Plain = str | int | float | bool | Failed


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose value is computed."""

    shown: Plain = ""
    """What the spreadsheet last computed; an empty text where it kept nothing."""
    has_result: bool = field(default=True, compare=False)
    """Whether it kept what it computed, be it an empty text."""


Value = Plain | Formula


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells."""

    name: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        """Whether a cell lies in it."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


@dataclass
class Sheet:
    """What stands in one sheet; empty cells are left out."""

    name: str
    is_hidden: bool
    cells: dict[Place, Value] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    computed: list[Range] = field(default_factory=list)
    """Where one formula fills several cells."""

    def value(self, place: Place) -> Value:
        """What stands in a cell; an empty text where nothing does."""
        if any(one.holds(place) for one in self.computed):
            return Formula()
        return self.cells.get(place, "")

    @property
    def rows(self) -> dict[int, set[int]]:
        """The columns that are filled, by row, from the top."""
        found: dict[int, set[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, set()).add(column)
        return found


@dataclass
class Workbook:
    """Every sheet of a file, in the order of its tabs."""

    sheets: list[Sheet]
    starts_1904: bool
    """Whether its dates count from 1904."""
    has_comments: bool


def sheet_names(source: bytes | Path, name: str) -> list[str]:
    """The names of the sheets, hidden ones too; nothing of what stands in them is read.

    Raises:
        DocumentNotReadable: it is no sound workbook.
    """
    package = open_package(source, name, may_link=True)
    return [title for title, _, _ in _tabs(package, _main_part(package))[0]]


def read_sheets(source: bytes | Path, name: str, wanted: Collection[str] | None = None) -> Workbook:
    """The sheets of a workbook file.

    With `wanted` it is somebody else's workbook: only the sheets of these names are read, the others stay empty, it
    may be linked to other workbooks, and every cell of a formula has what was shown last.

    Raises:
        DocumentNotReadable: it is no sound workbook, or too large.
    """
    package = open_package(source, name, may_link=wanted is not None)
    main = _main_part(package)
    tabs, starts_1904 = _tabs(package, main)
    if len(tabs) > MOST_SHEETS:
        raise refusal(
            f"The workbook has more than {MOST_SHEETS} sheets.",
            short(name, marks=False),
            "remove those that are not needed.",
        )
    targets = relations(package, main)
    texts = next((_texts(package, part) for kind, part in targets.values() if kind == "sharedStrings"), [])
    sheets: list[Sheet] = []
    room = MOST_CELLS
    for title, is_hidden, relation in tabs:
        kind, part = targets.get(relation, ("", ""))
        sheet = Sheet(title, is_hidden)
        if kind == "worksheet" and (wanted is None or title in wanted):
            _SheetReader(package, sheet, texts, room, keeps_ranges=wanted is None).read(part)
        room -= len(sheet.cells)
        sheets.append(sheet)
    has_comments = any("/comments" in part or "/threadedcomments" in part.lower() for part in package.parts)
    return Workbook(sheets, starts_1904, has_comments)


def _main_part(package: Package) -> str:
    main = next((part for kind, part in relations(package, "").values() if kind == "officeDocument"), None)
    if main is None:
        raise damaged(package.name, "it names no workbook")
    return main


def _tabs(package: Package, main: str) -> tuple[list[tuple[str, bool, str]], bool]:
    tabs: list[tuple[str, bool, str]] = []
    starts_1904 = False

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal starts_1904
        if name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            tabs.append((unescaped(attributes.get("name", "")), is_hidden, attributes.get("id", "")))
        elif name == "workbookPr":
            starts_1904 = attributes.get("date1904", "0") in ("1", "true")

    walk(package, main, on_start)
    return tabs, starts_1904


def _texts(package: Package, part: str) -> list[str]:
    """The texts that cells refer to by number. What is only a reading aid of another script is left out."""
    found: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def on_start(name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            pieces.clear()
        if name in inside:
            inside[name] = True

    def on_end(name: str) -> None:
        if name == "si":
            found.append(unescaped("".join(pieces)))
            if len(found) > MOST_TEXTS:
                raise _too_many(package.name)
        if name in inside:
            inside[name] = False

    def on_text(text: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(text)

    walk(package, part, on_start, on_end, on_text)
    return found


def _too_many(name: str) -> DocumentNotReadable:
    return refusal(
        f"More than {MOST_CELLS:,} cells of the workbook are filled.",
        short(name, marks=False),
        "check that it is the file you meant, and remove what was pasted into it.",
    )


class _SheetReader:
    """Fills one sheet from its part."""

    def __init__(self, package: Package, sheet: Sheet, texts: list[str], room: int, *, keeps_ranges: bool) -> None:
        self.package, self.sheet, self.texts, self.room = package, sheet, texts, room
        self.keeps_ranges = keeps_ranges
        self.row = self.column = 0
        self.kind = ""
        self.is_formula = False
        self.pieces: dict[str, list[str]] = {"v": [], "t": []}
        self.open: str | None = None
        self.is_aid = False

    def read(self, part: str) -> None:
        walk(self.package, part, self._on_start, self._on_end, self._on_text)

    def _on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self.is_formula = True
            if "ref" in attributes and attributes.get("t") in ("array", "dataTable"):
                self._keep_range(self.sheet.computed, attributes["ref"], MOST_COMPUTED)
        elif name in self.pieces:
            self.open = name
        elif name == "rPh":
            self.is_aid = True
        elif name == "mergeCell":
            self._keep_range(self.sheet.merged, attributes.get("ref", ""), MOST_MERGED)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.column += 1
        if "r" in attributes:
            found = _CELL.fullmatch(attributes["r"])
            if not found:
                raise self._broken()
            self.row, self.column = int(found.group(2)), _column_number(found.group(1))
        self.kind = attributes.get("t", "n")
        self.is_formula = False
        for pieces in self.pieces.values():
            pieces.clear()

    def _on_text(self, text: str) -> None:
        if self.open and not self.is_aid:
            self.pieces[self.open].append(text)

    def _on_end(self, name: str) -> None:
        if name == "c":
            shown = self._value()
            has_result = shown != "" or self.kind == "str"
            value: Value = Formula(shown, has_result) if self.is_formula else shown
            if value != "":
                self.sheet.cells[self.row, self.column] = value
                if len(self.sheet.cells) > self.room:
                    raise _too_many(self.package.name)
        elif name == self.open:
            self.open = None
        elif name == "rPh":
            self.is_aid = False

    def _value(self) -> Plain:
        written = "".join(self.pieces["v"])
        if self.kind == "inlineStr":
            return unescaped("".join(self.pieces["t"]))
        if self.kind == "str":
            return unescaped(written)
        written = written.strip()
        if not written:
            return ""
        if self.kind == "s":
            number = self._number(written, 0)
            if number >= len(self.texts):
                raise self._broken()
            return self.texts[number]
        if self.kind == "b":
            return written in ("1", "true")
        if self.kind == "e":
            return Failed()
        if self.kind == "d":
            return re.sub(r"T00:00(:00(\.0+)?)?Z?$", "", written)
        return self._plain_number(written)

    def _plain_number(self, written: str) -> int | float:
        if not _NUMBER.fullmatch(written[:400]):
            raise self._broken()
        number = float(written)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _number(self, written: str | None, otherwise: int) -> int:
        if written is None:
            return otherwise
        if not re.fullmatch(r"[0-9]{1,7}", written):
            raise self._broken()
        return int(written)

    def _keep_range(self, ranges: list[Range], written: str, most: int) -> None:
        if not self.keeps_ranges:
            return
        corners = [_CELL.fullmatch(corner) for corner in written.split(":")]
        first, last = corners[0], corners[-1]
        if len(corners) > 2 or not first or not last or len(ranges) >= most:
            raise self._broken()
        rows = sorted((int(first.group(2)), int(last.group(2))))
        columns = sorted((_column_number(first.group(1)), _column_number(last.group(1))))
        ranges.append(Range(written, rows[0], columns[0], rows[1], columns[1]))

    def _broken(self) -> DocumentNotReadable:
        return damaged(
            self.package.name, f"its sheet '{short(self.sheet.name, marks=False)}' is not as a sheet should be"
        )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
