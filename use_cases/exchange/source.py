"""Where an answers file comes from: a path, or standard input."""

import sys
from pathlib import Path

STANDARD_INPUT = "standard input"
"""The name of what comes from there; it is read as JSON."""
LARGEST_INPUT = 10 * 1024 * 1024
"""Bytes; one more is read, so that a reader can see that there was too much."""


def open_source(named: str) -> tuple[bytes | Path, str]:
    """The source and the name that says how to read it; `-` is JSON from standard input."""
    if named == "-":
        return sys.stdin.buffer.read(LARGEST_INPUT + 1), STANDARD_INPUT
    return Path(named), named
