"""Libraries of CISO Assistant, read from YAML or a workbook, or from a folder of them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from frameworks.document_faults import short
from frameworks.documents import read_bytes, read_tree
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.building import defaults
from frameworks.formats.ciso_assistant.fields import Findings
from frameworks.formats.ciso_assistant.mappings import crosswalks_of, mapping_sets
from frameworks.formats.ciso_assistant.read_framework import framework_of
from frameworks.formats.ciso_assistant.room import Room
from frameworks.formats.ciso_assistant.workbook_library import workbook_tree
from frameworks.formats.ciso_assistant.workbook_tables import looks_like_workbook
from frameworks.formats.imported import Imported
from frameworks.model import Framework

MOST_FILES = 300
ENDINGS = (".yaml", ".yml", ".xlsx")
TEXTS = frozenset(
    {
        *("urn", "ref_id", "parent_urn", "name", "description", "annotation", "typical_evidence"),
        *("text", "value", "copyright", "publication_date"),
    }
)
"""Fields that are texts, also where they are written as numbers are: a reference of 08 is not one of 8."""
_OBJECTS = re.compile(rb"^objects[ \t]*:", re.MULTILINE)
_OF_USE = ("reference_controls", "threats")
"""What frameworks refer to: a library of nothing else is no mistake."""
_NAMED = re.compile(rb"^(urn|ref_id)[ \t]*:", re.MULTILINE)


@dataclass(slots=True)
class _Brought:
    """What one file holds."""

    found: Findings
    frameworks: list[Framework]
    sets: list[dict[str, Any]]


def read_ciso_assistant(path: Path, known: Callable[[], Sequence[Framework]] = tuple) -> Imported:
    """Every framework of a library, or of all libraries in a folder, with the crosswalks between them.

    `known` gives the frameworks that were imported before, where a mapping set asks for them.

    Raises:
        FrameworkNotReadable: with every fault.
    """
    room = Room(is_folder=path.is_dir())
    brought = [_brought(file, room) for file in _files(path)]
    faults = [fault for one in brought for fault in one.found.faults]
    if faults:
        raise FrameworkNotReadable(*faults)
    frameworks = [framework for one in brought for framework in one.frameworks]
    _refuse_twice(frameworks, path.name)
    found = Findings(path.name, notes=[note for one in brought for note in one.found.notes])
    sets = [given for one in brought for given in one.sets]
    at_hand = [*(known() if sets else ()), *frameworks]
    dated = date.fromisoformat(str(defaults()["dated"]))
    crosswalks = crosswalks_of(sets, at_hand, dated, found)
    found.refuse_if_any()
    return Imported(tuple(frameworks), crosswalks, tuple(found.notes))


def looks_like_library(path: Path) -> bool:
    """Whether a file, or some file of a folder, is a library."""
    return bool(_libraries(path)) if path.is_dir() else _is_library(path)


def _is_library(file: Path) -> bool:
    if file.suffix.lower() == ".xlsx":
        return looks_like_workbook(file)
    with suppress(FrameworkNotReadable):
        content = read_bytes(file, file.name)
        return bool(_OBJECTS.search(content) and _NAMED.search(content))
    return False


def _files(path: Path) -> list[Path]:
    """The file, or those of a folder that look like libraries."""
    if not path.is_dir():
        return [path]
    files = _libraries(path)
    if not files or len(files) > MOST_FILES:
        raise FrameworkNotReadable.of(
            f"The folder holds {len(files) or 'no'} libraries.", path.name, f"name a library, or up to {MOST_FILES}."
        )
    return files


def _libraries(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS and _is_library(one))


def _brought(file: Path, room: Room) -> _Brought:
    """What a file holds, with its faults. Raises FrameworkNotReadable where there is no room for it."""
    found = Findings(file.name)
    frameworks: list[Framework] = []
    sets: list[dict[str, Any]] = []
    try:
        tree = found.mapping(_tree_of(file, found), "")
    except FrameworkNotReadable as refused:
        return _Brought(Findings(file.name, [*found.faults, *refused.faults]), [], [])
    room.take(tree, file.name)
    try:
        objects = found.mapping(tree.get("objects", {}), "objects")
        given = _given_frameworks(objects, found)
        frameworks = [made for one in given if (made := framework_of(one, tree, found))]
        sets = mapping_sets(objects, found)
        if not given and not sets:
            _say_without_framework(objects, found, in_folder=room.is_folder)
    except FrameworkNotReadable as refused:
        found.faults += refused.faults
    return _Brought(found, frameworks, sets)


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


def _refuse_twice(frameworks: Sequence[Framework], name: str) -> None:
    twice = [key for key, times in Counter(one.key for one in frameworks).items() if times > 1]
    found = Findings(name)
    for key in twice:
        found.fault(key, "Two frameworks have this ref_id and version.", "give each its own, or import one at a time.")
    found.refuse_if_any()
