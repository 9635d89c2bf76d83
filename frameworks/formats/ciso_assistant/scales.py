"""Scales of a library: `min_score`, `max_score` and `scores_definition`, of a framework or of one requirement."""

from typing import Any

from frameworks.formats.building import default_scale, shortened
from frameworks.formats.ciso_assistant.fields import Fields, text_of, whole_number
from frameworks.scale import Scale, ScaleLevel

LONGEST = 2_000
_END = ("Lowest score", "Highest score")
"""Summary of an end of a scale that the source does not name."""

Entries = list[dict[str, Any]]


def entries_of(definition: Any) -> Entries:
    """The named places of a `scores_definition`, which is a list, or a mapping with the list as `scale`."""
    named = definition.get("scale") if isinstance(definition, dict) else definition
    return [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []


def alternative(definition: Any, name: Any) -> Entries | None:
    """The named places that a framework's `scores_definition` holds under a name."""
    known = definition.get("alternatives") if isinstance(definition, dict) else None
    found = known.get(name) if isinstance(known, dict) and isinstance(name, str) else None
    return entries_of(found) if isinstance(found, list) else None


def framework_scale(given: Fields) -> tuple[Scale, str | None]:
    """The scale of a framework, and what to say of it where the source leaves something open."""
    ends = whole_number(given.get("min_score")), whole_number(given.get("max_score"))
    entries = entries_of(given.get("scores_definition"))
    standing_in = default_scale()
    lowest = standing_in.lowest if ends[0] is None else ends[0]
    highest = standing_in.highest if ends[1] is None else ends[1]
    made = made_scale(lowest, highest, entries)
    if made is None:
        return standing_in, (
            f"A scale from {lowest} to {highest} cannot be counted with; whole numbers from 0 to 100 stand in for it."
        )
    if ends == (None, None) and not entries:
        return standing_in, "The source has no scale; whole numbers from 0 to 100 stand in for it."
    if None in ends:
        return made, f"The source does not say where its scale begins and ends; {lowest} to {highest} stand in for it."
    return made, None


def own_scale(given: Fields, framework: Fields, common: Scale) -> Scale | None:
    """The scale of one requirement; None where it is the framework's.

    Ends that it does not give are the framework's, and so are the names of places between its ends.
    """
    named = given.get("scores_definition_ref") or given.get("scores_definition")
    ends = whole_number(given.get("min_score")), whole_number(given.get("max_score"))
    definition = framework.get("scores_definition")
    entries = (alternative(definition, named) or []) if isinstance(named, str) else entries_of(named)
    if ends == (None, None) and not entries:
        return None
    made = made_scale(*_ends(given, common), entries or entries_of(definition))
    return None if made == common else made


def is_uncountable(given: Fields, common: Scale) -> bool:
    """Whether one requirement states a scale that cannot be counted with, so that the framework's stands in for it."""
    stated = any(given.get(name) not in (None, "") for name in ("min_score", "max_score"))
    read = [whole_number(given.get(name)) for name in ("min_score", "max_score")]
    return stated and (read == [None, None] or made_scale(*_ends(given, common), []) is None)


def _ends(given: Fields, common: Scale) -> tuple[int, int]:
    lowest, highest = whole_number(given.get("min_score")), whole_number(given.get("max_score"))
    return common.lowest if lowest is None else lowest, common.highest if highest is None else highest


def made_scale(lowest: int, highest: int, entries: Entries) -> Scale | None:
    """Steps where every number is named, else a range with some places named; None where it cannot be one."""
    levels: dict[int, ScaleLevel] = {}
    if not 0 <= lowest < highest <= 1_000_000:
        return None
    for entry in entries:
        number = whole_number(entry.get("score"))
        title = shortened(text_of(entry.get("name")), LONGEST)
        summary = shortened(text_of(entry.get("description")), LONGEST)
        if number is not None and lowest <= number <= highest and number not in levels and (title or summary):
            levels[number] = ScaleLevel(number=number, title=title or str(number), summary=summary or title)
    is_range = len(levels) <= highest - lowest
    for number, word in zip((lowest, highest), _END, strict=True):
        levels.setdefault(number, ScaleLevel(number=number, title=str(number), summary=word))
    return Scale(levels=tuple(levels[number] for number in sorted(levels)), is_range=is_range)


def unplaced(definition: Any, scale: Scale) -> list[str]:
    """The scores of named places that are on no place of a scale, or on one that is named already."""
    places: set[int] = set()
    found = []
    for entry in entries_of(definition):
        number = whole_number(entry.get("score"))
        if number is None or number in places or not scale.lowest <= number <= scale.highest:
            found.append(text_of(entry.get("score"))[:20] or "none")
        else:
            places.add(number)
    return found


def scale_fields(scale: Scale | None) -> dict[str, Any]:
    """A scale in the words of the format; nothing for none, and for the one that stands in where a source has none."""
    if scale is None or scale == default_scale():
        return {}
    named = [_entry(level) for level in scale.levels if level.summary not in _END or level.title != str(level.number)]
    return {"min_score": scale.lowest, "max_score": scale.highest, "scores_definition": named or None}


def _entry(level: ScaleLevel) -> dict[str, Any]:
    name = None if level.title == str(level.number) else level.title
    given = {"score": level.number, "name": name, "description": None if level.summary == name else level.summary}
    return {field: value for field, value in given.items() if value is not None}
