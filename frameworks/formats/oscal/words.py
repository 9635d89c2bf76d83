"""The names of OSCAL that are used here, and those of our own scheme inside it."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

Tree = dict[str, Any]

NS = "https://safermark.example/ns/oscal/1.0"
"""Of props and parts that only Safermark writes and reads. A name, no address: nobody can own .example."""
OSCAL_VERSION = "1.1.3"
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NOT_TOKEN = re.compile(r"[^A-Za-z0-9_.-]+")


def prop(name: str, value: object, *, remarks: str | None = None) -> Tree:
    """A property of our own."""
    made = {"name": name, "ns": NS, "value": " ".join(str(value).split())}
    return made if remarks is None else {**made, "remarks": remarks}


def is_ours(entry: Tree) -> bool:
    """Whether a prop or part is of our own scheme."""
    return entry.get("ns") == NS


def own_values(props: Iterable[Tree], name: str) -> list[str]:
    """The values of our own properties of this name."""
    return [entry.get("value", "") for entry in props if is_ours(entry) and entry.get("name") == name]


def values_of(tree: Tree, name: str) -> list[str]:
    """The values of the properties of this name, in whatever scheme."""
    return [entry["value"] for entry in tree.get("props", ()) if entry.get("name") == name and entry.get("value")]


def label_of(tree: Tree) -> str:
    """How people name it: its label, those without a class first; empty where it has none."""
    labels = [entry for entry in tree.get("props", ()) if entry.get("name") == "label" and entry.get("value")]
    plain = [entry["value"] for entry in labels if not entry.get("class")]
    return str((plain or [entry["value"] for entry in labels] or [""])[0])


def is_withdrawn(control: Tree) -> bool:
    """Whether the catalog says that the control no longer holds."""
    return any(value.strip().casefold() == "withdrawn" for value in values_of(control, "status"))


def every_control(tree: Tree) -> Iterator[Tree]:
    """The controls of a catalog, group or control, at every depth, in order."""
    for control in tree.get("controls", ()):
        yield control
        yield from every_control(control)
    for group in tree.get("groups", ()):
        yield from every_control(group)


def every_param(tree: Tree) -> Iterator[Tree]:
    """The parameters of a catalog, group or control, at every depth, in order."""
    yield from tree.get("params", ())
    for child in (*tree.get("controls", ()), *tree.get("groups", ())):
        yield from every_param(child)


def listed(ids: Sequence[str]) -> str:
    """How many there are, and the first of them."""
    shown = ", ".join(ids[:10])
    return f"{len(ids)} ({shown}{' and more' if len(ids) > 10 else ''})"


def as_token(text: str, taken: Container[str] = ()) -> str:
    """An id as OSCAL lets one be; with a number where that one is taken."""
    own = _NOT_TOKEN.sub("-", text).strip("-.") or "part"
    own = own if TOKEN.fullmatch(own) else f"_{own}"
    found, number = own, 1
    while found in taken:
        number += 1
        found = f"{own}-{number}"
    return found


def uuid_of(*names: str) -> str:
    """The UUID of what these names name; the same names give the same one."""
    return str(uuid5(NAMESPACE_URL, "/".join((NS, *names))))
