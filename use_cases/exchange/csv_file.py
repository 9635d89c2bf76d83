"""Answers as CSV: one row per piece of evidence; the rows of one practice agree in the other columns."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from frameworks.documents import DocumentNotReadable, read_text
from scoring.assessment import Answer
from use_cases.exchange.answer_shape import answer_as_tree
from use_cases.exchange.csv_rows import csv_rows
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, quote, shorten
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable, Draft

ANSWER_COLUMNS = ("practice", "level", "state", "reason", "approver", "recheck", "note")
EVIDENCE_COLUMNS = ("evidence_title", "evidence_link", "evidence_date", "evidence_level")
COLUMNS = (*ANSWER_COLUMNS, *EVIDENCE_COLUMNS)
ABOUT = "about"
"""One more column, only where there is something to say of the file: the same text in every row, so that it stays
when rows are sorted or cut out."""
KNOWN_COLUMNS = (*COLUMNS, ABOUT)
MOST_ROWS = 20_000
"""Rows in which something stands; bounds the memory of reading."""
MOST_COLUMNS = 200
"""Columns that are looked at one by one."""

# What a spreadsheet could take for a formula, also behind blanks or in full-width signs. An apostrophe before it
# makes it a text; one that stood there already gets a second, so that reading can take off exactly one.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,7}[.,][0-9]{1,7}")
_EXACT = ("note", "reason", "approver", "evidence_title")
"""Columns whose cells are kept with the blanks around them."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    """As a spreadsheet counts: the row of column names is 1."""
    cells: dict[str, str]

    @property
    def has_evidence(self) -> bool:
        return any(self.cells[column].strip() for column in EVIDENCE_COLUMNS)


@dataclass
class _Group:
    """The rows of one answer."""

    rows: list[_Row]

    @cached_property
    def evidence(self) -> list[_Row]:
        """The rows that hold evidence; to be asked when all rows are there."""
        return [row for row in self.rows if row.has_evidence]


def csv_draft(source: bytes | Path, name: str) -> Draft:
    """The tree of a CSV file, not yet checked. Texts are kept as they are, formulas too.

    Raises:
        AnswersNotReadable: it is too large, not UTF-8, not CSV, or has other columns than the ones that are known.
    """
    groups: list[_Group] = []
    reading = Reading(lambda path: _place(groups, path, name))
    groups += _group(_rows(_table(_text(source, name), name), reading, name))
    for group in groups:
        _check_agreement(reading, group, name)
    about = next((row.cells[ABOUT] for group in groups for row in group.rows if row.cells[ABOUT]), "")
    return Draft({"about": about, "answers": [_answer_tree(group) for group in groups]}, reading)


def csv_text(answers_file: AnswersFile) -> str:
    """The answers as CSV. A cell that a spreadsheet could take for a formula gets an apostrophe before it."""
    lines = io.StringIO(newline="")
    about = {ABOUT: answers_file.about} if answers_file.about else {}
    writer = csv.DictWriter(lines, (*COLUMNS, *about), lineterminator="\r\n")
    writer.writeheader()
    for answer in answers_file.answers:
        rows = ({**row, **about} for row in _rows_of(answer))
        writer.writerows({column: harmless(cell) for column, cell in row.items()} for row in rows)
    return lines.getvalue()


def harmless(text: str) -> str:
    """The text as a cell no spreadsheet runs; `unharmed` undoes it exactly."""
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(cell: str) -> str:
    """The text that `harmless` was given; a formula from elsewhere stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _rows_of(answer: Answer) -> list[dict[str, str]]:
    tree = answer_as_tree(answer)
    shared = {column: str(tree.get(column, "")) for column in ANSWER_COLUMNS}
    pieces = [{f"evidence_{key}": str(value) for key, value in item.items()} for item in tree.get("evidence", [])]
    return [{**shared, **piece} for piece in pieces or [{}]]


def _text(source: bytes | Path, name: str) -> str:
    try:
        text = read_text(source, name)
    except DocumentNotReadable as error:
        raise AnswersNotReadable(*error.faults) from error
    if not text.strip():
        raise AnswersNotReadable.of(
            "The file is empty.", name, f"begin with a row of column names: {', '.join(COLUMNS)}."
        )
    return text


