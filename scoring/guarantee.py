"""What a budget means for one organization, computed and in words: the guarantee that stands in every release."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, fsum

from scoring.budget import CAP, Budget, Neighbors, Spending

_ROUNDING = 1e-9
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Cost:
    """What one organization may lose: all of it, and the part for what it said."""

    epsilon: float
    statistics: float


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What a release promises to everybody in the pool; `checklist` goes through the items of NIST SP 800-226."""

    unit: str
    neighbors: Neighbors
    release: Cost
    cumulative: Cost
    """Of this release and all before it."""
    releases: int
    trust: str
    mechanisms: tuple[str, ...]
    library: str
    sentence: str
    checklist: tuple[tuple[str, str], ...]


UNIT = "one organization, with all it ever gave to the pool"
TRUST = (
    "The operator of the pool holds the contributions and is trusted with them: the guarantee protects what is "
    "published, not a pool that leaks."
)
LOSS = _ALONE, _TOGETHER, _LIMIT, _PLAIN = (
    "epsilon of this release",
    "epsilon of all releases so far",
    "limit",
    "in plain numbers",
)
"""The entries of the checklist whose numbers follow from the budgets."""


def certainty_of_membership(epsilon: float) -> float:
    """How sure the best attacker may become whether one organization took part, from even odds: e^eps / (1 + e^eps)."""
    return 1 / (1 + exp(-epsilon))


def certainty_of_answer(epsilon_statistics: float, neighbors: Neighbors = "add_or_remove") -> float:
    """How sure the best attacker may become which of two answers one organization gave, from even odds.

    Where taking part is hidden, exchanging one answer for another is one removal and one addition: twice the epsilon.
    """
    return certainty_of_membership(epsilon_statistics * (1 if neighbors == "change_one" else 2))


def whole_percent(share: float) -> int:
    """The nearest whole percentage; never less than the true one by more than a half."""
    return int(100 * share + 0.5)


def percent_or_more(share: float) -> float:
    """The percentage to one decimal, rounded up: what is promised is never less than this says."""
    return ceil(1000 * share - _ROUNDING) / 10


def cost_of(budgets: Sequence[Budget], neighbors: Neighbors = "add_or_remove") -> Cost:
    """What releases with these budgets cost together; where members are named, the count costs nothing."""
    statistics = fsum(budget.statistics for budget in budgets)
    count = 0.0 if neighbors == "change_one" else fsum(budget.count for budget in budgets)
    # The ledger adds up decimals; what binary fractions leave behind them is no budget.
    return Cost(round(statistics + count, _DECIMALS), round(statistics, _DECIMALS))


def guarantee_sentence(budgets: Sequence[Budget], neighbors: Neighbors = "add_or_remove") -> str:
    """What the last of these releases, and all of them together, can tell at most about one organization.

    Raises:
        ValueError: there is no release.
    """
    if not budgets:
        raise ValueError("a guarantee is about at least one release")
    alone, together = cost_of(budgets[-1:], neighbors), cost_of(budgets, neighbors)
    percents = [f"{percent} %" for percent in _percents_of(alone, together, len(budgets), neighbors)]
    if neighbors == "change_one":
        first, *later = percents
        sentence = (
            "Who took part, under which kind of service, is public. From this release alone, starting from even odds, "
            f"at most {first} sure which of two answers you gave"
        )
    else:
        first, second, *later = percents
        sentence = (
            f"From this release alone, starting from even odds, at most {first} sure whether you took part, and "
            f"{second} which of two answers you gave"
        )
    return f"{sentence}; from all {len(budgets)} releases together {' and '.join(later)}." if later else f"{sentence}."


def _percents_of(alone: Cost, together: Cost, releases: int, neighbors: Neighbors) -> list[int]:
    """The percentages the sentence says, in their order: of the release, and of several of all together."""
    costs = [alone] if releases == 1 else [alone, together]
    if neighbors == "change_one":
        return [_answer(cost, neighbors) for cost in costs]
    return [percent for cost in costs for percent in (_membership(cost), _answer(cost, neighbors))]


