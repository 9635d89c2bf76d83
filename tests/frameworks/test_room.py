"""What the texts of a tree take in memory."""

from typing import Any

from frameworks.room import room_of, texts_in


def test_one_emoji_makes_every_character_of_its_text_four_bytes() -> None:
    tree: Any = {"key": ["a" * 1_000, {"b": "a" * 999 + "😀"}], "number": 7, "nothing": None}
    assert sorted(texts_in(tree)) == ["a" * 1_000, "a" * 999 + "😀"]
    assert 5_000 <= room_of(tree) < 5_100
    assert room_of({"a" * 1_000: 1}) == 0
