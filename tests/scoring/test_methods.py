"""What each scoring method promises, tried on random levels and weights; the names are the promises of SCORING.md."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.methods import (
    HEADLINE_METHODS,
    dominates,
    gap_norm,
    gate_matrix,
    gated,
    mean,
    samm,
    shares_at_or_above,
    weakest_fifth,
)
from tests.scoring.strategies import Weighed, levels, weighed, weights

Method = Callable[[Sequence[int], Sequence[int]], float]

NEAR = 1e-9

gate_of = partial(gated, lowest=0, highest=5)
METHODS: dict[str, Method] = {
    "mean": mean,
    "weakest fifth": weakest_fifth,
    "gate 85": partial(gate_of, share=Fraction(85, 100)),
    "gate 100": partial(gate_of, share=Fraction(1)),
    "gap norm 2": partial(gap_norm, highest=5, q=2),
    "gap norm 4": partial(gap_norm, highest=5, q=4),
}
every_method = pytest.mark.parametrize("name", METHODS)


def never_falling(rows: list[list[int]]) -> list[list[int]]:
    """Needs that stay or rise from one level to the next."""
    columns = list(zip(*rows, strict=True))
    return [[max(column[: level + 1]) for column in columns] for level in range(len(rows))]


def matrix_of(items: int) -> st.SearchStrategy[tuple[list[int | None], list[list[int]]]]:
    """Ratings of so many items, and what each level needs of them."""
    rows = st.lists(st.lists(st.integers(0, 3), min_size=items, max_size=items), min_size=1, max_size=4)
    ratings = st.lists(st.none() | st.integers(0, 3), min_size=items, max_size=items)
    return st.tuples(ratings, rows.map(never_falling))


matrices = st.integers(1, 4).flatmap(matrix_of)
quarters = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)])
streams = st.lists(st.tuples(quarters, quarters), min_size=1, max_size=3)


def apply(name: str, it: Weighed) -> float:
    """The method's value."""
    return METHODS[name](it.levels, it.weights)


# P1


@every_method
@given(it=weighed())
def test_score_lies_between_the_lowest_and_the_highest_level(name: str, it: Weighed) -> None:
    assert min(it.levels) - NEAR <= apply(name, it) <= max(it.levels) + NEAR


@given(matrices)
def test_level_of_a_gate_matrix_lies_between_0_and_the_number_of_its_levels(
    drawn: tuple[list[int | None], list[list[int]]],
) -> None:
    ratings, required = drawn
    level = gate_matrix(ratings, required)
    assert (level is None) == all(rating is None for rating in ratings)
    assert level is None or 0 <= level <= len(required)


@given(streams)
def test_samm_lies_between_0_and_the_number_of_its_levels(answers: list[tuple[Fraction, Fraction]]) -> None:
    assert 0 <= samm(answers) <= len(answers)


# P2


@every_method
@given(it=weighed(), draws=st.data())
def test_better_answer_never_lowers_the_score(name: str, it: Weighed, draws: st.DataObject) -> None:
    place = draws.draw(st.integers(0, len(it.levels) - 1))
    better = it.with_level(place, draws.draw(st.integers(it.levels[place], 5)))
    assert apply(name, better) >= apply(name, it) - NEAR


@given(matrices, st.data())
def test_better_rating_never_lowers_the_level_of_a_gate_matrix(
    drawn: tuple[list[int | None], list[list[int]]], draws: st.DataObject
) -> None:
    ratings, required = drawn
    rated = [place for place, rating in enumerate(ratings) if rating is not None]
    assume(rated)
    place = draws.draw(st.sampled_from(rated))
    better = [*ratings[:place], draws.draw(st.integers(ratings[place], 3)), *ratings[place + 1 :]]
    assert gate_matrix(better, required) >= gate_matrix(ratings, required)