def _membership(cost: Cost) -> int:
    return whole_percent(certainty_of_membership(cost.epsilon))


def _answer(cost: Cost, neighbors: Neighbors) -> int:
    return whole_percent(certainty_of_answer(cost.statistics, neighbors))


def guarantee_of(
    budgets: Sequence[Budget], spent: Sequence[Spending], library: str, neighbors: Neighbors = "add_or_remove"
) -> Guarantee:
    """The guarantee of the last of these releases; `spent` are the mechanisms that ran for it, of all its cells.

    Raises:
        ValueError: there is no release.
    """
    sentence = guarantee_sentence(budgets, neighbors)
    alone, together = cost_of(budgets[-1:], neighbors), cost_of(budgets, neighbors)
    mechanisms = tuple(dict.fromkeys(f"{one.mechanism}: {one.statistic}, epsilon {one.epsilon:g}" for one in spent))
    checklist = (
        ("unit of privacy", UNIT),
        *loss_in_words(budgets, neighbors),
        *_about_making(mechanisms, library),
        *_about_use(),
    )
    return Guarantee(UNIT, neighbors, alone, together, len(budgets), TRUST, mechanisms, library, sentence, checklist)


def loss_in_words(budgets: Sequence[Budget], neighbors: Neighbors) -> tuple[tuple[str, str], ...]:
    """What the last of these releases, and all of them, may tell of one organization: entries of the checklist."""
    alone, together = cost_of(budgets[-1:], neighbors), cost_of(budgets, neighbors)
    is_named = neighbors == "change_one"
    relation = (
        "two pools in which one organization said something else; who took part is public, and so is the kind of "
        "service each is counted under"
        if is_named
        else "two pools, one of which has one organization more"
    )
    member = "" if is_named else f"{percent_or_more(certainty_of_membership(alone.epsilon))} % whether you took part, "
    answer = f"{percent_or_more(certainty_of_answer(alone.statistics, neighbors))} % which of two answers you gave"
    of_all = f"{together.epsilon:g}, of it {together.statistics:g} for what was said; {len(budgets)} of them, added up"
    return (
        ("neighbors", relation),
        ("kind of guarantee", "pure differential privacy: no failure probability (delta is 0)"),
        (_ALONE, f"{alone.epsilon:g}, of it {alone.statistics:g} for what was said"),
        (_TOGETHER, of_all),
        (_LIMIT, f"the pool closes for ever when the sum reaches {CAP:g}"),
        (_PLAIN, f"from even odds, by this release alone, rounded up: {member}{answer}"),
    )


def _about_making(mechanisms: Sequence[str], library: str) -> tuple[tuple[str, str], ...]:
    return (
        ("trust model", TRUST),
        ("mechanisms", "; ".join(mechanisms) or "none ran: too few members were named"),
        (
            "library",
            f"{library}; the proofs of some of its parts that are used here were not reviewed by its full board",
        ),
        (
            "bounds",
            "each organization gives one place out of 21 to a statistic, whatever it holds; no place weighs more",
        ),
        (
            "processing afterwards",
            "shares in order, quantiles and bands are made of noisy values alone and cost nothing",
        ),
        ("randomness", "from the operating system; no seed can be given, so that a release cannot be drawn again"),
    )


def _about_use() -> tuple[tuple[str, str], ...]:
    return (
        (
            "accuracy",
            "every figure carries a band that holds the true one in about nine releases of ten, where levels are "
            "spread like a bell curve of at most 1.2 levels; in fewer where they lie wider apart or in two heaps, and "
            "for a domain that applies to few of those who took part",
        ),
        (
            "side channels",
            "whole numbers only, so no leak by rounding of fractions; how long a release takes is seen by who makes it",
        ),
        (
            "collection and access",
            "the pool is the operator's to guard; noise protects nobody from whoever reads the contributions",
        ),
        ("what is not protected", "what a whole sector has in common can be learned, whether or not you take part"),
    )
