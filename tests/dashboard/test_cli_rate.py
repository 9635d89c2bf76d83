"""`safermark assess form` and `rate`: a colleague without access rates in a file, and the raters are compared."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Command


def write(path: Path, answers: list[dict[str, Any]], **more: object) -> Path:
    """An answers file of the framework that comes with the program."""
    tree = {"framework": "safer-by-design@1.0", "answers": answers, **more}
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def rate(safermark: Command, assessment: str, by: str, file: Path, *more: str) -> Any:
    return safermark("assess", "rate", "--assessment", assessment, "--by", by, file, *more)


def test_form_goes_out_without_answers_and_comes_back_as_ratings(
    safermark: Command, assessment: str, tmp_path: Path
) -> None:
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 4, "--note", "Secret")
    form = tmp_path / "form.yaml"
    said = safermark("assess", "form", "--assessment", assessment, form)
    assert said.code == 0 and f"safermark assess rate --assessment {assessment} --by NAME form.yaml" in said.out
    text = form.read_text(encoding="utf-8")
    assert "Secret" not in text and "level: 4" not in text
    assert "#   0 Not in place: " in text and "Small Forum" in text
    unfilled = rate(safermark, assessment, "Ben", form, "--json").tree
    assert (unfilled["new"], unfilled["without_level"]) == ([], text.count("state: not_known") - 1)
    place = text.index('- practice: "DET-01"')
    form.write_text(text[:place] + text[place:].replace("state: not_known", "level: 1", 1), encoding="utf-8")
    assert rate(safermark, assessment, "Ben", form, "--json").tree["new"] == ["DET-01"]
    shown = safermark("assess", "show", "--assessment", assessment, "--json").tree
    [answer] = [one for one in shown["answers"] if one["practice"] == "DET-01"]
    assert (answer["level"], answer["note"]) == (4, "Secret")
    assert [(one["by"], one["level"]) for one in answer["ratings"]] == [("Ben", 1)]


def test_form_of_another_ending_or_in_a_missing_folder_is_refused(
    safermark: Command, assessment: str, tmp_path: Path
) -> None:
    for file in (tmp_path / "form.csv", tmp_path / "missing" / "form.yaml"):
        assert safermark("assess", "form", "--assessment", assessment, file).code == 11
        assert not file.exists()


def test_file_of_any_format_says_how_many_are_new_and_where_raters_differ(
    safermark: Command, assessment: str, tmp_path: Path
) -> None:
    ann = write(tmp_path / "ann.json", [{"practice": "DET-01", "level": 4}, {"practice": "GOV-01", "level": 2}])
    first = rate(safermark, assessment, "Ann", ann)
    assert first.out.splitlines() == [
        "Ratings by Ann: 2 new, 0 changed, 0 said nothing new.",
        "No practice is rated differently by two people.",
    ]
    ben = tmp_path / "ben.csv"
    ben.write_text("practice,level,state\nDET-01,1,\nGOV-01,3,\nGOV-02,,not_known\n", encoding="utf-8")
    lines = rate(safermark, assessment, "Ben", ben).out.splitlines()
    assert lines[:2] == ["Ratings by Ben: 2 new, 0 changed, 0 said nothing new.", "Without a level, so not rated: 1."]
    assert lines[2] == "Where raters differ"
    assert [re.split(r" {2,}", line)[1:4] for line in lines[3:]] == [
        ["DET-01", "3 levels apart", "Ben 1 and Ann 4"],
        ["GOV-01", "one level apart", "Ann 2 and Ben 3"],
    ]
    again = rate(safermark, assessment, "Ben", ben, "--json").tree
    assert (again["by"], again["new"], again["changed"], again["unchanged"]) == ("Ben", [], [], 2)
    assert again["differences"][0] == {
        "practice": "DET-01",
        "spread": 3,
        "ratings": [{"by": "Ben", "level": 1}, {"by": "Ann", "level": 4}],
        "settled": None,
    }


def test_later_rating_and_what_cannot_be_rated_are_named(safermark: Command, assessment: str, tmp_path: Path) -> None:
    safermark(
        "assess", "record", "--assessment", assessment, "--practice", "GOV-01", "--state", "not_applicable",
        "--reason", "One person runs it.",
    )  # fmt: skip
    rated = [{"practice": "DET-01", "level": 2}, {"practice": "GOV-01", "level": 2}]
    rate(safermark, assessment, "Ben", write(tmp_path / "a.json", rated, as_of="2026-05-01"))
    older = rate(safermark, assessment, "Ben", write(tmp_path / "b.json", rated, as_of="2026-02-01")).out
    assert "Rated by Ben on a later day, which stays: DET-01." in older
    assert "Left out, because not in scope or not applicable here: GOV-01." in older


@pytest.mark.parametrize("by", ["Ben", " "])
def test_faults_come_all_at_once_and_nothing_is_kept(
    safermark: Command, assessment: str, tmp_path: Path, by: str
) -> None:
    bad = [{"practice": "DET-1", "level": 2}, {"practice": "DET-02", "level": 9}, {"practice": "DET-03", "level": 2}]
    refused = rate(safermark, assessment, by, write(tmp_path / "bad.json", bad))
    assert refused.code == 11
    assert "Did you mean 'DET-01'?" in refused.err and "Level 9" in refused.err
    other = write(tmp_path / "other.json", [{"practice": "DET-03", "level": 2}])
    other.write_text(other.read_text().replace("safer-by-design@1.0", "samm@2.0"), encoding="utf-8")
    assert "the assessment is against safer-by-design@1.0" in rate(safermark, assessment, by, other).err
    assert safermark("assess", "show", "--assessment", assessment, "--json").tree["answers"] == []


def test_ratings_of_nobody_are_refused(safermark: Command, assessment: str, tmp_path: Path) -> None:
    refused = rate(safermark, assessment, " ", write(tmp_path / "a.json", [{"practice": "DET-03", "level": 2}]))
    assert refused.code == 11 and "do not say whose they are" in refused.err
