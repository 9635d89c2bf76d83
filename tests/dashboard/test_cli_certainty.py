"""`safermark certainty`: a file in, how sure its figures are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Command

ANSWERS: list[dict[str, Any]] = [
    {
        "practice": "DET-01",
        "level": 3,
        "evidence": [{"title": "Log", "date": "2026-09-01", "level": 2}],
        "ratings": [
            {"by": "Ann", "level": 2, "on": "2026-09-01"},
            {"by": "Ben", "level": 4, "on": "2026-09-02"},
        ],
        "settled": {"level": 3, "reason": "The list is not renewed weekly.", "by": "Ann", "on": "2026-09-03"},
    },
    {
        "practice": "DET-02",
        "level": 1,
        "ratings": [{"by": "Ann", "level": 1, "on": "2026-09-01"}, {"by": "Ben", "level": 1, "on": "2026-09-02"}],
    },
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "answers.json", ANSWERS)


def write(path: Path, answers: list[dict[str, Any]]) -> Path:
    """An answers file of the framework that comes with the program."""
    tree = {"framework": "safer-by-design@1.0", "as_of": "2026-09-30", "answers": answers}
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_json_says_what_the_average_owes_to_weights_evidence_and_raters(safermark: Command, file: Path) -> None:
    tree = safermark("certainty", file, "--json").tree
    assert tree["weights"] == {
        "average": 2.0,
        "standard_deviation": pytest.approx(1 / 3),
        "off_by_half": [pytest.approx(21 / 13), pytest.approx(31 / 13)],
        "off_by_double": [pytest.approx(1.4), pytest.approx(2.6)],
    }
    assert (tree["evidence"]["claimed"], tree["evidence"]["evidenced"], tree["evidence"]["asserted_share"]) == (
        2,
        1,
        0.5,
    )
    assert tree["agreement"]["alpha"] == pytest.approx(5 / 6)
    assert (tree["agreement"]["raters"], tree["agreement"]["practices"]) == (2, 2)
    assert (tree["agreement"]["interval"], tree["agreement"]["within_one_level"]) == (None, 0.5)
    ratings = [{"by": "Ann", "level": 2}, {"by": "Ben", "level": 4}]
    assert tree["apart"] == [{"practice": "DET-01", "lowest": 2, "highest": 4, "settled": 3, "ratings": ratings}]
    assert tree["detectable_change"] == {"value": 0.36, "own": False}


def test_text_is_plain_sentences(safermark: Command, file: Path) -> None:
    shown = safermark("certainty", file).out
    assert (
        "Among the answers, even if each weight were off by half again, the average stays between 1.6 and 2.4." in shown
    )
    assert "50 % of what is claimed is only asserted" in shown
    assert "Two people rated 2 practices" in shown
    assert re.search(r"Where raters differ\n  DET-01  2 levels apart  Ann 2 and Ben 4  settled at 3  \w", shown)
    assert "below 0.36" in shown


def test_own_double_ratings_give_the_least_change_and_an_interval(safermark: Command, tmp_path: Path) -> None:
    names = [f"DET-{number:02}" for number in range(1, 9)] + ["GOV-01", "GOV-02", "GOV-03", "GOV-04"]
    answers = [
        {
            "practice": name,
            "level": 3,
            "ratings": [
                {"by": "Ann", "level": place % 6, "on": "2026-09-01"},
                {"by": "Ben", "level": min(5, place % 6 + place % 2), "on": "2026-09-01"},
            ],
        }
        for place, name in enumerate(names)
    ]
    file = write(tmp_path / "rated.json", answers)
    tree = safermark("certainty", file, "--json").tree
    assert tree["detectable_change"]["own"] is True
    low, high = tree["agreement"]["interval"]
    assert low < tree["agreement"]["alpha"] < high
    assert tree == safermark("certainty", file, "--json").tree
    assert "By your own double ratings" in safermark("certainty", file).out


@pytest.mark.parametrize("answers", [[], [{"practice": "DET-01", "state": "not_known"}]])
def test_nothing_answered_gives_nulls_and_sentences_not_numbers(
    safermark: Command, tmp_path: Path, answers: list[dict[str, Any]]
) -> None:
    file = write(tmp_path / "empty.json", answers)
    tree = safermark("certainty", file, "--json").tree
    assert set(tree["weights"].values()) == {None}
    assert tree["agreement"] is None and tree["apart"] == []
    assert "Nothing is answered, so nothing is claimed." in safermark("certainty", file).out


def test_one_rater_only_is_said(safermark: Command, tmp_path: Path) -> None:
    one = [{"practice": "DET-01", "level": 2, "ratings": [{"by": "Ann", "level": 2, "on": "2026-09-01"}]}]
    file = write(tmp_path / "one.json", one)
    assert safermark("certainty", file, "--json").tree["agreement"] is None
    shown = safermark("certainty", file).out
    assert "One person has rated one practice. No practice was rated by two people, so agreement cannot be" in shown
    assert "Where raters differ" not in shown


def test_faults_of_ratings_are_named_all_at_once(safermark: Command, tmp_path: Path) -> None:
    bad = [{**ANSWERS[0], "settled": {**ANSWERS[0]["settled"], "level": 2}, "ratings": [{"by": "Ann", "level": 9}]}]
    called = safermark("certainty", write(tmp_path / "bad.json", bad))
    assert called.code == 11
    for words in ("Level 2 is settled, but the answer says 3", "Level 9 is not on", "The rating has no on."):
        assert words in called.err
    assert "Traceback" not in called.err
