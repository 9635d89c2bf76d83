"""How a scale is shown: few steps one by one, a range by bands and a few ticks; what a level is called on it."""

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from dashboard.charts.ticks import MOST_STEPS
from frameworks.scale import Scale
from scoring.methods import Number

BANDS = 5
"""Of the colors of the levels, the highest; the lowest is 0."""


def is_fine(scale: Scale) -> bool:
    """Whether it has more steps than anybody wants to see one by one."""
    return scale.highest - scale.lowest + 1 > MOST_STEPS


def steps_of(scale: Scale) -> range:
    """Every number that can be answered, from the lowest."""
    return range(scale.lowest, scale.highest + 1)


def title_of(scale: Scale, level: int) -> str:
    """The name of a step; empty where it has none."""
    return next((one.title for one in scale.levels if one.number == level), "")


def figure_of(scale: Scale, level: int) -> str:
    """The number people know a step by: what it counts as, where that is not its own number."""
    return f"{scale.value_of(level):g}"


def step_words(scale: Scale, level: int) -> str:
    """A level in a sentence: "level 37"; the answer itself where steps are answers with values."""
    return title_of(scale, level) if scale.has_values else f"level {level}"


def step_label(scale: Scale, level: int) -> str:
    """A level in a list of choices: its number with its name, where it has one."""
    title = title_of(scale, level)
    return title if scale.has_values else f"{level} {title}".rstrip()


def named_words(scale: Scale, level: int) -> str:
    """A level with its name in quotation marks, where it has one."""
    title = title_of(scale, level)
    return f"level {level}, “{title}”" if title else f"level {level}"


def scale_words(scale: Scale) -> str:
    """The ends of the scale, with their names."""
    ends = [f"{figure_of(scale, one.number)} ({one.title})" for one in (scale.levels[0], scale.levels[-1])]
    return f"from {ends[0]} to {ends[1]}"


def band_of(scale: Scale, level: Number) -> int:
    """The color of a level: its number on a scale of no more steps than there are colors, else the fifth it is in."""
    if scale.highest <= BANDS and not scale.is_range and not scale.has_values:
        return int(level)
    return floor((level - scale.lowest) * BANDS / (scale.highest - scale.lowest))


def band_words(scale: Scale) -> dict[int, str]:
    """What stands for each color in a legend: a level with its name, or the levels that share the color."""
    found: dict[int, list[int]] = {}
    if is_fine(scale):
        size = Fraction(scale.highest - scale.lowest, BANDS)
        firsts = [scale.lowest + ceil(size * band) for band in range(BANDS + 1)]
        ranges = [*((first, after - 1) for first, after in pairwise(firsts)), (scale.highest, scale.highest)]
        return {band: f"{low}" if low == high else f"{low}–{high}" for band, (low, high) in enumerate(ranges)}
    for level in steps_of(scale):
        found.setdefault(band_of(scale, level), []).append(level)
    return {band: " ".join(filter(None, (figure_of(scale, n), title_of(scale, n)))) for band, (n, *_) in found.items()}
