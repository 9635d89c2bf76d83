"""What the converter of CISO Assistant refuses in a workbook, though libraries in YAML may hold it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frameworks.formats.ciso_assistant.groups import groups_of, name_of
from frameworks.formats.ciso_assistant.workbook_question_cells import NOTHING

KINDS = ("unique_choice", "multiple_choice", "text", "date")
_SHOWN = 20


def refusals(
    nodes: Sequence[Mapping[str, Any]], groups: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What has to be mended before CISO Assistant takes the workbook, with where."""
    for what, named in (
        ("implementation groups that are not defined", _undefined_groups(nodes, groups)),
        ("answers of which the first or last choice has no points while others have", _without_points(answers)),
        (f"kinds of questions other than {', '.join(KINDS)}", _other_kinds(answers)),
    ):
        if named:
            yield f"CISO Assistant takes no workbook with {what}: {', '.join(named[:_SHOWN])}."


def _undefined_groups(nodes: Sequence[Mapping[str, Any]], groups: Sequence[Mapping[str, Any]]) -> list[str]:
    named = {group[:60] for node in nodes for group in groups_of(node) if group}
    return sorted(named - {name_of(one)[:60] for one in groups})


def _without_points(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    columns = {row["id"]: row.get("add_score", "").split("\n") for row in answers}
    return [name for name, points in columns.items() if NOTHING in (points[0], points[-1])]


def _other_kinds(answers: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({str(row["question_type"])[:60] for row in answers} - {*KINDS})
