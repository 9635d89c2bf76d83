"""Levels as files give them: the value of a step where a scale has values, its number everywhere else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from frameworks.model import Framework
from frameworks.scale import Scale
from scoring.assessment import Answer
from use_cases.exchange.reading import Path, Reading, describe
from use_cases.exchange.shape import AnswersFile


def has_values(framework: Framework) -> bool:
    """Whether any practice is answered in values, as SAMM's 0.25."""
    return any(framework.scale_of(id_).has_values for id_ in framework.practices)


def numbers_in_place_of_values(tree: Any, framework: Framework, reading: Reading) -> None:
    """Turn every value of the answers in a file's tree into the number of its step, in place.

    A value that the practice's scale does not have goes to the faults and gives way to the lowest step.
    """
    entries = tree.get("answers") if isinstance(tree, dict) else None
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        practice = entry.get("practice") if isinstance(entry, dict) else None
        if isinstance(practice, str) and practice in framework.practices:
            scale = framework.scale_of(practice)
            for path, holder in _holders(entry, ("answers", number)) if scale.has_values else ():
                _turn(holder, (*path, "level"), scale, reading)


def _turn(holder: dict[str, Any], path: Path, scale: Scale, reading: Reading) -> None:
    given = holder.get("level")
    if given is None:
        return
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    step = scale.number_of(given) if is_number else None
    if step is None:
        allowed = ", ".join(str(scale.value_of(one.number)) for one in scale.levels)
        what = f"level is {describe(given)}, which is not on the scale of this practice."
        reading.fault(path, what, f"give one of: {allowed}.")
    holder["level"] = scale.lowest if step is None else step


def _holders(entry: dict[str, Any], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every set of keys of one answer in which a level stands."""
    yield path, entry
    for key in ("review", "settled"):
        if isinstance(entry.get(key), dict):
            yield (*path, key), entry[key]
    for key in ("evidence", "ratings"):
        for number, one in enumerate(entry[key] if isinstance(entry.get(key), list) else ()):
            if isinstance(one, dict):
                yield (*path, key, number), one


def with_values(answers_file: AnswersFile, framework: Framework) -> AnswersFile:
    """The file as it is written: its answers with values in place of the numbers of steps. Only for writers."""
    if not has_values(framework):
        return answers_file
    return replace(answers_file, answers=tuple(_with_values(one, framework) for one in answers_file.answers))


def _with_values(answer: Answer, framework: Framework) -> Answer:
    scale = framework.scale_of(answer.practice)

    def turned(one: Any) -> Any:
        return one if one is None or one.level is None else one.model_copy(update={"level": scale.value_of(one.level)})

    parts = {
        "evidence": tuple(turned(one) for one in answer.evidence),
        "ratings": tuple(turned(one) for one in answer.ratings),
        "review": turned(answer.review),
        "settled": turned(answer.settled),
    }
    made: Answer = turned(answer)
    return made.model_copy(update=parts)
