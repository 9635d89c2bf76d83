"""Dates as people read them."""

from datetime import date


def month(on: date) -> str:
    """ "June 2026"."""
    return f"{on:%B %Y}"


def day(on: date) -> str:
    """ "30 June 2026"."""
    return f"{on.day} {on:%B %Y}"
