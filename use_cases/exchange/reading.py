"""Reading a plain tree field by field, gathering every fault with the place it stands at."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from frameworks.errors import Fault

Path = tuple[str | int, ...]
"""Where a value stands in the tree: keys, and positions counted from 0."""

MOST_FAULTS = 1_000
ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATE_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class Reading:
    """What was found wrong so far; `locate` says a path in the reader's words: line, item or row and column."""

    locate: Callable[[Path], str]
    faults: list[Fault] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    left_out: int = 0

    def fault(self, path: Path, what: str, mend: str) -> None:
        """Keep a fault; of more than a thousand only the number is kept."""
        self.faulty.add(path)
        self.fault_at("" if self.is_full else self.locate(path), what, mend)

    def fault_at(self, where: str, what: str, mend: str) -> None:
        """Keep a fault that stands at no path of the tree."""
        if self.is_full:
            self.left_out += 1
        else:
            self.faults.append(Fault(what, where, mend))

    @property
    def is_full(self) -> bool:
        """Whether further faults are only counted."""
        return len(self.faults) >= MOST_FAULTS

    def nearest(self, value: object, names: Iterable[str]) -> str:
        """ " Did you mean …?" when a known word is close, else nothing; looked for only while faults are kept."""
        known = {} if self.is_full else {name.lower(): name for name in names}
        close = get_close_matches(str(value)[:80].lower(), known, n=1, cutoff=0.6)
        return f" Did you mean '{known[close[0]]}'?" if close else ""

    def all_faults(self, name: str) -> list[Fault]:
        """Every fault kept, and how many more there are."""
        if not self.left_out:
            return self.faults
        rest = Fault(
            f"There are {self.left_out:,} more faults in this file.", name, "mend the ones above, then try again."
        )
        return [*self.faults, rest]

    def check_keys(self, tree: Mapping[Any, Any], path: Path, allowed: Iterable[str]) -> None:
        """One fault for each key that is not allowed, with the nearest spelling and the allowed list."""
        names = list(allowed)
        for key in tree:
            if key not in names:
                self.fault(
                    (*path, shorten(key)),
                    f"{quote(key)} is not a key that is known here.{self.nearest(key, names)}",
                    f"use only: {', '.join(names)}.",
                )

    def text(self, tree: Mapping[Any, Any], path: Path, key: str, most: int) -> str:
        """The text under a key; empty where it is left out or at fault. `most` is in characters."""
        value = tree.get(key)
        if value is None:
            return ""
        here = (*path, key)
        if not isinstance(value, str):
            self.fault(here, f"{key} is {describe(value)}, not a text.", "write it as a text, in quotation marks.")
            return ""
        if len(value) > most:
            self.fault(here, f"{key} is {len(value):,} characters long.", f"keep it to {most:,} characters.")
            return ""
        return value

    def date(self, tree: Mapping[Any, Any], path: Path, key: str) -> date | None:
        """The date under a key; None where it is left out or at fault."""
        value = tree.get(key)
        if value is None:
            return None
        if isinstance(value, str) and _DATE_PATTERN.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        shown = quote(value) if isinstance(value, str) else describe(value)
        self.fault((*path, key), f"{key} is {shown}, not a date.", "write it as YYYY-MM-DD, for example 2026-03-01.")
        return None

    def level(self, tree: Mapping[Any, Any], path: Path, key: str = "level") -> int | None:
        """The whole number under a key; None where it is left out or at fault. 3.0, "3" and true are faults."""
        value = tree.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1_000_000):
            return value
        self.fault(
            (*path, key),
            f"{key} is {describe(value)}, not a whole number.",
            "give the number of a level as a plain whole number: no text, no fraction, no true or false.",
        )
        return None

    def flag(self, tree: Mapping[Any, Any], path: Path, key: str) -> bool:
        """True or false under a key; False where it is left out or at fault."""
        value = tree.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault((*path, key), f"{key} is {describe(value)}, not true or false.", "write true or false.")
        return False

    def items(self, tree: Mapping[Any, Any], path: Path, key: str) -> list[Any]:
        """The list under a key; empty where it is left out or at fault."""
        value = tree.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.fault((*path, key), f"{key} is {describe(value)}, not a list.", "write a list, even for a single entry.")
        return []

    def mapping(self, value: Any, path: Path, name: str) -> Mapping[Any, Any] | None:
        """The value when it is a set of keys and values; otherwise None, with a fault."""
        if isinstance(value, dict):
            return value
        self.fault(path, f"{name} is {describe(value)}, not a set of keys and values.", "write keys with their values.")
        return None

    def choice(self, value: Any, path: Path, allowed: Iterable[str], name: str) -> str | None:
        """The value when it is one of the allowed words; otherwise None, with a fault."""
        names = list(allowed)
        if isinstance(value, str) and value in names:
            return value
        shown = quote(value) if isinstance(value, str) else describe(value)
        self.fault(
            path, f"{name} {shown} is not known.{self.nearest(value, names)}", f"use one of: {', '.join(names)}."
        )
        return None


def describe(value: object) -> str:
    """What a value is, in words a person without a programming background can follow."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int):
        return f"the number {value}" if abs(value) < 10**12 else "a very large number"
    if isinstance(value, float):
        return f"the number {value!r}, written with a fraction"
    if isinstance(value, str):
        return f"the text {quote(value)}"
    return "a list" if isinstance(value, list) else "a set of keys and values"


def shorten(value: object, most: int = 60) -> str:
    """A value on one line, cut where it is long, with nothing in it that steers a terminal."""
    plain = "".join(character if character.isprintable() else "�" for character in str(value)[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def quote(value: object) -> str:
    """A value in quotation marks, on one line."""
    return f"'{shorten(value)}'"
