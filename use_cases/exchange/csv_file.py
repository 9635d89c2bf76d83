"""Answers as CSV: one row per piece of evidence; the rows of one practice agree in the other columns."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frameworks.errors import Fault
from scoring.assessment import Answer
from use_cases.exchange.answer_shape import answer_as_tree
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, nearest, quote, shorten
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable, Draft

ANSWER_COLUMNS = ("practice", "level", "state", "reason", "approver", "recheck", "note")
EVIDENCE_COLUMNS = ("evidence_title", "evidence_link", "evidence_date", "evidence_level")
COLUMNS = (*ANSWER_COLUMNS, *EVIDENCE_COLUMNS)
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes; the same as for the other formats."""

# What a spreadsheet could take for a formula, also behind blanks or in full-width signs. An apostrophe before it
# makes it a text; one that stood there already gets a second, so that reading can take off exactly one.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,6}")
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


def csv_draft(source: bytes | Path, name: str) -> Draft:
    """The tree of a CSV file, not yet checked. Texts are kept as they are, formulas too.

    Raises:
        AnswersNotReadable: it is too large, not UTF-8, not CSV, or has other columns than the ones that are known.
    """
    table = _table(_text(_bytes(source, name), name), name)
    rows, faults = _rows(table, name)
    groups = _group(rows)
    reading = Reading(lambda path: _place(groups, path, name), faults)
    for group in groups:
        _check_agreement(reading, group, name)
    return Draft({"answers": [_answer_tree(group) for group in groups]}, reading)


def csv_text(answers_file: AnswersFile) -> str:
    """The answers as CSV. A cell that a spreadsheet could take for a formula gets an apostrophe before it."""
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for answer in answers_file.answers:
        writer.writerows({column: harmless(cell) for column, cell in row.items()} for row in _rows_of(answer))
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


def _bytes(source: bytes | Path, name: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            with source.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise AnswersNotReadable.of(
                f"The file cannot be read: {error.strerror}.", name, "check its name and that you may read it."
            ) from error
    if len(content) > LARGEST_FILE:
        raise AnswersNotReadable.of(
            "The file is larger than 10 MB.", name, "check that it is an answers file; a full one is far smaller."
        )
    if not content.strip():
        raise AnswersNotReadable.of(
            "The file is empty.", name, f"begin with a row of column names: {', '.join(COLUMNS)}."
        )
    return content


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise AnswersNotReadable.of(
            "The file is not in UTF-8.",
            f"{name} > line {row}",
            "save it again as 'CSV UTF-8' (in most spreadsheets under 'Save as').",
        ) from error


def _table(text: str, name: str) -> list[list[str]]:
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    # Spreadsheets in many countries write semicolons.
    delimiter = ";" if ";" in first_line and "," not in first_line else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise AnswersNotReadable.of(
            f"The file cannot be read as CSV: {error}.",
            f"{name} > line {reader.line_num}",
            'close every quotation mark, and double one that belongs to a text: "".',
        ) from error


def _rows(table: list[list[str]], name: str) -> tuple[list[_Row], list[Fault]]:
    """The rows below the column names, without empty ones, and the faults of columns and rows.

    Raises:
        AnswersNotReadable: the columns without which no row says anything are missing.
    """
    head = next((index for index, row in enumerate(table) if any(cell.strip() for cell in row)), 0)
    columns = [cell.strip() for cell in table[head]] if table else []
    faults = _faults_of_columns(columns, f"{shorten(name)} > row {head + 1}")
    if faults and not {"practice", "level"} <= set(columns):
        raise AnswersNotReadable(*faults)
    rows = []
    for number, row in enumerate(table[head + 1 :], start=head + 2):
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(columns) :]):
            faults.append(
                Fault(
                    f"The row has {len(row)} cells, but there are {len(columns)} columns.",
                    f"{shorten(name)} > row {number}",
                    "put a text with a comma in quotation marks.",
                )
            )
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(columns, row, strict=False))
        rows.append(_Row(number, {column: _cell(column, cell) for column, cell in cells.items()}))
    return rows, faults


def _cell(column: str, cell: str) -> str:
    text = unharmed(cell)
    return text if column in _EXACT else text.strip()


def _faults_of_columns(columns: Sequence[str], where: str) -> list[Fault]:
    allowed = f"use only: {', '.join(COLUMNS)}."
    faults = [
        Fault(
            f"There is no column {quote(column)}.{nearest(column, COLUMNS)}",
            f"{where} > column {n}",
            allowed,
        )
        for n, column in enumerate(columns, start=1)
        if column not in COLUMNS and (column or n < len(columns))
    ]
    faults += [
        Fault(f"The column {quote(column)} is there more than once.", where, "keep one of them.")
        for column in dict.fromkeys(columns)
        if columns.count(column) > 1 and column in COLUMNS
    ]
    if "practice" not in columns:
        faults.append(Fault("There is no column 'practice'.", where, allowed))
    return faults


def _group(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of each practice. Rows without any evidence stand alone, so that a practice given twice is seen."""
    groups: list[list[_Row]] = []
    open_group: dict[str, list[_Row]] = {}
    for row in rows:
        practice = row.cells["practice"]
        former = open_group.get(practice) if practice and row.has_evidence else None
        if former is not None:
            former.append(row)
            continue
        groups.append([row])
        if row.has_evidence:
            open_group[practice] = groups[-1]
    return groups


def _check_agreement(reading: Reading, group: Sequence[_Row], name: str) -> None:
    first = group[0]
    for row in group[1:]:
        for column in ANSWER_COLUMNS:
            if row.cells[column] != first.cells[column]:
                reading.faults.append(
                    Fault(
                        f"Here stands {quote(row.cells[column])}, in row {first.number} {quote(first.cells[column])}: "
                        "rows of one practice may differ in their evidence only.",
                        f"{shorten(name)} > row {row.number} ({shorten(first.cells['practice'], 30)}) > {column}",
                        f"repeat the same {column} in every row of the practice.",
                    )
                )


def _answer_tree(group: Sequence[_Row]) -> dict[str, Any]:
    cells = group[0].cells
    tree: dict[str, Any] = {column: cells[column] for column in ANSWER_COLUMNS if cells[column]}
    if "level" in tree:
        tree["level"] = _number(tree["level"])
    evidence = [_evidence_tree(row) for row in group if row.has_evidence]
    return {**tree, **({"evidence": evidence} if evidence else {})}


def _evidence_tree(row: _Row) -> dict[str, Any]:
    tree: dict[str, Any] = {
        column.removeprefix("evidence_"): row.cells[column] for column in EVIDENCE_COLUMNS if row.cells[column]
    }
    if "level" in tree:
        tree["level"] = _number(tree["level"])
    return tree


def _number(cell: str) -> int | str:
    return int(cell) if _WHOLE_NUMBER.fullmatch(cell) else cell


def _place(groups: Sequence[Sequence[_Row]], path: TreePath, name: str) -> str:
    """The path in the words of a spreadsheet: file > row 3 (DET-01) > evidence_date."""
    if len(path) < 2 or not isinstance(path[1], int):
        return " > ".join([shorten(name), *map(str, path)])
    group = groups[path[1]]
    rest = [str(step) for step in path[2:]]
    row = group[0]
    if len(path) > 3 and path[2] == "evidence" and isinstance(path[3], int):
        row = [row for row in group if row.has_evidence][path[3]]
        rest = [f"evidence_{step}" for step in path[4:]]
    practice = row.cells["practice"]
    shown = f" ({shorten(practice, 30)})" if practice else ""
    return " > ".join([shorten(name), f"row {row.number}{shown}", *rest])
