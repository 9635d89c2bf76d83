"""iCalendar (RFC 5545): all-day events that are confidential and keep nobody busy."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime

LONGEST_LINE = 75
"""Octets of one line, by RFC 5545."""


def as_calendar(name: str, lines: Iterable[str]) -> str:
    """A calendar around the lines of its events, folded as the standard asks."""
    begin = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Safermark//{name}//EN", "CALSCALE:GREGORIAN")
    return "".join(f"{_folded(line)}\r\n" for line in (*begin, *lines, "END:VCALENDAR"))


def event_lines(seed: str, on: date, summary: str, description: str, at: datetime) -> Iterator[str]:
    """One all-day event; the same `seed` is the same event, brought in again it takes the place of the former one."""
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_OID, seed)}"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(description)}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Text as a value of a calendar property: marks escaped, line breaks written out, no control characters."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    lines = text.replace("\r\n", "\n").split("\n")
    return "\\n".join("".join(mark if mark.isprintable() else " " for mark in line) for line in lines)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each further one begun by a space; no character is torn apart."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > LONGEST_LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)
