"""Agreement of raters: the published example, a definition-by-definition twin, and the edges."""

from fractions import Fraction
from itertools import permutations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import (
    Metric,
    Ratings,
    judge_agreement,
    krippendorff_alpha,
    own_detectable_change,
    rater_spread,
)
from scoring.uncertainty import detectable_change
from tests.scoring.strategies import levels

PUBLISHED = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]
"""The reliability data of four coders and twelve units that Krippendorff publishes with their alphas."""

rows_of_ratings = st.lists(st.lists(levels, max_size=4), max_size=8)
metrics = st.sampled_from(["ordinal", "interval"])


def by_rater(*rows: list[int]) -> Ratings:
    """Practices with the levels of raters A, B, … in this order."""
    return {f"P-{place}": dict(zip("ABCDEF", row, strict=False)) for place, row in enumerate(rows, start=1)}


def alpha_by_definition(rows: list[list[int]], metric: str) -> Fraction | None:
    """Observed over expected disagreement, pair of ratings by pair of ratings, in exact fractions."""
    rows = [row for row in rows if len(row) > 1]
    every = [level for row in rows for level in row]

    def distance(one: int, other: int) -> Fraction:
        if metric == "interval":
            return Fraction((one - other) ** 2)
        low, high = min(one, other), max(one, other)
        ends = Fraction(every.count(low) + every.count(high), 2)
        between = sum(low < level < high for level in every)
        return (ends + between) ** 2 if low != high else Fraction(0)

    if not every:
        return None
    observed = sum(sum(distance(*pair) for pair in permutations(row, 2)) / (len(row) - 1) for row in rows)
    expected = sum(distance(*pair) for pair in permutations(every, 2)) / Fraction(len(every) - 1)
    return 1 - observed / expected if expected else None


@pytest.mark.parametrize(("metric", "alpha"), [("ordinal", 0.8154), ("interval", 0.8491)])
def test_published_example_comes_out_as_published(metric: Metric, alpha: float) -> None:
    assert krippendorff_alpha(PUBLISHED, metric) == pytest.approx(alpha, abs=5e-5)


@given(rows_of_ratings, metrics)
def test_alpha_is_what_its_definition_says(rows: list[list[int]], metric: Metric) -> None:
    expected = alpha_by_definition(rows, metric)
    found = krippendorff_alpha(rows, metric)
    assert found is None if expected is None else found == pytest.approx(float(expected))


@given(rows_of_ratings, metrics, st.randoms())
def test_alpha_knows_no_order_of_practices_or_raters(rows: list[list[int]], metric: Metric, random: object) -> None:
    shuffled = [sorted(row) for row in rows]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = krippendorff_alpha(rows, metric)
    assert krippendorff_alpha(shuffled, metric) == (None if found is None else pytest.approx(found))


def test_full_agreement_is_one_only_where_levels_vary() -> None:
    assert krippendorff_alpha([[1, 1], [4, 4]]) == pytest.approx(1)
    assert krippendorff_alpha([[3, 3], [3, 3]]) is None
    assert krippendorff_alpha([[3], [1]]) is None
    assert krippendorff_alpha([]) is None


def test_people_who_contradict_each_other_agree_less_than_by_chance() -> None:
    alpha = krippendorff_alpha([[0, 5], [5, 0], [0, 5]], "interval")
    assert alpha is not None and alpha < 0


def test_one_rater_cannot_agree() -> None:
    assert judge_agreement(by_rater([1], [2], [3]), seed=1) is None
    assert judge_agreement({}, seed=1) is None


def test_agreement_counts_raters_and_practices_rated_twice() -> None:
    found = judge_agreement(by_rater(*PUBLISHED), seed=1)
    assert found is not None
    assert (found.raters, found.practices) == (4, 11)
    assert found.alpha == krippendorff_alpha(PUBLISHED)
    assert found.within_one == Fraction(10, 11)


def test_interval_holds_the_alpha_and_is_the_same_for_the_same_seed() -> None:
    once, again, other = (judge_agreement(by_rater(*PUBLISHED), seed=seed) for seed in (5, 5, 6))
    assert once and once.interval and once.alpha and once.interval[0] < once.alpha < once.interval[1]
    assert again and once.interval == again.interval
    assert other and once.interval != other.interval


