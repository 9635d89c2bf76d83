"""Crosswalk files read from the catalogs, and the way they lay from an older framework version to a newer one."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from frameworks.crosswalk import Crosswalk
from frameworks.crosswalk_faults import SIDES, check_crosswalk
from frameworks.crosswalk_file import CrosswalkFile, Side
from frameworks.documents import MOST_FAULTS, read_lines, read_tree
from frameworks.errors import Fault, FrameworkNotFound, FrameworkNotReadable
from frameworks.loader import CATALOG, find_folder, list_frameworks, load_framework
from frameworks.model import Framework
from frameworks.plain_faults import Place, plain_words


def load_crosswalks(reference: str, catalogs: Sequence[Path] = (CATALOG,)) -> tuple[CrosswalkFile, ...]:
    """The crosswalks in the folder of a framework (`id` for the newest, or `id@version`), by file name.

    Raises:
        FrameworkNotFound: no catalog has the framework.
        FrameworkNotReadable: with every fault of every file.
    """
    home = load_framework(reference, catalogs).key
    read, faults = _read_all(find_folder(reference, catalogs), home, catalogs)
    if faults:
        raise FrameworkNotReadable(*faults)
    return read


def find_crosswalk(
    source: str, reference: str, catalogs: Sequence[Path] = (CATALOG,)
) -> tuple[CrosswalkFile, Framework]:
    """The crosswalk from a framework (`id@version`) to another (`id` or `id@version`), and that other one.

    Raises:
        FrameworkNotFound: no catalog has the other framework, or no crosswalk leads there.
        FrameworkNotReadable.
    """
    other = load_framework(reference, catalogs)
    for file in load_crosswalks(other.key, catalogs):
        if (file.from_, file.to) == (source, other.key):
            return file, other
    known = ", ".join(framework.id for framework in list_reachable(source, catalogs)) or "none"
    raise FrameworkNotFound.of(
        f"No crosswalk leads from {source} to {other.key}.", "framework", f"name one of these: {known}."
    )


def list_reachable(source: str, catalogs: Sequence[Path] = (CATALOG,)) -> list[Framework]:
    """Every other framework that answers to `source` (`id@version`) can be read across to, in the order of the list.

    Raises FrameworkNotReadable.
    """
    id_ = source.partition("@")[0]
    return [
        framework
        for framework in list_frameworks(catalogs)
        if framework.id != id_
        and any(file.from_ == source and file.to == framework.key for file in load_crosswalks(framework.key, catalogs))
    ]


def check_crosswalks(path: Path, catalogs: Sequence[Path] | None = None) -> list[Fault]:
    """Every fault of the crosswalks of a framework folder; empty when they can be used.

    The frameworks they lead from and to are looked for in the catalog that the folder is in, then in the shipped one.
    """
    folder = path if path.is_dir() else path.parent
    try:
        home = load_framework(str(path), ()).key
    except FrameworkNotReadable:
        # The faults of the framework itself are told elsewhere; without it nothing can be said of its crosswalks.
        return []
    return _read_all(folder, home, catalogs or (folder.resolve().parents[1], CATALOG))[1]


def crosswalk_between(old: Framework, new: Framework, catalogs: Sequence[Path] = (CATALOG,)) -> Crosswalk | None:
    """What each practice of the newer version takes from the older one: by one file, or through the versions between.

    None where no file leads there, where levels mean another scale, and within one version. Raises
    FrameworkNotReadable.
    """
    if old.key == new.key or _numbers(old) != _numbers(new):
        return None
    return _way(old.key, new.key, tuple(catalogs), frozenset())


def crosswalk_across(source: Framework, other: Framework, catalogs: Sequence[Path] = (CATALOG,)) -> Crosswalk | None:
    """What each practice of another version takes from the ones of `source`, whichever of the two is newer.

    From a newer version to an older one the files are read backwards. None as for crosswalk_between().
    """
    if forwards := crosswalk_between(source, other, catalogs):
        return forwards
    back = crosswalk_between(other, source, catalogs)
    return back.backwards(other.practices) if back else None


def _way(old: str, new: str, catalogs: tuple[Path, ...], passed: frozenset[str]) -> Crosswalk | None:
    try:
        files = [file for file in load_crosswalks(new, catalogs) if file.to == new]
    except FrameworkNotFound:
        return None
    id_ = new.partition("@")[0]
    for file in sorted(files, key=lambda file: file.from_ != old):
        if file.from_ == old:
            return file.shares()
        is_version = file.from_.partition("@")[0] == id_ and file.from_ not in passed
        if is_version and (before := _way(old, file.from_, catalogs, passed | {new})):
            return before.followed_by(file.shares())
    return None


def _numbers(framework: Framework) -> list[int]:
    return [level.number for level in framework.scale.levels]


def _read_all(folder: Path, home: str, catalogs: Sequence[Path]) -> tuple[tuple[CrosswalkFile, ...], list[Fault]]:
    read: list[CrosswalkFile] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("crosswalks/*.yaml")):
        try:
            file, place = _read(path, _stamp(path))
        except FrameworkNotReadable as error:
            faults += error.faults
            continue
        ends, missing = _ends(file, place, catalogs)
        found = [*missing, *islice(check_crosswalk(file, ends, home, place), MOST_FAULTS)]
        faults += found
        read.append(file)
    return tuple(read), faults


def _ends(file: CrosswalkFile, place: Place, catalogs: Sequence[Path]) -> tuple[dict[Side, Framework], list[Fault]]:
    ends: dict[Side, Framework] = {}
    faults = []
    for side in SIDES:
        try:
            ends[side] = load_framework(file.from_ if side == "from" else file.to, catalogs)
        except FrameworkNotFound as error:
            faults += [Fault(fault.what, place.of((side,)), fault.mend) for fault in error.faults]
    return ends, faults


def _stamp(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return 0, 0


@lru_cache(maxsize=64)
def _read(path: Path, stamp: tuple[int, int]) -> tuple[CrosswalkFile, Place]:
    name = f"{'/'.join(path.parts[-4:-2])} > crosswalks/{path.name}"
    tree: Any = read_tree(path, name, "yaml")
    place = Place(
        "/".join(path.parts[-4:-2]),
        f"crosswalks/{path.name}",
        {},
        tree if isinstance(tree, dict) else {},
        cache(lambda _: read_lines(path, name)),
    )
    try:
        return CrosswalkFile.model_validate(tree), place
    except ValidationError as error:
        raise FrameworkNotReadable(*_in_words(error, place)) from None


def _in_words(error: ValidationError, place: Place) -> Iterator[Fault]:
    for complaint in error.errors(include_url=False)[:MOST_FAULTS]:
        what, mend = plain_words(complaint, CrosswalkFile)
        yield Fault(what, place.of(complaint["loc"]), mend)
