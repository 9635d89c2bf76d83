"""What an import brings takes its places at once, whatever happens meanwhile: nothing is ever there by half."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from frameworks import kept
from frameworks.crosswalk_file import CrosswalkFile
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.imported import FrameworkNotKept, Imported
from frameworks.kept import Drafts, import_source, keep_imported
from frameworks.loader import frameworks_in, list_frameworks, load_framework
from tests.frameworks.formats.dsomm.sample import write_model
from tests.frameworks.formats.imports import small_import
from tests.frameworks.test_kept import WALK

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")
KILLED = """
import os, signal, sys
from pathlib import Path
from frameworks.kept import Drafts
from tests.frameworks.formats.dsomm.sample import write_model
from tests.frameworks.formats.imports import small_import
with Drafts(Path(sys.argv[1])) as drafts:
    drafts.add(small_import())
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@POSIX
def test_what_a_killed_import_has_written_is_no_framework_and_the_next_one_clears_it_away(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path], cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / ".drafts/small-import/1/framework.json").is_file()
    assert (list_frameworks((tmp_path,)), frameworks_in(str(tmp_path), ())) == ([], {})
    keep_imported(Imported((small_import(id="second"),)), tmp_path)
    assert names_in(tmp_path) == ["second"]


def test_import_that_was_killed_while_it_took_its_places_is_there_whole_and_the_next_one_ends_it(
    tmp_path: Path,
) -> None:
    keep_imported(Imported((small_import(), small_import(id="second"))), tmp_path)
    (tmp_path / ".ready").mkdir()
    (tmp_path / "second").rename(tmp_path / ".ready/second")
    assert list(frameworks_in(str(tmp_path), ())) == ["second@1", "small-import@1"]
    assert load_framework("second", (tmp_path,)) == small_import(id="second")
    keep_imported(Imported((small_import(id="third"),)), tmp_path)
    assert names_in(tmp_path) == ["second", "small-import", "third"]
    assert frameworks_in(str(tmp_path), ())["second@1"] == tmp_path / "second/1"


def test_what_took_its_place_is_taken_back_where_another_cannot(tmp_path: Path) -> None:
    (tmp_path / "small-import").write_text("in the way", encoding="utf-8")
    walk = CrosswalkFile.model_validate({**WALK, "from": "zzz@1"})
    with pytest.raises(FrameworkNotKept, match="cannot be written"):
        keep_imported(Imported((small_import(id="first"), small_import(), small_import(id="zzz")), (walk,)), tmp_path)
    assert names_in(tmp_path) == ["small-import"]


def test_folder_that_was_not_there_is_not_left_behind_by_an_import_that_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Drafts(tmp_path / "new") as drafts:
        drafts.add(small_import())
        raise RuntimeError
    assert names_in(tmp_path) == []


def test_without_taking_places_nothing_is_kept(tmp_path: Path) -> None:
    keep_imported(Imported((small_import(),)), tmp_path)
    with Drafts(tmp_path) as drafts:
        drafts.add(small_import(id="second"))
    assert names_in(tmp_path) == ["small-import"]


@POSIX
def test_one_import_of_a_folder_waits_for_another(tmp_path: Path) -> None:
    from fcntl import LOCK_EX, LOCK_NB, flock

    folder = os.open(tmp_path, os.O_RDONLY)
    with Drafts(tmp_path), pytest.raises(BlockingIOError):
        flock(folder, LOCK_EX | LOCK_NB)
    flock(folder, LOCK_EX | LOCK_NB)
    os.close(folder)


def test_every_framework_that_cannot_be_kept_is_named_at_once(tmp_path: Path) -> None:
    keep_imported(Imported((small_import(), small_import(id="second"))), tmp_path)
    other = (small_import(title="Other"), small_import(id="second", title="Other"), small_import(id="third"))
    with pytest.raises(FrameworkNotKept) as refusal:
        keep_imported(Imported(other), tmp_path)
    assert [fault.where for fault in refusal.value.faults] == [
        "small-import/1/framework.json",
        "second/1/framework.json",
    ]
    assert names_in(tmp_path) == ["second", "small-import"]


def test_source_that_brings_endlessly_many_frameworks_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_DRAFTS", 1)
    keep_imported(Imported((small_import(),)), tmp_path)
    with pytest.raises(FrameworkNotKept, match="brings more than 1 frameworks and crosswalks"):
        keep_imported(Imported((small_import(id="second"), small_import(id="third"))), tmp_path)
    assert names_in(tmp_path) == ["small-import"]


def test_source_of_any_format_is_kept_or_refused_whole(tmp_path: Path) -> None:
    source, folder = write_model(tmp_path / "garden"), tmp_path / "kept"
    imported = import_source(source, folder)
    assert [one.key for one in imported.frameworks] == list(frameworks_in(str(folder), ()))
    file = imported.frameworks[0].folder / "framework.json"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FrameworkNotReadable, match="is there already"):
        import_source(source, folder)
    assert file.read_text(encoding="utf-8") == "mine"


def test_framework_of_no_source_is_kept_too(tmp_path: Path) -> None:
    bare = load_framework("safer-by-design")
    (folder,) = keep_imported(Imported((bare,)), tmp_path)
    assert (folder / "framework.json").is_file()
