"""JSON text as a plain tree, with the line of every refusal."""

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

from frameworks.document_faults import (
    DEEPEST,
    LONGEST_DECIMAL,
    MOST_DIGITS,
    MOST_VALUES,
    Faults,
    is_storable,
    refusal,
    too_deep,
    too_many,
)

# Possessive, and content to let a text stay open: each character is looked at once, however hostile the file is.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{\]}:,]|[^\s"\[{\]}:,]++', re.DOTALL)
_WORDS = ("true", "false", "null")


def read_json(text: str, name: str, most_values: int = MOST_VALUES) -> Any:
    """The tree of a text. Raises DocumentNotReadable with every fault."""
    _refuse_depth_and_number(text, name, most_values)
    try:
        tree = json.loads(text, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise refusal(
            f"The file is not JSON: {error.msg[0].lower()}{error.msg[1:]}.",
            f"{name}, line {error.lineno}, column {error.colno}",
            "mend the spot, or check the file in an editor that knows JSON.",
        ) from error
    _refuse_values(text, name)
    return tree


def _refuse_depth_and_number(text: str, name: str, most_values: int) -> None:
    """Measure the file before the parser, which recurses, sees it."""
    depth = values = 0
    for start, token in _tokens(text):
        if token in "[{":
            depth += 1
            values += 1
        elif token in "]}":
            depth -= 1
        elif token in ",:":
            values += 1
        if depth > DEEPEST:
            raise too_deep(name, _line(text, start))
        if values > most_values:
            raise too_many(name, _line(text, start), most_values)


def _refuse_values(text: str, name: str) -> None:
    """What JSON allows and we do not; the text is known to be well-formed."""
    faults = Faults(name)
    keys: list[set[str]] = []
    last = ""
    for start, token in _tokens(text):
        if token[0] == '"':
            last = json.loads(token) if "\\" in token else token[1:-1]
            if not is_storable(last):
                faults.not_storable(_line(text, start))
        elif token in "[{":
            keys.append(set())
        elif token in "]}":
            keys.pop()
        elif token == ":":
            if last in keys[-1]:
                faults.key_twice(_line(text, start), last)
            keys[-1].add(last)
        elif token != "," and token not in _WORDS:
            _check_number(faults, token, text, start)
    faults.refuse_if_any()


def _check_number(faults: Faults, token: str, text: str, start: int) -> None:
    if token.endswith(("NaN", "Infinity")):
        faults.not_finite(_line(text, start), token)
    elif token.lstrip("-").isdigit():
        if len(token.lstrip("-")) > MOST_DIGITS:
            faults.too_long(_line(text, start), token)
    elif len(token) > LONGEST_DECIMAL or not isfinite(float(token)):
        faults.too_long(_line(text, start), token)


def _whole(digits: str) -> int:
    """The number; of one that is refused anyway only the beginning, because Python reads no endless ones."""
    return int(digits[: MOST_DIGITS + 2])


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    return ((token.start(), token[0]) for token in _TOKEN.finditer(text))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
