"""Libraries of CISO Assistant, read from YAML or a workbook, or from a folder of them, one after the other."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from frameworks.documents import read_bytes
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.building import defaults
from frameworks.formats.ciso_assistant.contents import contents_of
from frameworks.formats.ciso_assistant.fields import Findings
from frameworks.formats.ciso_assistant.mappings import crosswalk_of
from frameworks.formats.ciso_assistant.room import Room
from frameworks.formats.ciso_assistant.workbook_tables import looks_like_workbook
from frameworks.formats.imported import Collected, Imported, Keeper, Note, faults_of_adding
from frameworks.model import Framework

MOST_FILES = 1_000
ENDINGS = (".yaml", ".yml", ".xlsx")
_OBJECTS = re.compile(rb"^objects[ \t]*:", re.MULTILINE)
_NAMED = re.compile(rb"^(urn|ref_id)[ \t]*:", re.MULTILINE)
_IN_MEMORY = 4_000_000
"""Characters of mapping sets; more of them wait on the disk."""


def read_ciso_assistant(path: Path) -> Imported:
    """Every framework of a library, or of all libraries in a folder, with the crosswalks between them.

    Raises:
        FrameworkNotReadable: with every fault.
    """
    collected = Collected()
    return collected.imported(read_libraries(path, collected))


def read_libraries(path: Path, keeper: Keeper) -> Sequence[Note]:
    """The same, each framework and crosswalk given to a keeper as soon as it is made.

    One library is in memory at a time. Mapping sets wait until all are read.

    Raises:
        FrameworkNotReadable: with every fault of every library, and for what cannot be kept.
    """
    files = _files(path)
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") as waiting:
        libraries = _Libraries(path, keeper, waiting)
        for file in files:
            libraries.read(file)
        libraries.found.refuse_if_any()
        libraries.map_all()
    libraries.found.refuse_if_any()
    return libraries.found.notes


class _Libraries:
    """What has to be known of the libraries that were read while the next ones are."""

    def __init__(self, path: Path, keeper: Keeper, waiting: IO[str]) -> None:
        self.found = Findings(path.name)
        self._in_folder = path.is_dir()
        self._keeper = keeper
        self._together = Room(is_folder=True) if keeper.holds_all and self._in_folder else None
        self._keys: Counter[str] = Counter()
        self._waiting = waiting
        """Mapping sets, one on each line."""

    def read(self, file: Path) -> None:
        """Keep the frameworks of a library, and set its mapping sets aside."""
        try:
            contents = contents_of(file, self._together or Room(is_folder=False), in_folder=self._in_folder)
        except FrameworkNotReadable as refused:
            if self._together:
                raise
            self.found.add(refused.faults)
            return
        self.found.add(contents.found.faults, contents.found.notes)
        for framework in contents.frameworks:
            self._keep(framework)
        self._waiting.writelines(f"{json.dumps(one)}\n" for one in contents.sets)

    def map_all(self) -> None:
        """Keep the crosswalk of each mapping set, now that every framework is known."""
        dated = date.fromisoformat(str(defaults()["dated"]))
        self._waiting.seek(0)
        for number, line in enumerate(self._waiting, 1):
            made = crosswalk_of(json.loads(line), number, self._keeper.find_end, dated, self.found)
            self.found.add(faults_of_adding([made] if made else [], self._keeper))

    def _keep(self, framework: Framework) -> None:
        self._keys[framework.key] += 1
        if self._keys[framework.key] == 1:
            self.found.add(faults_of_adding([framework], self._keeper))
        elif self._keys[framework.key] == 2:
            what = "Two frameworks have this ref_id and version."
            self.found.fault(framework.key, what, "give each its own, or import one at a time.")


def looks_like_library(path: Path) -> bool:
    """Whether a file, or some file of a folder, is a library."""
    return bool(_libraries(path)) if path.is_dir() else _is_library(path)


def _is_library(file: Path) -> bool:
    if file.suffix.lower() == ".xlsx":
        return looks_like_workbook(file)
    with suppress(FrameworkNotReadable):
        content = read_bytes(file, file.name)
        return bool(_OBJECTS.search(content) and _NAMED.search(content))
    return False


def _files(path: Path) -> list[Path]:
    """The file, or those of a folder that look like libraries."""
    if not path.is_dir():
        return [path]
    files = _libraries(path)
    if not files or len(files) > MOST_FILES:
        raise FrameworkNotReadable.of(
            f"The folder holds {len(files) or 'no'} libraries.", path.name, f"name a library, or up to {MOST_FILES}."
        )
    return files


def _libraries(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS and _is_library(one))
