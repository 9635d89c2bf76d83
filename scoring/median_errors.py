"""How far a published median may be off: a dated table of measured errors, and the band that follows from it."""

from bisect import bisect_right
from dataclasses import dataclass

from scoring.distribution import Figure

MEASURED_ON = "2026-11-26"
SOURCE = (
    "python -m tests.privacy.errors: medians that the mechanism drew from 2,000 made-up pools a row. Values are "
    "normal with a standard deviation of 1.2 levels, around a middle anywhere from level 1 to 4, to 0.25 levels."
)


@dataclass(frozen=True, slots=True)
class Row:
    """With so many organizations, the error that nine medians in ten keep to, in places (0.25 levels on 0 to 5)."""

    organizations: int
    to_members: float
    """Noise alone: against the median of those who took part."""
    to_all: float
    """Noise and chance of sampling together: against the median of all organizations like them."""


ERRORS: dict[float, tuple[Row, ...]] = {
    0.04: (
        Row(200, 5, 4.45),
        Row(300, 3, 2.62),
        Row(500, 1, 1.26),
        Row(1000, 1, 0.68),
        Row(3000, 0, 0.50),
    ),
    0.06: (
        Row(200, 3, 2.57),
        Row(300, 1, 1.48),
        Row(500, 1, 0.84),
        Row(1000, 1, 0.59),
        Row(3000, 0, 0.49),
    ),
    0.08: (
        Row(200, 2, 1.80),
        Row(300, 1, 1.18),
        Row(500, 1, 0.77),
        Row(1000, 0, 0.57),
        Row(3000, 0, 0.48),
    ),
    0.12: (
        Row(200, 1, 1.20),
        Row(300, 1, 0.86),
        Row(500, 1, 0.66),
        Row(1000, 0, 0.57),
        Row(3000, 0, 0.48),
    ),
    0.16: (
        Row(200, 1, 0.99),
        Row(300, 1, 0.78),
        Row(500, 0, 0.64),
        Row(1000, 0, 0.57),
        Row(3000, 0, 0.49),
    ),
    0.24: (
        Row(200, 1, 0.88),
        Row(300, 1, 0.73),
        Row(500, 0, 0.64),
        Row(1000, 0, 0.56),
        Row(3000, 0, 0.48),
    ),
    0.4: (
        Row(30, 3, 2.98),
        Row(40, 2, 2.16),
        Row(50, 1, 1.72),
        Row(70, 1, 1.41),
        Row(100, 1, 1.14),
        Row(150, 1, 0.93),
        Row(200, 1, 0.85),
        Row(500, 0, 0.63),
        Row(1000, 0, 0.55),
        Row(3000, 0, 0.48),
    ),
    0.8: (
        Row(30, 1, 1.94),
        Row(40, 1, 1.71),
        Row(50, 1, 1.48),
        Row(70, 1, 1.24),
        Row(100, 1, 1.03),
        Row(150, 1, 0.90),
        Row(200, 0, 0.81),
        Row(500, 0, 0.63),
        Row(1000, 0, 0.55),
        Row(3000, 0, 0.48),
    ),
}
"""By epsilon, rising, and by the number of organizations, rising."""


def error_of_median(epsilon: float, count: int) -> Row | None:
    """The row for the next smaller epsilon and the next smaller number of organizations; None where there is none."""
    budgets = [tried for tried in ERRORS if tried <= epsilon]
    rows = ERRORS[budgets[-1]] if budgets else ()
    place = bisect_right([row.organizations for row in rows], count)
    return rows[place - 1] if place else None


def band_of_median(place: int, epsilon: float, count: int, places: int) -> Figure:
    """The median with its band, cut to the grid; the whole grid where no error was measured that would hold."""
    row = error_of_median(epsilon, count)
    half = row.to_all if row else places
    return Figure(place, max(0, place - half), min(places - 1, place + half))
