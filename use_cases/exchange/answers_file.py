"""Answers files in and out: which reader and writer a file ending means, and every fault of a file at once."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from frameworks.errors import FrameworkNotFound
from frameworks.loader import CATALOG, load_framework
from frameworks.model import Framework
from scoring.assessment import Answer, check_answer
from use_cases.exchange import reading as places
from use_cases.exchange.csv_file import csv_draft, csv_text
from use_cases.exchange.json_file import json_draft, json_text
from use_cases.exchange.reading import Reading, quote
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable, Draft, read_header, read_items
from use_cases.exchange.yaml_file import yaml_draft, yaml_text

__all__ = ["AnswersFile", "AnswersNotReadable", "read_answers", "read_checked", "write_answers"]

_DRAFTS: dict[str, Callable[[bytes | Path, str], Draft]] = {
    ".json": json_draft,
    ".yaml": yaml_draft,
    ".yml": yaml_draft,
    ".csv": csv_draft,
}
_TEXTS: dict[str, Callable[[AnswersFile], str]] = {
    ".json": json_text,
    ".yaml": yaml_text,
    ".yml": yaml_text,
    ".csv": csv_text,
}
_Anything = TypeVar("_Anything")


def read_answers(
    source: bytes | Path,
    name: str,
    *,
    framework: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
    catalogs: Sequence[Path] = (CATALOG,),
) -> AnswersFile:
    """The answers of a file, checked against the framework; `name` says by its ending how to read it.

    `framework` (id, id@version or path) and `as_of` override what the file says and stand in the value returned.
    `today` is the day evidence ages against where no day is given, default the present one in UTC.

    Raises:
        AnswersNotReadable: with every fault of the file.
        FrameworkNotReadable: the framework given as an argument cannot be used.
    """
    return read_checked(source, name, framework=framework, as_of=as_of, today=today, catalogs=catalogs)[0]


def read_checked(
    source: bytes | Path,
    name: str,
    *,
    framework: str | None = None,
    into: Framework | None = None,
    as_of: date | None = None,
    today: date | None = None,
    catalogs: Sequence[Path] = (CATALOG,),
) -> tuple[AnswersFile, Framework]:
    """As read_answers(), and the framework the answers were checked against.

    `into` is the framework of the assessment the answers are meant for: a file that names another one is at fault.
    """
    given = into or (load_framework(framework, catalogs) if framework is not None else None)
    draft = _by_ending(_DRAFTS, name)(source, name)
    reading = draft.reading
    header = read_header(draft)
    day = as_of or header.as_of or today or datetime.now(UTC).date()
    items = read_items(draft, day)
    if into is not None:
        _check_same(reading, header.framework, into)
    yardstick = given or _named_framework(reading, header.framework, name, catalogs)
    if yardstick is not None:
        _check_preset(reading, header.preset, yardstick)
        for path, answer in items:
            _check_against(reading, path, answer, yardstick, day)
    faults = reading.all_faults(name)
    if faults or yardstick is None:
        raise AnswersNotReadable(*faults)
    answers_file = AnswersFile(
        framework=framework or header.framework,
        organization=header.organization,
        as_of=as_of or header.as_of,
        profile=header.profile,
        preset=header.preset,
        about=header.about,
        answers=tuple(answer for _, answer in items),
    )
    return answers_file, yardstick


def write_answers(answers_file: AnswersFile, path: Path) -> None:
    """Write a file that reads back as the same value; by its ending JSON, YAML or CSV.

    CSV has columns for the answers and their evidence only: framework, profile, `by`, `on` and reviews do not
    travel in it.

    Raises:
        AnswersNotReadable: the ending is not known, or the file cannot be written.
    """
    text = _by_ending(_TEXTS, path.name)(answers_file)
    try:
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise AnswersNotReadable.of(
            f"The file cannot be written: {error.strerror}.", path.name, "choose a folder you may write to."
        ) from error


def _by_ending(choices: dict[str, _Anything], name: str) -> _Anything:
    ending = Path(name).suffix.lower()
    if ending not in choices:
        shown = f"ends in {quote(ending)}" if ending else "has no ending"
        raise AnswersNotReadable.of(
            f"The name of the answers file {shown}, so its format is not known.",
            places.shorten(name),
            f"give it a name that ends in one of: {', '.join(choices)}.",
        )
    return choices[ending]


def _named_framework(reading: Reading, reference: str | None, name: str, catalogs: Sequence[Path]) -> Framework | None:
    if reference is None:
        if ("framework",) not in reading.faulty and () not in reading.faulty:
            reading.fault(
                ("framework",),
                "No framework is named.",
                "write its id and version in the file (CSV has no place for it), or name it with --framework.",
            )
        return None
    try:
        return load_framework(reference, catalogs)
    except FrameworkNotFound as error:
        for fault in error.faults:
            reading.fault(("framework",), fault.what, fault.mend)
        return None


def _check_same(reading: Reading, named: str | None, into: Framework) -> None:
    if named is not None and named not in (into.id, into.key):
        reading.fault(
            ("framework",),
            f"The file is for {quote(named)}, the assessment is against {into.key}.",
            f"start an assessment against {named}, or choose another file.",
        )


def _check_preset(reading: Reading, preset: str | None, framework: Framework) -> None:
    if preset is not None:
        reading.choice(preset, ("preset",), [known.id for known in framework.presets], "Preset")


def _check_against(reading: Reading, path: places.Path, answer: Answer, framework: Framework, day: date) -> None:
    """Faults that only the framework shows; what stands at a place already at fault is not said again."""
    known = answer.practice if answer.practice in framework.practices else next(iter(framework.practices))
    if answer.practice and known != answer.practice:
        reading.fault(
            (*path, "practice"),
            f"{framework.key} has no practice {quote(answer.practice)}.{_nearest_practice(answer.practice, framework)}",
            f"use an id that `safermark framework show {framework.id}` lists.",
        )
    prefix = f"practice {known}"
    for fault in check_answer(answer.model_copy(update={"practice": known}), framework, day):
        place = (*path, *_path_of(fault.where.removeprefix(prefix)))
        if not _is_said(reading, place, path):
            reading.fault(place, fault.what, fault.mend)


def _is_said(reading: Reading, place: places.Path, path: places.Path) -> bool:
    return any(place[:length] in reading.faulty for length in range(len(path), len(place) + 1))


def _path_of(where: str) -> places.Path:
    """The path in the words of check_answer: " > evidence 2 > link" is ("evidence", 1, "link")."""
    found: list[str | int] = []
    for word in where.split(" > ")[1:]:
        key, _, number = word.partition(" ")
        found += [key, int(number) - 1] if number else [key]
    return tuple(found)


def _nearest_practice(practice: str, framework: Framework) -> str:
    close = get_close_matches(practice[:80].upper(), framework.practices, n=1, cutoff=0.5)
    return f" Did you mean '{close[0]}'?" if close else ""
