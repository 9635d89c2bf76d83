"""A framework as a library in workbook form: each object in a sheet `_meta` and a sheet `_content`."""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from frameworks.formats.ciso_assistant.carried import notes_of
from frameworks.formats.ciso_assistant.fields import Findings, text_of
from frameworks.formats.ciso_assistant.questions import question_fields, questions_of
from frameworks.formats.ciso_assistant.scales import alternative, entries_of
from frameworks.formats.ciso_assistant.workbook_cells import listed, node_cells, with_languages
from frameworks.formats.ciso_assistant.workbook_library import tree_of
from frameworks.formats.ciso_assistant.workbook_losses import losses
from frameworks.formats.ciso_assistant.workbook_question_cells import named_answers
from frameworks.formats.ciso_assistant.workbook_refusals import refusals
from frameworks.formats.ciso_assistant.workbook_tables import blocks_of
from frameworks.formats.ciso_assistant.write_library import library_tree
from frameworks.formats.imported import Exported, Note
from frameworks.model import Framework
from frameworks.sheets.sheet_cells import Sheet

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""The same content gives the same bytes."""
_KEPT_OUT = ("requirement_nodes", "scores_definition", "implementation_groups_definition")
LONGEST_CELL = 32_767
_LISTS = ("threats", "reference_controls")

Rows = Sequence[Sequence[Any]]


def write_ciso_workbook(framework: Framework) -> Exported:
    """A workbook with this framework, and what it cannot carry."""
    tree = library_tree(framework)
    own = tree["objects"]["framework"]
    sheets = {
        "library_meta": _pairs({"type": "library", **{key: one for key, one in tree.items() if key != "objects"}})
    }
    nodes = [
        {**node, "questions": question_fields(questions_of(node.get("questions")))} for node in own["requirement_nodes"]
    ]
    scales, definitions = _scales(own, nodes)
    answers = named_answers(nodes)
    sheets |= _framework_sheets(own, nodes, scales, answers)
    for number, (name, entries) in enumerate(definitions.items(), 1):
        sheets |= _block(f"scores{number}", {"type": "scores", "name": name}, entries)
    groups = entries_of(own.get("implementation_groups_definition"))
    if groups:
        marked = [{name: 0 if value is False else value for name, value in one.items()} for one in groups]
        sheets |= _block("groups", {"type": "implementation_groups", "name": "groups"}, marked)
    if answers:
        sheets |= _block("answers", {"type": "answers", "name": "answers"}, list(answers.values()))
    for kind in _LISTS:
        if entries := entries_of(tree["objects"].get(kind)):
            sheets |= _block(kind, {"type": kind, "base_urn": _base(entries)}, _with_ids(entries))
    refused = [Note(framework.key, what) for what in refusals(nodes, groups, list(answers.values()))]
    return Exported(_bytes(sheets), (*_notes(framework, tree, sheets), *refused, *notes_of(framework)))


def _framework_sheets(
    own: Mapping[str, Any],
    nodes: Sequence[Mapping[str, Any]],
    scales: Mapping[int, str],
    answers: Mapping[str, Mapping[str, Any]],
) -> dict[str, Rows]:
    base = _base(nodes)
    meta = {**{key: one for key, one in own.items() if key not in _KEPT_OUT}, "type": "framework", "base_urn": base}
    if isinstance(visibility := own.get("field_visibility"), dict) and visibility:
        meta["field_visibility"] = json.dumps(visibility, ensure_ascii=False)
    if entries_of(own.get("scores_definition")):
        meta["scores_definition"] = "scale"
    if own.get("implementation_groups_definition"):
        meta["implementation_groups_definition"] = "groups"
    if answers:
        meta["answers_definition"] = "answers"
    depths: dict[str, int] = {}
    for node in nodes:
        depths[node["urn"].lower()] = depths.get(text_of(node.get("parent_urn")).lower(), 0) + 1
    placed = [{**node, "depth": depths[node["urn"].lower()]} for node in nodes]
    cells = [node_cells(node, base, scales.get(number, ""), answers) for number, node in enumerate(placed)]
    return {"framework_meta": _pairs(meta), "framework_content": _table(cells)}


def _scales(
    own: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]
) -> tuple[dict[int, str], dict[str, list[dict[str, Any]]]]:
    """The name of the scale of each node that has its own, and every named scale with its entries."""
    definition = own.get("scores_definition")
    definitions: dict[str, list[dict[str, Any]]] = {}
    if entries := entries_of(definition):
        definitions["scale"] = entries
    named: dict[int, str] = {}
    for number, node in enumerate(nodes):
        given = node.get("scores_definition_ref") or node.get("scores_definition")
        entries = (alternative(definition, given) or []) if isinstance(given, str) else entries_of(given)
        if entries:
            name = given if isinstance(given, str) else f"own{number + 1}"
            definitions.setdefault(name, entries)
            named[number] = name
    return named, definitions


def _block(name: str, meta: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> dict[str, Rows]:
    return {f"{name}_meta": _pairs(meta), f"{name}_content": _table([with_languages(one) for one in entries])}


def _with_ids(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    base = _base(entries)
    rows = []
    for one in entries:
        urn = text_of(one.get("urn"))
        rows.append(
            {**{key: value for key, value in one.items() if key != "urn"}, "node_id": urn.removeprefix(f"{base}:")}
        )
    return rows


def _base(entries: Sequence[Mapping[str, Any]]) -> str:
    """What all URNs begin with, up to a colon."""
    urns = [text_of(one.get("urn")) for one in entries]
    base = urns[0].rpartition(":")[0]
    while base and not all(urn.startswith(f"{base}:") for urn in urns):
        base = base.rpartition(":")[0]
    return base


def _pairs(meta: Mapping[str, Any]) -> Rows:
    return [[key, listed(value)] for key, value in with_languages(meta).items()]


def _table(rows: Sequence[Mapping[str, Any]]) -> Rows:
    titles = list(dict.fromkeys(title for row in rows for title in row))
    return [titles, *([listed(row.get(title)) for title in titles] for row in rows)]


def _bytes(sheets: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": MADE})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, value[:LONGEST_CELL])
                    elif isinstance(value, int | float):
                        sheet.write_number(number, column, value)
    return out.getvalue()


def _notes(framework: Framework, tree: Mapping[str, Any], sheets: Mapping[str, Rows]) -> list[Note]:
    """What a workbook has no place for, though YAML has."""
    lost, spaces = losses(tree, _read_again(sheets))
    cells = (cell for rows in sheets.values() for row in rows for cell in row)
    long = sum(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells)
    named = ", ".join(f"{name} ({number})" for name, number in sorted(lost.items()))
    said = [
        *([f"Not carried by a workbook as it stands: {named}."] if lost else []),
        *(
            [f"Not carried by a workbook: spaces and empty lines at the ends of lines ({spaces} texts)."]
            if spaces
            else []
        ),
        *([f"Cut at {LONGEST_CELL:,} characters, as long as a cell can be: {long} texts."] if long else []),
    ]
    return [Note(framework.key, what) for what in said]


def _read_again(sheets: Mapping[str, Rows]) -> dict[str, Any]:
    """The library as it is read from these sheets."""
    read = {
        name: Sheet(
            name,
            is_hidden=False,
            cells={
                (number, column): value
                for number, row in enumerate(rows, 1)
                for column, value in enumerate(row, 1)
                if isinstance(value, str | int | float) and value != ""
            },
        )
        for name, rows in sheets.items()
    }
    return tree_of(*blocks_of(read), Findings(""))
