"""What several people each gave one practice, and how they settled on the level that counts."""

import datetime
from collections.abc import Sequence

from pydantic import StrictInt

from frameworks.errors import Fault
from frameworks.fields import Frozen
from frameworks.scale import Scale
from scoring.texts import REMOVED, Line, Note


class Rating(Frozen):
    """One person's level for one practice, given without seeing the others'. Moves no score by itself."""

    by: Line
    level: StrictInt
    on: datetime.date


class Settled(Frozen):
    """The level that the raters agreed on after they had compared; it is the level of the answer."""

    level: StrictInt
    reason: Note
    by: Line
    on: datetime.date


def person_of(name: str) -> str:
    """A name as it is compared: the same however it is capitalized."""
    return name.strip().casefold()


def faults_of_ratings(ratings: Sequence[Rating], scale: Scale, as_of: datetime.date, where: str) -> list[Fault]:
    """Everything about the ratings of one practice that the scale, the calendar or another rating contradicts."""
    faults = []
    names = [person_of(rating.by) for rating in ratings]
    for number, rating in enumerate(ratings, start=1):
        here = f"{where} > ratings {number}"
        faults += off_scale(rating.level, scale, f"{here} > level")
        if not rating.by.strip():
            faults.append(Fault("The rating does not say whose it is.", f"{here} > by", "name who rated."))
        elif names.index(names[number - 1]) < number - 1 and not rating.by.startswith(REMOVED):
            faults.append(
                Fault(
                    "The same person rates this practice twice.",
                    f"{here} > by",
                    "keep the rating that holds; an earlier one stays in the history.",
                )
            )
        faults += _later(rating.on, as_of, "The rating", f"{here} > on")
    return faults


def faults_of_settlement(
    settled: Settled, level: int | None, scale: Scale, as_of: datetime.date, where: str
) -> list[Fault]:
    """Everything about a settlement that the answer's `level`, the scale or the calendar contradicts."""
    here = f"{where} > settled"
    faults = off_scale(settled.level, scale, f"{here} > level")
    if level is None:
        faults.append(Fault("A level is settled, but the answer gives none.", here, "give the settled level as level."))
    elif level != settled.level:
        faults.append(
            Fault(
                f"Level {settled.level} is settled, but the answer says {level}.",
                f"{here} > level",
                "give the settled level as the level of the answer, or leave settled out.",
            )
        )
    for name, text in (("reason", settled.reason), ("by", settled.by)):
        if not text.strip():
            faults.append(Fault(f"The settlement has no {name}.", f"{here} > {name}", _ASK[name]))
    return [*faults, *_later(settled.on, as_of, "The settlement", f"{here} > on")]


_ASK = {"reason": "say in a sentence why this level.", "by": "name who settled it."}


def off_scale(level: int, scale: Scale, where: str) -> list[Fault]:
    """A fault where the level is not on the scale."""
    if scale.lowest <= level <= scale.highest:
        return []
    edge = f"ends at {scale.highest}" if level > scale.highest else f"begins at {scale.lowest}"
    return [
        Fault(
            f"Level {level} is not on this framework's scale, which {edge}.",
            where,
            f"give a whole number from {scale.lowest} to {scale.highest}.",
        )
    ]


def _later(on: datetime.date, as_of: datetime.date, name: str, where: str) -> list[Fault]:
    if on <= as_of:
        return []
    return [Fault(f"{name} is dated {on}, after {as_of}.", where, "give the day it was made.")]
