"""An answers file as a workbook that a person likes to fill in, and that reads back as the same value."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from frameworks.model import Framework
from scoring.organization import Profile, Scope, scope_of
from use_cases.exchange.adjustment_shape import adjustment_as_tree
from use_cases.exchange.answer_shape import answer_as_tree
from use_cases.exchange.origin import moment_as_text
from use_cases.exchange.shape import AnswersFile, profile_as_tree
from use_cases.exchange.workbook.columns import (
    ESTIMATES,
    FILE_SHEET,
    FIRST_PAGE,
    HEADER_FIELDS,
    LIST_SHEETS,
    MADE_FROM,
    ListSheet,
    sheet_names,
)
from use_cases.exchange.workbook.domain_sheet import DomainSheet, write_domain
from use_cases.exchange.workbook.first_page import write_first_page
from use_cases.exchange.workbook.looks import ACCENT, INK_2, height_of, lines_in, make_looks
from use_cases.exchange.workbook.page import Page
from use_cases.exchange.workbook.text_table import TextTable

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_LAST_ROW = 5_000
"""Down to here the lists have drop-downs."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zone; files that say the same are the same


def workbook_bytes(answers_file: AnswersFile, framework: Framework) -> bytes:
    """The workbook: a first page, a sheet for each domain, one for each kind of list, and what the file is."""
    import xlsxwriter  # only here, so that other commands start without it

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    made = answers_file.made_from
    created = made.at.replace(tzinfo=None) if made else _CREATED
    workbook.set_properties({"title": f"{framework.title} {framework.version}", "created": created})
    texts = TextTable()
    _Writing(workbook, texts, answers_file, framework).write()
    workbook.close()
    return texts.put_in_place(stream.getvalue())


class _Writing:
    """One workbook while its sheets are written."""

    def __init__(self, workbook: Workbook, texts: TextTable, answers_file: AnswersFile, framework: Framework) -> None:
        self.workbook, self.texts = workbook, texts
        self.answers_file, self.framework = answers_file, framework
        self.looks = make_looks(workbook)
        self.names = sheet_names([domain.id for domain in framework.domains])
        self.trees = {answer.practice: answer_as_tree(answer) for answer in answers_file.answers}

    def write(self) -> None:
        """Every sheet, in the order of the tabs."""
        first = self._page(FIRST_PAGE, INK_2)
        scope = _scope(self.framework, self.answers_file)
        domains: list[DomainSheet] = []
        for domain, name in zip(self.framework.domains, self.names, strict=True):
            page = self._page(name, ACCENT)
            domains.append(write_domain(page, domain, self.framework, scope, self.trees))
        write_first_page(first, self.framework, self.answers_file, domains)
        practices = self._practice_range()
        for shape in LIST_SHEETS:
            rows = [
                {"practice": practice, **entry}
                for practice in self.framework.practices
                for entry in _entries(self.trees.get(practice, {}).get(shape.key))
            ]
            self._write_list(shape, rows, practices)
        self._write_list(ESTIMATES, [adjustment_as_tree(one) for one in self.answers_file.adjustments], practices)
        self._write_file_sheet()

    def _page(self, name: str, color: str) -> Page:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_tab_color(color)
        return Page(sheet, self.texts, self.looks, name)

    def _practice_range(self) -> str:
        """Where the sheet File lists the practices, for the drop-downs."""
        first = len(HEADER_FIELDS) + 6
        return f"={FILE_SHEET}!$A${first}:$A${first + len(self.framework.practices) - 1}"

    def _write_list(self, shape: ListSheet, rows: Sequence[Mapping[str, Any]], practices: str) -> None:
        page = self._page(shape.name, INK_2)
        page.set_columns(shape.columns, are_open=True)
        page.titles(0, shape.columns)
        for number, row in enumerate(rows, start=1):
            for column, one in enumerate(shape.columns):
                page.fill(number, column, one.kind, row.get(one.key), has_value=one.key in row)
            # Not every spreadsheet fits the height of a row to texts that wrap.
            page.sheet.set_row(
                number, height_of(*(lines_in(str(row.get(one.key, "")), one.width) for one in shape.columns))
            )
        choice = {"validate": "list", "source": practices, **page.prompt(shape.columns[0])}
        page.sheet.data_validation(1, 0, _LAST_ROW, 0, choice)
        have_own = any(practice.scale for practice in self.framework.practices.values())
        for column, one in enumerate(shape.columns[1:], start=1):
            # A row may be of any practice: where they are answered on different scales, only the import can tell.
            if not (have_own and one.kind == "level"):
                page.guide(1, _LAST_ROW, column, one, self.framework.scale)
        page.sheet.autofilter(0, 0, max(len(rows), 1), len(shape.columns) - 1)
        page.finish(frozen=(1, 1), last=(max(len(rows), 1), len(shape.columns) - 1), title_row=0, is_list=True)

    def _write_file_sheet(self) -> None:
        page = self._page(FILE_SHEET, INK_2)
        page.sheet.set_column(0, 0, 24)
        page.sheet.set_column(1, 1, 90)
        page.sheet.set_row(0, 30)
        page.text(0, 0, "What this file is", self.looks.title)
        page.text(1, 0, "Import knows the file by this page: leave it as it is.", self.looks.quiet_line)
        row = 3
        for key, title in HEADER_FIELDS.items():
            page.text(row, 0, title, self.looks.shown_strong)
            self._write_field(page, row, self._fields().get(key))
            row += 1
        row += 1
        made = self.answers_file.made_from
        for column, title in enumerate(MADE_FROM):
            page.text(row, column, title, self.looks.column_title)
        for number, practice in enumerate(self.framework.practices, start=row + 1):
            page.text(number, 0, practice, self.looks.shown)
            page.text(number, 1, made.answers.get(practice, "") if made else "", self.looks.shown)
        last = row + len(self.framework.practices)
        page.finish(frozen=(0, 0), last=(last, 1), title_row=None)

    def _write_field(self, page: Page, row: int, value: str | date | None) -> None:
        if isinstance(value, date):
            page.date(row, 1, value, self.looks.shown_date)
        else:
            page.text(row, 1, value or "", self.looks.shown)

    def _fields(self) -> dict[str, str | date | None]:
        file, made = self.answers_file, self.answers_file.made_from
        return {
            "about": file.about,
            "framework": file.framework,
            "organization": file.organization,
            "as_of": file.as_of,
            **_profile_fields(file.profile),
            "preset": file.preset,
            "assessment": made.assessment if made else None,
            "at": moment_as_text(made.at) if made else None,
            "sheets": ", ".join(self.names),
        }


def _profile_fields(profile: Profile) -> dict[str, str]:
    tree = profile_as_tree(profile)
    return {
        "kinds": ", ".join(tree.get("kinds", ())),
        "children_likely": "yes" if tree.get("children_likely") else "",
        "countries": ", ".join(tree.get("countries", ())),
        "size": tree.get("size", ""),
        "stage": tree.get("stage", ""),
    }


def _scope(framework: Framework, answers_file: AnswersFile) -> Scope:
    return scope_of(framework, answers_file.profile, answers_file.preset)


def _entries(given: Any) -> list[Mapping[str, Any]]:
    if given is None:
        return []
    return given if isinstance(given, list) else [given]
