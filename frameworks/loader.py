"""A folder of YAML in, a Framework out; every fault of all its files at once."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from frameworks.document_faults import short
from frameworks.documents import read_library, read_lines, read_tree
from frameworks.errors import Fault, FrameworkNotFound, FrameworkNotReadable
from frameworks.fields import ID_PATTERN
from frameworks.level_words import with_words_of_the_scale
from frameworks.meaning import check_meaning
from frameworks.model import Framework
from frameworks.parts import parts_of
from frameworks.plain_faults import Place, plain_words

CATALOG = Path(__file__).parent / "catalog"
FILES = ("framework.yaml", "framework.json")
"""Names of a framework's own file: as people write it, and as an import does."""
READY = ".ready"
"""The folder of a catalog in which frameworks lie that were imported, until each has moved to its place."""
MOST_LISTED = 1_000
"""Faults named of one framework."""
MOST_COMPLAINTS = 20_000
"""Of the validator; each takes a kilobyte of memory."""


def load_framework(reference: str, catalogs: Sequence[Path] = (CATALOG,)) -> Framework:
    """A framework by `id` (the newest version), by `id@version`, or by the path of its folder or file.

    Raises:
        FrameworkNotFound: no catalog has it.
        FrameworkNotReadable: with every fault of its files.
    """
    file = _file_of(_find(reference, tuple(catalogs)))
    return _load(file, _stamp(file))


def frameworks_in(reference: str, catalogs: Sequence[Path] = (CATALOG,)) -> dict[str, Path]:
    """The folders of the frameworks below a catalog, or below the folder of one id, by id@version, the newest last.

    None for a framework's own folder, and for any other reference. An id that a catalog has is no folder of one id.
    """
    if not _is_path(reference) or any((Path(reference) / name).exists() for name in FILES):
        return {}
    inside = _versions(Path(reference))
    if not inside and not any(reference in _versions(catalog) for catalog in catalogs):
        inside = _own_versions(Path(reference))
    return {f"{id_}@{one.name}": one for id_, versions in inside.items() for one in versions}


def find_folder(reference: str, catalogs: Sequence[Path] = (CATALOG,)) -> Path:
    """The folder of a framework that load_framework() would read. Raises FrameworkNotFound."""
    return _file_of(_find(reference, tuple(catalogs))).parent


def list_frameworks(catalogs: Sequence[Path] = (CATALOG,)) -> list[Framework]:
    """Every framework of the catalogs by id and version, the newest version last; then every outline.

    Raises FrameworkNotReadable.
    """
    folders = [folder for catalog in catalogs for versions in _versions(catalog).values() for folder in versions]
    found = [load_framework(str(folder), ()) for folder in folders]
    return sorted(found, key=lambda framework: framework.is_outline)


def check_framework(path: Path) -> list[Fault]:
    """Every fault of a framework folder or file; empty when it can be used."""
    try:
        file = _file_of(path)
        _load(file, _stamp(file))
    except FrameworkNotReadable as error:
        return list(error.faults)
    return []


def _find(reference: str, catalogs: tuple[Path, ...]) -> Path:
    id_, at, version = reference.partition("@")
    for catalog in catalogs:
        versions = _versions(catalog).get(id_, [])
        if at:
            versions = [folder for folder in versions if folder.name == version]
        if versions:
            return versions[-1]
    if _is_path(reference):
        return Path(reference)
    known = sorted(
        f"{id_}@{folder.name}" for catalog in catalogs for id_, fs in _versions(catalog).items() for folder in fs
    )
    raise FrameworkNotFound.of(
        f"There is no framework {short(reference)}.",
        "framework",
        f"use one of: {', '.join(known)}; or the path of a framework.",
    )


def _is_path(reference: str) -> bool:
    try:
        return bool(reference) and Path(reference).exists()
    except (OSError, ValueError):
        return False


def _versions(catalog: Path) -> dict[str, list[Path]]:
    """The version folders of each framework id, the newest last."""
    files = sorted(
        (file for name in FILES for place in ("*/*", f"{READY}/*/*") for file in catalog.glob(f"{place}/{name}")),
        key=lambda file: (file.parts[-3], version_key(file.parts[-2])),
    )
    found: dict[str, list[Path]] = {}
    for file in files:
        found.setdefault(file.parts[-3], []).append(file.parent)
    return found


def _own_versions(folder: Path) -> dict[str, list[Path]]:
    """The version folders of a folder that is named as a framework's id, the newest last."""
    found = {file.parent for name in FILES for file in folder.glob(f"*/{name}")}
    return {folder.resolve().name: sorted(found, key=lambda one: version_key(one.name))} if found else {}


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Versions in order: 1.10 comes after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[._-]", version))


def _file_of(path: Path) -> Path:
    """The framework's own file, which names the others: of a folder, or of a catalog or id that holds one framework."""
    try:
        if not path.is_dir():
            return path
        if not any((path / name).exists() for name in FILES):
            known = _versions(path) or _own_versions(path)
            inside = [folder for versions in known.values() for folder in versions]
            if len(inside) == 1:
                return _file_of(inside[0])
            if inside:
                raise _several(inside)
        return path / FILES[-1] if (path / FILES[-1]).exists() else path / FILES[0]
    except OSError:
        return path


