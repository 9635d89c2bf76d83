"""The table of texts of a workbook, written here: the library that writes the rest takes some texts for markup."""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from frameworks.sheets.cell_text import escaped
from use_cases.exchange.workbook.looks import FONT, INK, SIZE

_PART = "xl/sharedStrings.xml"
_MARK = re.compile(r"<si><t>~([0-9]+)~</t></si>")
_BOLD = f'<rPr><b/><sz val="{SIZE}"/><color rgb="FF{INK[1:]}"/><rFont val="{FONT}"/><family val="2"/></rPr>'


class TextTable:
    """Gives a mark for each text; the marks are written to the cells, and at last replaced by the texts."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, text: str) -> str:
        """The mark of a plain text."""
        return self._mark_of(_element(text))

    def rich_mark(self, pieces: Sequence[tuple[str, bool]]) -> str:
        """The mark of a text in pieces, each bold or not."""
        return self._mark_of("".join(f"<r>{_BOLD if bold else ''}{_element(text)}</r>" for text, bold in pieces))

    def _mark_of(self, element: str) -> str:
        return self._marks.setdefault(element, f"~{len(self._marks)}~")

    def put_in_place(self, content: bytes) -> bytes:
        """The workbook with every mark replaced by its text."""
        elements = list(self._marks)
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                part = old.read(entry)
                if entry.filename == _PART:
                    text = _MARK.sub(lambda found: f"<si>{elements[int(found.group(1))]}</si>", part.decode("utf-8"))
                    part = text.encode("utf-8")
                new.writestr(entry, part)
        return changed.getvalue()


def _element(text: str) -> str:
    return f'<t xml:space="preserve">{escape(escaped(text))}</t>'
