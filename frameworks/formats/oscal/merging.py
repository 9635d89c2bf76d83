"""How the controls that a profile takes from its imports stand together."""

from collections.abc import Iterator, Sequence

from frameworks.formats.oscal.selecting import chosen_ids, has_controls, only
from frameworks.formats.oscal.words import Tree, every_control

_LISTS = ("params", "props", "links", "parts")


def merged(catalogs: Sequence[Tree], merge: Tree, missing: dict[str, None]) -> Tree:
    """Groups and controls of the resolved catalog: as in the imports, in groups of the profile's own, or in none."""
    joined = _joined(catalogs, is_merging=merge.get("combine", {}).get("method") == "merge")
    if merge.get("as-is"):
        return joined
    flat: Tree = {"params": list(_group_params(joined)), "controls": list(_without_groups(joined))}
    if custom := merge.get("custom"):
        return {"params": flat["params"], **_arranged(custom, flat, missing, set())}
    return flat


def controls_named_twice(catalogs: Sequence[Tree]) -> list[str]:
    """The ids of controls that come from more than one import, in order."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for catalog in catalogs:
        own = {control["id"] for control in every_control(catalog)}
        twice |= dict.fromkeys(control["id"] for control in every_control(catalog) if control["id"] in seen)
        seen |= own
    return list(twice)


def _joined(catalogs: Sequence[Tree], *, is_merging: bool) -> Tree:
    """The imports one after the other; a group or control that is there already takes in what is new."""
    made: Tree = {"params": [], "controls": [], "groups": []}
    known: dict[str, Tree] = {}
    for catalog in catalogs:
        made["params"] += catalog.get("params", [])
        made["controls"] += _new_controls(catalog, known, is_merging=is_merging)
        _join_groups(made, catalog, known, is_merging=is_merging)
    return made


def _join_groups(made: Tree, tree: Tree, known: dict[str, Tree], *, is_merging: bool) -> None:
    there = {group["id"]: group for group in made.get("groups", ()) if group.get("id")}
    for group in tree.get("groups", ()):
        own = there.get(group.get("id", ""))
        target = (
            {key: value for key, value in group.items() if key not in ("groups", "controls")} if own is None else own
        )
        target["controls"] = [*target.get("controls", ()), *_new_controls(group, known, is_merging=is_merging)]
        _join_groups(target, group, known, is_merging=is_merging)
        for key in ("controls", "groups"):
            if not target.get(key):
                target.pop(key, None)
        if own is None and has_controls(target):
            made.setdefault("groups", []).append(target)
            there |= {target["id"]: target} if target.get("id") else {}


def _new_controls(tree: Tree, known: dict[str, Tree], *, is_merging: bool) -> list[Tree]:
    found: list[Tree] = []
    for control in tree.get("controls", ()):
        first = known.get(control["id"])
        target = {**control} if first is None else first
        known[control["id"]] = target
        inner = _new_controls(control, known, is_merging=is_merging)
        if first is None:
            target.pop("controls", None)
            found.append(target)
        elif is_merging:
            _take_in(target, control)
        if inner:
            target["controls"] = [*target.get("controls", ()), *inner]
    return found


def _take_in(target: Tree, other: Tree) -> None:
    """What the other says beyond the target."""
    for key in _LISTS:
        own = target.get(key, [])
        if extra := [entry for entry in other.get(key, ()) if entry not in own]:
            target[key] = [*own, *extra]


def _without_groups(tree: Tree) -> Iterator[Tree]:
    yield from tree.get("controls", ())
    for group in tree.get("groups", ()):
        yield from _without_groups(group)


def _group_params(tree: Tree) -> Iterator[Tree]:
    yield from tree.get("params", ())
    for group in tree.get("groups", ()):
        yield from _group_params(group)


def _arranged(custom: Tree, pool: Tree, missing: dict[str, None], placed: set[str]) -> Tree:
    """The groups and controls that the profile lays out, filled from the pool; a control stands where it came first."""
    made = {key: value for key, value in custom.items() if key not in ("insert-controls", "groups")}
    controls = [one for choice in custom.get("insert-controls", ()) for one in _inserted(choice, pool, missing, placed)]
    arranged = [_arranged(group, pool, missing, placed) for group in custom.get("groups", ())]
    groups = [group for group in arranged if has_controls(group)]
    return {**made, **({"controls": controls} if controls else {}), **({"groups": groups} if groups else {})}


def _inserted(choice: Tree, pool: Tree, missing: dict[str, None], placed: set[str]) -> list[Tree]:
    chosen = chosen_ids(pool, choice, missing) - placed
    placed |= chosen
    found: list[Tree] = list(only(pool, chosen).get("controls", ()))
    if choice.get("order") in ("ascending", "descending"):
        return sorted(found, key=lambda control: str(control["id"]), reverse=choice["order"] == "descending")
    return found
