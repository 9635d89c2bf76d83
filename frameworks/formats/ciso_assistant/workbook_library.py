"""A library in workbook form as the tree that its YAML form holds."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from frameworks.document_faults import DocumentNotReadable
from frameworks.formats.ciso_assistant.fields import Findings, whole_number, yes_or_no
from frameworks.formats.ciso_assistant.workbook_answers import Answers, answers_by_name
from frameworks.formats.ciso_assistant.workbook_lines import comma_list
from frameworks.formats.ciso_assistant.workbook_questions import questions_of_row
from frameworks.formats.ciso_assistant.workbook_room import check_room
from frameworks.formats.ciso_assistant.workbook_tables import (
    NODE_LISTS,
    NODE_NUMBERS,
    NODE_TEXTS,
    Block,
    read_blocks,
    with_translations,
)
from frameworks.json_tree import read_json

_SEPARATED = re.compile(r"[\s,]+")
MOST_VALUES = 10_000
"""In a cell that holds JSON."""
_READ = (
    *("", "framework", "frameworks", "requirement_mapping_set", "requirement_mapping_sets"),
    *("scores", "answers", "implementation_groups", "urn_prefix", *NODE_LISTS),
)
"""Kinds of objects; of others nothing but the name is said."""


def workbook_tree(path: Path, found: Findings) -> dict[str, Any]:
    """The library's tree; faults go into `found`.

    Raises:
        FrameworkNotReadable: it is no workbook of a library, or holds too much.
    """
    head, blocks = read_blocks(path)
    check_room(blocks, path.name)
    return tree_of(head, blocks, found)


def tree_of(head: Mapping[str, str], blocks: Sequence[Block], found: Findings) -> dict[str, Any]:
    """The tree of what the library says of itself and of its objects; faults go into `found`."""
    library = with_translations(head)
    library.pop("type", None)
    for name in ("labels", "dependencies"):
        if library.get(name):
            library[name] = [one for one in _SEPARATED.split(library[name]) if one]
    library |= _numbers(library, "version")
    frameworks = [_framework(one, blocks, found) for one in blocks if one.kind == "framework"]
    objects: dict[str, Any] = {"frameworks": frameworks} if frameworks else {}
    for kind in NODE_LISTS:
        if entries := [entry for one in blocks if one.kind == kind for entry in _listed(one)]:
            objects[kind] = entries
    if sets := [_mapping_set(one) for one in blocks if one.kind == "requirement_mapping_set"]:
        objects["requirement_mapping_sets"] = sets
    for one in blocks:
        if one.kind not in _READ:
            objects.setdefault(one.kind, []).append(one.called)
    return {**library, "objects": objects}


def _framework(block: Block, blocks: Sequence[Block], found: Findings) -> dict[str, Any]:
    meta = with_translations(block.meta)
    by_name = {one.called: one for one in blocks}
    answers = by_name.get(meta.pop("answers_definition", ""))
    groups = by_name.get(meta.get("implementation_groups_definition", ""))
    scores = by_name.get(meta.get("scores_definition", ""))
    own = {name: value for name, value in meta.items() if name not in ("type", "base_urn") and value}
    alternatives = {one.called: _scores(one) for one in blocks if one.kind == "scores" and one is not scores}
    used = {row.get("scores_definition_ref", "") or row.get("scores_definition", "") for row in block.rows}
    own |= _numbers(own, "min_score", "max_score")
    with suppress(DocumentNotReadable):
        own |= {name: read_json(own[name], name, MOST_VALUES) for name in ("field_visibility",) if name in own}
    scale = _scores(scores)
    alternatives = {name: entries for name, entries in alternatives.items() if name in used}
    own["scores_definition"] = {"scale": scale, "alternatives": alternatives} if alternatives else scale
    own["implementation_groups_definition"] = _groups(groups)
    return {**own, "requirement_nodes": _Nodes(block, blocks, answers_by_name(answers, found), found).nodes()}


def _without_questions(translations: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Those of the node itself: its questions have translations of their own in the YAML form."""
    own = {
        locale: {key: text for key, text in texts.items() if key != "questions"}
        for locale, texts in translations.items()
    }
    return {locale: texts for locale, texts in own.items() if texts}


def _numbers(cells: Mapping[str, Any], *names: str) -> dict[str, int]:
    """Those of these cells that hold whole numbers, as the YAML form has them."""
    found = {name: whole_number(cells.get(name)) for name in names}
    return {name: number for name, number in found.items() if number is not None}


def _scores(block: Block | None) -> list[dict[str, Any]]:
    rows = [with_translations(row) for row in block.rows] if block is not None else []
    return [{**row, "score": whole_number(row.get("score"))} for row in rows]


def _groups(block: Block | None) -> list[dict[str, Any]]:
    rows = [with_translations(row) for row in block.rows] if block is not None else []
    return [
        {name: bool(yes_or_no(value)) if name == "default_selected" else value for name, value in row.items() if value}
        for row in rows
    ]


