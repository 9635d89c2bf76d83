"""The first page of the workbook: what it is, how to fill it in, what must never be entered, how far one is."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.model import Framework
from use_cases.exchange.shape import AnswersFile
from use_cases.exchange.workbook.columns import FILE_SHEET
from use_cases.exchange.workbook.domain_sheet import DomainSheet
from use_cases.exchange.workbook.looks import BAR, lines_in
from use_cases.exchange.workbook.page import Page

_WIDTHS = (44, 12, 12, 52)
_HOW = (
    "Each domain has a sheet of its own. Read from left to right: what can be observed at each level, then choose the "
    "highest level of which every word is true today.",
    "If a practice does not apply to you, choose the state 'not applicable' and give the reason. If you looked and "
    "cannot tell, choose 'not known'.",
    "Leave empty what nobody has judged yet. An empty row is no zero, and changes nothing when the file is imported.",
    "When you change a level, give the day since when it holds, or empty that cell: then it holds from the day of "
    "the import.",
    "Evidence is a pointer, never the document itself: one row each on the sheet Evidence, as many as a practice has. "
    "Reviews, ratings and what the raters settled on have sheets of their own.",
    "Tinted cells are yours. The others are protected, without a password, so that nothing breaks by accident.",
    "Bring it back on the page it was exported from, or with: safermark assess import --assessment ID FILE.xlsx. What "
    "was answered there meanwhile is shown before anything is written. A file imported twice changes nothing the "
    "second time.",
)
_NEVER = (
    "The material itself, or any part or description of it: no picture, no screenshot, no copy.",
    "Hashes of it, and addresses where it lies.",
    "Names, accounts, phone numbers or anything else that points to a victim or a suspect.",
    "If you come across material, follow your reporting pathway. This file is no place for it.",
)


def write_first_page(
    page: Page, framework: Framework, answers_file: AnswersFile, domains: Sequence[DomainSheet]
) -> None:
    """Write the page; nothing on it is read back."""
    looks = page.looks
    for number, width in enumerate(_WIDTHS):
        page.sheet.set_column(number, number, width)
    page.sheet.set_row(0, 30)
    page.text(0, 0, f"{framework.title} {framework.version}", looks.title)
    row = _paragraph(page, 1, answers_file.organization, looks.strong)
    row = _paragraph(page, row, answers_file.about, looks.quiet)
    row = _heading(page, row + 1, "What must never be entered")
    for sentence in _NEVER:
        row = _paragraph(page, row, f"–  {sentence}", looks.warning)
    row = _progress(page, _heading(page, row + 1, "How far you are"), domains)
    row = _heading(page, row + 1, "How to fill it in")
    for number, sentence in enumerate(_HOW, start=1):
        row = _paragraph(page, row, f"{number}.  {sentence}", looks.plain)
    words = f"This page is not read back. The sheet {FILE_SHEET} says for whom and from what the workbook was made."
    row = _paragraph(page, row, words, looks.quiet)
    page.finish(frozen=(0, 0), last=(row, len(_WIDTHS) - 1), title_row=None)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _paragraph(page: Page, row: int, text: str, look: object) -> int:
    """A text over the whole width; returns the row after it."""
    if not text:
        return row
    shown = text if len(text) <= 1_000 else f"{text[:999]}…"
    page.sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", look)
    page.text(row, 0, shown, look)
    page.sheet.set_row(row, lines_in(shown, sum(_WIDTHS)) * 15 + 4)
    return row + 1


def _heading(page: Page, row: int, text: str) -> int:
    page.sheet.set_row(row, 24)
    for number in range(len(_WIDTHS)):
        page.text(row, number, text if number == 0 else "", page.looks.heading)
    return row + 1


def _progress(page: Page, row: int, domains: Sequence[DomainSheet]) -> int:
    """The table of domains with what is answered by now; returns the row after it."""
    looks, sheet, first = page.looks, page.sheet, row + 1
    for number, title in enumerate(("Domain", "Answered", "Asked", "Share answered")):
        page.text(row, number, title, looks.column_title)
    for number, domain in enumerate(domains, start=first):
        sheet.write_url(number, 0, f"internal:'{domain.name}'!A1", looks.link, page.texts.mark(domain.title))
        sheet.write_formula(number, 1, domain.formula, looks.number, domain.answered)
        sheet.write_number(number, 2, domain.practices, looks.number)
        _share(page, number, domain.answered, domain.practices)
    last = first + len(domains)
    asked, answered = sum(one.practices for one in domains), sum(one.answered for one in domains)
    page.text(last, 0, "All domains", looks.shown_strong)
    sheet.write_formula(last, 1, f"=SUM(B{first + 1}:B{last})", looks.number, answered)
    sheet.write_formula(last, 2, f"=SUM(C{first + 1}:C{last})", looks.number, asked)
    _share(page, last, answered, asked)
    bar = {"type": "data_bar", "bar_color": BAR, "bar_solid": True, "bar_no_border": True}
    limits = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    sheet.conditional_format(first, 3, last, 3, {**bar, **limits})
    return last + 1


def _share(page: Page, row: int, answered: int, asked: int) -> None:
    share = answered / asked if asked else 0
    page.sheet.write_formula(row, 3, f"=IF(C{row + 1}=0,0,B{row + 1}/C{row + 1})", page.looks.share, share)
