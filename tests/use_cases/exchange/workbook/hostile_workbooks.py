"""Workbooks made to use up memory or time, to run something, or to lie about what they are."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from frameworks.loader import load_framework
from use_cases.exchange.answers_file import AnswersFile, AnswersNotReadable, read_answers
from use_cases.exchange.workbook.write_workbook import workbook_bytes

SHEET = "xl/worksheets/sheet2.xml"
TEXTS = "xl/sharedStrings.xml"


def good() -> bytes:
    """A workbook as it is exported, without an answer."""
    return workbook_bytes(AnswersFile(framework="safer-by-design@1.0"), load_framework("safer-by-design@1.0"))


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _many(entry: bytes, number: int) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"<sheetData>", b"<sheetData>" + entry * number, 1)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def workbooks() -> dict[str, bytes]:
    """Each by what is the matter with it."""
    book = good()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/{number}.xml", b"")
    return {
        "empty": b"",
        "text": b"practice,level\nDET-01,3\n",
        "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
        "torn": book[: len(book) // 2],
        "no_workbook": zip_of({"a.txt": b"x"}),
        "many_parts": out.getvalue(),
        "bomb": with_part(book, "xl/bomb.xml", b"\0" * 60_000_000),
        "sheet_bomb": changed(book, SHEET, lambda data: data + b" " * 30_000_000),
        "macros": with_part(book, "xl/vbaProject.bin", b"x"),
        "links": with_part(book, "xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        "laughs": changed(book, TEXTS, lambda data: data.replace(b"<sst", LAUGHS + b"<sst", 1)),
        "doctype": changed(book, SHEET, lambda data: data.replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1)),
        "deep": changed(book, SHEET, _many(b"<row>", 100_000)),
        "cells": changed(book, SHEET, _many(b'<row r="9"><c r="A9"><v>1</v></c></row>', 300_000)),
        "far_cell": changed(book, SHEET, _many(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 1)),
        "text_not_there": changed(book, SHEET, _many(b'<row r="9"><c r="D9" t="s"><v>999999</v></c></row>', 1)),
        "huge_number": changed(book, SHEET, _many(b'<row r="9"><c r="D9"><v>' + b"9" * 400_000 + b"</v></c></row>", 1)),
        "not_utf8": changed(book, TEXTS, lambda data: data.replace(b"Governance", b"\xff\xfe\xff\xfe\xff\xfe\xff", 1)),
        "encoding": changed(book, TEXTS, lambda data: data.replace(b"UTF-8", b"utf-7", 1)),
    }


def zip_of(parts: dict[str, bytes]) -> bytes:
    """An archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def outcome(content: bytes) -> str:
    """`read`, or the first thing that stood in the way."""
    try:
        read_answers(content, "a.xlsx")
    except AnswersNotReadable as refused:
        assert len(refused.faults) <= 1_001
        return refused.faults[0].what
    return "read"


def main() -> None:
    """Print name and outcome of each, and the memory that was used at most, in megabytes."""
    for name, content in workbooks().items():
        print(name, outcome(content))
    # Not what the kernel counts for the process: that begins with the memory of whoever started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print("peak", next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024)


if __name__ == "__main__":
    main()
