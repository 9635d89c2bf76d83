"""Actions as a file: CSV for a spreadsheet, iCalendar for a calendar; each says that it is confidential."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frameworks.model import Framework
from scoring.actions import Action
from use_cases.exchange.calendar_file import as_calendar, event_lines
from use_cases.exchange.csv_file import harmless
from use_cases.exchange.written_file import write_text

COLUMNS = ("action", "practice", "title", "what", "level", "owner", "due", "effort", "status", "about")


@dataclass(frozen=True, slots=True)
class ActionsFile:
    """Actions as they leave: whose they are, and who made the file when."""

    actions: tuple[Action, ...]
    framework: Framework
    organization: str
    by: str
    at: datetime

    @property
    def about(self) -> str:
        """What every export says of itself."""
        return f"Confidential. Exported from Safermark by {self.by} on {self.at:%Y-%m-%d %H:%M} UTC."

    def title_of(self, action: Action) -> str:
        """The title of the practice that an action is for; empty where the framework has no such practice."""
        practice = self.framework.practices.get(action.practice)
        return practice.title if practice else ""


def actions_csv(file: ActionsFile) -> str:
    """One row an action. A cell that a spreadsheet could take for a formula gets an apostrophe before it."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action in file.actions:
        cells = (
            *(action.id, action.practice, file.title_of(action), action.title),
            *("" if action.level is None else action.level, action.owner, action.due or ""),
            *("" if action.effort is None else f"{action.effort:g}", action.status, file.about),
        )
        writer.writerow([harmless(str(cell)) for cell in cells])
    return lines.getvalue()


def actions_calendar(file: ActionsFile) -> str:
    """An all-day event on the day each open action is due; those without a day are left out."""
    return as_calendar("Actions", (line for action in file.actions for line in _event(file, action)))


def _event(file: ActionsFile, action: Action) -> Iterator[str]:
    if action.due is None or not action.is_open:
        return
    whose = f"{file.organization}: " if file.organization else ""
    facts = [f"{action.practice} {file.title_of(action)}", action.owner and f"Owner: {action.owner}"]
    description = "\n".join([*(fact for fact in facts if fact), "", file.about])
    # The id of the action: brought in again it takes the place of the former one instead of standing beside it.
    yield from event_lines(action.id, action.due, f"{whose}{action.title}", description, file.at)


def write_actions(file: ActionsFile, path: Path) -> int:
    """Write actions as CSV, or as a calendar where the name ends with .ics; how many it holds.

    Raises:
        FileNotWritten: the path cannot be written to.
    """
    if path.suffix.lower() == ".ics":
        write_text(actions_calendar(file), path)
        return sum(_has_event(action) for action in file.actions)
    write_text(actions_csv(file), path)
    return len(file.actions)


def _has_event(action: Action) -> bool:
    return action.is_open and action.due is not None
