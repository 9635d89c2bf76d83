"""Fields of an OSCAL part as they are kept beside ours: lists and mappings as JSON text, which costs one value each."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import JsonValue

from frameworks.formats.oscal.words import Tree


def packed(tree: Tree, without: Collection[str] = ()) -> dict[str, JsonValue]:
    """The fields that no field of ours holds, by their own names."""
    return {name: _pack(value) for name, value in tree.items() if name not in without}


def unpacked(kept: Mapping[str, JsonValue]) -> Tree:
    """The fields as the source has them."""
    return {name: unpack(value) for name, value in kept.items()}


def _pack(value: Any) -> JsonValue:
    # A text that begins as JSON does would be taken for it on the way back.
    if isinstance(value, dict | list) or (isinstance(value, str) and value[:1] in ("[", "{", '"')):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed_value: JsonValue = value
    return packed_value


def unpack(value: JsonValue) -> Any:
    """One field as the source has it."""
    if isinstance(value, str) and value[:1] in ("[", "{", '"'):
        return json.loads(value)
    return value
