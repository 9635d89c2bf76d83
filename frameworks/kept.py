"""An imported framework on disk: <id>/<version>/framework.json below a folder, which then is a catalog of its own.

All that an import brings is written apart first, then takes its places at once.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.documents import read_library
from frameworks.errors import Fault
from frameworks.formats.formats import bring_in
from frameworks.formats.imported import End, FrameworkNotKept, Imported, Note, faults_of_adding
from frameworks.kept_file import crosswalk_content, framework_content, kept_end, kept_sources, place_of
from frameworks.loader import READY
from frameworks.model import Framework

DRAFTS = ".drafts"
"""The folder they are written in; READY is its name from the moment on at which they count."""
MOST_DRAFTS = 5_000
LEAST_TRIED = 5_000_000
"""Bytes of a file from which on it is read back before it is kept; a smaller one surely can be."""


@dataclass(frozen=True, slots=True)
class KeptFramework:
    """A framework that an import keeps, in short."""

    key: str
    title: str
    version: str
    folder: Path
    domains: int
    practices: int
    own_scales: int
    """Practices that are answered on a scale of their own."""
    scale: tuple[int, int]
    """Its lowest and its highest number."""
    method: str
    presets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What an import keeps, and what the person who imports should know."""

    frameworks: tuple[KeptFramework, ...]
    crosswalks: tuple[tuple[str, str], ...]
    """From where to where."""
    notes: tuple[Note, ...]


class Drafts:
    """A keeper that writes each piece to the disk, so that memory holds one at a time.

    Nothing of it counts before take_places(); what a killed import has left the next one of the folder clears away.
    One import of a folder waits for another.
    """

    holds_all = False

    def __init__(self, folder: Path) -> None:
        self.frameworks: list[KeptFramework] = []
        self.crosswalks: dict[tuple[str, str], None] = {}
        self._folder = folder
        self._files: dict[Path, Path] = {}
        """Where each place of the folder is written, or was before."""
        self._sources: dict[str, Path] = {}

    def __enter__(self) -> Self:
        drafts = self._folder / DRAFTS
        with _in_words(self._folder), ExitStack() as opened:
            if not self._folder.exists():
                self._folder.mkdir(parents=True)
                opened.callback(_remove_if_empty, self._folder)
            _wait_for_others(self._folder, opened)
            rmtree(drafts, ignore_errors=True)
            _move_ready(self._folder)
            opened.callback(rmtree, drafts, ignore_errors=True)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def add(self, made: Framework | CrosswalkFile) -> None:
        """Write it. Raises FrameworkNotReadable where something else is in its place or it could not be read back."""
        place = place_of(made)
        if isinstance(made, Framework):
            self._write(place, framework_content(made))
            self.frameworks.append(_in_short(made, self._folder / place.parent))
            self._sources[made.origin.id.lower() if made.origin else ""] = self._files[place]
        else:
            self._write(place, crosswalk_content(made))
            self.crosswalks[made.from_, made.to] = None

    def find_end(self, source: str) -> End | None:
        """As Keeper says; only the framework in question is read."""
        file = self._sources.get(source.lower()) or self._known_before.get(source.lower())
        return kept_end(file) if file else None

    def take_places(self) -> None:
        """All of them at once, or none. Raises FrameworkNotKept where the folder cannot be written."""
        drafts = self._folder / DRAFTS
        new = [place for place, file in self._files.items() if file.is_relative_to(drafts)]
        with _in_words(self._folder):
            if new:
                drafts.rename(self._folder / READY)
                try:
                    _move_ready(self._folder)
                except OSError:
                    _take_back(new, self._folder)
                    raise

    @cached_property
    def _known_before(self) -> dict[str, Path]:
        return kept_sources(self._folder)

    def _write(self, place: Path, content: bytes) -> None:
        name = place.as_posix()
        if len(content) > LEAST_TRIED:
            read_library(content, name)
        with _in_words(self._folder):
            there = self._folder / place
            if there.exists():
                if _holds(there, content):
                    self._files[place] = there
                    return
                raise FrameworkNotKept(_in_the_way(name))
            if len(self._files) >= MOST_DRAFTS:
                what = f"The source brings more than {MOST_DRAFTS:,} frameworks and crosswalks."
                raise FrameworkNotKept.of(what, self._folder.name, "import fewer files at a time.")
            self._files[place] = self._folder / DRAFTS / place
            _write_surely(self._files[place], content)


