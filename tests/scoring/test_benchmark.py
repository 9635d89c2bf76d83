"""Benchmarks: which half-years count, what cells publish, what a release refuses, where an organization stands."""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from scoring.benchmark import (
    CellBenchmark,
    Figure,
    Release,
    ReleaseNotReadable,
    locate_among_peers,
    make_release,
    newest_publishable,
    publishable,
    read_release,
    summarize_peers,
)
from scoring.budget import Budget
from scoring.contribution import Contribution
from scoring.pool_terms import PoolTerms
from scoring.signing import signed
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


def published(figures: Mapping[str, Figure | None], domains: Mapping[str, Figure]) -> Release:
    """A release that says exactly this of its first cell."""
    tree = release_of(terms_of()).as_tree()
    fields = {"tier": "distribution", "about": 300, "distribution": (), "suppressed": ()}
    cell = CellBenchmark(cell="ugc", domains=dict(domains), **fields, **figures)  # type: ignore[arg-type]
    return Release.model_validate(signed({**tree, "cells": [cell.model_dump(mode="json")]}, POOL_KEY))


def scorecard(overall: float | None, **domains: float | None) -> dict[str, Any]:
    rows = [{"id": id_, "mean": {"value": value}} for id_, value in domains.items()]
    return {"overall": {"mean": {"value": overall}}, "domains": rows}


def figure(low: float, value: float, high: float) -> Figure:
    return Figure(value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("ours", "standing"),
    [(1.37, "below"), (1.38, "within"), (1.5, "within"), (3.5, "within"), (3.62, "within"), (3.63, "above")],
)
def test_standing_turns_at_the_exact_edges_of_the_band_after_rounding_to_the_grid(ours: float, standing: str) -> None:
    quartiles = {"lower_quartile": figure(1.5, 1.75, 2), "upper_quartile": figure(3, 3.25, 3.5)}
    release = published({"median": figure(2, 2.5, 3), **quartiles}, {"A": figure(1.5, 2.5, 3.5)})
    overall, domain, _ = locate_among_peers(scorecard(ours, A=ours), release, "ugc")
    assert (overall.standing, overall.band) == (standing, (1.5, 3.5))
    assert (domain.standing, domain.band, domain.published) == (standing, (1.5, 3.5), figure(1.5, 2.5, 3.5))


def test_band_is_the_medians_own_where_there_are_no_quartiles_and_none_where_nothing_is_published() -> None:
    bare: dict[str, Figure | None] = {"lower_quartile": None, "upper_quartile": None}
    release = published({"median": figure(2, 2.5, 3), **bare}, {})
    rows = locate_among_peers(scorecard(2.0, A=1.0), release, "ugc")
    assert [(row.id, row.band, row.standing) for row in rows] == [
        ("overall", (2, 3), "within"),
        ("A", None, None),
        ("B", None, None),
    ]
    assert [row.ours for row in rows] == [2.0, 1.0, None]
    nothing = published({"median": None, **bare}, {})
    assert locate_among_peers(scorecard(None), nothing, "ugc")[0].band is None
    assert [row.published for row in locate_among_peers(scorecard(2.0), release, "no such cell")] == [None] * 3
