"""What reading somebody else's framework gives, and what writing one for somebody else gives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.errors import FrameworkNotReadable
from frameworks.model import Framework


class FormatNotKnown(FrameworkNotReadable):
    """A file is in none of the formats that can be read, or a format was named that does not exist."""


class FrameworkNotKept(FrameworkNotReadable):
    """An imported framework could not be written where it should be."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person who imports or exports should know: what was not carried, or what stands in for what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything one source brings."""

    frameworks: tuple[Framework, ...]
    crosswalks: tuple[CrosswalkFile, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A framework in somebody else's format."""

    content: bytes
    notes: tuple[Note, ...] = ()


Reader = Callable[[Path], Imported]
"""A file or folder in; raises FrameworkNotReadable with every fault."""
Writer = Callable[[Framework], Exported]
