"""`safermark action`: added, changed, listed and written to a file."""

import csv
from pathlib import Path

import pytest

from scoring.actions import Action
from store.plans import append_action
from tests.dashboard.conftest import Called, Command
from tests.dashboard.test_cli_plan import events_of
from tests.oscal_models import checked
from use_cases.workspace import open_workspace


@pytest.fixture
def action(safermark: Command, assessment: str) -> Command:
    """A verb of `action` on the assessment."""

    def call(verb: str, *arguments: object) -> Called:
        return safermark("action", verb, "--assessment", assessment, *arguments)

    return call


def test_action_is_added_changed_and_listed(action: Command, assessment: str) -> None:
    options = ("--level", 3, "--owner", "Trust", "--due", "9999-01-01", "--effort", "2.5")
    added = action("add", "DET-05", "Match uploads", *options)
    id_ = added.out.strip()
    assert added.code == 0 and id_
    changed = action("change", id_[:8], "--status", "under_way", "--owner", "")
    assert (changed.code, changed.out) == (0, "Kept: Match uploads (under way).\n")
    assert action("change", id_, "--status", "under_way").out == "Nothing new: the action says that already.\n"
    tree = action("list", "--json").tree
    at = tree["actions"][0].pop("at")
    assert at.endswith(("Z", "+00:00"))
    assert tree == {
        "assessment": assessment,
        "actions": [
            {
                "id": id_,
                "practice": "DET-05",
                "title": "Match uploads",
                "level": 3,
                "owner": "",
                "due": "9999-01-01",
                "effort": 2.5,
                "status": "under_way",
                "by": "Ann",
            }
        ],
    }


def test_list_shows_open_ones_first_under_a_sentence(action: Command) -> None:
    assert action("list").out == "No actions yet.\n"
    first = action("add", "DET-05", "Ask\x1b[31m around", "--status", "done").out.strip()
    second = action("add", "PEO-05", "Write it down", "--due", "2020-01-01", "--owner", "Trust").out.strip()
    lines = action("list").out.splitlines()
    assert lines[0] == "One action is open, 1 past its day; 1 done."
    assert lines[3].split() == [second[:8], "PEO-05", "planned", "2020-01-01", "Trust", "Write", "it", "down"]
    assert lines[4].split()[:3] == [first[:8], "DET-05", "done"]
    assert "\x1b" not in lines[4]


@pytest.mark.parametrize(
    ("arguments", "what", "where"),
    [
        (("NO-01", "Match"), "has no practice 'NO-01'", "action NO-01"),
        (("DET-05", " "), "The action has no title.", "action DET-05 > title"),
        (("DET-05", "Match", "--level", 6), "Level 6 is not on this framework's scale", "action DET-05 > level"),
        (("DET-05", "abcdefghij234567.onion"), "onion address", "action DET-05 > title"),
        (("DET-05", "Match", "--owner", "+44 20 7946 0958"), "phone number", "action DET-05 > owner"),
    ],
)
def test_action_that_cannot_be_is_refused(
    action: Command, arguments: tuple[object, ...], what: str, where: str
) -> None:
    refused = action("add", *arguments)
    assert refused.code == 11 and not refused.out
    assert what in refused.err and f"where: {where}\n" in refused.err and "mend:" in refused.err
    assert action("list", "--json").tree["actions"] == []


@pytest.mark.parametrize(
    "options",
    [
        ("--status", "maybe"),
        ("--effort", "nan"),
        ("--effort", "inf"),
        ("--effort", "-1"),
        ("--effort", "10001"),
        ("--effort", "lots"),
        ("--due", "soon"),
        ("--level", "high"),
        ("--owner", "x" * 501),
    ],
)
def test_option_that_cannot_be_read_is_a_usage_error(action: Command, options: tuple[str, str]) -> None:
    id_ = action("add", "DET-05", "Match").out.strip()
    for refused in (action("add", "DET-05", "Match", *options), action("change", id_, *options)):
        assert (refused.code, refused.out) == (2, "")
        assert options[0].removeprefix("--") in refused.err
    assert action("add", "DET-05", "x" * 501).code == 2
    assert len(action("list", "--json").tree["actions"]) == 1


def test_edges_of_effort_are_kept(action: Command) -> None:
    for effort in ("0", "10000"):
        assert action("add", "DET-05", "Match", "--effort", effort).code == 0
    assert [one["effort"] for one in action("list", "--json").tree["actions"]] == [0, 10_000]


def test_beginning_of_an_id_must_be_of_one_action(action: Command, assessment: str) -> None:
    workspace = open_workspace()
    with workspace.store.writing() as transaction:
        for id_ in ("ab1", "ab2"):
            append_action(transaction, assessment, Action(id=id_, practice="DET-05", title="Match"))
    workspace.store.close()
    assert action("change", "ab1", "--status", "done").code == 0
    for beginning, what in (("ab", "The ids of 2 actions begin with 'ab'."), ("x", "No action's id begins with 'x'.")):
        refused = action("change", beginning, "--status", "done")
        assert refused.code == 11 and what in refused.err and "where: action\n" in refused.err
    assert [one["status"] for one in action("list", "--json").tree["actions"]] == ["planned", "done"]


def test_files_hold_every_action_or_the_open_ones_by_day(action: Command, tmp_path: Path) -> None:
    action("add", "DET-05", "=1+1", "--due", "2027-01-01")
    action("add", "PEO-05", "Later")
    table, calendar = tmp_path / "actions.csv", tmp_path / "actions.ics"
    assert action("export", table).out == "Two actions written to actions.csv.\n"
    assert action("export", calendar).out == "One action written to actions.ics.\n"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["practice"], row["what"]) for row in rows] == [("DET-05", "'=1+1"), ("PEO-05", "Later")]
    (event,) = events_of(calendar)
    assert (event["SUMMARY"], event["DTSTART;VALUE=DATE"]) == ("Small Forum: =1+1", "20270101")
    refused = action("export", tmp_path / "missing" / "actions.csv")
    assert refused.code == 11 and "The file cannot be written" in refused.err


@pytest.mark.parametrize(
    "rest", [("add", "DET-05", "Match"), ("change", "a", "--status", "done"), ("list",), ("export", "a.csv")]
)
def test_assessment_that_is_not_there_is_refused(safermark: Command, rest: tuple[str, ...]) -> None:
    refused = safermark("action", rest[0], "--assessment", "nothing", *rest[1:])
    assert refused.code == safermark("assess", "show", "--assessment", "nothing").code
    assert refused.code >= 10 and "where:" in refused.err


def test_actions_leave_as_an_oscal_plan_of_action(action: Command, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    assert action("export", out, "--format", "oscal").code == 11
    action("add", "DET-05", "Match uploads", "--due", "9999-01-01")
    assert action("export", out, "--format", "oscal").out == "One action written to plan.json.\n"
    assert checked(out.read_bytes())["poam-items"][0]["title"] == "Match uploads"
    assert action("export", out, "--format", "pdf").code == 2