def import_source(path: Path, folder: Path, format: str = "auto") -> Kept:
    """Write everything a file or folder brings below a folder, piece by piece; all of it or, with any fault, nothing.

    Raises:
        FormatNotKnown: no such format, or it can be read and looks like none of them.
        FrameworkNotReadable: with every fault of the source, and of what cannot be kept.
    """
    with Drafts(folder) as drafts:
        notes = bring_in(path, drafts, format)
        drafts.take_places()
    return Kept(tuple(drafts.frameworks), tuple(drafts.crosswalks), tuple(notes))


def keep_imported(imported: Imported, folder: Path) -> list[Path]:
    """Write every framework and crosswalk of a source below a folder; all of them or, where one cannot be, none.

    What is there already and says the same is left alone. Returns the folder of each framework.

    Raises:
        FrameworkNotKept: another framework of this id and version is there, the folder cannot be written, or a file
            would be larger than what can be read back; with every fault.
    """
    with Drafts(folder) as drafts:
        if faults := faults_of_adding((*imported.frameworks, *imported.crosswalks), drafts):
            raise FrameworkNotKept(*faults)
        drafts.take_places()
    return [one.folder for one in drafts.frameworks]


def _in_short(made: Framework, folder: Path) -> KeptFramework:
    practices = made.practices.values()
    return KeptFramework(
        key=made.key,
        title=made.title,
        version=made.version,
        folder=folder,
        domains=len(made.domains),
        practices=len(practices),
        own_scales=sum(practice.scale is not None for practice in practices),
        scale=(made.scale.lowest, made.scale.highest),
        method=made.method,
        presets=tuple(preset.id for preset in made.presets),
    )


def _holds(file: Path, content: bytes) -> bool:
    return file.is_file() and file.stat().st_size == len(content) and file.read_bytes() == content


def _in_the_way(name: str) -> Fault:
    return Fault("Something else of this name is there already.", name, "move it away, or import into another folder.")


def _write_surely(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _move_ready(folder: Path) -> None:
    """Move what is ready to its places, also after an import that was killed meanwhile."""
    ready = folder / READY
    for draft in sorted(one for one in ready.rglob("*") if one.is_file()):
        place = folder / draft.relative_to(ready)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(place)
    rmtree(ready, ignore_errors=True)


def _take_back(places: list[Path], folder: Path) -> None:
    """Undo a move that did not reach its end: what is no longer ready stands in its place."""
    for place in places:
        if not (folder / READY / place).exists():
            (folder / place).unlink(missing_ok=True)
        for empty in list(place.parents)[:-1]:
            _remove_if_empty(folder / empty)
    rmtree(folder / READY, ignore_errors=True)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _wait_for_others(folder: Path, opened: ExitStack) -> None:
    """Until no other import is in the folder. Where the system has no such locks, nobody is waited for."""
    with suppress(ImportError):
        from fcntl import LOCK_EX, flock

        lock = os.open(folder, os.O_RDONLY)
        opened.callback(os.close, lock)
        flock(lock, LOCK_EX)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """Raises FrameworkNotKept for what the system refuses."""
    try:
        yield
    except OSError as error:
        mend = "choose another folder, with a shorter name, that you may write to."
        what = f"The folder cannot be written: {error.strerror}."
        raise FrameworkNotKept.of(what, folder.name[:80], mend) from error
