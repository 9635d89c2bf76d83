"""What one library holds: frameworks and mapping sets, with everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frameworks.document_faults import short
from frameworks.documents import read_tree
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.fields import Findings
from frameworks.formats.ciso_assistant.mappings import mapping_sets
from frameworks.formats.ciso_assistant.read_framework import framework_of
from frameworks.formats.ciso_assistant.room import Room
from frameworks.formats.ciso_assistant.workbook_library import workbook_tree
from frameworks.model import Framework

TEXTS = frozenset(
    {
        *("urn", "ref_id", "parent_urn", "name", "description", "annotation", "typical_evidence"),
        *("text", "value", "copyright", "publication_date"),
    }
)
"""Fields that are texts, also where they are written as numbers are: a reference of 08 is not one of 8."""
_OF_USE = ("reference_controls", "threats")
"""What frameworks refer to: a library of nothing else is no mistake."""


@dataclass(slots=True)
class Contents:
    """What one library holds."""

    found: Findings
    frameworks: list[Framework]
    sets: list[dict[str, Any]]


def contents_of(file: Path, room: Room, *, in_folder: bool) -> Contents:
    """What a file holds, with its faults. Raises FrameworkNotReadable where there is no room for it."""
    found = Findings(file.name)
    frameworks: list[Framework] = []
    sets: list[dict[str, Any]] = []
    try:
        tree = found.mapping(_tree_of(file, found), "")
    except FrameworkNotReadable as refused:
        return Contents(Findings(file.name, [*found.faults, *refused.faults]), [], [])
    room.take(tree, file.name)
    try:
        objects = found.mapping(tree.get("objects", {}), "objects")
        given = _given_frameworks(objects, found)
        frameworks = [made for one in given if (made := framework_of(one, tree, found))]
        sets = mapping_sets(objects, found)
        if not given and not sets:
            _say_without_framework(objects, found, in_folder=in_folder)
    except FrameworkNotReadable as refused:
        found.faults += refused.faults
    return Contents(found, frameworks, sets)


def _tree_of(file: Path, found: Findings) -> Any:
    if file.suffix.lower() == ".xlsx":
        return workbook_tree(file, found)
    return read_tree(file, file.name, "yaml", as_text=TEXTS)


def _given_frameworks(objects: dict[str, Any], found: Findings) -> list[dict[str, Any]]:
    one, many = objects.get("framework"), objects.get("frameworks")
    listed = one if isinstance(one, list) else [one] if one is not None else []
    return found.mappings(listed, "framework") + found.mappings(many, "frameworks")


def _say_without_framework(objects: dict[str, Any], found: Findings, *, in_folder: bool) -> None:
    """A note of what the library holds instead; a fault where it was named by itself and holds nothing of use."""
    held = ", ".join(short(name, marks=False) for name, one in objects.items() if one)
    if in_folder or any(objects.get(name) for name in _OF_USE):
        words = f"the library holds no framework and no mapping, only {held}" if held else "the library holds nothing"
        found.note(found.name, f"Not carried: {words}.")
        return
    instead = f", only {held}" if held else ""
    what = f"The library holds neither a framework nor a mapping{instead}."
    found.fault("objects", what, "choose a library with a framework or a mapping.")
