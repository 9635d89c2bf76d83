"""What the attacks learn from what the product publishes, and from means that are hidden only where few took part."""

import logging
from collections.abc import Sequence
from math import tanh

import pytest

from scoring.privacy import BUDGET, noisy_count, private_histogram, publish_cell
from tests.privacy.attacks import (
    ATTACKS,
    Attack,
    asks_for_the_answer,
    knows_all_but_one,
)
from tests.privacy.laboratory import Seen, Verdict, measure_advantage
from tests.privacy.publishers import Publisher, publish_means, publish_of_named, publish_with_noise


def run(attack: Attack, publish: Publisher, trials: int) -> Verdict:
    """The attack on this way to publish."""
    inside, outside = attack.worlds(publish)
    return measure_advantage(inside, outside, attack.epsilon, trials)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack_on_a_publication_stays_within_its_bound(attack: Attack) -> None:
    found = run(attack, publish_with_noise, attack.trials)
    assert found.is_within, found
    assert found.error < 0.08


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_the_same_attack_undoes_exact_means(attack: Attack) -> None:
    found = run(attack, publish_means, 200)
    assert found.advantage > 0.8 and not found.is_within, found


def test_answers_of_named_members_stay_within_the_bound_of_their_budget() -> None:
    inside, outside = asks_for_the_answer(31)(publish_of_named)
    assert measure_advantage(inside, outside, BUDGET.statistics, 600).is_within


def count_of(n: int, epsilon: float) -> Seen:
    return (float(noisy_count(n, epsilon)),)


def bins_of(places: list[int], epsilon: float) -> Seen:
    return tuple(float(number) for number in private_histogram(places, epsilon))


@pytest.mark.parametrize("epsilon", [0.5, 1.0, 2.0])
def test_attacker_on_a_bare_count_reaches_the_bound_and_not_more(epsilon: float) -> None:
    found = measure_advantage(lambda: count_of(11, epsilon), lambda: count_of(10, epsilon), epsilon, 2_000)
    assert found.is_within_errors(5), found
    assert found.advantage > found.bound - 5 * found.error


def test_attacker_on_bare_bins_stays_within_the_bound() -> None:
    found = measure_advantage(lambda: bins_of([9, 20], 1), lambda: bins_of([9], 1), 1, 800)
    assert found.is_within_errors(5), found
    assert found.advantage > 0.2


def test_noise_of_half_the_scale_is_found_out() -> None:
    count = measure_advantage(lambda: count_of(11, 2), lambda: count_of(10, 2), 1, 800)
    bins = measure_advantage(lambda: bins_of([9, 20], 2), lambda: bins_of([9], 2), 1, 800)
    assert not count.is_within and not bins.is_within


def test_noise_that_can_be_drawn_again_is_found_out() -> None:
    # As if somebody had seeded it: the same pool, the same noise.
    drawn = {n: publish_with_noise([9] * n) for n in (45, 46)}
    found = measure_advantage(lambda: (*drawn[46], 1e-9 * 46), lambda: (*drawn[45], 1e-9 * 45), 1, 300)
    assert found.advantage == 1 and not found.is_within


def test_figures_of_a_tier_that_follows_the_true_count_are_found_out() -> None:
    def publish_by_true_count(places: Sequence[int]) -> Seen:
        return publish_with_noise(places) if len(places) >= 30 else (0.0,) * 51

    inside, outside = knows_all_but_one(30)(publish_by_true_count)
    assert len(inside()) == len(outside())
    # Under the threshold it says nothing, at it half of the time something: more than the count's own budget allows.
    found = measure_advantage(inside, outside, BUDGET.count, 600)
    assert found.advantage > tanh(BUDGET.count / 2) + 3 * found.error


def test_repetition_without_a_cap_would_be_found_out() -> None:
    def again_and_again(n: int) -> Seen:
        return (sum(count_of(n, BUDGET.total)[0] for _ in range(20)),)

    many = measure_advantage(lambda: again_and_again(11), lambda: again_and_again(10), BUDGET.total, 120)
    assert many.advantage > 0.8 and not many.is_within, many


def test_nothing_is_written_or_logged_while_publishing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for n in (1, 100, 300):
        publish_cell([9] * n, {"GOV": [9] * n})
    assert capfd.readouterr() == ("", "") and caplog.records == []


class Sealed(Sequence[int]):
    """Places that nobody may read; only how many they are is known."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, place: object) -> int:  # type: ignore[override]
        raise AssertionError("a place was read")


def test_no_place_is_read_under_the_threshold_so_that_time_tells_nothing() -> None:
    found = publish_cell(Sealed(29), {"GOV": Sealed(29)}, named=True)
    assert found.tier == "nothing"
    with pytest.raises(AssertionError, match="was read"):
        publish_cell(Sealed(30), {}, named=True)
