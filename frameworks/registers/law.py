"""Law and duties by country as dated entries, and what of them and of the pathways is old, new or to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pydantic import StrictBool

from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.fields import Day, Frozen, Grade, Id, Prose
from frameworks.registers.register import FOLDER, Binding, Pathway, Words, load_register_file

OLD_AFTER = 180
"""Days after which an entry asks to be looked at again; the law of this field changes several times a year."""
RECENT = 365
"""Days for which a change counts as recent."""

LawBinding = Binding | Literal["offense"]


class LawDate(Frozen):
    """What happened to a law on a day, other than that it came into force or ended."""

    on: Day
    what: Prose


class Law(Frozen):
    """What a law asks of whom. Empty fields are not known; `verified_on` is empty until the original was read."""

    id: Id
    region: Prose
    countries: tuple[str, ...]
    title: Prose
    binding: LawBinding
    whom: Prose
    asks: Prose
    in_force_from: Day | None
    in_force_until: Day | None
    """The last day."""
    dates: tuple[LawDate, ...]
    deadline: Words
    retention: Words
    penalty: Words
    note: Words
    pathways: tuple[Id, ...]
    grade: Grade
    has_unverified_parts: StrictBool
    sources: tuple[Id, ...]
    verified_on: Day | None


class Laws(Frozen):
    """All entries, and which practices of which framework rest on them."""

    dated: Day
    framework: Id
    register_practice: Id
    """The practice that asks for an organization's own register of duties."""
    practices: tuple[Id, ...]
    """The practices that are read with the pathways beside them."""
    laws: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class LawChange:
    """A day on which something of a law changed or will change; None = nobody has named the day."""

    law: Law
    on: date | None
    what: str


@cache
def load_laws() -> Laws:
    """Law and duties. Not legal advice. Raises FrameworkNotReadable with every fault."""
    path = FOLDER / "law.yaml"
    laws = load_register_file(path, Laws)
    if faults := faults_of_laws(laws):
        raise FrameworkNotReadable(*faults)
    return laws


def faults_of_laws(laws: Laws) -> list[Fault]:
    """What a file of laws says against itself; empty = sound."""
    faults = []
    for law in laws.laws:
        where = f"registers/law.yaml > {law.id}"
        if law.in_force_from and law.in_force_until and law.in_force_until < law.in_force_from:
            what = f"It ends on {law.in_force_until}, before it begins on {law.in_force_from}."
            faults.append(Fault(what, where, "correct one of the days."))
        if law.binding == "pending" and law.in_force_from:
            faults.append(
                Fault("It is pending and in force.", where, "say what it asks now, or leave in_force_from empty.")
            )
        if law.grade != "M" and not law.sources:
            faults.append(Fault(f"It has the grade {law.grade} and no source.", where, "name the source."))
    return faults


def is_partly_unverified(entry: Law | Pathway) -> bool:
    """Whether any part of it has not been read in the original."""
    return entry.verified_on is None or entry.has_unverified_parts or entry.grade == "M"


def is_old(entry: Law | Pathway, register_dated: date, on: date) -> bool:
    """Whether it was looked at too long ago: on the day it was verified, else on that of its register."""
    return (on - (entry.verified_on or register_dated)).days > OLD_AFTER


def touches(entry: Law | Pathway, code: str) -> bool:
    """Whether it concerns a country: by its own code, by that of its region, or since it holds worldwide."""
    return not entry.countries or code in entry.countries


def is_named_for(entry: Law | Pathway, code: str) -> bool:
    """Whether it stands for this one country alone."""
    return entry.countries == (code,)


def must_first(pathways: Iterable[Pathway]) -> list[Pathway]:
    """Duties before offers, offers before what is pending; else in the order of the register."""
    order = ("must", "may", "pending")
    return sorted(pathways, key=lambda one: order.index(one.binding))


def list_changes_of_law(laws: Iterable[Law], codes: Sequence[str], on: date) -> tuple[list[LawChange], list[LawChange]]:
    """The changes ahead for these countries, soonest first and those without a day last; and the recent ones.

    What happens today is no longer ahead.
    """
    found = [change for law in laws if not law.countries or set(law.countries) & set(codes) for change in _changes(law)]
    ahead = [change for change in found if change.on is None or change.on > on]
    recent = [change for change in found if change.on is not None and 0 <= (on - change.on).days <= RECENT]
    return (
        sorted(ahead, key=lambda change: change.on or date.max),
        sorted(recent, key=lambda change: change.on or date.min, reverse=True),
    )


def _changes(law: Law) -> list[LawChange]:
    found = [LawChange(law, one.on, one.what) for one in law.dates]
    if law.in_force_from:
        found.append(LawChange(law, law.in_force_from, "in force from this day"))
    if law.in_force_until:
        found.append(LawChange(law, law.in_force_until, "last day in force"))
    if law.binding == "pending":
        found.append(LawChange(law, None, "pending; no day is known"))
    return found
