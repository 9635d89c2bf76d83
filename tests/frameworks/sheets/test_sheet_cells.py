"""A workbook's cells, told apart by what they hold: texts, numbers, truth, errors, and what was computed last."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from frameworks.documents import DocumentNotReadable
from frameworks.sheets.sheet_cells import Failed, Formula, read_sheets, sheet_names


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


def foreign_workbook() -> bytes:
    """Two sheets; the second has more array formulas than a workbook of ours may have."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first, second = book.add_worksheet("One"), book.add_worksheet("Two")
        first.write_array_formula("A1:A2", "{=B1:B2}", None, "shown")
        first.merge_range("C1:D1", "merged")
        for number in range(60):
            second.write_array_formula(number * 2, 0, number * 2 + 1, 0, "{=B1:B2}", None, "x")
    return out.getvalue()


def test_only_the_sheets_wanted_of_a_foreign_workbook_are_read_with_what_formulas_showed() -> None:
    content = foreign_workbook()
    with pytest.raises(DocumentNotReadable, match="not as a sheet should be"):
        read_sheets(content, "a.xlsx")
    first, second = read_sheets(content, "a.xlsx", ("One",)).sheets
    assert first.value((1, 1)) == Formula("shown")
    assert first.cells[1, 3] == "merged"
    assert (first.computed, first.merged, second.cells) == ([], [], {})


def test_names_of_sheets_are_told_without_reading_them() -> None:
    assert sheet_names(foreign_workbook(), "a.xlsx") == ["One", "Two"]


def test_foreign_workbook_may_be_linked_to_others_and_the_links_are_not_followed() -> None:
    out = io.BytesIO(foreign_workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert len(read_sheets(out.getvalue(), "a.xlsx", ("One",)).sheets) == 2
    with pytest.raises(DocumentNotReadable, match="linked to other workbooks"):
        read_sheets(out.getvalue(), "a.xlsx")