@given(streams, st.data())
def test_better_answer_never_lowers_samm(answers: list[tuple[Fraction, Fraction]], draws: st.DataObject) -> None:
    place = draws.draw(st.integers(0, len(answers) - 1))
    better = [*answers]
    better[place] = (max(answers[place][0], draws.draw(quarters)), answers[place][1])
    assert samm(better) >= samm(answers)


# P3


@every_method
@given(level=levels, given_weights=st.lists(weights, min_size=1, max_size=12))
def test_same_level_everywhere_is_the_score(name: str, level: int, given_weights: list[int]) -> None:
    assert isclose(apply(name, Weighed((level,) * len(given_weights), tuple(given_weights))), level, abs_tol=NEAR)


# P4 for the methods that score assessments stands in test_unknowns.py.


@given(matrices, st.integers(0, 3))
def test_item_that_is_not_applicable_changes_nothing_in_a_gate_matrix(
    drawn: tuple[list[int | None], list[list[int]]], need: int
) -> None:
    ratings, required = drawn
    assert gate_matrix([*ratings, None], [[*row, need] for row in required]) == gate_matrix(ratings, required)


@given(streams)
def test_stream_that_is_not_applicable_changes_nothing_in_samm(answers: list[tuple[Fraction, Fraction]]) -> None:
    assert samm([(*row, None) for row in answers]) == samm(answers)


# P5


@every_method
@given(it=weighed(), factor=st.integers(2, 1000))
def test_multiplying_all_weights_changes_nothing(name: str, it: Weighed, factor: int) -> None:
    heavier = Weighed(it.levels, tuple(weight * factor for weight in it.weights))
    assert isclose(apply(name, heavier), apply(name, it), abs_tol=NEAR)


# P6


@every_method
@given(it=weighed(weights=st.integers(2, 9)), draws=st.data())
def test_splitting_a_practice_in_two_of_the_same_level_changes_nothing(
    name: str, it: Weighed, draws: st.DataObject
) -> None:
    place = draws.draw(st.integers(0, len(it.levels) - 1))
    part = draws.draw(st.integers(1, it.weights[place] - 1))
    rest = (*it.weights[:place], it.weights[place] - part, *it.weights[place + 1 :])
    split = Weighed((*it.levels, it.levels[place]), (*rest, part))
    assert isclose(apply(name, split), apply(name, it), abs_tol=NEAR)


@given(matrices)
def test_splitting_an_item_in_two_changes_nothing_in_a_gate_matrix(
    drawn: tuple[list[int | None], list[list[int]]],
) -> None:
    ratings, required = drawn
    assert gate_matrix([*ratings, ratings[0]], [[*row, row[0]] for row in required]) == gate_matrix(ratings, required)


@given(weighed(), weighed())
def test_gates_are_exact_where_the_weight_at_a_level_is_exactly_enough(it: Weighed, other: Weighed) -> None:
    both = Weighed(it.levels + other.levels, it.weights + other.weights)
    for level in range(1, 6):
        at_level = sum(weight for have, weight in zip(both.levels, both.weights, strict=True) if have >= level)
        if at_level:
            exactly = Fraction(at_level, sum(both.weights))
            assert gate_of(both.levels, both.weights, share=exactly) >= level
            a_little_more = min(Fraction(1), exactly + Fraction(1, 10**12))
            assert (gate_of(both.levels, both.weights, share=a_little_more) >= level) == (exactly == 1)


# P7


@pytest.mark.parametrize("name", ["mean", "gap norm 2", "gap norm 4", "gate 100"])
@given(domain=weighed(), rest=weighed())
def test_domain_can_stand_in_for_its_practices(name: str, domain: Weighed, rest: Weighed) -> None:
    whole = Weighed(domain.levels + rest.levels, domain.weights + rest.weights)
    stand_in = Weighed((apply(name, domain), *rest.levels), (sum(domain.weights), *rest.weights))  # type: ignore[arg-type]
    assert isclose(apply(name, stand_in), apply(name, whole), abs_tol=1e-6)


