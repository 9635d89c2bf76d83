"""Answers of the OWASP SAMM toolbox spreadsheet: its sheet Interview, in the wording of its own answer tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from frameworks.document_faults import DocumentNotReadable
from frameworks.formats.samm.former import former_toolbox
from frameworks.formats.samm.toolbox import QUESTION_ID
from frameworks.formats.samm.toolbox_sheets import (
    ABOUT,
    ANSWERS,
    CODE,
    INTERVIEW,
    QUESTIONS,
    SAVE_AGAIN,
    answer_tables,
    cell_text,
    column_letters,
    is_uncomputed,
    plain_value,
    rows_of,
)
from frameworks.model import Framework
from frameworks.sheets.sheet_cells import Failed, Formula, Place, Sheet, Value, Workbook, read_sheets, sheet_names
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, quote, shorten
from use_cases.exchange.shape import AnswersNotReadable, Draft
from use_cases.exchange.workbook.cell_values import CellNotUsable, meaning
from use_cases.exchange.workbook.columns import FILE_SHEET

ANSWER_TITLE, NOTES_TITLE = "Answer", "Interview Notes"
ANSWER_COLUMN, NOTES_COLUMN = 6, 9
"""Where they stand in the toolbox of SAMM 2, while no title says otherwise."""
LABEL_COLUMN = 2
LONGEST_NOTE = 10_000
_PEOPLE = ("Team/Application", "Project", "Team Lead", "Interviewer", "Contributors", "Persons Interviewed")

Table = Sequence[tuple[str, float]]


def looks_like_toolbox(source: bytes | Path, name: str) -> bool:
    """Whether a file is a workbook with the toolbox's interview in it, and none of ours."""
    if Path(name).suffix.lower() != ".xlsx":
        return False
    try:
        names = sheet_names(source, name)
    except DocumentNotReadable:
        return False
    return INTERVIEW in names and FILE_SHEET not in names


def toolbox_draft(source: bytes | Path, name: str, framework: Framework | None) -> Draft:
    """The tree of a toolbox, not yet checked; blank answers are left out.

    Raises:
        AnswersNotReadable: it is no sound workbook, or has no interview.
    """
    try:
        workbook = read_sheets(source, name, (INTERVIEW, QUESTIONS, ANSWERS, ABOUT))
    except DocumentNotReadable as error:
        raise AnswersNotReadable(*error.faults) from error
    return _Interview(workbook, shorten(name), framework).draft()


