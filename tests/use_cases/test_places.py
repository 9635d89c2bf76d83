"""Catalogs of one's own: named by a variable, looked through before the shipped one."""

import os
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotFound
from frameworks.loader import CATALOG
from tests.frameworks.two_versions import write_catalog
from use_cases.places import CATALOGS_VARIABLE, STORE_VARIABLE, imports_folder, known_catalogs
from use_cases.workspace import open_workspace


def test_shipped_catalog_is_the_only_one_unless_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CATALOGS_VARIABLE, raising=False)
    assert known_catalogs()[1:] == (CATALOG,)
    monkeypatch.setenv(CATALOGS_VARIABLE, "")
    assert known_catalogs()[1:] == (CATALOG,)


def test_own_catalogs_come_first_and_a_workspace_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = write_catalog(tmp_path / "own"), tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv(CATALOGS_VARIABLE, os.pathsep.join(map(str, (own, other))))
    assert known_catalogs()[1:] == (own, other, CATALOG)
    workspace = open_workspace(tmp_path / "store.db", "Ann")
    assert workspace.load_framework("small").version == "1.1"
    assert workspace.load_framework("safer-by-design").version == "1.0"
    workspace.store.close()


def test_what_was_imported_beside_the_store_comes_before_everything_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "mine.db"
    assert known_catalogs(store)[0] == imports_folder(store) == tmp_path / "mine-frameworks"
    monkeypatch.setenv(STORE_VARIABLE, str(store))
    assert known_catalogs()[0] == imports_folder(store)


def test_catalog_that_is_not_there_is_refused_without_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CATALOGS_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(FrameworkNotFound) as refused:
        known_catalogs()
    assert "SAFERMARK_CATALOGS > nowhere" in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
