"""Fields of a library as they can be used, whatever they were written as."""

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.formats.ciso_assistant.fields import (
    MOST_FAULTS,
    Findings,
    as_json,
    kept_beside,
    whole_number,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("given", "number"),
    [(3, 3), (3.0, 3), (3.5, None), ("3", 3), ("-3", -3), ("x", None), (True, None), (None, None), ("9" * 30, None)],
)
def test_whole_numbers_are_found_in_whatever_they_were_made_of(given: object, number: int | None) -> None:
    assert whole_number(given) == number


def test_yes_and_no_are_read_as_people_and_spreadsheets_write_them() -> None:
    assert [yes_or_no(one) for one in (True, "x", "Yes", 1)] == [True] * 4
    assert [yes_or_no(one) for one in (False, None, "", "No", 0)] == [False] * 5
    assert yes_or_no("perhaps") is None


def test_what_is_said_otherwise_is_kept_and_spaces_are_not() -> None:
    given = {"a": " x ", "b": True, "c": [1, {"d": ""}], "e": None, "f": []}
    assert kept_beside(given, {"a": "x", "b": 1, "c": [1, {}], "f": None}) == {"b": True}
    assert kept_beside({}, {"a": "x"}) == {"a": None}
    assert kept_beside({"a": [1]}, {"a": [1, 2]}) == {"a": [1]}


def test_faults_end_where_nobody_would_read_on() -> None:
    found = Findings("library")
    for number in range(MOST_FAULTS + 5):
        found.fault(str(number), "what", "mend")
    assert len(found.faults) == MOST_FAULTS
    with pytest.raises(FrameworkNotReadable):
        found.refuse_if_any()


def test_field_that_is_nested_without_end_is_refused() -> None:
    nested: object = "x"
    for _ in range(20):
        nested = [nested]
    with pytest.raises(FrameworkNotReadable, match="nested more than 12 levels"):
        as_json(nested)