class _Interview:
    """The interview as it is read, with the cell each value comes from."""

    def __init__(self, workbook: Workbook, name: str, framework: Framework | None) -> None:
        self.name, self.framework = name, framework
        self.starts_1904 = workbook.starts_1904
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        empty = Sheet("", is_hidden=False)
        self.sheet, self.about = sheets.get(INTERVIEW, empty), sheets.get(ABOUT, empty)
        self.tables = _own_tables(sheets.get(QUESTIONS, empty), sheets.get(ANSWERS, empty))
        self.places: dict[TreePath, str] = {}
        self.reading = Reading(self._locate)
        self.answers: list[dict[str, Any]] = []
        self.listed: set[str] = set()
        self.remarks: list[str] = []
        self.left_aside: dict[str, None] = {}
        """Cells of notes and labels whose formula has no result in the file."""

    def draft(self) -> Draft:
        """Everything the interview says."""
        self._refuse_others()
        answer_column, notes_column = ANSWER_COLUMN, NOTES_COLUMN
        day = self._interviewed_on()
        for row, columns in self.sheet.rows.items():
            titles = {cell_text(self.sheet.cells[row, column]): column for column in columns}
            if ANSWER_TITLE in titles:
                answer_column, notes_column = titles[ANSWER_TITLE], titles.get(NOTES_TITLE, notes_column)
            else:
                self._read_row(row, answer_column, notes_column, day)
        header = {"organization": self._label("Organization"), "about": self._people()}
        tree = {**{key: text for key, text in header.items() if text}, "answers": self.answers}
        if cells := list(self.left_aside):
            shown = ", ".join(cells[:20]) + (" and more" if len(cells) > 20 else "")
            self.remarks.append(f"Formulas whose result is not in the file are left aside: {INTERVIEW}!{shown}.")
        self.remarks.append("Of the toolbox only the interview is read: neither the roadmap nor its scores.")
        return Draft(tree, self.reading, tuple(self.remarks), frozenset(self.listed))

    def _refuse_others(self) -> None:
        """Stop where no question can be told: every row would be at fault for the same reason."""
        if any(self._is_question(cell_text(value)) for (_, column), value in self.sheet.cells.items() if column == 1):
            return
        if former := former_toolbox(self.sheet, self.about, self.name):
            raise AnswersNotReadable(former)
        raise AnswersNotReadable.of(
            f"The sheet {INTERVIEW} has no question of SAMM 2 in its column A.",
            f"{self.name} > {INTERVIEW}!A",
            "choose a toolbox of SAMM 2, with ids such as G-SM-A-1-1.",
        )

    def _is_question(self, text: str) -> bool:
        known = self.framework.practices if self.framework else ()
        return text in known or QUESTION_ID.fullmatch(text) is not None

    def _read_row(self, row: int, answer_column: int, notes_column: int, day: date | None) -> None:
        named = self.sheet.cells.get((row, 1), "")
        given = self.sheet.cells.get((row, answer_column), "")
        place = f"{INTERVIEW}!{column_letters(answer_column)}{row}"
        if is_uncomputed(named):
            self._say_uncomputed(f"{INTERVIEW}!A{row}")
            return
        practice = cell_text(named)
        if not self._is_question(practice):
            if cell_text(given) and practice:
                self.reading.fault_at(
                    f"{self.name} > {INTERVIEW}!A{row}",
                    f"An answer stands beside {quote(shorten(practice))}, which is no id of a question.",
                    "write an id such as G-SM-A-1-1, or empty the answer.",
                )
            return
        self.listed.add(practice)
        if is_uncomputed(given):
            self._say_uncomputed(f"{place} ({practice})")
            return
        if not _is_error(given) and not cell_text(given):
            return
        path: TreePath = ("answers", len(self.answers))
        self.places[path] = f"{place} ({practice})"
        level = self._level(practice, given, (*path, "level"))
        # Without a framework, values have no scale to be looked for on; that none is named is said once.
        answer: dict[str, Any] = {"practice": practice, "level": level if self.framework else 0}
        if note := self._shown_at((row, notes_column)).strip():
            answer["note"] = note
        if day is not None:
            answer["on"] = day.isoformat()
        self.answers.append(answer)

    def _say_uncomputed(self, place: str) -> None:
        what = "The cell holds a formula, and the file does not say what it comes to."
        self.reading.fault_at(f"{self.name} > {place}", what, SAVE_AGAIN)

    def _shown_at(self, place: Place) -> str:
        """What a cell beside the answers shows; one that only looks empty is said."""
        value = self.sheet.cells.get(place, "")
        if is_uncomputed(value):
            self.left_aside[f"{column_letters(place[1])}{place[0]}"] = None
        return str(plain_value(value))

    def _level(self, practice: str, given: Value, path: TreePath) -> float | int:
        """What the answer counts as; 0 in place of one that nobody knows, which is a fault."""
        shown = plain_value(given)
        if isinstance(shown, int | float) and not isinstance(shown, bool):
            return shown
        text = cell_text(given)
        own, known = self.tables.get(practice, ()), self._of_framework(practice)
        for answer, value in (*own, *known):
            if _folded(answer) == _folded(text):
                return value
        if _is_error(given):
            self.reading.fault(path, "The cell shows an error of the spreadsheet.", "choose an answer again.")
        else:
            offered = "; ".join(answer for answer, _ in own or known)
            mend = f"choose one of: {offered}." if offered else "keep the sheets of the toolbox that list its answers."
            self.reading.fault(path, f"{quote(shorten(text))} is no answer to this question.", mend)
        return 0

    def _of_framework(self, practice: str) -> Table:
        if self.framework is None or practice not in self.framework.practices:
            return ()
        scale = self.framework.scale_of(practice)
        return [(level.title, scale.value_of(level.number)) for level in scale.levels]

    def _label(self, label: str) -> str:
        """What stands beside a label above the questions."""
        return " ".join(self._shown_at(self._beside(label)).split())

    def _beside(self, label: str) -> tuple[int, int]:
        for (row, column), value in self.sheet.cells.items():
            if column == LABEL_COLUMN and cell_text(value).rstrip(": ").casefold() == label.casefold():
                right = [one for one in self.sheet.rows[row] if one > LABEL_COLUMN]
                return row, min(right, default=LABEL_COLUMN + 1)
        return 0, 0

    def _people(self) -> str:
        said = [f"{label}: {text}" for label in _PEOPLE if (text := self._label(label))]
        return ". ".join(["From a SAMM toolbox", *said])[:2_000]

    def _interviewed_on(self) -> date | None:
        """The day of the interview; one that is none is said, and left aside."""
        given = self.sheet.cells.get(self._beside("Interview Date"), "")
        if not self._label("Interview Date"):
            return None
        try:
            shown = given.shown if isinstance(given, Formula) else given
            return date.fromisoformat(str(meaning(shown, "date", self.starts_1904)))
        except (CellNotUsable, ValueError):
            self.remarks.append(f"The interview date {quote(shorten(cell_text(given)))} is no day, and left aside.")
            return None

    def _locate(self, path: TreePath) -> str:
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return f"{self.name} > {self.places[path[:length]]}"
        return self.name


def _own_tables(questions: Sheet, answers: Sheet) -> Mapping[str, Table]:
    """The answers that the toolbox itself offers to each question, by the question's id."""
    tables, _ = answer_tables(list(rows_of(answers, CODE)))
    return {row.text("ID"): tables.get(row.text("Answer Option"), ()) for row in rows_of(questions, "ID")}


def _is_error(value: Value) -> bool:
    return isinstance(value.shown if isinstance(value, Formula) else value, Failed)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
