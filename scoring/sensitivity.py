"""How much a weighted mean owes to the choice of weights."""

from collections.abc import Sequence
from fractions import Fraction
from math import erf, fsum, sqrt

from scoring.methods import Levels, Weights, mean

DRAWS_PER_PRACTICE = 4
"""How firmly the weights are believed: concentration per practice of the Dirichlet distribution around them. With 1,
equal weights could be almost anything; with 4, most stay between half and double."""


def weight_spread(levels: Levels, weights: Weights, concentration: int | None = None) -> float | None:
    """Standard deviation of the mean, in levels, when the weights are drawn around the ones given; None without weight.

    The weights follow a Dirichlet distribution with these shares as its mean, whose spread has a closed form.
    `concentration` is its sum; four per practice unless given.
    """
    center, total = mean(levels, weights), sum(weights)
    if center is None:
        return None
    kappa = DRAWS_PER_PRACTICE * len(weights) if concentration is None else concentration
    squares = (weight * (level - center) ** 2 for level, weight in zip(levels, weights, strict=True))
    return sqrt(fsum(float(square) for square in squares) / total / (kappa + 1))


def worst_weights(levels: Levels, weights: Weights, factor: Fraction | int) -> tuple[Fraction, Fraction] | None:
    """Least and greatest mean if every weight may be too large or too small by up to `factor`; None without weight.

    Exact: at the extreme, all practices above some level have their weight multiplied and all others divided, so
    it is enough to try each place where the sorted practices can be parted.

    Raises:
        ValueError: the factor is below 1.
    """
    if factor < 1:
        raise ValueError("a weight cannot be off by a factor below 1")
    if not sum(weights):
        return None
    pairs = sorted((Fraction(level), Fraction(weight)) for level, weight in zip(levels, weights, strict=True))
    # Weights matter only in proportion: "divided and multiplied by the factor" is "once and its square times".
    square = Fraction(factor) ** 2
    return min(_parted_means(pairs, square, 1)), max(_parted_means(pairs, 1, square))


def _parted_means(
    pairs: Sequence[tuple[Fraction, Fraction]], below: Fraction | int, above: Fraction | int
) -> list[Fraction]:
    """The mean for each parting of the sorted practices, from all of them above to all of them below."""
    weight = above * sum((weight for _, weight in pairs), Fraction(0))
    points = above * sum((level * weight for level, weight in pairs), Fraction(0))
    means = [points / weight]
    for level, own in pairs:
        weight += (below - above) * own
        points += (below - above) * own * level
        means.append(points / weight)
    return means


def chance_ahead(left: Levels, right: Levels, weights: Weights, concentration: int | None = None) -> float | None:
    """The chance that the mean of `left` is above that of `right`, under weights drawn around the ones given.

    Both stand for the same practices in the same order. 1 and 0 where no weights can turn the order round: one side is
    nowhere lower than the other. None where the two are the same everywhere, or without weight.
    """
    steps = [mine - theirs for mine, theirs in zip(left, right, strict=True)]
    lead, spread = mean(steps, weights), weight_spread(steps, weights, concentration)
    if lead is None or spread is None or not any(steps):
        return None
    if min(steps) >= 0 or max(steps) <= 0:
        return float(lead > 0)
    return (1 + erf(float(lead) / spread / sqrt(2))) / 2
