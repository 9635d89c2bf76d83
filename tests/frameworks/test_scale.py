"""Steps, ranges and values: what may be answered, what it counts as, and where it lies on another scale."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from frameworks.scale import Scale, ScaleLevel


def steps(*numbers: int, values: tuple[float, ...] = (), is_range: bool = False) -> Scale:
    given_values = values or (None,) * len(numbers)
    levels = tuple(
        ScaleLevel(number=number, title=f"Step {number}", summary=f"What step {number} means", value=value)
        for number, value in zip(numbers, given_values, strict=True)
    )
    return Scale(levels=levels, is_range=is_range)


QUARTERS = steps(0, 1, 2, 3, values=(0, 0.25, 0.5, 1))
HUNDRED = steps(0, 100, is_range=True)


def test_a_step_counts_as_its_value_or_else_as_its_number() -> None:
    assert [QUARTERS.value_of(step) for step in (0, 1, 2, 3)] == [0, 0.25, 0.5, 1]
    assert isinstance(QUARTERS.value_of(3), int)
    assert [steps(0, 1, 2).value_of(step) for step in (0, 1, 2)] == [0, 1, 2]
    assert QUARTERS.has_values
    assert not HUNDRED.has_values


def test_a_value_leads_back_to_its_step_and_others_to_none() -> None:
    assert [QUARTERS.number_of(value) for value in (0, 0.25, 0.5, 1.0)] == [0, 1, 2, 3]
    assert [QUARTERS.number_of(value) for value in (0.3, 2, 3, -1, float("nan"), float("inf"))] == [None] * 6


def test_a_level_lies_on_another_scale_as_far_from_either_end() -> None:
    thirds = steps(0, 1, 2, 3)
    assert [QUARTERS.onto(step, thirds) for step in (0, 1, 2, 3)] == [0, Fraction(3, 4), Fraction(3, 2), 3]
    assert HUNDRED.onto(37, steps(1, 2, 3, 4, 5)) == Fraction(62, 25)
    assert steps(1, 5, is_range=True).onto(3, HUNDRED) == 50


@given(level=st.integers(1, 5), low=st.integers(0, 9), span=st.integers(1, 99))
def test_there_and_back_is_the_same_level(level: int, low: int, span: int) -> None:
    first, other = steps(1, 2, 3, 4, 5), steps(low, low + span, is_range=True)
    there = first.onto(level, other)
    assert low <= there <= low + span
    assert (there - low) * 4 == (level - 1) * span


@pytest.mark.parametrize("number", [-1, 1_000_001, 1.0, True, "1", None])
def test_a_step_has_a_plain_whole_number(number: object) -> None:
    with pytest.raises(ValidationError):
        ScaleLevel.model_validate({"number": number, "title": "a", "summary": "b"})


@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), "x"])
def test_a_value_is_finite_and_not_below_nothing(value: object) -> None:
    with pytest.raises(ValidationError):
        ScaleLevel.model_validate({"number": 1, "title": "a", "summary": "b", "value": value})
