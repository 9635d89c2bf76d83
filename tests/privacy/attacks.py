"""The attacks: two worlds that differ in one organization, as somebody sees them who knows everything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.pool_terms import PLACES
from scoring.privacy import BUDGET
from tests.privacy.errors import draw_places
from tests.privacy.laboratory import Seen, World
from tests.privacy.publishers import Publisher

TOP, BETWEEN = PLACES - 1, 7
SPREAD = 0.8
"""Levels, of the members the attacker knows: few stand near the organization that it looks for."""


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: from a way to publish to the two worlds, and what the product spends where they differ."""

    name: str
    worlds: Callable[[Publisher], tuple[World, World]]
    epsilon: float
    trials: int
    report_trials: int


def known(n: int, seed: int = 2) -> list[int]:
    """Members of which the attacker knows everything."""
    return draw_places(2.3, SPREAD, n, np.random.default_rng(seed))


def knows_all_but_one(n: int) -> Callable[[Publisher], tuple[World, World]]:
    """The attacker knows all but one organization, which stands at the top if it is in."""
    others = known(n - 1)
    return lambda publish: (lambda: publish([*others, TOP]), lambda: publish(others))


def asks_for_the_answer(n: int) -> Callable[[Publisher], tuple[World, World]]:
    """The attacker knows all but one answer: the highest or the lowest."""
    others = known(n - 1)
    return lambda publish: (lambda: publish([*others, TOP]), lambda: publish([*others, 0]))


def compares_two_releases(n: int) -> Callable[[Publisher], tuple[World, World]]:
    """Two releases, between which one organization joins or not, while half of the others move a little."""
    others = known(n)
    rng = np.random.default_rng(4)

    def later() -> list[int]:
        moves = np.rint(rng.normal(0, 0.6, n)).astype(int) * (rng.random(n) < 0.5)
        return [int(place) for place in np.clip(np.array(others) + moves, 0, TOP)]

    def worlds(publish: Publisher) -> tuple[World, World]:
        return (
            lambda: (*publish(others), *publish([*later(), TOP])),
            lambda: (*publish(others), *publish(later())),
        )

    return worlds


def subtracts_cells(sizes: Sequence[int]) -> Callable[[Publisher], tuple[World, World]]:
    """Every cell of a partition is published, and one organization of the smallest is in or not."""
    cells = [known(size, seed) for seed, size in enumerate(sizes)]

    def all_of(publish: Publisher, first: Sequence[int]) -> Seen:
        return tuple(number for cell in (first, *cells[1:]) for number in publish(cell))

    return lambda publish: (lambda: all_of(publish, [*cells[0], TOP]), lambda: all_of(publish, cells[0]))


def reads_all_releases(others: Sequence[int], place: int, releases: int) -> Callable[[Publisher], tuple[World, World]]:
    """The same organization is in all the releases of a pool or in none, and nobody else moves."""

    def all_of(publish: Publisher, places: Sequence[int]) -> Seen:
        # Added up over the releases: nearly all there is to learn, as each was drawn anew.
        return tuple(np.sum([publish(places) for _ in range(releases)], axis=0).tolist())

    return lambda publish: (lambda: all_of(publish, [*others, place]), lambda: all_of(publish, others))


def poisons(fakes: int) -> Callable[[Publisher], tuple[World, World]]:
    """Fakes at both ends, one more below: the one real organization between them turns the balance if it is in."""
    placed = at_both_ends(fakes)
    return lambda publish: (lambda: publish([*placed, BETWEEN]), lambda: publish(placed))


def poisons_for_an_answer(fakes: int) -> Callable[[Publisher], tuple[World, World]]:
    """The same, to learn on which side of the middle the one real organization stands."""
    placed = at_both_ends(fakes)
    return lambda publish: (lambda: publish([*placed, 2]), lambda: publish([*placed, TOP - 2]))


def at_both_ends(fakes: int) -> list[int]:
    return [0] * (fakes - fakes // 2) + [TOP] * (fakes // 2)


ONE = BUDGET.total
ANSWER = 2 * BUDGET.statistics
"""To exchange an answer is to take one organization out and to put another in; the count stays."""

ATTACKS = (
    Attack("knows all but one of 10", knows_all_but_one(10), ONE, 400, 3_000),
    Attack("takes a pool to the threshold of 30", knows_all_but_one(30), ONE, 400, 3_000),
    Attack("knows all but one of 31", knows_all_but_one(31), ONE, 400, 3_000),
    Attack("knows all but one of 230", knows_all_but_one(230), ONE, 110, 1_000),
    Attack("asks for one answer of 31", asks_for_the_answer(31), ANSWER, 400, 3_000),
    Attack("asks for one answer of 230", asks_for_the_answer(230), ANSWER, 110, 1_000),
    Attack("compares two releases of 40", compares_two_releases(40), ONE, 400, 3_000),
    Attack("subtracts cells of 12, 40 and 60", subtracts_cells((12, 40, 60)), ONE, 300, 1_500),
    Attack("reads three releases of 35", reads_all_releases(known(34), TOP, 3), 3 * ONE, 300, 1_500),
    Attack("reads three poisoned releases", reads_all_releases(at_both_ends(51), BETWEEN, 3), 3 * ONE, 300, 1_500),
    Attack("poisons with 4 fakes", poisons(4), ONE, 400, 3_000),
    Attack("poisons with 51 fakes", poisons(51), ONE, 400, 3_000),
    Attack("poisons for an answer with 51 fakes", poisons_for_an_answer(51), ANSWER, 400, 3_000),
)
