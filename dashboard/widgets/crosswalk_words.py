"""Answers read across to another list, in sentences: pure functions of the values."""

from dashboard.widgets.findings import count
from dashboard.widgets.marks import tenth
from frameworks.crosswalk_file import Relation
from frameworks.model import Framework
from scoring.reading_across import EntryReading, ReadingAcross, State

RELATIONS: dict[Relation, str] = {
    "equal": "asks the same",
    "superset": "asks all of it and more",
    "subset": "is a part of it",
    "intersects": "asks some of it and something else",
}
"""How one of our practices lies to an item of the other list."""


_REST: tuple[tuple[State, str, str], ...] = (
    ("open", "item waits for an answer", "items wait for an answer"),
    ("not_applicable", "item rests on what does not apply here", "items rest on what does not apply here"),
    ("not_covered", "item is covered by no practice", "items are covered by no practice"),
)


def reading_finding(reading: ReadingAcross, other: Framework) -> str:
    """Of how many items the answers say something."""
    read, items = reading.counted("read"), len(reading.items)
    if not read:
        return f"The answers say nothing of {other.title} yet."
    return f"The answers say something of {read} of {items} items of {other.title}."


def reading_lede(reading: ReadingAcross) -> str:
    """What the rest is: open, not applicable, not covered; and what the other list would leave unasked."""
    parts = [f"{count(number, *words)}." for state, *words in _REST if (number := reading.counted(state))]
    if unasked := len(reading.unasked_in_scope):
        parts.append(f"{count(unasked, 'practice of ours is', 'practices of ours are')} asked by no item of it.")
    return " ".join(parts) or "Every item is covered, and every practice of ours is asked."


def unasked_finding(reading: ReadingAcross, other: Framework) -> str:
    """What somebody who only answers the other list would never be asked."""
    number = len(reading.unasked_in_scope)
    if not number:
        return f"{other.title} asks for every practice that applies here"
    return f"{count(number, 'practice', 'practices')} that {other.title} leaves unasked"


def level_sentence(item: EntryReading, highest: int) -> str:
    """What the answers say of one item, with what they prove of the whole of it."""
    if item.state == "not_covered":
        return "No practice of ours covers it."
    if item.state == "not_applicable":
        return "The practices that lead here do not apply."
    if item.state == "open":
        return "The practices that lead here are not answered."
    low, high, value = item.claimed.low, item.claimed.high, item.claimed.value
    if low == high:
        return f"Level {low}."
    said = f"{tenth(value)} on what we ask of it"
    if item.is_torn:
        return f"{said}; the answers point to different levels, from {low} to {high}."
    if low == 0 and high == highest:
        return f"{said}; the whole of it may stand anywhere."
    if high == highest:
        return f"{said}; the whole of it at {low} or above."
    return (
        f"{said}; the whole of it at {high} or below."
        if low == 0
        else f"{said}; the whole of it between {low} and {high}."
    )


def limits_sentence(other: Framework) -> str:
    """What a reading across is not."""
    return (
        f"A reading of our own answers, not an assessment against {other.title}: nobody there has seen it, and an item "
        "that is covered here is not thereby complied with."
    )
