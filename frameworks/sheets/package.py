"""The parts of a workbook file, unpacked safely: what is too large, packed too tightly or not plain is refused."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from frameworks.document_faults import DocumentNotReadable, refusal, short
from frameworks.documents import read_bytes

MOST_PARTS = 500
MOST_UNPACKED = 40_000_000
"""Bytes of all parts together."""
LARGEST_PART = 25_000_000
TIGHTEST = 100
"""How many times larger than the file its parts may be, where they are larger than 10 MB."""
_LOOSE = 10_000_000

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
)
"""What the standard library raises for archives that are not as they should be."""


@dataclass
class Package:
    """An opened workbook file."""

    archive: zipfile.ZipFile
    name: str
    unpacked: int = field(default=0)
    """Bytes that were really read so far."""

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.archive.NameToInfo

    @property
    def parts(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises DocumentNotReadable where it is missing, damaged or larger than it says."""
        if not self.has(part):
            raise damaged(self.name, f"its part {short(part)} is missing")
        try:
            with self.archive.open(part) as stream:
                content = stream.read(LARGEST_PART + 1)
        except _DAMAGED as error:
            raise damaged(self.name, f"its part {short(part)} cannot be unpacked") from error
        self.unpacked += len(content)
        if len(content) > LARGEST_PART or self.unpacked > MOST_UNPACKED:
            raise _too_large(self.name)
        return content


def open_package(source: bytes | Path, name: str, *, may_link: bool = False) -> Package:
    """A workbook file, looked at from outside: nothing is unpacked yet. Links to other workbooks are never followed.

    Raises:
        DocumentNotReadable: not a plain workbook, too large, encrypted, with macros or links to other workbooks.
    """
    content = read_bytes(source, name)
    _check_beginning(content, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except _DAMAGED as error:
        raise damaged(name, "it is no complete archive") from error
    _check_sizes(entries, len(content), name)
    _check_entries(entries, name, may_link=may_link)
    return Package(archive, name)


def damaged(name: str, how: str) -> DocumentNotReadable:
    """The refusal of a file that is no sound workbook."""
    return refusal(
        f"The file cannot be read as a workbook: {how}.",
        short(name, marks=False),
        "open it in your spreadsheet, save it anew as .xlsx, or export it again.",
    )


def _check_beginning(content: bytes, name: str) -> None:
    if not content:
        raise refusal("The file is empty.", short(name, marks=False), "choose a file with content.")
    if content.startswith(_OLD_OR_LOCKED):
        raise refusal(
            "The workbook is encrypted, or in a format from before 2007.",
            short(name, marks=False),
            "save it as .xlsx without a password.",
        )
    if not content.startswith(b"PK"):
        raise damaged(name, "it is something else")


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    if len(entries) > MOST_PARTS:
        raise refusal(
            f"The workbook has more than {MOST_PARTS} parts.",
            short(name, marks=False),
            "check that it is the file you meant.",
        )
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED or any(entry.file_size > LARGEST_PART for entry in entries):
        raise _too_large(name)
    if total > _LOOSE and total > TIGHTEST * packed:
        raise refusal(
            f"The workbook is more than {TIGHTEST} times larger unpacked than packed.",
            short(name, marks=False),
            "check where it comes from; a workbook that people fill in is not packed so tightly.",
        )


def _check_entries(entries: list[zipfile.ZipInfo], name: str, *, may_link: bool) -> None:
    names = [entry.filename for entry in entries]
    if len({one.casefold() for one in names}) < len(names):
        raise damaged(name, "it holds a part twice")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusal("The workbook is encrypted.", short(name, marks=False), "save it without a password.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise damaged(name, "it is packed in an unusual way")
    folded = [one.casefold() for one in names]
    if any(one.endswith("vbaproject.bin") or "/macrosheets/" in one for one in folded):
        raise refusal(
            "The workbook holds macros.", short(name, marks=False), "save it as .xlsx, which leaves them out."
        )
    if not may_link and any("/externallinks/" in one for one in folded):
        raise refusal(
            "The workbook is linked to other workbooks.",
            short(name, marks=False),
            "break the links, then save it again.",
        )


def _too_large(name: str) -> DocumentNotReadable:
    return refusal(
        f"The workbook is larger than {MOST_UNPACKED // 1_000_000} MB unpacked.",
        short(name, marks=False),
        "check that it is the file you meant, and remove what was pasted into it.",
    )
