"""A catalog on disk with two versions of a small framework and the crosswalk between them.

1.0 has A-1, A-2 and B-1. In 1.1 A-1 stays, A-2 and B-1 become A-3 by halves, and B-2 is new.
"""

from pathlib import Path
from typing import Any

import yaml

from frameworks.model import Framework
from tests.scoring.small_framework import framework_of, practice_tree

CROSSWALK = """\
# yaml-language-server: $schema=crosswalk.schema.json
schema_version: 1
from: small@1.0
to: small@1.1
dated: "2026-06-01"
basis: judgement
reason: "For a test."
mappings:
  - {from: A-1, to: A-1, relation: equal, reason: "The same words."}
  - {from: A-2, to: A-3, relation: subset, reason: "One half of it."}
  - {from: B-1, to: A-3, relation: subset, reason: "The other half."}
not_covered:
  - {practice: B-2, side: to, reason: "New in 1.1."}
"""


def old_version(**fields: Any) -> Framework:
    """Version 1.0."""
    practices = {"A": [practice_tree("A-1"), practice_tree("A-2")], "B": [practice_tree("B-1")]}
    return framework_of(practices, **{"version": "1.0", "presets": FULL, **fields})


def new_version(**fields: Any) -> Framework:
    """Version 1.1."""
    practices = {"A": [practice_tree("A-1"), practice_tree("A-3")], "B": [practice_tree("B-2")]}
    return framework_of(practices, **{"version": "1.1", "presets": FULL, **fields})


FULL = [{"id": "full", "title": "Full", "summary": "."}]


def write_framework(catalog: Path, framework: Framework, crosswalk: str = "") -> Path:
    """The folder of a framework in a catalog, with a crosswalk in it if there is one."""
    folder = catalog / framework.id / framework.version
    folder.mkdir(parents=True)
    tree = framework.model_dump(mode="python", exclude_unset=True, by_alias=True)
    (folder / "framework.yaml").write_text(yaml.safe_dump(_plain(tree), sort_keys=False), encoding="utf-8")
    if crosswalk:
        (folder / "crosswalks").mkdir()
        (folder / "crosswalks" / "earlier.yaml").write_text(crosswalk, encoding="utf-8")
    return folder


def write_catalog(folder: Path, crosswalk: str = CROSSWALK) -> Path:
    """A catalog with both versions."""
    write_framework(folder, old_version())
    write_framework(folder, new_version(), crosswalk)
    return folder


def _plain(value: Any) -> Any:
    """Lists, mappings and scalars as a file holds them; a date is text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
