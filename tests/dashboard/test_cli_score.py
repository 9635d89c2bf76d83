"""`safermark score`: from a file to a scorecard, as a page and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Command

ANSWERS: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "organization": "Small Forum",
    "as_of": "2026-09-30",
    "answers": [
        {
            "practice": "DET-01",
            "level": 3,
            "evidence": [{"title": "Run log", "date": "2026-09-01", "level": 3}],
        },
        {"practice": "SAF-04", "state": "not_applicable", "reason": "No such service.", "recheck": "2027-01-01"},
        {"practice": "REP-02", "state": "not_known"},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def test_json_has_the_promised_keys(safermark: Command, file: Path) -> None:
    tree = safermark("score", file, "--json").tree
    assert set(tree) == {"framework", "scoring_version", "as_of", "overall", "domains", "practices"}
    assert tree["framework"] == {"id": "safer-by-design", "version": "1.0"}
    assert tree["overall"]["mean"]["value"] == 3
    assert tree["overall"]["counts"] == {
        "in_scope": 55,
        "answered": 1,
        "not_applicable": 1,
        "not_known": 1,
        "unanswered": 52,
        "out_of_scope": 0,
    }


def test_page_names_the_three_numbers_coverage_floors_and_what_is_open(safermark: Command, file: Path) -> None:
    shown = safermark("score", file).out
    for words in ("Small Forum · ", "Average  ", "Weakest fifth", "Level reached", "1 of 54 practices answered (2 %)"):
        assert words in shown
    assert "not known: REP-02" in shown
    assert "GOV-01  unanswered" in shown
    assert "A self-assessment" in shown
    assert "left aside" not in shown


def test_without_evidence_the_page_says_so_instead_of_zero(safermark: Command) -> None:
    content = {"framework": "safer-by-design", "answers": [{"practice": "DET-01", "level": 3}]}
    shown = safermark("score", "-", stdin=json.dumps(content).encode()).out
    assert "Backed by evidence  –    no evidence recorded yet" in shown


def test_without_answers_the_page_says_there_is_nothing_to_score(safermark: Command) -> None:
    shown = safermark("score", "-", stdin=b'{"framework": "safer-by-design", "answers": []}')
    assert shown.code == 0
    assert "nothing to score" in shown.out


def test_standard_input_is_json(safermark: Command) -> None:
    assert safermark("score", "-", "--json", stdin=json.dumps(ANSWERS).encode()).tree["overall"]["mean"]["value"] == 3
    assert safermark("score", "-", stdin=b"\xff").code == 11
    assert safermark("score", "-", stdin=b"").code == 11


def test_csv_needs_a_framework(safermark: Command, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("practice,level\nDET-01,4\n", encoding="utf-8")
    assert safermark("score", file).code == 11
    assert safermark("score", file, "--framework", "safer-by-design", "--json").tree["overall"]["mean"]["value"] == 4


def test_as_of_overrides_the_file(safermark: Command, file: Path) -> None:
    then = safermark("score", file, "--as-of", "2026-10-01", "--json").tree
    assert then["as_of"] == "2026-10-01"
    early = safermark("score", file, "--as-of", "2026-08-01")
    assert early.code == 11
    assert "after 2026-08-01" in early.err


def test_method_names_the_headline(safermark: Command, file: Path) -> None:
    assert safermark("score", file, "--method", "gated", "--json").tree["overall"]["headline"]["method"] == "gated"
    unknown = safermark("score", file, "--method", "best")
    assert unknown.code == 11
    assert "gated" in unknown.err


def test_unknown_framework_of_the_option_is_an_error_of_frameworks(safermark: Command, file: Path) -> None:
    assert safermark("score", file, "--framework", "nowhere").code == 10


def test_steering_characters_of_a_file_never_reach_the_terminal(safermark: Command) -> None:
    content = {"framework": "safer-by-design", "organization": "x\x1b[2J", "answers": []}
    assert "\x1b" not in safermark("score", "-", stdin=json.dumps(content).encode()).out
