"""By what a change is held to be real: the framework's judgement, or an organization's own double ratings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from frameworks.model import DetectableChange
from scoring.agreement import Ratings, own_detectable_change, rater_spread
from scoring.uncertainty import detectable_change


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How far honest people differ, and whose measure that is."""

    spread: float
    """Standard deviation of one practice's level between people."""
    shift: float
    """Standard deviation of their averages."""
    overall: float
    """The least change of the average over the practices answered now, in levels."""
    practices: int
    """The organization's practices rated twice that it comes from; 0 where it is the framework's judgement."""

    @property
    def is_own(self) -> bool:
        """Whether it comes from the organization's own double ratings."""
        return self.practices > 0

    def over(self, shares: Collection[Fraction]) -> float:
        """The least change, in levels, of some practices' part of a mean: their shares of its weight need not sum
        to 1. 0 for none."""
        whole = sum(shares, Fraction(0))
        if not whole:
            return 0.0
        denominator = lcm(*(share.denominator for share in shares))
        return detectable_change(self.spread, self.shift, [int(share * denominator) for share in shares]) * float(whole)


def stated_yardstick(stated: DetectableChange) -> Yardstick:
    """The framework's own."""
    return Yardstick(stated.spread, stated.shift, stated.overall, 0)


def yardstick_of(stated: DetectableChange, ratings: Ratings, weights: Sequence[int]) -> Yardstick:
    """The organization's own where enough practices were rated twice, else the framework's; decided only here.

    `weights` are those of the practices answered now; without any, the average keeps the stated least change.
    """
    own = rater_spread(ratings)
    if own is None:
        return stated_yardstick(stated)
    overall = own_detectable_change(ratings, weights)
    twice = sum(len(by_rater) > 1 for by_rater in ratings.values())
    return Yardstick(*own, stated.overall if overall is None else overall, twice)
