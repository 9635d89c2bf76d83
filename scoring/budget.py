"""What publications about a pool may cost in privacy: the parts of one release, the cap, and what was spent on what."""

from dataclasses import dataclass
from math import fsum
from typing import Literal

from frameworks.errors import MaturityError

EPSILON_COUNT = 0.2
EPSILON_STATISTICS = 0.8
EPSILON_OVERALL = 0.32
"""Of the statistics' part, at the third tier, for the histogram of the overall values."""
EPSILON_DOMAINS = 0.48
"""Of the statistics' part, at the third tier, shared equally by the domains: 0.08 each for six."""

CAP = 3.0
"""At this sum over all releases a pool closes for ever."""
LEAST_EPSILON = 0.001
"""Less than this would publish nothing but noise."""

Neighbors = Literal["add_or_remove", "change_one"]
"""Pools that differ in one organization's taking part; or, where all are named, in what one of them said."""


class BudgetNotAccepted(MaturityError):
    """Nothing may be published at this cost."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class Spending:
    """One mechanism that ran, on which statistic, and what it cost."""

    statistic: str
    """`count`, `overall`, or the id of a domain."""
    mechanism: str
    epsilon: float


@dataclass(frozen=True, slots=True)
class Budget:
    """What one release may cost at most: a part for the count, and one for everything else.

    Raises:
        BudgetNotAccepted: a part is no number, not above 0, or all of them together are above the cap.
    """

    count: float = EPSILON_COUNT
    overall: float = EPSILON_OVERALL
    domains: float = EPSILON_DOMAINS

    def __post_init__(self) -> None:
        for part in (self.count, self.overall, self.domains):
            check_epsilon(part)
        check_epsilon(self.total)

    @property
    def statistics(self) -> float:
        """The part for everything but the count; the second tier spends it on the overall median alone."""
        return fsum((self.overall, self.domains))

    @property
    def total(self) -> float:
        """All of it."""
        return fsum((self.count, self.overall, self.domains))


def check_epsilon(epsilon: float) -> None:
    """Refuse a budget that protects nothing, or that buys nothing.

    Raises:
        BudgetNotAccepted: it is no number, below `LEAST_EPSILON`, infinite or above `CAP`.
    """
    # Written so that "not a number" is refused, too: every comparison with it is false.
    if not LEAST_EPSILON <= epsilon <= CAP:
        raise BudgetNotAccepted.of(
            f"A privacy budget must be a number from {LEAST_EPSILON:g} to {CAP:g}.",
            "the budget of the release",
            "leave the budget of a release at 1, or choose one within these bounds.",
        )


def sum_of(spent: tuple[Spending, ...]) -> float:
    """What mechanisms that saw the same organizations cost together."""
    return fsum(one.epsilon for one in spent)
