"""SAMM by command: the model in, a toolbox scored, its answers into an assessment."""

from pathlib import Path

import pytest

from tests.dashboard.conftest import Command
from tests.frameworks.formats.samm.sample import QUESTIONS, write_model
from tests.frameworks.formats.samm.toolbox import toolbox

GIVEN = {QUESTIONS[0]: "Yes, in half of the beds", QUESTIONS[1]: "No"}


@pytest.fixture
def kept(safermark: Command, tmp_path: Path) -> Path:
    """The folder the model was imported into."""
    done = safermark("framework", "import", write_model(tmp_path), "--into", tmp_path / "kept", "--json")
    assert done.code == 0, done.err
    assert [one["method"] for one in done.tree["frameworks"]] == ["samm"]
    return tmp_path / "kept"


@pytest.fixture
def box(tmp_path: Path) -> Path:
    file = tmp_path / "box.xlsx"
    file.write_bytes(toolbox(GIVEN))
    return file


def test_values_go_in_and_come_out_of_score(safermark: Command, kept: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"answers": [{"practice": "G-SO-A-1-1", "level": 0.25}]}', encoding="utf-8")
    tree = safermark("score", file, "--framework", kept, "--json").tree
    assert tree["overall"]["headline"]["method"] == "samm"
    assert tree["overall"]["headline"]["value"] == 0.75
    assert {one["id"]: one["level"] for one in tree["practices"]}["G-SO-A-1-1"] == 0.25
    stream = tree["domains"][0]["children"][0]["children"][0]
    assert (stream["id"], stream["headline"]["high"]) == ("G-SO-A", 2.25)


def test_toolbox_is_scored_and_recorded(
    safermark: Command, kept: Path, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = safermark("score", box, "--framework", kept, "--format", "samm", "--json").tree
    assert tree["overall"]["counts"]["answered"] == 2
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(kept))
    safermark("organization", "add", "Garden")
    started = safermark("assess", "start", "--organization", "Garden", "--framework", "samm", "--json").tree
    command = ("assess", "import", "--assessment", started["assessment"], box, "--json")
    assert safermark(*command).tree == {"stored": 2, "unchanged": 0}
    assert safermark(*command).tree == {"stored": 0, "unchanged": 2}


def test_score_says_what_of_a_toolbox_is_left_aside(safermark: Command, kept: Path, box: Path) -> None:
    left = "Of the toolbox only the interview is read: neither the roadmap nor its scores."
    shown = safermark("score", box, "--framework", kept).out
    assert shown.splitlines()[-2:] == ["What of the file is left aside:", f"  {left}"]
    tree = safermark("score", box, "--framework", kept, "--json").tree
    assert list(tree)[-1] == "remarks"
    assert tree["remarks"] == [left]


def test_method_of_samm_is_offered_for_samm_only(safermark: Command, kept: Path, box: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.json"
    ours.write_text('{"framework": "safer-by-design", "answers": []}', encoding="utf-8")
    done = safermark("score", ours, "--method", "samm")
    assert done.code == 11
    assert "does not fit" in done.err and ", samm" not in done.err
    assert safermark("score", box, "--framework", kept, "--method", "mean", "--json").code == 0
