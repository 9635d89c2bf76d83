"""Differential privacy: the noise between what members of a pool said and what is published; alone imports OpenDP.

Neighbors are pools that differ in one organization (or, where members are named, in what one of them said). Every
number is drawn by a measurement of OpenDP whose own map says that it costs at most what was asked for. No draw has a
seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Literal

from scoring.budget import Budget, Neighbors, Spending, check_epsilon
from scoring.distribution import Distribution, Figure, distribution_of, noise_variance
from scoring.median_errors import band_of_median
from scoring.pool_terms import PLACES

LEAST_FOR_MEDIAN = 30
LEAST_FOR_DOMAINS = 200
"""Both are asked of the noisy count. Below the first nothing is published."""

DISTANCES: Mapping[Neighbors, int] = {"add_or_remove": 1, "change_one": 2}
"""How many entries differ between neighbors: one that changes is one that leaves and one that comes."""

BUDGET = Budget()
"""What a release costs unless somebody chooses otherwise."""

Mechanism = Literal["count", "histogram", "quantile"]
Tier = Literal["nothing", "median", "distribution"]

NAMES: Mapping[Mechanism, str] = {
    "count": "discrete Laplace",
    "histogram": "discrete Laplace on 21 bins",
    "quantile": "permute-and-flip over 21 places (report noisy max with exponential noise)",
}
_SCALES = (1e-3, 1e6)
"""Between these OpenDP looks for the least noise that keeps to the budget."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a figure may not be shown; the same for every pool of its tier, whatever is in it."""

    least: int
    """So many organizations it would take, as far as the noisy count tells."""

    @property
    def reason(self) -> str:
        """The reason in words."""
        return f"not enough organizations yet: it takes about {self.least}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measurement of OpenDP, what it was asked to cost, and the distance between neighbors it is asked about."""

    mechanism: Mechanism
    epsilon: float
    distance: int
    measurement: Any

    def loss(self) -> float:
        """What it costs at most, by OpenDP's own map."""
        return float(self.measurement.map(self.distance))


@dataclass(frozen=True, slots=True)
class CellFigures:
    """What is published of one cell: noisy values and what was made of them, nothing else.

    Figures are places on the grid; `PoolTerms.level_at` gives the level. What a tier does not reach is suppressed.
    """

    tier: Tier
    about: int | None
    """The noisy count to the nearest ten; None below the first tier."""
    median: Figure | Suppressed
    lower_quartile: Figure | Suppressed
    upper_quartile: Figure | Suppressed
    distribution: Distribution | Suppressed
    domains: Mapping[str, Figure | Suppressed]
    spent: tuple[Spending, ...]


def bounded(place: int) -> int:
    """The place, or the end of the grid that is nearer: whatever stands in a pool, one entry moves one bin by one."""
    return min(max(place, 0), PLACES - 1)


def library_version() -> str:
    """The library that draws the noise, with its version."""
    return f"OpenDP {version('opendp')}"


def noisy_count(n: int, epsilon: float) -> int:
    """The number of organizations with discrete Laplace noise; may be negative.

    Raises:
        BudgetNotAccepted: the budget protects nothing or buys nothing.
    """
    return int(measure("count", epsilon).measurement(n))


def private_histogram(places: Sequence[int], epsilon: float, neighbors: Neighbors = "add_or_remove") -> tuple[int, ...]:
    """How many stand at each place, with discrete Laplace noise in every bin; bins may be negative.

    Raises:
        BudgetNotAccepted: the budget protects nothing or buys nothing.
    """
    counts = [0] * PLACES
    for place in places:
        counts[bounded(place)] += 1
    return tuple(measure("histogram", epsilon, neighbors).measurement(counts))


def private_median(
    places: Sequence[int], epsilon: float, quantile: float = 0.5, neighbors: Neighbors = "add_or_remove"
) -> int:
    """A place near the median, or another quantile, chosen by permute-and-flip.

    OpenDP marks each place by how evenly it splits the pool, adds exponential noise to each mark and takes the best.
    What is taken has in the mean at least as good a mark as by the exponential mechanism, at the same cost. Sources:
    McKenna and Sheldon 2020, arXiv:2010.12603; Ding and others 2021, arXiv:2105.07260.

    Raises:
        BudgetNotAccepted: the budget protects nothing or buys nothing.
    """
    # Sorted: the order in which contributions arrived must not reach anything that is published.
    ordered = sorted(map(bounded, places))
    return int(measure("quantile", epsilon, neighbors, quantile).measurement(ordered))


def measure(
    mechanism: Mechanism, epsilon: float, neighbors: Neighbors = "add_or_remove", quantile: float = 0.5
) -> Measure:
    """The measurement with the least noise that costs at most epsilon between neighbors, as OpenDP sees it.

    Raises:
        BudgetNotAccepted: the budget protects nothing or buys nothing.
    """
    check_epsilon(epsilon)
    distance = DISTANCES[neighbors]
    return Measure(mechanism, epsilon, distance, _build(mechanism, epsilon, distance, quantile))