def test_interval_narrows_with_more_practices() -> None:
    rng = np.random.default_rng(3)

    def width(practices: int) -> float:
        true = rng.integers(0, 6, practices)
        rows = np.clip(np.rint(true[:, None] + rng.normal(0, 0.6, (practices, 2))), 0, 5).astype(int).tolist()
        found = judge_agreement(by_rater(*rows), seed=1)
        assert found and found.interval
        return found.interval[1] - found.interval[0]

    assert width(200) < width(20)


def test_interval_covers_the_alpha_of_many_practices() -> None:
    rng = np.random.default_rng(9)

    def rate(practices: int) -> list[list[int]]:
        true = rng.integers(0, 6, practices)
        noisy = np.rint(true[:, None] + rng.normal(0, 0.8, (practices, 2)))
        return np.clip(noisy, 0, 5).astype(int).tolist()  # type: ignore[no-any-return]

    true_alpha = krippendorff_alpha(rate(20_000))
    held = 0
    for seed in range(60):
        found = judge_agreement(by_rater(*rate(40)), seed=seed, rounds=400)
        assert found and found.interval and true_alpha
        held += found.interval[0] <= true_alpha <= found.interval[1]
    assert held >= 50


def test_no_variation_cannot_be_judged_and_is_not_called_full_agreement() -> None:
    found = judge_agreement(by_rater([3, 3], [3, 3]), seed=1)
    assert found is not None
    assert (found.alpha, found.interval, found.within_one) == (None, None, 1)


def test_too_few_practices_give_no_interval() -> None:
    found = judge_agreement(by_rater([3, 3], [1, 1]), seed=1)
    assert found is not None
    assert found.alpha == pytest.approx(1)
    assert found.interval is None


def test_spread_and_shift_by_hand() -> None:
    # Ten practices; B is one level above A in six of them and equal in four: Σd² = 6, mean difference 6/10.
    ratings = by_rater(*[[2, 3]] * 6, *[[2, 2]] * 4)
    assert rater_spread(ratings) == pytest.approx((sqrt(6 / 20), sqrt(3.6 / 20)))
    assert own_detectable_change(ratings, [1] * 50) == pytest.approx(
        detectable_change(sqrt(6 / 20), sqrt(3.6 / 20), [1] * 50)
    )


def test_differences_that_cancel_out_are_spread_and_no_shift() -> None:
    found = rater_spread(by_rater(*[[2, 3], [3, 2]] * 5))
    assert found == pytest.approx((sqrt(1 / 2), 0))


def test_fewer_than_ten_pairs_leave_the_default() -> None:
    assert rater_spread(by_rater(*[[2, 3]] * 9)) is None
    assert own_detectable_change(by_rater(*[[2, 3]] * 9), [1] * 50) is None
    # Four people on two practices are twelve pairs.
    assert rater_spread(by_rater([1, 2, 2, 3], [4, 4, 4, 4])) is not None


def test_without_weight_there_is_no_own_detectable_change() -> None:
    assert own_detectable_change(by_rater(*[[2, 3]] * 10), []) is None


def test_perfect_raters_do_not_make_every_change_real() -> None:
    found = rater_spread(by_rater(*[[2, 2]] * 10))
    assert found == pytest.approx((sqrt(1 / 20), 0))
    least = own_detectable_change(by_rater(*[[2, 2]] * 10), [1] * 50)
    assert least is not None and least > 0


def test_spread_comes_back_from_simulated_raters() -> None:
    rng = np.random.default_rng(4)
    found = []
    for _ in range(200):
        true, shifts = rng.uniform(100, 1000, 40), rng.normal(0, 20, 3)
        seen = np.rint(true[:, None] + shifts + rng.normal(0, 60, (40, 3))).astype(int)
        spread = rater_spread(by_rater(*seen.tolist()))
        assert spread is not None
        found.append(spread)
    spreads, shifts_found = (np.sqrt(np.mean(np.square(one))) for one in zip(*found, strict=True))
    # The spread of a single level holds the shift too; the shift holds the chance of a mean over 40.
    assert spreads == pytest.approx(sqrt(60**2 + 20**2), rel=0.05)
    assert shifts_found == pytest.approx(sqrt(20**2 + 60**2 / 40), rel=0.1)
