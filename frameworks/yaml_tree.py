"""YAML text as a plain tree, by the rules of YAML 1.2, with the line of every refusal."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import yaml

from frameworks.document_faults import (
    DEEPEST,
    LONGEST_DECIMAL,
    MOST_DIGITS,
    MOST_VALUES,
    Faults,
    is_storable,
    refusal,
    short,
    too_deep,
    too_many,
)

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
# The parser compares every directive with all before it: many of them would take minutes.
_DIRECTIVE = re.compile("(?:\\A\ufeff*|[\n\r\x85\u2028\u2029])%")
_NOTHING = ("", "~", "null")
_PLAIN_WORDS: dict[str, Any] = {**dict.fromkeys(_NOTHING), "true": True, "false": False}
Steps = tuple[Any, ...]
MOST_DOCUMENTS = 10
"""Of one file where several are allowed; no format needs more than two."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(
    text: str, name: str, lines: dict[Steps, int] | None = None, as_text: Collection[str] = frozenset()
) -> Any:
    """The tree of a text; into `lines` goes the line of each value.

    Under the keys of `as_text` a value stays what is written: an id of digits alone is no number.

    Raises DocumentNotReadable with every fault.
    """
    return _built(text, _Builder(name, Faults(name), lines, as_text)).root


def read_yaml_documents(text: str, name: str, lines: dict[Steps, int] | None = None) -> list[Any]:
    """The tree of each document of a text, which may hold a few; else as read_yaml().

    Where two of them hold a value at the same steps, `lines` keeps the last one.
    """
    return _built(text, _Builder(name, Faults(name), lines, most_documents=MOST_DOCUMENTS)).roots


def _built(text: str, builder: "_Builder") -> "_Builder":
    """The builder after every event of the text. Raises DocumentNotReadable."""
    name, directive = builder.name, _DIRECTIVE.search(text)
    if directive:
        line = text.count("\n", 0, directive.end()) + 1
        raise refusal(
            "A line begins with %, as directives do.", f"{name}, line {line}", "leave the line out, or indent it."
        )
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.see(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
        raise refusal(
            f"The file is not YAML: {problem}.", place, "mend the spot, or check the file in an editor that knows YAML."
        ) from error
    builder.faults.refuse_if_any()
    return builder


@dataclass(slots=True)
class _Node:
    """A mapping or sequence that is still open; `key` waits for its value."""

    value: dict[Any, Any] | list[Any]
    steps: Steps = ()
    key: Any = None
    waits: bool = False


@dataclass(slots=True)
class _Builder:
    """The tree built from events, one open node after the other: nothing here recurses, no alias is followed."""

    name: str
    faults: Faults
    lines: dict[Steps, int] | None = None
    """Where the line of each value goes, by the steps that lead to it; None = it is not asked for."""
    as_text: Collection[str] = frozenset()
    most_documents: int = 1
    roots: list[Any] = field(default_factory=list)
    """The documents that have ended."""
    open: list[_Node] = field(default_factory=list)
    root: Any = None
    values: int = 0
    documents: int = 0

    def see(self, event: Any) -> None:
        """Take in the next event of the parser."""
        match event:
            case yaml.ScalarEvent():
                self.refuse_extras(event)
                self.add(self.scalar(event), event)
            case yaml.MappingStartEvent():
                self.push({}, event)
            case yaml.SequenceStartEvent():
                self.push([], event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case yaml.AliasEvent():
                self.faults.add(
                    _line(event), "The file refers to an anchor.", "write the value out where it is needed."
                )
                self.add(None, event)
            case yaml.DocumentStartEvent():
                self.documents += 1
                self.root = None
                if self.documents > self.most_documents:
                    self.refuse_document(event)
            case yaml.DocumentEndEvent():
                self.roots.append(self.root)

    def refuse_document(self, event: Any) -> None:
        what = "a second document" if self.most_documents == 1 else f"more than {self.most_documents} documents"
        self.faults.add(_line(event), f"The file holds {what}.", "keep one, without a line of three dashes.")
        self.faults.refuse_if_any()

    def add(self, value: Any, event: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise too_many(self.name, _line(event))
        if not self.open:
            self.root = value
            return
        node = self.open[-1]
        if self.lines is not None and (node.waits or isinstance(node.value, list)):
            self.lines[self.steps()] = _line(event)
        if isinstance(node.value, list):
            node.value.append(value)
        elif node.waits:
            node.value[node.key], node.waits = value, False
        else:
            self.begin_pair(node, value, event)

    def steps(self) -> Steps:
        """What leads to the value that comes next."""
        if not self.open:
            return ()
        node = self.open[-1]
        return (*node.steps, len(node.value) if isinstance(node.value, list) else node.key)

    def begin_pair(self, node: _Node, key: Any, event: Any) -> None:
        if isinstance(key, (dict, list)):
            self.faults.add(_line(event), "A key is a list or a mapping.", "give the key as a word.")
            key = f"key of line {_line(event)}"
        elif key in node.value:
            self.faults.key_twice(_line(event), key)
        node.key, node.waits = key, True

    def push(self, value: dict[Any, Any] | list[Any], event: Any) -> None:
        self.refuse_extras(event)
        if len(self.open) >= DEEPEST:
            raise too_deep(self.name, _line(event))
        steps = () if self.lines is None else self.steps()
        self.add(value, event)
        self.open.append(_Node(value, steps))

    def refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self.faults.add(
                _line(event), "The file sets an anchor.", "leave it out; values are written where they are needed."
            )
        if event.tag:
            self.faults.add(_line(event), f"The file sets the tag {short(event.tag)}.", "leave it out.")

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if not is_storable(text):
            self.faults.not_storable(_line(event))
        if event.style:
            return text
        if self.stays_text():
            return None if text in _NOTHING else text
        if text in _PLAIN_WORDS:
            return _PLAIN_WORDS[text]
        if text[0] in "+-.0123456789":
            return self.number(text, event)
        return text

    def stays_text(self) -> bool:
        """Whether the value that comes next stands under a key whose values are never numbers or booleans."""
        return bool(self.open) and self.open[-1].waits and self.open[-1].key in self.as_text

    def number(self, text: str, event: Any) -> Any:
        """The number that the text writes; the text itself where it writes none."""
        if _NOT_FINITE.fullmatch(text):
            self.faults.not_finite(_line(event), text)
            return None
        if _INTEGER.fullmatch(text):
            if len(text.lstrip("+-")) <= MOST_DIGITS:
                return int(text)
        elif not _NUMBER.fullmatch(text):
            return text
        elif len(text) <= LONGEST_DECIMAL and isfinite(value := float(text)):
            return value
        self.faults.too_long(_line(event), text)
        return None


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line
