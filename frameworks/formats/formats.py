"""The formats that can be read and written, and which of them a file or folder is in."""

import codecs
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from frameworks.document_faults import refusal, short
from frameworks.documents import read_bytes, read_documents, read_library, read_text
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.fields import FORMAT as CISO_ASSISTANT
from frameworks.formats.ciso_assistant.library import looks_like_library, read_ciso_assistant, read_libraries
from frameworks.formats.ciso_assistant.write_library import write_ciso_assistant
from frameworks.formats.ciso_assistant.write_workbook import write_ciso_workbook
from frameworks.formats.dsomm.read_dsomm import looks_like_dsomm, read_dsomm
from frameworks.formats.imported import (
    Collected,
    Exported,
    FormatNotKnown,
    Imported,
    Keeper,
    Note,
    Reader,
    Writer,
    faults_of_adding,
)
from frameworks.formats.oscal.read_oscal import read_oscal
from frameworks.formats.oscal.recognition import is_folder, looks_like_oscal
from frameworks.formats.oscal.write_catalog import write_oscal_catalog
from frameworks.formats.samm.reader import looks_like_samm, read_samm
from frameworks.model import Framework
from frameworks.sheets.sheet_cells import sheet_names

READERS: Mapping[str, Reader] = {
    "ciso-assistant": read_ciso_assistant,
    "oscal": read_oscal,
    "samm": read_samm,
    "dsomm": read_dsomm,
}
"""By the name of the format."""
WRITERS: Mapping[str, Writer] = {
    "ciso-assistant": write_ciso_assistant,
    "ciso-assistant-xlsx": write_ciso_workbook,
    "oscal": write_oscal_catalog,
}
LOOKS: Mapping[str, Callable[[Path], bool]] = {
    "ciso-assistant": looks_like_library,
    "samm": looks_like_samm,
    "oscal": looks_like_oscal,
    "dsomm": looks_like_dsomm,
}
"""Whether a file or folder looks like the format. Asked in this order; the first that does is taken."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_source(path: Path, format: str = "auto") -> Imported:
    """Everything a file or folder brings, in the format that is named or the one it looks like.

    Raises:
        FormatNotKnown: no such format, or it can be read and looks like none of them.
        FrameworkNotReadable: with every fault of the source.
    """
    collected = Collected()
    notes = bring_in(path, collected, format)
    return collected.imported(notes)


def bring_in(path: Path, keeper: Keeper, format: str = "auto") -> Sequence[Note]:
    """The same, each piece given to a keeper as soon as it is made. Raises also for what cannot be kept."""
    named = recognize(path) if format == "auto" else format
    if named not in READERS:
        raise FormatNotKnown.of(
            f"There is no format {named[:60]!r}.", "format", f"use one of: auto, {', '.join(READERS)}."
        )
    if named == CISO_ASSISTANT:
        return read_libraries(path, keeper)
    imported = READERS[named](path)
    if faults := faults_of_adding((*imported.frameworks, *imported.crosswalks), keeper):
        raise FrameworkNotReadable(*faults)
    return imported.notes


def write_framework(framework: Framework, format: str) -> Exported:
    """The framework in a format, with what it cannot carry. Raises FormatNotKnown."""
    if format not in WRITERS:
        raise FormatNotKnown.of(f"There is no format {format[:60]!r}.", "format", f"use one of: {', '.join(WRITERS)}.")
    return WRITERS[format](framework)


def recognize(path: Path) -> str:
    """The format a file or folder is in, by its name and its first keys.

    Raises:
        FormatNotKnown: it can be read, but is in none of them.
        FrameworkNotReadable: it cannot be read as what its ending says.
    """
    for format, looks_like in LOOKS.items():
        # A name that no file can have is none of them.
        with suppress(OSError, ValueError):
            if looks_like(path):
                return format
    _refuse_unreadable(path)
    raise FormatNotKnown.of(
        "The source is in none of the formats that are known.",
        path.name[:60],
        f"name the format with --format: {', '.join(READERS)}.",
    )


def _refuse_unreadable(path: Path) -> None:
    """Raises FrameworkNotReadable where the path is no folder and no sound file of the kind that its ending says."""
    if is_folder(path):
        return
    name = short(path.name[:60], marks=False) or str(path)[:60]
    match path.suffix.lower():
        case ".xlsx":
            sheet_names(path, name)
        case ".json":
            read_library(path, name)
        case ".yaml" | ".yml":
            read_documents(path, name)
        case _:
            _refuse_no_text(path, name)


def _refuse_no_text(path: Path, name: str) -> None:
    """Of a file of any kind, only what is certainly a mistake."""
    content = read_bytes(path, name)
    if not content.strip():
        raise refusal("The file is empty.", name, "choose a file with content.")
    if content.startswith(_UTF_16):
        read_text(content, name)
