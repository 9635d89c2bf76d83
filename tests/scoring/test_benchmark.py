"""Benchmarks: which half-years count, what cells publish, what a release refuses, where an organization stands."""

import json
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from scoring.benchmark import (
    Release,
    ReleaseNotReadable,
    make_release,
    newest_publishable,
    publishable,
    read_release,
    summarize_peers,
)
from scoring.budget import Budget
from scoring.contribution import Contribution
from scoring.pool_terms import PoolTerms
from tests.peer_pools import peer_of
from tests.scoring.pools import POOL_KEY, terms_of

ON = date(2026, 6, 15)
CHARGE = {"number": 1, "at": "x", "epsilon": "1", "release": 1, "previous": "0" * 64, "hash": "1" * 64}


def contributions(terms: PoolTerms, levels: Sequence[float], **fields: Any) -> list[Contribution]:
    return [peer_of(terms, "04" * 32, number, level, **fields).contribution for number, level in enumerate(levels)]


def release_of(terms: PoolTerms, given: Sequence[Contribution] = ()) -> Release:
    return make_release(given, terms, ON, [Budget()], [CHARGE], POOL_KEY)


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        ("2026-03-30", "2025-H1"),
        ("2026-03-31", "2025-H2"),
        ("2026-06-30", "2025-H2"),
        ("2026-07-01", "2025-H2"),
        ("2026-09-29", "2025-H2"),
        ("2026-09-30", "2026-H1"),
        ("2026-12-31", "2026-H1"),
        ("2027-01-01", "2026-H1"),
        ("2024-03-30", "2023-H1"),
        ("2024-03-31", "2023-H2"),
    ],
)
def test_half_year_may_be_published_three_months_after_its_end(day: str, newest: str) -> None:
    assert newest_publishable(date.fromisoformat(day)) == newest


def test_young_expired_and_foreign_contributions_are_not_counted() -> None:
    terms = terms_of(expires=date(2026, 6, 15))
    for fields, number in (
        ({"period": "2025-H2"}, 1),
        ({"period": "2024-H1"}, 1),
        ({"period": "2026-H1"}, 0),
        ({"framework": "other@1.0"}, 0),
    ):
        assert len(publishable(contributions(terms, [2.0], **fields), terms, ON)) == number, fields
    assert len(publishable(contributions(terms, [2.0]), terms, date(2026, 6, 16))) == 0


def test_cells_without_members_are_published_like_the_others() -> None:
    terms = terms_of()
    made = summarize_peers(contributions(terms, [2.0] * 3), terms, Budget())
    few, none = (cell.model_dump(exclude={"cell"}) for cell, _ in made)
    assert [cell.cell for cell, _ in made] == ["ugc", "messaging"]
    assert few == none and few["tier"] == "nothing"
    assert made[0][1] == made[1][1]


def test_each_member_is_counted_in_its_own_cell_whatever_the_order() -> None:
    terms = terms_of(is_named=True)
    given = contributions(terms, [2.0] * 40) + contributions(terms, [4.0] * 250, cell="messaging")
    for order in (given, given[::-1]):
        cells = [cell for cell, _ in summarize_peers(order, terms, Budget())]
        assert [(cell.tier, cell.about) for cell in cells] == [("median", 40), ("distribution", 250)]
        low, high = cells
        assert low.middle == (low.median.low, low.median.high) and low.domains == {}  # type: ignore[union-attr]
        assert high.lower_quartile and high.upper_quartile and len(high.distribution) == 21
        assert high.middle == (high.lower_quartile.low, high.upper_quartile.high)
        assert set(high.domains) == {"A", "B"} and high.suppressed == ()
        assert [point.level for point in high.distribution] == [step / 4 for step in range(21)]


def test_domain_in_which_nothing_counts_is_left_out_of_its_median_alone() -> None:
    terms = terms_of(is_named=True, cells=("all",))
    claimed = {"overall": 2.0, "domains": {"A": 2.0, "B": None}}
    ((cell, _),) = summarize_peers(contributions(terms, [2.0] * 300, claimed=claimed), terms, Budget())
    assert cell.about == 300 and set(cell.domains) == {"A", "B"}


def test_release_carries_guarantee_and_charges_and_is_read_again() -> None:
    made = release_of(terms_of())
    assert (made.number, made.dated, made.newest_period) == (1, ON, "2025-H2")
    assert "73 %" in made.guarantee.sentence and "83 %" in made.guarantee.sentence
    assert (made.guarantee.epsilon, made.guarantee.epsilon_statistics) == (1.0, 0.8)
    assert read_release(json.loads(json.dumps(made.as_tree())), "file") == made
    assert made.cell("messaging") is made.cells[1] and made.cell("none") is None


def test_named_pool_of_few_publishes_nothing_and_says_so() -> None:
    made = release_of(terms_of(is_named=True))
    assert made.guarantee.mechanisms == () and made.guarantee.neighbors == "change_one"
    assert all(words for _, words in made.guarantee.checklist)


def test_guarantee_has_room_for_as_many_domains_as_a_pool_may_have() -> None:
    terms = terms_of(is_named=True, cells=("all",), domains=tuple(f"domain {number}" for number in range(100)))
    made = release_of(terms, contributions(terms, [2.0] * 200))
    assert len(dict(made.guarantee.checklist)["mechanisms"]) > 2_000


def leaves(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(tree, dict | list):
        return [path]
    steps = tree if isinstance(tree, dict) else range(len(tree))
    return [leaf for step in steps for leaf in leaves(tree[step], (*path, step))]


def test_release_refuses_any_changed_leaf() -> None:
    terms = terms_of(is_named=True)
    tree = release_of(terms, contributions(terms, [2.0] * 250)).as_tree()
    tree = json.loads(json.dumps(tree))
    for path in leaves(tree):
        made = parent = deepcopy(tree)
        for step in path[:-1]:
            parent = parent[step]
        former = parent[path[-1]]
        parent[path[-1]] = former + 0.25 if isinstance(former, float) else f"{former}0"
        with pytest.raises(ReleaseNotReadable):
            read_release(made, "file")
            pytest.fail(f"{path} was changed and nobody saw it")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"number": 0}, ["file > number"]),
        ({"cells": []}, ["file > cells"]),
        ({"dated": "2026-06"}, ["file > dated"]),
        ({"members": 37}, ["file"]),
        ({"schema": "pool-release/2", "number": None}, ["file > number", "file > schema"]),
        ({"signature": "00" * 64}, ["file > signature"]),
    ],
)
def test_release_that_is_none_is_refused_by_field_and_repeats_nothing(change: dict[str, Any], where: list[str]) -> None:
    with pytest.raises(ReleaseNotReadable) as refused:
        read_release({**release_of(terms_of()).as_tree(), **change}, "file")
    assert [fault.where for fault in refused.value.faults] == where
    assert "members" not in str(refused.value) and "37" not in str(refused.value)


def test_what_is_no_tree_is_refused() -> None:
    for tree in (None, [], "release", 1):
        with pytest.raises(ReleaseNotReadable, match="not of the form"):
            read_release(tree, "file")
