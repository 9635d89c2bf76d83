"""Workbook files put together part by part, so that each can be as no spreadsheet would write it."""

import io
import zipfile
from collections.abc import Mapping

KIND = "http://own.example/relationships"
MAIN = f'<Relationships><Relationship Id="r1" Type="{KIND}/officeDocument" Target="/xl/workbook.xml"/></Relationships>'
BOOK = '<workbook><sheets><sheet name="One" id="r1"/></sheets></workbook>'
TARGETS = (
    f'<Relationships><Relationship Id="r1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{KIND}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{KIND}/hyperlink" Target="elsewhere" TargetMode="External"/></Relationships>'
)
TEXTS = "<sst><si><t>first</t><rPh><t>aid</t></rPh></si></sst>"


def sheet(cells: str, after: str = "") -> str:
    """A sheet of one row."""
    return f'<worksheet><sheetData><row r="1">{cells}</row></sheetData>{after}</worksheet>'


def package(cells: str = "", more: Mapping[str, str | bytes | None] | None = None, method: int = 8) -> bytes:
    """A workbook with one sheet; `more` replaces or adds parts, None leaves one out."""
    parts: dict[str, str | bytes | None] = {
        "_rels/.rels": MAIN,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": TARGETS,
        "xl/sharedStrings.xml": TEXTS,
        "xl/worksheets/sheet1.xml": sheet(cells),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()
