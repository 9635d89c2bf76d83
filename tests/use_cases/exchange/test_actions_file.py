"""Actions as a file: no cell a spreadsheet runs, no line a calendar misreads, the same event for the same action."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scoring.actions import Action
from tests.scoring.small_framework import framework_of, practice_tree
from use_cases.exchange.actions_file import COLUMNS, ActionsFile, actions_calendar, actions_csv, write_actions
from use_cases.exchange.written_file import FileNotWritten

AT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
FRAMEWORK = framework_of({"A": [practice_tree("A-1", title="=Title")]})


def action(**fields: Any) -> Action:
    return Action(**{"id": "a1", "practice": "A-1", "title": "Match", "due": date(2026, 9, 1), **fields})


def file_of(*actions: Action, organization: str = "Small; Forum") -> ActionsFile:
    return ActionsFile(actions, FRAMEWORK, organization, "Ann", AT)


def unfolded(text: str) -> list[str]:
    """The lines of a calendar, each at most 75 octets before it was put together."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def value(text: str, name: str) -> str:
    (found,) = [line for line in unfolded(text) if line.startswith(f"{name}:")]
    return found.removeprefix(f"{name}:")


def test_row_says_everything_of_an_action_and_that_it_is_confidential() -> None:
    full = action(level=0, owner="Trust", effort=0.5, status="under_way")
    rows = list(
        csv.reader(io.StringIO(actions_csv(file_of(full, action(id="a2", practice="Z-9", due=None))), newline=""))
    )
    about = "Confidential. Exported from Safermark by Ann on 2026-06-15 09:00 UTC."
    assert rows == [
        list(COLUMNS),
        ["a1", "A-1", "'=Title", "Match", "0", "Trust", "2026-09-01", "0.5", "under_way", about],
        ["a2", "Z-9", "", "Match", "", "", "", "", "planned", about],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_text_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    content = actions_csv(file_of(action(title=text, owner=text)))
    (row,) = list(csv.DictReader(io.StringIO(content, newline="")))
    assert (row["what"], row["owner"]) == (f"'{text}", f"'{text}")


def test_line_break_and_quotes_stay_within_their_cell() -> None:
    (row,) = list(csv.DictReader(io.StringIO(actions_csv(file_of(action(title='a "b",\nc'))), newline="")))
    assert row["what"] == 'a "b",\nc'


def test_event_is_all_day_confidential_and_names_practice_and_owner() -> None:
    text = actions_calendar(file_of(action(owner="Trust")))
    assert {"DTSTART;VALUE=DATE:20260901", "DTSTAMP:20260615T090000Z", "CLASS:CONFIDENTIAL"} <= set(unfolded(text))
    assert value(text, "SUMMARY") == "Small\\; Forum: Match"
    assert value(text, "DESCRIPTION").split("\\n")[:3] == ["A-1 =Title", "Owner: Trust", ""]


def test_text_cannot_break_out_of_its_line() -> None:
    hostile = "a\r\nEND:VEVENT\nATTACH:x \\ ; , \x07" + "é" * 100
    text = actions_calendar(file_of(action(title=hostile), organization=""))
    assert unfolded(text).count("END:VEVENT") == 1
    assert value(text, "SUMMARY") == "a\\nEND:VEVENT\\nATTACH:x \\\\ \\; \\,  " + "é" * 100


def test_same_action_is_the_same_event_whatever_else_changes() -> None:
    moved = action(title="Other", due=date(2027, 1, 1), status="under_way")
    ids = [value(actions_calendar(file_of(one)), "UID") for one in (action(), moved, action(id="a2"))]
    assert ids[0] == ids[1] != ids[2]


def test_calendar_leaves_out_what_has_no_day_and_what_is_over() -> None:
    over = [action(due=None), action(status="done"), action(status="dropped")]
    assert "BEGIN:VEVENT" not in actions_calendar(file_of(*over))


@pytest.mark.parametrize(
    ("name", "held", "beginning"), [("a.csv", 2, "action,"), ("a.ics", 1, "BEGIN:VCALENDAR"), ("A.ICS", 1, "BEGIN:")]
)
def test_ending_of_the_name_decides_the_format(tmp_path: Path, name: str, held: int, beginning: str) -> None:
    assert write_actions(file_of(action(), action(id="a2", due=None)), tmp_path / name) == held
    content = (tmp_path / name).read_bytes().decode("utf-8")
    assert content.startswith(beginning)
    assert "\r\r" not in content


def test_path_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match="cannot be written") as refusal:
        write_actions(file_of(action()), tmp_path / "missing" / "a.csv")
    assert refusal.value.exit_code == 11
    assert refusal.value.faults[0].where == "a.csv"
