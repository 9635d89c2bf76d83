"""One page at a time, run by Streamlit itself on a store of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from use_cases.workspace import Workspace, open_workspace

Page = Callable[[str], AppTest]


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file a page opens; there is nothing in it yet."""
    path = tmp_path / "store.db"
    monkeypatch.setenv("SAFERMARK_STORE", str(path))
    monkeypatch.setenv("SAFERMARK_ACTOR", "Ann")
    return path


@pytest.fixture
def workspace(store_path: Path, filled_store: Path) -> Workspace:
    """A workspace on a copy of the samples, the same store that pages open."""
    shutil.copy(filled_store, store_path)
    return open_workspace(store_path, "Ann")


@pytest.fixture
def page(store_path: Path) -> Page:
    """A page by its name, not yet run."""

    def open_page(name: str) -> AppTest:
        script = f"from dashboard.app_pages.{name} import {name}_page\n{name}_page()"
        return AppTest.from_string(script, default_timeout=30)

    return open_page
