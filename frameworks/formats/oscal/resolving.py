"""A profile resolved: the catalog it describes, made of the catalogs beside it."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

from frameworks.document_faults import short, too_wide
from frameworks.documents import LARGEST_LIBRARY, read_library
from frameworks.errors import Fault, FrameworkNotReadable
from frameworks.formats.imported import Note
from frameworks.formats.oscal.checking import Check, check_catalog
from frameworks.formats.oscal.checking_profile import check_profile
from frameworks.formats.oscal.merging import controls_named_twice, merged
from frameworks.formats.oscal.modifying import add_to, remove_from, set_parameter
from frameworks.formats.oscal.selecting import chosen_ids, only, without_parent
from frameworks.formats.oscal.shelf import Shelf, references_of
from frameworks.formats.oscal.words import Tree, every_control, every_param, listed, uuid_of
from frameworks.room import room_of, texts_in

DEEPEST_CHAIN = 20
"""Profiles that import each other one after the other."""
MOST_BYTES = 2 * LARGEST_LIBRARY
"""Of all files that one profile is made of."""
MOST_ROOM = 32 * 1024 * 1024
"""Bytes that the texts of all files take in memory."""
_INSERTED = re.compile(r"insert\s*+:\s*+param\s*+,\s*+([^\s{},:\"\\]++)")
_LINKED = re.compile(r"#([0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27})")


class Resolver:
    """Reads the files of one shelf, each of them once, and resolves profiles; gathers faults and notes on the way."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.faults: list[Fault] = []
        self.notes: list[Note] = []
        self.used: set[Path] = set()
        """Files that a profile imports."""
        self._catalogs: dict[Path, Tree | None] = {}
        self._bytes = self._room = 0

    def catalog_of(self, path: Path, trail: tuple[Path, ...] = ()) -> Tree | None:
        """The catalog in a file, or the one its profile describes; None, and faults, where that cannot be made out."""
        if path not in self._catalogs:
            self._catalogs[path] = None
            document = self._document(path)
            if "catalog" in document:
                self._catalogs[path] = document["catalog"]
            elif "profile" in document:
                self._catalogs[path] = self._resolved(document["profile"], path, (*trail, path))
        return self._catalogs[path]

    def _document(self, path: Path) -> Tree:
        """The checked document in a file; empty, and faults, where there is none that can be used."""
        name = self.shelf.label(path)
        try:
            self._bytes += path.stat().st_size
            if self._bytes > MOST_BYTES:
                what = f"The files that are imported have more than {MOST_BYTES // 1024**2} MB together."
                self.faults.append(Fault(what, name, "import fewer of them, or their compact editions."))
                return {}
            tree = read_library(path, name)
            self._room += room_of(tree)
            if self._room > MOST_ROOM:
                raise too_wide(name, MOST_ROOM)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its path cannot be used"
            self.faults.append(Fault(f"The file cannot be read: {reason}.", name, "name a file you may read."))
            return {}
        except FrameworkNotReadable as refused:
            self.faults += refused.faults
            return {}
        return self._checked(tree, name)

    def _checked(self, tree: object, name: str) -> Tree:
        check = Check(name)
        root = tree if isinstance(tree, dict) else {}
        for kind, examine in (("catalog", check_catalog), ("profile", check_profile)):
            if kind in root:
                inner = check.mapping(root, kind, "")
                if isinstance(root[kind], dict):
                    examine(inner, check)
                break
        else:
            check.fault("The file holds neither a catalog nor a profile.", "", "choose an OSCAL file that does.")
        self.faults += check.faults
        if check.faults:
            return {}
        self._remark(root, name)
        return root

    def _remark(self, root: Tree, name: str) -> None:
        """Say what of a sound file is not read, and that it is of a version of OSCAL nobody has tried."""
        kind = "catalog" if "catalog" in root else "profile"
        if others := [short(key, marks=False) for key in root if key not in (kind, "$schema")]:
            what = f"Only the {kind} of the file is read. Beside it stands {', '.join(others[:10])}"
            self.notes.append(Note(name, f"{what}: to import that, put it into a file of its own."))
        version = root[kind]["metadata"].get("oscal-version") or "1"
        if str(version).strip().lstrip("vV").split(".")[0] != "1":
            what = (
                f"The file is of OSCAL {short(version, marks=False)}; it is read as OSCAL 1, and may mean other things."
            )
            self.notes.append(Note(name, what))

    def _resolved(self, profile: Tree, path: Path, trail: tuple[Path, ...]) -> Tree | None:
        catalogs: list[Tree] = []
        sources: list[Tree] = []
        missing: dict[str, None] = {}
        for number, one in enumerate(profile["imports"], 1):
            source = self._imported(one["href"], profile, path, number, trail)
            if source is not None:
                sources.append(source)
                catalogs.append(only(source, chosen_ids(source, one, missing)))
        if len(catalogs) < len(profile["imports"]):
            return None
        name = self.shelf.label(path)
        merge = profile.get("merge", {})
        made = merged(catalogs, merge, missing)
        if missing:
            self._note(name, "Named by the profile, but not in what it imports", list(missing))
        taken = {control["id"] for control in every_control(made)}
        if orphans := {id_: None for source in sources for id_ in without_parent(source, taken)}:
            what = "Taken without the control above them, which some tools keep; they stand in its place"
            self._note(name, what, list(orphans))
        if twice := controls_named_twice(catalogs):
            how = "joined" if merge.get("combine", {}).get("method") == "merge" else "taken from the first"
            self._note(name, f"In more than one import, {how}", twice)
        if not any(key in merge for key in ("as-is", "flat", "custom")):
            self.notes.append(Note(name, "The profile does not say how to merge: its controls stand in no groups."))
        made = _with_their_params(made, sources)
        made = self._modified(made, profile.get("modify", {}), name)
        return _as_catalog(made, profile, sources)

    def _imported(self, href: str, profile: Tree, path: Path, number: int, trail: tuple[Path, ...]) -> Tree | None:
        where = f"{self.shelf.label(path)} > profile > imports {number}"
        references = references_of(href, profile)
        target = next((found for one in references if (found := self.shelf.find(one, path))), None)
        if target is None:
            names = ", ".join(short(one, marks=False) for one in references[:3])
            what = f"What it imports is not there: {short(href)}{f' ({names})' if names and names != href else ''}."
            mend = "put the JSON file of this name into the folder of the profile; nothing is fetched from the network."
            if any(self.shelf.leads_out(one, path) for one in references):
                mend = f"name the folder that holds both as PATH, or {mend}"
            self.faults.append(Fault(what, where, mend))
            return None
        self.used.add(target)
        if target in trail or len(trail) > DEEPEST_CHAIN:
            what = "leads back to the profile itself" if target in trail else "goes through too many profiles"
            self.faults.append(Fault(f"The import {what}.", where, "import a catalog, or a profile that rests on one."))
            return None
        return self.catalog_of(target, trail)

    def _note(self, where: str, what: str, ids: list[str]) -> None:
        self.notes.append(Note(where, f"{what}: {listed(ids)}."))

    def _modified(self, catalog: Tree, modify: Tree, name: str) -> Tree:
        """The catalog with parameters set and controls altered."""
        settings: dict[str, list[Tree]] = {}
        for setting in modify.get("set-parameters", ()):
            settings.setdefault(setting["param-id"], []).append(setting)
        params = {param["id"] for param in every_param(catalog)}
        if unknown := [id_ for id_ in settings if id_ not in params]:
            self._note(name, "Parameters that are set, but belong to no control of the profile", unknown)
        alters: dict[str, list[Tree]] = {}
        for alter in modify.get("alters", ()):
            alters.setdefault(alter["control-id"], []).append(alter)
        controls = {control["id"] for control in every_control(catalog)}
        if absent := [id_ for id_ in alters if id_ not in controls]:
            self._note(name, "Controls that are changed, but not taken in", absent)
        lost: dict[str, None] = {}
        made = _altered(catalog, alters, lost) if alters else catalog
        if lost:
            self._note(name, "Added to parts that are not there, so left out", list(lost))
        return _with_settings(made, settings) if settings else made


