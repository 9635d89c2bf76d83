"""Who is assessed: an organization, its profile, and what of a framework that profile puts in scope."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from frameworks.fields import Frozen, Id, Text
from frameworks.model import Floor, Framework, Practice, Preset

CountryCode = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, capitals."""


class Profile(Frozen):
    """Which kinds of service an organization runs, and for whom. Decides what is in scope."""

    kinds: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    """None = every kind, so that every practice is in scope."""
    children_likely: bool = False
    countries: tuple[CountryCode, ...] = ()
    size: Id | None = None
    stage: Id | None = None


class Organization(Frozen):
    """Somebody who assesses; the newest profile is the one that holds today."""

    id: Id
    name: Text
    profile: Profile
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class DatedProfile:
    """A profile, the day from which it holds, and who recorded it."""

    on: date
    profile: Profile
    by: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The practices that count for one profile and preset, and those of them that are floors."""

    in_scope: frozenset[str]
    floors: frozenset[str]


def scope_of(framework: Framework, profile: Profile, preset_id: str | None = None) -> Scope:
    """What counts. A practice that profile or preset leaves out is no answer and counts nowhere.

    Raises KeyError for a preset the framework does not have.
    """
    preset = framework.preset(preset_id)
    # A set: the preset of a large framework names thousands.
    chosen = None if preset.practices is None else frozenset(preset.practices)
    in_scope = {
        practice.id
        for practice in framework.practices.values()
        if (chosen is None or practice.id in chosen)
        and (not practice.applies_to or (_is_for(practice, profile.kinds) and _is_for(practice, preset.kinds)))
    }
    floors = {
        practice_id
        for practice_id in in_scope
        if (floor := framework.practices[practice_id].floor) and _holds(floor, profile, preset)
    }
    return Scope(frozenset(in_scope), frozenset(floors))


def _is_for(practice: Practice, kinds: Collection[str] | None) -> bool:
    """Whether a practice is for services of these kinds; None = every kind."""
    return kinds is None or not set(kinds).isdisjoint(practice.applies_to)


def _holds(floor: Floor, profile: Profile, preset: Preset) -> bool:
    return preset.id in floor.presets and (profile.children_likely or not floor.children_likely)
