"""The files in which DSOMM keeps what its teams have reached: `team-progress.yaml` and `team-evidence.yaml`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frameworks.documents import DocumentNotReadable, read_documents, read_text
from frameworks.errors import Fault
from frameworks.formats.dsomm.source import Document
from use_cases.exchange.reading import shorten
from use_cases.exchange.shape import AnswersNotReadable

PROGRESS, EVIDENCE = "progress", "evidence"
PROGRESS_FILE, EVIDENCE_FILE = "team-progress.yaml", "team-evidence.yaml"
ENDINGS = (".yaml", ".yml")
_BEGINS = re.compile(r"^(?:'progress'|\"progress\"|progress) *:", re.MULTILINE)
_OURS = re.compile(r"^(?:'answers'|\"answers\"|answers) *:", re.MULTILINE)


def looks_like_progress(source: bytes | Path, name: str) -> bool:
    """Whether a file or folder holds the progress of DSOMM's teams, and is none of our own files."""
    if isinstance(source, Path) and source.is_dir():
        return (source / PROGRESS_FILE).is_file()
    if Path(name).suffix.lower() not in ENDINGS:
        return False
    try:
        text = read_text(source, name)
    except DocumentNotReadable:
        return False
    return _BEGINS.search(text) is not None and _OURS.search(text) is None


def read_progress_files(source: bytes | Path, name: str) -> list[Document]:
    """The progress file; then the file of evidence, where it lies in the same folder.

    Raises:
        AnswersNotReadable: with every fault of both.
    """
    documents, faults = [], list[Fault]()
    for one, its_name in _files(source, shorten(name)):
        document = Document(its_name, {})
        try:
            for tree in read_documents(one, its_name, document.lines):
                document.content.update(tree)
            documents.append(document)
        except DocumentNotReadable as error:
            faults += error.faults
    if not faults and not any(PROGRESS in document.content for document in documents):
        what, mend = "The file holds no progress of teams.", f"choose {PROGRESS_FILE}, as DSOMM exports it."
        faults.append(Fault(what, shorten(name), mend))
    if faults:
        raise AnswersNotReadable(*faults)
    return documents


def _files(source: bytes | Path, name: str) -> Iterator[tuple[bytes | Path, str]]:
    if isinstance(source, bytes):
        yield source, name
        return
    file = source / PROGRESS_FILE if source.is_dir() else source
    yield file, file.name if source.is_dir() else name
    beside = file.parent / EVIDENCE_FILE
    if file.name != EVIDENCE_FILE and beside.is_file():
        yield beside, EVIDENCE_FILE


def part_of(documents: list[Document], key: str) -> Iterator[tuple[Document, dict[Any, Any]]]:
    """What stands under a key, in each file that has it. Anything but keys with values is a fault of its own."""
    for document in documents:
        content = document.content.get(key)
        if content is None:
            continue
        if not isinstance(content, dict):
            raise AnswersNotReadable.of(
                f"{key} is not a set of keys with values.", document.place(key), "give each activity by its uuid."
            )
        yield document, content
