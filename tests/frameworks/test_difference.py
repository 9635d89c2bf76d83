"""What differs between two versions of a framework."""

import pytest

from frameworks.crosswalk import same_ids
from frameworks.difference import asks_the_same, compare_versions
from frameworks.errors import FrameworkNotFound
from tests.frameworks.two_versions import new_version, old_version
from tests.scoring.small_framework import framework_of, practice_tree


def test_practices_that_came_went_and_changed_are_named_with_what_changed() -> None:
    old = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")], "B": [practice_tree("B-1")]})
    levels = {number: f"Step {number}." for number in range(5)} | {5: "Otherwise."}
    new = framework_of(
        {"A": [practice_tree("A-1", levels=levels, weight=2)], "B": [practice_tree("A-2"), practice_tree("B-2")]},
        version="2",
        target={"level": 4, "basis": "judgement", "reason": "For a test."},
    )
    found = compare_versions(old, new, same_ids(old, new))
    assert (found.added, found.dropped) == (("B-2",), ("B-1",))
    assert [(one.id, one.fields, one.levels) for one in found.changed] == [
        ("A-1", ("weight", "levels"), (5,)),
        ("A-2", ("domain",), ()),
    ]
    assert found.rules == ("target",)
    assert found.takes_from == {"A-1": ("A-1",), "A-2": ("A-2",), "B-2": ()}
    assert not found.is_empty
    assert asks_the_same(old.practices["A-2"], new.practices["A-2"])
    assert not asks_the_same(old.practices["A-1"], new.practices["A-1"])


def test_a_version_does_not_differ_from_itself() -> None:
    found = compare_versions(old_version(), old_version())
    assert found.is_empty
    assert found.takes_from == {}


def test_two_frameworks_are_no_versions() -> None:
    with pytest.raises(FrameworkNotFound, match="are not versions of one framework"):
        compare_versions(old_version(), new_version(id="other"))
