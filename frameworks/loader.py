"""A folder of YAML in, a Framework out; every fault of all its files at once."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from frameworks.documents import read_tree
from frameworks.errors import Fault, FrameworkNotFound, FrameworkNotReadable
from frameworks.meaning import check_meaning
from frameworks.model import Framework
from frameworks.plain_faults import Place, plain_fault

CATALOG = Path(__file__).parent / "catalog"


def load_framework(reference: str, catalogs: Sequence[Path] = (CATALOG,)) -> Framework:
    """A framework by `id` (the newest version), by `id@version`, or by the path of its folder or file.

    Raises:
        FrameworkNotFound: no catalog has it.
        FrameworkNotReadable: with every fault of its files.
    """
    file = _file_of(_find(reference, tuple(catalogs)))
    return _load(file, _stamp(file))


def list_frameworks(catalogs: Sequence[Path] = (CATALOG,)) -> list[Framework]:
    """Every framework of the catalogs, by id and version, the newest version last. Raises FrameworkNotReadable."""
    folders = [folder for catalog in catalogs for versions in _versions(catalog).values() for folder in versions]
    return [_load(file, _stamp(file)) for file in map(_file_of, folders)]


def check_framework(path: Path) -> list[Fault]:
    """Every fault of a framework folder or file; empty when it can be used."""
    file = _file_of(path)
    try:
        _load(file, _stamp(file))
    except FrameworkNotReadable as error:
        return list(error.faults)
    return []


def _find(reference: str, catalogs: tuple[Path, ...]) -> Path:
    id_, _, version = reference.partition("@")
    for catalog in catalogs:
        versions = _versions(catalog).get(id_, [])
        if version:
            versions = [folder for folder in versions if folder.name == version]
        if versions:
            return versions[-1]
    if _is_path(reference):
        return Path(reference)
    known = sorted(
        f"{id_}@{folder.name}" for catalog in catalogs for id_, fs in _versions(catalog).items() for folder in fs
    )
    shown = reference if len(reference) <= 80 else reference[:80] + "…"
    raise FrameworkNotFound.of(
        f"There is no framework {shown!r}.", "framework", f"use one of: {', '.join(known)}; or the path of a framework."
    )


def _is_path(reference: str) -> bool:
    try:
        return Path(reference).exists()
    except (OSError, ValueError):
        return False


def _versions(catalog: Path) -> dict[str, list[Path]]:
    """The version folders of each framework id, the newest last."""
    files = sorted(catalog.glob("*/*/framework.yaml"), key=lambda file: (file.parts[-3], _version_key(file.parts[-2])))
    found: dict[str, list[Path]] = {}
    for file in files:
        found.setdefault(file.parts[-3], []).append(file.parent)
    return found


def _version_key(version: str) -> tuple[tuple[int, str], ...]:
    """1.10 comes after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[._-]", version))


def _file_of(path: Path) -> Path:
    """The framework's own file, which names the others."""
    try:
        return path / "framework.yaml" if path.is_dir() else path
    except OSError:
        return path


def _stamp(file: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when any file of the framework does, so that the cache never shows an old one."""
    try:
        files = [file, *sorted(file.parent.glob("domains/*.yaml"))]
        return tuple((str(one), (status := one.stat()).st_mtime_ns, status.st_size) for one in files)
    except (OSError, ValueError):
        # Reading the files says what is the matter with them; a framework that cannot be read is not kept.
        return ()


@lru_cache(maxsize=32)
def _load(file: Path, stamp: tuple[tuple[str, int, int], ...]) -> Framework:
    folder = file.parent
    name = _name(folder)
    tree = _mapping(read_tree(file, f"{name} > {file.name}", "yaml"), f"{name} > {file.name}")
    files, faults = _with_domains(tree, folder, name)
    place = Place(name, file.name, files, tree)
    framework: Framework | None = None
    try:
        framework = Framework.model_validate(tree)
    except ValidationError as error:
        faults += [plain_fault(fault, place) for fault in error.errors(include_url=False)]
    faults += check_meaning(tree, framework, place)
    if faults or framework is None:
        raise FrameworkNotReadable(*faults)
    return framework


def _with_domains(tree: dict[str, Any], folder: Path, name: str) -> tuple[dict[int, str], list[Fault]]:
    """Put the content of the named domain files into the tree; say which domain came from which file."""
    files: dict[int, str] = {}
    faults: list[Fault] = []
    domains = tree.get("domains")
    if not isinstance(domains, list):
        return files, faults
    for number, entry in enumerate(domains):
        if not isinstance(entry, str):
            continue
        files[number] = file_name = f"domains/{entry}.yaml"
        where = f"{name} > {file_name}"
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", entry) or ".." in entry:
            faults.append(
                Fault(f"{entry!r} is not the name of a domain file.", f"{name} > domains", "name it plainly.")
            )
            continue
        try:
            content = _mapping(read_tree(folder / file_name, where, "yaml"), where)
        except FrameworkNotReadable as error:
            faults += error.faults
            continue
        faults += _unknown_keys(content, where)
        head = content.get("domain")
        domains[number] = {**(head if isinstance(head, dict) else {}), "practices": content.get("practices")}
    tree["domains"] = [domain for domain in domains if not isinstance(domain, str)]
    kept = [number for number, domain in enumerate(domains) if not isinstance(domain, str)]
    return {place: files[number] for place, number in enumerate(kept) if number in files}, faults


def _unknown_keys(content: dict[Any, Any], where: str) -> list[Fault]:
    return [
        Fault(f"The key {key!r} is not known here.", where, "use: domain, practices.")
        for key in content
        if key not in ("domain", "practices")
    ]


def _mapping(tree: Any, where: str) -> dict[Any, Any]:
    if isinstance(tree, dict):
        return tree
    raise FrameworkNotReadable.of(
        "The file is not a set of keys with values.", where, "begin with keys such as id: and title:."
    )


def _name(folder: Path) -> str:
    """The folder as a reader knows it: catalog/<id>/<version>, or its last two parts."""
    last = "/".join(part for part in folder.parts[-2:] if part != "/") or "."
    return f"catalog/{last}" if "catalog" in folder.parts else last
