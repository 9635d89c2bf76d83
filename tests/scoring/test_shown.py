"""Rounded parts still add up to the rounded total."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.shown import shown_level, shown_parts, shown_total

PARTS = st.lists(st.fractions(-5, 5, max_denominator=1000), max_size=8)


@given(PARTS, st.sampled_from([0, 1, 2]))
def test_shown_parts_add_up_to_the_shown_total(parts: list[Fraction], places: int) -> None:
    shown = shown_parts(parts, places)
    assert round(sum(shown), places) == shown_total(sum(parts, Fraction(0)), places)


@given(PARTS)
def test_no_part_is_off_by_a_whole_step_and_nothing_stays_nothing(parts: list[Fraction]) -> None:
    for part, shown in zip(parts, shown_parts(parts), strict=True):
        assert abs(Fraction(shown).limit_denominator(10) - part) < Fraction(1, 10)
        assert part or not shown


def test_the_largest_remainder_is_raised() -> None:
    assert shown_parts([Fraction(1, 2), Fraction(-25, 48), Fraction(5, 12), Fraction(5, 48)]) == [0.5, -0.5, 0.4, 0.1]
    assert shown_parts([Fraction(1, 3)] * 3) == [0.4, 0.3, 0.3]
    assert shown_parts([]) == []


def test_a_level_between_two_steps_is_shown_without_noughts_behind_it() -> None:
    assert [shown_level(level) for level in (3, 0, 10, Fraction(3, 2), Fraction(2, 3))] == [
        "3",
        "0",
        "10",
        "1.5",
        "0.67",
    ]
