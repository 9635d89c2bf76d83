"""Audits of CISO Assistant: scores come in as levels, all faults by row, and go out as rows it reads."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.formats.ciso_assistant.library import read_ciso_assistant
from frameworks.model import Framework
from scoring.assessment import Answer
from tests.frameworks.formats.ciso_assistant.libraries import ODD
from use_cases.exchange.answers_file import AnswersFile, AnswersNotReadable, read_checked
from use_cases.exchange.ciso_audit import COLUMNS, NO_REASON, audit_csv
from use_cases.exchange.ciso_rows import looks_like_audit

(FRAMEWORK,) = read_ciso_assistant(ODD).frameworks
TODAY = date(2026, 11, 1)
URN = "urn:example:risk:req_node:odd-1:"


def csv_of(*rows: dict[str, Any], delimiter: str = ";", mark: str = "\ufeff") -> bytes:
    lines = io.StringIO()
    titles = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(lines, titles, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return (mark + lines.getvalue()).encode()


def workbook_of(*rows: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    titles = list(dict.fromkeys(key for row in rows for key in row))
    sheet.append(titles)
    for row in rows:
        sheet.append([row.get(title) for title in titles])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "audit.csv", framework: Framework | None = FRAMEWORK) -> AnswersFile:
    return read_checked(content, name, into=framework, today=TODAY)[0]


ROWS = (
    {"urn": URN + "a", "ref_id": "A", "compliance_result": "", "score": "", "observations": ""},
    {
        "urn": URN + "a.1",
        "ref_id": "A.1",
        "compliance_result": "partially_compliant",
        "score": 2,
        "observations": "So so.",
    },
    {"urn": URN + "a.g", "ref_id": "A.1", "compliance_result": "", "score": "", "observations": ""},
    {"urn": URN + "a.g.1", "ref_id": "dup", "compliance_result": "compliant", "score": 9, "observations": ""},
    {"urn": URN + "a.g.2", "ref_id": "dup", "compliance_result": "compliant", "score": "1.0", "observations": ""},
    {"urn": "", "ref_id": "B", "compliance_result": "not_applicable", "score": "", "observations": "No gate."},
    {"urn": URN + "b.1", "ref_id": "B.1", "compliance_result": "not_applicable", "score": 3, "observations": ""},
    {"urn": URN + "o", "ref_id": "O", "compliance_result": "not_assessed", "score": "", "observations": ""},
    {"urn": URN + "r1", "ref_id": "R1", "compliance_result": "compliant", "score": "", "observations": "Seen."},
)
ANSWERS = (
    Answer(practice="A.1", level=2, note="So so."),
    Answer(practice="a.g.1", level=9),
    Answer(practice="a.g.2", level=1),
    Answer(practice="B", state="not_applicable", reason="No gate."),
    Answer(practice="B.1", state="not_applicable", reason=NO_REASON),
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_of(*ROWS), "audit.csv"),
        (csv_of(*ROWS, delimiter=",", mark=""), "audit.csv"),
        (workbook_of(*ROWS), "audit.xlsx"),
    ],
)
def test_audit_comes_in_whatever_shape_it_was_exported_in(content: bytes, name: str) -> None:
    found = read(content, name)
    assert found.answers == ANSWERS
    assert found.framework == FRAMEWORK.key
    assert set(found.remarks) == {
        "Not carried, in 3 rows: a result beside a score.",
        "Not carried, in 1 rows: a result without a score.",
        "Not carried, in 1 rows: an observation without a score.",
    }


def test_score_of_the_implementation_is_the_score_and_what_is_not_carried_is_said() -> None:
    row = {
        "ref_id": "A.1",
        "implementation_score": 3,
        "documentation_score": 1,
        "compliance_result": "compliant",
        "extended_result": "good_practice",
        "requirement_progress": "in_progress",
        "answers": "Is there? >> Yes",
    }
    found = read(csv_of(row))
    assert found.answers == (Answer(practice="A.1", level=3),)
    assert len(found.remarks) == 5


def test_remarks_count_only_what_is_there() -> None:
    row = {"ref_id": "A.1", "compliance_result": "compliant", "score": "", "observations": ""}
    assert read(csv_of(row)).remarks == ("Not carried, in 1 rows: a result without a score.",)
    assert read(csv_of({**row, "compliance_result": "not_assessed", "score": 2})).remarks == ()


def test_every_fault_is_said_at_once_by_its_row() -> None:
    rows = (
        {"ref_id": "A.1", "score": "much", "compliance_result": "", "observations": ""},
        {"ref_id": "A.2", "score": "2.5", "compliance_result": "perhaps", "observations": ""},
        {"ref_id": "R1", "score": 4, "compliance_result": "", "observations": ""},
        {"ref_id": "R9", "score": 1, "compliance_result": "", "observations": ""},
        {"ref_id": "", "score": 1, "compliance_result": "", "observations": ""},
        {"ref_id": "O", "score": 1, "compliance_result": "", "observations": ""},
        {"ref_id": "O", "score": 2, "compliance_result": "", "observations": ""},
    )
    with pytest.raises(AnswersNotReadable) as refusal:
        read(csv_of(*rows))
    found = [(fault.where, fault.what) for fault in refusal.value.faults]
    assert found == [
        ("audit.csv > row 2 (A.1)", "The score 'much' is no whole number from 0 to 3."),
        ("audit.csv > row 3", "compliance_result is 'perhaps'."),
        ("audit.csv > row 3 (A.2)", "The score '2.5' is no whole number from 0 to 3."),
        ("audit.csv > row 4 (R1)", "The score '4' is no whole number from 0 to 3."),
        ("audit.csv > row 5", "Odd framework has no practice 'R9'."),
        ("audit.csv > row 6", "Odd framework has no practice without ref_id and urn."),
        ("audit.csv > row 8 (O)", "'O' is answered twice; first at audit.csv > row 7 (O)."),
    ]


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"a;b\n1;2\n", "audit.csv", "does not name the columns of an audit"),
        (b"", "audit.csv", "does not name the columns of an audit"),
        (b"\xff\xfe", "audit.csv", "not UTF-8"),
        (b"PK", "audit.xlsx", "cannot be read as a workbook"),
        (b"ref_id;compliance_result\n", "audit.txt", "is a .csv or .xlsx file"),
        (b"ref_id;score\n" + b"A.1;1\n" * 30_000, "audit.csv", "more than 20,000 rows"),
        (b"ref_id;score\n" + b"x" * 200_000, "audit.csv", "cannot be read as CSV"),
    ],
)
def test_what_is_no_audit_is_refused_in_words(content: bytes, name: str, what: str) -> None:
    with pytest.raises(AnswersNotReadable) as refusal:
        read_checked(content, name, into=FRAMEWORK, today=TODAY, format="ciso-assistant")
    assert what in refusal.value.faults[0].what


@pytest.mark.parametrize("format", ["ciso-assistant", "auto"])
@pytest.mark.parametrize("rest", ["", 'A.2;;3;"closed"\n'])
def test_quotation_mark_left_open_swallows_no_row(format: str, rest: str) -> None:
    content = f'ref_id;compliance_result;score;observations\nA.1;;2;"Of\ntwo lines"\n"A.2;;3;\nR1;;1;\n{rest}'
    with pytest.raises(AnswersNotReadable) as refusal:
        read_checked(content.encode(), "audit.csv", into=FRAMEWORK, today=TODAY, format=format)
    (fault,) = refusal.value.faults
    assert fault.what.startswith("The file cannot be read as CSV")
    assert fault.where == "audit.csv > line 4"
    assert "close every quotation mark" in fault.mend


def test_row_of_several_lines_counts_once() -> None:
    with pytest.raises(AnswersNotReadable) as refusal:
        read(b'ref_id;compliance_result;score;observations\nA.1;;2;"Of\ntwo lines"\nA.2;;9;\n')
    assert refusal.value.faults[0].where == "audit.csv > row 3 (A.2)"


def test_cells_whose_value_is_not_known_are_faults_by_sheet_and_cell() -> None:
    rows = (
        ("ref_id", "compliance_result", "score", "observations", "annotation"),
        ("A.1", "compliant", "=Other!B2 -> #REF!", "", ""),
        ("A.2", "compliant", "=1+1 -> ", "", ""),
        ("R1", "compliant", "=1+1 -> 2", "", "=1/0 -> #DIV/0!"),
        ("R9", "=1/0 -> #DIV/0!", "1", "", ""),
        ("=1/0 -> #DIV/0!", "", "1", "", ""),
        ("=1/0 -> #DIV/0!", "", "", "", "nothing is said here"),
    )
    with pytest.raises(AnswersNotReadable) as refusal:
        read(computed(*rows), "audit.xlsx")
    error, formula = "shows an error of the spreadsheet", "does not say what it comes to"
    cells = (("C2", error), ("C3", formula), ("B5", error), ("", "no practice 'R9'"), ("A6", error))
    expected = [(f"audit.xlsx > 'My audit'!{cell}" if cell else "audit.xlsx > row 5", words) for cell, words in cells]
    assert len(refusal.value.faults) == len(expected)
    for fault, (where, words) in zip(refusal.value.faults, expected, strict=True):
        assert fault.where == where
        assert words in fault.what and fault.mend


def test_formula_that_shows_nothing_is_an_empty_cell_and_any_other_counts_by_what_it_shows() -> None:
    content = computed(("ref_id", "compliance_result", "score"), ("A.1", "", "=1+1 -> 2"), ("A.2", "", "=B9 -> EMPTY"))
    assert read(content, "audit.xlsx").answers == (Answer(practice="A.1", level=2),)


def computed(*rows: tuple[str, ...]) -> bytes:
    """A workbook; `=1+1 -> 2` is a formula that showed 2 when the file was saved, without a result it kept none."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("My audit")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                formula, _, shown = cell.partition(" -> ")
                if formula.startswith("="):
                    sheet.write_formula(number, column, formula, None, shown)
                else:
                    sheet.write(number, column, cell)
    return without_text(out.getvalue(), "EMPTY")


