"""Ratings by several people, and how they settled, as values and as trees."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from frameworks.fields import Frozen
from scoring.assessment import Answer
from scoring.ratings import Rating, Settled
from use_cases.exchange.reading import Path, Reading

RATING_KEYS = ("by", "level", "on")
SETTLED_KEYS = ("level", "reason", "by", "on")


def read_ratings(reading: Reading, tree: Mapping[Any, Any], path: Path, as_of: date) -> tuple[Rating, ...]:
    """The ratings of an answer; a value at fault is replaced by a harmless one."""
    found = []
    for number, entry in enumerate(reading.items(tree, path, "ratings")):
        here = (*path, "ratings", number)
        rating = reading.mapping(entry, here, "The rating")
        if rating is None:
            continue
        reading.check_keys(rating, here, RATING_KEYS)
        _ask_for(reading, rating, here, "rating", RATING_KEYS)
        found.append(
            Rating(
                by=reading.text(rating, here, "by", 500),
                level=reading.level(rating, here) or 0,
                on=_past_day(reading, rating, here, as_of, "rating"),
            )
        )
    return tuple(found)


def read_settled(reading: Reading, tree: Mapping[Any, Any], path: Path, as_of: date) -> Settled | None:
    """How the raters settled; None where they did not, or where it is no set of keys."""
    if tree.get("settled") is None:
        return None
    here = (*path, "settled")
    settled = reading.mapping(tree["settled"], here, "The settlement")
    if settled is None:
        return None
    reading.check_keys(settled, here, SETTLED_KEYS)
    _ask_for(reading, settled, here, "settlement", SETTLED_KEYS)
    return Settled(
        level=reading.level(settled, here) or 0,
        reason=reading.text(settled, here, "reason", 10_000),
        by=reading.text(settled, here, "by", 500),
        on=_past_day(reading, settled, here, as_of, "settlement"),
    )


def raters_as_tree(answer: Answer) -> dict[str, Any]:
    """The ratings and the settlement under the keys they are read from."""
    return {
        "ratings": [fields_as_tree(rating, RATING_KEYS) for rating in answer.ratings],
        "settled": fields_as_tree(answer.settled, SETTLED_KEYS) if answer.settled else None,
    }


def fields_as_tree(part: Frozen, keys: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a part of an answer under these names; dates as text, empty texts left out."""
    values = {key: getattr(part, key) for key in keys}
    dated = {key: value.isoformat() for key, value in values.items() if isinstance(value, date)}
    return {key: dated.get(key, value) for key, value in values.items() if value != ""}


_ASK = {
    "by": "name who it was.",
    "level": "give the level.",
    "on": "give the day it was made, as YYYY-MM-DD.",
    "reason": "say in a sentence why this level.",
}


def _ask_for(reading: Reading, tree: Mapping[Any, Any], path: Path, name: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        if tree.get(key) in (None, ""):
            reading.fault((*path, key), f"The {name} has no {key}.", _ASK[key])


def _past_day(reading: Reading, tree: Mapping[Any, Any], path: Path, as_of: date, name: str) -> date:
    day = reading.date(tree, path, "on")
    if day is not None and day > as_of:
        reading.fault(
            (*path, "on"),
            f"The {name} is dated {day}, after {as_of}, the day the answers are scored for.",
            "give the day it was made, or a later as_of.",
        )
    return min(day or as_of, as_of)
