"""A small toolbox in the format of SAMM's spreadsheet, in words of our own, with formulas and what they last showed."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from tests.frameworks.formats.samm.sample import ANSWERS, LEVELS, PRACTICES, QUESTIONS, STREAMS, VALUES

TITLES = (
    "ID",
    "Business Function",
    "Security Practice",
    "Activity",
    "Maturity",
    "Question",
    "Guidance",
    "Answer Option",
)
Rows = list[list[Any]]


def question_rows() -> Rows:
    """The sheet imp-questions, in the order of the alphabet and not of the interview."""
    rows: Rows = [list(TITLES)]
    for short in sorted(PRACTICES):
        name, function, _ = PRACTICES[short]
        for level in LEVELS:
            for letter in STREAMS:
                id_ = f"{function[0]}-{short}-{letter}-{level}-1"
                text = f"Do you do {short} {letter} {level}?"
                guidance = f"You wrote {short} {letter} down\r No: you did not forget"
                stream = f"Stream {letter} of {short}"
                rows.append([id_, function, name, stream, level, text, guidance, STREAMS.index(letter)])
    return rows


def answer_rows() -> Rows:
    """The sheet imp-answers."""
    head = ["ANS_SET_CODE", "A", "B", "C", "D", "A_W", "B_W", "C_W", "D_W"]
    return [head, *([code, *texts, *VALUES] for code, texts in enumerate(ANSWERS.values()))]


def about_rows() -> Rows:
    """The sheet that names version and license."""
    return [["A model of care"], [], ["Version:", "'2.9.1"], [], ["License:", "Share-alike for gardens"], ["", "More."]]


def interview_rows(answers: Mapping[str, Any], column: int = 6, titled: bool = True) -> Rows:
    """The sheet Interview: labels, then each practice under its titles; the answers stand in `column`."""
    rows: Rows = [
        ["", "Interview"],
        [],
        ["", "Organization:", "", "Garden Club"],
        ["", "Team/Application:", "", "Roses"],
        ["", "Interview Date:", "", 43831],
        ["", "Contributors:"],
        [],
    ]
    for short, (name, function, _) in PRACTICES.items():
        head: list[Any] = ["", "Stream", "Level", name, "", "", "", "", "Interview Notes"]
        head[column - 1] = "Answer" if titled else ""
        rows += [["", function], head]
        for id_ in (one for one in QUESTIONS if one.split("-")[1] == short):
            row: list[Any] = [id_, Shown(f"Stream of {id_}"), id_.split("-")[3], Shown("Do you?"), *[""] * 6]
            row[column - 1] = answers.get(id_, "")
            row[8] = f"Note on {id_}" if id_ in answers else ""
            rows += [row, ["", "", "", Shown("You wrote it down")]]
    return rows


def former_toolbox(version: Any = 1.5) -> bytes:
    """A toolbox as SAMM 1 has it: practice and level in column B, answers in column E."""
    titles = ["", "Soil", "", "", "Answer", "", "", "", "Interview Notes"]
    asked: Rows = [[number, code, "Do you?", "", "No"] for number, code in enumerate(("SO1", "SO2", "SO3"), 1)]
    return workbook(
        {
            "Attribution and License": [["A model of care"], *([["Version:", version]] if version else [])],
            "Interview": [["", "Interview"], titles, *asked],
            "Scorecard": [["x"]],
        }
    )


class Shown:
    """A formula with what it last showed."""

    def __init__(self, value: Any) -> None:
        self.value = value


UNCOMPUTED = Shown("")
"""A formula whose result the file does not hold, as other programs leave it."""


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """The file with these sheets; a sheet with many array formulas beside them, as the toolbox has one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, Shown):
                        sheet.write_formula(number, column, "=A1", None, value.value)
                    elif value != "":
                        sheet.write(number, column, value)
        lists = book.add_worksheet("DV-Lists")
        for number in range(60):
            lists.write_array_formula(number * 3, 0, number * 3 + 1, 0, "{=A1:A2}", None, "x")
    return out.getvalue()


def toolbox(answers: Mapping[str, Any] | None = None, **sheets: Rows | None) -> bytes:
    """A toolbox, answered or not; `sheets` (interview, questions, offered, about) stand in for its own; None = none."""
    every: dict[str, Rows | None] = {
        "about": about_rows(),
        "interview": interview_rows(answers or {}),
        "questions": question_rows(),
        "offered": answer_rows(),
        **sheets,
    }
    names = {
        "about": "Attribution and License",
        "interview": "Interview",
        "questions": "imp-questions",
        "offered": "imp-answers",
    }
    return workbook({names[key]: rows for key, rows in every.items() if rows is not None})