def without_text(content: bytes, text: str) -> bytes:
    """The workbook with an empty text where a formula showed this one, as Excel keeps it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(f"<v>{text}</v>".encode(), b"<v></v>"))
    return out.getvalue()


def test_audit_asks_for_the_framework_it_is_for() -> None:
    with pytest.raises(AnswersNotReadable, match="--framework"):
        read(csv_of(*ROWS), framework=None)


def test_answers_go_out_as_rows_and_come_back(tmp_path: Path) -> None:
    extra = (Answer(practice="R1", level=0, note="=not a formula"), Answer(practice="O", state="not_known"))
    content = audit_csv(AnswersFile(answers=(*ANSWERS, *extra)), FRAMEWORK)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert (list(rows[0]), len(rows)) == (list(COLUMNS), len(FRAMEWORK.practices))
    assert rows[0]["observations"] == "'=not a formula"
    assert (rows[1]["name"], rows[1]["ref_id"]) == ("", "")
    assert looks_like_audit(content, "x.csv")
    assert {one.practice: one for one in read(content).answers} == {one.practice: one for one in (*ANSWERS, extra[0])}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.sampled_from(["csv", "xlsx"]))
def test_audit_with_bytes_otherwise_is_read_or_refused(piece: bytes, place: int, ending: str) -> None:
    sound = csv_of(*ROWS) if ending == "csv" else WORKBOOK
    content = sound[:place] + piece + sound[place + len(piece) :]
    try:
        read_checked(content, f"a.{ending}", into=FRAMEWORK, today=TODAY, format="ciso-assistant")
    except AnswersNotReadable as refused:
        assert all(fault.what and fault.where and fault.mend for fault in refused.faults)


WORKBOOK = workbook_of(*ROWS)
