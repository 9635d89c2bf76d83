"""A JSON or YAML source as a draft: the tree, and where each path stands in the words of a tree."""

from pathlib import Path
from typing import Any, Literal

from frameworks.documents import DocumentNotReadable, read_tree
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading, shorten
from use_cases.exchange.shape import AnswersNotReadable, Draft


def tree_draft(source: bytes | Path, name: str, format: Literal["json", "yaml"]) -> Draft:
    """The tree of a file, not yet checked.

    Raises:
        AnswersNotReadable: with every fault of the syntax.
    """
    try:
        tree = read_tree(source, name, format)
    except DocumentNotReadable as error:
        raise AnswersNotReadable(*error.faults) from error
    return Draft(tree, Reading(lambda path: place_in_tree(tree, path, name)))


def place_in_tree(tree: Any, path: TreePath, name: str) -> str:
    """The path in words: file > answers > item 3 (DET-01) > evidence 1 > level."""
    words = [shorten(name)]
    for length, step in enumerate(path):
        if not isinstance(step, int):
            words.append(step)
        elif length == 1 and path[0] in ("answers", "adjustments"):
            words.append(f"item {step + 1}{_practice_at(tree[path[0]], step)}")
        else:
            words[-1] += f" {step + 1}"
    return " > ".join(words)


def _practice_at(entries: Any, number: int) -> str:
    entry = entries[number]
    practice = entry.get("practice") if isinstance(entry, dict) else None
    return f" ({shorten(practice, 30)})" if isinstance(practice, str) and practice.strip() else ""