@given(streams)
def test_mean_of_its_streams_can_stand_in_for_a_level_of_samm(answers: list[tuple[Fraction, Fraction]]) -> None:
    assert samm([((one + other) / 2,) for one, other in answers]) == samm(answers)


def test_domain_cannot_stand_in_for_its_practices_in_the_weakest_fifth_nor_at_the_gate_of_85() -> None:
    domain, rest = Weighed((0, 5), (1, 1)), Weighed((5,) * 8, (1,) * 8)
    for name in ("weakest fifth", "gate 85"):
        whole = Weighed(domain.levels + rest.levels, domain.weights + rest.weights)
        stand_in = Weighed((int(apply(name, domain)), *rest.levels), (2, *rest.weights))
        assert apply(name, stand_in) != apply(name, whole), name


# P8


@given(weighed())
def test_average_is_the_sum_of_what_each_practice_contributes(it: Weighed) -> None:
    total = sum(it.weights)
    assert apply("mean", it) == sum(
        Fraction(weight, total) * level for level, weight in zip(it.levels, it.weights, strict=True)
    )


@pytest.mark.parametrize("q", [2, 4])
@given(it=weighed())
def test_power_of_the_gap_is_the_sum_of_what_each_practice_contributes(q: int, it: Weighed) -> None:
    parts = sum(it.share(place) * (5 - level) ** q for place, level in enumerate(it.levels))
    assert isclose((5 - apply(f"gap norm {q}", it)) ** q, parts, rel_tol=1e-9, abs_tol=NEAR)


@given(weighed())
def test_weakest_fifth_is_the_sum_of_the_shares_of_the_weakest(it: Weighed) -> None:
    left, total, found = Fraction(1, 5), sum(it.weights), Fraction(0)
    for level, weight in sorted(zip(it.levels, it.weights, strict=True)):
        share = min(left, Fraction(weight, total))
        found += level * share / Fraction(1, 5)
        left -= share
    assert apply("weakest fifth", it) == found


@given(streams)
def test_samm_is_the_sum_of_what_each_stream_contributes(answers: list[tuple[Fraction, Fraction]]) -> None:
    assert samm(answers) == sum(answer / 2 for row in answers for answer in row)


# P9


def bound_of_a_step(name: str, share: float) -> float:
    """How far one step of one answer with this share of the weight may move a score."""
    return {"mean": share, "weakest fifth": 5 * share, "gap norm 2": share**0.5, "gap norm 4": share**0.25}.get(name, 1)


@every_method
@given(it=weighed(), draws=st.data())
def test_one_step_of_one_answer_moves_the_score_by_at_most_its_bound(
    name: str, it: Weighed, draws: st.DataObject
) -> None:
    place = draws.draw(st.integers(0, len(it.levels) - 1))
    assume(it.levels[place] < 5)
    step = apply(name, it.with_level(place, it.levels[place] + 1)) - apply(name, it)
    assert step <= bound_of_a_step(name, it.share(place)) + NEAR


@given(streams, st.data())
def test_one_stream_moves_samm_by_at_most_its_part_of_a_level(
    answers: list[tuple[Fraction, Fraction]], draws: st.DataObject
) -> None:
    place = draws.draw(st.integers(0, len(answers) - 1))
    other = [*answers]
    other[place] = (draws.draw(quarters), answers[place][1])
    assert abs(samm(other) - samm(answers)) <= Fraction(1, 2) * abs(other[place][0] - answers[place][0])


# P10


