"""The sheet of one domain: a row for each practice, its level texts in full beside the cells to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from frameworks.model import Domain, Framework, Practice
from frameworks.scale import Scale
from scoring.organization import Scope
from use_cases.exchange.workbook.columns import ANSWER_COLUMNS, cell_name
from use_cases.exchange.workbook.looks import height_of, lines_in
from use_cases.exchange.workbook.page import Page

_TITLE_ROW = 3
_LEVEL = next(number for number, column in enumerate(ANSWER_COLUMNS) if column.key == "level")
_STATE, _REASON = _LEVEL + 1, _LEVEL + 3
_ABOUT, _OBSERVABLE = 1, 2


@dataclass(frozen=True)
class DomainSheet:
    """What the first page says of a domain."""

    name: str
    title: str
    practices: int
    """How many are asked."""
    answered: int
    formula: str
    """Counts those that are answered by now."""


def write_domain(
    page: Page, domain: Domain, framework: Framework, scope: Scope, trees: Mapping[str, Mapping[str, Any]]
) -> DomainSheet:
    """Write the sheet: practices that are asked first, then those that profile and preset leave out."""
    scales: dict[int, Scale] = {}
    asked = [practice for practice in domain.practices if practice.id in scope.in_scope]
    rest = [practice for practice in domain.practices if practice.id not in scope.in_scope]
    page.set_columns(ANSWER_COLUMNS)
    page.titles(_TITLE_ROW, ANSWER_COLUMNS)
    row = _TITLE_ROW + 1
    for practice in asked:
        scales[row] = framework.scale_of(practice.id)
        _write_practice(page, row, practice, framework, trees.get(practice.id, {}))
        row += 1
    last_asked = row - 1
    if rest:
        words = "Outside the profile or preset of this assessment: answers below are kept, but counted nowhere."
        page.text(row, _ABOUT, words, page.looks.quiet_line)
        row += 1
    for practice in rest:
        scales[row] = framework.scale_of(practice.id)
        _write_practice(page, row, practice, framework, trees.get(practice.id, {}))
        row += 1
    _guide(page, row - 1, framework.scale)
    for first, last, scale in _runs(scales):
        _guide_levels(page, first, last, scale)
    formula = _count_formula(page.name, last_asked) if asked else "=0"
    answered = sum(practice.id in trees for practice in asked)
    page.sheet.set_row(0, 30)
    page.text(0, 0, domain.title, page.looks.title)
    page.text(1, 0, domain.question, page.looks.quiet_line)
    words = f'{formula}&" of {len(asked)} answered"'
    page.sheet.write_formula(2, 0, words, page.looks.strong_line, f"{answered} of {len(asked)} answered")
    page.finish(frozen=(_TITLE_ROW + 1, _OBSERVABLE), last=(row - 1, len(ANSWER_COLUMNS) - 1), title_row=_TITLE_ROW)
    return DomainSheet(page.name, domain.title, len(asked), answered, formula)


def _write_practice(page: Page, row: int, practice: Practice, framework: Framework, tree: Mapping[str, Any]) -> None:
    looks = page.looks
    observable = _observable(practice, framework)
    about, texts = f"{practice.title}\n{practice.intent}", "".join(text for text, _ in observable)
    page.sheet.set_row(
        row,
        height_of(lines_in(about, ANSWER_COLUMNS[_ABOUT].width), lines_in(texts, ANSWER_COLUMNS[_OBSERVABLE].width)),
    )
    page.text(row, 0, practice.id, looks.shown_strong)
    page.rich_text(row, _ABOUT, [(f"{practice.title}\n", True), (practice.intent, False)], looks.shown_quiet)
    page.rich_text(row, _OBSERVABLE, observable, looks.shown)
    for number, column in enumerate(ANSWER_COLUMNS):
        if number > _OBSERVABLE:
            page.fill(row, number, column.kind, tree.get(column.key))


def _observable(practice: Practice, framework: Framework) -> Sequence[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    scale = framework.scale_of(practice.id)
    for level in scale.levels:
        ending = "" if level is scale.levels[-1] else "\n"
        text = practice.levels.get(level.number, level.summary)
        pieces += [(f"{scale.value_of(level.number)} {level.title}. ", True), (f"{text}{ending}", False)]
    return pieces


def _runs(scales: Mapping[int, Scale]) -> Iterator[tuple[int, int, Scale]]:
    """First and last row of each stretch of practices that are answered on the same scale."""
    for scale, rows in groupby(scales.items(), key=lambda row: row[1]):
        numbers = [row for row, _ in rows]
        yield numbers[0], numbers[-1], scale


def _guide_levels(page: Page, first: int, last: int, scale: Scale) -> None:
    """The levels to choose from, and the color of the one that is chosen; a range has too many for colors."""
    page.guide(first, last, _LEVEL, ANSWER_COLUMNS[_LEVEL], scale)
    cell = f"${cell_name(first + 1, _LEVEL + 1)}"
    for place, step in enumerate(() if scale.is_range else scale.levels):
        # An empty cell counts as 0 in a rule that compares numbers.
        rule = f'=AND({cell}<>"",{cell}={scale.value_of(step.number)})'
        look = {"type": "formula", "criteria": rule, "format": page.looks.of_step(place)}
        page.sheet.conditional_format(first, _LEVEL, last, _LEVEL, look)


def _guide(page: Page, last: int, scale: Scale) -> None:
    """Drop-downs beside the level, and colors that say what is doubtful."""
    first, sheet = _TITLE_ROW + 1, page.sheet
    for number, column in enumerate(ANSWER_COLUMNS):
        if number > _LEVEL:
            page.guide(first, last, number, column, scale)
    level, state, reason = (f"${cell_name(first + 1, number + 1)}" for number in (_LEVEL, _STATE, _REASON))
    both = {"type": "formula", "criteria": f'=AND({level}<>"",{state}<>"")', "format": page.looks.doubtful}
    sheet.conditional_format(first, _LEVEL, last, _STATE, {**both, "stop_if_true": True})
    bare = {"type": "formula", "criteria": f'=AND({state}="not applicable",{reason}="")', "format": page.looks.doubtful}
    sheet.conditional_format(first, _REASON, last, _REASON, bare)


def _count_formula(name: str, last: int) -> str:
    level, state = (
        f"'{name}'!${cell_name(_TITLE_ROW + 2, number + 1)}:${cell_name(last + 1, number + 1)}"
        for number in (_LEVEL, _STATE)
    )
    return f'=SUMPRODUCT(--(({level}<>"")+({state}<>"")>0))'
