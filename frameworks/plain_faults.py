"""Faults of a framework file in plain words: where in the files, what, and how to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frameworks import model
from frameworks.errors import Fault
from frameworks.model import Frozen

_ROOMS: Mapping[str, type[Frozen]] = {
    "domains": model.Domain,
    "practices": model.Practice,
    "scale": model.Scale,
    "levels": model.ScaleLevel,
    "gate": model.Gate,
    "evidence_kinds": model.EvidenceKind,
    "review": model.Period,
    "recheck": model.Period,
    "target": model.Target,
    "detectable_change": model.DetectableChange,
    "judgements": model.Judgement,
    "owners": model.OwnerRole,
    "presets": model.Preset,
    "floor": model.Floor,
    "prerequisites": model.Prerequisite,
    "references": model.Reference,
    "illustrations": model.Illustration,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path of the whole tree stands in the files."""

    name: str
    file: str
    domain_files: Mapping[int, str]
    tree: Mapping[str, Any]

    def of(self, path: Sequence[int | str]) -> str:
        """The path in words: catalog/… > domains/rep.yaml > practice REP-04 > levels > 6."""
        if len(path) >= 2 and path[0] == "domains" and isinstance(path[1], int):
            file = self.domain_files.get(path[1], f"{self.file} > domain {path[1] + 1}")
            return " > ".join([self.name, file, *self._inside_domain(path)])
        return " > ".join([self.name, self.file, *(str(step) for step in path)])

    def _inside_domain(self, path: Sequence[int | str]) -> list[str]:
        rest = list(path[2:])
        if len(rest) < 2 or rest[0] != "practices" or not isinstance(rest[1], int):
            return [str(step) for step in rest]
        steps = [step for step in rest[2:] if step != "[key]"]
        return [f"practice {self._practice(path[1], rest[1])}", *(str(step) for step in steps)]

    def _practice(self, domain: int | str, number: int) -> str:
        entry = self.tree["domains"][domain]["practices"][number]
        named = entry.get("id") if isinstance(entry, dict) else None
        return str(named) if named else f"number {number + 1}"


def plain_fault(error: Any, place: Place) -> Fault:
    """One complaint of the validator in words for the person who wrote the file."""
    path = error["loc"]
    what, mend = _words(error, path)
    return Fault(what, place.of(path), mend)


def _words(error: Any, path: Sequence[int | str]) -> tuple[str, str]:
    given = _shown(error.get("input"))
    limits = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"The key '{path[-1]}' is missing.", "add it."
        case "extra_forbidden":
            return f"The key '{path[-1]}' is not known here.", f"use: {', '.join(_allowed(path))}."
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{given} is not a whole number.", "give a whole number without quotation marks."
        case "float_type" | "float_parsing" | "finite_number":
            return f"{given} is not a number that can be counted with.", "give a finite number."
        case "greater_than_equal" | "greater_than":
            least = limits.get("ge", limits.get("gt"))
            return f"{given} is too small.", f"give a number of at least {least}."
        case "less_than_equal":
            return f"{given} is too large.", f"give a number of at most {limits.get('le')}."
        case "string_type":
            return f"{given} is not text.", "give text, in quotation marks where it looks like a number."
        case "string_too_short" | "too_short":
            return "There is nothing here.", "fill it in, or leave the key out where it may be left out."
        case "string_too_long":
            return f"The text is longer than {limits.get('max_length')} characters.", "shorten it."
        case "string_pattern_mismatch":
            return f"{given} cannot be an id.", "use letters, digits, dots, hyphens and underscores, at most 64."
        case "literal_error" | "enum":
            return f"{given} is not one of the words that are known here.", f"use {limits.get('expected')}."
        case "tuple_type" | "list_type":
            return f"{given} is not a list.", "give a list."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{given} is not a set of keys with values.", "give keys with values."
        case "bool_type" | "bool_parsing":
            return f"{given} is neither true nor false.", "give true or false."
        case kind if kind.startswith("date"):
            return f"{given} is not a date.", 'give a date as "2026-11-25".'
    return f"{given} does not fit here.", "look at the same key in another framework."


def _allowed(path: Sequence[int | str]) -> Sequence[str]:
    """The keys that are known where an unknown one was found."""
    room: type[Frozen] = model.Framework
    for step in path[:-1]:
        room = _ROOMS.get(step, room) if isinstance(step, str) else room
    return list(room.model_fields)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"