@pytest.mark.parametrize("name", ["mean", "weakest fifth", "gate 100", "gap norm 2", "gap norm 4"])
@given(given_levels=st.lists(levels, min_size=2, max_size=12), draws=st.data())
def test_moving_a_point_from_a_strong_to_a_weak_practice_never_lowers_the_score(
    name: str, given_levels: list[int], draws: st.DataObject
) -> None:
    strong, weak = given_levels.index(max(given_levels)), given_levels.index(min(given_levels))
    assume(given_levels[strong] - given_levels[weak] >= 2)
    it = Weighed(tuple(given_levels), (1,) * len(given_levels))
    moved = it.with_level(strong, it.levels[strong] - 1).with_level(weak, it.levels[weak] + 1)
    if name == "mean":
        assert apply(name, moved) == apply(name, it)
    elif name.startswith("gap"):
        assert apply(name, moved) > apply(name, it)
    else:
        assert apply(name, moved) >= apply(name, it)


# P11

spacings = st.lists(st.integers(1, 20), min_size=5, max_size=5).map(
    lambda steps: [sum(steps[:level]) for level in range(6)]
)


@pytest.mark.parametrize("share", [Fraction(85, 100), Fraction(1), Fraction(1, 2)])
@given(it=weighed(), spacing=spacings)
def test_gate_does_not_depend_on_how_far_apart_the_levels_are(share: Fraction, it: Weighed, spacing: list[int]) -> None:
    relabelled = gated([spacing[level] for level in it.levels], it.weights, share, spacing[0], spacing[5])
    assert relabelled == spacing[gate_of(it.levels, it.weights, share=share)]


@given(matrices, spacings)
def test_gate_matrix_does_not_depend_on_how_far_apart_the_ratings_are(
    drawn: tuple[list[int | None], list[list[int]]], spacing: list[int]
) -> None:
    ratings, required = drawn
    relabelled = [None if rating is None else spacing[rating] for rating in ratings]
    assert gate_matrix(relabelled, [[spacing[need] for need in row] for row in required]) == gate_matrix(
        ratings, required
    )


@pytest.mark.parametrize("name", ["mean", "weakest fifth"])
def test_order_of_two_organizations_can_depend_on_how_far_apart_the_levels_are(name: str) -> None:
    left, right = (2, 2, *[4] * 8), (1, 3, *[4] * 8)
    ones, spacing = (1,) * 10, [0, 1, 2, 9, 10]
    assert METHODS[name](left, ones) == METHODS[name](right, ones)
    assert METHODS[name]([spacing[one] for one in left], ones) < METHODS[name]([spacing[one] for one in right], ones)


@given(weighed(), weighed(), spacings)
def test_what_dominates_averages_at_least_as_high_however_the_levels_are_spaced(
    it: Weighed, other: Weighed, spacing: list[int]
) -> None:
    mine, theirs = (shares_at_or_above(side.levels, side.weights, 0, 5) for side in (it, other))
    assume(dominates(mine, theirs))
    assert mean([spacing[level] for level in it.levels], it.weights) >= mean(
        [spacing[level] for level in other.levels], other.weights
    )


@given(weighed(), weighed())
def test_what_does_not_dominate_averages_lower_for_some_spacing_of_the_levels(it: Weighed, other: Weighed) -> None:
    mine, theirs = (shares_at_or_above(side.levels, side.weights, 0, 5) for side in (it, other))
    assume(not dominates(mine, theirs))
    short = next(level for level in range(1, 6) if mine[level - 1] < theirs[level - 1])
    # Nearly all of the distance lies between the level below and this one.
    spacing = [level + (10_000_000 if level >= short else 0) for level in range(6)]
    assert mean([spacing[level] for level in it.levels], it.weights) < mean(
        [spacing[level] for level in other.levels], other.weights
    )


# Orders and other ways to reckon the same


@given(weighed())
def test_minimum_is_at_most_the_weakest_fifth_and_that_at_most_the_average(it: Weighed) -> None:
    assert min(it.levels) == apply("gate 100", it) <= apply("weakest fifth", it) <= apply("mean", it)


@given(weighed())
def test_gap_norms_are_lower_the_more_they_punish_large_gaps(it: Weighed) -> None:
    assert apply("gap norm 4", it) - NEAR <= apply("gap norm 2", it) <= apply("mean", it) + NEAR
    assert isclose(gap_norm(it.levels, it.weights, 5, q=1), apply("mean", it), abs_tol=NEAR)


