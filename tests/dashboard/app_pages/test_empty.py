"""Empty states teach the next step, on every page that shows an assessment."""

import pytest

from scoring.organization import Profile
from tests.dashboard.app_pages.conftest import Page
from use_cases.organize import add_organization
from use_cases.workspace import open_workspace

PAGES = ["overview", "assess", "track", "threats", "crosswalk"]


def _texts(page: Page, name: str) -> str:
    app = page(name).run()
    assert not app.exception, app.exception
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_store_asks_for_the_organization_first(page: Page, name: str) -> None:
    assert "Say what kinds of service your organization runs" in _texts(page, name)


@pytest.mark.parametrize("name", PAGES)
def test_an_organization_without_assessment_is_named(page: Page, store_path: object, name: str) -> None:
    add_organization(open_workspace(store_path), "Lumen <Harbor>", Profile(kinds=("ugc",)))
    texts = _texts(page, name)
    assert "Lumen &lt;Harbor&gt; is on record without an assessment" in texts
