"""Small OSCAL documents for tests, and what a reader makes of them."""

import json
from pathlib import Path
from typing import Any

from frameworks.formats.imported import Imported
from frameworks.formats.oscal.read_oscal import read_oscal
from frameworks.model import Framework

Tree = dict[str, Any]
UUID = "6f1c9a52-94b3-4d0e-8a77-1d2f3a4b5c6d"
METADATA = {
    "title": "Harbor Rules",
    "last-modified": "2026-02-03T04:05:06Z",
    "version": "2.1",
    "oscal-version": "1.1.2",
}


def prop(name: str, value: str, **more: str) -> Tree:
    return {"name": name, "value": value, **more}


def statement(text: str, *parts: Tree, **more: Any) -> Tree:
    return {"name": "statement", "prose": text, **({"parts": list(parts)} if parts else {}), **more}


def part(name: str, text: str, **more: Any) -> Tree:
    return {"name": name, "prose": text, **more}


def control(id_: str, *controls: Tree, text: str | None = "Keep watch.", **fields: Any) -> Tree:
    """A control with a statement, and with controls below it where some are given."""
    made = {"id": id_, "title": f"Title of {id_}", **fields}
    if text is not None:
        made.setdefault("parts", [statement(text)])
    return {**made, **({"controls": list(controls)} if controls else {})}


def withdrawn(id_: str, *controls: Tree, **fields: Any) -> Tree:
    return control(id_, *controls, text=None, props=[prop("status", "withdrawn")], **fields)


def group(id_: str, *controls: Tree, **fields: Any) -> Tree:
    return {"id": id_, "title": f"Group {id_}", **({"controls": list(controls)} if controls else {}), **fields}


def catalog(*groups: Tree, **fields: Any) -> Tree:
    return {"uuid": UUID, "metadata": METADATA, **({"groups": list(groups)} if groups else {}), **fields}


def profile(*imports: Tree, **fields: Any) -> Tree:
    metadata = {**METADATA, "title": "Harbor Baseline"}
    return {"uuid": UUID, "metadata": metadata, "imports": list(imports), "merge": {"as-is": True}, **fields}


def taking(*ids: str, href: str = "catalog.json", **more: Any) -> Tree:
    """An import of some controls."""
    return {"href": href, "include-controls": [{"with-ids": list(ids), **more}]}


def written(folder: Path, **documents: Tree) -> Path:
    """The folder with a file for each document, by its name; its kind is told by what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tree in documents.items():
        kind = "profile" if "imports" in tree else "catalog"
        (folder / f"{name}.json").write_text(json.dumps({kind: tree}), encoding="utf-8")
    return folder


def imported(folder: Path, tree: Tree) -> Imported:
    """What a catalog alone brings."""
    return read_oscal(written(folder, catalog=tree) / "catalog.json")


def read(folder: Path, tree: Tree) -> Framework:
    """The framework of a catalog alone."""
    (framework,) = imported(folder, tree).frameworks
    return framework


def resolved(folder: Path, made: Tree, **catalogs: Tree) -> Imported:
    """What a profile brings that lies beside these catalogs."""
    return read_oscal(written(folder, profile=made, **catalogs) / "profile.json")


def ids(made: Imported) -> list[str]:
    """The practices of the only framework."""
    (framework,) = made.frameworks
    return list(framework.practices)


def notes(made: Imported) -> str:
    """All notes as one text."""
    return "\n".join(f"{note.where}: {note.what}" for note in made.notes)
