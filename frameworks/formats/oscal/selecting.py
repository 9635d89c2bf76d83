"""Which controls a profile takes out of a catalog, and the catalog with those alone."""

import re
from collections.abc import Iterator
from fnmatch import translate

from frameworks.formats.oscal.words import Tree, every_control


def chosen_ids(catalog: Tree, choice: Tree, missing: dict[str, None]) -> set[str]:
    """The ids of the controls that are included and not excluded; those that are not there are added to `missing`."""
    below = {control["id"]: [one["id"] for one in every_control(control)] for control in every_control(catalog)}
    included = choice.get("include-controls")
    taken = set(below) if included is None else _named(included, below, missing)
    return taken - _named(choice.get("exclude-controls", ()), below, missing)


def _named(choices: "list[Tree] | tuple[()]", below: dict[str, list[str]], missing: dict[str, None]) -> set[str]:
    found: set[str] = set()
    for choice in choices:
        named = set(_by_id(choice, below, missing))
        if any(matching.get("pattern") for matching in choice.get("matching", ())):
            named |= set(_by_pattern(choice, below))
        if choice.get("with-child-controls") == "yes":
            named |= {child for id_ in list(named) for child in below[id_]}
        found |= named
    return found


def _by_id(choice: Tree, below: dict[str, list[str]], missing: dict[str, None]) -> Iterator[str]:
    for id_ in choice.get("with-ids", ()):
        if id_ in below:
            yield id_
        else:
            missing[id_] = None


def _by_pattern(choice: Tree, below: dict[str, list[str]]) -> Iterator[str]:
    patterns = [re.compile(translate(one["pattern"])) for one in choice["matching"] if one.get("pattern")]
    return (id_ for id_ in below if any(pattern.match(id_) for pattern in patterns))


def only(tree: Tree, chosen: set[str]) -> Tree:
    """A catalog, group or control with the chosen controls alone.

    One whose parent is not chosen takes its parent's place; groups that nothing is left in are gone.
    """
    controls = list(_only_controls(tree, chosen))
    groups = [left for group in tree.get("groups", ()) if has_controls(left := only(group, chosen))]
    rest = {key: value for key, value in tree.items() if key not in ("controls", "groups")}
    return {**rest, **({"controls": controls} if controls else {}), **({"groups": groups} if groups else {})}


def _only_controls(tree: Tree, chosen: set[str]) -> Iterator[Tree]:
    for control in tree.get("controls", ()):
        if control["id"] in chosen:
            yield only(control, chosen)
        else:
            yield from _only_controls(control, chosen)


def without_parent(catalog: Tree, taken: set[str]) -> list[str]:
    """The ids of controls taken that stand directly below one that is not, in order."""
    return [
        below["id"]
        for control in every_control(catalog)
        if control["id"] not in taken
        for below in control.get("controls", ())
        if below["id"] in taken
    ]


def has_controls(tree: Tree) -> bool:
    """Whether anything is left in it."""
    return bool(tree.get("controls") or tree.get("groups"))
