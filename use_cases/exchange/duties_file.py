"""Duties as a CSV file; each row says that it is confidential."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.duties import Duty, title_of
from use_cases.exchange.csv_file import harmless
from use_cases.exchange.written_file import write_text

COLUMNS = (
    "duty", "title", "entry", "country", "owner", "deadline", "channel", "checked_on", "check", "state", "note", "about"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutiesFile:
    """Duties as they leave: whose they are, and who made the file when."""

    duties: tuple[Duty, ...]
    organization: str
    by: str
    at: datetime

    @property
    def about(self) -> str:
        """What every export says of itself."""
        return f"Confidential. Exported from Safermark by {self.by} on {self.at:%Y-%m-%d %H:%M} UTC. Not legal advice."


def duties_csv(file: DutiesFile) -> str:
    """One row a duty. A cell that a spreadsheet could take for a formula gets an apostrophe before it."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for duty in file.duties:
        check = "overdue" if duty.is_overdue(file.at.date()) else ""
        cells = (
            *(duty.id, title_of(duty), duty.entry, duty.country, duty.owner, duty.deadline, duty.channel),
            *(duty.checked_on or "", check, duty.state, duty.note, file.about),
        )
        writer.writerow([harmless(str(cell)) for cell in cells])
    return lines.getvalue()


def write_duties(file: DutiesFile, path: Path) -> int:
    """Write duties as CSV; how many there are. Raises FileNotWritten."""
    write_text(duties_csv(file), path)
    return len(file.duties)
