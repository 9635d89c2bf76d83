"""Texts are written so that XML holds them, and come back as they were."""

import pytest

from frameworks.sheets.cell_text import cannot_be_kept, escaped, unescaped


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a bell\x07", "a bell_x0007_"),
        ("looks like _x0007_", "looks like _x005F_x0007_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041\x07", "_x005F_x0041_x0007_"),
        ("half \ud83d", "half _xD83D_"),
    ],
)
def test_text_comes_back_as_it_was(text: str, written: str) -> None:
    assert escaped(text) == written
    assert unescaped(written) == text


def test_halves_that_were_written_one_by_one_are_one_character() -> None:
    assert unescaped("_xD83D__xDE00_") == "😀"


@pytest.mark.parametrize(("text", "cannot"), [("a\0", True), ("\ud83d", True), ("a😀\x07", False), ("", False)])
def test_nul_and_half_a_character_cannot_be_kept(text: str, cannot: bool) -> None:
    assert cannot_be_kept(text) is cannot
