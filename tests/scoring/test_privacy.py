"""Privacy of publications: what every mechanism may cost, what a cell shows at which tier, what the guarantee says."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise
from math import exp, inf, nan, tanh

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.errors import MaturityError
from scoring.budget import (
    CAP,
    EPSILON_COUNT,
    EPSILON_DOMAINS,
    EPSILON_OVERALL,
    EPSILON_STATISTICS,
    Budget,
    BudgetNotAccepted,
    Neighbors,
    Spending,
    sum_of,
)
from scoring.distribution import Figure, cumulative, distribution_of, noise_variance, quantile_of, reconcile
from scoring.guarantee import (
    UNIT,
    Cost,
    certainty_of_answer,
    certainty_of_membership,
    cost_of,
    guarantee_of,
    guarantee_sentence,
    loss_in_words,
    percent_or_more,
    whole_percent,
)
from scoring.median_errors import ERRORS, band_of_median, error_of_median
from scoring.pool_terms import PLACES
from scoring.privacy import (
    BUDGET,
    LEAST_FOR_DOMAINS,
    LEAST_FOR_MEDIAN,
    CellFigures,
    Distribution,
    Suppressed,
    bounded,
    library_version,
    measure,
    measures_of,
    noisy_count,
    private_histogram,
    private_median,
    publish_cell,
)
from tests.privacy.errors import SPREAD, measure_error
from tests.scoring.pools import terms_of

IDS = ("GOV", "DES", "DET", "REP", "SUP", "TRA")
NEIGHBORS: tuple[Neighbors, ...] = ("add_or_remove", "change_one")
places = st.integers(0, PLACES - 1)
pools = st.lists(places, max_size=300)
budgets = st.floats(0.001, CAP)
histograms = st.lists(st.integers(-500, 500), min_size=PLACES, max_size=PLACES)


def domains_of(overall: Sequence[int], ids: Sequence[str] = IDS) -> dict[str, Sequence[int]]:
    """Every domain answered as the whole."""
    return dict.fromkeys(ids, overall)


def publish(n: int, place: int = 9, *, named: bool = False) -> CellFigures:
    """A cell in which everybody stands at one place."""
    return publish_cell([place] * n, domains_of([place] * n), named=named)


# What it may cost.


@given(budgets, st.sampled_from(["count", "histogram", "quantile"]), st.sampled_from(NEIGHBORS))
@settings(max_examples=60)
def test_no_mechanism_costs_more_than_was_asked_for(epsilon: float, mechanism: str, neighbors: Neighbors) -> None:
    found = measure(mechanism, epsilon, neighbors)  # type: ignore[arg-type]
    assert 0.9 * epsilon <= found.loss() <= epsilon
    assert found.loss() == found.measurement.map({"add_or_remove": 1, "change_one": 2}[neighbors])


@pytest.mark.parametrize("neighbors", NEIGHBORS)
@pytest.mark.parametrize("number", [0, 1, 5, 6, 12])
def test_all_that_a_release_may_run_keeps_to_its_budget(number: int, neighbors: Neighbors) -> None:
    found = measures_of(BUDGET, number, neighbors)
    assert all(one.loss() <= one.epsilon for one in found)
    assert [one.mechanism for one in found].count("count") == (neighbors == "add_or_remove")
    assert len(found) == number + (3 if neighbors == "add_or_remove" else 2)
    count = sum(one.loss() for one in found if one.mechanism == "count")
    second = measure("quantile", BUDGET.statistics, neighbors).loss()
    third = sum(one.loss() for one in found[-number - 1 :])
    assert count + max(second, third) <= 1 + 1e-12


def test_noise_of_a_count_and_of_bins_is_the_discrete_laplace_that_the_budget_asks_for() -> None:
    draws = [noisy_count(100, 0.2) - 100 for _ in range(4_000)]
    assert np.var(draws) == pytest.approx(noise_variance(0.2), rel=0.2)
    assert abs(np.mean(draws)) < 5 * np.sqrt(noise_variance(0.2) / 4_000)
    bins = [bin_ for _ in range(200) for bin_ in private_histogram([], 0.5, "change_one")]
    assert np.var(bins) == pytest.approx(noise_variance(0.5, 2), rel=0.25)
    assert np.var([bin_ for _ in range(200) for bin_ in private_histogram([], 0.5)]) == pytest.approx(
        noise_variance(0.5), rel=0.25
    )


def test_two_draws_of_the_same_pool_differ_and_no_seed_can_be_given() -> None:
    assert len({private_histogram([9] * 40, 0.32) for _ in range(5)}) == 5
    again = "from scoring.privacy import *; print(private_histogram([9] * 40, 0.32))"
    seeded = f"import random, numpy; random.seed(1); numpy.random.seed(1); {again}"
    shown = {
        subprocess.run([sys.executable, "-c", seeded], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(shown) == 2


@pytest.mark.parametrize("neighbors", NEIGHBORS)
def test_empty_pool_draws_like_any_other(neighbors: Neighbors) -> None:
    assert len({private_median([], 0.8, neighbors=neighbors) for _ in range(60)}) > 5
    assert len({private_histogram([], 0.8, neighbors) for _ in range(5)}) == 5


def test_chosen_median_is_near_with_many_and_anywhere_with_few() -> None:
    assert {private_median([9] * 500, 0.8) for _ in range(50)} == {9}
    assert len({private_median([9], 0.8) for _ in range(50)}) > 5
    assert {private_median([4] * 3_000 + [16] * 1_000, 0.8, 0.9) for _ in range(20)} == {16}


def test_place_is_chosen_as_its_name_says_by_permute_and_flip() -> None:
    # Three at one place: it leads each of the 20 others by three halves of epsilon.
    epsilon, draws = 3.0, 2_000
    lead = exp(-3 * epsilon / 2)
    expected = (1 - (1 - lead) ** PLACES) / (lead * PLACES)
    by_exponential_mechanism = 1 / (1 + (PLACES - 1) * lead)
    found = sum(private_median([9] * 3, epsilon) == 9 for _ in range(draws)) / draws
    # More than four standard errors, and less than half the way to the other mechanism.
    assert abs(found - expected) < 0.03 < (expected - by_exponential_mechanism) / 2


def test_importing_the_module_does_not_load_the_library() -> None:
    program = "import sys, scoring.privacy; print('opendp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == (
        "False\n"
    )


@pytest.mark.parametrize("epsilon", [0, -1, nan, inf, -inf, 1e9, 3.0001, 1e-12])
def test_budget_that_protects_or_buys_nothing_is_refused_without_a_word_on_the_values(epsilon: float) -> None:
    refused = [
        lambda: noisy_count(4711, epsilon),
        lambda: private_histogram([17] * 4711, epsilon),
        lambda: private_median([17] * 4711, epsilon),
        lambda: measure("quantile", epsilon),
        lambda: Budget(count=epsilon),
        lambda: Budget(overall=epsilon),
        lambda: Budget(domains=epsilon),
    ]
    for call in refused:
        with pytest.raises(BudgetNotAccepted) as caught:
            call()
        assert isinstance(caught.value, MaturityError) and caught.value.exit_code == 13
        (fault,) = caught.value.faults
        assert fault.what and fault.where and fault.mend
        assert "4711" not in str(caught.value) and "17" not in str(caught.value)


def test_parts_that_are_each_allowed_are_refused_where_their_sum_is_above_the_cap() -> None:
    assert Budget(1, 1, 1).total == CAP
    with pytest.raises(BudgetNotAccepted):
        Budget(1, 1, 1.001)


def test_budget_of_one_release_is_one() -> None:
    assert (BUDGET.count, BUDGET.statistics, BUDGET.total) == (EPSILON_COUNT, EPSILON_STATISTICS, 1)
    assert (BUDGET.overall, BUDGET.domains, BUDGET.domains / 6) == (EPSILON_OVERALL, EPSILON_DOMAINS, 0.08)


# The grid.


def test_grid_has_21_places_a_quarter_of_a_level_apart() -> None:
    assert [terms_of().level_at(place) for place in range(PLACES)] == [step / 4 for step in range(21)]
    assert terms_of(lowest=1, highest=3).level_at(10) == 2


@given(places, st.integers(0, 3), st.integers(1, 6))
def test_place_of_a_level_is_the_place_it_came_from(place: int, lowest: int, span: int) -> None:
    terms = terms_of(lowest=lowest, highest=lowest + span)
    assert terms.place_of(terms.level_at(place)) == place


def test_levels_beyond_the_scale_are_taken_to_its_ends() -> None:
    assert [terms_of().place_of(level) for level in (-1, 0.12, 0.13, 2.3, 9)] == [0, 0, 1, 9, 20]
    assert [bounded(place) for place in (-5, 0, 20, 21, 10**9)] == [0, 0, 20, 20, 20]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=5))
@settings(max_examples=20)
def test_whatever_stands_in_a_pool_weighs_one_at_most(strange: list[int]) -> None:
    assert all(0 <= private_median(strange * 20, 0.8, neighbors=neighbors) < PLACES for neighbors in NEIGHBORS)
    drawn = np.mean([sum(private_histogram(strange, 3)) for _ in range(40)])
    assert abs(drawn - len(strange)) < 6 * np.sqrt(PLACES * noise_variance(3) / 40)


# From noise to figures.


@given(histograms)
def test_shares_never_fall_stay_within_0_and_1_and_end_at_1(histogram: list[int]) -> None:
    shares = cumulative(histogram)
    assert len(shares) == PLACES and shares[-1] == 1
    assert all(0 <= low <= high <= 1 for low, high in pairwise(shares))


@given(pools.filter(len))
def test_shares_of_bins_without_noise_are_the_shares(pool: list[int]) -> None:
    counts = Counter(pool)
    shares = cumulative([counts[place] for place in range(PLACES)])
    assert shares == pytest.approx([sum(one <= place for one in pool) / len(pool) for place in range(PLACES)])
    assert quantile_of(shares, 0.5) == sorted(pool)[(len(pool) - 1) // 2]


def test_bins_without_a_positive_sum_say_nothing() -> None:
    assert cumulative([0] * 4) == cumulative([1, -3, 0, 1]) == (0.25, 0.5, 0.75, 1)


def test_quantile_is_the_lowest_place_that_reaches_the_share() -> None:
    assert [quantile_of((0.2, 0.5, 0.5, 1), q) for q in (0, 0.2, 0.25, 0.5, 0.51, 1)] == [0, 0, 1, 1, 3, 3]
    assert quantile_of((0.2, 0.4), 0.9) == 1


@given(histograms, st.integers(30, 2000), st.floats(0.05, 60), st.floats(0, 60))
def test_band_holds_its_figure_and_is_in_order(
    histogram: list[int], count: int, noise: float, count_noise: float
) -> None:
    found = distribution_of(histogram, count, noise, count_noise)
    for band in (found.lows, found.highs):
        assert all(0 <= low <= high <= 1 for low, high in pairwise(band)) and band[-1] == 1
    assert all(low <= share <= high for low, share, high in zip(found.lows, found.shares, found.highs, strict=True))
    for q in (0.25, 0.5, 0.75):
        assert found.quantile(q).low <= found.quantile(q).value <= found.quantile(q).high


def test_more_noise_or_fewer_organizations_widen_the_band() -> None:
    def width(count: int, noise: float) -> float:
        found = distribution_of([count / PLACES] * PLACES, count, noise, 0).quantile(0.5)
        return found.high - found.low

    assert width(200, 20) > width(200, 1)
    assert width(200, 20) > width(2_000, 20)


def test_bins_move_to_the_count_where_it_is_exact_and_stay_where_it_says_nothing() -> None:
    assert reconcile([1, 2, 3], 12, 5, 0).tolist() == [3, 4, 5]
    assert reconcile([1, 2, 3], 12, 5, 1e12).tolist() == pytest.approx([1, 2, 3])


def test_band_of_the_median_and_of_quartiles_holds_in_nine_of_ten() -> None:
    rng = np.random.default_rng(3)
    held = {0.25: 0, 0.5: 0, 0.75: 0}
    draws = 300
    for _ in range(draws):
        pool = np.clip(np.rint(rng.normal(9.3, 3.2, 300)), 0, 20).astype(int).tolist()
        noise, count_noise = noise_variance(EPSILON_OVERALL), noise_variance(EPSILON_COUNT)
        histogram = private_histogram(pool, EPSILON_OVERALL)
        found = distribution_of(histogram, noisy_count(300, EPSILON_COUNT), noise, count_noise)
        for q, deviation in ((0.25, -0.6745), (0.5, 0), (0.75, 0.6745)):
            figure = found.quantile(q)
            held[q] += figure.low <= round(9.3 + 3.2 * deviation) <= figure.high
    assert all(times / draws > 0.86 for times in held.values()), held


# How far a median may be off.


def test_errors_are_looked_up_for_the_next_smaller_pool_and_budget() -> None:
    assert error_of_median(0.8, 49) == error_of_median(0.8, 40) == ERRORS[0.8][1]
    assert error_of_median(0.096, 250) == error_of_median(0.08, 200) == ERRORS[0.08][0]
    assert error_of_median(3, 10**6) == ERRORS[0.8][-1]
    assert error_of_median(0.8, 29) is None and error_of_median(0.03, 500) is None


def test_errors_fall_with_more_organizations_and_with_more_budget() -> None:
    assert list(ERRORS) == sorted(ERRORS)
    for rows in ERRORS.values():
        numbers, errors = [row.organizations for row in rows], [row.to_all for row in rows]
        assert numbers == sorted(numbers) and errors == sorted(errors, reverse=True)
    many = [error_of_median(epsilon, 200) for epsilon in ERRORS]
    assert [row.to_all for row in many if row] == sorted((row.to_all for row in many if row), reverse=True)


@pytest.mark.parametrize(("epsilon", "n"), [(0.8, 30), (0.8, 100), (0.08, 200)])
def test_errors_of_the_table_come_out_again(epsilon: float, n: int) -> None:
    row = error_of_median(epsilon, n)
    assert row is not None and row.organizations == n
    members, everybody = measure_error(epsilon, n, 600, 1.2, np.random.default_rng(5))
    assert abs(members - row.to_members) <= 1
    assert everybody == pytest.approx(row.to_all, rel=0.3)


def test_band_of_a_median_is_cut_to_the_grid_and_is_the_grid_where_nothing_is_known() -> None:
    half = ERRORS[0.8][0].to_all
    assert band_of_median(10, 0.8, 30, PLACES) == Figure(10, 10 - half, 10 + half)
    assert band_of_median(0, 0.8, 30, PLACES) == Figure(0, 0, half)
    assert band_of_median(20, 0.8, 30, PLACES) == Figure(20, 20 - half, 20)
    assert band_of_median(10, 0.001, 30, PLACES) == Figure(10, 0, 20)


# What a cell shows.


def test_pool_far_under_the_threshold_shows_nothing_and_is_charged_for_the_count() -> None:
    # So much for the count that its noise never lifts an empty pool over the threshold.
    found = publish_cell([], domains_of([]), budget=Budget(count=2))
    few = Suppressed(LEAST_FOR_DOMAINS)
    assert (found.tier, found.about) == ("nothing", None)
    assert found.median == Suppressed(LEAST_FOR_MEDIAN)
    assert (found.lower_quartile, found.upper_quartile, found.distribution) == (few, few, few)
    assert found.domains == dict.fromkeys(IDS, few)
    assert found.spent == (Spending("count", "discrete Laplace", 2),)
    assert found.median.reason == "not enough organizations yet: it takes about 30"


@pytest.mark.parametrize("named", [False, True])
def test_pool_of_one_looks_like_any_other_under_the_threshold(named: bool) -> None:
    under = [publish(n, place, named=named) for n in (0, 1, 2, 10) for place in (0, 20)]
    quiet = [found for found in under if found.tier == "nothing"]
    assert len(quiet) >= len(under) - 2
    assert all(found == quiet[0] and repr(found) == repr(quiet[0]) for found in quiet)


def test_second_tier_shows_the_overall_median_with_its_band_and_nothing_of_domains() -> None:
    found = publish(100)
    assert found.tier == "median" and isinstance(found.median, Figure)
    assert found.median.value == 9 and 9 - found.median.low == pytest.approx(_half(found))
    assert ERRORS[0.8][-4].to_all < _half(found) < ERRORS[0.8][0].to_all
    assert found.about is not None and found.about % 10 == 0 and 30 <= found.about <= 170
    few = Suppressed(LEAST_FOR_DOMAINS)
    assert (found.lower_quartile, found.upper_quartile, found.distribution) == (few, few, few)
    assert found.domains == dict.fromkeys(IDS, few)
    assert [(one.statistic, one.epsilon) for one in found.spent] == [("count", 0.2), ("overall", 0.8)]


def _half(found: CellFigures) -> float:
    assert isinstance(found.median, Figure)
    return found.median.high - found.median.value


def test_third_tier_shows_quartiles_the_distribution_and_domains() -> None:
    overall = [4] * 400 + [9] * 800 + [15] * 400
    found = publish_cell(overall, {"GOV": [3] * 1600, "DES": [12] * 1500, "DET": [7] * 1600})
    assert found.tier == "distribution" and found.about is not None and abs(found.about - 1600) <= 100
    assert isinstance(found.distribution, Distribution)
    assert found.median == found.distribution.quantile(0.5)
    assert found.lower_quartile == found.distribution.quantile(0.25)
    assert found.upper_quartile == found.distribution.quantile(0.75)
    assert isinstance(found.median, Figure) and found.median.value == 9
    medians = {domain: figure.value for domain, figure in found.domains.items() if isinstance(figure, Figure)}
    assert medians == {"GOV": 3, "DES": 12, "DET": 7}
    assert [(one.statistic, one.epsilon) for one in found.spent] == [
        ("count", 0.2),
        ("overall", 0.32),
        ("GOV", 0.16),
        ("DES", 0.16),
        ("DET", 0.16),
    ]


def test_third_tier_without_domains_needs_none() -> None:
    found = publish_cell([9] * 500, {})
    assert (found.tier, found.domains, len(found.spent)) == ("distribution", {}, 2)


@given(st.lists(places, max_size=260), st.booleans(), st.integers(0, 12))
@settings(max_examples=60)
def test_mechanisms_of_a_cell_cost_at_most_the_budget(pool: list[int], named: bool, number: int) -> None:
    found = publish_cell(pool, domains_of(pool, [f"D{one}" for one in range(number)]), named=named)
    assert sum_of(found.spent) <= (EPSILON_STATISTICS if named else EPSILON_COUNT + EPSILON_STATISTICS)
    assert len({one.statistic for one in found.spent}) == len(found.spent)
    assert any(one.statistic == "count" for one in found.spent) != named


def test_tier_follows_the_noisy_count() -> None:
    at_the_threshold = Counter(publish(LEAST_FOR_MEDIAN).tier for _ in range(400))
    assert 120 < at_the_threshold["nothing"] < 250
    assert Counter(publish(LEAST_FOR_DOMAINS).tier for _ in range(100))["median"] > 20


def test_few_and_many_pass_a_threshold_as_often_as_the_noise_of_the_count_says() -> None:
    # At 20 organizations noise of 10 or more is needed: half of e^-2 and a little less.
    share = sum(publish(20).tier == "median" for _ in range(1_500)) / 1_500
    ratio = exp(-0.2)
    assert share == pytest.approx(ratio**10 / (1 + ratio), abs=0.03)


def test_figures_are_a_function_of_how_many_stand_where_not_of_their_order() -> None:
    # With a budget this large for this many the noise does not move a median.
    pool = [3] * 700 + [9] * 1_000 + [19] * 600
    forth, back = (publish_cell(order, domains_of(order)) for order in (pool, pool[::-1]))
    assert forth.median == back.median and forth.domains == back.domains
    assert publish_cell([-7] * 900, {}).median == publish_cell([0] * 900, {}).median
    assert publish_cell([99] * 900, {"A": [99] * 900}).domains == publish_cell([20] * 900, {"A": [20] * 900}).domains


def test_count_is_shown_to_the_nearest_ten_only() -> None:
    shown = {publish(n).about for n in (110, 114, 115, 119) for _ in range(20)}
    assert len(shown) > 2 and all(about is not None and about % 10 == 0 for about in shown)
    assert [publish(n, named=True).about for n in (30, 34, 35, 44, 204, 205)] == [30, 30, 40, 40, 200, 210]


def test_members_who_are_named_are_counted_exactly_and_for_nothing() -> None:
    tiers = [publish(n, named=True) for n in (29, 30, 199, 200)]
    assert [found.tier for found in tiers] == ["nothing", "median", "median", "distribution"]
    assert [sum_of(found.spent) for found in tiers] == [0, 0.8, 0.8, 0.8]
    assert _half(tiers[1]) == pytest.approx(ERRORS[0.4][0].to_all)


def test_domain_with_more_places_than_organizations_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at most one place"):
        publish_cell([9], {"GOV": [9, 9]})


def test_so_many_domains_that_nothing_is_left_for_each_are_refused_at_every_tier() -> None:
    for n in (1, 500):
        with pytest.raises(BudgetNotAccepted):
            publish_cell([9] * n, domains_of([9] * n, [f"D{number}" for number in range(500)]))


def test_a_cell_carries_nothing_but_what_may_be_published() -> None:
    assert [field.name for field in fields(CellFigures)] == [
        "tier",
        "about",
        "median",
        "lower_quartile",
        "upper_quartile",
        "distribution",
        "domains",
        "spent",
    ]
    assert "4711" not in re.findall(r"[\d.]+", repr(publish_cell([9] * 4711, domains_of([9] * 4711))))


# What it means.


@given(st.floats(0, 20))
def test_certainty_grows_from_even_odds_and_fits_the_bound_of_an_attack(epsilon: float) -> None:
    assert 0.5 <= certainty_of_membership(epsilon) <= 1
    assert certainty_of_membership(epsilon) == pytest.approx(exp(epsilon) / (1 + exp(epsilon)))
    assert certainty_of_membership(epsilon) - 0.5 == pytest.approx(tanh(epsilon / 2) / 2)
    assert certainty_of_answer(epsilon) == certainty_of_membership(2 * epsilon)
    assert certainty_of_answer(epsilon, "change_one") == certainty_of_membership(epsilon)


def test_guarantee_of_one_release_and_of_three() -> None:
    assert guarantee_sentence([BUDGET]) == (
        "From this release alone, starting from even odds, at most 73 % sure whether you took part, and 83 % which of "
        "two answers you gave."
    )
    assert guarantee_sentence([BUDGET] * 3) == (
        "From this release alone, starting from even odds, at most 73 % sure whether you took part, and 83 % which of "
        "two answers you gave; from all 3 releases together 95 % and 99 %."
    )


def test_guarantee_of_named_members_says_that_taking_part_is_public() -> None:
    assert guarantee_sentence([BUDGET], "change_one") == (
        "Who took part, under which kind of service, is public. From this release alone, starting from even odds, at "
        "most 69 % sure which of two answers you gave."
    )
    assert guarantee_sentence([BUDGET] * 2, "change_one").endswith("; from all 2 releases together 83 %.")
    # The counts of cells carry no noise: who moved from one to another would be told for certain.
    assert "so is the kind of service" in dict(loss_in_words([BUDGET], "change_one"))["neighbors"]


def test_sentence_follows_the_budget() -> None:
    small = Budget(0.1, 0.1, 0.1)
    assert "at most 57 % sure" in guarantee_sentence([BUDGET, small]) and "60 %" in guarantee_sentence([BUDGET, small])
    assert guarantee_sentence([BUDGET, small]).endswith("79 % and 88 %.")
    with pytest.raises(ValueError, match="at least one release"):
        guarantee_sentence([])


@given(st.floats(0.5, 1))
def test_percentages_to_one_decimal_are_never_less_than_the_truth(share: float) -> None:
    assert 100 * share <= percent_or_more(share) + 1e-9 < 100 * share + 0.11
    assert abs(whole_percent(share) - 100 * share) <= 0.5 + 1e-9


def test_guarantee_carries_every_item_of_the_checklist_and_what_ran() -> None:
    found = guarantee_of([BUDGET] * 2, publish(100).spent, library_version())
    assert (found.unit, found.neighbors, found.releases) == (UNIT, "add_or_remove", 2)
    assert found.release == Cost(1, 0.8) and found.cumulative == Cost(2, 1.6)
    assert found.library.startswith("OpenDP 0.16")
    assert found.mechanisms == (
        "discrete Laplace: count, epsilon 0.2",
        "permute-and-flip over 21 places (report noisy max with exponential noise): overall, epsilon 0.8",
    )
    answers = dict(found.checklist)
    assert all(answers.values()) and len(answers) == len(found.checklist)
    # Bands are promised for what they were measured on, and for nothing else.
    assert f"bell curve of at most {SPREAD:g} levels" in answers["accuracy"]
    assert set(answers) >= {"unit of privacy", "neighbors", "trust model", "mechanisms", "library", "side channels"}
    assert "73.2 % whether you took part, 83.3 % which" in answers["in plain numbers"]
    assert answers["epsilon of all releases so far"].startswith("2, of it 1.6")


def test_guarantee_of_named_members_hides_what_they_said() -> None:
    found = guarantee_of([BUDGET], publish(100, named=True).spent, library_version(), "change_one")
    assert found.release == cost_of([BUDGET], "change_one") == Cost(0.8, 0.8)
    answers = dict(found.checklist)
    assert "public" in answers["neighbors"] and "took part" not in answers["in plain numbers"]
    assert "69.0 %" in answers["in plain numbers"]
