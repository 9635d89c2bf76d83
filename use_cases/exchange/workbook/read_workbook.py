"""A workbook as a draft of an answers file: every sheet of ours gathered into one tree, each value with its cell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frameworks.documents import DocumentNotReadable
from frameworks.sheets.sheet_cells import Formula, Sheet, Value, read_sheets
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, quote, shorten
from use_cases.exchange.shape import AnswersNotReadable, Draft
from use_cases.exchange.workbook.cell_values import CellNotUsable, is_blank, meaning
from use_cases.exchange.workbook.columns import (
    ALL_LISTS,
    ANSWER_COLUMNS,
    ESTIMATES,
    FILE_SHEET,
    OWN_SHEETS,
    Column,
    ListSheet,
)
from use_cases.exchange.workbook.file_sheet import read_file_sheet
from use_cases.exchange.workbook.tables import (
    Table,
    check_table,
    find_table,
    holds_practices,
    sheet_word,
    unread_columns,
)

_HARMLESS: dict[str, Any] = {"text": "-", "id": "-", "level": 0, "date": "2000-01-01", "state": "not_known", "value": 0}
"""What stands in for a cell that cannot be used, so that the rest of its row can still be checked."""
_MAY_BE_LEFT_OUT = ("link", "recheck", "on", "note", "approver", "part", "by")


def workbook_draft(source: bytes | Path, name: str) -> Draft:
    """The tree of a workbook, not yet checked.

    Raises:
        AnswersNotReadable: it is no sound workbook, too large, or none of ours.
    """
    return _Gathering(source, name).draft()


class _Gathering:
    """The tree as it grows, with the cell each value comes from."""

    def __init__(self, source: bytes | Path, name: str) -> None:
        self.name = shorten(name)
        try:
            self.workbook = read_sheets(source, name)
        except DocumentNotReadable as error:
            raise AnswersNotReadable(*error.faults) from error
        self.places: dict[TreePath, str] = {}
        self.reading = Reading(self._locate)
        self.answers: list[dict[str, Any]] = []
        self.adjustments: list[dict[str, Any]] = []
        self.index: dict[str, int] = {}
        """Where the answer of a practice stands in `answers`."""
        self.listed: set[str] = set()
        self.remarks: list[str] = []
        self.is_partial = False
        """Whether a sheet with practices could not be read row by row."""

    def draft(self) -> Draft:
        """Everything gathered."""
        own = {sheet.name: sheet for sheet in self.workbook.sheets if sheet.name in OWN_SHEETS}
        tables = self._practice_tables()
        if FILE_SHEET not in own and not tables:
            raise AnswersNotReadable.of(
                "The workbook is none that was exported here: no sheet lists practices.",
                self.name,
                "export one with `safermark assess export`, and fill that one in.",
            )
        header = self._header(own, tables)
        for table in tables:
            self._read_answers(table)
        self._say_emptied(header)
        for shape in ALL_LISTS:
            if shape.name in own:
                self._read_list(own[shape.name], shape)
            else:
                self._missing_sheet(shape.name, "what stands in it would be lost")
        if self.workbook.has_comments:
            self.remarks.append("Comments on cells are not read.")
        tree = {**header, "answers": self.answers, "adjustments": self.adjustments}
        return Draft(tree, self.reading, tuple(self.remarks), frozenset(self.listed))

    def _practice_tables(self) -> list[Table]:
        found = []
        for sheet in self.workbook.sheets:
            if sheet.name in OWN_SHEETS:
                continue
            table = find_table(sheet, ANSWER_COLUMNS)
            if table is not None and holds_practices(table):
                found.append(table)
        return found

    def _header(self, own: Mapping[str, Sheet], tables: list[Table]) -> dict[str, Any]:
        known = {table.sheet.name for table in tables}
        header: dict[str, Any] = {}
        expected: list[str] = []
        if FILE_SHEET in own:
            header, places, expected = read_file_sheet(
                own[FILE_SHEET], self.reading, self.name, self.workbook.starts_1904
            )
            self.places.update(places)
        else:
            self._missing_sheet(FILE_SHEET, "it says which framework the answers are for")
            self.reading.faulty.add(("framework",))
        for sheet in self.workbook.sheets:
            if sheet.name in known or sheet.name in OWN_SHEETS:
                continue
            if sheet.name in expected:
                self.reading.fault_at(
                    f"{self.name} > {sheet_word(sheet)}",
                    "The row of titles is not to be found.",
                    f"write it above the practices: {', '.join(column.title for column in ANSWER_COLUMNS)}.",
                )
            else:
                self.remarks.append(f"The sheet {quote(sheet.name)} is not read.")
        return header

    def _missing_sheet(self, sheet: str, why: str) -> None:
        self.reading.fault_at(self.name, f"The sheet '{sheet}' is missing: {why}.", "put it back, or export anew.")

    def _read_answers(self, table: Table) -> None:
        if not self._is_whole(table, ANSWER_COLUMNS):
            self.is_partial = True
            return
        column = ANSWER_COLUMNS[0]
        for row, cells in table.rows():
            path: TreePath = ("answers", len(self.answers))
            value = cells[column]
            practice = value.strip() if isinstance(value, str) else None
            if practice:
                self.listed.add(practice)
            if practice is not None and all(is_blank(one, "id") for key, one in cells.items() if key is not column):
                continue
            tree = self._row(table, row, cells, path)
            if isinstance(value, Formula):
                continue
            self.places[path] = table.place(row, column)
            self.answers.append(tree)
            if practice:
                self.index.setdefault(practice, len(self.answers) - 1)

    def _read_list(self, sheet: Sheet, shape: ListSheet) -> None:
        table = find_table(sheet, shape.columns)
        if table is None:
            self.reading.fault_at(
                f"{self.name} > {sheet_word(sheet)}",
                "The row of titles is missing.",
                f"write it at the top: {', '.join(column.title for column in shape.columns)}.",
            )
            return
        if not self._is_whole(table, shape.columns):
            return
        for row, cells in table.rows():
            if all(is_blank(value, "id") for value in cells.values()):
                continue
            path = self._path_of(table, row, cells, shape)
            if path is not None:
                self._keep(path, self._row(table, row, cells, path), shape)

    def _is_whole(self, table: Table, columns: tuple[Column, ...]) -> bool:
        """Whether all columns are there; without one of them every row would be at fault for the same reason."""
        check_table(self.reading, table, columns, self.name)
        self.remarks += unread_columns(table)
        return all(column in table.columns for column in columns if column.kind != "shown")

    def _path_of(self, table: Table, row: int, cells: Mapping[Column, Value], shape: ListSheet) -> TreePath | None:
        """Where the row belongs in the tree; None, with a fault, where it belongs nowhere."""
        column = shape.columns[0]
        place = table.place(row, column)
        if shape is ESTIMATES:
            path: TreePath = ("adjustments", len(self.adjustments))
            self.places[path] = place
            return path
        value = cells[column]
        practice = value.strip() if isinstance(value, str) else ""
        if practice not in self.index:
            if not self.is_partial:
                self._fault_of_practice(f"{self.name} > {place}", value, practice, shape)
            return None
        path = ("answers", self.index[practice], shape.key)
        answer = self.answers[self.index[practice]]
        if shape.is_many:
            path = (*path, len(answer.get(shape.key, ())))
        elif shape.key in answer:
            self.reading.fault_at(
                f"{self.name} > {place}",
                f"{practice} has a second {shape.entry} here; the first one stands at {self.places[path]}.",
                "keep the one that holds.",
            )
            return None
        self.places[path] = place
        return path

    def _fault_of_practice(self, where: str, value: Value, practice: str, shape: ListSheet) -> None:
        if practice in self.listed:
            what = f"{practice} is not answered in this workbook, so that its {shape.entry} stands on nothing."
            self.reading.fault_at(where, what, "answer the practice, or empty this row.")
            return
        if practice:
            what = f"No sheet lists a practice {quote(practice)}.{self.reading.nearest(practice, self.listed)}"
        else:
            what = "No practice is named." if value == "" else "This is no id of a practice."
        self.reading.fault_at(where, what, "give the id of a practice of this workbook, or empty this row.")

    def _keep(self, path: TreePath, tree: dict[str, Any], shape: ListSheet) -> None:
        if shape is ESTIMATES:
            self.adjustments.append(tree)
            return
        tree.pop("practice", None)
        answer = self.answers[self.index_at(path)]
        if shape.is_many:
            answer.setdefault(shape.key, []).append(tree)
        else:
            answer[shape.key] = tree

    @staticmethod
    def index_at(path: TreePath) -> int:
        """The position of the answer a path leads through."""
        return int(path[1])

    def _row(self, table: Table, row: int, cells: Mapping[Column, Value], path: TreePath) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for column in table.columns:
            if column.kind == "shown":
                continue
            here = (*path, column.key)
            self.places[here] = table.place(row, column)
            value = cells[column]
            if is_blank(value, column.kind):
                continue
            try:
                tree[column.key] = meaning(value, column.kind, self.workbook.starts_1904)
            except CellNotUsable as error:
                self.reading.fault(here, error.what, error.mend)
                if column.key not in ("practice", *_MAY_BE_LEFT_OUT):
                    tree[column.key] = _HARMLESS[column.kind]
        return tree

    def _say_emptied(self, header: Mapping[str, Any]) -> None:
        made_from = header.get("made_from", {}).get("answers", {})
        emptied = [practice for practice in made_from if practice in self.listed and practice not in self.index]
        if emptied:
            shown = ", ".join(shorten(one, 30) for one in emptied[:20]) + (" and more" if len(emptied) > 20 else "")
            self.remarks.append(f"Emptied since the file was made, which changes nothing here: {shown}.")

    def _locate(self, path: TreePath) -> str:
        """The cell of the longest part of a path that has one: `FILE > DET!E7 (DET-05)`."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return f"{self.name} > {self.places[path[:length]]}{self._practice_at(path)}"
        return self.name

    def _practice_at(self, path: TreePath) -> str:
        entries = {"answers": self.answers, "adjustments": self.adjustments}.get(str(path[0]), [])
        number = path[1] if len(path) > 1 else None
        practice = entries[number].get("practice") if isinstance(number, int) and number < len(entries) else None
        return f" ({shorten(practice, 30)})" if isinstance(practice, str) else ""
