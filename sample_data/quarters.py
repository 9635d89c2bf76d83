"""Quarters and months of the sample calendar."""

from datetime import date, timedelta

LAST_QUARTER = date(2026, 9, 30)


def quarter_ends(count: int, last: date = LAST_QUARTER) -> tuple[date, ...]:
    """The last days of `count` quarters in a row, ending with `last`."""
    ends = [last]
    while len(ends) < count:
        first_of_quarter = date(ends[-1].year, ends[-1].month - 2, 1)
        ends.append(first_of_quarter - timedelta(days=1))
    return tuple(reversed(ends))
