"""Where an organization stands beside a release: exact edges, and only what holds whatever a new version asks."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.crosswalk import Crosswalk, same_ids
from frameworks.model import Framework
from scoring.among_peers import OwnMean, locate_among_peers, own_means, restate_means
from scoring.assessment import Answer, Assessment
from scoring.benchmark import CellBenchmark, Figure, Release
from scoring.change import Side, side_of
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.signing import signed
from tests.frameworks.two_versions import new_version, old_version
from tests.scoring.pools import POOL_KEY, terms_of
from tests.scoring.test_benchmark import release_of

HALF = Fraction(1, 2)
OLD, NEW = old_version(), new_version()
WALK = Crosswalk({"A-1": {"A-1": Fraction(1)}, "A-3": {"A-2": HALF, "B-1": HALF}, "B-2": {}})
ON = date(2026, 6, 15)


def published(figures: Mapping[str, Figure | None], domains: Mapping[str, Figure]) -> Release:
    """A release that says exactly this of its first cell."""
    tree = release_of(terms_of()).as_tree()
    fields = {"tier": "distribution", "about": 300, "distribution": (), "suppressed": ()}
    cell = CellBenchmark(cell="ugc", domains=dict(domains), **fields, **figures)  # type: ignore[arg-type]
    return Release.model_validate(signed({**tree, "cells": [cell.model_dump(mode="json")]}, POOL_KEY))


def own(overall: float | None, **domains: float | None) -> dict[str, OwnMean]:
    rows = [{"id": id_, "mean": {"value": value}} for id_, value in domains.items()]
    return own_means({"overall": {"mean": {"value": overall}}, "domains": rows})


def figure(low: float, value: float, high: float) -> Figure:
    return Figure(value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("ours", "standing"),
    [(1.37, "below"), (1.38, "within"), (1.5, "within"), (3.5, "within"), (3.62, "within"), (3.63, "above")],
)
def test_standing_turns_at_the_exact_edges_of_the_band_after_rounding_to_the_grid(ours: float, standing: str) -> None:
    quartiles = {"lower_quartile": figure(1.5, 1.75, 2), "upper_quartile": figure(3, 3.25, 3.5)}
    release = published({"median": figure(2, 2.5, 3), **quartiles}, {"A": figure(1.5, 2.5, 3.5)})
    overall, domain, _ = locate_among_peers(own(ours, A=ours), release, "ugc")
    assert (overall.standing, overall.band) == (standing, (1.5, 3.5))
    assert (overall.is_half, domain.is_half) == (True, False)
    assert (domain.standing, domain.band, domain.published) == (standing, (1.5, 3.5), figure(1.5, 2.5, 3.5))


def test_band_is_the_medians_own_where_there_are_no_quartiles_and_none_where_nothing_is_published() -> None:
    bare: dict[str, Figure | None] = {"lower_quartile": None, "upper_quartile": None}
    release = published({"median": figure(2, 2.5, 3), **bare}, {})
    rows = locate_among_peers(own(2.0, A=1.0), release, "ugc")
    assert [(row.id, row.band, row.standing) for row in rows] == [
        ("overall", (2, 3), "within"),
        ("A", None, None),
        ("B", None, None),
    ]
    assert [row.ours for row in rows] == [2.0, 1.0, None]
    nothing = published({"median": None, **bare}, {})
    assert locate_among_peers(own(None), nothing, "ugc")[0].band is None
    assert [row.published for row in locate_among_peers(own(2.0), release, "no such cell")] == [None] * 3


def test_domain_that_asks_nothing_of_the_kind_of_service_is_marked_so() -> None:
    release = release_of(terms_of(unasked={"ugc": ("B",)}))
    marked = [
        [row.is_unasked for row in locate_among_peers(own(2.0, A=2.0), release, cell)] for cell in ("ugc", "messaging")
    ]
    assert marked == [[False, False, True], [False, False, False]]


@pytest.mark.parametrize(
    ("counts", "absence"),
    [
        ({"in_scope": 0, "not_applicable": 0, "out_of_scope": 4}, "out_of_scope"),
        ({"in_scope": 4, "not_applicable": 4, "out_of_scope": 0}, "not_applicable"),
        ({"in_scope": 4, "not_applicable": 3, "out_of_scope": 0}, "unanswered"),
        ({"in_scope": 4, "not_applicable": 0, "out_of_scope": 0}, "unanswered"),
    ],
)
def test_domain_of_ours_without_an_average_says_why(counts: dict[str, int], absence: str) -> None:
    domains = [{"id": id_, "mean": {"value": value}, "counts": counts} for id_, value in (("A", None), ("B", 2.0))]
    card = {"overall": {"mean": {"value": 2.0}}, "domains": domains}
    rows = locate_among_peers(own_means(card), release_of(terms_of()), "ugc")
    assert [row.absence for row in rows] == [None, absence, None]


def side(levels: Mapping[str, int | None], framework: Framework = OLD) -> Side:
    """Practices at these levels; None is not known."""
    answers = tuple(
        Answer(practice=id_, state="not_known") if level is None else Answer(practice=id_, level=level, on=ON)
        for id_, level in levels.items()
    )
    assessment = Assessment(framework_key=framework.key, answers=answers)
    return side_of(score_assessment(assessment, framework, ON), assessment, framework)


def test_restated_means_leave_open_what_only_the_other_version_asks() -> None:
    found = restate_means(side({"A-1": 3, "A-2": 2, "B-1": 4}), NEW, WALK)
    assert found["overall"] == OwnMean(3.0, 2.0, pytest.approx(11 / 3))
    assert (found["A"], found["B"]) == (OwnMean(3.0, 3.0, 3.0), OwnMean(None, 0.0, 5.0))


def test_what_was_open_before_stays_out_and_what_is_not_carried_over_whole_does_not() -> None:
    # A-1 was there to be answered; of A-3 one half is known.
    found = restate_means(side({"A-1": None, "A-2": 2, "B-1": None}), NEW, WALK)
    assert found["A"] == OwnMean(None, 0.0, 5.0)
    assert restate_means(side({"A-1": None, "A-2": 2, "B-1": 2}), NEW, WALK)["A"] == OwnMean(2.0, 2.0, 2.0)
    assert restate_means(side({"A-1": None, "A-2": None, "B-1": None}), NEW, WALK)["A"] == OwnMean(None, None, None)


def test_backwards_an_earlier_practice_takes_from_all_that_take_from_it() -> None:
    back = WALK.backwards(OLD.practices)
    whole = {"A-3": Fraction(1)}
    assert back.shares == {"A-1": {"A-1": Fraction(1)}, "A-2": whole, "B-1": whole}
    split = Crosswalk({"A-1": {"A-1": Fraction(1)}, "A-3": {"A-1": HALF, "B-1": HALF}})
    assert split.backwards(["A-1", "A-2"]).shares == {
        "A-1": {"A-1": Fraction(2, 3), "A-3": Fraction(1, 3)},
        "A-2": {},
    }
    # What has left the later version may lie anywhere in the earlier one.
    found = restate_means(side({"A-1": 3, "A-3": 1, "B-2": 5}, NEW), OLD, back)
    assert found["overall"] == OwnMean(pytest.approx(5 / 3), pytest.approx(5 / 3), pytest.approx(5 / 3))
    assert restate_means(side({"A-1": 3, "A-3": 1}, NEW), OLD, Crosswalk({"A-1": {}}))["A"] == OwnMean(None, 0.0, 5.0)


@given(st.fixed_dictionaries(dict.fromkeys(OLD.practices, st.none() | st.integers(0, 5))))
def test_within_one_version_means_are_those_of_the_scorecard(levels: dict[str, int | None]) -> None:
    one = side(levels)
    answers = tuple(Answer(practice=id_, level=level, on=ON) for id_, level in levels.items() if level is not None)
    tree = scorecard_as_tree(score_assessment(Assessment(framework_key=OLD.key, answers=answers), OLD, ON))
    expected = own_means(tree)
    for id_, found in restate_means(one, OLD, same_ids(OLD, OLD)).items():
        assert found.claimed == pytest.approx(expected[id_].claimed) and found.low == found.high


@given(
    st.fixed_dictionaries({id_: st.integers(0, 5) for id_ in OLD.practices}),
    st.integers(0, 5),
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted),
)
def test_standing_that_is_told_holds_whatever_the_new_practice_turns_out_to_be(
    levels: dict[str, int], new: int, places: list[int]
) -> None:
    low, high = (place / 4 for place in places)
    bare: dict[str, Figure | None] = {"lower_quartile": None, "upper_quartile": None}
    release = published({"median": figure(low, low, high), **bare}, {})
    told = locate_among_peers(restate_means(side(levels), NEW, WALK), release, "ugc")[0]
    carried = (levels["A-2"] + levels["B-1"]) / 2
    turned_out = (levels["A-1"] + carried + new) / 3
    exact = locate_among_peers(own(turned_out), release, "ugc")[0]
    assert told.standing in (None, exact.standing)
    assert told.reach is not None and exact.ours is not None
    assert told.reach[0] <= exact.ours <= told.reach[1]
