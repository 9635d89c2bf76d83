"""The sheets of the SAMM toolbox that hold its model and its answers, row by row under their titles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frameworks.errors import Fault
from frameworks.sheets.sheet_cells import Failed, Formula, Sheet, Value, read_sheets

INTERVIEW = "Interview"
QUESTIONS = "imp-questions"
ANSWERS = "imp-answers"
ABOUT = "Attribution and License"
SHEETS = (INTERVIEW, QUESTIONS, ANSWERS, ABOUT)
CODE = "ANS_SET_CODE"
QUESTION_TITLES = (
    "ID",
    "Business Function",
    "Security Practice",
    "Activity",
    "Maturity",
    "Question",
    "Guidance",
    "Answer Option",
)
SAVE_AGAIN = "open the file in a spreadsheet and save it, or write the value itself."
"""How to mend a formula whose result is not in the file."""
MOST_CELLS_NAMED = 5
MOST_ROWS = 5_000
"""Rows of one sheet; the toolbox has some 350."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, its cells by the title of their column."""

    sheet: str
    number: int
    cells: Mapping[str, Value]
    columns: Mapping[str, int]

    def text(self, title: str) -> str:
        """What a cell shows as a text; empty for an empty cell."""
        return cell_text(self.cells.get(title, ""))

    def place(self, title: str) -> str:
        """The cell, as `imp-questions!F7`."""
        return f"{self.sheet}!{column_letters(self.columns[title])}{self.number}"


def read_toolbox_sheets(source: bytes | Path, name: str) -> dict[str, Sheet]:
    """The sheets by name. Raises DocumentNotReadable."""
    return {sheet.name: sheet for sheet in read_sheets(source, name, SHEETS).sheets if sheet.cells}


def rows_of(sheet: Sheet, first_title: str) -> Iterator[Row]:
    """The rows below the titles, which stand in the first row that has `first_title`; none where no row has it."""
    columns: dict[str, int] = {}
    for number, filled in list(sheet.rows.items())[:MOST_ROWS]:
        if columns:
            cells = {title: sheet.cells.get((number, column), "") for title, column in columns.items()}
            yield Row(sheet.name, number, cells, columns)
            continue
        titles = {cell_text(sheet.cells[number, column]): column for column in sorted(filled, reverse=True)}
        if first_title in titles:
            columns = dict(sorted(titles.items(), key=lambda title: title[1]))


def missing_titles(rows: Sequence[Row], sheet: str, titles: Sequence[str]) -> Iterator[Fault]:
    """A fault for each title that a sheet with rows does not have, or one for a sheet without any."""
    if not rows:
        yield Fault(
            "The sheet is missing, or nothing stands below its titles.",
            sheet,
            f"give it the titles {', '.join(titles)}.",
        )
        return
    for title in titles:
        if title not in rows[0].columns:
            yield Fault(f"No column has the title {title!r}.", sheet, "give it back its title.")


def uncomputed_cells(rows: Sequence[Row], titles: Sequence[str]) -> Iterator[Fault]:
    """One fault for all cells under the titles whose formula has no result in the file; the first of them are named."""
    cells = [row.place(title) for row in rows for title in titles if is_uncomputed(row.cells.get(title, ""))]
    if cells:
        many = f"{len(cells):,} cells of the sheet hold formulas, and the file does not say what they come to."
        one = "The cell holds a formula, and the file does not say what it comes to."
        yield Fault(one if len(cells) == 1 else many, ", ".join(cells[:MOST_CELLS_NAMED]), SAVE_AGAIN)


def is_uncomputed(value: Value) -> bool:
    """Whether a cell holds a formula whose result is not in the file: it only looks empty."""
    return isinstance(value, Formula) and not value.has_result


def answer_tables(rows: Sequence[Row]) -> tuple[dict[str, list[tuple[str, float]]], list[Fault]]:
    """The answers of each set with what they count as, by the code of the set; and every fault of the sheet."""
    tables: dict[str, list[tuple[str, float]]] = {}
    faults = []
    for row in rows:
        code = row.text(CODE)
        if not code:
            continue
        if code in tables:
            faults.append(Fault(f"The answer set {code[:40]!r} stands there twice.", row.place(CODE), "keep one."))
        tables[code] = []
        for title in row.columns:
            if f"{title}_W" not in row.columns or not (text := row.text(title)):
                continue
            value = plain_value(row.cells[f"{title}_W"])
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
                what = "What an answer counts as is no number from 0 to 1."
                faults.append(Fault(what, row.place(f"{title}_W"), "write a number such as 0.25."))
            else:
                tables[code].append((text, float(value)))
        if len({value for _, value in tables[code]}) != len(tables[code]) or len(tables[code]) < 2:
            what = "The answer set has fewer than two answers, or two of them count the same."
            faults.append(Fault(what, row.place(CODE), "give each answer a value of its own."))
    return tables, faults


def plain_value(value: Value) -> str | int | float | bool:
    """What a cell shows, whether it is written there or computed; empty for an error."""
    shown = value.shown if isinstance(value, Formula) else value
    return "" if isinstance(shown, Failed) else shown


def cell_text(value: Value) -> str:
    """What a cell shows, as a text on one line."""
    shown = plain_value(value)
    return " ".join(str(shown).split())


def column_letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
