"""Suggestions for the words of a framework's files."""

from pathlib import Path

from frameworks.remarks import remarks_on


def test_file_that_cannot_be_read_has_no_suggestions_and_the_others_keep_theirs(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "whole.yaml").write_text("practices:\n  - {id: A-1, title: child pornography}\n", encoding="utf-8")
    assert [remark.where for remark in remarks_on(tmp_path)] == ["whole.yaml > practices A-1 > title"]
    assert remarks_on(tmp_path / "broken.yaml") == []
