"""A roadmap as a file: CSV for a spreadsheet, iCalendar for a calendar; each says that it is confidential."""

import calendar
import csv
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frameworks.errors import MaturityError
from frameworks.model import Framework
from scoring.roadmap import Quarter, Roadmap
from use_cases.exchange.csv_file import harmless

COLUMNS = ("quarter", "ends", "practice", "title", "from", "to", "effort", "stays", "what_ifs", "about")
LONGEST_LINE = 75
"""Octets of one line of a calendar file, by RFC 5545."""
_MONTHS = 3


class RoadmapNotWritten(MaturityError):
    """A plan could not be written to a file."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class RoadmapFile:
    """A plan as it leaves: whose it is, from which day, and who made the file when."""

    roadmap: Roadmap
    framework: Framework
    organization: str
    as_of: date
    by: str
    at: datetime

    @property
    def about(self) -> str:
        """What every export says of itself."""
        return f"Confidential. Exported from Safermark by {self.by} on {self.at:%Y-%m-%d %H:%M} UTC."

    def ends(self, number: int) -> date:
        """The last day of a quarter, counted from 1."""
        return quarter_end(self.as_of, number)


def quarter_end(as_of: date, number: int) -> date:
    """The day so many quarters after another; the last day of a month leads to the last day of a month."""
    months = as_of.month - 1 + _MONTHS * number
    year, month = as_of.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month)[1]
    is_last = as_of.day == calendar.monthrange(as_of.year, as_of.month)[1]
    return date(year, month, last if is_last else min(as_of.day, last))


def write_roadmap(content: str, path: Path) -> None:
    """Write a file in UTF-8 with the line ends it has.

    Raises:
        RoadmapNotWritten: the path cannot be written to.
    """
    try:
        path.write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise RoadmapNotWritten.of(
            f"The file cannot be written: {error.strerror}.", path.name, "choose a folder you may write to."
        ) from error


def roadmap_csv(file: RoadmapFile) -> str:
    """One row a step. A cell that a spreadsheet could take for a formula gets an apostrophe before it."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, quarter in enumerate(file.roadmap.quarters, start=1):
        for step in quarter.steps:
            title = file.framework.practices[step.practice].title
            has_what_ifs = step.stays is not None
            cells = (
                *(number, file.ends(number), step.practice, title, step.before, step.to, f"{step.effort:g}"),
                *((step.stays, file.roadmap.what_ifs) if has_what_ifs else ("", "")),
                file.about,
            )
            writer.writerow([harmless(str(cell)) for cell in cells])
    return lines.getvalue()


def roadmap_calendar(file: RoadmapFile) -> str:
    """An all-day event at the end of each quarter, with what should be finished by then."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Safermark//Roadmap//EN", "CALSCALE:GREGORIAN"]
    for number, quarter in enumerate(file.roadmap.quarters, start=1):
        lines += _event(file, number, quarter)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(file: RoadmapFile, number: int, quarter: Quarter) -> Iterator[str]:
    whose = f"{file.organization}: " if file.organization else ""
    names = file.framework.practices
    steps = [
        f"{step.practice} {names[step.practice].title}: level {step.before} to {step.to}, {step.effort:g} person-weeks"
        for step in quarter.steps
    ]
    description = "\n".join([*(steps or ["No step is finished in this quarter."]), "", file.about])
    # The same plan brought in again takes the place of the former one instead of standing beside it.
    seed = "\n".join([file.organization, file.framework.key, file.as_of.isoformat(), str(number)])
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_OID, seed)}"
    yield f"DTSTAMP:{file.at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{file.ends(number):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{whose}end of quarter {number} of the roadmap')}"
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
