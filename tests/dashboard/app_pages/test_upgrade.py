"""A newer framework version is offered on Organizations with what it would carry over, and begun by one button."""

from pathlib import Path

import pytest

from scoring.assessment import Answer
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from tests.frameworks.two_versions import write_catalog
from use_cases.assess import list_assessments, load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.places import CATALOGS_VARIABLE
from use_cases.workspace import open_workspace


def test_newer_version_is_offered_and_begun(
    page: Page, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CATALOGS_VARIABLE, str(write_catalog(tmp_path / "own")))
    workspace = open_workspace(store_path, "Ann")
    organization = add_organization(workspace, "Small <b>Forum</b>")
    former = start_assessment(workspace, organization.id, "small@1.0")
    record_answers(workspace, former.id, [Answer(practice="A-1", level=3)])
    app = page("organizations")
    app.session_state["assessment_id"] = former.id
    app.run()
    assert not app.exception, app.exception
    text = text_of(html_of(app))
    assert "Small 1.1 is out; the assessment stands on 1.0" in text
    assert "One answer is carried over whole." in text
    app.button(key=f"upgrade-{former.id}").click().run()
    assert not app.exception, app.exception
    newest = list_assessments(workspace, organization.id)[0]
    assert newest.framework_version == "1.1"
    assert load_assessment(workspace, newest.id).assessment.by_practice["A-1"].level == 3
    text = text_of(html_of(app))
    assert "The assessment against version 1.1 is open on every page. The former one stays." in text
    assert "is out; the assessment stands on" not in text
