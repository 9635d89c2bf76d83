"""Faults of a checked file in plain words: what, where in the files, and how to mend it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import isclass
from typing import Any, get_args

from frameworks import fields
from frameworks.document_faults import short
from frameworks.fields import Frozen

Steps = tuple[int | str, ...]
"""A way through a tree: keys, and positions counted from 0."""
Lines = Mapping[tuple[Any, ...], int]
"""The line at which each value of one file stands, by its steps."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the steps through the whole tree lead in the files."""

    name: str
    file: str
    domain_files: Mapping[int, str]
    tree: Mapping[Any, Any]
    lines_of: Callable[[str], Lines]

    def of(self, steps: Steps) -> str:
        """The steps in words: catalog/… > domains/rep.yaml, line 12 > practice REP-04 > levels > 6."""
        steps = tuple(step for step in steps if step != "[key]")
        if len(steps) < 2 or steps[0] != "domains" or not isinstance(steps[1], int):
            return self._words(self.file, steps, self._labels(steps))
        file = self.domain_files.get(steps[1])
        if file is None:
            return self._words(self.file, steps, [f"domain {steps[1] + 1}", *self._inside_domain(steps)])
        own = steps[2:] if steps[2:3] == ("practices",) else ("domain", *steps[2:])
        return self._words(file, own, self._inside_domain(steps))

    def _words(self, file: str, own_steps: Steps, labels: Sequence[str]) -> str:
        lines = self.lines_of(file)
        known = (lines.get(own_steps[:length]) for length in range(len(own_steps), 0, -1))
        line = next((line for line in known if line), None)
        return " > ".join([self.name, f"{file}, line {line}" if line else file, *labels])

    def _inside_domain(self, steps: Steps) -> Sequence[str]:
        labels = self._labels(steps)
        if steps[2:3] != ("practices",) or len(steps) < 4:
            return labels[1:]
        entry = self.tree["domains"][steps[1]]["practices"][steps[3]]
        named = entry.get("id") if isinstance(entry, dict) else None
        own = f"practice {short(named, marks=False)}" if named else labels[1].replace("practices", "practice number")
        return [own, *labels[2:]]

    def _labels(self, steps: Steps) -> Sequence[str]:
        """The keys, each with the position of the entry inside it: `prerequisites 1`."""
        labels: list[str] = []
        here: Any = self.tree
        for step in steps:
            if isinstance(here, list) and isinstance(step, int):
                labels[-1] += f" {step + 1}"
                here = here[step]
            else:
                labels.append(short(step, marks=False))
                here = here.get(step) if isinstance(here, dict) else None
        return labels


def plain_words(error: Any, root: type[Frozen]) -> tuple[str, str]:
    """One complaint of the validator about a tree of the `root` model: what it is, and how to mend it."""
    limits, steps = error.get("ctx", {}), error["loc"]
    what, mend = _WORDS.get(error["type"], _OTHER)
    fitted = {
        **limits,
        "given": _shown(error["input"]),
        "key": short(steps[-1] if steps else ""),
        "allowed": ", ".join(_allowed(root, steps)),
        "characters": _CHARACTERS.get(limits.get("pattern", ""), ""),
    }
    return what.format_map(fitted), mend.format_map(fitted)


_OTHER = ("{given} does not fit here.", "look at the same key in another file.")
_KEYS = ("{given} is not a set of keys with values.", "give keys with values.")
_DATE = ("{given} is not a date.", 'give a date as "2026-11-25".')
_NUMBER = ("{given} is not a number that can be counted with.", "give a finite number, without quotation marks.")
_UNKNOWN = ("The key {key} is not known here.", "use: {allowed}.")
_TOO_LITTLE = ("There is too little here: {given}.", "give at least {min_length}, or leave the key out if it may be.")
_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("The key {key} is missing.", "add it."),
    "extra_forbidden": _UNKNOWN,
    "invalid_key": _UNKNOWN,
    "int_type": ("{given} is not a whole number.", "give a whole number, without quotation marks."),
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": ("{given} is too small.", "give a number of at least {ge}."),
    "greater_than": ("{given} is too small.", "give a number above {gt}."),
    "less_than_equal": ("{given} is too large.", "give a number of at most {le}."),
    "string_type": ("{given} is not text.", "give text, in quotation marks where it looks like a number."),
    "string_too_short": _TOO_LITTLE,
    "too_short": _TOO_LITTLE,
    "string_too_long": ("The text is longer than {max_length} characters.", "shorten it."),
    "string_pattern_mismatch": ("{given} cannot stand here.", "{characters}"),
    "literal_error": ("{given} is not one of the words that are known here.", "use {expected}."),
    "tuple_type": ("{given} is not a list.", "give a list."),
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "bool_type": ("{given} is neither true nor false.", "give true or false, without quotation marks."),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
}
_CHARACTERS: Mapping[str, str] = {
    fields.ID_PATTERN: "use letters, digits, dots, hyphens and underscores, at most 64, a letter or digit first.",
    fields.PART_ID_PATTERN: "use at most 200 characters on one line, without spaces around them.",
    fields.KEY_PATTERN: "name a framework with its version, as safer-by-design@1.0.",
    fields.PROSE_PATTERN: "take the control characters out.",
    fields.STEP_PATTERN: "name the level that is reached: to1, to2 and so on.",
}


def _allowed(root: type[Frozen], steps: Steps) -> Sequence[str]:
    """The keys that are known where an unknown one was found."""
    room = root
    for step in steps[:-1]:
        field = room.model_fields.get(step) if isinstance(step, str) else None
        room = (field and _model_in(field.annotation)) or room
    return [field.alias or name for name, field in room.model_fields.items()]


def _model_in(annotation: Any) -> type[Frozen] | None:
    if isclass(annotation) and issubclass(annotation, Frozen):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _shown(value: Any) -> str:
    """What was given, in words; never a whole tree."""
    if value is None:
        return "Nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "A set of keys with values"
    if isinstance(value, list):
        return "A list"
    return short(value) if isinstance(value, str) else str(value)
