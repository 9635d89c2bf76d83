"""The workbook reads back as the value it was written from, keeps texts texts, and can be filled in."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from scoring.assessment import Answer, Evidence, Review
from scoring.ratings import Rating, Settled
from tests.use_cases.exchange.test_answers_file import FRAMEWORK, TODAY, files
from use_cases.exchange.answers_file import AnswersFile, read_answers
from use_cases.exchange.origin import Origin
from use_cases.exchange.workbook.looks import LINE
from use_cases.exchange.workbook.write_workbook import workbook_bytes

DAY = date(2026, 3, 1)
HOSTILE = '=HYPERLINK("x")\n_x0041_ \x07\x1f\ufffe 😀 <b>&amp;</b> \'\t '
FULL = AnswersFile(
    framework="safer-by-design@1.0",
    organization="=1+1",
    as_of=TODAY,
    about="Confidential.",
    answers=(
        Answer(
            practice="DET-01",
            level=3,
            note=HOSTILE,
            by="@Ann",
            on=DAY,
            evidence=(
                Evidence(title="+Policy", link="https://example.org/?a=1", date=DAY, level=3),
                Evidence(title="-Log", date=date(1899, 12, 31), level=2),
            ),
            review=Review(level=2, by="Ben", date=DAY),
            ratings=(Rating(by="Cem", level=2, on=DAY), Rating(by="Dan", level=4, on=DAY)),
            settled=Settled(level=3, reason="Read together.", by="Ann", on=DAY),
        ),
        Answer(practice="SAF-09", state="not_applicable", reason="No accounts.", approver="Eve", recheck=TODAY),
        Answer(practice="REP-01", state="not_known"),
    ),
    made_from=Origin("an-assessment", datetime(2026, 9, 30, 8, 15, 2, tzinfo=UTC), {"DET-01": "an-id"}),
)


def in_order(answers_file: AnswersFile) -> AnswersFile:
    """The file with its answers in the framework's order: a workbook lists those in scope first."""
    held = {answer.practice: answer for answer in answers_file.answers}
    return replace(answers_file, answers=tuple(held[id_] for id_ in FRAMEWORK.practices if id_ in held))


def read(content: bytes) -> AnswersFile:
    return in_order(read_answers(content, "a.xlsx", today=TODAY))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@settings(max_examples=40)
@given(files, st.none() | st.just(FULL.made_from))
def test_workbook_reads_back_as_the_same_value(answers_file: AnswersFile, made_from: Origin | None) -> None:
    written = replace(answers_file, made_from=made_from)
    assert read(workbook_bytes(written, FRAMEWORK)) == in_order(written)


def test_everything_an_answer_can_carry_comes_back() -> None:
    assert read(workbook_bytes(FULL, FRAMEWORK)) == in_order(FULL)


@pytest.mark.parametrize("sign", ["a", "=", "\n", "\x01", "😀", "&", "_x0041_"])
def test_longest_note_there_may_be_comes_back(sign: str) -> None:
    note = (sign * 10_000)[:10_000]
    long = replace(FULL, answers=(FULL.answers[0].model_copy(update={"note": note}), *FULL.answers[1:]))
    assert read(workbook_bytes(long, FRAMEWORK)) == in_order(long)


def test_same_file_gives_the_same_bytes() -> None:
    assert workbook_bytes(FULL, FRAMEWORK) == workbook_bytes(FULL, FRAMEWORK)


def test_no_text_becomes_a_formula_and_only_our_progress_is_computed() -> None:
    book = opened(workbook_bytes(FULL, FRAMEWORK))
    formulas = [
        (sheet.title, str(cell.value)) for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"
    ]
    assert formulas, "progress is counted by the spreadsheet"
    assert {text.split("(")[0] for _, text in formulas} <= {
        "=COUNTA",
        "=COUNTIF",
        "=SUM",
        "=IF",
        "=SUMPRODUCT",
        "=IFERROR",
    }
    assert all("HYPERLINK" not in text and "1+1" not in text for _, text in formulas)


def test_there_is_a_sheet_for_each_domain_with_texts_choices_and_frozen_panes() -> None:
    book = opened(workbook_bytes(FULL, FRAMEWORK))
    assert book.sheetnames[0] == "Start"
    words = " ".join(str(cell.value) for row in book["Start"].rows for cell in row if cell.value)
    assert "What must never be entered" in words
    for domain in FRAMEWORK.domains:
        sheet = book[domain.id]
        assert sheet.freeze_panes
        assert sheet.protection.sheet and not sheet.protection.password
        kinds = {validation.type for validation in sheet.data_validations.dataValidation}
        assert {"list", "date"} <= kinds
        shown = " ".join(str(cell.value) for row in sheet.rows for cell in row if cell.value)
        for practice in domain.practices:
            assert practice.title in shown
            assert all(text in shown for text in practice.levels.values())


def test_row_of_evidence_is_tall_enough_for_a_title_that_wraps() -> None:
    titles = ("Short", "A title of many words " * 20, "One\nTwo\nThree")
    evidence = tuple(Evidence(title=title, date=DAY, level=1) for title in titles)
    answer = Answer(practice="DET-01", level=1, evidence=evidence)
    sheet = opened(workbook_bytes(AnswersFile(framework=FRAMEWORK.key, answers=(answer,)), FRAMEWORK))["Evidence"]
    short, wrapped, lines = (sheet.row_dimensions[row].height or 0 for row in (2, 3, 4))
    assert short < lines < wrapped
    assert wrapped >= 4 * LINE


def test_level_chosen_in_a_spreadsheet_is_read() -> None:
    book = opened(workbook_bytes(AnswersFile(framework="safer-by-design@1.0"), FRAMEWORK))
    sheet = book["GOV"]
    titles = {cell.value: cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
    row = next(cell.row for cell in sheet["A"] if cell.value == "GOV-03")
    sheet.cell(row, titles["Level"]).value = 2
    sheet.cell(row, titles["Holds from"]).value = datetime(2026, 2, 3)  # noqa: DTZ001 - cells know no zone
    kept = io.BytesIO()
    book.save(kept)
    (answer,) = read(kept.getvalue()).answers
    assert (answer.practice, answer.level, answer.on) == ("GOV-03", 2, date(2026, 2, 3))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_file_that_libreoffice_saved_anew_says_the_same(tmp_path: Path) -> None:
    calm = replace(FULL, answers=(FULL.answers[0].model_copy(update={"note": "=1+1 'x' _x0041_"}), *FULL.answers[1:]))
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes(calm, FRAMEWORK))
    profile, kind = f"-env:UserInstallation=file://{tmp_path}/profile", "xlsx:Calc MS Excel 2007 XML"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        tmp_path / "out",
        tmp_path / "a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read((tmp_path / "out" / "a.xlsx").read_bytes())
    assert found == in_order(calm)


def test_parts_are_a_plain_archive_without_macros_or_links_elsewhere() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(FULL, FRAMEWORK))) as archive:
        assert archive.testzip() is None
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "externalLink" in name]
