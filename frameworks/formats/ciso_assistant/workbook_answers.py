"""Answers in workbook form: kinds of answers with their choices, which questions refer to by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frameworks.formats.ciso_assistant.fields import Findings, whole_number
from frameworks.formats.ciso_assistant.workbook_lines import (
    NOTHING,
    comma_list,
    for_each,
    lines_of,
    odd_translations,
    translated,
    values_for_each,
)
from frameworks.formats.ciso_assistant.workbook_tables import Block, with_translations

WITH_CHOICES = ("unique_choice", "multiple_choice")
TRANSLATED = {"value": "question_choices", "description": "description"}
"""Fields of a choice that have translations, with their columns."""
_VALUES = ("select_implementation_groups", "add_score", "compute_result", "color")
_RESULTS = {"true": "compliant", "false": "non_compliant"}
"""What older workbooks write as a result."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a question may be answered with."""

    kind: str = "text"
    choices: Sequence[Mapping[str, Any]] = ()
    """Without their URNs, which follow from the question."""


def answers_by_name(block: Block | None, found: Findings) -> dict[str, Answers]:
    """The answers that a sheet defines."""
    rows = [with_translations(row) for row in block.rows] if block is not None else []
    return {row.get("id", ""): _answers(row, found) for row in rows}


def _answers(row: Mapping[str, Any], found: Findings) -> Answers:
    kind = row.get("question_type") or "text"
    if kind not in WITH_CHOICES:
        return Answers(kind)
    values = lines_of(row.get("question_choices", ""))
    for title in odd_translations(row, TRANSLATED, len(values)):
        found.note(row.get("id", ""), f"{title} has another number of lines than the choices, and may be misplaced.")
    columns = {
        "description": for_each(row.get("description", ""), len(values)),
        **{name: values_for_each(row.get(name, ""), len(values)) for name in _VALUES},
    }
    texts = translated(row.get("translations", {}), TRANSLATED, len(values))
    return Answers(
        kind,
        [
            _choice(value, {name: column[number] for name, column in columns.items()}, texts[number])
            for number, value in enumerate(values)
        ],
    )


def _choice(value: str, cells: Mapping[str, str], translations: Mapping[str, Any]) -> dict[str, Any]:
    choice: dict[str, Any] = {"value": value, **{name: cell for name, cell in cells.items() if cell not in NOTHING}}
    if "add_score" in choice:
        points = whole_number(choice["add_score"].lstrip("'+"))
        choice["add_score"] = choice["add_score"] if points is None else points
    if "select_implementation_groups" in choice:
        choice["select_implementation_groups"] = comma_list(choice["select_implementation_groups"])
    if "compute_result" in choice:
        choice["compute_result"] = _RESULTS.get(choice["compute_result"].lower(), choice["compute_result"])
    return {**choice, "translations": translations} if translations else choice
