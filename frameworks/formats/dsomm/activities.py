"""The activities of a DSOMM model, gathered from its files: later files overlay, move or take away earlier ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frameworks.errors import Fault
from frameworks.formats.building import plain_text
from frameworks.formats.dsomm.source import Document
from frameworks.formats.imported import Note

IGNORE = "ignore"
META = "meta"
MOST_ACTIVITIES = 1_000
"""Of a model; DSOMM's own has some two hundred. Each is kept with its scale."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity as the files have it."""

    dimension: str
    subdimension: str
    name: str
    uuid: str
    fields: dict[str, Any]
    where: str
    level: int | None = None


@dataclass(slots=True)
class Gathered:
    """Every activity so far, in order, and what was found wrong or is worth a note."""

    activities: list[Activity]
    faults: list[Fault]
    notes: list[Note]


def gather(documents: Sequence[Document]) -> Gathered:
    """The activities of all files, one after the other."""
    found = Gathered([], [], [])
    for document in documents:
        own, ignored = [], list[tuple[str, str]]()
        for activity in _activities_of(document, found.faults, ignored):
            own.append(activity)
        _take_away(ignored, found)
        _overlay(own, found)
    if len(found.activities) > MOST_ACTIVITIES:
        what = f"The model has more than {MOST_ACTIVITIES:,} activities."
        found.faults.append(Fault(what, documents[0].name, "part it in several models."))
        return found
    found.activities = _told_apart([_with_level(one, found) for one in found.activities], found)
    return found


def _activities_of(document: Document, faults: list[Fault], ignored: list[tuple[str, str]]) -> Iterator[Activity]:
    """Those of one file. A part that is to be ignored is named by its kind and its name."""
    for steps, name, fields in _leaves(document, faults, ignored):
        where = document.place(*steps)
        uuid = fields.get("uuid")
        if uuid is not None and not isinstance(uuid, str):
            uuid = str(uuid)
        if fields.get(IGNORE) is True:
            ignored.append(("uuid", uuid) if uuid else ("name", name))
            continue
        kept = {str(key): value for key, value in fields.items()}
        yield Activity(_named(steps[0]), _named(steps[1]), _named(name), plain_text(uuid), kept, where)


def _leaves(
    document: Document, faults: list[Fault], ignored: list[tuple[str, str]]
) -> Iterator[tuple[tuple[Any, ...], str, dict[Any, Any]]]:
    """The steps to each activity, its name and its fields."""
    for dimension, subs in document.content.items():
        if dimension == META:
            continue
        for sub, activities in _inside(document, (dimension,), subs, faults):
            if sub == IGNORE:
                ignored.append(("dimension", _named(dimension)))
                continue
            for name, fields in _inside(document, (dimension, sub), activities, faults):
                if name == IGNORE:
                    ignored.append(("subdimension", _named(sub)))
                elif isinstance(fields, dict):
                    yield (dimension, sub, name), str(name), fields
                else:
                    faults.append(_no_keys(document, (dimension, sub, name)))


def _inside(document: Document, steps: tuple[Any, ...], part: Any, faults: list[Fault]) -> list[tuple[Any, Any]]:
    if isinstance(part, dict):
        return list(part.items())
    if part is not None:
        faults.append(_no_keys(document, steps))
    return []


def _no_keys(document: Document, steps: tuple[Any, ...]) -> Fault:
    kind = ("dimension", "sub-dimension", "activity")[len(steps) - 1]
    return Fault(f"The {kind} is not a set of keys with values.", document.place(*steps), "give keys with values.")


def _named(name: Any) -> str:
    """A key as the name of a part: on one line, as long as an id may be."""
    return " ".join(plain_text(str(name)).split())[:200].strip() or "Untitled"


def _take_away(ignored: Sequence[tuple[str, str]], found: Gathered) -> None:
    gone = set(ignored)
    kinds = {kind for kind, _ in gone}
    found.activities = [
        one for one in found.activities if not any((kind, getattr(one, kind)) in gone for kind in kinds)
    ]


def _overlay(own: Sequence[Activity], found: Gathered) -> None:
    """What a file says of an activity that is there already takes the place of what was said, field by field."""
    at = {(one.uuid or one.name): number for number, one in enumerate(found.activities)}
    by_name = {one.name: number for number, one in enumerate(found.activities)}
    for one in own:
        number = at.get(one.uuid) if one.uuid else by_name.get(one.name)
        if number is None or not found.activities:
            found.activities.append(one)
            continue
        former = found.activities[number]
        fields = {**former.fields, **one.fields}
        found.activities[number] = replace(one, uuid=one.uuid or former.uuid, fields=fields)


def _with_level(activity: Activity, found: Gathered) -> Activity:
    level = activity.fields.get("level")
    if level is None:
        found.notes.append(Note(activity.where, "The activity says no level; it stands on none."))
        return activity
    if isinstance(level, bool) or not isinstance(level, int) or not 0 < level <= 100:
        what = f"The level is {str(level)[:60]!r}, not a whole number from 1."
        found.faults.append(Fault(what, activity.where, "give a level from 1 to 5."))
        return activity
    return replace(activity, level=level)


def _told_apart(activities: Sequence[Activity], found: Gathered) -> list[Activity]:
    """Of activities with one uuid the first has it, and the others none: progress could not be told apart."""
    first: dict[str, Activity] = {}
    made = []
    for one in activities:
        if one.uuid and one.uuid in first:
            where = first[one.uuid].where
            what = f"Its uuid {one.uuid[:60]!r} is given twice: what progress says of it is that of {where}."
            found.notes.append(Note(one.where, what))
            one = replace(one, uuid="")
        first.setdefault(one.uuid, one)
        made.append(one)
    return made
