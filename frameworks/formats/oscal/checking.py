"""What a catalog must be before a framework can be made of it: every fault of its shape, each with its place."""

from collections.abc import Iterable
from typing import Any

from frameworks.document_faults import MOST_FAULTS, short
from frameworks.errors import Fault
from frameworks.formats.oscal.words import Tree

_KINDS = {dict: "a mapping { … }", list: "a list [ … ]", str: "a text", bool: "true or false"}


class Check:
    """Faults of one document found so far; what is asked of it comes back in the right shape, or empty."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def fault(self, what: str, where: str, mend: str) -> None:
        """Keep a fault, as long as they are not too many to list."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(what, f"{self.name}{where}", mend))

    def text(self, tree: Tree, key: str, where: str, *, needed: bool = False) -> str:
        """The text under a key."""
        found = self._of_kind(tree, key, str, where)
        if needed and not (found or "").strip() and (found is not None or key not in tree):
            self.fault(f"There is no {key}.", where, f"give it the {key} that OSCAL asks for.")
        return found or ""

    def mapping(self, tree: Tree, key: str, where: str, *, needed: bool = False) -> Tree:
        """The mapping under a key."""
        found = self._of_kind(tree, key, dict, where)
        if needed and key not in tree:
            self.fault(f"There is no {key}.", where, f"give it the {key} that OSCAL asks for.")
        return found or {}

    def mappings(self, tree: Tree, key: str, where: str) -> list[tuple[str, Tree]]:
        """The mappings listed under a key, each with its place."""
        found = self._of_kind(tree, key, list, where) or []
        places = [(f"{where} > {key} {number}", entry) for number, entry in enumerate(found, 1)]
        return [(place, entry) for place, entry in places if self._is(entry, dict, place)]

    def texts(self, tree: Tree, key: str, where: str) -> list[str]:
        """The texts listed under a key."""
        found = self._of_kind(tree, key, list, where) or []
        return [one for number, one in enumerate(found, 1) if self._is(one, str, f"{where} > {key} {number}")]

    def flag(self, tree: Tree, key: str, where: str) -> bool:
        """The yes or no under a key."""
        return bool(self._of_kind(tree, key, bool, where))

    def _of_kind(self, tree: Tree, key: str, kind: type, where: str) -> Any:
        if key not in tree:
            return None
        return tree[key] if self._is(tree[key], kind, f"{where} > {key}") else None

    def _is(self, value: Any, kind: type, where: str) -> bool:
        if isinstance(value, kind):
            return True
        self.fault(f"{short(value)} is not {_KINDS[kind]}.", where, f"write {_KINDS[kind]} there, as OSCAL asks.")
        return False


def check_catalog(catalog: Tree, check: Check) -> None:
    """Keep every fault of a catalog's shape."""
    check.text(catalog, "uuid", " > catalog")
    check_metadata(catalog, check, " > catalog")
    _check_params(check, catalog, " > catalog")
    check_resources(check, catalog, " > catalog")
    _check_children(check, catalog, " > catalog")


def check_metadata(tree: Tree, check: Check, where: str) -> None:
    """Keep every fault of what a document says of itself."""
    metadata = check.mapping(tree, "metadata", where, needed=True)
    within = f"{where} > metadata"
    if isinstance(tree.get("metadata"), dict):
        check.text(metadata, "title", within, needed=True)
    for key in ("version", "last-modified", "published", "remarks"):
        check.text(metadata, key, within)
    _check_props(check, metadata, within)


def check_content(tree: Tree, check: Check, where: str) -> None:
    """Keep the faults of the params, props, links and parts of a control, a group or what a profile adds."""
    _check_params(check, tree, where)
    _check_props(check, tree, where)
    for place, link in check.mappings(tree, "links", where):
        check.text(link, "href", place)
    for place, part in check.mappings(tree, "parts", where):
        _check_part(check, part, place)


def check_params(check: Check, found: Iterable[tuple[str, Tree]], key: str = "id") -> None:
    """Keep the faults of parameters, which a profile names by another key."""
    for place, param in found:
        check.text(param, key, place, needed=True)
        check.text(param, "label", place)
        check.texts(param, "values", place)
        select = check.mapping(param, "select", place)
        check.text(select, "how-many", f"{place} > select")
        check.texts(select, "choice", f"{place} > select")
        for inner, constraint in check.mappings(param, "constraints", place):
            check.text(constraint, "description", inner)
        check.mappings(param, "guidelines", place)
        _check_props(check, param, place)


def _check_params(check: Check, tree: Tree, where: str) -> None:
    check_params(check, check.mappings(tree, "params", where))


def check_resources(check: Check, tree: Tree, where: str) -> None:
    """Keep the faults of the back matter."""
    matter = check.mapping(tree, "back-matter", where)
    for place, resource in check.mappings(matter, "resources", f"{where} > back-matter"):
        check.text(resource, "uuid", place)
        for inner, link in check.mappings(resource, "rlinks", place):
            check.text(link, "href", inner)


def _check_children(check: Check, tree: Tree, where: str) -> None:
    for place, group in check.mappings(tree, "groups", where):
        _check_group(check, group, _named(group, place))
    for place, control in check.mappings(tree, "controls", where):
        _check_control(check, control, _named(control, place))


def _named(tree: Tree, place: str) -> str:
    id_ = tree.get("id")
    return f"{place} ({short(id_, marks=False)})" if isinstance(id_, str) else place


def _check_group(check: Check, group: Tree, where: str) -> None:
    for key in ("id", "title", "class"):
        check.text(group, key, where)
    check_content(group, check, where)
    _check_children(check, group, where)


def _check_control(check: Check, control: Tree, where: str) -> None:
    check.text(control, "id", where, needed=True)
    for key in ("title", "class"):
        check.text(control, key, where)
    check_content(control, check, where)
    if "groups" in control:
        check.fault("A control holds groups.", f"{where} > groups", "put their controls under controls instead.")
    for place, inner in check.mappings(control, "controls", where):
        _check_control(check, inner, _named(inner, place))


def _check_part(check: Check, part: Tree, where: str) -> None:
    for key in ("id", "name", "ns", "prose", "title"):
        check.text(part, key, where)
    _check_props(check, part, where)
    for place, inner in check.mappings(part, "parts", where):
        _check_part(check, inner, place)


def _check_props(check: Check, tree: Tree, where: str) -> None:
    for place, entry in check.mappings(tree, "props", where):
        for key in ("name", "value", "ns", "class", "remarks"):
            check.text(entry, key, place)