def _altered(tree: Tree, alters: dict[str, list[Tree]], lost: dict[str, None]) -> Tree:
    below: Tree = {
        key: [_altered(one, alters, lost) for one in tree[key]] for key in ("controls", "groups") if key in tree
    }
    own = {key: value for key, value in tree.items() if key not in below}
    for alter in alters.get(tree.get("id", ""), ()):
        # A copy: what is added to must not change for another profile of the same catalog.
        own = deepcopy(own)
        for remove in alter.get("removes", ()):
            own = remove_from(own, remove)
        for add in alter.get("adds", ()):
            if not add_to(own, deepcopy(add)):
                lost[f"{tree['id']} {add['by-id']}"] = None
    return {**own, **below}


def _with_settings(tree: Tree, settings: dict[str, list[Tree]]) -> Tree:
    made = dict(tree)
    for key in ("controls", "groups"):
        if key in tree:
            made[key] = [_with_settings(one, settings) for one in tree[key]]
    if "params" in tree:
        made["params"] = [_set(param, settings.get(param["id"], ())) for param in tree["params"]]
    return made


def _set(param: Tree, settings: "list[Tree] | tuple[()]") -> Tree:
    for setting in settings:
        param = set_parameter(param, setting)
    return param


def _with_their_params(catalog: Tree, sources: list[Tree]) -> Tree:
    """The catalog with the parameters that its texts name and that stood outside of the controls taken."""
    known = {param["id"]: param for source in sources for param in every_param(source)}
    there = {param["id"] for param in every_param(catalog)}
    loose: dict[str, Tree] = {}
    wanted = _named_in(catalog, _INSERTED)
    while wanted := {id_ for id_ in wanted if id_ in known and id_ not in there}:
        new = {id_: known[id_] for id_ in sorted(wanted)}
        loose |= new
        there |= set(new)
        wanted = _named_in(list(new.values()), _INSERTED)
    return {**catalog, "params": [*catalog.get("params", ()), *loose.values()]}


def _named_in(tree: Any, pattern: re.Pattern[str]) -> set[str]:
    return {name for text in texts_in(tree) for name in pattern.findall(text)}


def _as_catalog(made: Tree, profile: Tree, sources: list[Tree]) -> Tree:
    """A whole document: what the profile says of itself, and the resources that texts and links lead to."""
    named = _named_in(made, _LINKED)
    resources = [*profile.get("back-matter", {}).get("resources", ())]
    for source in sources:
        listed_there = source.get("back-matter", {}).get("resources", ())
        resources += [one for one in listed_there if one.get("uuid") in named and one not in resources]
    filled = {key: value for key, value in made.items() if value}
    return {
        "uuid": uuid_of("resolved", str(profile.get("uuid", ""))),
        "metadata": profile["metadata"],
        **filled,
        **({"back-matter": {"resources": resources}} if resources else {}),
    }
