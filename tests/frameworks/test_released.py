"""A released version of a framework never changes; only new crosswalks may join it."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from frameworks.loader import CATALOG, list_frameworks

HERE = Path(__file__).parent
RELEASED: dict[str, dict[str, str]] = yaml.safe_load((HERE / "released_hashes.yaml").read_text(encoding="utf-8"))
Hashes = Mapping[str, str]


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under a folder, by its path inside it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder).as_posix()): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def changes(kept: Hashes, folder: Path) -> list[str]:
    """What is not as it was on the day of the release."""
    found = hashes_of(folder)
    changed = [f"changed: {name}" for name in kept if name in found and found[name] != kept[name]]
    missing = [f"missing: {name}" for name in kept if name not in found]
    added = [f"added: {name}" for name in found if name not in kept and not name.startswith("crosswalks/")]
    return changed + missing + added


def released_keys(catalog: Path) -> set[str]:
    """The versions of a catalog that are out: answers may be held against them."""
    return {framework.key for framework in list_frameworks([catalog]) if framework.lifecycle != "draft"}


def test_released_versions_are_as_they_were() -> None:
    for key, kept in RELEASED.items():
        id_, _, version = key.partition("@")
        assert changes(kept, CATALOG / id_ / version) == [], f"{key} is released: make a new version"


def test_every_released_version_has_its_hashes() -> None:
    assert released_keys(CATALOG) == set(RELEASED), "write the hashes of a version down when it is released"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A made-up catalog with a released version."""
    shutil.copytree(HERE / "small", tmp_path / "catalog" / "small")
    head = tmp_path / "catalog" / "small" / "1.0" / "framework.yaml"
    head.write_text(head.read_text().replace("lifecycle: draft", "lifecycle: released"))
    (head.parent / "crosswalks").mkdir()
    (head.parent / "crosswalks" / "old.yaml").write_text("a: 1\n")
    return tmp_path / "catalog"


def test_a_released_version_without_hashes_is_noticed(catalog: Path) -> None:
    assert released_keys(catalog) == {"small@1.0"}
    head = catalog / "small" / "1.0" / "framework.yaml"
    head.write_text(head.read_text().replace("lifecycle: released", "lifecycle: draft"))
    assert released_keys(catalog) == set()


def test_an_unchanged_folder_has_no_changes(catalog: Path) -> None:
    folder = catalog / "small" / "1.0"
    kept = hashes_of(folder)
    assert set(kept) == {"framework.yaml", "domains/one.yaml", "domains/two.yaml", "crosswalks/old.yaml"}
    assert changes(kept, folder) == []


def test_every_change_of_a_released_folder_is_found(catalog: Path) -> None:
    folder = catalog / "small" / "1.0"
    kept = hashes_of(folder)
    one = folder / "domains" / "one.yaml"
    one.write_text(one.read_text().replace("It is written.", "It is written!"))
    (folder / "domains" / "two.yaml").unlink()
    (folder / "domains" / "three.yaml").write_text("domain: {}\n")
    (folder / "crosswalks" / "old.yaml").write_text("a: 2\n")
    (folder / "crosswalks" / "new.yaml").write_text("b: 1\n")
    assert sorted(changes(kept, folder)) == [
        "added: domains/three.yaml",
        "changed: crosswalks/old.yaml",
        "changed: domains/one.yaml",
        "missing: domains/two.yaml",
    ]
