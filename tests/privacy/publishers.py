"""Two ways to publish the same pool: the product's, and means that are hidden only where few took part."""

from collections.abc import Callable, Sequence

from scoring.privacy import CellFigures, Figure, publish_cell
from tests.privacy.laboratory import Seen

Publisher = Callable[[Sequence[int]], Seen]
"""From the places of a cell's organizations to what an attacker reads."""

DOMAINS = ("GOV", "DES", "DET", "REP", "SUP", "TRA")
TIERS = {"nothing": 0, "median": 1, "distribution": 2}
LEAST_FOR_MEAN = 5


def publish_with_noise(places: Sequence[int]) -> Seen:
    """What the product publishes, where everybody says the same of every domain: the most there is to learn."""
    return numbers_of(publish_cell(places, dict.fromkeys(DOMAINS, places)))


def publish_of_named(places: Sequence[int]) -> Seen:
    """The same, where the members agreed to be named."""
    return numbers_of(publish_cell(places, dict.fromkeys(DOMAINS, places), named=True))


def publish_means(places: Sequence[int]) -> Seen:
    """The exact mean in levels to two decimals, hidden below five organizations; how many is public."""
    if len(places) < LEAST_FOR_MEAN:
        return (0.0, 0.0)
    return (round(sum(places) / len(places) / 4, 2), float(len(places) // 10))


def numbers_of(cell: CellFigures) -> Seen:
    """Every number of a published cell; -1 for what is suppressed."""
    shares = (-1.0,) * 21 if not hasattr(cell.distribution, "shares") else cell.distribution.shares
    figures = (cell.median, cell.lower_quartile, cell.upper_quartile, *cell.domains.values())
    read = [number for figure in figures for number in _read(figure)]
    return (float(TIERS[cell.tier]), float(cell.about or -1), *read, *shares, float(len(cell.spent)))


def _read(figure: object) -> tuple[float, float, float]:
    return (figure.value, figure.low, figure.high) if isinstance(figure, Figure) else (-1, -1, -1)
