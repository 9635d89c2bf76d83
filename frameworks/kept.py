"""An imported framework on disk: <id>/<version>/framework.json below a folder, which then is a catalog of its own."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.document_faults import LARGEST_LIBRARY, too_large
from frameworks.documents import read_library
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.imported import FrameworkNotKept, Imported
from frameworks.level_words import without_words_of_the_scale
from frameworks.loader import frameworks_in, load_framework
from frameworks.model import Framework

LEAST_TRIED = 5_000_000
"""Bytes of a file from which on it is read back before it is kept; a smaller one surely can be."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=1)


def keep_imported(imported: Imported, folder: Path) -> list[Path]:
    """Write every framework and crosswalk of a source below a folder; all of them or, where one cannot be, none.

    What is there already and says the same is left alone. Returns the folder of each framework.

    Raises:
        FrameworkNotKept: another framework of this id and version is there, or the folder cannot be written.
        DocumentNotReadable: a file would be larger than what can be read back.
    """
    contents = {_file_of(one, folder): framework_content(one) for one in imported.frameworks}
    contents |= _crosswalk_contents(imported.crosswalks, folder)
    for file, content in contents.items():
        if len(content) > LEAST_TRIED:
            read_library(content, file.relative_to(folder).as_posix())
    if faults := [fault for file, content in contents.items() if (fault := _in_the_way(file, content, folder))]:
        raise FrameworkNotKept(*faults)
    _write_all({file: content for file, content in contents.items() if not file.exists()}, folder)
    return [_file_of(one, folder).parent for one in imported.frameworks]


def kept_frameworks(folder: Path) -> list[Framework]:
    """The frameworks that are kept below a folder, but for those that cannot be read."""
    found = []
    for one in frameworks_in(str(folder), ()).values():
        with suppress(FrameworkNotReadable):
            found.append(load_framework(str(one), ()))
    return found


def framework_content(framework: Framework) -> bytes:
    """The framework as its file holds it. Raises DocumentNotReadable where that is too large to be read back."""
    bare = without_words_of_the_scale(framework)
    tree = bare.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    return _as_json(tree, f"{framework.id}/{framework.version}/framework.json")


def _file_of(framework: Framework, folder: Path) -> Path:
    return folder / framework.id / framework.version / "framework.json"


def _crosswalk_contents(crosswalks: Sequence[CrosswalkFile], folder: Path) -> dict[Path, bytes]:
    """Each crosswalk beside the framework it starts from."""
    contents = {}
    for one in crosswalks:
        id_, _, version = one.from_.partition("@")
        file = folder / id_ / version / "crosswalks" / f"{one.to}.yaml"
        tree = one.model_dump(mode="json", exclude_defaults=True, by_alias=True)
        contents[file] = _as_json(tree, file.relative_to(folder).as_posix())
    return contents


def _as_json(tree: Any, name: str) -> bytes:
    """The tree as JSON, which is YAML, too: one text serves both endings.

    Piece by piece, so that what is too large is never held as a whole.
    """
    made = bytearray()
    for piece in _ENCODER.iterencode(tree):
        made += piece.encode()
        if len(made) >= LARGEST_LIBRARY:
            raise too_large(name, LARGEST_LIBRARY)
    made += b"\n"
    return bytes(made)


def _in_the_way(file: Path, content: bytes, folder: Path) -> Fault | None:
    where = file.relative_to(folder).as_posix()
    try:
        if not file.exists() or (file.stat().st_size == len(content) and file.read_bytes() == content):
            return None
    except OSError as error:
        what = f"The place cannot be used: {error.strerror}."
        return Fault(what, str(file)[:80], "choose another folder, with a shorter name, that you may write to.")
    return Fault("Something else of this name is there already.", where, "move it away, or import into another folder.")


def _write_all(contents: dict[Path, bytes], folder: Path) -> None:
    """Beside their places first; only when all could be written do they take them."""
    drafts: dict[Path, Path] = {}
    try:
        for file, content in contents.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f".{file.name}.part")
            drafts[draft] = file
            with draft.open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
        for draft, file in drafts.items():
            draft.replace(file)
    except OSError as error:
        raise FrameworkNotKept.of(
            f"The folder cannot be written: {error.strerror}.", folder.name, "choose a folder you may write to."
        ) from error
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
