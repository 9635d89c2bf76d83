"""The files of imported frameworks: where each stands, what it holds, and what of it a crosswalk asks for."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.document_faults import LARGEST_LIBRARY, too_large
from frameworks.documents import read_bytes
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.imported import End
from frameworks.level_words import without_words_of_the_scale
from frameworks.loader import FILES, frameworks_in
from frameworks.model import Framework

HEAD = 8_192
"""Bytes at the beginning of a file that surely name its source."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=1)
_SOURCE = re.compile(rb'"origin"\s*:\s*\{\s*"format"\s*:\s*"ciso-assistant"\s*,\s*"id"\s*:\s*("(?:[^"\\]|\\.)*+")')


def place_of(made: Framework | CrosswalkFile) -> Path:
    """Where it stands below its folder; a crosswalk beside the framework it starts from."""
    if isinstance(made, Framework):
        return Path(made.id, made.version, FILES[-1])
    id_, _, version = made.from_.partition("@")
    return Path(id_, version, "crosswalks", f"{made.to}.yaml")


def framework_content(framework: Framework) -> bytes:
    """The framework as its file holds it. Raises DocumentNotReadable where that is too large to be read back."""
    return _as_json(without_words_of_the_scale(framework), place_of(framework))


def crosswalk_content(crosswalk: CrosswalkFile) -> bytes:
    """The same for a crosswalk."""
    return _as_json(crosswalk, place_of(crosswalk))


def kept_sources(folder: Path) -> dict[str, Path]:
    """The files of the frameworks below a folder that were made of libraries, by the URN of these in lower case.

    Of each file only the beginning is read. Of several of one library the last one counts.
    """
    files = (one / FILES[-1] for one in frameworks_in(str(folder), ()).values())
    return {source.lower(): file for file in files if (source := _source_of(file))}


def kept_end(file: Path) -> End | None:
    """What a crosswalk has to know of the framework in a file; None where the file cannot be read."""
    with suppress(FrameworkNotReadable, ValidationError):
        content = read_bytes(file, file.name, LARGEST_LIBRARY)
        read = _KeptFramework.model_validate_json(content)
        return End(f"{read.id}@{read.version}", {one.origin.id.lower(): one.id for one in read.practices()})
    return None


class _KeptOrigin(BaseModel):
    id: str


class _KeptPractice(BaseModel):
    id: str
    origin: _KeptOrigin


class _KeptDomain(BaseModel):
    practices: tuple[_KeptPractice, ...] = ()


class _KeptFramework(BaseModel):
    """As much of a kept framework as a crosswalk asks for; the rest of the file is passed over."""

    id: str
    version: str
    domains: tuple[_KeptDomain, ...]

    def practices(self) -> Iterator[_KeptPractice]:
        return (practice for domain in self.domains for practice in domain.practices)


def _source_of(file: Path) -> str:
    """The URN of the library that a framework was made of; empty where its head does not say one."""
    with suppress(OSError, ValueError), file.open("rb") as opened:
        if found := _SOURCE.search(opened.read(HEAD)):
            return str(json.loads(found[1]))
    return ""


def _as_json(made: Framework | CrosswalkFile, place: Path) -> bytes:
    """The piece as JSON, which is YAML, too: one text serves both endings.

    Part by part, so that what is too large is never held as a whole.
    """
    tree: Any = made.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    text = bytearray()
    for part in _ENCODER.iterencode(tree):
        text += part.encode()
        if len(text) >= LARGEST_LIBRARY:
            raise too_large(place.as_posix(), LARGEST_LIBRARY)
    text += b"\n"
    return bytes(text)
