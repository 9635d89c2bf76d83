"""YAML, JSON and text files read safely, however hostile: every refusal is a fault with its place."""

import stat
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from frameworks.document_faults import (
    DEEPEST,
    LARGEST_FILE,
    LARGEST_LIBRARY,
    LARGEST_LIBRARY_TEXT,
    LARGEST_TEXT,
    MOST_FAULTS,
    MOST_LIBRARY_VALUES,
    MOST_VALUES,
    DocumentNotReadable,
    refusal,
    too_large,
    too_wide,
)
from frameworks.json_tree import read_json
from frameworks.yaml_tree import read_yaml, read_yaml_documents

__all__ = [
    "DEEPEST",
    "LARGEST_FILE",
    "LARGEST_LIBRARY",
    "MOST_FAULTS",
    "MOST_LIBRARY_VALUES",
    "MOST_VALUES",
    "DocumentNotReadable",
    "read_bytes",
    "read_documents",
    "read_library",
    "read_lines",
    "read_text",
    "read_tree",
]


def read_tree(
    source: bytes | Path, name: str, format: Literal["yaml", "json"], as_text: Collection[str] = frozenset()
) -> Any:
    """The file as dict, list, text, number, true, false or null.

    YAML is read by the rules of YAML 1.2: only `true` and `false` are booleans, `No` and dates stay text. Under the
    keys of `as_text` numbers and booleans of a YAML file stay text, too.

    Raises:
        DocumentNotReadable: not a plain file, too large, empty, not UTF-8, not well-formed, a key twice, a tag,
            an anchor, a directive, too deep, too many values, or a number that is not finite or too long.
    """
    text = read_text(source, name)
    if not text.strip():
        raise refusal("The file is empty.", name, "choose a file with content.")
    return read_json(text, name) if format == "json" else read_yaml(text, name, as_text=as_text)


def read_documents(
    source: bytes | Path, name: str, lines: dict[tuple[Any, ...], int] | None = None
) -> list[dict[Any, Any]]:
    """Every document of a YAML file that may hold a few of them, as read_tree() reads one; each a set of keys.

    Into `lines` goes the line of each value. A document without content is left out.

    Raises:
        DocumentNotReadable: as read_tree(); a document that is no set of keys; more than a few documents.
    """
    text = read_text(source, name)
    trees = [tree for tree in read_yaml_documents(text, name, lines) if tree is not None]
    if not trees:
        raise refusal("The file is empty.", name, "choose a file with content.")
    if not all(isinstance(tree, dict) for tree in trees):
        raise refusal("The file is not a set of keys with values.", name, "choose a file that begins with keys.")
    return trees


def read_library(source: bytes | Path, name: str) -> Any:
    """As read_tree() of JSON, for frameworks of others, which may be larger than files of ours. Raises as that does."""
    text = read_text(source, name, LARGEST_LIBRARY, LARGEST_LIBRARY_TEXT)
    if not text.strip():
        raise refusal("The file is empty.", name, "choose a file with content.")
    return read_json(text, name, MOST_LIBRARY_VALUES)


def read_lines(source: bytes | Path, name: str) -> dict[tuple[Any, ...], int]:
    """The line of each value of a YAML file, by the keys and positions that lead to it, as far as it can be read."""
    lines: dict[tuple[Any, ...], int] = {}
    with suppress(DocumentNotReadable):
        read_yaml(read_text(source, name), name, lines)
    return lines


def read_text(source: bytes | Path, name: str, largest: int = LARGEST_FILE, largest_text: int = LARGEST_TEXT) -> str:
    """The file as text, without its byte order mark; empty when the file is.

    `largest` are the bytes it may have, `largest_text` those that it may take in memory.

    Raises:
        DocumentNotReadable: not a plain file, too large, not UTF-8, or it holds a NUL.
    """
    content = read_bytes(source, name, largest)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(
            "The file is not UTF-8 text.", f"{name}, line {line}", "save it as UTF-8, in a spreadsheet as 'CSV UTF-8'."
        ) from error
    if sys.getsizeof(text) > largest_text:
        raise too_wide(name, largest_text)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refusal("The file holds a NUL character.", f"{name}, line {line}", "save it as plain text.")
    return text


def read_bytes(source: bytes | Path, name: str, largest: int = LARGEST_FILE) -> bytes:
    """The file as it is. Raises DocumentNotReadable where it is not a plain file, or too large."""
    content = source if isinstance(source, bytes) else _load_bytes(source, name, largest)
    if len(content) > largest:
        raise too_large(name, largest)
    return content


def _load_bytes(path: Path, name: str, largest: int) -> bytes:
    try:
        status = path.stat()
        # Before it is opened: a pipe without a writer would wait for ever, a device has no end.
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or device"
            raise refusal(f"The file cannot be read: it is {kind}.", name, "name a file you may read.")
        if status.st_size > largest:
            raise too_large(name, largest)
        with path.open("rb") as file:
            return file.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its path cannot be used"
        raise refusal(f"The file cannot be read: {reason}.", name, "name a file you may read.") from error