@every_method
@given(it=weighed(), draws=st.data())
def test_order_of_the_practices_does_not_matter(name: str, it: Weighed, draws: st.DataObject) -> None:
    order = draws.draw(st.permutations(range(len(it.levels))))
    shuffled = Weighed(tuple(it.levels[place] for place in order), tuple(it.weights[place] for place in order))
    assert isclose(apply(name, shuffled), apply(name, it), abs_tol=1e-12)


@given(weighed())
def test_methods_reckoned_from_the_weight_at_each_level_are_the_same(it: Weighed) -> None:
    at_or_above = [sum(w for have, w in zip(it.levels, it.weights, strict=True) if have >= level) for level in range(7)]
    total = at_or_above[0]
    assert apply("mean", it) == Fraction(sum(at_or_above[1:6]), total)
    assert apply("gate 85", it) == max(level for level in range(6) if 100 * at_or_above[level] >= 85 * total)
    exactly = [below - above for below, above in pairwise(at_or_above)]
    squares = sum(weight * (5 - level) ** 2 for level, weight in enumerate(exactly))
    assert isclose(apply("gap norm 2", it), 5 - (squares / total) ** 0.5, abs_tol=NEAR)


@given(matrices.filter(lambda drawn: len(drawn[1]) > 1), st.data())
def test_gate_matrix_refuses_a_requirement_that_falls(
    drawn: tuple[list[int | None], list[list[int]]], draws: st.DataObject
) -> None:
    ratings, required = drawn
    level = draws.draw(st.integers(1, len(required) - 1))
    item = draws.draw(st.integers(0, len(ratings) - 1))
    assume(required[level - 1][item] > 0)
    required[level][item] = required[level - 1][item] - 1
    with pytest.raises(ValueError, match="falls"):
        gate_matrix(ratings, required)


@pytest.mark.parametrize(
    ("ratings", "level"),
    [([1, 2], 1), ([2, 2], 2), ([2, 1], 1), ([0, 2], 0), ([1, None], 1), ([None, 2], 2), ([None, None], None)],
)
def test_gate_matrix_stops_at_the_first_level_that_is_not_met(ratings: list[int | None], level: int | None) -> None:
    assert gate_matrix(ratings, [[1, 0], [2, 2]]) == level


def test_gate_matrix_with_a_requirement_that_falls_is_refused() -> None:
    with pytest.raises(ValueError, match="falls"):
        gate_matrix([1], [[2], [1]])


def test_gap_norm_of_hand_reckoned_gaps_and_of_nothing() -> None:
    assert gap_norm([5, 1], [1, 1], 5, q=1) == 3
    assert isclose(gap_norm([2, 1], [1, 1], 5, q=2), 5 - (25 / 2) ** 0.5)
    assert gap_norm([], [], 5) is None


def test_samm_sums_its_levels_and_scales_up_those_that_do_not_apply() -> None:
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    assert samm([[Fraction(1), half], [quarter, quarter], [Fraction(0), quarter]]) == Fraction(9, 8)
    assert samm([[Fraction(1), half], [quarter, None], [None, None]]) == Fraction(3, 2)
    assert samm([[None, None]]) is None


# Nothing to score


@pytest.mark.parametrize("name", [*METHODS, *HEADLINE_METHODS])
def test_nothing_answered_has_no_score(name: str) -> None:
    method = METHODS.get(name) or (lambda levels, weights: HEADLINE_METHODS[name](levels, weights, 5))
    assert method([], []) is None


def test_shares_of_nothing_cannot_be_told() -> None:
    with pytest.raises(ZeroDivisionError):
        shares_at_or_above([], [], 0, 5)


@pytest.mark.parametrize("name", METHODS)
def test_levels_and_weights_must_be_equally_many(name: str) -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        METHODS[name]([1, 2], [1])
