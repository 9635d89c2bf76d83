"""A file that was sent, laid out in a folder of its own; a packed folder is unpacked no further than it may."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from frameworks.errors import Fault
from frameworks.formats.imported import FormatNotKnown

MOST_FILES = 5_000
MOST_BYTES = 100_000_000
"""Of all files together when they are unpacked."""
LONGEST_PATH = 300
_CHUNK = 1 << 16
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class PackageNotSafe(FormatNotKnown):
    """A packed folder that would lead out of its place, or is larger than a folder of this kind can be."""


@contextmanager
def laid_out(content: bytes, name: str) -> Iterator[Path]:
    """The path of the file, or of the folder that a .zip packs, for as long as the block lasts.

    Raises:
        PackageNotSafe: with every fault of the package.
    """
    with TemporaryDirectory(prefix="safermark-") as folder:
        place = Path(folder) / "source"
        place.mkdir()
        plain = _NOT_PLAIN.sub("-", PurePosixPath(name).name).strip(".-")[-100:] or "source"
        if plain.lower().endswith(".zip"):
            _unpack(content, name, place)
            yield _only_folder(place)
        else:
            (place / plain).write_bytes(content)
            yield place / plain


def _unpack(content: bytes, name: str, place: Path) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            if faults := _faults_of(members, name):
                raise PackageNotSafe(*faults)
            left = MOST_BYTES
            for member in members:
                left -= _write(package, member, place.joinpath(*_parts(member.filename)), left, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise PackageNotSafe.of(
            "The package cannot be unpacked.", name[:80], "pack the folder again as .zip."
        ) from error


def _write(package: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path, most: int, name: str) -> int:
    """How many bytes it was; what the package says of itself is not believed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with package.open(member) as packed, file.open("wb") as unpacked:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise PackageNotSafe(_too_large(name))
            unpacked.write(chunk)
    return size


def _faults_of(members: list[zipfile.ZipInfo], name: str) -> list[Fault]:
    if len(members) > MOST_FILES:
        return [Fault(f"The package holds more than {MOST_FILES:,} files.", name[:80], "pack only the model's folder.")]
    if sum(member.file_size for member in members) > MOST_BYTES:
        return [_too_large(name)]
    if not members:
        return [Fault("The package is empty.", name[:80], "pack the folder with its files.")]
    return [
        Fault("A file would lie outside of the folder.", member.filename[:80], "pack the folder again, without it.")
        for member in members
        if not _is_inside(member)
    ]


def _is_inside(member: zipfile.ZipInfo) -> bool:
    """Whether it is a plain file below the folder: no way up, no root, no link."""
    named = member.filename
    parts = _parts(named)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_odd = "\\" in named or ":" in named or "\x00" in named or named.startswith("/") or len(named) > LONGEST_PATH
    return bool(parts) and not is_link and not is_odd and ".." not in parts


def _parts(filename: str) -> tuple[str, ...]:
    return tuple(part for part in PurePosixPath(filename).parts if part not in ("/", "."))


def _too_large(name: str) -> Fault:
    return Fault(
        f"Unpacked it is larger than {MOST_BYTES // 1_000_000} MB.", name[:80], "pack only the model's folder."
    )


def _only_folder(place: Path) -> Path:
    """The folder that was packed, where everything lies in one."""
    inside = [one for one in place.iterdir() if one.name != "__MACOSX"]
    return inside[0] if len(inside) == 1 else place
