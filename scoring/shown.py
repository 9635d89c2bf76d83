"""Figures as they are shown: rounded parts that still add up to the rounded total."""

from collections.abc import Sequence
from math import floor

from scoring.methods import Number


def shown_total(total: Number, places: int = 1) -> float:
    """The total as it is shown, to `places` decimals."""
    return float(f"{float(total):.{places}f}")


def shown_level(level: Number) -> str:
    """A level as it is read: 3, or 1.5 where it lies between two steps."""
    return f"{float(level):.2f}".rstrip("0").rstrip(".")


def shown_parts(parts: Sequence[Number], places: int = 1) -> list[float]:
    """The parts to `places` decimals, adding up to what shown_total() says of their sum (largest remainder).

    A part of exactly 0 stays 0.
    """
    unit = 10**places
    total = round(shown_total(sum(parts), places) * unit)
    down = [floor(part * unit) for part in parts]
    left = total - sum(down)
    by_remainder = sorted(range(len(parts)), key=lambda place: parts[place] * unit - down[place], reverse=True)
    raised = set(by_remainder[:left])
    return [(value + (place in raised)) / unit for place, value in enumerate(down)]
