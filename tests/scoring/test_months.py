"""The same day some months later, also where that month is shorter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.months import months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 6, 15), 7, date(2027, 1, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2027, 12, 30), 2, date(2028, 2, 29)),
        # The last day leads to the last day, although a 28th or a 30th would exist.
        (date(2026, 2, 28), 1, date(2026, 3, 31)),
        (date(2026, 6, 30), 6, date(2026, 12, 31)),
        (date(2028, 2, 28), 1, date(2028, 3, 28)),
    ],
)
def test_day_of_a_later_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_calendar_ends_with_its_last_day() -> None:
    assert months_after(date(9999, 11, 30), 1) == date.max
    assert months_after(date(9999, 12, 1), 1) == date.max


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 600))
def test_later_month_is_as_many_months_away_as_was_asked(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day or months_after(day.replace(day=1), months).month == later.month
    assert later >= day
