"""Tables found in the sheets of a workbook: the row of titles, wherever it stands, and the rows below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.sheets.sheet_cells import Place, Sheet, Value
from use_cases.exchange.reading import Reading, quote
from use_cases.exchange.workbook.columns import Column, cell_name

LAST_TITLE_ROW = 20
"""Titles further down are not looked for."""
_MOST_COLUMNS = 200
_FEWEST = 3
"""Titles by which a sheet is known as one with practices."""


@dataclass(frozen=True)
class Table:
    """The titles of a sheet that are known, and where they stand."""

    sheet: Sheet
    title_row: int
    columns: dict[Column, int]
    unknown: tuple[Place, ...]
    """Titles that are not known: their columns are not read."""
    twice: tuple[Place, ...]

    def rows(self) -> Iterator[tuple[int, dict[Column, Value]]]:
        """Each row below the titles in which something stands in a column that is read."""
        read = {column: number for column, number in self.columns.items() if column.kind != "shown"}
        computed = {row for one in self.sheet.computed for row in range(one.top, min(one.bottom, one.top + 1_000) + 1)}
        for row in sorted({*self.sheet.rows, *computed}):
            if row > self.title_row:
                cells = {column: self.sheet.value((row, number)) for column, number in read.items()}
                if any(value != "" for value in cells.values()):
                    yield row, cells

    def place(self, row: int, column: Column) -> str:
        """The name of a cell, as `DET!E7`; of a column that is missing, that of the row."""
        number = self.columns.get(column)
        return at(self.sheet, (row, number)) if number else f"{sheet_word(self.sheet)}!row {row}"


def find_table(sheet: Sheet, columns: Sequence[Column]) -> Table | None:
    """The table with most of these titles near the top of a sheet; None where none of them stands there."""
    by_title = {column.title.casefold(): column for column in columns}
    best: dict[int, Column] = {}
    title_row = 0
    for row, filled in sheet.rows.items():
        if row > LAST_TITLE_ROW:
            break
        titles = {number: _title(sheet, row, number) for number in sorted(filled)}
        known = {number: by_title[title] for number, title in titles.items() if title in by_title}
        if len(set(known.values())) > len(set(best.values())):
            best, title_row = known, row
    if not best:
        return None
    first = {column: number for number, column in reversed(best.items())}
    looked_at = sorted(sheet.rows[title_row])[:_MOST_COLUMNS]
    return Table(
        sheet,
        title_row,
        first,
        unknown=tuple((title_row, number) for number in looked_at if number not in best),
        twice=tuple((title_row, number) for number, column in best.items() if first[column] != number),
    )


def holds_practices(table: Table | None) -> bool:
    """Whether a table of answers is one, rather than a sheet of somebody else with a title like ours."""
    return table is not None and len(table.columns) >= _FEWEST


def check_table(reading: Reading, table: Table, columns: Sequence[Column], name: str) -> None:
    """Add what is wrong with a sheet as a whole to the reading: hidden, titles missing or twice, cells merged."""
    sheet = table.sheet
    where = f"{name} > {sheet_word(sheet)}"
    if sheet.is_hidden:
        reading.fault_at(
            where, "The sheet is hidden, so that nobody sees what it says.", "show it again, then look at it."
        )
    for column in columns:
        if column.kind != "shown" and column not in table.columns:
            reading.fault_at(
                f"{where}!row {table.title_row}",
                f"The column {quote(column.title)} is missing.{_renamed(table)}",
                "write its title above it as it was; the order of the columns does not matter.",
            )
    for place in table.twice:
        title = quote(sheet.value(place))
        reading.fault_at(f"{name} > {at(sheet, place)}", f"The column {title} stands here twice.", "keep one of them.")
    read = [number for column, number in table.columns.items() if column.kind != "shown"]
    for one in sheet.merged:
        if one.bottom >= table.title_row and any(one.left <= number <= one.right for number in read):
            reading.fault_at(
                f"{where}!{one.name}",
                "Cells are merged, so that it is not sure which row they speak of.",
                "take the merging back, then fill each cell.",
            )


def unread_columns(table: Table) -> list[str]:
    """What is said of columns that are not read."""
    return [
        f"{at(table.sheet, place)}: the column {quote(table.sheet.value(place))} is not read."
        for place in table.unknown
        if isinstance(table.sheet.value(place), str)
    ]


def at(sheet: Sheet, place: Place) -> str:
    """The name of a cell with its sheet, as a spreadsheet writes it: `DET!E7`."""
    return f"{sheet_word(sheet)}!{cell_name(*place)}"


def sheet_word(sheet: Sheet) -> str:
    """The name of a sheet, in apostrophes where it is more than a word; cut where it is longer than one may be."""
    name = "".join(one if one.isprintable() else "�" for one in sheet.name[:40])
    return name if name.isidentifier() else f"'{name}'"


def _title(sheet: Sheet, row: int, number: int) -> str:
    value = sheet.value((row, number))
    return value.strip().casefold() if isinstance(value, str) else ""


def _renamed(table: Table) -> str:
    titles = [quote(value) for place in table.unknown if isinstance(value := table.sheet.value(place), str)]
    return f" Not known here: {', '.join(titles[:5])}." if titles else ""
