"""`safermark why`: the reason of a figure as a page and as JSON, and clear refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from frameworks.loader import load_framework
from tests.dashboard.conftest import Command

ANSWERS: dict[str, Any] = {
    "framework": "safer-by-design@1.0",
    "organization": "Small Forum",
    "as_of": "2026-09-30",
    "answers": [
        {"practice": "REP-01", "level": 1, "evidence": [{"title": "Run log", "date": "2026-09-01", "level": 1}]},
        {"practice": "REP-02", "level": 4},
        {"practice": "REP-03", "state": "not_known"},
        {"practice": "SAF-04", "state": "not_applicable", "reason": "No such service.", "recheck": "2027-01-01"},
    ],
}
KEYS = {"id", "kind", "value", "method", "parts", "held_by", "next_step"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(ANSWERS), encoding="utf-8")
    return path


def test_json_of_the_whole_a_domain_and_a_practice(safermark: Command, file: Path) -> None:
    for arguments, id_, kind, value in (
        ([], "overall", "total", 2.5),
        (["REP"], "REP", "domain", 2.5),
        (["REP-02"], "REP-02", "practice", 4),
    ):
        tree = safermark("why", file, *arguments, "--json").tree
        assert set(tree) >= KEYS
        assert (tree["id"], tree["kind"], tree["value"]) == (id_, kind, value)
        assert sum(part["contribution"] or 0 for part in tree["parts"]) == value


def test_json_agrees_with_score(safermark: Command, file: Path) -> None:
    card, tree = safermark("score", file, "--json").tree, safermark("why", file, "REP", "--json").tree
    (domain,) = (one for one in card["domains"] if one["id"] == "REP")
    assert tree["mean"] == domain["mean"] and tree["level"] == domain["gated"]
    assert [hold["practice"] for hold in tree["held_by"]] == domain["blockers"]
    assert tree["next_step"]["to"] == domain["gated"]["value"] + 1
    assert tree["next_step"]["domains"][0]["share_missing"] == 0.35
    assert tree["next_step"]["fewest"] == [{"practice": "REP-01", "from": 1, "to": 2}]


def test_json_of_a_practice_names_its_evidence_and_its_next_text(safermark: Command, file: Path) -> None:
    tree = safermark("why", file, "REP-01", "--json").tree
    practice = load_framework("safer-by-design").practices["REP-01"]
    assert tree["practice"]["evidence"] == [
        {"title": "Run log", "link": "", "date": "2026-09-01", "age_days": 29, "level": 1, "backs": 1.0}
    ]
    assert tree["practice"]["text"] == practice.levels[1]
    assert tree["next_step"]["text"] == practice.levels[2]
    assert safermark("why", file, "REP-03", "--json").tree["next_step"] is None


def test_page_says_the_figure_the_parts_what_holds_it_and_the_next_step(safermark: Command, file: Path) -> None:
    shown = " ".join(safermark("why", file, "REP").out.split())
    for words in (
        "Small Forum · REP Reporting pathways as of 2026-09-30",
        "The average of 2.5 is the mean of 2 answers",
        "REP-02 4 – 1 50.0 % 2.00",
        "REP-01 1 1.0 1 50.0 % 0.50",
        "REP-03 not known – 1 – –",
        "together 2.50",
        "Level 2 is held back by: REP-01",
        "One practice is enough for level 2: REP-01 from 1 to 2.",
    ):
        assert words in shown, words


def test_page_of_the_whole_adds_up_by_domain_and_by_practice(safermark: Command, file: Path) -> None:
    shown = safermark("why", file).out
    assert "What each domain brings to the average" in shown
    assert [line.split()[-1] for line in shown.splitlines() if line.strip().startswith("together")] == ["2.50", "2.50"]


def test_page_of_a_practice_shows_text_and_evidence_and_no_table(safermark: Command, file: Path) -> None:
    shown = " ".join(safermark("why", file, "REP-01").out.split())
    assert "Level 1 is what was answered. Evidence in date backs 1.0 of it." in shown
    assert "Evidence: Run log, 1 September 2026, 29 days old: backs 1.0 of 1." in shown
    assert "together" not in shown
    assert "Level 2 would be: " in shown


def test_nothing_answered_is_a_sentence(safermark: Command) -> None:
    empty = b'{"framework": "safer-by-design", "answers": []}'
    called = safermark("why", "-", stdin=empty)
    assert called.code == 0
    assert "Nothing is answered yet, so there is no figure." in called.out
    tree = safermark("why", "-", "GOV", "--json", stdin=empty).tree
    assert (tree["value"], tree["next_step"], tree["held_by"]) == (None, None, [])
    assert tree["open"][0] == "GOV-01"


def test_a_headline_by_another_method_is_named(safermark: Command, file: Path) -> None:
    assert "The headline by method minimum is 1.0." in safermark("why", file, "--method", "minimum").out
    assert safermark("why", file, "--method", "minimum", "--json").tree["method"] == "minimum"
    assert "by method" not in safermark("why", file).out


@pytest.mark.parametrize(("asked", "near"), [("rep-01", "REP-01"), ("REP01", "REP-01"), ("RPE", "REP")])
def test_unknown_id_names_near_ones(safermark: Command, file: Path, asked: str, near: str) -> None:
    called = safermark("why", file, asked)
    assert (called.code, called.out) == (11, "")
    assert asked in called.err and near in called.err
    assert "mend:" in called.err


def test_unknown_id_far_from_all_names_the_domains(safermark: Command, file: Path) -> None:
    called = safermark("why", file, "\x1b[2Jzzzzzzzz")
    assert called.code == 11
    assert "GOV, DET" in called.err
    assert "\x1b" not in called.err


def test_files_that_cannot_be_read_are_refused(safermark: Command, file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"framework": "safer-by-design", "answers": [{"practice": "DET-01", "level": 9}]}')
    assert safermark("why", wrong).code == 11
    assert safermark("why", tmp_path / "missing.json").code == 11
    assert safermark("why", "-", stdin=b"").code == 11
    assert safermark("why", file, "--framework", "nowhere").code == 10
    assert safermark("why", file, "--method", "best").code == 11
    assert safermark("why", file, "--as-of", "2026-08-01").code == 11
    assert safermark("why").code == 2


def test_steering_characters_of_a_file_never_reach_the_terminal(safermark: Command) -> None:
    answer = {"practice": "DET-01", "level": 3, "evidence": [{"title": "x\x1b[2J", "date": "2026-09-01", "level": 3}]}
    content = {"framework": "safer-by-design", "organization": "x\x1b[2J", "answers": [answer]}
    called = safermark("why", "-", "DET-01", stdin=json.dumps(content).encode())
    assert called.code == 0
    assert "\x1b" not in called.out
