"""A file of several teams on the page: whose answers they are is chosen, and what fell back holds from today."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from frameworks.formats.dsomm.read_dsomm import read_dsomm
from frameworks.kept import keep_imported
from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_organizations import do, has, keyed, run, settled, texts, upload
from tests.frameworks.formats.dsomm.sample import SOIL, write_model
from tests.use_cases.exchange.dsomm_samples import PROGRESS
from use_cases.assess import list_assessments, load_assessment, start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, open_workspace

FALLEN = PROGRESS.replace("      'Half done': 2026-02-20\n      'Done': 2026-05-01\n", "")


@pytest.fixture
def garden(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A store with an assessment against the garden's model."""
    kept = tmp_path / "kept"
    keep_imported(read_dsomm(write_model(tmp_path / "garden")), kept)
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(kept))
    workspace = open_workspace(store_path, "Ann")
    start_assessment(workspace, add_organization(workspace, "Garden", Profile()).id, "dsomm")
    yield workspace
    workspace.store.engine.dispose()


def brought(page: Page, content: str) -> AppTest:
    return upload(do(run(page), "Import"), "team-progress.yaml", content.encode())


def soil(workspace: Workspace) -> int | None:
    (header,) = list_assessments(workspace)
    return load_assessment(workspace, header.id).assessment.by_practice["Loose soil"].level


def test_team_is_chosen_before_anything_is_shown_and_what_fell_back_holds(page: Page, garden: Workspace) -> None:
    app = brought(page, PROGRESS)
    choice = keyed(app.selectbox, "-team")
    assert choice.label == "Whose answers? The file holds those of 2 teams"
    assert choice.options == ["North", "South"]
    assert not has(app.button, "-keep") and "answers in the file" not in texts(app)
    app = settled(choice.select("North").run())
    assert keyed(app.button, "-keep").label == "Record 6 answers"
    settled(keyed(app.button, "-keep").click().run())
    assert soil(garden) == 3
    app = settled(keyed(brought(page, FALLEN).selectbox, "-team").select("North").run())
    assert keyed(app.button, "-keep").label == "Record 1 answer"
    settled(keyed(app.button, "-keep").click().run())
    assert soil(garden) == 1


def test_file_of_one_team_asks_for_none(page: Page, garden: Workspace) -> None:
    app = brought(page, f"progress:\n  {SOIL}:\n    North: {{Done: 2026-01-01}}\n")
    assert "1 answer in the file; 1 answer would be recorded." in texts(app)
    assert not has(app.selectbox, "-team")
