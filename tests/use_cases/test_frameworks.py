"""Frameworks of other formats are looked at first, then kept beside the store; hostile packages leave nothing."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.errors import MaturityError
from frameworks.formats.ciso_assistant.write_library import write_ciso_assistant
from tests.large_framework import large, odd_names
from use_cases import unpacked
from use_cases.frameworks import count_contents, is_kept, keep_import, preview_import
from use_cases.unpacked import PackageNotSafe, laid_out
from use_cases.workspace import open_workspace


def packed(files: dict[str, bytes]) -> bytes:
    """A package with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


def test_what_is_previewed_is_kept_where_the_workspace_finds_it(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "store.db", "Ann")
    imported = preview_import(write_ciso_assistant(large()).content, "large.yaml")
    [framework] = imported.frameworks
    held = count_contents(framework)
    assert (held.practices, held.domains, held.presets) == (1_341, 33, 1)
    assert held.groups > 33
    assert not is_kept(workspace, framework)
    [key] = keep_import(workspace, imported)
    assert is_kept(workspace, framework)
    assert len(workspace.load_framework(key).practices) == 1_341


def test_a_packed_folder_is_read_as_the_folder() -> None:
    with laid_out(packed({"model/a.yaml": b"a: 1", "model/deep/b.yaml": b"b: 2"}), "model.zip") as path:
        assert path.name == "model"
        assert sorted(file.relative_to(path).as_posix() for file in path.rglob("*.yaml")) == ["a.yaml", "deep/b.yaml"]
    assert not path.exists()


@pytest.mark.parametrize("name", ["../out.yaml", "a/../../out.yaml", "/etc/out.yaml", "a\\..\\out.yaml", "C:/out.yaml"])
def test_a_package_cannot_lead_out_of_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(PackageNotSafe, match="outside"), laid_out(packed({"fine.yaml": b"a: 1", name: b"b"}), "x.zip"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_package_holds_no_links() -> None:
    link = zipfile.ZipInfo("link.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(link, "/etc/hostname")
    with pytest.raises(PackageNotSafe, match="outside"), laid_out(made.getvalue(), "x.zip"):
        pass


def test_a_package_that_is_large_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "MOST_BYTES", 10_000)
    with pytest.raises(PackageNotSafe, match="larger"), laid_out(packed({"a": b"0" * 20_000}), "x.zip"):
        pass
    monkeypatch.setattr(unpacked, "MOST_FILES", 2)
    with pytest.raises(PackageNotSafe, match="more than"), laid_out(packed(dict.fromkeys("abc", b"")), "x.zip"):
        pass
    with pytest.raises(PackageNotSafe, match="empty"), laid_out(packed({}), "x.zip"):
        pass


@given(st.binary(max_size=400), st.sampled_from(["x.zip", "x.yaml", "x.json", "x.xlsx", "../../x", ""]))
def test_any_file_is_read_or_refused_in_words(content: bytes, name: str) -> None:
    try:
        preview_import(content, name)
    except MaturityError as error:
        assert all(fault.what and fault.where and fault.mend for fault in error.faults)


def test_odd_names_survive(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "store.db", "Ann")
    imported = preview_import(write_ciso_assistant(odd_names()).content, "odd.yaml")
    keep_import(workspace, imported)
    assert "Größe: “ganz”" in workspace.load_framework(imported.frameworks[0].key).practices
