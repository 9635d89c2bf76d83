"""The folder of a SAMM model read from disk: every file of every kind, and every fault of all of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frameworks.document_faults import DocumentNotReadable, refusal, short
from frameworks.documents import read_text
from frameworks.errors import Fault
from frameworks.formats.imported import Note
from frameworks.formats.samm.shape import AS_TEXT, FORMER_SPELLINGS, KINDS, Document, Kind, check_document
from frameworks.yaml_tree import read_yaml

MODEL = "model"
LICENSES = ("license.txt", "license.md", "license")
MOST_FILES = 3_000
"""Of all kinds together; the model of SAMM 2 has three hundred."""
MOST_BYTES = 16 * 1024 * 1024
"""Of all files together; the model of SAMM 2 has half a million."""
ENDINGS = (".yml", ".yaml")
_LINKED = "leads out of the folder, or nowhere"


def model_folder(path: Path) -> Path | None:
    """The folder in which the folders of the kinds lie: the path itself, or `model` in it; None where neither is."""
    for folder in (path, path / MODEL):
        if (folder / "questions").is_dir() or (folder / "answer_sets").is_dir():
            return folder
    return None


class Folder:
    """Everything read below one path."""

    def __init__(self, path: Path) -> None:
        self.root = path.resolve()
        self.faults: list[Fault] = []
        self.notes: list[Note] = []
        self.documents: dict[str, list[Document]] = {}
        self.has_holes: set[str] = set()
        """Kinds of which something could not be read: what points to them cannot be called wrong."""
        self.files = self.bytes = 0
        model = model_folder(path)
        if model is None:
            what = "The folder holds no SAMM model: there is neither questions nor answer_sets in it."
            self.faults.append(Fault(what, _shown(path), "name the folder 'core' of the model, or 'model' in it."))
            return
        try:
            self._inside(model, MODEL)
        except DocumentNotReadable as error:
            self.faults += error.faults
            return
        for kind in KINDS.values():
            self.documents[kind.folder] = list(self._read_kind(model, kind))
        self._say_unread(model)

    def license(self) -> str | None:
        """The first line of the license that lies in the folder; None, or a note, where none can be read."""
        try:
            with os.scandir(self.root) as entries:
                named = sorted(entry.name for entry in entries if entry.name.lower() in LICENSES)
            lines = [
                line.strip() for line in read_text(self._inside(self.root / named[0], named[0]), named[0]).splitlines()
            ]
        except DocumentNotReadable as error:
            self.notes.append(Note(named[0], error.faults[0].what))
            return None
        except (OSError, IndexError):
            return None
        return next((line[:2_000] for line in lines if line), None)

    def _read_kind(self, model: Path, kind: Kind) -> Iterator[Document]:
        folder = model / kind.folder
        names = self._names(folder, kind)
        if not names:
            self.has_holes.add(kind.folder)
        seen: dict[str, str] = {}
        for name in names:
            place = f"{kind.folder}/{_shown(Path(name))}"
            tree = self._tree(folder / name, place)
            if tree is None:
                self.has_holes.add(kind.folder)
                continue
            document = Document(kind, place, {FORMER_SPELLINGS.get(key, key): value for key, value in tree.items()})
            if faults := list(check_document(document)):
                self.faults += faults
                self.has_holes.add(kind.folder)
            elif document.id in seen:
                what = f"The id {short(document.id)} is given twice; first in {seen[document.id]}."
                self.faults.append(Fault(what, f"{place} > id", f"give each {kind.word} its own."))
            else:
                seen[document.id] = place
                yield document

    def _names(self, folder: Path, kind: Kind) -> list[str]:
        """The files of one kind, in order; a folder that is missing, empty or elsewhere is a fault."""
        mend = f"put a file there for every {kind.word}."
        try:
            with os.scandir(self._inside(folder, kind.folder)) as entries:
                every = [entry.name for entry in entries if not entry.name.startswith(".")]
        except DocumentNotReadable:
            self.faults.append(Fault(f"The folder {kind.folder} is missing, or {_LINKED}.", kind.folder, mend))
            return []
        except OSError as error:
            self.faults.append(Fault(f"The folder {kind.folder} cannot be read: {error.strerror}.", kind.folder, mend))
            return []
        names = sorted(name for name in every if name.lower().endswith(ENDINGS))
        self.files += len(names)
        if self.files > MOST_FILES:
            what = f"With the folder {kind.folder} there are more than {MOST_FILES:,} files."
            self.faults.append(Fault(what, kind.folder, "keep nothing but the model in the folder."))
            return []
        if not names:
            what = f"The folder {kind.folder} holds no file that ends in {' or '.join(ENDINGS)}."
            self.faults.append(Fault(what, kind.folder, mend))
        return names

    def _tree(self, file: Path, place: str) -> dict[str, Any] | None:
        try:
            text = read_text(self._inside(file, place), place)
            self.bytes += len(text)
            if self.bytes > MOST_BYTES:
                raise refusal("The files are too large together.", place, "keep nothing but the model in the folder.")
            tree = read_yaml(text, place, as_text=AS_TEXT)
        except DocumentNotReadable as error:
            self.faults += error.faults
            return None
        if isinstance(tree, dict):
            return tree
        self.faults.append(Fault("The file is no set of keys.", place, "write it as `key: value`, one a line."))
        return None

    def _inside(self, path: Path, place: str) -> Path:
        """Where a path leads. Raises DocumentNotReadable where that is nowhere, or not below the folder named."""
        try:
            found = path.resolve(strict=True)
            if found.is_relative_to(self.root):
                return found
        except (OSError, RuntimeError):
            pass
        raise refusal(f"The path {_LINKED}.", place, "put the file itself there, not a link.")

    def _say_unread(self, model: Path) -> None:
        """Name what lies beside the kinds and is not read."""
        with os.scandir(model) as entries:
            others = sorted(entry.name for entry in entries if entry.name not in KINDS and entry.name[:1] != ".")
        if model.resolve() != self.root:
            with os.scandir(self.root) as entries:
                beside = [entry.name for entry in entries if entry.is_dir() and entry.name != MODEL]
            others += sorted(name for name in beside if name[:1] != ".")
        if others:
            shown = ", ".join(_shown(Path(name)) for name in others[:10]) + (" and more" if len(others) > 10 else "")
            self.notes.append(Note(_shown(self.root), f"Not part of the model, and not read: {shown}."))


def _shown(path: Path) -> str:
    return short(path.name or str(path), marks=False)
