"""Remarks on the texts of a framework's files: words that have a better one. A remark is never a fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frameworks.documents import read_tree
from frameworks.errors import MaturityError
from frameworks.terminology import find_terms, suggestion

LONGEST = 10_000
"""Characters of a text that is searched; no text of a sound framework is nearly as long."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A suggestion, and where the text stands."""

    where: str
    what: str


def remarks_on(path: Path) -> list[Remark]:
    """Suggestions for every text of a framework's folder, crosswalks included, or file.

    A file that cannot be read has none: `check_framework` says what is wrong with it.
    """
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return [remark for file in files for remark in _of_file(file, path if path.is_dir() else path.parent)]


def texts_of(tree: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text of a tree with its place, keys left out."""
    if isinstance(tree, str):
        yield where, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts_of(value, f"{where} > {key}")
    elif isinstance(tree, list):
        for number, value in enumerate(tree, start=1):
            named = value.get("id") if isinstance(value, dict) else None
            yield from texts_of(value, f"{where} {named or number}")


def _of_file(file: Path, folder: Path) -> list[Remark]:
    name = file.relative_to(folder).as_posix()
    try:
        tree = read_tree(file, name, "json" if file.suffix.lower() == ".json" else "yaml")
    except MaturityError:
        return []
    texts = [(where, text) for where, text in texts_of(tree, name) if len(text) <= LONGEST]
    return [Remark(where, suggestion(use)) for where, text in texts for use in find_terms(text)]
