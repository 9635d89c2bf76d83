"""What an attacker reads in written files and printed texts: every number, length, order and wording, unasked."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from tests.privacy.laboratory import Seen

Reading = dict[str, float]
"""Everything that was read in one trial, by where it stood."""

NOT_THERE = -1.0
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")
_RANDOM = re.compile(r"[0-9a-f]{64,}|0x[0-9a-f]+")
"""Keys, hashes and signatures follow from what stands in the open beside them; they and places in memory are noise."""
_DURATION = re.compile(r"\d+\.\d+s\b")
"""How long something took is no number of a text: `timings.py` measures that."""


def read_all(contents: Mapping[str, bytes]) -> Reading:
    """What stands in all files and texts of one trial."""
    return {name: value for file, content in contents.items() for name, value in _read(file, content).items()}


def added_up(readings: Sequence[Reading]) -> Reading:
    """Publications that were each drawn anew, added up by place: nearly all there is to learn of them together."""
    names = dict.fromkeys(name for reading in readings for name in reading)
    return {name: sum(reading.get(name, NOT_THERE) for reading in readings) for name in names}


def side_by_side(readings: Sequence[Reading]) -> list[Seen]:
    """The readings as rows of the same columns, without those that are always the same."""
    names = sorted({name for reading in readings for name in reading})
    table = np.array([[reading.get(name, NOT_THERE) for name in names] for reading in readings])
    telling = table[:, np.ptp(table, axis=0) > 0] if names else table
    # A column of nothing where all is the same: an attacker has to be able to guess.
    rows = telling if telling.shape[1] else np.zeros((len(readings), 1))
    return [tuple(row) for row in rows.tolist()]


def _read(file: str, content: bytes) -> Reading:
    text = content.decode()
    found = {f"{file} bytes": float(len(content)), f"{file} lines": float(text.count("\n"))}
    try:
        found |= _read_tree(file, json.loads(text))
    except json.JSONDecodeError:
        found |= _read_text(file, text)
    return found


def _read_tree(place: str, tree: Any) -> Reading:
    if isinstance(tree, dict):
        inner = {f"{place} > {name}": value for name, value in tree.items()}
        found = {f"{place} order": float(crc32(",".join(tree).encode()))}
    elif isinstance(tree, list):
        inner = {f"{place} > {number}": value for number, value in enumerate(tree)}
        found = {f"{place} length": float(len(tree))}
    elif isinstance(tree, str):
        return _read_text(place, tree)
    else:
        return {place: NOT_THERE if tree is None else float(tree)}
    for where, value in inner.items():
        found |= _read_tree(where, value)
    return found


def _read_text(place: str, text: str) -> Reading:
    text = _DURATION.sub("", _RANDOM.sub("", text))
    found = {f"{place} #{number}": float(one) for number, one in enumerate(_NUMBER.findall(text))}
    for line in text.splitlines():
        wording = f"{place} says {_NUMBER.sub('', line)}"
        found[wording] = found.get(wording, 0.0) + 1
    return found
