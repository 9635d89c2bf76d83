"""The organization's own register of duties: what it must do where, who owns it, and when that was last checked."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Frozen
from frameworks.registers.law import OLD_AFTER, load_laws
from frameworks.registers.register import load_pathways, load_profiles
from scoring.texts import Line, Note

DutyState = Literal["active", "retired"]
DUTY_STATES: tuple[DutyState, ...] = get_args(DutyState)

EU = "EU"
"""Stands for every Member State, where a duty is the same in all of them."""
EVERYWHERE = ""


class DutyNotAccepted(MaturityError):
    """A duty says something no register knows, or too little to be of use."""

    exit_code = 11


class Duty(Frozen):
    """One duty in one country. A change is a new version under the same id; the newest holds."""

    id: Line = ""
    title: Line = ""
    """Own words; may be empty where an entry of our registers is named."""
    entry: Line = ""
    """A law or a pathway of our registers, by id; empty for a duty they do not know."""
    country: Line = EVERYWHERE
    """A code of ISO 3166, `EU`, or empty: everywhere."""
    owner: Line = ""
    """A role rather than a name."""
    deadline: Line = ""
    channel: Line = ""
    checked_on: datetime.date | None = None
    note: Note = ""
    state: DutyState = "active"
    by: Line = ""
    at: datetime.datetime | None = None
    """When this version was recorded, UTC."""

    @property
    def is_active(self) -> bool:
        """Whether it still binds."""
        return self.state == "active"

    @property
    def is_complete(self) -> bool:
        """Whether owner, deadline, channel and the day of the last check are all there."""
        return bool(self.owner and self.deadline and self.channel and self.checked_on)

    def is_overdue(self, on: datetime.date) -> bool:
        """Whether it binds and was not checked within half a year."""
        return self.is_active and (self.checked_on is None or (on - self.checked_on).days > OLD_AFTER)


@dataclass(frozen=True, slots=True)
class DutyCover:
    """How far a register of duties reaches over the countries of a profile."""

    own: tuple[str, ...]
    """Countries that a duty names."""
    shared: tuple[str, ...]
    """Countries that only a duty of the whole EU reaches."""
    bare: tuple[str, ...]
    """Countries that no duty reaches; one that holds everywhere is not counted."""

    @property
    def countries(self) -> int:
        """Of the profile."""
        return len(self.own) + len(self.shared) + len(self.bare)


def duties_that_hold(history: Iterable[Duty]) -> list[Duty]:
    """The newest version of each duty; active ones first, by country, those longest unchecked before others."""
    newest = {duty.id: duty for duty in history}
    return sorted(
        newest.values(),
        key=lambda duty: (not duty.is_active, duty.country, duty.checked_on or datetime.date.min, duty.id),
    )


def cover_countries(duties: Iterable[Duty], countries: Sequence[str]) -> DutyCover:
    """Which countries the active duties reach."""
    named = {duty.country for duty in duties if duty.is_active}
    own = tuple(code for code in countries if code in named)
    members = member_states() if EU in named else frozenset()
    shared = tuple(code for code in countries if code not in named and code in members)
    return DutyCover(own, shared, tuple(code for code in countries if code not in own and code not in shared))


def member_states() -> frozenset[str]:
    """The countries of the entries that hold in the whole EU."""
    return frozenset(code for one in load_pathways().pathways if len(one.countries) > 1 for code in one.countries)


def shown_level(duties: Sequence[Duty], countries: Sequence[str], claimed: int, on: datetime.date) -> int:
    """How far the register by itself backs the practice that asks for one, never above what is claimed.

    As the level texts of GOV-05 have it: 3 = every country, with owner, deadline, channel and a check within half a
    year; 2 = a list with owners; 1 = at least one duty with the day it was checked; else 0.
    """
    active = [duty for duty in duties if duty.is_active]
    if not active:
        return 0
    is_current = all(duty.is_complete and not duty.is_overdue(on) for duty in active)
    if is_current and countries and not cover_countries(active, countries).bare:
        return min(claimed, 3)
    if all(duty.owner for duty in active):
        return min(claimed, 2)
    return min(claimed, int(any(duty.checked_on for duty in active)))


def title_of(duty: Duty) -> str:
    """Its own words, else the title of the entry it names, else that entry's id."""
    return duty.title.strip() or entry_titles().get(duty.entry, duty.entry)


def entry_titles() -> dict[str, str]:
    """Every law and pathway of our registers by id, as a duty can name it."""
    laws = {law.id: f"{law.region}: {law.title}" for law in load_laws().laws}
    return laws | {one.id: f"{one.region}: report to {one.receiver}" for one in load_pathways().pathways}


def check_duty(duty: Duty, today: datetime.date) -> list[Fault]:
    """Everything about a duty that cannot be kept; empty = usable."""
    where = "duty"
    faults = []
    if not duty.title.strip() and not duty.entry:
        mend = "say in a few words what is to be done, or name an entry of the registers."
        faults.append(Fault("The duty says nothing.", f"{where} > title", mend))
    if duty.entry and duty.entry not in entry_titles():
        mend = "use an id that `safermark pathways --country XX` lists."
        faults.append(Fault(f"No register has an entry {duty.entry[:80]!r}.", f"{where} > entry", mend))
    if duty.country not in (EVERYWHERE, EU, *(one.code for one in load_profiles().countries)):
        mend = "use the two capital letters of ISO 3166, EU, or leave it out: everywhere."
        faults.append(Fault(f"{duty.country[:80]!r} is no country.", f"{where} > country", mend))
    if duty.checked_on is not None and duty.checked_on > today:
        what = f"{duty.checked_on} lies ahead."
        faults.append(Fault(what, f"{where} > checked on", "give the day on which somebody last checked it."))
    return faults
