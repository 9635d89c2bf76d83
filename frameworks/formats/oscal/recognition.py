"""Which files are OSCAL: by the key that everything in them stands under."""

import re
from collections.abc import Iterator
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
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            found = _KEY.match(file.read(_BEGINNING))
    except OSError:
        return None
    return found[1].decode() if found else None


def json_files(folder: Path) -> list[Path]:
    """The JSON files in a folder and below it, nearest first and sorted; links that lead out of it are left out."""
    home = folder.resolve()
    found = islice(_json_files(folder, 0), FILES_LOOKED_AT)
    return [path for path in found if path.resolve().is_relative_to(home)]


def _json_files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in inside if path.suffix.lower() == ".json" and path.is_file())
    for path in inside if depth < DEEPEST_FOLDER else ():
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _json_files(path, depth + 1)


def looks_like_oscal(path: Path) -> bool:
    """Whether a file, or a file in a folder, holds a catalog or profile."""
    files = json_files(path) if path.is_dir() else [path]
    return any(kind_of_file(file) for file in files)
