"""A workbook's cells, told apart by what they hold: texts, numbers, truth, errors, and what was computed last."""

import io

import openpyxl
import pytest
import xlsxwriter

from frameworks.documents import DocumentNotReadable
from frameworks.sheets.sheet_cells import Failed, Formula, read_sheets


def workbook_of(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "One"
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_come_as_what_they_are_and_empty_ones_not_at_all() -> None:
    sheet = read_sheets(workbook_of(["No", 3, 0.25, True], [None, " x "]), "a.xlsx").sheets[0]
    assert sheet.cells == {(1, 1): "No", (1, 2): 3, (1, 3): 0.25, (1, 4): True, (2, 2): " x "}
    assert sheet.rows == {1: {1, 2, 3, 4}, 2: {2}}
    assert sheet.value((9, 9)) == ""


def test_formula_says_what_it_last_showed() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("One")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", '="a"&"b"', None, "ab")
        sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A4", "=B4", None, "")
    cells = read_sheets(out.getvalue(), "a.xlsx").sheets[0].cells
    assert cells == {(1, 1): Formula(2), (2, 1): Formula("ab"), (3, 1): Formula(Failed()), (4, 1): Formula()}


def test_what_is_no_workbook_is_refused_as_a_document() -> None:
    with pytest.raises(DocumentNotReadable) as refused:
        read_sheets(b"a,b\n", "a\x1b[31m.xlsx")
    assert refused.value.faults[0].what == "The file cannot be read as a workbook: it is something else."
    assert "\x1b" not in refused.value.faults[0].where
