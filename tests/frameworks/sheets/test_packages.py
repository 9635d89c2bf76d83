"""Workbooks as no spreadsheet writes them are refused in words; odd but sound cells are read."""

import io
import re
import zipfile
from collections.abc import Mapping

import pytest

from frameworks.document_faults import DocumentNotReadable
from frameworks.sheets.sheet_cells import Failed, Formula, read_sheets
from tests.frameworks.sheets.packages import BOOK, TARGETS, package, sheet

SHEET = "xl/worksheets/sheet1.xml"
MANY = "<workbook>" + '<sheet name="x" id="r1"/>' * 101 + "</workbook>"


def refused(content: bytes) -> str:
    with pytest.raises(DocumentNotReadable) as refusal:
        read_sheets(content, "a.xlsx")
    (fault,) = refusal.value.faults
    assert fault.where == "a.xlsx"
    assert fault.mend
    return fault.what


def encrypted() -> bytes:
    """The flag of encryption, in the directory of the archive, for every part."""
    content = bytearray(package())
    for found in re.finditer(b"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    return bytes(content)


def with_a_part_twice() -> bytes:
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/Workbook.xml", BOOK)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "The file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "encrypted, or in a format from before 2007"),
        (b"name,level", "it is something else"),
        (b"PK\x03\x04 and no more", "it is no complete archive"),
        (package(more={f"part{number}": "x" for number in range(500)}), "more than 500 parts"),
        (package(more={"large": bytes(25_000_001)}), "larger than 40 MB unpacked"),
        (package(more={"tight": bytes(12_000_000)}), "more than 100 times larger unpacked"),
        (with_a_part_twice(), "it holds a part twice"),
        (encrypted(), "The workbook is encrypted."),
        (package(method=zipfile.ZIP_LZMA), "packed in an unusual way"),
        (package(more={"xl/vbaProject.bin": "x"}), "holds macros"),
        (package(more={"xl/macrosheets/one.xml": "<x/>"}), "holds macros"),
        (package(more={"xl/externalLinks/one.xml": "<x/>"}), "linked to other workbooks"),
    ],
)
def test_file_that_is_no_plain_workbook_is_refused_before_it_is_unpacked(content: bytes, what: str) -> None:
    assert what in refused(content)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"_rels/.rels": None}, "it names no workbook"),
        ({SHEET: None}, f"its part '{SHEET}' is missing"),
        ({SHEET: "<worksheet>"}, "is not well-formed"),
        ({SHEET: "<a>" * 51 + "</a>" * 51}, "it is nested too deeply"),
        ({SHEET: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "it declares a document type"),
        ({"xl/workbook.xml": MANY}, "more than 100 sheets"),
    ],
)
def test_part_that_is_not_as_it_should_be_is_named(more: Mapping[str, str | None], what: str) -> None:
    assert what in refused(package(more=more))


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1" t="s"><v>1</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="A1"><v>one</v></c>',
        '<c r="A1"><v>0x1</v></c>',
        '<c r="A1"><f t="array" ref="A1:B2:C3">B1</f><v>1</v></c>',
        '<c r="A1"><f t="array" ref="1:2">B1</f><v>1</v></c>',
    ],
)
def test_cell_that_means_nothing_makes_the_sheet_unreadable(cells: str) -> None:
    assert "its sheet 'One' is not as a sheet should be" in refused(package(cells))


def test_part_that_was_damaged_on_its_way_is_named() -> None:
    content = package('<c r="A1"><v>1</v></c>', method=zipfile.ZIP_STORED)
    assert f"its part '{SHEET}' cannot be unpacked" in refused(content.replace(b"<v>1</v>", b"<v>2</v>"))


def test_cells_without_place_dates_errors_and_reading_aids() -> None:
    cells = (
        '<c t="s"><v>0</v></c><c t="d"><v>2026-01-02T00:00:00Z</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="inlineStr"><is><t>in</t><rPh><t>aid</t></rPh><t>line</t></is></c><c t="b"><v>1</v></c><c t="str"/>'
    )
    without_number = sheet(cells).replace('<row r="1">', "<row>")
    (one,) = read_sheets(package(more={SHEET: without_number}), "a.xlsx").sheets
    assert one.cells == {(1, 1): "first", (1, 2): "2026-01-02", (1, 3): Failed(), (1, 4): "inline", (1, 5): True}


def test_cells_that_one_formula_fills_show_nothing_of_their_own_and_merged_ones_are_told() -> None:
    cells = '<c r="B1"><f t="array" ref="B1:C2">X</f><v>1</v></c>'
    after = '<mergeCells><mergeCell ref="D1:E1"/></mergeCells>'
    (one,) = read_sheets(package(more={SHEET: sheet(cells, after)}), "a.xlsx").sheets
    assert [one.value(place) for place in ((1, 1), (2, 3), (1, 2))] == ["", Formula(), Formula()]
    assert [(merged.name, merged.holds((1, 5)), merged.holds((2, 5))) for merged in one.merged] == [
        ("D1:E1", True, False)
    ]


def test_filled_cells_and_texts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    content = package('<c><v>1</v></c><c t="s"><v>0</v></c>')
    assert len(read_sheets(content, "a.xlsx").sheets[0].cells) == 2
    monkeypatch.setattr("frameworks.sheets.sheet_cells.MOST_CELLS", 1)
    assert "More than 1 cells" in refused(content)
    monkeypatch.setattr("frameworks.sheets.sheet_cells.MOST_CELLS", 9)
    monkeypatch.setattr("frameworks.sheets.sheet_cells.MOST_TEXTS", 0)
    assert "More than 9 cells" in refused(content)


def test_what_is_really_unpacked_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = BOOK.replace("</sheets>", '<sheet name="Two" id="r2"/></sheets>')
    targets = (
        TARGETS.replace('Id="r2"', 'Id="r9"')
        .replace('Id="r3"', 'Id="r2"')
        .replace("elsewhere", "worksheets/sheet1.xml")
    )
    targets = targets.replace("hyperlink", "worksheet").replace(' TargetMode="External"', "")
    content = package(
        more={
            "xl/workbook.xml": twice,
            "xl/_rels/workbook.xml.rels": targets,
            SHEET: sheet("<!--" + "x" * 5_000 + "-->"),
        }
    )
    assert len(read_sheets(content, "a.xlsx").sheets) == 2
    monkeypatch.setattr("frameworks.sheets.package.MOST_UNPACKED", 9_000)
    assert "unpacked" in refused(content)
