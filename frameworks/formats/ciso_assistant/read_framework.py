"""One framework of a library."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from frameworks.formats.building import build_framework, defaults, plain_id, shortened, title_of
from frameworks.formats.ciso_assistant.fields import (
    FORMAT,
    Fields,
    Findings,
    as_json,
    kept_beside,
    text_of,
    whole_number,
)
from frameworks.formats.ciso_assistant.groups import defined_groups, group_definitions, groups_of, name_of, presets_of
from frameworks.formats.ciso_assistant.nodes import Node, linked
from frameworks.formats.ciso_assistant.parts import LONGEST_OF, weight_of
from frameworks.formats.ciso_assistant.questions import unknown_kinds
from frameworks.formats.ciso_assistant.scales import (
    framework_scale,
    is_uncountable,
    own_scale,
    scale_fields,
    unplaced,
)
from frameworks.formats.ciso_assistant.tree import Planter, Source
from frameworks.model import Framework
from frameworks.origin import Origin
from frameworks.scale import Scale

LONGEST = 60_000
NOT_KEPT = ("requirement_nodes", "urn")
_OURS = frozenset(
    {
        *("urn", "assessable", "depth", "parent_urn", "ref_id", "name", "description", "annotation"),
        *("typical_evidence", "implementation_groups", "weight", "questions"),
        *("min_score", "max_score", "scores_definition", "scores_definition_ref"),
    }
)
"""Fields of a node that stand in fields of ours."""


def framework_of(given: Fields, library: Fields, found: Findings) -> Framework | None:
    """A framework with its whole tree; None, with faults, where it cannot be made."""
    urn = text_of(given.get("urn"))
    reference = text_of(given.get("ref_id")) or text_of(library.get("ref_id")) or urn.rsplit(":", 1)[-1]
    where = reference[:60] or "framework"
    faults = len(found.faults)
    if not urn:
        found.fault(where, "The framework has no urn.", "give it one.")
    roots = linked(given.get("requirement_nodes"), f"{where} > requirement_nodes", found)
    groups = defined_groups(given.get("implementation_groups_definition"), found, where)
    if not roots:
        found.fault(where, "The framework holds no requirement nodes.", "add them as requirement_nodes.")
    if len(found.faults) > faults:
        return None
    scale, remark = framework_scale(given)
    title = title_of(text_of(given.get("name")), text_of(library.get("name")), reference)
    planter = Planter(roots, Source(given, title, scale, [name_of(group) for group in groups]))
    made = build_framework(
        id=plain_id(reference, "framework"),
        version=plain_id(text_of(library.get("version")), "1"),
        title=title,
        summary=shortened(text_of(given.get("description")), LONGEST) or title,
        dated=_day(library.get("publication_date")),
        scale=scale,
        domains=planter.domains(),
        origin=Origin(format=FORMAT, id=urn),
        presets=presets_of(groups, planter.members()),
        caveats=[remark] if remark else [],
        license=shortened(text_of(library.get("copyright")), LONGEST) or None,
    )
    if remark:
        found.note(made.key, remark)
    _note_what_stands_in(made, reference, library, found)
    names = [name_of(group) for group in groups]
    _note_what_is_only_kept(made.key, planter.nodes, names, given.get("scores_definition"), scale, found)
    return made.model_copy(update={"origin": _origin(made, given, library)})


def framework_fields(framework: Framework) -> dict[str, Any]:
    """What a framework says of itself in the words of the format, without its nodes."""
    return {
        "ref_id": framework.id,
        "name": framework.title,
        "description": framework.summary,
        **scale_fields(framework.scale),
        "implementation_groups_definition": group_definitions(framework.presets),
    }


def library_fields(framework: Framework) -> dict[str, Any]:
    """What a framework says of the library around it."""
    return {
        "ref_id": framework.id,
        "name": framework.title,
        "description": framework.summary,
        "copyright": framework.license,
        "version": version_number(framework),
        "publication_date": framework.dated.isoformat(),
    }


def version_number(framework: Framework) -> int:
    """The version as a library has it: the first whole number in it, or 1."""
    found = re.match(r"[0-9]{1,9}", framework.version)
    return int(found.group()) if found else 1


def _origin(framework: Framework, given: Fields, library: Fields) -> Origin:
    own = {name: value for name, value in given.items() if name not in NOT_KEPT}
    around = {name: value for name, value in library.items() if name != "objects"}
    objects = library.get("objects")
    beside: Mapping[str, Any] = objects if isinstance(objects, Mapping) else {}
    kept = {
        **kept_beside(own, framework_fields(framework)),
        "library": as_json(kept_beside(around, library_fields(framework))),
        "objects": as_json({name: one for name, one in beside.items() if name not in ("framework", "frameworks")}),
    }
    return Origin(
        format=FORMAT, id=text_of(given.get("urn")), kept={key: one for key, one in kept.items() if one != {}}
    )


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(text_of(value)[:10])
    except ValueError:
        return date.fromisoformat(str(defaults()["dated"]))


def _note_what_stands_in(made: Framework, reference: str, library: Fields, found: Findings) -> None:
    """Say where the source's own id, version or day could not be taken over."""
    version = text_of(library.get("version"))
    if made.id != reference:
        found.note(made.key, f"Its reference is {reference[:60]!r}; an id has letters, digits, dots and hyphens only.")
    if made.version != version:
        what = f"Its version is {version[:60]!r}" if version else "It has no version"
        found.note(made.key, f"{what}; {made.version} stands for it.")
    if made.dated.isoformat() != text_of(library.get("publication_date"))[:10]:
        found.note(made.key, f"It says no day of publication that can be read; {made.dated} stands for it.")


