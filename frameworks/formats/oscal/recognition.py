"""Which files are OSCAL: by the key that everything in them stands under."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

FILES_LOOKED_AT = 200
"""Of one folder, so that a disk named by mistake is not read through."""
DEEPEST_FOLDER = 4
_BEGINNING = 4_096
_KEY = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*+\{\s*+(?:"\$schema"\s*+:\s*+"[^"]*+"\s*+,\s*+)?"(catalog|profile)"\s*+:\s*+\{'
)


def kind_of_file(path: Path) -> str | None:
    """`catalog` or `profile`, by how a file begins; None for anything else."""
    if path.suffix.lower() != ".json":
        return None
    # Not to be opened unless it is a plain file: a pipe would wait for ever. A name can be too long to be asked about.
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                found = _KEY.match(file.read(_BEGINNING))
            return found[1].decode() if found else None
    return None


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def json_files(folder: Path) -> list[Path]:
    """The JSON files in a folder and below it, nearest first and sorted; links that lead out of it are left out."""
    home = folder.resolve()
    found = islice(_json_files(folder, 0), FILES_LOOKED_AT)
    return [path for path in found if path.resolve().is_relative_to(home)]


def _json_files(folder: Path, depth: int) -> Iterator[Path]:
    inside: list[Path] = []
    with suppress(OSError):
        inside = sorted(folder.iterdir())
    yield from (path for path in inside if path.suffix.lower() == ".json" and path.is_file())
    for path in inside if depth < DEEPEST_FOLDER else ():
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _json_files(path, depth + 1)


def looks_like_oscal(path: Path) -> bool:
    """Whether a file, or a file in a folder, holds a catalog or profile."""
    files = json_files(path) if is_folder(path) else [path]
    return any(kind_of_file(file) for file in files)
