"""The story of each fictional organization, as its file in `organizations/` tells it."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from frameworks.documents import read_tree
from frameworks.fields import Frozen, Id, Text
from scoring.actions import Action
from scoring.duties import Duty
from scoring.organization import Profile

FOLDER = Path(__file__).parent / "organizations"

Level = Annotated[int, Field(strict=True, ge=0, le=5)]


class DatedProfile(Frozen):
    """A profile and the day from which it holds."""

    on: date
    profile: Profile


class Waiver(Frozen):
    """Why a practice is said to be not applicable, and until when that stands."""

    reason: Text
    recheck: date


class Start(Frozen):
    """Where the organization stood when it first answered."""

    domains: dict[Id, Level]
    """Level of every practice of a domain that `practices` does not name."""
    practices: dict[Id, Level] = {}
    not_known: tuple[Id, ...] = ()
    unanswered: tuple[Id, ...] = ()
    not_applicable: dict[Id, Waiver] = {}
    notes: dict[Id, Text] = {}


class Chapter(Frozen):
    """Something that happened on a day, and what it did to the practices."""

    on: date
    event: Text | None = None
    """Title of the event that the trend shows; None for quiet work."""
    note: Text
    """What the people who answered wrote beside each practice that moved."""
    levels: dict[Id, Level] = {}
    not_known: tuple[Id, ...] = ()
    not_applicable: dict[Id, Waiver] = {}
    people: dict[Id, Text] = {}
    """Who answers from now on, by owner role."""


class Keeping(Frozen):
    """Which evidence somebody keeps current, how often and until when; outside of it nothing is renewed."""

    practices: tuple[Id, ...]
    """Practice ids, or domain ids for all of a domain."""
    since: date
    until: date | None = None
    every_days: Annotated[int, Field(strict=True, ge=30, le=900)]
    shortfall: Annotated[int, Field(strict=True, ge=0, le=2)] = 0
    """By how many levels the evidence stays behind the claim."""


class Visit(Frozen):
    """A review by somebody other than the people who answered."""

    on: date
    by: Text
    practices: tuple[Id, ...]
    found_lower: tuple[Id, ...] = ()
    """Practices found one level below the claim."""


class Wish(Frozen):
    """The target profile of the framework that the organization took over, and when."""

    on: date
    profile: Id


class Errand(Frozen):
    """An action as it stood on the day it was kept."""

    on: date
    action: Action


class Owed(Frozen):
    """A duty as it stood on the day it was kept."""

    on: date
    duty: Duty


class Story(Frozen):
    """One fictional organization over time."""

    id: Id
    name: Text
    about: Text
    preset: Id
    profiles: tuple[DatedProfile, ...] = Field(min_length=1)
    people: dict[Id, Text]
    """Who answers, by owner role: an invented name and the role."""
    begins: date
    snapshots: Annotated[int, Field(strict=True, ge=8, le=12)]
    """How many quarterly snapshots, the last one on `LAST_QUARTER`."""
    start: Start
    chapters: tuple[Chapter, ...]
    keepings: tuple[Keeping, ...]
    visits: tuple[Visit, ...] = ()
    snapshot_notes: dict[date, Text] = {}
    targets: Wish | None = None
    actions: tuple[Errand, ...] = ()
    duties: tuple[Owed, ...] = ()


def load_stories(folder: Path = FOLDER) -> tuple[Story, ...]:
    """Every story, by the name of its file."""
    return tuple(Story.model_validate(read_tree(path, path.name, "yaml")) for path in sorted(folder.glob("*.yaml")))
