"""Circles of prerequisites: found wherever they close, and only there."""

from itertools import permutations
from typing import Any

import pytest

from frameworks.circles import find_circles
from frameworks.model import Practice

Need = tuple[str, int, int]
"""The practice that is needed, at which level, for which own level."""


def circles(needs: dict[str, list[Need]]) -> list[list[tuple[str, int]]]:
    """The circles of practices of which only their prerequisites matter."""
    practices = {(id_,): Practice.model_validate(tree_of(id_, own)) for id_, own in needs.items()}
    return [circle for _, circle in find_circles(practices)]


def tree_of(id_: str, needs: list[Need]) -> dict[str, Any]:
    return {
        "id": id_,
        "title": "t",
        "intent": "i",
        "evidence_kind": "policy",
        "levels": {0: "a"},
        "prerequisites": [
            {"practice": practice, "level": level, "for_level": own, "reason": "r"} for practice, level, own in needs
        ],
    }


def test_two_practices_that_need_each_other_are_a_circle() -> None:
    (circle,) = circles({"A": [("B", 2, 3)], "B": [("A", 3, 1)]})
    assert circle[0] == circle[-1]
    assert {practice for practice, _ in circle} == {"A", "B"}


def test_a_need_that_is_met_at_a_lower_level_is_no_circle() -> None:
    # B needs A only for level 3, A needs B only at level 2.
    assert circles({"A": [("B", 2, 3)], "B": [("A", 3, 3)]}) == []


def test_a_circle_may_close_at_the_highest_level_that_is_needed() -> None:
    assert len(circles({"A": [("B", 4, 3)], "B": [("C", 1, 2), ("A", 3, 4)], "C": []})) == 1


@pytest.mark.parametrize("order", list(permutations("ABCD")))
def test_a_circle_may_close_at_a_lower_level_that_the_needed_one_includes(order: str) -> None:
    # C needs A at 5, which includes A at 2, which needs B, which needs C.
    needs: dict[str, list[Need]] = {
        "A": [("B", 1, 2), ("D", 1, 4)],
        "B": [("C", 1, 1)],
        "C": [("A", 5, 1)],
        "D": [("E", 1, 1)],
    }
    (circle,) = circles({id_: needs[id_] for id_ in order})
    assert {practice for practice, _ in circle} == {"A", "B", "C"}
    assert circle[0][0] != circle[1][0]


def test_every_circle_is_found() -> None:
    found = circles({"A": [("B", 1, 1)], "B": [("A", 1, 1)], "C": [("D", 1, 1), ("A", 1, 1)], "D": [("C", 1, 1)]})
    assert sorted(sorted({practice for practice, _ in circle}) for circle in found) == [["A", "B"], ["C", "D"]]


@pytest.mark.parametrize("needs", [{}, {"A": []}, {"A": [("B", 1, 1)]}, {"A": [("A", 1, 1)]}])
def test_no_circle_is_made_up(needs: dict[str, list[Need]]) -> None:
    assert circles(needs) == []
