"""Implementation groups as presets, and presets as implementation groups."""

from collections.abc import Mapping, Sequence
from typing import Any

from frameworks.formats.building import defaults, shortened, title_of
from frameworks.formats.ciso_assistant.fields import Fields, Findings, text_of
from frameworks.model import Framework, Practice, Preset

LONGEST = 2_000
LONGEST_ID = 200


def defined_groups(given: Any, found: Findings, where: str) -> list[dict[str, Any]]:
    """The implementation groups that can be chosen, each name once."""
    groups: dict[str, dict[str, Any]] = {}
    for one in found.mappings(given, where):
        name = name_of(one)
        if not name or len(name) > LONGEST_ID or name in groups:
            found.note(where, f"An implementation group without a ref_id of its own cannot be chosen: {name[:60]!r}.")
            continue
        groups[name] = one
    return list(groups.values())


def name_of(group: Fields) -> str:
    """The name by which nodes belong to a group."""
    return " ".join(text_of(group.get("ref_id")).split())


def groups_of(node: Fields) -> list[str]:
    """The names of the groups a node belongs to."""
    named = node.get("implementation_groups")
    return [" ".join(text_of(one).split()) for one in named] if isinstance(named, list) else []


def presets_of(groups: Sequence[Fields], members: Mapping[str, Sequence[str]]) -> tuple[Preset, ...]:
    """A preset for each group with the ids of its practices, given by name; who names no group is in none."""
    taken, presets = {defaults()["all_practices"]["id"]}, []
    for group in groups:
        name, number = name_of(group), 1
        id_ = name
        while id_ in taken:
            number += 1
            id_ = f"{name[: LONGEST_ID - 5]}-{number}"
        taken.add(id_)
        title = title_of(text_of(group.get("name")), name)
        summary = shortened(text_of(group.get("description")), LONGEST) or title
        presets.append(Preset(id=id_, title=title, summary=summary, practices=tuple(members.get(name, ()))))
    return tuple(presets)


def group_definitions(presets: Sequence[Preset]) -> list[dict[str, Any]] | None:
    """Presets beside the one that holds everything, in the words of the format; None for none."""
    return [
        {
            "ref_id": preset.id,
            "name": preset.title,
            **({} if preset.summary == preset.title else {"description": preset.summary}),
        }
        for preset in choosing(presets)
    ] or None


def choosing(presets: Sequence[Preset]) -> list[Preset]:
    """The presets that leave something out; the first that does not stands for choosing no group."""
    return [preset for preset in presets if preset.practices is not None or preset.kinds is not None]


def members_of(preset: Preset, framework: Framework) -> set[str]:
    """The ids of the practices a preset chooses."""
    chosen = framework.practices if preset.practices is None else preset.practices
    return {id_ for id_ in chosen if _is_for(framework.practices[id_], preset)}


def _is_for(practice: Practice, preset: Preset) -> bool:
    return preset.kinds is None or not practice.applies_to or bool({*practice.applies_to} & {*preset.kinds})