def measures_of(budget: Budget, domains: int, neighbors: Neighbors = "add_or_remove") -> tuple[Measure, ...]:
    """Every measurement a release at this budget may run, whatever tier its cells reach."""
    count = (measure("count", budget.count),) if neighbors == "add_or_remove" else ()
    each = (measure("quantile", budget.domains / domains, neighbors),) * domains if domains else ()
    return (
        *count,
        measure("quantile", budget.statistics, neighbors),
        measure("histogram", budget.overall, neighbors),
        *each,
    )


@lru_cache(maxsize=256)
def _build(mechanism: Mechanism, epsilon: float, distance: int, quantile: float) -> Any:
    dp = _opendp()
    search = {"d_in": distance, "d_out": epsilon, "bounds": _SCALES}
    integer = dp.atom_domain(T=int)
    if mechanism == "count":
        one = integer, dp.absolute_distance(T=int)
        return dp.binary_search_chain(lambda scale: dp.m.make_laplace(*one, scale), **search)
    if mechanism == "histogram":
        bins = dp.vector_domain(integer), dp.l1_distance(T=int)
        return dp.binary_search_chain(lambda scale: dp.m.make_laplace(*bins, scale), **search)
    many = dp.vector_domain(integer), dp.symmetric_distance()
    choice = dp.max_divergence(), list(range(PLACES)), quantile
    return dp.binary_search_chain(lambda scale: dp.m.make_private_quantile(*many, *choice, scale), **search)


@lru_cache(maxsize=1)
def _opendp() -> Any:
    # A third of a second: only whoever publishes pays for it.
    import opendp.prelude as dp

    # OpenDP calls "contrib" what was reviewed by fewer people than its core; the guarantee says so.
    dp.enable_features("contrib")
    return dp


def publish_cell(
    overall: Sequence[int],
    domains: Mapping[str, Sequence[int]],
    *,
    named: bool = False,
    budget: Budget = BUDGET,
) -> CellFigures:
    """What may be published of one cell: every organization gives one place to `overall` and at most one to a domain.

    The count is drawn first and decides the tier. `named`: the members agreed to be named, so that the count is exact
    and free, and what is hidden is what each of them said.

    Raises:
        BudgetNotAccepted: the budget is too small for so many domains.
        ValueError: a domain has more places than there are organizations.
    """
    if any(len(places) > len(overall) for places in domains.values()):
        raise ValueError("an organization gives at most one place to a domain")
    # Before anything is drawn: whether this is refused must not depend on the tier.
    check_epsilon(budget.domains / max(len(domains), 1))
    neighbors: Neighbors = "change_one" if named else "add_or_remove"
    count = len(overall) if named else noisy_count(len(overall), budget.count)
    spent = () if named else (Spending("count", NAMES["count"], budget.count),)
    if count < LEAST_FOR_MEDIAN:
        return _suppressed(domains, spent)
    if count < LEAST_FOR_DOMAINS:
        return _with_median(overall, domains, count, neighbors, budget, spent)
    return _with_distribution(overall, domains, count, neighbors, budget, spent)


def _suppressed(domains: Mapping[str, Sequence[int]], spent: tuple[Spending, ...]) -> CellFigures:
    few, fewer = Suppressed(LEAST_FOR_DOMAINS), Suppressed(LEAST_FOR_MEDIAN)
    return CellFigures("nothing", None, fewer, few, few, few, dict.fromkeys(domains, few), spent)


def _with_median(
    overall: Sequence[int],
    domains: Mapping[str, Sequence[int]],
    count: int,
    neighbors: Neighbors,
    budget: Budget,
    spent: tuple[Spending, ...],
) -> CellFigures:
    few = Suppressed(LEAST_FOR_DOMAINS)
    median = _median(overall, budget.statistics, neighbors, count)
    paid = Spending("overall", NAMES["quantile"], budget.statistics)
    return CellFigures("median", _about(count), median, few, few, few, dict.fromkeys(domains, few), (*spent, paid))


def _with_distribution(
    overall: Sequence[int],
    domains: Mapping[str, Sequence[int]],
    count: int,
    neighbors: Neighbors,
    budget: Budget,
    spent: tuple[Spending, ...],
) -> CellFigures:
    noise = noise_variance(budget.overall, DISTANCES[neighbors])
    count_noise = 0.0 if neighbors == "change_one" else noise_variance(budget.count)
    histogram = private_histogram(overall, budget.overall, neighbors)
    shown = distribution_of(histogram, count, noise, count_noise)
    each = budget.domains / max(len(domains), 1)
    medians = {domain: _median(places, each, neighbors, count) for domain, places in domains.items()}
    return CellFigures(
        tier="distribution",
        about=_about(count),
        median=shown.quantile(0.5),
        lower_quartile=shown.quantile(0.25),
        upper_quartile=shown.quantile(0.75),
        distribution=shown,
        domains=medians,
        spent=(
            *spent,
            Spending("overall", NAMES["histogram"], budget.overall),
            *(Spending(domain, NAMES["quantile"], each) for domain in domains),
        ),
    )


def _median(places: Sequence[int], epsilon: float, neighbors: Neighbors, count: int) -> Figure:
    place = private_median(places, epsilon, 0.5, neighbors)
    # Hiding a change of two entries takes twice the noise: as much as half the budget for one.
    return band_of_median(place, epsilon / DISTANCES[neighbors], count, PLACES)


def _about(count: int) -> int:
    return (count + 5) // 10 * 10
