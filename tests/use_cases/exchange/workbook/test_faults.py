"""A workbook filled in wrongly is refused whole, every fault by sheet and cell."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.assessment import Answer, AssessmentHeader
from tests.use_cases.exchange.workbook.test_round_trip import FRAMEWORK, FULL, TODAY
from use_cases.assess import load_assessment, record_answers
from use_cases.exchange.answers_file import AnswersFile, AnswersNotReadable, read_answers
from use_cases.exchange.assessment_file import read_for
from use_cases.exchange.workbook.write_workbook import workbook_bytes
from use_cases.workspace import Workspace

CASES = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def book() -> Workbook:
    """A workbook with three answers, opened as a person would."""
    calm = [answer.model_copy(update={"note": "Plain."}) for answer in FULL.answers]
    content = workbook_bytes(AnswersFile(framework="safer-by-design@1.0", as_of=TODAY, answers=tuple(calm)), FRAMEWORK)
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def find(sheet: Worksheet, text: str) -> tuple[int, int]:
    """Row and column of the first cell that says exactly this."""
    return next((cell.row, cell.column) for row in sheet.rows for cell in row if cell.value == text)


def put(book: Workbook, where: list[Any]) -> None:
    name, row, title, value = where
    sheet = book[name]
    if title == "value":
        line, column = find(sheet, row)
        sheet.cell(line, column + 1).value = value
        return
    title_row, column = find(sheet, title)
    line = title_row if row == "titles" else row if isinstance(row, int) else find(sheet, row)[0]
    sheet.cell(line, column).value = value


def refusal(content: bytes) -> AnswersNotReadable:
    with pytest.raises(AnswersNotReadable) as refused:
        read_answers(content, "a.xlsx", today=TODAY)
    return refused.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fault_is_named_by_sheet_and_cell(book: Workbook, case: dict[str, Any]) -> None:
    read_answers(saved(book), "a.xlsx", today=TODAY)
    put(book, case["set"])
    if "also" in case:
        sheet, _, title, value = case["also"]
        book[sheet].cell(find(book[sheet], "DET-03")[0] - 1, find(book[sheet], title)[1]).value = value
    faults = refusal(saved(book)).faults
    assert any(case["what"] in fault.what and case["where"] in fault.where for fault in faults), faults
    assert all(fault.mend for fault in faults)


def test_all_faults_are_said_at_once_and_nothing_is_stored(
    book: Workbook, workspace: Workspace, assessment: AssessmentHeader
) -> None:
    for case in CASES[:5]:
        if "formula" not in case["name"]:
            put(book, case["set"])
    put(book, ["REP", "REP-02", "Level", "many"])
    put(book, ["Evidence", 2, "Title", None])
    opened = load_assessment(workspace, assessment.id)
    with pytest.raises(AnswersNotReadable) as refused:
        read_for(opened, saved(book), "a.xlsx", workspace.today())
    places = " ".join(fault.where for fault in refused.value.faults)
    assert "DET!D" in places and "REP!D" in places and "Evidence!" in places
    assert load_assessment(workspace, assessment.id).assessment.answers == ()


def test_columns_may_change_places_and_deleted_rows_are_said(book: Workbook) -> None:
    sheet = book["PEO"]
    row, _ = find(sheet, "PEO-07")
    sheet.delete_rows(row)
    column = find(sheet, "Note")[1]
    sheet.move_range(f"{get_column_letter(column)}1:{get_column_letter(column)}60", cols=20)
    found = read_answers(saved(book), "a.xlsx", today=TODAY)
    assert any("No row for PEO-07" in remark for remark in found.remarks)
    assert len(found.answers) == 3


def test_sheets_and_columns_of_others_are_left_aside_and_said(book: Workbook) -> None:
    book.create_sheet("My thoughts")["A1"] = "Call Ben"
    book["GOV"].cell(find(book["GOV"], "Level")[0], 30).value = "Mine"
    found = read_answers(saved(book), "a.xlsx", today=TODAY)
    assert any("'My thoughts' is not read" in remark for remark in found.remarks)
    assert any("Mine" in remark for remark in found.remarks)


def test_hidden_sheet_and_merged_cells_are_refused(book: Workbook) -> None:
    book["SAF"].sheet_state = "hidden"
    row, column = find(book["DET"], "DET-01")[0], find(book["DET"], "Level")[1]
    letter = get_column_letter(column)
    book["DET"].merge_cells(f"{letter}{row}:{letter}{row + 1}")
    words = " ".join(fault.what for fault in refusal(saved(book)).faults)
    assert "The sheet is hidden" in words
    assert "merged" in words


def test_sheet_of_evidence_that_was_deleted_is_missed(book: Workbook) -> None:
    del book["Evidence"]
    assert "The sheet 'Evidence' is missing" in str(refusal(saved(book)))


def test_workbook_of_another_framework_is_refused_for_an_assessment(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    other = workspace.load_framework("nist-csf")
    content = workbook_bytes(AnswersFile(framework=other.key, answers=(Answer(practice="GV.OC", level=2),)), other)
    with pytest.raises(AnswersNotReadable, match="nist-csf"):
        read_for(load_assessment(workspace, assessment.id), content, "a.xlsx", workspace.today())


def test_numbers_as_texts_and_dates_of_both_kinds_are_understood(book: Workbook) -> None:
    put(book, ["GOV", "GOV-03", "Level", "3"])
    put(book, ["GOV", "GOV-03", "Holds from", "2026-02-03"])
    put(book, ["GOV", "GOV-04", "Level", 2.0])
    found = {answer.practice: answer for answer in read_answers(saved(book), "a.xlsx", today=TODAY).answers}
    assert (found["GOV-03"].level, str(found["GOV-03"].on)) == (3, "2026-02-03")
    assert found["GOV-04"].level == 2


def test_answers_of_a_workbook_are_kept_and_a_second_time_nothing_is_new(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    opened = load_assessment(workspace, assessment.id)
    content = workbook_bytes(
        AnswersFile(framework=FRAMEWORK.key, answers=(Answer(practice="GOV-01", level=2),)), FRAMEWORK
    )
    answers = read_for(opened, content, "a.xlsx", workspace.today()).answers
    assert len(record_answers(workspace, assessment.id, answers).stored) == 1
    assert record_answers(workspace, assessment.id, answers).stored == ()
