"""YAML and JSON read as plain trees, safe for hostile files: every refusal is a fault with its line."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, Literal

import yaml

from frameworks.errors import Fault, FrameworkNotReadable

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes. The largest framework known, with 5,880 nodes, is a third of it."""
DEEPEST = 50
"""Levels of nesting; ours need eight."""
MOST_FAULTS = 50
"""Faults listed of one file, so that a hostile one does not fill the screen."""
MOST_DIGITS = 18
"""Digits of a whole number; more would not fit every program that reads the file."""
LONGEST_DECIMAL = 40
"""Characters of a decimal number."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
# Possessive, and content to let a text stay open: each character is looked at once, however hostile the file is.
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_RISKY_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_PLAIN_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DocumentNotReadable(FrameworkNotReadable):
    """A file is not YAML or JSON that can be read safely."""


def read_tree(source: bytes | Path, name: str, format: Literal["yaml", "json"]) -> Any:
    """The file as dict, list, text, number, true, false or null.

    YAML is read by the rules of YAML 1.2: only `true` and `false` are booleans, `No` and dates stay text.

    Raises:
        DocumentNotReadable: too large, empty, not UTF-8, not well-formed, a key twice, a tag, an anchor,
            too deep, or a number that is not finite.
    """
    text = _decode(_load_bytes(source, name), name)
    return _read_json(text, name) if format == "json" else _read_yaml(text, name)


def _load_bytes(source: bytes | Path, name: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            if source.stat().st_size > LARGEST_FILE:
                raise _too_large(name)
            # One byte more than allowed: a pipe or device has no size to ask for.
            with source.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its path cannot be used"
            raise _refusal(f"The file cannot be read: {reason}.", name, "name a file you may read.") from error
    if len(content) > LARGEST_FILE:
        raise _too_large(name)
    return content


def _decode(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refusal("The file is not UTF-8 text.", f"{name}, line {line}", "save it as UTF-8.") from error
    if not text.strip():
        raise _refusal("The file is empty.", name, "choose a file with content.")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise _refusal("The file holds a NUL character.", f"{name}, line {line}", "save it as plain text.")
    return text


def _read_json(text: str, name: str) -> Any:
    _refuse_depth_of_json(text, name)
    values = _JsonValues(name)
    try:
        tree = json.loads(
            text,
            object_pairs_hook=values.mapping,
            parse_constant=values.constant,
            parse_float=values.decimal,
            parse_int=values.integer,
        )
    except json.JSONDecodeError as error:
        raise _refusal(
            f"The file is not JSON: {error.msg[0].lower()}{error.msg[1:]}.",
            f"{name}, line {error.lineno}, column {error.colno}",
            "mend the spot, or check the file in an editor that knows JSON.",
        ) from error
    if _RISKY_ESCAPE.search(text) and not all(map(_is_storable, _texts(tree))):
        values.fault(_not_storable(name))
    if values.faults:
        raise DocumentNotReadable(*values.faults)
    return tree


@dataclass
class _JsonValues:
    """What the JSON parser hands over, value by value; it does not say on which line."""

    name: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def mapping(self, found: list[tuple[str, Any]]) -> dict[str, Any]:
        tree = dict(found)
        if len(tree) < len(found):
            for key, times in Counter(key for key, _ in found).items():
                if times > 1:
                    self.fault(_key_twice(key, self.name))
        return tree

    def constant(self, word: str) -> None:
        self.fault(_not_finite(word, self.name))

    def decimal(self, digits: str) -> float | None:
        value = float(digits)
        if isfinite(value):
            return value
        self.fault(_too_long(digits, self.name))
        return None

    def integer(self, digits: str) -> int | None:
        if len(digits.lstrip("-")) <= MOST_DIGITS:
            return int(digits)
        self.fault(_too_long(digits, self.name))
        return None


def _refuse_depth_of_json(text: str, name: str) -> None:
    """Measure nesting without recursion, before the parser, which recurses, sees the text."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                raise _too_deep(name, text[: token.start()].count("\n") + 1)
        elif token[0] in "]}":
            depth -= 1


@dataclass
class _Node:
    """A mapping or sequence that is still open; `key` waits for its value."""

    value: dict[Any, Any] | list[Any]
    key: Any = None
    waits: bool = False


