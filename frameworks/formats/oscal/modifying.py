"""What a profile changes in the controls it takes: parameters set, parts added and removed."""

from collections.abc import Iterator
from typing import Any

from frameworks.formats.oscal.words import Tree

_LISTS = ("params", "props", "links", "parts")
_KINDS = {"params": "param", "props": "prop", "links": "link", "parts": "part"}
_ADDED = ("props", "links", "constraints", "guidelines")
DEEPEST_PART = 15
"""Parts in parts that are added to; what is added to what was added could go on without end."""
_TESTS = {"by-name": "name", "by-class": "class", "by-id": "id", "by-ns": "ns"}


def set_parameter(param: Tree, setting: Tree) -> Tree:
    """The parameter as the profile sets it: lists grow, everything else is replaced."""
    given = {key: value for key, value in setting.items() if key != "param-id"}
    grown = {key: [*param.get(key, ()), *given[key]] for key in _ADDED if isinstance(given.get(key), list)}
    # A choice that is set anew takes the place of a value, and the other way round.
    replaced = {"values", "select"} if {"values", "select"} & set(given) else set()
    return {**{key: value for key, value in param.items() if key not in replaced}, **given, **grown}


def remove_from(tree: Tree, remove: Tree) -> Tree:
    """The control or part without what a removal describes, at every depth."""
    made = dict(tree)
    for key in _LISTS:
        if key in tree:
            left = [remove_from(one, remove) for one in tree[key] if not _is_meant(one, key, remove)]
            made = {**made, key: left} if left else {name: value for name, value in made.items() if name != key}
    return made


def _is_meant(entry: Tree, key: str, remove: Tree) -> bool:
    if "by-item-name" in remove and remove["by-item-name"] != _KINDS[key]:
        return False
    asked = [(field, remove[test]) for test, field in _TESTS.items() if test in remove]
    return bool(asked or "by-item-name" in remove) and all(entry.get(field) == value for field, value in asked)


def add_to(control: Tree, add: Tree) -> bool:
    """Add to a control, which is changed; False where the part that is named is not in it, or too deep inside."""
    target, siblings = control, None
    by_id = add.get("by-id")
    if by_id is not None and by_id != control.get("id"):
        found = next((places for places in _parts(control) if places[0].get("id") == by_id), None)
        if found is None:
            return False
        target, siblings = found
    position = add.get("position", "ending")
    beside = _add_beside(target, siblings, add, position) if siblings and position in ("before", "after") else ""
    _add_inside(target, add, without=beside, is_first=position in ("starting", "before"))
    return True


def _add_beside(target: Tree, siblings: list[Tree], add: Tree, position: str) -> str:
    """Parts beside a part, parameters beside a parameter; returns which of them were."""
    key = "params" if "prose" not in target and "name" not in target else "parts"
    place = next(number for number, one in enumerate(siblings) if one is target) + (position == "after")
    siblings[place:place] = add.get(key, [])
    return key


def _add_inside(target: Tree, add: Tree, *, without: str, is_first: bool) -> None:
    if add.get("title"):
        target["title"] = add["title"]
    for key in _LISTS:
        if key != without and (new := add.get(key)):
            own: list[Any] = target.get(key, [])
            target[key] = [*new, *own] if is_first else [*own, *new]


def _parts(tree: Tree, depth: int = 0) -> Iterator[tuple[Tree, list[Tree]]]:
    """Each part and parameter of a control, with the list it stands in."""
    for key in ("params", "parts") if depth < DEEPEST_PART else ():
        for one in tree.get(key, ()):
            yield one, tree[key]
            yield from _parts(one, depth + 1)