def _several(folders: Sequence[Path]) -> FrameworkNotFound:
    """The refusal of a folder that holds more frameworks than one."""
    what = f"The folder holds {len(folders)} frameworks."
    return FrameworkNotFound.of(what, "framework", f"name the folder of one: {', '.join(map(str, folders))}.")


def _stamp(file: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when any file of the framework does, so that the cache never shows an old one."""
    files, stamps = [file], []
    with suppress(OSError, ValueError):
        files += sorted(file.parent.glob("domains/*.yaml"))
    for one in files:
        # What is the matter with a file is said when it is read.
        with suppress(OSError, ValueError):
            status = one.stat()
            stamps.append((str(one), status.st_mtime_ns, status.st_size))
    return tuple(stamps)


@lru_cache(maxsize=32)
def _load(file: Path, stamp: tuple[tuple[str, int, int], ...]) -> Framework:
    name = _name(file.parent)
    kind: Literal["yaml", "json"] = "json" if file.suffix == ".json" else "yaml"
    where = f"{name} > {file.name}"
    # What was imported is kept as JSON, and may be as large as its source was.
    tree = _mapping(read_library(file, where) if kind == "json" else read_tree(file, where, kind), where)
    named = tree.get("domains")
    files, faults = _with_domains(tree, file.parent, name)
    is_whole = not isinstance(named, list) or len(named) == len(tree["domains"])
    place = Place(name, file.name, files, tree, cache(lambda one: read_lines(file.parent / one, one)))
    framework: Framework | None = None
    try:
        framework = Framework.model_validate(tree)
    except ValidationError as error:
        faults += _in_words(error, place, is_whole)
    faults += islice(check_meaning(parts_of(tree, framework, is_whole), place), MOST_LISTED + 1)
    if faults or framework is None:
        raise FrameworkNotReadable(*_listed(faults, name))
    return with_words_of_the_scale(framework)


def _in_words(error: ValidationError, place: Place, is_whole: bool) -> Iterator[Fault]:
    """The validator's complaints; of a framework whose files could not all be read, not that domains are missing."""
    if error.error_count() > MOST_COMPLAINTS:
        what = f"There are {error.error_count():,} faults of form, too many to list."
        yield Fault(what, place.name, "begin with one practice, check it, then add the next.")
        return
    for complaint in error.errors(include_url=False)[: MOST_LISTED + 1]:
        if is_whole or complaint["loc"] != ("domains",):
            what, mend = plain_words(complaint, Framework)
            yield Fault(what, place.of(complaint["loc"]), mend)


def _listed(faults: list[Fault], name: str) -> list[Fault]:
    """The faults, of very many only the first ones and their number."""
    if len(faults) <= MOST_LISTED:
        return faults
    rest = Fault(f"There are more than {MOST_LISTED:,} faults.", name, "mend the ones above, then try again.")
    return [*faults[:MOST_LISTED], rest]


def _with_domains(tree: dict[Any, Any], folder: Path, name: str) -> tuple[dict[int, str], list[Fault]]:
    """Put the content of the named domain files into the tree; say which domain came from which file."""
    files: dict[int, str] = {}
    faults: list[Fault] = []
    named = tree.get("domains")
    if not isinstance(named, list):
        return files, faults
    domains: list[Any] = []
    for entry in named:
        domain = entry
        if isinstance(entry, str):
            try:
                domain = _domain_of(folder, entry, name, faults)
            except FrameworkNotReadable as error:
                faults += error.faults
                continue
            files[len(domains)] = f"domains/{entry}.yaml"
        domains.append(domain)
    tree["domains"] = domains
    return files, faults


def _domain_of(folder: Path, entry: str, name: str, faults: list[Fault]) -> dict[Any, Any]:
    """The content of a domain file as the domain it describes; keys that do not belong go to the faults."""
    if not re.fullmatch(ID_PATTERN, entry):
        raise FrameworkNotReadable.of(
            f"{short(entry)} is not the name of a domain file.", f"{name} > domains", "name it plainly, as gov."
        )
    where = f"{name} > domains/{entry}.yaml"
    content = _mapping(read_tree(folder / f"domains/{entry}.yaml", where, "yaml"), where)
    head = _mapping(content.get("domain", {}), f"{where} > domain")
    faults += [
        Fault(f"The key {short(key)} is not known here.", where, "use: domain, practices.")
        for key in content
        if key not in ("domain", "practices")
    ]
    return {**head, **{key: content[key] for key in ("practices",) if key in content}}


def _mapping(tree: Any, where: str) -> dict[Any, Any]:
    if isinstance(tree, dict):
        return tree
    raise FrameworkNotReadable.of(
        "There is no set of keys with values.", where, "begin with keys such as id: and title:."
    )


def _name(folder: Path) -> str:
    """The folder as a reader knows it: catalog/<id>/<version>, or its last two parts."""
    last = "/".join(part for part in folder.parts[-2:] if part != "/") or "."
    return f"catalog/{last}" if "catalog" in folder.parts else last
