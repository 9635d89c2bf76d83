"""Imported frameworks on disk: what is written reads back as the same, all or nothing."""

from pathlib import Path

import pytest

from frameworks.crosswalk_file import CrosswalkFile
from frameworks.documents import LARGEST_LIBRARY
from frameworks.errors import FrameworkNotFound
from frameworks.formats.imported import FrameworkNotKept, Imported
from frameworks.kept import keep_imported
from frameworks.kept_file import framework_content
from frameworks.loader import check_framework, list_frameworks, load_framework
from frameworks.origin import Origin
from frameworks.scale import Scale
from tests.frameworks.formats.imports import practice, scale, small_import

WALK = {
    "schema_version": 1,
    "from": "small-import@1",
    "to": "other@2",
    "dated": "2026-01-01",
    "basis": "source",
    "reason": "Came with the source.",
    "mappings": [{"from": "A (1)", "to": "O 1", "relation": "equal", "reason": "The same."}],
}


def test_what_is_kept_reads_back_as_the_same(tmp_path: Path) -> None:
    made = small_import()
    folders = keep_imported(Imported((made,)), tmp_path)
    assert folders == [tmp_path / "small-import/1"]
    assert check_framework(folders[0]) == []
    for reference in (str(tmp_path), str(folders[0]), str(folders[0] / "framework.json")):
        assert load_framework(reference, ()) == made
    assert load_framework("small-import", (tmp_path,)) == made
    assert [one.key for one in list_frameworks((tmp_path,))] == ["small-import@1"]


def test_the_same_again_changes_nothing_and_something_else_is_refused(tmp_path: Path) -> None:
    file = keep_imported(Imported((small_import(),)), tmp_path)[0] / "framework.json"
    before = (file.stat().st_mtime_ns, file.read_bytes())
    keep_imported(Imported((small_import(),)), tmp_path)
    other = small_import(id="second")
    with pytest.raises(FrameworkNotKept) as refusal:
        keep_imported(Imported((other, small_import(title="Other"))), tmp_path)
    assert [fault.where for fault in refusal.value.faults] == ["small-import/1/framework.json"]
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    assert not (tmp_path / "second").exists(), "nothing is half imported"


def test_crosswalk_is_kept_beside_the_framework_it_starts_from(tmp_path: Path) -> None:
    walk = CrosswalkFile.model_validate(WALK)
    keep_imported(Imported((small_import(),), (walk,)), tmp_path)
    assert (tmp_path / "small-import/1/crosswalks/other@2.yaml").exists()


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(FrameworkNotKept, match="cannot be written"):
        keep_imported(Imported((small_import(),)), blocked)
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_what_is_in_the_way_and_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "small-import/1/framework.json").mkdir(parents=True)
    with pytest.raises(FrameworkNotKept, match="is there already"):
        keep_imported(Imported((small_import(),)), tmp_path)


def test_folder_whose_name_cannot_be_used_is_said(tmp_path: Path) -> None:
    too_long = tmp_path / ("x" * 300)
    with pytest.raises(FrameworkNotKept, match="The folder cannot be written: File name too long") as refusal:
        keep_imported(Imported((small_import(),)), too_long)
    assert "shorter name" in refusal.value.faults[0].mend


def test_folder_with_several_frameworks_is_not_one(tmp_path: Path) -> None:
    keep_imported(Imported((small_import(), small_import(id="second"))), tmp_path)
    (fault,) = check_framework(tmp_path)
    assert fault.what == "The folder holds 2 frameworks."
    assert fault.mend == f"name the folder of one: {tmp_path / 'second/1'}, {tmp_path / 'small-import/1'}."
    with pytest.raises(FrameworkNotFound, match="holds 2 frameworks"):
        load_framework(str(tmp_path), ())


def test_nothing_is_kept_that_could_not_be_read_back(tmp_path: Path) -> None:
    large = small_import(origin=Origin(format="oscal", kept={"text": "x" * (LARGEST_LIBRARY + 1)}))
    with pytest.raises(FrameworkNotKept, match="larger than 16 MB"):
        keep_imported(Imported((small_import(id="second"), large)), tmp_path)
    assert list(tmp_path.iterdir()) == []
    fine = small_import(origin=Origin(format="oscal", kept={"text": "x" * 6_000_000}))
    assert load_framework(str(keep_imported(Imported((fine,)), tmp_path)[0]), ()) == fine


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (scale(1, 0, is_range=True), "levels of the scale do not rise"),
        (scale(0, 1, 3), "do not follow each other without a hole"),
        (scale(0, 1, values=(1, 0)), "values of the levels are not one for each, rising"),
        (scale(0, 1, values=(0, 0)), "values of the levels are not one for each, rising"),
        (scale(0, 1, is_range=True, values=(0, 1)), "values of the levels are not one for each, rising"),
    ],
)
def test_scale_that_means_nothing_is_named_whether_it_is_the_whole_or_of_one_practice(
    wrong: Scale, what: str, tmp_path: Path
) -> None:
    made = small_import()
    of_one = made.domains[1].model_copy(update={"practices": (practice("C §1", scale=wrong),)})
    for update, where in (
        ({"scale": wrong}, "> scale > levels"),
        ({"domains": (made.domains[0], of_one)}, "practice C §1 > scale > levels"),
    ):
        file = tmp_path / "framework.json"
        file.write_bytes(framework_content(made.model_copy(update=update)))
        (fault,) = [fault for fault in check_framework(tmp_path) if fault.where.endswith("scale > levels")]
        assert what in fault.what
        assert fault.where.endswith(where)
