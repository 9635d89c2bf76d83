"""Translations of a library as columns of a workbook."""

from typing import Any

import pytest

from frameworks.formats.ciso_assistant.workbook_cells import with_languages


@pytest.mark.parametrize(
    ("translations", "cells"),
    [
        ({"fr": {"name": "Cloche", "description": ["no", "text"]}}, {"name[fr]": "Cloche"}),
        ({"fr": "no texts", "de": {"name": "Glocke"}}, {"name[de]": "Glocke"}),
        ("no languages", {}),
        (None, {}),
    ],
)
def test_translations_stand_under_titles_of_their_language_and_only_texts_do(
    translations: Any, cells: dict[str, Any]
) -> None:
    assert with_languages({"name": "Bell", "translations": translations}) == {"name": "Bell", **cells}
