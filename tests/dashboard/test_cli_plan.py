"""`safermark plan`: from a file and a budget to a roadmap, as a page, as JSON, as CSV and as a calendar."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from frameworks.loader import load_framework
from tests.dashboard.conftest import Called, Command
from tests.oscal_models import checked

ANSWERS: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "organization": "Small; Forum, é",
    "as_of": "2026-08-31",
    "answers": [
        {"practice": "DET-01", "level": 3},
        {"practice": "SAF-04", "state": "not_applicable", "reason": "No such service.", "recheck": "2027-01-01"},
        {"practice": "REP-02", "state": "not_known"},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


@pytest.fixture
def plan(safermark: Command, file: Path) -> Any:
    """Plan two quarters without what-ifs unless other options are given."""

    def call(*options: object, budget: object = 4) -> Called:
        return safermark("plan", file, "--budget", budget, "--quarters", 2, "--what-ifs", 0, *options)

    return call


def test_json_begins_with_the_promised_shape(plan: Any) -> None:
    tree = plan("--json").tree
    assert list(tree)[:4] == ["quarters", "objective", "greedy_objective", "gap"]
    assert [list(quarter) for quarter in tree["quarters"]] == [["steps"], ["steps"]]
    assert all(set(step) == {"practice", "from", "to", "effort"} for one in tree["quarters"] for step in one["steps"])
    assert [sum(step["effort"] for step in one["steps"]) for one in tree["quarters"]] == [4, 4]
    assert tree["objective"] <= tree["greedy_objective"] < tree["unchanged_objective"]
    assert tree["proven"] is True and 0 <= tree["gap"] <= 0.001
    assert (tree["as_of"], tree["ends"]) == ("2026-08-31", ["2026-11-30", "2027-02-28"])


def test_what_is_not_applicable_is_left_out_and_what_is_open_begins_at_the_lowest_level(plan: Any) -> None:
    tree = plan("--json", budget=1_000_000).tree
    planned = {step["practice"] for quarter in tree["quarters"] for step in quarter["steps"]}
    assert "SAF-04" not in planned and {"DET-01", "REP-02"} <= planned
    assert len(tree["assumed_lowest"]) == 53 and "REP-02" in tree["assumed_lowest"]
    assert ("DET-01", 3) in {(step["practice"], step["from"]) for step in tree["quarters"][0]["steps"]}


def test_what_ifs_say_how_often_each_early_step_stays(plan: Any) -> None:
    tree = plan("--json", "--what-ifs", 2).tree
    assert tree["what_ifs"] == 2
    assert len(tree["stays"]) == sum(len(quarter["steps"]) for quarter in tree["quarters"])
    assert all(0 <= one["in"] <= 2 for one in tree["stays"])
    assert re.search(r"kept in [0-2] of 2 what-ifs", plan("--what-ifs", 2).out)


def test_page_says_how_good_the_plan_is_what_each_quarter_brings_and_what_it_rests_on(plan: Any) -> None:
    shown = plan().out
    for words in (
        "Small; Forum, é · Safer by Design 1.0, as of 2026-08-31",
        "proven within 0.1 % for these estimates",
        "if nothing is done",
        "53 practices have no known level and are planned from the lowest one.",
        "Quarter 1, to 2026-11-30: 4 person-weeks",
        "Exposure index after it: ",
        "Equally good choices",
        "never a probability",
    ):
        assert words in " ".join(shown.split()), words
    assert "what-ifs" not in shown


def test_quarter_that_finishes_nothing_says_so(plan: Any) -> None:
    assert "Quarter 1, to 2026-11-30: no step is finished." in plan(budget=0.3).out


def test_deadline_is_kept(plan: Any) -> None:
    tree = plan("--json", "--due", "DET-03=1@1", "--due", "PEO-05=2@2").tree
    by_quarter = [{step["practice"]: step["to"] for step in quarter["steps"]} for quarter in tree["quarters"]]
    assert by_quarter[0]["DET-03"] >= 1
    assert max(levels.get("PEO-05", 0) for levels in by_quarter) >= 2


def test_simpler_plan_is_told_when_it_is_asked_for(plan: Any) -> None:
    told = plan("--fewest", "--json").tree
    fewest = told["fewest"]
    practices = {step["practice"] for quarter in fewest["quarters"] for step in quarter["steps"]}
    assert fewest["practices"] == len(practices)
    assert told["objective"] < fewest["objective"] <= told["objective"] * 1.01
    assert f"Nearly as good with fewer: {len(practices)} practices instead of " in plan("--fewest").out
    assert plan("--json").tree["fewest"] is None


@pytest.mark.parametrize(
    ("options", "what", "where"),
    [
        (("--budget", "0"), "A budget of zero plans nothing.", "--budget"),
        (("--budget", "lots"), "The budget 'lots' is not a number.", "--budget"),
        (("--budget", "-3"), "No plan can be made with a budget of -3.", "budget"),
        (("--budget", "inf"), "No plan can be made with a budget of inf.", "budget"),
        (("--budget", "nan"), "No plan can be made with a budget of nan.", "budget"),
        (("--budget", "5", "--quarters", "0"), "A plan cannot cover 0 quarters.", "quarters"),
        (("--budget", "5", "--due", "DET-01"), "The deadline 'DET-01' cannot be read.", "--due"),
        (("--budget", "5", "--due", "SAF-04=1@1"), "SAF-04 is not among the practices", "deadline of SAF-04"),
        (("--budget", "1", "--due", "DET-02=5@1"), "The deadlines cannot be met with this budget.", "deadlines"),
    ],
)
def test_request_that_makes_no_plan_is_refused(
    safermark: Command, file: Path, options: tuple[str, ...], what: str, where: str
) -> None:
    refused = safermark("plan", file, *options)
    assert refused.code == 11 and not refused.out
    assert what in refused.err and f"where: {where}\n" in refused.err and "mend:" in refused.err


def test_circle_of_prerequisites_is_refused_with_the_code_of_frameworks(safermark: Command, file: Path) -> None:
    folder = file.parent / "circle"
    catalog = Path(__file__).parents[2] / "frameworks" / "catalog" / "safer-by-design" / "1.0"
    for path in [catalog / "framework.yaml", *(catalog / "domains").glob("*.yaml")]:
        copy = folder / path.relative_to(catalog)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(re.sub(r"practice: DET-03, level: 2, for_level: 3", _LOOP, text), encoding="utf-8")
    refused = safermark("plan", file, "--budget", 4, "--framework", folder)
    assert refused.code == 10 and "circle" in refused.err


_LOOP = "practice: DET-01, level: 4, for_level: 3"


def test_csv_has_a_row_for_each_step_and_says_that_it_is_confidential(plan: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    tree = plan("--json", "--csv", out).tree
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    steps = [(number, step) for number, one in enumerate(tree["quarters"], start=1) for step in one["steps"]]
    assert [(row["quarter"], row["practice"], row["from"], row["to"], float(row["effort"])) for row in rows] == [
        (str(number), step["practice"], str(step["from"]), str(step["to"]), step["effort"]) for number, step in steps
    ]
    assert rows[0]["ends"] == "2026-11-30" and rows[0]["title"]
    assert {(row["stays"], row["what_ifs"]) for row in rows} == {("", "")}
    assert all(re.match(r"Confidential\. Exported from Safermark by Ann on \d{4}-", row["about"]) for row in rows)


def test_csv_of_a_plan_with_what_ifs_says_how_often_each_step_stays(plan: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    plan("--what-ifs", 1, "--csv", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["what_ifs"] for row in rows} == {"1"} and {row["stays"] for row in rows} <= {"0", "1"}


def events_of(path: Path) -> list[dict[str, str]]:
    """The events of a calendar file, unfolded; every rule of the format that can be seen is checked on the way."""
    content = path.read_bytes()
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-2:] == ["END:VCALENDAR", ""]
    events: list[dict[str, str]] = []
    for line in lines[4:-2]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif line != "END:VEVENT":
            events[-1][name] = value
    return events


def test_calendar_has_an_all_day_event_at_the_end_of_each_quarter(plan: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan.ics"
    tree = plan("--json", "--calendar", out).tree
    first, second = events_of(out)
    assert (first["DTSTART;VALUE=DATE"], second["DTSTART;VALUE=DATE"]) == ("20261130", "20270228")
    assert first["SUMMARY"] == "Small\\; Forum\\, é: end of quarter 1 of the roadmap"
    assert first["CLASS"] == "CONFIDENTIAL" and first["UID"] != second["UID"]
    assert re.fullmatch(r"\d{8}T\d{6}Z", first["DTSTAMP"])
    lines = first["DESCRIPTION"].split("\\n")
    assert len(lines) == len(tree["quarters"][0]["steps"]) + 2
    assert lines[0].startswith(tree["quarters"][0]["steps"][0]["practice"]) and "level 0 to 1\\, " in lines[0]
    assert lines[-1].startswith("Confidential. Exported from Safermark by Ann on ")


def test_calendar_keeps_an_event_for_a_quarter_without_steps_and_the_same_ids(plan: Any, tmp_path: Path) -> None:
    ids = []
    for name in ("one.ics", "two.ics"):
        plan("--calendar", tmp_path / name, budget=0.3)
        first, second = events_of(tmp_path / name)
        ids.append((first["UID"], second["UID"]))
    assert ids[0] == ids[1]
    assert first["DESCRIPTION"].startswith("No step is finished in this quarter.")


def test_file_that_cannot_be_written_is_said(plan: Any, tmp_path: Path) -> None:
    refused = plan("--calendar", tmp_path / "nowhere" / "plan.ics")
    assert refused.code == 11 and "The file cannot be written" in refused.err and "where: plan.ics" in refused.err


def test_where_nothing_applies_or_can_rise_no_plan_is_called_the_best(safermark: Command, tmp_path: Path) -> None:
    ids = list(load_framework("safer-by-design@1.0").practices)
    waived = {"state": "not_applicable", "reason": "No such service.", "recheck": "2027-01-01"}
    for given, words in (
        (waived, "No practice that acts on a threat applies here"),
        ({"level": 5}, "No step would lower the exposure index"),
    ):
        tree = {**ANSWERS, "answers": [{"practice": id_, **given} for id_ in ids]}
        file = tmp_path / "edge.json"
        file.write_text(json.dumps(tree), encoding="utf-8")
        shown = " ".join(safermark("plan", file, "--budget", 10, "--what-ifs", 0).out.split())
        assert words in shown
        assert "Best plan found" not in shown
        assert ("Relative exposure" in shown) == ("level" in given)


def test_plan_leaves_as_an_oscal_plan_of_action(plan: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    steps = [step for quarter in plan("--json", "--oscal", out).tree["quarters"] for step in quarter["steps"]]
    assert len(checked(out.read_bytes())["poam-items"]) == len(steps)
