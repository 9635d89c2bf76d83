"""YAML, JSON and text files read safely, however hostile: every refusal is a fault with its place."""

import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from frameworks.document_faults import (
    DEEPEST,
    LARGEST_FILE,
    MOST_FAULTS,
    MOST_VALUES,
    DocumentNotReadable,
    refusal,
    too_large,
)
from frameworks.json_tree import read_json
from frameworks.yaml_tree import read_yaml

__all__ = [
    "DEEPEST",
    "LARGEST_FILE",
    "MOST_FAULTS",
    "MOST_VALUES",
    "DocumentNotReadable",
    "read_bytes",
    "read_lines",
    "read_text",
    "read_tree",
]


def read_tree(source: bytes | Path, name: str, format: Literal["yaml", "json"]) -> Any:
    """The file as dict, list, text, number, true, false or null.

    YAML is read by the rules of YAML 1.2: only `true` and `false` are booleans, `No` and dates stay text.

    Raises:
        DocumentNotReadable: not a plain file, too large, empty, not UTF-8, not well-formed, a key twice, a tag,
            an anchor, a directive, too deep, too many values, or a number that is not finite or too long.
    """
    text = read_text(source, name)
    if not text.strip():
        raise refusal("The file is empty.", name, "choose a file with content.")
    return read_json(text, name) if format == "json" else read_yaml(text, name)


def read_lines(source: bytes | Path, name: str) -> dict[tuple[Any, ...], int]:
    """The line of each value of a YAML file, by the keys and positions that lead to it, as far as it can be read."""
    lines: dict[tuple[Any, ...], int] = {}
    with suppress(DocumentNotReadable):
        read_yaml(read_text(source, name), name, lines)
    return lines


def read_text(source: bytes | Path, name: str) -> str:
    """The file as text, without its byte order mark; empty when the file is.

    Raises:
        DocumentNotReadable: not a plain file, too large, not UTF-8, or it holds a NUL.
    """
    content = read_bytes(source, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(
            "The file is not UTF-8 text.", f"{name}, line {line}", "save it as UTF-8, in a spreadsheet as 'CSV UTF-8'."
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refusal("The file holds a NUL character.", f"{name}, line {line}", "save it as plain text.")
    return text


def read_bytes(source: bytes | Path, name: str) -> bytes:
    """The file as it is. Raises DocumentNotReadable where it is not a plain file, or too large."""
    content = source if isinstance(source, bytes) else _load_bytes(source, name)
    if len(content) > LARGEST_FILE:
        raise too_large(name)
    return content


def _load_bytes(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        # Before it is opened: a pipe without a writer would wait for ever, a device has no end.
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or device"
            raise refusal(f"The file cannot be read: it is {kind}.", name, "name a file you may read.")
        if status.st_size > LARGEST_FILE:
            raise too_large(name)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its path cannot be used"
        raise refusal(f"The file cannot be read: {reason}.", name, "name a file you may read.") from error
