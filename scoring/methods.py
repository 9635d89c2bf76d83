"""The family of scoring methods over levels and integer weights; exact wherever the levels are whole numbers.

Formulas: the project's SCORING.md, rendered from tests/spec. A method of no answers at all is None.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import floor, fsum

Number = int | float | Fraction
Levels = Sequence[Number]
Weights = Sequence[int]

WEAKEST_SHARE = Fraction(1, 5)


def mean(levels: Levels, weights: Weights) -> Number | None:
    """Weighted mean; a Fraction for whole levels."""
    total = sum(weights)
    if not total:
        return None
    return _over(_sum([level * weight for level, weight in zip(levels, weights, strict=True)]), total)


def weakest_fifth(levels: Levels, weights: Weights, share: Fraction = WEAKEST_SHARE) -> Number | None:
    """Mean of the lowest levels that together carry `share` of the weight; the last one counts in part."""
    # In units of 1 / denominator of the weight, so that whole levels stay whole numbers.
    room = share.numerator * sum(weights)
    if not room:
        return None
    left, parts, units = room, list[Number](), share.denominator
    for level, weight in sorted(zip(levels, weights, strict=True)):
        if not left:
            break
        taken = min(left, weight * units)
        parts.append(level * taken)
        left -= taken
    return _over(_sum(parts), room)


def gated(levels: Levels, weights: Weights, share: Fraction, lowest: int, highest: int) -> int | None:
    """Highest step that at least `share` of the weight has reached. Share 1 is the minimum."""
    if not levels:
        return None
    needed = -(-share.numerator * sum(weights) // share.denominator)
    falling = sorted(zip(levels, weights, strict=True), reverse=True)
    place = bisect_left(list(accumulate(weight for _, weight in falling)), needed)
    return max(lowest, min(highest, floor(falling[place][0])))


def gap_norm(levels: Levels, weights: Weights, highest: int, q: int = 2) -> Number | None:
    """Highest step less the power mean of the gaps: q = 1 is the mean, a large q comes near the minimum."""
    total = sum(weights)
    if not total:
        return None
    gaps = (float(highest - level) for level in levels)
    power_sum = fsum(weight * gap**q for gap, weight in zip(gaps, weights, strict=True))
    return float(highest - (power_sum / total) ** (1 / q))


def gate_matrix(ratings: Sequence[Number | None], required: Sequence[Sequence[int]]) -> int | None:
    """Highest level whose requirements, and those of all levels below it, are met by every applicable rating.

    `required[l][i]` is the least rating of item i for level l + 1; it may not fall as l grows. A rating of None
    is not applicable. No applicable rating gives None.

    Raises:
        ValueError: a requirement falls from one level to the next.
    """
    for lower, upper in pairwise(required):
        if any(below > above for below, above in zip(lower, upper, strict=True)):
            raise ValueError("a requirement falls from one level to the next")
    if all(rating is None for rating in ratings):
        return None
    reached = 0
    for needs in required:
        if any(rating is not None and rating < need for rating, need in zip(ratings, needs, strict=True)):
            break
        reached += 1
    return reached


def samm(answers: Sequence[Sequence[Fraction | None]]) -> Number | None:
    """OWASP SAMM's practice score: per level the mean over streams, summed over levels.

    `answers[level][stream]` is 0, 1/4, 1/2 or 1, or None for not applicable. A level that is wholly not
    applicable leaves, and the sum is scaled up to all levels.
    """
    means = [mean(kept, [1] * len(kept)) for row in answers if (kept := [a for a in row if a is not None])]
    if not means:
        return None
    whole = [value for value in means if value is not None]
    return _sum(whole) * Fraction(len(answers), len(means))


def rating_of(percentage: Number, edges: Sequence[Number]) -> int:
    """The rating of a percentage between rising edges: 0 up to and with the first edge, then one more past each.

    ISO/IEC 33020 rates N, P, L, F with the edges 15, 50 and 85.
    """
    return bisect_left(edges, percentage)


def shares_at_or_above(levels: Levels, weights: Weights, lowest: int, highest: int) -> tuple[Fraction, ...]:
    """Share of the weight at each step or higher, from lowest + 1 up. Raises ZeroDivisionError without weight."""
    total = sum(weights)
    return tuple(
        Fraction(sum(weight for level, weight in zip(levels, weights, strict=True) if level >= step), total)
        for step in range(lowest + 1, highest + 1)
    )


def dominates(left: Sequence[Fraction], right: Sequence[Fraction]) -> bool:
    """Whether `left` stands at least as high at every step: true however far apart the steps are."""
    return all(mine >= theirs for mine, theirs in zip(left, right, strict=True))


def _sum(parts: Sequence[Number]) -> Number:
    total = sum(parts)
    # One float among them makes the sum a float: then it is added up again without loss.
    return fsum(parts) if isinstance(total, float) else total


def _over(numerator: Number, denominator: int) -> Number:
    if isinstance(numerator, float):
        return numerator / denominator
    # Of whole numbers in one step: most levels are whole.
    return Fraction(numerator, denominator)


HeadlineMethod = Callable[[Levels, Weights, int], Number | None]
"""Levels, weights and the highest step in; a number on the framework's scale out."""

HEADLINE_METHODS: Mapping[str, HeadlineMethod] = {
    "mean": lambda levels, weights, highest: mean(levels, weights),
    "weakest_fifth": lambda levels, weights, highest: weakest_fifth(levels, weights),
    "minimum": lambda levels, weights, highest: min(levels, default=None),
    "gap_norm": lambda levels, weights, highest: gap_norm(levels, weights, highest),
}
"""Methods a headline may use beside `gated`, whose floors and domains need the framework."""
