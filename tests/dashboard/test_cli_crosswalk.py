"""`safermark crosswalk` and what goes with it: reading across, comparing versions, upgrading an assessment."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from frameworks.loader import load_framework
from tests.dashboard.conftest import Command
from tests.frameworks.two_versions import new_version, old_version, write_catalog, write_framework
from use_cases.places import CATALOGS_VARIABLE

OFCOM = "ofcom-illegal-content"
ANSWERS: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "organization": "Small Forum",
    "as_of": "2026-09-30",
    "answers": [
        {"practice": "GOV-01", "level": 4},
        {"practice": "DET-06", "level": 2},
        {"practice": "REP-01", "state": "not_known"},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def test_json_holds_every_item_and_every_practice_left_unasked(safermark: Command, file: Path) -> None:
    tree = safermark("crosswalk", file, "--to", OFCOM, "--json").tree
    assert list(tree) == ["as_of", "from", "to", "items", "unasked"]
    items = {item["id"]: item for item in tree["items"]}
    assert list(items) == list(load_framework(OFCOM).practices)
    assert len(items) == 41
    # That one named executive answers for child safety asks more than one accountable individual.
    assert items["A2"]["claimed"] == {"value": 4, "low": 4, "high": 5}
    assert items["C8"]["state"] == "not_covered" and items["C8"]["reason"]
    assert {"DET-07", "VIC-03", "REP-11"} <= {one["practice"] for one in tree["unasked"]}


def test_page_of_text_says_what_is_read_what_is_proven_and_what_is_unasked(safermark: Command, file: Path) -> None:
    shown = safermark("crosswalk", file, "--to", f"{OFCOM}@2025-02").out
    words = " ".join(shown.split())
    assert "Small Forum · Safer by Design 1.0 read across to" in words
    assert "A2 4.0 4-5 GOV-01 Accountable individual" in words
    assert "C8 not covered Volunteer materials" in words
    assert "nobody there has seen it" in words
    assert "DET-07 open Endpoint detection on work devices" in words


def test_csv_has_a_row_for_each_item_and_practice(safermark: Command, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert safermark("crosswalk", file, "--to", OFCOM, "--csv", out).code == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["item"] for row in rows} == set(load_framework(OFCOM).practices)
    (accountable,) = [row for row in rows if row["item"] == "A2"]
    assert [accountable[name] for name in ("says", "at_least", "at_most", "practice", "relation", "level")] == [
        *("4", "4", "5", "GOV-01", "superset", "4")
    ]
    assert all(row["practice"] or row["reason"] for row in rows)


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("nowhere", "There is no framework"),
        ("safer-by-design", "No crosswalk leads from"),
        ("", "There is no framework"),
    ],
)
def test_list_that_cannot_be_read_is_refused_in_words(safermark: Command, file: Path, to: str, what: str) -> None:
    called = safermark("crosswalk", file, "--to", to)
    assert called.code == 10
    assert what in called.err
    assert "Traceback" not in called.err


def test_version_differs_from_itself_in_nothing_and_from_another_framework_not_at_all(safermark: Command) -> None:
    same = safermark("framework", "diff", "safer-by-design@1.0", "safer-by-design@1.0")
    assert same.out.splitlines() == ["Safer by Design: from 1.0 to 1.0", "Nothing differs."]
    other = safermark("framework", "diff", "safer-by-design@1.0", OFCOM)
    assert other.code == 10
    assert "are not versions of one framework" in other.err


def test_difference_of_two_folders_is_told_by_practice(safermark: Command, tmp_path: Path) -> None:
    old = write_framework(tmp_path, old_version())
    new = write_framework(tmp_path, new_version(target={"level": 4, "basis": "judgement", "reason": "For a test."}))
    words = " ".join(safermark("framework", "diff", old, new).out.split())
    assert "Two practices are new: A-3 Practice A-3 B-2 Practice B-2" in words
    assert "Two practices are dropped: A-2 Practice A-2 B-1 Practice B-1" in words
    assert "Rules that differ: target." in words
    tree = safermark("framework", "diff", old, new, "--json").tree
    assert (tree["added"], tree["dropped"], tree["rules"]) == (["A-3", "B-2"], ["A-2", "B-1"], ["target"])


def test_assessment_on_the_newest_version_is_not_upgraded(safermark: Command, assessment: str) -> None:
    called = safermark("assess", "upgrade", "--assessment", assessment, "--preview")
    assert called.code == 10
    assert "is no newer than version 1.0" in called.err


def test_commands_know_own_catalogs(safermark: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CATALOGS_VARIABLE, str(write_catalog(tmp_path / "own")))
    assert "small@1.1" in safermark("framework", "list").out
    assert safermark("framework", "show", "small@1.0", "--json").tree["version"] == "1.0"
    words = " ".join(safermark("framework", "diff", "small@1.0", "small@1.1").out.split())
    assert "A-3 Practice A-3 takes from A-2, B-1" in words
    scored = safermark("score", "-", "--json", stdin=b'{"framework": "small@1.0", "answers": []}')
    assert scored.tree["framework"] == {"id": "small", "version": "1.0"}


def test_assessment_is_upgraded_from_the_command_line(
    safermark: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CATALOGS_VARIABLE, str(write_catalog(tmp_path / "own")))
    safermark("organization", "add", "Small Forum")
    started = safermark("assess", "start", "--organization", "Small Forum", "--framework", "small@1.0", "--json")
    former = started.tree["assessment"]
    safermark("assess", "record", "--assessment", former, "--practice", "A-1", "--level", 3)
    preview = safermark("assess", "upgrade", "--assessment", former, "--preview", "--json").tree
    assert preview["assessment"] is None
    assert preview["practices"][0] == {
        "practice": "A-1",
        "way": "carried",
        "from": ["A-1"],
        "level": 3,
        "state": "answered",
        "reads_otherwise": False,
    }
    shown = safermark("assess", "upgrade", "--assessment", former).out
    assert "One answer is carried over whole." in shown
    later = shown.splitlines()[-1]
    answers = safermark("assess", "show", "--assessment", later, "--json").tree["answers"]
    assert [(answer["practice"], answer["level"]) for answer in answers] == [("A-1", 3)]
