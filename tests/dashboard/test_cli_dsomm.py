"""DSOMM by command: the model in, a team's history in, and a team that falls back loses nothing."""

from pathlib import Path
from typing import Any

import pytest

from store import assessments
from tests.dashboard.conftest import Command
from tests.frameworks.formats.dsomm.sample import SOIL, write_model
from tests.use_cases.exchange.dsomm_samples import PROGRESS, write_progress
from use_cases.workspace import open_workspace


@pytest.fixture
def started(safermark: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an assessment against the garden's model."""
    kept = tmp_path / "kept"
    done = safermark("framework", "import", write_model(tmp_path / "garden"), "--into", kept)
    assert done.code == 0, done.err
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(kept))
    safermark("organization", "add", "Garden")
    tree = safermark("assess", "start", "--organization", "Garden", "--framework", "dsomm", "--json").tree
    return str(tree["assessment"])


def history(assessment: str, practice: str) -> list[tuple[str, int | None]]:
    workspace = open_workspace(None)
    with workspace.store.reading() as connection:
        found = assessments.list_answers(connection, assessment, practice_id=practice)
    workspace.store.close()
    return [(str(one.on), one.level) for one in found]


def bring(safermark: Command, assessment: str, file: Path) -> Any:
    done = safermark(
        "assess", "import", "--assessment", assessment, file, "--format", "dsomm", "--team", "North", "--json"
    )
    assert done.code == 0, done.err
    return done.tree


def test_dates_become_history_and_a_second_import_adds_nothing(
    safermark: Command, started: str, tmp_path: Path
) -> None:
    file = write_progress(tmp_path / "progress")
    assert bring(safermark, started, file)["stored"] == 6
    assert history(started, "Loose soil") == [("2026-01-10", 1), ("2026-02-20", 2), ("2026-05-01", 3)]
    assert bring(safermark, started, file) == {"stored": 0, "unchanged": 6}


def test_team_that_falls_back_erases_nothing(safermark: Command, started: str, tmp_path: Path) -> None:
    file = write_progress(tmp_path / "progress", evidence=None)
    bring(safermark, started, file)
    fallen = PROGRESS.replace("      'Half done': 2026-02-20\n      'Done': 2026-05-01\n", "")
    assert bring(safermark, started, write_progress(tmp_path / "later", fallen, None))["stored"] == 1
    *before, (_, now) = history(started, "Loose soil")
    assert before == [("2026-01-10", 1), ("2026-02-20", 2), ("2026-05-01", 3)]
    assert now == 1
    assert bring(safermark, started, tmp_path / "later" / "team-progress.yaml")["stored"] == 0


def test_one_fault_keeps_everything_out(safermark: Command, started: str, tmp_path: Path) -> None:
    file = write_progress(tmp_path / "progress", PROGRESS.replace("'No': 2026-01-01", "'Ripe': 2026-01-01"), None)
    done = safermark("assess", "import", "--assessment", started, file, "--team", "North")
    assert done.code == 11
    assert "The state 'Ripe' is not known." in done.err
    assert history(started, "Loose soil") == []


def test_score_of_several_teams_is_the_mean_over_activities_of_the_mean_over_teams(
    safermark: Command, started: str, tmp_path: Path
) -> None:
    given = (write_progress(tmp_path / "p"), "--framework", tmp_path / "kept", "--as-of", "2026-06-01")
    tree = safermark("score", *given, "--json").tree
    # North and South, by activity: 100 and 20, 100 and 0, 0 and 100, 0 and 0, 0 and 0.
    assert tree["overall"] == {"headline": {"method": "dsomm", "value": (60 + 50 + 50 + 0 + 0) / 5}}
    north, south = tree["teams"]
    assert (north["team"], north["overall"]["headline"]["value"]) == ("North", 40)
    assert (south["team"], south["overall"]["headline"]["value"]) == ("South", 24)
    ground = tree["domains"][0]["children"][0]
    lows = [team["domains"][0]["children"][0]["headline"]["low"] for team in (north, south)]
    assert ground["headline"]["value"] == sum(lows) / 2
    assert all(remark.startswith(("North: ", "South: ")) for remark in tree["remarks"])
    text = safermark("score", *given).out
    assert "2 teams" in text and "North" in text and "What of the file is left aside:" in text
    assert text.split("All domains")[1].split()[:3] == ["32.0", "40.0", "24.0"]


def test_other_methods_are_of_one_team(safermark: Command, started: str, tmp_path: Path) -> None:
    done = safermark("score", write_progress(tmp_path / "p"), "--framework", tmp_path / "kept", "--method", "mean")
    assert done.code == 11 and "name one with --team" in done.err


def test_teams_are_listed_where_none_is_named(safermark: Command, started: str, tmp_path: Path) -> None:
    done = safermark("assess", "import", "--assessment", started, write_progress(tmp_path / "p"), "--format", "dsomm")
    assert done.code == 11
    assert "name one with --team: 'North', 'South'." in done.err


def test_score_of_a_sector_counts_what_has_no_state_as_not_begun(safermark: Command, tmp_path: Path) -> None:
    safermark("framework", "import", write_model(tmp_path / "garden"), "--into", tmp_path / "kept")
    file = write_progress(tmp_path / "p", f"progress:\n  {SOIL}:\n    A: {{Half done: 2026-01-01}}\n", None)
    given = ("score", file, "--framework", tmp_path / "kept", "--json")
    tree = safermark(*given).tree
    assert tree["overall"]["headline"] == {"method": "dsomm", "value": 10, "low": 10, "high": 90}
    sector = safermark(*given, "--scope", "level-1").tree["domains"][0]
    assert (sector["id"], sector["headline"]["value"]) == ("Growing", 50)
    untouched = [one for one in tree["domains"] if one["counts"]["answered"] == 0]
    assert [one["headline"]["value"] for one in untouched] == [0], "as the whole counts it, and as DSOMM shows it"