def _note_what_is_only_kept(
    key: str, nodes: Sequence[Node], groups: Sequence[str], definition: Any, scale: Scale, found: Findings
) -> None:
    """Say which fields of nodes no page shows and no score counts; they are kept for writing the library again."""
    given = Counter(name for node in nodes for name, value in node.given.items() if value not in (None, "", [], {}))
    counted = [f"{name} (nodes: {number})" for name, number in sorted(given.items()) if name not in _OURS]
    if counted:
        found.note(key, f"Kept for writing it again, but neither shown nor counted: {', '.join(counted)}.")
    for name, most in LONGEST_OF.items():
        if long := sum(len(text_of(node.given.get(name))) > most for node in nodes):
            found.note(key, f"Shown shortened, kept whole: {name} of more than {most:,} characters (nodes: {long}).")
    if odd := sum(_has_odd_weight(node) for node in nodes):
        found.note(key, f"Weights that are no whole number from 1 count as 1 (nodes: {odd}).")
    if odd := sum(node.is_assessable and is_uncountable(node.given, scale) for node in nodes):
        found.note(key, f"Scales that cannot be counted with are left for that of the framework (nodes: {odd}).")
    _note_scores_and_questions(key, nodes, definition, scale, found)
    unknown = {name for node in nodes for name in groups_of(node.given)} - {*groups}
    if unknown:
        listed = ", ".join(name[:60] for name in sorted(unknown)[:20])
        found.note(key, f"Nodes name implementation groups that are not defined, and cannot be chosen: {listed}.")


def _note_scores_and_questions(key: str, nodes: Sequence[Node], definition: Any, scale: Scale, found: Findings) -> None:
    """Say which names of scores stand on no place, and which types of questions nobody knows."""
    if off := unplaced(definition, scale):
        what = f"Named scores outside of {scale.lowest} to {scale.highest}, or named twice, are only kept"
        found.note(key, f"{what}: {_first(off)}.")
    own = [(node, own_scale(node.given, {}, scale) or scale) for node in nodes if node.is_assessable]
    if odd := [node.urn for node, one in own if unplaced(node.given.get("scores_definition"), one)]:
        what = "Named scores outside of the node's own scale, or named twice, are only kept"
        found.note(key, f"{what} (nodes: {len(odd)}): {_first(odd)}.")
    kinds = Counter(kind for node in nodes for kind in unknown_kinds(node.given.get("questions")))
    if kinds:
        counted = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common(10))
        found.note(key, f"Types of questions that CISO Assistant does not know are kept as they are: {counted}.")


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")


def _has_odd_weight(node: Node) -> bool:
    weight = node.given.get("weight")
    return weight is not None and whole_number(weight) != weight_of(node.given)
