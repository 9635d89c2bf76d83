"""Answers files in and out: which reader and writer a file ending means, and every fault of a file at once."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from frameworks.errors import FrameworkNotFound
from frameworks.loader import CATALOG, frameworks_in, load_framework
from frameworks.model import Framework
from use_cases.exchange import reading as places
from use_cases.exchange.adjustment_shape import check_adjustments, read_adjustments
from use_cases.exchange.csv_file import csv_draft, csv_text
from use_cases.exchange.foreign import AUTO, foreign_format, refuse_team
from use_cases.exchange.json_file import json_draft, json_text
from use_cases.exchange.level_values import has_values, numbers_in_place_of_values, with_values
from use_cases.exchange.reading import Reading, quote
from use_cases.exchange.shape import AnswersFile, AnswersNotReadable, Draft, read_header, read_items
from use_cases.exchange.source import STANDARD_INPUT
from use_cases.exchange.workbook.read_workbook import workbook_draft
from use_cases.exchange.workbook.write_workbook import workbook_bytes
from use_cases.exchange.yaml_file import yaml_draft, yaml_text
from use_cases.exchange.yardstick import check_against

__all__ = ["AnswersFile", "AnswersNotReadable", "answers_as_bytes", "read_answers", "read_checked", "write_answers"]

_DRAFTS: dict[str, Callable[[bytes | Path, str], Draft]] = {
    ".json": json_draft,
    ".yaml": yaml_draft,
    ".yml": yaml_draft,
    ".csv": csv_draft,
    ".xlsx": workbook_draft,
}
_TEXTS: dict[str, Callable[[AnswersFile], str]] = {
    ".json": json_text,
    ".yaml": yaml_text,
    ".yml": yaml_text,
    ".csv": csv_text,
}
_WORKBOOK = ".xlsx"
_Anything = TypeVar("_Anything")


def read_answers(
    source: bytes | Path,
    name: str,
    *,
    framework: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
    catalogs: Sequence[Path] = (CATALOG,),
    format: str = AUTO,
) -> AnswersFile:
    """The answers of a file, checked against the framework; `name` says by its ending how to read it.

    `framework` (id, id@version or path) and `as_of` override what the file says and stand in the value returned.
    `today` is the day evidence ages against where no day is given, default the present one in UTC.

    Raises:
        AnswersNotReadable: with every fault of the file.
        FrameworkNotReadable: the framework given as an argument cannot be used.
    """
    found = read_checked(source, name, framework=framework, as_of=as_of, today=today, catalogs=catalogs, format=format)
    return found[0]


def read_checked(
    source: bytes | Path,
    name: str,
    *,
    framework: str | None = None,
    into: Framework | None = None,
    as_of: date | None = None,
    today: date | None = None,
    catalogs: Sequence[Path] = (CATALOG,),
    format: str = AUTO,
    team: str | None = None,
) -> tuple[AnswersFile, Framework]:
    """As read_answers(), and the framework the answers were checked against.

    `into` is the framework of the assessment the answers are meant for: a file that names another one is at fault.
    `format` names the tool that a file of others comes from, where it is not to be recognized by itself; `team` whose
    answers are meant, where a file has those of several.
    """
    foreign = foreign_format(source, name, format)
    given = into
    if foreign is None:
        refuse_team(team)
        draft = _by_ending(_DRAFTS, name)(source, name)
    else:
        # Files of others name no framework of ours, and are read with the words of the one they are for.
        given = into or (_given_framework(framework, None, catalogs) if framework is not None else None)
        draft = foreign.read(source, name, given, team)
    reading = draft.reading
    header = read_header(draft)
    if given is None and framework is not None:
        given = _given_framework(framework, header.framework, catalogs)
    day = as_of or header.as_of or today or datetime.now(UTC).date()
    if into is not None:
        _check_same(reading, header.framework, into)
    yardstick = given or _named_framework(reading, header.framework, name, catalogs)
    if yardstick is not None and has_values(yardstick):
        numbers_in_place_of_values(draft.tree, yardstick, reading)
    items = read_items(draft, day)
    if yardstick is None and header.framework is None:
        _ask_for_framework(reading)
    adjusted = read_adjustments(reading, draft.tree, day) if isinstance(draft.tree, dict) else []
    if yardstick is not None:
        _check_preset(reading, header.preset, yardstick)
        for path, answer in items:
            check_against(reading, path, answer, yardstick, day)
        check_adjustments(reading, adjusted, yardstick, day)
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
        adjustments=tuple(one for _, one in adjusted),
        made_from=header.made_from,
        is_history=draft.is_history,
        remarks=(*draft.remarks, *_not_listed(draft, yardstick)),
    )
    return answers_file, yardstick


def write_answers(answers_file: AnswersFile, path: Path, framework: Framework | None = None) -> None:
    """Write a file that reads back as the same value; by its ending JSON, YAML, CSV or XLSX.

    CSV has columns for the answers and their evidence only: framework, profile, `by`, `on`, reviews, ratings and
    adjusted estimates do not travel in it. A workbook lists every practice of the framework, which is looked for
    in the catalog where none is given; its answers stand domain by domain, those in scope first.

    Raises:
        AnswersNotReadable: the ending is not known, or the file cannot be written.
        FrameworkNotFound: for a workbook.
    """
    content = answers_as_bytes(answers_file, path.name, framework)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise AnswersNotReadable.of(
            f"The file cannot be written: {error.strerror}.", path.name, "choose a folder you may write to."
        ) from error


def answers_as_bytes(answers_file: AnswersFile, name: str, framework: Framework | None = None) -> bytes:
    """The content of a file of this name, as write_answers() writes it. Raises as that does."""
    if Path(name).suffix.lower() == _WORKBOOK:
        known = framework or load_framework(answers_file.framework or "")
        return workbook_bytes(with_values(answers_file, known), known)
    written = answers_file if framework is None else with_values(answers_file, framework)
    return _by_ending(_TEXTS, name)(written).encode("utf-8")


def _by_ending(choices: dict[str, _Anything], name: str) -> _Anything:
    ending = ".json" if name == STANDARD_INPUT else Path(name).suffix.lower()
    if ending not in choices:
        shown = f"ends in {quote(ending)}" if ending else "has no ending"
        raise AnswersNotReadable.of(
            f"The name of the answers file {shown}, so its format is not known.",
            places.shorten(name),
            f"give it a name that ends in one of: {', '.join(_DRAFTS)}.",
        )
    return choices[ending]


def _not_listed(draft: Draft, framework: Framework) -> list[str]:
    """What is said of practices whose rows were deleted from a file that lists every one."""
    if draft.listed is None:
        return []
    missing = [practice for practice in framework.practices if practice not in draft.listed]
    if not missing:
        return []
    shown = ", ".join(missing[:20]) + (" and more" if len(missing) > 20 else "")
    return [f"No row for {shown}; what stands there stays."]


def _named_framework(reading: Reading, reference: str | None, name: str, catalogs: Sequence[Path]) -> Framework | None:
    if reference is None:
        return None
    try:
        return load_framework(reference, catalogs)
    except FrameworkNotFound as error:
        for fault in error.faults:
            reading.fault(("framework",), fault.what, fault.mend)
        return None


def _given_framework(reference: str, named: str | None, catalogs: Sequence[Path]) -> Framework:
    """The framework of an argument; of a folder with several the one that the file names."""
    folders = frameworks_in(reference, catalogs)
    if len(folders) < 2:
        return load_framework(reference, catalogs)
    meant = [folder for key, folder in folders.items() if named in (key, key.partition("@")[0])]
    if meant:
        return load_framework(str(meant[-1]), ())
    what = "the file names none of them" if named is None else f"none of them is {quote(named)}"
    raise FrameworkNotFound.of(
        f"The folder holds several frameworks, and {what}.",
        "framework",
        f"name the folder of one: {', '.join(map(str, folders.values()))}; "
        f"JSON, YAML and our own workbook may also name one in the file: {', '.join(folders)}.",
    )


def _ask_for_framework(reading: Reading) -> None:
    if ("framework",) not in reading.faulty and () not in reading.faulty:
        reading.fault(
            ("framework",),
            "No framework is named.",
            "write its id and version in the file (CSV has no place for it), or name it with --framework.",
        )


def _check_same(reading: Reading, named: str | None, into: Framework) -> None:
    if named is not None and named not in (into.id, into.key):
        reading.fault(
            ("framework",),
            f"The file is for {quote(named)}, the assessment is against {into.key}.",
            f"start an assessment against {named}, or choose another file.",
        )


def _check_preset(reading: Reading, preset: str | None, framework: Framework) -> None:
    known = [one.id for one in framework.presets]
    if preset is not None and preset not in known:
        for named in preset.split(","):
            reading.choice(named.strip(), ("preset",), known, "Preset")
