"""Operate: a pool goes on with a newer framework version, and its members are told with one file."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.pool_moving import terms_now
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from tests.frameworks.two_versions import write_catalog
from tests.peer_pools import POOL, new_pool
from use_cases.pool_files import read_invitation
from use_cases.pools import show_pool
from use_cases.workspace import Workspace, open_workspace


@pytest.fixture
def versions(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A store beside a catalog with two versions, and a pool on the former."""
    monkeypatch.setenv("SAFERMARK_CATALOGS", str(write_catalog(tmp_path / "catalog")))
    workspace = open_workspace(store_path, "Ann")
    new_pool(workspace, framework="small@1.0")
    return workspace


def moving(page: Page) -> AppTest:
    app = page("benchmark")
    app.session_state["benchmark-task"] = "Operate"
    app.session_state[f"operate-{POOL}"] = "Framework version"
    app.run()
    assert not app.exception
    return app


def test_operator_moves_the_pool_and_hands_its_members_the_terms(
    page: Page, versions: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = moving(page)
    chosen = app.selectbox(key=f"move-version-{POOL}")
    assert chosen.options == ["1.1"]
    app.button(key=f"move-{POOL}").click().run()
    assert show_pool(versions, POOL).terms.framework == "small@1.1"
    assert "The pool goes on with small@1.1. Send its members the terms." in text_of(html_of(app))
    monkeypatch.setattr("dashboard.widgets.pool_moving.current_workspace", lambda: versions)
    told = read_invitation(terms_now(POOL), "terms.json")
    assert (told.token, told.terms.framework) == (None, "small@1.1")


def test_pool_on_the_only_version_there_is_says_so(page: Page, workspace: Workspace) -> None:
    new_pool(workspace)
    app = moving(page)
    assert "No other version it could go on with is here." in text_of(html_of(app))
    assert f"move-{POOL}" not in [one.key for one in app.button]
