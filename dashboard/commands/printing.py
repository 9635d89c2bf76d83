"""How commands print: one JSON document, a line, an aligned table; never a character that steers a terminal."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

Number = int | float | Fraction
LONG_WORK = 500
"""Below so many of them work is done before anybody asks how far it is."""
CARRIAGE = "\r"


def print_json(tree: Any) -> None:
    """One JSON document on standard output. Numbers are finite."""
    print(json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2))


def print_line(text: str = "", *, to_errors: bool = False) -> None:
    """One line of text, made plain."""
    print(plain(text), file=sys.stderr if to_errors else sys.stdout)


def print_table(rows: Iterable[Sequence[str]], indent: int = 2) -> None:
    """Rows in aligned columns, the last one ragged."""
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"{' ' * indent}{line}".rstrip())


def plain(text: str, most: int = 400) -> str:
    """The text on one line without control characters, cut where it is very long."""
    visible = "".join(character if character.isprintable() else " " for character in text[: most + 1])
    return visible if len(visible) <= most else visible[: most - 1] + "…"


def progress_line(what: str) -> Callable[[int, int], None]:
    """Says on standard error how far long work is: on a terminal in one line that moves, else at every tenth."""
    moves = sys.stderr.isatty()

    def say(done: int, of: int) -> None:
        step = max(of // (100 if moves else 10), 1)
        if of < LONG_WORK or (done % step and done != of):
            return
        ends = "\n" if done == of or not moves else ""
        print(f"{CARRIAGE if moves else ''}{what}: {done:,} of {of:,}", end=ends, file=sys.stderr, flush=True)

    return say


def tenth(value: Number | None) -> str:
    """A score with the one decimal it is worth; a dash where there is none."""
    return "–" if value is None else f"{float(value):.1f}"


def whole(value: Number | None) -> str:
    """A level; a dash where there is none."""
    return "–" if value is None else str(int(value))


def percent(share: Number | None) -> str:
    """A share as whole percent; a dash where there is none."""
    return "–" if share is None else f"{float(share) * 100:.0f} %"
