"""Which format a source is in, and what is said of formats that nobody knows."""

import os
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.library import MOST_FILES
from frameworks.formats.formats import LOOKS, READERS, WRITERS, read_source, recognize, write_framework
from frameworks.formats.imported import FormatNotKnown
from tests.frameworks.formats.imports import small_import
from tests.frameworks.sheets.packages import package


def test_every_format_that_is_read_can_be_recognized() -> None:
    assert set(LOOKS) == set(READERS)


def test_format_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(FormatNotKnown, match="no format 'spreadsheet'") as refusal:
        read_source(tmp_path, "spreadsheet")
    assert all(name in refusal.value.faults[0].mend for name in ("auto", *READERS))
    with pytest.raises(FormatNotKnown, match="no format 'samm'") as refusal:
        write_framework(small_import(), "samm")
    assert all(name in refusal.value.faults[0].mend for name in WRITERS)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".xlsx", "a\0b", "a\0b.json", "none", "none.yaml"])
def test_name_that_leads_to_no_file_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FrameworkNotReadable, match="The file cannot be read: ") as refusal:
        recognize(tmp_path / name)
    assert refusal.value.faults[0].where == name[:60].replace("\0", "\\x00")


@pytest.mark.parametrize(
    ("name", "content", "what", "where"),
    [
        ("a", b"", "The file is empty.", "a"),
        ("a.json", b" ", "The file is empty.", "a.json"),
        ("a.yaml", b"", "The file is empty.", "a.yaml"),
        ("a.xlsx", b"", "The file is empty.", "a.xlsx"),
        ("a.xlsx", package()[:-30], "cannot be read as a workbook: it is no complete archive", "a.xlsx"),
        ("a.xlsx", package(more={"xl/big": b"0" * 20_000_000}), "more than 100 times larger unpacked", "a.xlsx"),
        ("a.xlsx", package(more={"xl/workbook.xml": "<!DOCTYPE x><workbook/>"}), "declares a document type", "a.xlsx"),
        ("a.txt", "text".encode("utf-16"), "The file is not UTF-8 text.", "a.txt, line 1"),
        ("a.yml", "a: 1".encode("utf-16"), "The file is not UTF-8 text.", "a.yml, line 1"),
        ("a.yaml", b"a: 1\nb: [", "The file is not YAML: ", "a.yaml, line 3, column 1"),
        ("a.yaml", b"- 1", "The file is not a set of keys", "a.yaml"),
        ("a.json", b'{"a": 1,\n}', "The file is not JSON: ", "a.json, line 2, column 1"),
    ],
)
def test_file_that_is_not_sound_is_refused_for_what_is_wrong_with_it(
    tmp_path: Path, name: str, content: bytes, what: str, where: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FrameworkNotReadable) as refusal:
        read_source(tmp_path / name)
    (fault,) = refusal.value.faults
    assert what in fault.what
    assert fault.where == where
    assert fault.mend


@pytest.mark.parametrize("ending", ["", ".yaml", ".json", ".xlsx"])
def test_what_is_no_plain_file_is_never_read(tmp_path: Path, ending: str) -> None:
    os.mkfifo(tmp_path / f"pipe{ending}")
    (tmp_path / f"zero{ending}").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(FrameworkNotReadable, match="it is a pipe or device") as refusal:
            read_source(tmp_path / f"{name}{ending}")
        assert refusal.value.faults[0].where == f"{name}{ending}"


def test_sound_file_in_no_format_is_told_the_formats(tmp_path: Path) -> None:
    for name, content in {"a.txt": b"text", "a.png": b"\x89PNG", "a.yaml": b"a: 1", "a.xlsx": package()}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FormatNotKnown, match="in none of the formats"):
            recognize(tmp_path / name)


def test_folder_of_too_many_libraries_is_told_so(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.yaml").write_text("urn: u\nobjects:\n")
    with pytest.raises(FrameworkNotReadable, match="The folder holds 1001 libraries"):
        read_source(tmp_path)


def test_framework_is_written_in_the_format_that_is_named() -> None:
    assert b'"catalog"' in write_framework(small_import(), "oscal").content
