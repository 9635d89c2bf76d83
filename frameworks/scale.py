"""The scale a practice is answered on: steps with titles, or a range of whole numbers with some of them named."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import Field, StrictBool

from frameworks.fields import Frozen, Prose

LevelNumber = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Value = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class ScaleLevel(Frozen):
    """One step of a scale, or a named place on a range."""

    number: LevelNumber
    title: Prose
    summary: Prose
    value: Value | None = None
    """What the step counts as where its number does not say it: 0.25 for step 1 of an answer set of SAMM."""


class Scale(Frozen):
    """The steps a practice is answered on, from the lowest to the highest, one by one."""

    levels: tuple[ScaleLevel, ...] = Field(min_length=2)
    is_range: StrictBool = False
    """True: every whole number from the lowest to the highest may be answered; the levels only name some of them."""

    @property
    def lowest(self) -> int:
        """Number of the first step."""
        return self.levels[0].number

    @property
    def highest(self) -> int:
        """Number of the last step."""
        return self.levels[-1].number

    @property
    def has_values(self) -> bool:
        """Whether answers files give the value of a step, not its number."""
        return self.levels[0].value is not None

    @cached_property
    def values(self) -> Mapping[int, Fraction]:
        """What each named step counts as, by its number."""
        return {one.number: Fraction(one.number if one.value is None else one.value) for one in self.levels}

    def number_of(self, value: float) -> int | None:
        """The step that counts as this value; None where there is none."""
        return next((number for number, known in self.values.items() if known == value), None)

    def value_of(self, level: int) -> int | float:
        """What answers files give for a step."""
        if not self.has_values:
            return level
        value = self.values[level]
        return value.numerator if value.denominator == 1 else float(value)

    def onto(self, level: int, other: "Scale") -> int | Fraction:
        """The place on the other scale, counted in its numbers, as far from either end as the level is on this one."""
        value, bottom, top = (
            (Fraction(level), Fraction(self.lowest), Fraction(self.highest))
            if self.is_range
            else (self.values[level], self.values[self.lowest], self.values[self.highest])
        )
        found = other.lowest + (value - bottom) * (other.highest - other.lowest) / (top - bottom)
        return found.numerator if found.denominator == 1 else found
