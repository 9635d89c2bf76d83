"""docs/formats/dsomm.md says what the code does."""

import re
from pathlib import Path

from frameworks.formats.dsomm.read_dsomm import SHOWN_NOWHERE
from frameworks.formats.dsomm.states import USUAL, usual_states
from frameworks.formats.formats import READERS
from tests.frameworks.formats.dsomm.sample import MODEL, write_model

PAGE = (Path(__file__).parents[4] / "docs" / "formats" / "dsomm.md").read_text(encoding="utf-8")


def test_fields_that_no_page_shows_are_named() -> None:
    (listed,) = re.findall(r"Everything else of an activity \((.*?) and what you added\)", PAGE, re.DOTALL)
    assert tuple(re.findall(r"`(\w+)`", listed)) == SHOWN_NOWHERE


def test_states_that_stand_in_are_those_of_the_code() -> None:
    said = ", ".join(str(percent) for percent in usual_states().values())
    assert f"at {said[: said.rindex(',')]} and {said.split(', ')[-1]} %" in PAGE
    assert len(USUAL) == 4 and "four states" in PAGE


def test_table_says_where_each_field_of_an_activity_goes(tmp_path: Path) -> None:
    (framework,) = READERS["dsomm"](write_model(tmp_path / "garden")).frameworks
    practice = framework.practices["Watering by plan"]
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE))
    assert "intent" in rows["`measure`, `description`, `risk`"]
    for words in ("Water is given by a plan.", "A plan says when each bed is watered.", "Beds dry out."):
        assert words in practice.intent
    assert "rung" in rows["`level`"] and practice.rung == 2
    assert "prerequisites" in rows["`dependsOn`, by name or uuid"] and len(practice.prerequisites) == 2
    assert "origin" in rows["`uuid`"] and practice.origin is not None and practice.origin.id in MODEL
    assert "group" in rows["sub-dimension"] and framework.domains[0].children[0].id == "Ground"
    assert "`--scope level-1,level-2`" in rows["`level`"]
    assert framework.preset("level-1,level-2").practices is not None


def test_commands_of_the_page_name_a_format_that_is_read() -> None:
    assert set(re.findall(r"--format (\S+)", PAGE)) == {"dsomm"} <= set(READERS)
