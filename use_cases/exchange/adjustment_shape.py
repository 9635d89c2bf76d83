"""Adjusted estimates as values and as trees, and held against a framework."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from frameworks.model import Framework
from scoring.adjusted import Adjusted, adjust_framework
from scoring.adjustment import (
    ESTIMATES,
    Adjustment,
    AdjustmentNotAccepted,
    Key,
    Needed,
    Value,
    check_adjustment,
)
from scoring.screening import screen_text
from use_cases.exchange.reading import Path, Reading, describe

ADJUSTMENT_KEYS = ("practice", "field", "part", "value", "reason", "by", "on")
NEEDED_KEYS = ("practice", "level", "for_level")

_HARMLESS = Adjustment(practice="", field="proactive", value=None, reason="", on=date.min)


def read_adjustments(reading: Reading, tree: Mapping[Any, Any], as_of: date) -> list[tuple[Path, Adjustment]]:
    """The adjustments of a file with their places; `as_of` is the day of one that names none.

    One at fault is replaced by a harmless one: use them only when the reading holds no fault.
    """
    found = []
    for number, entry in enumerate(reading.items(tree, (), "adjustments")):
        path: Path = ("adjustments", number)
        given = reading.mapping(entry, path, "The adjustment")
        if given is None:
            continue
        before = len(reading.faulty)
        reading.check_keys(given, path, ADJUSTMENT_KEYS)
        if "value" not in given:
            reading.fault((*path, "value"), "The adjustment has no value.", "give one, or null to take it back.")
        field = reading.choice(given.get("field"), (*path, "field"), ESTIMATES, "Field")
        one = Adjustment(
            practice=reading.text(given, path, "practice", 500),
            field=field or "proactive",  # type: ignore[arg-type]
            part=reading.text(given, path, "part", 500),
            value=_value(reading, given.get("value"), (*path, "value")),
            reason=reading.text(given, path, "reason", 10_000),
            by=reading.text(given, path, "by", 500),
            on=reading.date(given, path, "on") or as_of,
        )
        found.append((path, one if len(reading.faulty) == before else _HARMLESS))
    return found


def check_adjustments(
    reading: Reading, found: Sequence[tuple[Path, Adjustment]], framework: Framework, as_of: date
) -> None:
    """Add what the framework, the calendar and the adjustments among themselves contradict to the reading."""
    sound = [(path, one) for path, one in found if one is not _HARMLESS]
    first: dict[tuple[str, str, str], Path] = {}
    is_sound = True
    for path, one in sound:
        faults = [
            *check_adjustment(one, framework, as_of),
            *screen_text(one.reason, " > reason"),
            *screen_text(one.by, " > by"),
        ]
        for fault in faults:
            is_sound = False
            reading.fault((*path, *_steps_of(fault.where, one)), fault.what, fault.mend)
        if one.key in first:
            is_sound = False
            what = f"This estimate is adjusted twice; first at {reading.locate(first[one.key])}."
            reading.fault(path, what, "keep the one that holds.")
        first.setdefault(one.key, path)
    if is_sound:
        _check_together(reading, [one for _, one in sound], framework)


def adjustment_as_tree(adjustment: Adjustment) -> dict[str, Any]:
    """The tree that reads back as the same adjustment, but for the moment it was recorded."""
    tree = adjustment.model_dump(mode="json", exclude={"at"})
    return {key: tree[key] for key in ADJUSTMENT_KEYS if key == "value" or tree[key] != ""}


def adjusted_as_tree(adjusted: Mapping[Key, Adjusted]) -> list[dict[str, Any]]:
    """What is adjusted, each beside what the framework states."""
    found = []
    for mark in adjusted.values():
        stated = mark.stated
        if isinstance(stated, tuple):
            shown: Any = [one.model_dump() if isinstance(one, Needed) else one for one in stated]
        else:
            shown = stated
        found.append({**adjustment_as_tree(mark.adjustment), "stated": shown})
    return found


def _check_together(reading: Reading, adjustments: Sequence[Adjustment], framework: Framework) -> None:
    try:
        adjust_framework(framework, adjustments)
    except AdjustmentNotAccepted as error:
        for fault in error.faults:
            reading.fault(("adjustments",), fault.what, fault.mend)


def _steps_of(where: str, adjustment: Adjustment) -> Path:
    """The path in the words of check_adjustment(): "… > value 2 > level" is ("value", 1, "level")."""
    of_all = " > ".join(filter(None, (f"adjustment {adjustment.practice}", adjustment.field, adjustment.part)))
    found: list[str | int] = []
    for word in where.removeprefix(of_all).split(" > ")[1:]:
        key, _, number = word.partition(" ")
        found += [key, int(number) - 1] if number else [key]
    return tuple(found)


def _value(reading: Reading, given: Any, path: Path) -> Value:
    if given is None:
        return None
    # A whole number can be too large for any other kind of number.
    if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < 1e9:
        return float(given)
    if isinstance(given, list) and all(isinstance(one, str) and len(one) <= 500 for one in given):
        return tuple(given)
    if isinstance(given, list) and all(isinstance(one, dict) for one in given):
        return tuple(_needed(reading, one, (*path, number)) for number, one in enumerate(given))
    reading.fault(
        path,
        f"value is {describe(given)}, and no value of an estimate.",
        "give a number, a list of stages, or a list of practice, level and for_level; null takes it back.",
    )
    return None


def _needed(reading: Reading, given: Mapping[Any, Any], path: Path) -> Needed:
    reading.check_keys(given, path, NEEDED_KEYS)
    levels = {}
    for key in ("level", "for_level"):
        level = reading.level(given, path, key)
        if given.get(key) is None:
            reading.fault((*path, key), f"The prerequisite has no {key}.", "give the number of a level.")
        elif level is not None and not 0 <= level <= 100:
            reading.fault((*path, key), f"Level {level} is on no scale.", "give the number of a level.")
        levels[key] = min(max(level or 0, 0), 100)
    return Needed(practice=reading.text(given, path, "practice", 500), **levels)
