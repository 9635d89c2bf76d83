"""What a profile must be before it can be resolved: every fault of its shape, each with its place."""

from frameworks.formats.oscal.checking import Check, check_content, check_metadata, check_params, check_resources
from frameworks.formats.oscal.words import Tree

MOST_IMPORTS = 100
MOST_PATTERNS = 1_000
"""Of one import; each is held against every control."""
MOST_CHANGES = 2_000
"""Additions and removals at one control."""
_TOP = " > profile"


def check_profile(profile: Tree, check: Check) -> None:
    """Keep every fault of a profile's shape."""
    check.text(profile, "uuid", _TOP)
    check_metadata(profile, check, _TOP)
    check_resources(check, profile, _TOP)
    imports = check.mappings(profile, "imports", _TOP)
    if not imports:
        check.fault("The profile imports nothing.", f"{_TOP} > imports", "name a catalog or profile by its href.")
    if len(imports) > MOST_IMPORTS:
        check.fault(f"There are more than {MOST_IMPORTS} imports.", f"{_TOP} > imports", "join some of them.")
    for place, one in imports:
        check.text(one, "href", place, needed=True)
        _check_choice(check, one, place)
    _check_merge(check, check.mapping(profile, "merge", _TOP))
    _check_modify(check, check.mapping(profile, "modify", _TOP))


def _check_choice(check: Check, tree: Tree, where: str) -> None:
    """What is included and excluded, of an import or of what a custom group takes in."""
    check.mapping(tree, "include-all", where)
    if "include-all" in tree and "include-controls" in tree:
        mend = "take include-all or include-controls away."
        check.fault("Everything is included, and single controls are named.", where, mend)
    patterns = 0
    for key in ("include-controls", "exclude-controls"):
        for place, one in check.mappings(tree, key, where):
            check.text(one, "with-child-controls", place)
            check.texts(one, "with-ids", place)
            for inner, matching in check.mappings(one, "matching", place):
                check.text(matching, "pattern", inner)
                patterns += 1
    if patterns > MOST_PATTERNS:
        check.fault(f"There are more than {MOST_PATTERNS:,} patterns.", where, "name the controls with with-ids.")


def _check_merge(check: Check, merge: Tree) -> None:
    where = f"{_TOP} > merge"
    check.flag(merge, "as-is", where)
    check.mapping(merge, "flat", where)
    check.text(check.mapping(merge, "combine", where), "method", f"{where} > combine")
    if sum(key in merge for key in ("as-is", "flat", "custom")) > 1:
        check.fault("More than one way to merge is named.", where, "keep one of as-is, flat and custom.")
    _check_custom(check, check.mapping(merge, "custom", where), f"{where} > custom")


def _check_custom(check: Check, tree: Tree, where: str) -> None:
    for place, one in check.mappings(tree, "insert-controls", where):
        check.text(one, "order", place)
        _check_choice(check, one, place)
    for place, group in check.mappings(tree, "groups", where):
        for key in ("id", "title", "class"):
            check.text(group, key, place)
        check_content(group, check, place)
        _check_custom(check, group, place)


def _check_modify(check: Check, modify: Tree) -> None:
    where = f"{_TOP} > modify"
    check_params(check, check.mappings(modify, "set-parameters", where), "param-id")
    changes: dict[str, int] = {}
    for place, alter in check.mappings(modify, "alters", where):
        id_ = check.text(alter, "control-id", place, needed=True)
        for inner, remove in check.mappings(alter, "removes", place):
            for key in ("by-name", "by-class", "by-id", "by-item-name", "by-ns"):
                check.text(remove, key, inner)
            changes[id_] = changes.get(id_, 0) + 1
        for inner, add in check.mappings(alter, "adds", place):
            for key in ("position", "by-id", "title"):
                check.text(add, key, inner)
            check_content(add, check, inner)
            changes[id_] = changes.get(id_, 0) + 1
    if any(times > MOST_CHANGES for times in changes.values()):
        check.fault(f"One control is changed more than {MOST_CHANGES:,} times.", f"{where} > alters", "join them.")
