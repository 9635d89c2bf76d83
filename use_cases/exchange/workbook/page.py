"""One sheet while it is written: texts that stay texts, real dates, titles, drop-downs, protection, print setup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from frameworks.scale import Scale
from use_cases.exchange.workbook.cell_values import FIRST_SERIAL_DAY, estimate_as_cell, serial_of
from use_cases.exchange.workbook.columns import Column, Kind
from use_cases.exchange.workbook.looks import Looks
from use_cases.exchange.workbook.text_table import TextTable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

STATES = ("not applicable", "not known")
_A4 = 9
_ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
_ALLOWED_IN_LISTS = {"insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True}


class Page:
    """Writes the cells of one sheet; rows and columns are counted from 0."""

    def __init__(self, sheet: Worksheet, texts: TextTable, looks: Looks, name: str) -> None:
        self.sheet, self.texts, self.looks, self.name = sheet, texts, looks, name

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """A text, whatever it looks like; an empty one leaves an empty cell."""
        if text:
            self.sheet.write_string(row, column, self.texts.mark(text), look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def rich_text(self, row: int, column: int, pieces: Sequence[tuple[str, bool]], look: Format) -> None:
        """A text in pieces, each bold or not."""
        self.sheet.write_string(row, column, self.texts.rich_mark(pieces), look)

    def date(self, row: int, column: int, day: date, look: Format) -> None:
        """A real date; one that spreadsheets count differently is written as text."""
        serial = serial_of(day)
        if serial is None:
            self.text(row, column, day.isoformat(), look)
        else:
            self.sheet.write_number(row, column, serial, look)

    def fill(self, row: int, column: int, kind: Kind, value: Any, *, has_value: bool = True) -> None:
        """A cell that people fill in, with what an answers file holds for it."""
        look = self.input_look(kind)
        if kind == "value" and has_value:
            value = estimate_as_cell(value)
        if kind == "state" and value:
            value = str(value).replace("_", " ")
        if kind == "date" and value:
            self.date(row, column, date.fromisoformat(value), look)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, look)
        else:
            self.text(row, column, value or "", look)

    def input_look(self, kind: Kind) -> Format:
        """The format of a cell that people fill in."""
        special = {
            "level": self.looks.in_level,
            "date": self.looks.in_date,
            "state": self.looks.in_state,
            "value": self.looks.in_number,
        }
        return special.get(kind, self.looks.in_text)

    def set_columns(self, columns: Sequence[Column], *, are_open: bool = False) -> None:
        """Widths, and for a list a whole column of cells to fill in."""
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width, self.input_look(column.kind) if are_open else None)

    def titles(self, row: int, columns: Sequence[Column]) -> None:
        """The row of titles."""
        self.sheet.set_row(row, 30)
        for number, column in enumerate(columns):
            self.text(row, number, column.title, self.looks.column_title)

    def guide(self, first: int, last: int, number: int, column: Column, scale: Scale) -> None:
        """What the cells of a column take, and what is said where one is chosen."""
        rule = _rule(column.kind, scale)
        self.sheet.data_validation(first, number, last, number, {**rule, **self.prompt(column)})

    @staticmethod
    def prompt(column: Column) -> dict[str, Any]:
        """What is said where a cell of the column is chosen."""
        return {"input_title": column.title[:32], "input_message": column.hint[:255]} if column.hint else {}

    def finish(
        self, *, frozen: tuple[int, int], last: tuple[int, int], title_row: int | None, is_list: bool = False
    ) -> None:
        """Frozen panes, protection without a password, and how it prints."""
        sheet = self.sheet
        sheet.freeze_panes(*frozen)
        sheet.hide_gridlines(2)
        sheet.protect("", {**_ALLOWED, **(_ALLOWED_IN_LISTS if is_list else {})})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&9Confidential&C&9&A&R&9&P / &N")
        sheet.print_area(0, 0, *last)
        if title_row is not None:
            sheet.repeat_rows(title_row)


def _rule(kind: Kind, scale: Scale) -> dict[str, Any]:
    if kind == "level":
        lowest, highest = scale.value_of(scale.lowest), scale.value_of(scale.highest)
        whole = {"validate": "integer", "criteria": "between", "minimum": lowest, "maximum": highest}
        steps = {"validate": "list", "source": [scale.value_of(level.number) for level in scale.levels]}
        return {
            **(whole if scale.is_range else steps),
            "error_title": "Not on the scale",
            "error_message": f"Choose a level from {lowest} to {highest}, or leave the cell empty.",
        }
    if kind == "state":
        return {
            "validate": "list",
            "source": list(STATES),
            "error_title": "Not a state",
            "error_message": "Choose 'not applicable' or 'not known', or leave the cell empty.",
        }
    if kind == "date":
        return {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_SERIAL_DAY,
            "error_type": "warning",
            "error_title": "Not a date",
            "error_message": "Give a day as your spreadsheet writes it, or as 2026-03-01.",
        }
    return {"validate": "any"}
