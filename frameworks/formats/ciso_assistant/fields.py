"""Fields of a library: what stands in them, what of them our own fields say, and what has to be kept beside those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import JsonValue

from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.building import plain_text
from frameworks.formats.imported import Note

FORMAT: Literal["ciso-assistant"] = "ciso-assistant"
MOST_FAULTS = 1_000
MOST_NOTES = 10_000
DEEPEST_KEPT = 12
"""Levels of nesting below a field that is kept as it is; libraries need six."""

Fields = Mapping[str, Any]
"""By the names of the source; None = left out."""

_TRUE = ("true", "yes", "on", "x", "y", "1")
_FALSE = ("", "false", "no", "off", "n", "0")


@dataclass
class Findings:
    """What was found wrong with a library so far, and what the person who imports it should know."""

    name: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def fault(self, where: str, what: str, mend: str) -> None:
        """Keep a fault; of very many only the first ones."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(what, f"{self.name} > {where}" if where else self.name, mend))

    def note(self, where: str, what: str) -> None:
        """Keep a remark; of very many only the first ones, and that there are more."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(where, what))
        elif len(self.notes) == MOST_NOTES:
            self.notes.append(Note(self.name, f"There is more to know than these {MOST_NOTES:,} things."))

    def add(self, faults: Iterable[Fault], notes: Iterable[Note] = ()) -> None:
        """Keep what was found elsewhere, each fault once."""
        self.faults = list(dict.fromkeys((*self.faults, *faults)))[:MOST_FAULTS]
        for note in notes:
            self.note(note.where, note.what)

    def refuse_if_any(self) -> None:
        """Raises FrameworkNotReadable with every fault, if there is one."""
        if self.faults:
            raise FrameworkNotReadable(*self.faults)

    def mapping(self, value: Any, where: str) -> dict[str, Any]:
        """A set of keys with values; an empty one, with a fault, for anything else."""
        if not isinstance(value, dict):
            self.fault(where, "Keys with values are expected here.", "write them as in other libraries.")
            return {}
        return {str(key): one for key, one in value.items()}

    def mappings(self, value: Any, where: str) -> list[dict[str, Any]]:
        """A list of sets of keys with values; nothing for nothing."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(where, "A list is expected here.", "begin each entry with a hyphen.")
            return []
        return [self.mapping(one, f"{where} {number}") for number, one in enumerate(value, 1)]


def text_of(value: Any) -> str:
    """The text in a field, or the number as text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return plain_text(value if isinstance(value, str) else str(value))


def whole_number(value: Any) -> int | None:
    """The whole number in a field, also where a spreadsheet or quotation marks made something else of it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, int):
        return value
    text = text_of(value)
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None


def yes_or_no(value: Any) -> bool | None:
    """Whether a field says yes, by the rules of YAML of either kind or as a cell does; None where it says neither."""
    if value is None or isinstance(value, bool):
        return bool(value)
    word = text_of(value).casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def kept_beside(given: Fields, said: Fields) -> dict[str, JsonValue]:
    """What the source gives otherwise than our own fields say it: by name, null for what it leaves out."""
    kept = {}
    for name in (*given, *(name for name in said if name not in given)):
        if not _same(given.get(name), said.get(name)):
            kept[name] = as_json(given.get(name))
    return kept


def with_kept(said: Fields, kept: Fields) -> dict[str, Any]:
    """The fields as the source gives them: what our own fields say, and over it what was kept."""
    return {name: value for name, value in {**said, **kept}.items() if value is not None}


def _same(given: Any, said: Any) -> bool:
    """Whether two values mean the same; spaces around a text and empty things take no part."""
    if isinstance(given, str) and isinstance(said, str):
        return given == said or plain_text(given) == said
    if given is None or said is None:
        return is_nothing(given) and is_nothing(said)
    if isinstance(given, bool) is not isinstance(said, bool):
        return False
    if isinstance(given, Mapping) and isinstance(said, Mapping):
        names = {**given, **said}
        return all(_same(given.get(name), said.get(name)) for name in names)
    if isinstance(given, list) and isinstance(said, Sequence):
        return len(given) == len(said) and all(_same(left, right) for left, right in zip(given, said, strict=True))
    return bool(given == said)


def is_nothing(value: Any) -> bool:
    """Whether a field is left out or holds nothing but spaces."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not plain_text(value))


def as_json(value: Any, depth: int = 0) -> JsonValue:
    """A value of a YAML file as JSON can hold it. Raises FrameworkNotReadable where it is nested too deeply."""
    if depth > DEEPEST_KEPT:
        raise FrameworkNotReadable.of(
            f"A field is nested more than {DEEPEST_KEPT} levels deep.", "the library", "flatten it, or leave it out."
        )
    if isinstance(value, Mapping):
        return {str(key): as_json(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one, depth + 1) for one in value]
    return value  # type: ignore[no-any-return]
