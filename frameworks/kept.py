"""An imported framework on disk: <id>/<version>/framework.json below a folder, which then is a catalog of its own."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.documents import read_library
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.imported import FrameworkNotKept, Imported
from frameworks.level_words import without_words_of_the_scale
from frameworks.loader import frameworks_in, load_framework
from frameworks.model import Framework

MOST_UNTRIED = 5_000_000
"""Characters of a file that is surely read back."""


def keep_imported(imported: Imported, folder: Path) -> list[Path]:
    """Write every framework and crosswalk of a source below a folder; all of them or, where one cannot be, none.

    What is there already and says the same is left alone. Returns the folder of each framework.

    Raises:
        FrameworkNotKept: another framework of this id and version is there, or the folder cannot be written.
        DocumentNotReadable: a file would be larger than what can be read back.
    """
    texts = {_file_of(one, folder): framework_text(one) for one in imported.frameworks}
    texts |= _crosswalk_texts(imported.crosswalks, folder)
    for file, text in texts.items():
        # What is far from the limits need not be tried.
        if len(text) > MOST_UNTRIED:
            read_library(text.encode(), file.relative_to(folder).as_posix())
    if faults := [fault for file, text in texts.items() if (fault := _in_the_way(file, text, folder))]:
        raise FrameworkNotKept(*faults)
    _write_all({file: text for file, text in texts.items() if not file.exists()}, folder)
    return [_file_of(one, folder).parent for one in imported.frameworks]


def kept_frameworks(folder: Path) -> list[Framework]:
    """The frameworks that are kept below a folder, but for those that cannot be read."""
    found = []
    for one in frameworks_in(str(folder), ()).values():
        with suppress(FrameworkNotReadable):
            found.append(load_framework(str(one), ()))
    return found


def framework_text(framework: Framework) -> str:
    """The framework as its file holds it."""
    bare = without_words_of_the_scale(framework)
    return _as_text(bare.model_dump(mode="json", exclude_defaults=True, by_alias=True))


def _file_of(framework: Framework, folder: Path) -> Path:
    return folder / framework.id / framework.version / "framework.json"


def _crosswalk_texts(crosswalks: Sequence[CrosswalkFile], folder: Path) -> dict[Path, str]:
    """Each crosswalk beside the framework it starts from."""
    texts = {}
    for one in crosswalks:
        id_, _, version = one.from_.partition("@")
        texts[folder / id_ / version / "crosswalks" / f"{one.to}.yaml"] = _as_text(
            one.model_dump(mode="json", exclude_defaults=True, by_alias=True)
        )
    return texts


def _as_text(tree: Any) -> str:
    # JSON is YAML, too: one reader's text serves both endings.
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _in_the_way(file: Path, text: str, folder: Path) -> Fault | None:
    where = file.relative_to(folder).as_posix()
    try:
        if not file.exists() or file.read_text(encoding="utf-8") == text:
            return None
    except (OSError, UnicodeDecodeError):
        pass
    return Fault("Something else of this name is there already.", where, "move it away, or import into another folder.")


def _write_all(texts: dict[Path, str], folder: Path) -> None:
    """Beside their places first; only when all could be written do they take them."""
    drafts: dict[Path, Path] = {}
    try:
        for file, text in texts.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f".{file.name}.part")
            drafts[draft] = file
            with draft.open("w", encoding="utf-8") as opened:
                opened.write(text)
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
