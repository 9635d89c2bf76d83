"""Which format a source is in, and what is said of formats that nobody knows."""

from pathlib import Path

import pytest

from frameworks.formats.formats import LOOKS, READERS, WRITERS, read_source, recognize, write_framework
from frameworks.formats.imported import FormatNotKnown
from tests.frameworks.formats.imports import small_import


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
def test_name_that_leads_to_no_file_is_in_no_format(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatNotKnown) as refusal:
        recognize(tmp_path / name)
    assert refusal.value.faults[0].where == name[:60]


def test_framework_is_written_in_the_format_that_is_named() -> None:
    assert b'"catalog"' in write_framework(small_import(), "oscal").content
