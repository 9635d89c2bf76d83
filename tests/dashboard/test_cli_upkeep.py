"""`safermark backup`, `restore`, `verify` and `redact` as somebody types them."""

import json
import os
from pathlib import Path

import pytest

from tests.dashboard.conftest import Command

SECRET = "Zqx Wvu"


def record(safermark: Command, assessment: str, note: str) -> None:
    given = ("--practice", "DET-01", "--level", 2, "--note", note)
    assert safermark("assess", "record", "--assessment", assessment, *given).code == 0


def note_of(safermark: Command, assessment: str) -> str:
    [answer] = safermark("assess", "show", "--assessment", assessment, "--json").tree["answers"]
    return str(answer["note"])


def test_backup_is_restored_and_the_former_store_is_named(safermark: Command, assessment: str, tmp_path: Path) -> None:
    record(safermark, assessment, "first")
    called = safermark("backup", tmp_path / "store.bak")
    assert called.code == 0
    assert "Confidential" in called.out
    record(safermark, assessment, "second")
    called = safermark("restore", tmp_path / "store.bak")
    assert called.code == 0
    [kept] = tmp_path.glob("store.db.before-restore-*")
    assert str(kept) in called.out
    assert note_of(safermark, assessment) == "first"


def test_whole_store_is_verified(safermark: Command, assessment: str) -> None:
    called = safermark("verify")
    assert (called.code, called.err) == (0, "")
    assert called.out.startswith("The store is whole: 1 organizations, 1 assessments, 0 answers")
    assert safermark("verify", "--json").tree["faults"] == []


def test_damaged_store_is_said_to_be_so(safermark: Command, assessment: str, tmp_path: Path) -> None:
    record(safermark, assessment, "an old note")
    path = tmp_path / "damaged.db"
    safermark("backup", path)
    path.write_bytes(path.read_bytes().replace(b"an old note", b"an odd note"))
    called = safermark("verify", "--store", path)
    assert called.code == 12
    assert "Row 1 of answers has changed on the disk" in called.err
    called = safermark("verify", "--store", path, "--json")
    assert called.code == 12
    assert called.tree["faults"][0]["where"] == str(path)


@pytest.mark.parametrize("verb", [("verify",), ("backup", "copy.bak"), ("redact", "--because", "x")])
def test_store_that_is_not_there_is_neither_made_nor_called_whole(
    safermark: Command, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    called = safermark(*verb, "--store", tmp_path / "typo.db", stdin=b"text")
    assert called.code == 12
    assert "There is no store here" in called.err
    assert not (tmp_path / "typo.db").exists()


def test_backup_over_a_device_is_refused(safermark: Command, assessment: str) -> None:
    assert safermark("backup", os.devnull).code == 12
    assert not Path(os.devnull).is_file()


def test_text_from_standard_input_is_removed_everywhere(safermark: Command, assessment: str, tmp_path: Path) -> None:
    record(safermark, assessment, f"{SECRET} told us")
    safermark("backup", tmp_path / "store.bak")
    safermark("restore", tmp_path / "store.bak")
    called = safermark("redact", "--because", "it names a person", stdin=f"{SECRET}\n".encode())
    assert called.code == 0
    assert called.out.startswith("Removed: 1.")
    [copy] = tmp_path.glob("store.db.before-restore-*")
    assert str(copy) in called.out
    assert SECRET not in called.out
    assert note_of(safermark, assessment).endswith("by Ann because it names a person]")


def test_text_that_also_stands_in_an_id_is_said_to_stay(safermark: Command, assessment: str) -> None:
    line = json.dumps({"practice": "DET-01", "level": 1, "id": SECRET, "note": SECRET}).encode()
    assert safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=line).code == 0
    called = safermark("redact", "--because", "it names a person", stdin=SECRET.encode())
    assert "in the id of 1 answers" in called.out
    called = safermark("redact", "--because", "it names a person", "--json", stdin=SECRET.encode())
    assert called.tree == {"removed": 0, "left_in_ids": 1, "copies": []}


def test_row_is_redacted_by_its_id_and_field(safermark: Command, assessment: str) -> None:
    given = ("--assessment", assessment, "--practice", "DET-01", "--level", 2, "--note", "one", "--json")
    id_ = safermark("assess", "record", *given).tree["id"]
    row = ("redact", "--id", id_, "--because", "a mistake")
    called = safermark(*row, "--field", "note", "--by", "Ben", "--json")
    assert called.tree == {"removed": 1, "left_in_ids": 0, "copies": []}
    assert "by Ben because a mistake]" in note_of(safermark, assessment)
    called = safermark(*row, "--field", "level")
    assert called.code == 11
    assert "There is no field 'level'" in called.err


def test_text_that_is_nowhere_is_no_success(safermark: Command, assessment: str) -> None:
    called = safermark("redact", "--because", "a mistake", stdin=b"nobody")
    assert (called.code, called.out) == (11, "")
    assert "found nowhere" in called.err
