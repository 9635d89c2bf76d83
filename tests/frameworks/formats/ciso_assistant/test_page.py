"""docs/formats/ciso-assistant.md says what the code does."""

from pathlib import Path

from frameworks.formats.ciso_assistant.carried import CARRIED, NOT_CARRIED, carried_table, not_carried_list
from frameworks.formats.ciso_assistant.nodes import DEEPEST
from frameworks.formats.ciso_assistant.parts import LONGEST_OF
from use_cases.exchange.ciso_audit import COLUMNS

PAGE = (Path(__file__).parents[4] / "docs/formats/ciso-assistant.md").read_text(encoding="utf-8")


def between(mark: str) -> str:
    return PAGE.split(f"<!-- {mark} -->\n")[1].split(f"<!-- /{mark} -->")[0]


def test_page_lists_every_field_that_is_carried_and_every_one_that_is_not() -> None:
    assert between("carried") == carried_table()
    assert between("not carried") == not_carried_list()
    assert all(where in PAGE for where in CARRIED.values())
    assert all(words in PAGE for words in NOT_CARRIED.values())


def test_numbers_of_the_page_are_those_of_the_code() -> None:
    assert f"to any depth up to {DEEPEST};" in PAGE
    assert f"of more than {LONGEST_OF['annotation']:,} characters" in PAGE
    assert len(COLUMNS) == 11
