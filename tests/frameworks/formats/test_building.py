"""Frameworks made of what other formats hold: defaults, words of the scale, ids, texts."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.errors import FrameworkNotReadable
from frameworks.fields import ID_PATTERN
from frameworks.formats.building import (
    build_framework,
    default_scale,
    part_ids,
    plain_id,
    plain_text,
    shortened,
    title_of,
)
from frameworks.model import Domain
from tests.frameworks.formats.imports import HERE, practice, scale, small_import


def test_what_the_source_does_not_say_is_filled_with_reasons() -> None:
    made = small_import(scale=default_scale())
    assert (made.scale.lowest, made.scale.highest, made.scale.is_range) == (0, 100, True)
    assert made.target.level == 100
    assert made.gate.floor_cap == 0
    assert made.detectable_change.overall == pytest.approx(7.2)
    assert all(one.reason for one in (made.gate, made.target, made.review, made.recheck, made.detectable_change))
    assert made.presets[0].practices is None


def test_every_practice_has_the_words_of_its_scale() -> None:
    made = small_import()
    assert made.practices["A (1)"].levels == {number: f"What step {number} means" for number in range(4)}
    assert made.practices["C §1"].levels == {1: "What step 1 means", 5: "What step 5 means"}
    assert made.scale_of("C §1").highest == 5
    assert made.scale_of("A (1)") is made.scale
    assert made.scale_of("not there") is made.scale


def test_several_presets_choose_what_any_of_them_chooses() -> None:
    made = small_import()
    assert made.preset("IG 1,IG 2").practices == ("A (1)", "B/1", "C §1")
    assert made.preset("all, IG 1").practices is None
    assert made.preset("IG 2").practices == ("A (1)", "C §1")
    with pytest.raises(KeyError):
        made.preset("IG 1,IG 3")


def test_everything_the_model_refuses_is_said_at_once() -> None:
    with pytest.raises(FrameworkNotReadable) as refusal:
        build_framework(
            id="not an id",
            version="1",
            title="T",
            summary="",
            dated=date(2026, 1, 1),
            scale=scale(0, 1),
            domains=(),
            origin=HERE,
        )
    wheres = [fault.where for fault in refusal.value.faults]
    assert wheres == ["T > id", "T > summary", "T > domains"]
    assert all(fault.what and fault.mend for fault in refusal.value.faults)


def test_chapter_without_practices_may_come_in_but_not_be_written_by_hand() -> None:
    assert small_import().domains[2].practices == ()
    with pytest.raises(ValueError, match="Too short"):
        Domain(id="Z", title="Z", short="Z", question="Z?", practices=())
    with pytest.raises(ValueError, match="Field required"):
        Domain(id="Z", title="Z", short="Z", question="Z?")
    assert practice("A").scale is None


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([("A", "urn:x:a"), ("B", "urn:x:b")], ["A", "B"]),
        ([("A", "urn:x:a1"), ("A", "urn:x:a2"), ("", "urn:x:a3")], ["a1", "a2", "a3"]),
        ([("same", "urn:x:q"), ("", "urn:y:same"), ("", "urn:z:same")], ["same", "y:same", "z:same"]),
        (
            [("", "urn:req:f:1.1:1:1"), ("", "urn:req:f:1.2:1:1"), ("", "urn:req:f:1.2:1:2"), ("", "urn:req:f:7")],
            ["1.1:1:1", "1.2:1:1", "2", "7"],
        ),
        ([("", "same"), ("", "same"), ("same", "x")], ["same-2", "same-3", "same"]),
        ([("", ""), ("", "")], ["item", "item-2"]),
        ([(" Art.\n5 (1) ", "u")], ["Art. 5 (1)"]),
    ],
)
def test_practice_is_called_by_its_reference_where_no_other_has_it(
    named: list[tuple[str, str]], expected: list[str]
) -> None:
    assert part_ids(named) == expected


def test_id_that_is_taken_is_given_to_nobody() -> None:
    assert part_ids([("A", "urn:x:a"), ("", "urn:x:b"), ("", "c")], ["A", "b", "c"]) == ["a", "x:b", "c-2"]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=8)), max_size=8))
def test_no_two_practices_are_called_the_same(named: list[tuple[str, str]]) -> None:
    found = part_ids(named)
    assert len(found) == len(named) == len(set(found))


@given(st.text())
def test_any_text_makes_an_id_and_a_plain_text(text: str) -> None:
    assert re.fullmatch(ID_PATTERN, plain_id(text, "framework"))
    assert re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]*", plain_text(text))
    assert len(title_of(text)) <= 300


def test_title_is_the_first_text_that_says_something() -> None:
    assert title_of(None, " ", "Two\nlines") == "Two lines"
    assert title_of(3, "") == "Untitled"
    assert plain_text(None) == ""
    assert shortened("one two three", 9) == "one two…"
    assert plain_id("Ünï cödé 5.1!", "x") == "Uni-code-5.1"
