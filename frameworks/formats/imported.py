"""What reading somebody else's framework gives, and what writing one for somebody else gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.errors import Fault, FrameworkNotReadable
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
class End:
    """What a crosswalk has to know of the framework at one of its ends."""

    key: str
    practices: Mapping[str, str]
    """Ids by what the source calls them, in lower case; in the order of the framework."""


class Keeper(Protocol):
    """Takes what a source brings, piece by piece, so that a reader need not hold all of it."""

    @property
    def holds_all(self) -> bool:
        """Whether all that was added stays in memory."""

    def add(self, made: Framework | CrosswalkFile) -> None:
        """Take a piece. Raises FrameworkNotReadable where it cannot be kept."""

    def find_end(self, source: str) -> End | None:
        """The framework that was made of a source of this id, just now or before; the last of several."""


@dataclass(slots=True)
class Collected:
    """Pieces that are held in memory, to be looked at before anything is kept."""

    holds_all = True
    frameworks: list[Framework] = field(default_factory=list)
    crosswalks: dict[tuple[str, str], CrosswalkFile] = field(default_factory=dict)

    def add(self, made: Framework | CrosswalkFile) -> None:
        """Hold it; of crosswalks between the same two the last."""
        if isinstance(made, Framework):
            self.frameworks.append(made)
        else:
            self.crosswalks[made.from_, made.to] = made

    def find_end(self, source: str) -> End | None:
        """As Keeper says."""
        of_source = (one for one in reversed(self.frameworks) if one.origin and one.origin.id.lower() == source.lower())
        return next((_end_of(one) for one in of_source), None)

    def imported(self, notes: Iterable[Note]) -> Imported:
        """All of it."""
        return Imported(tuple(self.frameworks), tuple(self.crosswalks.values()), tuple(notes))


@dataclass(frozen=True, slots=True)
class Exported:
    """A framework in somebody else's format."""

    content: bytes
    notes: tuple[Note, ...] = ()


Reader = Callable[[Path], Imported]
"""A file or folder in; raises FrameworkNotReadable with every fault."""
Writer = Callable[[Framework], Exported]


def faults_of_adding(pieces: Iterable[Framework | CrosswalkFile], keeper: Keeper) -> list[Fault]:
    """Give each piece to the keeper; every fault of those that it cannot keep."""
    faults: list[Fault] = []
    for piece in pieces:
        try:
            keeper.add(piece)
        except FrameworkNotReadable as refused:
            faults += (fault for fault in refused.faults if fault not in faults)
    return faults


def _end_of(framework: Framework) -> End:
    practices = framework.practices.values()
    return End(framework.key, {one.origin.id.lower(): one.id for one in practices if one.origin})