class _Nodes:
    """The nodes of one framework, with the URNs that the format gives them."""

    def __init__(self, block: Block, blocks: Sequence[Block], answers: Mapping[str, Answers], found: Findings) -> None:
        self.block, self.answers, self.found = block, answers, found
        self.base = block.meta.get("base_urn", "") or block.meta.get("urn", "").replace(":framework:", ":req_node:")
        self.prefixes = {
            row.get("prefix_id", ""): row.get("prefix_value", "")
            for one in blocks
            if one.kind == "urn_prefix"
            for row in one.rows
        }
        self.above: list[str] = []
        """URNs of the nodes that the next one may stand below, from the top."""
        self.below: dict[str, int] = {}
        self.taken: set[str] = set()

    def nodes(self) -> list[dict[str, Any]]:
        """Each row as a node."""
        return [self._node(row, number) for number, row in enumerate(self.block.rows, 1)]

    def _node(self, row: Mapping[str, str], number: int) -> dict[str, Any]:
        depth = whole_number(row.get("depth", "1"))
        if depth is None or not 1 <= depth <= len(self.above) + 1:
            where = f"{self.block.name}_content > row {number + 1}"
            self.found.fault(where, "depth does not follow from the row above.", "go at most one deeper at a time.")
            depth = min(max(depth or 1, 1), len(self.above) + 1)
        del self.above[depth - 1 :]
        parent = self.above[-1] if self.above else ""
        urn = self._urn(row, parent)
        self.above.append(urn)
        cells = with_translations(row)
        translations = _without_questions(cells.get("translations", {}))
        node: dict[str, Any] = {
            "urn": urn,
            # A mark of any kind says yes; only a cell that says no, as FALSE does, is none.
            "assessable": yes_or_no(row.get("assessable")) is not False,
            "depth": depth,
            **({"parent_urn": parent} if parent else {}),
            **{name: cells[name] for name in NODE_TEXTS if cells.get(name)},
            **({"translations": translations} if translations else {}),
        }
        for name in NODE_NUMBERS:
            if row.get(name):
                node[name] = row[name] if whole_number(row[name]) is None else whole_number(row[name])
        if scores := row.get("scores_definition_ref") or row.get("scores_definition"):
            node["scores_definition_ref"] = scores
        if row.get("implementation_groups"):
            node["implementation_groups"] = comma_list(row["implementation_groups"])
        for name in NODE_LISTS:
            if row.get(name):
                node[name] = [self._full(one) for one in _SEPARATED.split(row[name]) if one]
        if row.get("questions"):
            node["questions"] = questions_of_row(cells, urn, self.answers, self.found)
        return node

    def _urn(self, row: Mapping[str, str], parent: str) -> str:
        """By node_id, by reference, or by the number below the parent; the same twice gets a number."""
        named = row.get("node_id") or plain_suffix(row.get("ref_id", ""))
        if named:
            urn = wanted = f"{self.base}:{named}"
        else:
            self.below[parent] = self.below.get(parent, 0) + 1
            last = plain_suffix(row.get("name", "")) or f"node{self.below[parent]}"
            urn = wanted = f"{parent}:{self.below[parent]}" if parent else f"{self.base}:{last}"
        number = 1
        while urn.lower() in self.taken:
            number += 1
            urn = f"{wanted}-{number}"
        self.taken.add(urn.lower())
        return urn

    def _full(self, short: str) -> str:
        prefix, _, last = short.partition(":")
        return f"{self.prefixes[prefix]}:{plain_suffix(last)}" if prefix in self.prefixes else short


def _listed(block: Block) -> list[dict[str, Any]]:
    """Threats or reference controls with their URNs."""
    base = block.meta.get("base_urn", "")
    entries = []
    for row in block.rows:
        cells = {name: value for name, value in with_translations(row).items() if value}
        last = cells.pop("node_id", "") or plain_suffix(cells.get("ref_id", ""))
        entries.append({"urn": f"{base}:{last}", **cells})
    return entries


def _mapping_set(block: Block) -> dict[str, Any]:
    meta = with_translations(block.meta)
    bases = {side: meta.pop(f"{side}_node_base_urn", "") for side in ("source", "target")}
    mappings = []
    for row in block.rows:
        cells = {name: value for name, value in row.items() if value}
        ends = {f"{side}_requirement_urn": f"{base}:{cells.pop(f'{side}_node_id', '')}" for side, base in bases.items()}
        mappings.append({**ends, **cells})
    meta.pop("type", None)
    return {**meta, "requirement_mappings": mappings}


def plain_suffix(text: str) -> str:
    """The end of a URN: small letters without accents, hyphens for spaces, underscores for what is not allowed."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^0-9a-z\[\]()\-._:]", "_", plain.replace(" ", "-"))
