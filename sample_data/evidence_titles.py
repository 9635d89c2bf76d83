"""Titles and addresses of invented evidence, made from what a practice lists as typical."""

import re
from datetime import date

from frameworks.model import Practice
from scoring.assessment import Evidence

_LEAD = re.compile(r"^titles?(?:,[^,]+?)*?(?:,? and [a-z ]+?)? of (?:the |a |an )?", re.IGNORECASE)
_TAIL = re.compile(r", for example .*$|\s*\([^)]*\)")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def name_document(typical: str, dated: date) -> str:
    """A document's title: the typical evidence without its examples and remarks, and the month it is from."""
    bare = _LEAD.sub("", _TAIL.sub("", typical)).strip()
    return f"{bare[:1].upper()}{bare[1:]}, {_MONTHS[dated.month - 1]} {dated.year}"


def point_to(practice: Practice, turn: int, dated: date, level: int, folder: str) -> Evidence:
    """A pointer to the `turn`-th kind of evidence of a practice, on an example address only."""
    kinds = practice.evidence or (practice.title,)
    kind = turn % len(kinds)
    quarter = (dated.month + 2) // 3
    return Evidence(
        title=name_document(kinds[kind], dated),
        link=f"https://intranet.example/{folder}/{practice.id.lower()}/{dated.year}-q{quarter}-{'abcdefgh'[kind % 8]}",
        date=dated,
        level=level,
    )
