"""`safermark threats`: from a file to the layers against each threat, as a page and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Command
from tests.dashboard.test_lean_start import HEAVY, modules_after

ANSWERS: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "organization": "Small Forum",
    "as_of": "2026-09-30",
    "preset": "quick-start",
    "answers": [
        {"practice": "DET-01", "level": 3, "evidence": [{"title": "Run log", "date": "2026-09-01", "level": 3}]},
        {"practice": "DET-07", "level": 4},
        {"practice": "REP-01", "state": "not_known"},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def test_json_holds_every_threat_with_its_stages(safermark: Command, file: Path) -> None:
    tree = safermark("threats", file, "--json").tree
    assert set(tree) == {"framework", "as_of", "threats", "challenges", "posture"}
    assert [threat["id"] for threat in tree["threats"]] == ["generative-ai-csam", "insider-risk", "sadistic-extortion"]
    insider = tree["threats"][1]
    assert insider["stages"]["detect"]["counting"] == ["DET-01"]
    assert {"practice": "DET-07", "state": "not_backed", "level": 4} in insider["stages"]["detect"]["practices"]
    assert insider["exposure"]["withheld"] is True
    assert len(tree["challenges"]) == 6


def test_page_says_the_table_first_and_calls_the_rest_an_index(safermark: Command, file: Path) -> None:
    shown = safermark("threats", file).out
    assert shown.startswith("Small Forum · Safer by Design 1.0, as of 2026-09-30")
    assert "detect: DET-01; not answered: GOV-07" in shown
    assert shown.index("single (1)") < shown.index("Withheld")
    assert "How many reports were made is asked nowhere and raises no score." in shown


def test_day_decides_which_evidence_is_in_date(safermark: Command, file: Path) -> None:
    tree = safermark("threats", file, "--as-of", "2028-09-30", "--json").tree
    assert tree["as_of"] == "2028-09-30"
    assert {cell["state"] for threat in tree["threats"] for cell in threat["stages"].values()} == {"open"}


def test_bad_answers_are_refused_in_words(safermark: Command) -> None:
    called = safermark("threats", "-", stdin=b'{"framework": "safer-by-design", "answers": [{"practice": "X-1"}]}')
    assert called.code == 11
    assert "X-1" in called.err and called.out == ""


@pytest.mark.parametrize("as_json", [True, False])
def test_command_starts_without_database_tables_and_charts(file: Path, as_json: bool) -> None:
    assert not modules_after("threats", str(file), *(["--json"] if as_json else [])) & set(HEAVY)
