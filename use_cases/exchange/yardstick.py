"""An answer that was read, held against a framework: the faults that only the framework shows."""

import re
from datetime import date
from difflib import get_close_matches

from frameworks.model import Framework
from scoring.assessment import Answer, check_answer
from use_cases.exchange.reading import Path, Reading, quote


def check_against(reading: Reading, path: Path, answer: Answer, framework: Framework, day: date) -> None:
    """Add the framework's faults to the reading; what stands at a place already at fault is not said again."""
    known = answer.practice if answer.practice in framework.practices else next(iter(framework.practices))
    if answer.practice and known != answer.practice:
        nearest = _nearest_practice(reading, answer.practice, framework)
        reading.fault(
            (*path, "practice"),
            f"{framework.key} has no practice {quote(answer.practice)}.{nearest}",
            f"use an id that `safermark framework show {framework.id}` lists.",
        )
    prefix = f"practice {known}"
    # Any practice will do for the rest: all are answered on the same scale.
    for fault in check_answer(answer.model_copy(update={"practice": known}), framework, day):
        place = (*path, *_path_of(fault.where.removeprefix(prefix)))
        if not _is_said(reading, place, path):
            reading.fault(place, fault.what, fault.mend)


def _is_said(reading: Reading, place: Path, path: Path) -> bool:
    stand_on_the_level = ((*path, "review"), (*path, "settled"), (*path, "settled", "level"))
    if place in stand_on_the_level and (*path, "level") in reading.faulty:
        # The level is there, only not readable: that there is none to stand on would be untrue.
        return True
    return any(place[:length] in reading.faulty for length in range(len(path), len(place) + 1))


def _path_of(where: str) -> Path:
    """The path in the words of check_answer: " > evidence 2 > link" is ("evidence", 1, "link")."""
    found: list[str | int] = []
    for word in where.split(" > ")[1:]:
        key, _, number = word.partition(" ")
        found += [key, int(number) - 1] if number else [key]
    return tuple(found)


def _nearest_practice(reading: Reading, practice: str, framework: Framework) -> str:
    if reading.is_full:
        return ""
    # DET-1 means DET-01 rather than DET-10.
    padded = re.sub(r"(?<![0-9])([0-9])$", r"0\1", practice[:80].strip().upper())
    close = get_close_matches(padded, framework.practices, n=1, cutoff=0.5)
    return f" Did you mean '{close[0]}'?" if close else ""
