"""Actions on a framework of others: the form offers the levels of the practice it is for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_plan_targets import field, press, run
from tests.large_framework import keep_samples, own_scales
from use_cases.actions import list_actions
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, open_workspace


@pytest.fixture
def streams(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A store beside a catalog of frameworks of others."""
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(keep_samples(tmp_path / "catalog")))
    workspace = open_workspace(store_path, "Ann")
    yield workspace
    workspace.store.engine.dispose()


def test_form_offers_the_levels_of_the_practice(page: Page, streams: Workspace) -> None:
    owner = add_organization(streams, "Garden", Profile()).id
    assessment = start_assessment(streams, owner, own_scales().key).id
    app = run(page, assessment)
    options = field(app, "selectbox", "Level it leads to (optional)").options  # type: ignore[attr-defined]
    assert options == ["none by itself", "No", "For some services", "For most services", "For all services"]
    app.selectbox(key=f"action-practice-{assessment}-").set_value("B-YY-A-2-1").run()
    field(app, "text_input", "What is to be done").set_value("Ask them all")  # type: ignore[attr-defined]
    field(app, "selectbox", "Level it leads to (optional)").set_value(3)  # type: ignore[attr-defined]
    press(app, "Keep the action")
    (kept,) = list_actions(streams, assessment)
    assert (kept.practice, kept.level) == ("B-YY-A-2-1", 3)


def test_few_steps_are_offered_by_their_numbers(page: Page, streams: Workspace) -> None:
    owner = add_organization(streams, "Garden", Profile()).id
    assessment = start_assessment(streams, owner, "few-names").id
    options = field(run(page, assessment), "selectbox", "Level it leads to (optional)").options  # type: ignore[attr-defined]
    assert [str(one).split()[0] for one in options] == ["none", "1", "2", "3", "4", "5"]
