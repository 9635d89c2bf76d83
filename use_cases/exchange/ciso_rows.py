"""Rows of a CISO Assistant audit, as it exports them to CSV or a workbook: by column, with their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from frameworks.document_faults import DocumentNotReadable
from frameworks.documents import read_text
from frameworks.errors import Fault
from frameworks.sheets.sheet_cells import Failed, Formula, Place, Sheet, read_sheets, sheet_names
from use_cases.exchange.csv_rows import csv_rows
from use_cases.exchange.reading import shorten
from use_cases.exchange.shape import AnswersNotReadable
from use_cases.exchange.workbook.columns import FILE_SHEET
from use_cases.exchange.workbook.tables import at

KNOWN = ("compliance_result", "requirement_progress", "extended_result")
"""Columns that only such an export has."""
NAMED = ("urn", "ref_id")
SAID = ("score", "implementation_score", "compliance_result", "observations")
"""Columns in which an answer stands."""
MOST_ROWS = 20_000
LONGEST_CELL = 100_000
_FORMULA_MARKS = ("'=", "'+", "'-", "'@", "'\t", "'\r")

_Cells = Sequence[str | Fault]
"""The texts of a row; of a cell whose text is not known, what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement of the audit."""

    place: str
    cells: dict[str, str]
    lost: dict[str, Fault] = field(default_factory=dict)
    """What is wrong with cells whose text is not known, by column: of those that are read."""

    def text(self, column: str) -> str:
        """What stands in a column; empty where nothing does, or there is none."""
        return self.cells.get(column, "")


def looks_like_audit(source: bytes | Path, name: str) -> bool:
    """Whether a file is a table with the columns of an audit."""
    try:
        titles = _titles(_table(source, name, most=0))
    except (AnswersNotReadable, DocumentNotReadable):
        return False
    return any(one in titles for one in NAMED) and any(one in titles for one in KNOWN)


def audit_rows(source: bytes | Path, name: str) -> tuple[list[str], list[Row]]:
    """The titles of the columns, and every row that says something.

    Raises:
        AnswersNotReadable: no table, too large, or none of an audit.
    """
    try:
        table = _table(source, name, most=MOST_ROWS)
    except DocumentNotReadable as refused:
        raise AnswersNotReadable(*refused.faults) from refused
    titles = _titles(table)
    if not any(one in titles for one in NAMED):
        raise AnswersNotReadable.of(
            "The first row does not name the columns of an audit.",
            f"{shorten(name)} > row 1",
            f"begin with a row of titles, {' or '.join(NAMED)} among them.",
        )
    rows = []
    for number, cells in table[1:]:
        given = dict(zip(titles, cells, strict=False))
        found = {title: cell for title, cell in given.items() if isinstance(cell, str)}
        lost = {title: cell for title, cell in given.items() if isinstance(cell, Fault) and title in (*NAMED, *SAID)}
        if lost or any(found.values()):
            rows.append(Row(f"{shorten(name)} > row {number}", found, lost))
    return titles, rows


def _titles(table: Sequence[tuple[int, _Cells]]) -> list[str]:
    return [cell.strip().lower() if isinstance(cell, str) else "" for cell in table[0][1]] if table else []


def _table(source: bytes | Path, name: str, most: int) -> Sequence[tuple[int, _Cells]]:
    """Every row with its number, up to a number of them."""
    ending = Path(name).suffix.lower()
    if ending == ".xlsx":
        names = sheet_names(source, name)
        if not names or FILE_SHEET in names:
            return []
        return _of_sheet(read_sheets(source, name, names[:1]).sheets, name)
    if ending == ".csv":
        return _of_text(read_text(source, name), name, most)
    raise AnswersNotReadable.of("An audit is a .csv or .xlsx file.", shorten(name), "export it as one of these.")


def _of_sheet(sheets: Sequence[Sheet], name: str) -> list[tuple[int, _Cells]]:
    if not sheets:
        return []
    sheet = sheets[0]
    width = min(max((column for _, column in sheet.cells), default=0), 100)
    return [(row, [_shown(sheet, (row, column), name) for column in range(1, width + 1)]) for row in sheet.rows]


def _shown(sheet: Sheet, place: Place, name: str) -> str | Fault:
    given = sheet.value(place)
    value = given.shown if isinstance(given, Formula) else given
    where = f"{shorten(name)} > {at(sheet, place)}"
    if isinstance(value, Failed):
        what = "The cell shows an error of the spreadsheet."
        return Fault(what, where, "write the value itself, or empty the cell.")
    if isinstance(given, Formula) and not given.has_result:
        what = "The cell holds a formula, and the file does not say what it comes to."
        return Fault(what, where, "save the file in a spreadsheet, or write the value itself.")
    return _plain(value if isinstance(value, str) else str(value))


def _of_text(text: str, name: str, most: int) -> list[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = islice(csv_rows(text, name, delimiter), most + 1)
    table = [(number, [_plain(cell) for cell in cells]) for number, cells in rows]
    if most == MOST_ROWS < len(table):
        raise AnswersNotReadable.of(f"The file has more than {most:,} rows.", shorten(name), "choose a smaller one.")
    return table


def _plain(text: str) -> str:
    """A cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith(_FORMULA_MARKS) else text
