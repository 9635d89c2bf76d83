"""The files that a profile may import from: those in one folder and below it, found by path or by name."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from frameworks.formats.oscal.recognition import json_files
from frameworks.formats.oscal.words import Tree


class Shelf:
    """Nothing outside of the folder is ever opened, and no address on the network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = json_files(folder)
        self._by_place = {_normal(path): path for path in self.files}

    def find(self, href: str, beside: Path) -> Path | None:
        """The file that a reference in `beside` means: at its place, else the nearest of the same name."""
        wanted = _path_of(href)
        found = self._by_place.get(_normal(beside.parent / wanted)) if wanted and "://" not in href else None
        return found or next((path for name in _names(wanted) for path in self.files if path.name == name), None)

    def leads_out(self, href: str, beside: Path) -> bool:
        """Whether a reference by path means a place outside of the folder; that place is not looked at."""
        wanted = _path_of(href) if "://" not in href else ""
        return bool(wanted) and not Path(_normal(beside.parent / wanted)).is_relative_to(_normal(self.folder))

    def label(self, path: Path) -> str:
        """How the file is called in what people read."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.name


def references_of(href: str, document: Tree) -> list[str]:
    """The addresses an href stands for; those of its resource in the back matter, JSON first, where it is `#uuid`."""
    if not href.startswith("#"):
        return [href]
    for resource in document.get("back-matter", {}).get("resources", ()):
        if resource.get("uuid", "").casefold() == href[1:].casefold():
            links = [link for link in resource.get("rlinks", ()) if link.get("href")]
            return [link["href"] for link in sorted(links, key=_is_other_than_json)]
    return []


def _is_other_than_json(link: Tree) -> bool:
    return not link["href"].lower().endswith(".json") and "json" not in str(link.get("media-type", "")).lower()


def _path_of(href: str) -> str:
    try:
        return unquote(urlsplit(href.replace("\\", "/")).path)
    except ValueError:
        return ""


def _names(path: str) -> Iterator[str]:
    """The file name as given, then the same as JSON, then its compact edition."""
    name = path.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0]
    if stem:
        yield from (name, f"{stem}.json", f"{stem}-min.json")


def _normal(path: Path) -> str:
    return os.path.normpath(path.absolute())
