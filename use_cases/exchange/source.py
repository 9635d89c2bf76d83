"""Where an answers file comes from: a path, or standard input."""

import sys
from pathlib import Path

from frameworks.documents import LARGEST_FILE

STANDARD_INPUT = "standard input"
"""The name of what comes from there; it is read as JSON."""


def open_source(named: str) -> tuple[bytes | Path, str]:
    """The source and the name that says how to read it; `-` is JSON from standard input."""
    if named == "-":
        # One byte more, so that the reader sees that there was too much.
        return sys.stdin.buffer.read(LARGEST_FILE + 1), STANDARD_INPUT
    path = Path(named)
    # Faults name the file without its folders, and without what could steer a terminal.
    return path, "".join(character if character.isprintable() else "�" for character in path.name or named)
