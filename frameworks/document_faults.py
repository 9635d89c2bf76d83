"""Limits of the files that may be read, and the words in which a file beyond them is refused."""

import re
from dataclasses import dataclass, field

from frameworks.errors import Fault, FrameworkNotReadable

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes. The largest framework known, with 5,880 nodes, is a third of it."""
MOST_VALUES = 150_000
"""Keys and values of one file; a thousand practices have as many. Bounds the memory and the time of reading."""
LARGEST_TEXT = 24 * 1024 * 1024
"""Bytes that the characters of a file take in memory, where one beyond U+00FF doubles them all, and an emoji again."""
LARGEST_LIBRARY = 16 * 1024 * 1024
"""Bytes of a JSON framework of somebody else; the largest known has ten million."""
LARGEST_LIBRARY_TEXT = 32 * 1024 * 1024
"""Bytes that the characters of such a framework take in memory; those of the largest known take twenty million."""
MOST_LIBRARY_VALUES = 600_000
"""Keys and values of such a framework; the largest known has some four hundred thousand."""
DEEPEST = 50
"""Levels of nesting; ours need eight."""
MOST_FAULTS = 50
"""Faults listed of one file, so that a hostile one does not fill the screen."""
MOST_DIGITS = 18
"""Digits of a whole number; more would not fit every program that reads the file."""
LONGEST_SHOWN = 80
"""Characters of what a file says that are repeated in a fault; an id fits."""
LONGEST_DECIMAL = 40
"""Characters of a decimal number."""

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


class DocumentNotReadable(FrameworkNotReadable):
    """A file is not YAML, JSON or text that can be read safely."""


@dataclass
class Faults:
    """The faults of one file found so far."""

    name: str
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, what: str, mend: str) -> None:
        """Keep a fault. Raises DocumentNotReadable when there are as many as are listed of one file."""
        self.found.append(Fault(what, f"{self.name}, line {line}", mend))
        if len(self.found) == MOST_FAULTS:
            self.refuse_if_any()

    def refuse_if_any(self) -> None:
        """Raises DocumentNotReadable with every fault, if there is one."""
        if self.found:
            raise DocumentNotReadable(*self.found)

    def key_twice(self, line: int, key: object) -> None:
        """A key that stands twice in one mapping."""
        self.add(line, f"The key {short(key)} is given twice.", "keep one of them.")

    def not_finite(self, line: int, word: str) -> None:
        """NaN or infinity."""
        self.add(line, f"{word} is not a number that can be counted with.", "give a finite number.")

    def too_long(self, line: int, digits: str) -> None:
        """A number beyond what is counted with."""
        self.add(line, f"The number {short(digits)} is too large or too long.", "give a shorter one.")

    def not_storable(self, line: int) -> None:
        """A text that cannot be written as UTF-8, or holds a NUL."""
        self.add(line, "A text holds a NUL or half a character.", "take the escape out, or write the character itself.")


def is_storable(text: str) -> bool:
    """Whether the text can be written as UTF-8 and holds no NUL; escapes can say what raw text cannot."""
    return (text.isascii() and "\0" not in text) or not _NOT_STORABLE.search(text)


def refusal(what: str, where: str, mend: str) -> DocumentNotReadable:
    """The error with a single fault."""
    return DocumentNotReadable(Fault(what, where, mend))


def too_large(name: str, largest: int = LARGEST_FILE) -> DocumentNotReadable:
    """The refusal of a file with too many bytes."""
    return refusal(
        f"The file is larger than {largest // 1024**2} MB.", name, "choose a smaller file; answers need far less."
    )


def too_wide(name: str, largest: int) -> DocumentNotReadable:
    """The refusal of a file whose text takes too much memory."""
    return refusal(
        f"The text of the file takes more than {largest // 1024**2} MB of memory.",
        name,
        "choose a smaller file, or take out emoji and other rare characters, which make all the text take more.",
    )


def too_deep(name: str, line: int) -> DocumentNotReadable:
    """The refusal of a file with brackets in brackets in brackets."""
    return refusal(
        f"The file is nested more than {DEEPEST} levels deep.", f"{name}, line {line}", "flatten it; eight levels do."
    )


def too_many(name: str, line: int, most: int = MOST_VALUES) -> DocumentNotReadable:
    """The refusal of a file with too many keys and values."""
    return refusal(
        f"The file holds more than {most:,} values.", f"{name}, line {line}", "choose a file with fewer entries."
    )


def short(value: object, *, marks: bool = True) -> str:
    """A value on one line, in quotation marks if asked for, with nothing in it that steers a terminal."""
    text = value if isinstance(value, str) else str(value)
    quoted = repr(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…")
    return quoted if marks else quoted[1:-1]
