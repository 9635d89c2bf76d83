"""A roadmap as a file: CSV for a spreadsheet, iCalendar for a calendar; each says that it is confidential."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from frameworks.model import Framework
from scoring.months import months_after
from scoring.roadmap import Quarter, Roadmap
from use_cases.exchange.calendar_file import as_calendar, event_lines
from use_cases.exchange.csv_file import harmless

COLUMNS = ("quarter", "ends", "practice", "title", "from", "to", "effort", "stays", "what_ifs", "about")
_MONTHS = 3


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
        return months_after(self.as_of, _MONTHS * number)


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
    numbered = enumerate(file.roadmap.quarters, start=1)
    return as_calendar("Roadmap", (line for number, quarter in numbered for line in _event(file, number, quarter)))


def _event(file: RoadmapFile, number: int, quarter: Quarter) -> Iterator[str]:
    whose = f"{file.organization}: " if file.organization else ""
    names = file.framework.practices
    steps = [
        f"{step.practice} {names[step.practice].title}: level {step.before} to {step.to}, {step.effort:g} person-weeks"
        for step in quarter.steps
    ]
    description = "\n".join([*(steps or ["No step is finished in this quarter."]), "", file.about])
    seed = "\n".join([file.organization, file.framework.key, file.as_of.isoformat(), str(number)])
    summary = f"{whose}end of quarter {number} of the roadmap"
    yield from event_lines(seed, file.ends(number), summary, description, file.at)
