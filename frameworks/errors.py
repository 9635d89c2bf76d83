"""The base of every error a person reads: what happened, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that stands in the way, in words for someone who means well."""

    what: str
    where: str
    mend: str


class MaturityError(Exception):
    """An error shown to a person; carries every fault found, never only the first.

    `exit_code` is the status of the command line: 10 framework, 11 answers, 12 store, 13 privacy, 14 access.
    """

    exit_code = 1

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    @classmethod
    def of(cls, what: str, where: str, mend: str) -> Self:
        """The error with a single fault."""
        return cls(Fault(what, where, mend))

    def __str__(self) -> str:
        return "\n".join(_as_lines(type(self).__name__, self.faults))


class FrameworkNotReadable(MaturityError):
    """A framework, or a register beside it, cannot be used as it is written."""

    exit_code = 10


class FrameworkNotFound(FrameworkNotReadable):
    """No framework with this id and version is in the catalog."""


def _as_lines(name: str, faults: Iterable[Fault]) -> list[str]:
    lines: list[str] = []
    for number, fault in enumerate(faults):
        lines += [
            f"{name}: {fault.what}" if number == 0 else f"also: {fault.what}",
            f"  where: {fault.where}",
            f"  mend:  {fault.mend}",
        ]
    return [_plain(line) for line in lines]


def _plain(line: str) -> str:
    """Nothing that steers a terminal: a file of somebody else's may have any name."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in line)
