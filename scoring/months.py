"""The same day some months later."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day; the last day of a month leads to the last day of a month."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
