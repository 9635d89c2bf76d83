"""How far a score may move without anything having changed."""

from collections.abc import Sequence
from math import fsum, sqrt

LIMIT_95 = 1.96
"""Two-sided 95 % limit of the normal distribution."""


def detectable_change(spread: float, shift: float, weights: Sequence[int]) -> float:
    """The least change of a weighted mean, in levels, that two honest assessments would not show by chance (95 %).

    `spread` is the standard deviation of one practice's level between assessors, `shift` that of their averages;
    0 where the same person assesses twice. A framework's `detectable_change` holds this value for its defaults.
    Raises ZeroDivisionError without weight.
    """
    total = sum(weights)
    of_one_practice = fsum((weight / total) ** 2 for weight in weights)
    return LIMIT_95 * sqrt(2) * sqrt(spread**2 * of_one_practice + shift**2)