def _table(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows in which something stands, each with its number."""
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    # Spreadsheets in many countries write semicolons.
    delimiter = ";" if ";" in first_line and "," not in first_line else ","
    filled = ((number, row) for number, row in csv_rows(text, name, delimiter) if _is_filled(row))
    table = list(islice(filled, MOST_ROWS + 1))
    if table and len(table[0][1]) > MOST_COLUMNS:
        raise AnswersNotReadable.of(
            f"The file has more than {MOST_COLUMNS} columns.", shorten(name), f"use only: {', '.join(COLUMNS)}."
        )
    if len(table) > MOST_ROWS:
        raise AnswersNotReadable.of(
            f"The file has more than {MOST_ROWS:,} rows.", shorten(name), "check that it is an answers file."
        )
    return table


def _is_filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _rows(table: list[tuple[int, list[str]]], reading: Reading, name: str) -> list[_Row]:
    """The rows below the column names; faults of columns and rows go to the reading.

    Raises:
        AnswersNotReadable: the columns without which no row says anything are missing.
    """
    head, names = table[0] if table else (1, [])
    columns = [cell.strip() for cell in names]
    _check_columns(reading, columns, f"{shorten(name)} > row {head}")
    if reading.faults and not {"practice", "level"} <= set(columns):
        raise AnswersNotReadable(*reading.all_faults(name))
    for number, row in table[1:]:
        if _is_filled(row[len(columns) :]):
            reading.fault_at(
                f"{shorten(name)} > row {number}",
                f"The row has {len(row):,} cells, but there are {len(columns)} columns.",
                "put a text with a comma in quotation marks.",
            )
    return [_Row(number, _cells(columns, row)) for number, row in table[1:]]


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    given = dict(zip(columns, row, strict=False))
    return {column: _cell(column, given.get(column, "")) for column in KNOWN_COLUMNS}


def _cell(column: str, cell: str) -> str:
    text = unharmed(cell)
    return text if column in _EXACT else text.strip()


def _check_columns(reading: Reading, columns: Sequence[str], where: str) -> None:
    allowed = f"use only: {', '.join(COLUMNS)}."
    known = set(KNOWN_COLUMNS)
    for number, column in enumerate(columns, start=1):
        if column not in known and (column or number < len(columns)):
            what = f"There is no column {quote(column)}.{reading.nearest(column, COLUMNS)}"
            reading.fault_at(f"{where} > column {number}", what, allowed)
    for column in KNOWN_COLUMNS:
        if columns.count(column) > 1:
            reading.fault_at(where, f"The column {quote(column)} is there more than once.", "keep one of them.")
    if "practice" not in columns:
        reading.fault_at(where, "There is no column 'practice'.", allowed)


def _group(rows: Sequence[_Row]) -> list[_Group]:
    """The rows of each practice. Rows without any evidence stand alone, so that a practice given twice is seen."""
    groups: list[_Group] = []
    open_group: dict[str, _Group] = {}
    for row in rows:
        practice = row.cells["practice"]
        former = open_group.get(practice) if practice and row.has_evidence else None
        if former is not None:
            former.rows.append(row)
            continue
        groups.append(_Group([row]))
        if row.has_evidence:
            open_group[practice] = groups[-1]
    return groups


def _check_agreement(reading: Reading, group: _Group, name: str) -> None:
    first = group.rows[0]
    for row in group.rows[1:]:
        for column in ANSWER_COLUMNS:
            if row.cells[column] != first.cells[column]:
                reading.fault_at(
                    f"{_row_place(row, name)} > {column}",
                    f"Here stands {quote(row.cells[column])}, in row {first.number} {quote(first.cells[column])}: "
                    "rows of one practice may differ in their evidence only.",
                    f"repeat the same {column} in every row of the practice.",
                )


def _answer_tree(group: _Group) -> dict[str, Any]:
    tree = _filled_cells(group.rows[0], {column: column for column in ANSWER_COLUMNS})
    keys = {column: column.removeprefix("evidence_") for column in EVIDENCE_COLUMNS}
    evidence = [_filled_cells(row, keys) for row in group.evidence]
    return {**tree, **({"evidence": evidence} if evidence else {})}


def _filled_cells(row: _Row, keys: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {key: row.cells[column] for column, key in keys.items() if row.cells[column]}
    if "level" in tree:
        tree["level"] = _number(tree["level"])
    return tree


def _number(cell: str) -> float | str:
    if _WHOLE_NUMBER.fullmatch(cell):
        return int(cell)
    # A comma where the spreadsheet's country writes one.
    return float(cell.replace(",", ".")) if _DECIMAL.fullmatch(cell) else cell


def _place(groups: Sequence[_Group], path: TreePath, name: str) -> str:
    """The path in the words of a spreadsheet: file > row 3 (DET-01) > evidence_date."""
    if len(path) < 2 or not isinstance(path[1], int):
        return " > ".join([shorten(name), *map(str, path)])
    group = groups[path[1]]
    if len(path) > 3 and path[2] == "evidence" and isinstance(path[3], int):
        row, rest = group.evidence[path[3]], [f"evidence_{step}" for step in path[4:]]
    else:
        row, rest = group.rows[0], [str(step) for step in path[2:]]
    return " > ".join([_row_place(row, name), *rest])


def _row_place(row: _Row, name: str) -> str:
    practice = row.cells["practice"]
    return f"{shorten(name)} > row {row.number}" + (f" ({shorten(practice, 30)})" if practice else "")
