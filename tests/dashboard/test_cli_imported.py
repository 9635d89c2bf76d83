"""Frameworks that were imported beside the store are there for every command, too."""

from pathlib import Path

from frameworks.formats.ciso_assistant.yaml_text import yaml_text
from frameworks.formats.imported import Imported
from frameworks.kept import keep_imported
from tests.dashboard.conftest import Command
from tests.frameworks.formats.ciso_assistant.libraries import library
from tests.frameworks.formats.imports import small_import
from use_cases.places import imports_folder


def test_commands_know_what_was_imported_on_a_page(safermark: Command, tmp_path: Path) -> None:
    listed = [one["id"] for one in safermark("framework", "list", "--json").tree]
    assert "small-import" not in listed
    keep_imported(Imported((small_import(),)), imports_folder(tmp_path / "store.db"))
    assert [one["id"] for one in safermark("framework", "list", "--json").tree if one["id"] not in listed] == [
        "small-import"
    ]
    assert safermark("framework", "show", "small-import", "--json").tree["title"] == "Small import"
    out = tmp_path / "catalog.json"
    assert safermark("framework", "export", "small-import", "--format", "oscal", "--out", out).code == 0
    assert out.read_text(encoding="utf-8").startswith("{")


def test_option_names_the_store_beside_which_frameworks_lie(safermark: Command, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    keep_imported(Imported((small_import(),)), imports_folder(elsewhere))
    assert safermark("framework", "show", "small-import").code == 10
    for words in (("list",), ("show", "small-import"), ("diff", "small-import", "small-import")):
        assert "Small import" in safermark("framework", *words, "--store", elsewhere).out, words
    out = tmp_path / "catalog.json"
    done = safermark("framework", "export", "small-import", "--format", "oscal", "--out", out, "--store", elsewhere)
    assert (done.code, out.is_file()) == (0, True)


def test_backup_says_that_imported_frameworks_are_no_part_of_it(safermark: Command, tmp_path: Path) -> None:
    safermark("organization", "add", "Garden")
    assert "keep a copy" not in safermark("backup", tmp_path / "first.bak").out
    folder = imports_folder(tmp_path / "store.db")
    keep_imported(Imported((small_import(),)), folder)
    assert f"keep a copy of {folder}, too" in safermark("backup", tmp_path / "second.bak").out


def test_folder_of_several_frameworks_is_checked_whole_and_lists_what_can_be_shown(
    safermark: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    keep_imported(Imported((small_import(), small_import(id="second"))), folder)
    shown = safermark("framework", "show", folder)
    assert (shown.code, f"name the folder of one: {folder / 'second/1'}, {folder / 'small-import/1'}" in shown.err) == (
        10,
        True,
    )
    assert safermark("framework", "check", folder).out == "No fault found in 2 frameworks.\n"
    for id_ in ("second", "small-import"):
        (folder / id_ / "1/framework.json").write_text("{", encoding="utf-8")
    faults = safermark("framework", "check", folder, "--json").tree["faults"]
    assert [one["where"].split(" > ")[0] for one in faults] == ["second/1", "small-import/1"]
    assert safermark("framework", "check", folder).code == 10


def test_folder_of_libraries_is_imported_and_told_framework_by_framework(safermark: Command, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("a", "b"):
        tree = library([{"id": "n", "assessable": True}], ref_id=name)
        (source / f"{name}.yaml").write_bytes(yaml_text(tree))
    told = safermark("framework", "import", source, "--into", tmp_path / "kept", "--json").tree
    assert [(one["key"], one["practices"]) for one in told["frameworks"]] == [("a@1", 1), ("b@1", 1)]
    assert told["frameworks"][1]["folder"] == str(tmp_path / "kept/b/1")
    assert (tmp_path / "kept/b/1/framework.json").is_file()
    (source / "c.yaml").write_text("urn: c\nobjects: 3\n", encoding="utf-8")
    refused = safermark("framework", "import", source, "--into", tmp_path / "other")
    assert (refused.code, (tmp_path / "other").exists()) == (10, False)
    assert "c.yaml > objects" in refused.err