@dataclass
class _Builder:
    """The tree built from events, one open node after the other: nothing here recurses."""

    name: str
    faults: list[Fault] = field(default_factory=list)
    open: list[_Node] = field(default_factory=list)
    root: Any = None
    documents: int = 0

    def place(self, event: Any) -> str:
        return f"{self.name}, line {event.start_mark.line + 1}"

    def fault(self, event: Any, what: str, mend: str) -> None:
        self.add_fault(Fault(what, self.place(event), mend))

    def add_fault(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def add(self, value: Any, event: Any) -> None:
        if not self.open:
            self.root = value
            return
        node = self.open[-1]
        if isinstance(node.value, list):
            node.value.append(value)
        elif node.waits:
            node.value[node.key], node.waits = value, False
        else:
            self.begin_pair(node, value, event)

    def begin_pair(self, node: _Node, key: Any, event: Any) -> None:
        if isinstance(key, (dict, list)):
            self.fault(event, "A key is a list or a mapping.", "give the key as a word.")
            key = f"key of line {event.start_mark.line + 1}"
        elif key in node.value:
            self.fault(event, f"The key {_short(key)} is given twice.", "keep one of them.")
        node.key, node.waits = key, True

    def push(self, value: dict[Any, Any] | list[Any], event: Any) -> None:
        if len(self.open) >= DEEPEST:
            raise _too_deep(self.name, event.start_mark.line + 1)
        self.add(value, event)
        self.open.append(_Node(value))

    def see(self, event: Any) -> None:
        self.refuse_extras(event)
        match event:
            case yaml.ScalarEvent():
                self.add(self.scalar(event), event)
            case yaml.MappingStartEvent():
                self.push({}, event)
            case yaml.SequenceStartEvent():
                self.push([], event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    self.fault(event, "The file holds a second document.", "keep one, without a line of three dashes.")

    def refuse_extras(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.fault(event, "The file refers to an anchor.", "write the value out where it is needed.")
            self.add(None, event)
            return
        if getattr(event, "anchor", None):
            self.fault(event, "The file sets an anchor.", "leave it out; values are written where they are needed.")
        if getattr(event, "tag", None):
            self.fault(event, f"The file sets the tag {_short(event.tag)}.", "leave it out.")

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if not _is_storable(text):
            self.add_fault(_not_storable(self.place(event)))
        if event.style:
            return text
        if text in _PLAIN_WORDS:
            return _PLAIN_WORDS[text]
        if _NOT_FINITE.fullmatch(text):
            self.add_fault(_not_finite(text, self.place(event)))
            return None
        if _INTEGER.fullmatch(text) or _NUMBER.fullmatch(text):
            return self.number(text, event)
        return text

    def number(self, text: str, event: Any) -> int | float | None:
        if _INTEGER.fullmatch(text):
            if len(text.lstrip("+-")) <= MOST_DIGITS:
                return int(text)
        elif len(text) <= LONGEST_DECIMAL and isfinite(value := float(text)):
            return value
        self.add_fault(_too_long(text, self.place(event)))
        return None


def _read_yaml(text: str, name: str) -> Any:
    builder = _Builder(name)
    try:
        for event in _events(text):
            builder.see(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        raise _refusal(
            f"The file is not YAML: {problem}.", place, "mend the spot, or check the file in an editor that knows YAML."
        ) from error
    if builder.faults:
        raise DocumentNotReadable(*builder.faults)
    return builder.root


def _texts(tree: Any) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case dict() as mapping:
                waiting += [*mapping, *mapping.values()]
            case list() as items:
                waiting += items


def _is_storable(text: str) -> bool:
    """Whether the text can be written as UTF-8 and holds no NUL; escapes can say what raw text cannot."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text if character > "\ud7ff")


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=_Loader)


def _short(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _refusal(what: str, where: str, mend: str) -> DocumentNotReadable:
    return DocumentNotReadable(Fault(what, where, mend))


def _too_large(name: str) -> DocumentNotReadable:
    return _refusal(
        f"The file is larger than {LARGEST_FILE // 1024**2} MB.", name, "choose a smaller file; answers need far less."
    )


def _too_deep(name: str, line: int) -> DocumentNotReadable:
    return _refusal(
        f"The file is nested more than {DEEPEST} levels deep.", f"{name}, line {line}", "flatten it; eight levels do."
    )


def _key_twice(key: str, where: str) -> Fault:
    return Fault(f"The key {_short(key)} is given twice.", where, "keep one of them.")


def _not_finite(word: str, where: str) -> Fault:
    return Fault(f"{word} is not a number that can be counted with.", where, "give a finite number.")


def _not_storable(where: str) -> Fault:
    return Fault(
        "A text holds a NUL or half a character.", where, "take the escape out, or write the character itself."
    )


def _too_long(digits: str, where: str) -> Fault:
    return Fault(f"The number {_short(digits)} is too large.", where, "give a smaller one.")
