"""A small model in SAMM's format, in words of our own: two functions, three practices, two streams, three levels."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

BOM = "\ufeff"
ANSWERS = {
    "A": ("No", "Yes, in some beds", "Yes, in half of the beds", "Yes, in every bed"),
    "B": ("No", "Yes, once", "Yes, now and then", "Yes, every season"),
}
VALUES = (0, 0.25, 0.5, 1)
FUNCTIONS = {"Kitchen": 2, "Garden": 1}
PRACTICES = {"SO": ("Soil", "Garden", 1), "WA": ("Water", "Garden", 2), "KC": ("Knife Care", "Kitchen", 1)}
STREAMS = ("A", "B")
LEVELS = (1, 2, 3)
QUESTIONS = tuple(
    f"{PRACTICES[practice][1][0]}-{practice}-{stream}-{level}-1"
    for practice in PRACTICES
    for stream in STREAMS
    for level in LEVELS
)
"""Ids in the order of the framework: Garden comes before Kitchen."""


def id_of(number: int) -> str:
    """32 characters; of many nothing but digits, of some what could be a decimal number."""
    return f"{number:032x}"


def model_files() -> dict[str, str]:
    """Every file of the model by its name, as text."""
    files: dict[str, str] = {}
    numbers = iter(range(1, 1_000))
    functions = {name: id_of(next(numbers)) for name in FUNCTIONS}
    practices = {short: id_of(next(numbers)) for short in PRACTICES}
    levels = {level: id_of(next(numbers)) for level in LEVELS}
    sets = {name: id_of(next(numbers)) for name in ANSWERS}
    for name, order in FUNCTIONS.items():
        # The color is a comment to YAML, as it is in the model.
        files[f"business_functions/{name}.yml"] = _yaml(
            model="SAMM20", id=functions[name], name=name, color="\n  #993300", order=order, type="Function"
        ).replace('"\\n  ', "\n  ").replace('300"', "300") + (
            f"logo: https://example.org/{name}.png\ndescription: |\n  All of the {name}.\n\n  A second paragraph.\n"
        )
    for short, (name, function, order) in PRACTICES.items():
        files[f"security_practices/{short}.yml"] = _yaml(
            function=functions[function],
            id=practices[short],
            name=name,
            shortName=short,
            shortDescription=f"{name} in short.",
            longDescription=f"{name} at length.",
            order=order,
            assignee="Ada",
            progress=50,
            type="Practice",
        )
    for level in LEVELS:
        files[f"maturity_levels/{level}.yml"] = _yaml(
            id=levels[level], number=level, description=f"Step {level} of care.", type="MaturityLevel"
        )
    for name, texts in ANSWERS.items():
        rows = "".join(
            f"- text: {text}\n  value: {value}\n  weight: 1\n  order: {place}\n"
            for place, (text, value) in enumerate(zip(texts, VALUES, strict=True))
        )
        files[f"answer_sets/{name}.yml"] = f"id: {sets[name]}\nvalues:\n{rows}type: AnswerSet\n"
    for short in PRACTICES:
        rungs = {level: id_of(next(numbers)) for level in LEVELS}
        for level in LEVELS:
            files[f"practice_levels/{short}-{level}.yml"] = _yaml(
                practice=practices[short],
                maturityLevel=levels[level],
                id=rungs[level],
                objective=f"Aim {level} of {short}.",
                type="PracticeLevel",
            )
        for place, letter in enumerate(STREAMS, start=1):
            stream = id_of(next(numbers))
            files[f"streams/{short}-{letter}.yml"] = _yaml(
                practice=practices[short],
                id=stream,
                name=f"Stream {letter} of {short}",
                letter=letter,
                description=f"What {letter} is about.",
                order=place,
                type="Stream",
            )
            for level in LEVELS:
                activity = id_of(next(numbers))
                files[f"activities/{short}-{level}-{letter}.yml"] = _yaml(
                    stream=stream,
                    level=rungs[level],
                    id=activity,
                    title=f"Do {short} {letter} {level}",
                    benefit=f"Better {short}",
                    shortDescription=f"{short} {letter} {level} in short.",
                    longDescription=f"{short} {letter} {level} at length.",
                    results=None,
                    notes=None,
                    type="Activity",
                )
                files[f"questions/{short}-{level}-{letter}.yml"] = _yaml(
                    activity=activity,
                    answerSet=sets["A" if letter == "A" else "B"],
                    id=id_of(next(numbers)),
                    text=f"Do you do {short} {letter} {level}?",
                    order=1,
                    quality=[f"You wrote {short} {letter} down", "No: you did not forget"],
                    type="Question",
                )
    return files


def write_model(folder: Path, changes: Mapping[str, str | None] | None = None, *, into: str = "core/model") -> Path:
    """Write the model below a folder, with other texts for some files, or without them; the folder `core`.

    One file begins with a byte order mark, another ends its lines as Windows does.
    """
    files = {**model_files(), **(changes or {})}
    for place, (name, text) in enumerate(files.items()):
        if text is None:
            continue
        file = folder / into / name
        file.parent.mkdir(parents=True, exist_ok=True)
        written = text.replace("\n", "\r\n") if place % 3 == 0 else text
        file.write_bytes(((BOM if place % 5 == 0 else "") + written).encode())
    return folder / into.split("/")[0]


def changed(name: str, /, **fields: Any) -> dict[str, str]:
    """A file of the model with some fields changed; those that become ... are left out."""
    tree = {**yaml.load(model_files()[name], Loader=yaml.BaseLoader), **fields}
    return {name: _yaml(**{key: value for key, value in tree.items() if value is not ...})}


def _yaml(**fields: Any) -> str:
    lines = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"- {_written(one)}" for one in value)]
        else:
            lines.append(f"{key}: {_written(value)}".rstrip())
    return "---\n" + "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    """A scalar; a text in quotes only where it needs them, so that ids stand bare as they do in the model."""
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, str) and any(mark in value for mark in ":\n") else str(value)
