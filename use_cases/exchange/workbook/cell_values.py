"""What a cell means in its column: texts as they are, dates of either kind, levels, states, estimates."""

import re
from datetime import date, timedelta
from typing import Any

from frameworks.sheets.cell_text import cannot_be_kept
from frameworks.sheets.sheet_cells import Failed, Formula, Value
from use_cases.exchange.workbook.columns import NO_ENTRY, TAKEN_BACK, Kind

FIRST_SERIAL_DAY = date(1900, 3, 1)
"""From here on every spreadsheet counts days alike; earlier days are written as text."""
_SERIAL_0 = date(1899, 12, 30)
_DAYS_TO_1904 = 1_462
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,7}[.,][0-9]{1,7}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")
_NEEDED = re.compile(r"(\S{1,500}) at (-?[0-9]{1,3}) for (-?[0-9]{1,3})")


class CellNotUsable(Exception):
    """A cell holds something that cannot be read at all: what it is, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def is_blank(value: Value, kind: Kind) -> bool:
    """Whether nothing stands in a cell; blanks count as something only in a text."""
    return isinstance(value, str) and not (value if kind == "text" else value.strip())


def meaning(value: Value, kind: Kind, starts_1904: bool) -> Any:
    """The value as an answers file holds it. What does not fit the column comes back as it is, to be said there.

    Raises:
        CellNotUsable: a formula, an error, or a text that cannot be kept.
    """
    if isinstance(value, Formula):
        raise CellNotUsable(
            "A formula stands here; only values are read.",
            "write the value itself. A text that begins like a formula needs an apostrophe before it.",
        )
    if isinstance(value, Failed):
        raise CellNotUsable("An error of the spreadsheet stands here.", "write the value itself, or empty the cell.")
    if isinstance(value, str):
        if cannot_be_kept(value):
            raise CellNotUsable("The text holds a NUL or half a character.", "write the text anew.")
        return _meaning_of_text(value, kind)
    if isinstance(value, bool):
        return value
    if kind == "date":
        return _day(value, starts_1904)
    return float(value) if kind == "value" else value


def _meaning_of_text(text: str, kind: Kind) -> Any:
    if kind == "text":
        return text
    plain = text.strip()
    if kind == "level":
        return _level(plain)
    if kind == "state":
        return re.sub(r"[\s-]+", "_", plain.lower())
    return _estimate(plain) if kind == "value" else plain


def _level(text: str) -> float | str:
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else text


def _day(serial: int | float, starts_1904: bool) -> str | float:
    """The date a spreadsheet means by a number; a number that is no day stays a number."""
    if not 0 <= serial <= 3_000_000:
        return float(serial)
    days = int(serial) + (_DAYS_TO_1904 if starts_1904 else 0)
    try:
        day = (_SERIAL_0 + timedelta(days=days)).isoformat()
    except OverflowError:
        return float(serial)
    if days < (FIRST_SERIAL_DAY - _SERIAL_0).days:
        return float(serial)
    return day if serial == int(serial) else f"{day} with a time of day"


def serial_of(day: date) -> int | None:
    """The number of a date counted from 1900; None for one that is written as text."""
    return (day - _SERIAL_0).days if day >= FIRST_SERIAL_DAY else None


def _estimate(text: str) -> Any:
    if text.lower() == TAKEN_BACK:
        return None
    if text.lower() == NO_ENTRY:
        return []
    if _NUMBER.fullmatch(text):
        return float(text)
    needed = [_NEEDED.fullmatch(part.strip()) for part in text.split(";")]
    if all(needed):
        return [{"practice": one[1], "level": int(one[2]), "for_level": int(one[3])} for one in needed if one]
    return [part.strip() for part in text.split(",")]


def estimate_as_cell(value: Any) -> str | float:
    """The value of an estimate, as an answers file holds it, in a form that `meaning` reads back."""
    if value is None:
        return TAKEN_BACK
    if isinstance(value, int | float):
        # A workbook keeps 16 digits of a number; what needs more is written as text.
        return float(value) if float(f"{value:.16G}") == value else repr(float(value))
    if not value:
        return NO_ENTRY
    if isinstance(value[0], str):
        return ", ".join(value)
    return "; ".join(f"{one['practice']} at {one['level']} for {one['for_level']}" for one in value)
