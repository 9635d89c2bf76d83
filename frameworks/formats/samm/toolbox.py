"""The SAMM toolbox spreadsheet as a framework: its questions, and the answers that each offers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from frameworks.document_faults import short
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.imported import Imported, Note
from frameworks.formats.samm.building import (
    FORMAT,
    SUMMARY,
    Chapter,
    Head,
    Stream,
    Whole,
    answer_scale,
    default_day,
    question_practice,
    samm_framework,
    scale_notes,
)
from frameworks.formats.samm.former import former_toolbox
from frameworks.formats.samm.toolbox_sheets import (
    ABOUT,
    ANSWERS,
    CODE,
    INTERVIEW,
    QUESTION_TITLES,
    QUESTIONS,
    Row,
    answer_tables,
    cell_text,
    missing_titles,
    plain_value,
    read_toolbox_sheets,
    rows_of,
    uncomputed_cells,
)
from frameworks.model import Practice
from frameworks.origin import Origin
from frameworks.sheets.sheet_cells import Sheet

QUESTION_ID = re.compile(r"([^\s-]{1,20})-([^\s-]{1,20})-([^\s-]{1,20})-([1-9])-([1-9][0-9]?)")
"""Function, practice, stream, level, order: G-SM-A-1-1."""
_LINES = re.compile(r"[\r\n]+")


def read_toolbox(path: Path) -> Imported:
    """The framework of a toolbox. Raises FrameworkNotReadable with every fault of its sheets."""
    sheets = read_toolbox_sheets(path, path.name)
    empty = Sheet("", is_hidden=False)
    if former := former_toolbox(sheets.get(INTERVIEW, empty), sheets.get(ABOUT, empty), path.name[:80]):
        raise FrameworkNotReadable(former)
    listed = list(rows_of(sheets.get(QUESTIONS, empty), "ID"))
    offered = list(rows_of(sheets.get(ANSWERS, empty), CODE))
    _refuse_uncomputed(listed, offered, path.name)
    rows = [row for row in listed if row.text("ID")]
    faults = [*missing_titles(rows, QUESTIONS, QUESTION_TITLES), *missing_titles(offered, ANSWERS, (CODE,))]
    tables, more = answer_tables(offered)
    faults += more
    if rows and not faults:
        faults += _check_rows(rows, tables)
    if faults:
        raise FrameworkNotReadable(*_placed(faults, path.name))
    order = _order(sheets.get(INTERVIEW, empty))
    rows.sort(key=lambda row: (order.get(row.text("ID"), len(order)), row.number))
    about, notes = _about(sheets.get(ABOUT, empty))
    notes += scale_notes({f"{ANSWERS} > {code}": answer_scale(offers) for code, offers in tables.items()})
    framework = samm_framework(_whole(rows, tables, about), _functions(rows, tables))
    return Imported((framework,), (), tuple(notes))


def _refuse_uncomputed(listed: Sequence[Row], offered: Sequence[Row], name: str) -> None:
    """Raises FrameworkNotReadable where cells only look empty: what else would be said of them is no help."""
    titles = list(offered[0].columns) if offered else []
    if faults := [*uncomputed_cells(listed, QUESTION_TITLES), *uncomputed_cells(offered, titles)]:
        raise FrameworkNotReadable(*_placed(faults, name))


def _placed(faults: Iterable[Fault], name: str) -> Iterator[Fault]:
    return (Fault(one.what, f"{name[:80]} > {one.where}", one.mend) for one in faults)


def _whole(rows: Sequence[Row], tables: Mapping[str, Sequence[tuple[str, float]]], about: Mapping[str, str]) -> Whole:
    kept: dict[str, Any] = {code: [[text, value] for text, value in offers] for code, offers in tables.items()}
    return Whole(
        title="OWASP SAMM",
        version=about.get("version", "unknown"),
        summary=SUMMARY,
        levels=[("", "")] * max(int(_parts(row)[3]) for row in rows),
        license=about.get("license"),
        dated=default_day(),
        origin=Origin(format=FORMAT, kept={"answer_sets": kept}),
    )


def _check_rows(rows: Sequence[Row], tables: Mapping[str, object]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for row in rows:
        id_, where = row.text("ID"), row.place("ID")
        parts = QUESTION_ID.fullmatch(id_)
        if not parts:
            yield Fault(
                f"{short(id_)} is no id of a question.",
                where,
                "write function, practice, stream, level and order: G-SM-A-1-1.",
            )
        elif row.text("Maturity") not in ("", parts[4]):
            what = f"The level is {short(row.text('Maturity'))}, the id says {parts[4]}."
            yield Fault(what, row.place("Maturity"), "let both say the same.")
        if id_ in seen:
            yield Fault(f"{short(id_)} stands there twice; first at {seen[id_]}.", where, "give each question its own.")
        seen.setdefault(id_, where)
        if not row.text("Question"):
            yield Fault("The question is empty.", row.place("Question"), "write it out.")
        if row.text("Answer Option") not in tables:
            what = f"There is no answer set {short(row.text('Answer Option'))}."
            yield Fault(what, row.place("Answer Option"), f"use a code that {ANSWERS} lists.")


def _order(interview: Sheet) -> dict[str, int]:
    """Where each question stands in the interview, by its id."""
    ids = [cell_text(value) for (_, column), value in sorted(interview.cells.items()) if column == 1]
    return {id_: place for place, id_ in reversed(list(enumerate(ids)))}


def _about(sheet: Sheet) -> tuple[dict[str, str], list[Note]]:
    """Version and license as the toolbox states them, and a note for what it does not."""
    stated: dict[str, str] = {}
    for (row, column), value in sorted(sheet.cells.items()):
        key = cell_text(value).rstrip(":").lower()
        text = cell_text(sheet.cells.get((row, 2), "")).strip("'\" ")
        if column == 1 and key in ("version", "license") and text:
            stated.setdefault(key, text)
    notes = [Note(QUESTIONS, "A toolbox has no descriptions of functions, practices, streams and levels.")]
    if "version" not in stated:
        notes.append(Note(ABOUT, "The toolbox names no version; 'unknown' stands in for it."))
    if "license" not in stated:
        notes.append(Note(ABOUT, "The toolbox states no license; none is stated."))
    return stated, notes


def _functions(rows: Sequence[Row], tables: Mapping[str, Sequence[tuple[str, float]]]) -> list[Chapter]:
    """Functions, practices and streams in the order in which they are first asked about."""
    tree: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for row in rows:
        function, practice, stream, _, _ = _parts(row)
        tree.setdefault(function, {}).setdefault(practice, {}).setdefault(stream, []).append(row)
    return [
        Chapter(
            function,
            _head(
                [row for streams in practices.values() for own in streams.values() for row in own], "Business Function"
            ),
            practices=[
                Chapter(
                    f"{function}-{practice}",
                    _head([row for own in streams.values() for row in own], "Security Practice"),
                    streams=[
                        Stream(letter, _head(own, "Activity"), _questions(own, tables))
                        for letter, own in streams.items()
                    ],
                )
                for practice, streams in practices.items()
            ],
        )
        for function, practices in tree.items()
    ]


def _head(rows: Sequence[Row], title: str) -> Head:
    return Head(next((text for row in rows if (text := row.text(title))), ""))


def _questions(rows: Sequence[Row], tables: Mapping[str, Sequence[tuple[str, float]]]) -> list[Practice]:
    rising = sorted(rows, key=lambda row: (int(_parts(row)[3]), int(_parts(row)[4])))
    return [
        question_practice(
            row.text("ID"),
            row.text("Question"),
            int(_parts(row)[3]),
            answer_scale(tables[row.text("Answer Option")]),
            (),
            _LINES.split(str(plain_value(row.cells["Guidance"]))),
            Origin(format=FORMAT, id=row.text("ID"), kept={"answer_set": row.text("Answer Option")}),
        )
        for row in rising
    ]


def _parts(row: Row) -> Sequence[str]:
    found = QUESTION_ID.fullmatch(row.text("ID"))
    assert found, "checked before"
    return found.groups()
