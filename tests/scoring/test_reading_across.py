"""Reading across: what answers prove of another list, and what it leaves unasked, by hand and for any answers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.crosswalk_file import CrosswalkFile
from scoring.assessment import Answer
from scoring.crosswalk_document import reading_as_published
from scoring.reading_across import EntryReading, ReadingAcross, read_across
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

OURS = framework_of({"A": [practice_tree(f"A-{number}") for number in range(1, 5)]})
THEIRS = framework_of(
    {"X": [practice_tree("X-1"), practice_tree("X-2")], "Y": [practice_tree("Y-1")]}, id="theirs", version="2"
)
SCALE = (0, 5)
RELATIONS = ("equal", "superset", "subset", "intersects")


def crosswalk_of(*mappings: tuple[str, str, str, int]) -> CrosswalkFile:
    """A crosswalk of (from, to, relation, parts); whatever is not named is declared."""
    named = {one[0] for one in mappings} | {one[1] for one in mappings}
    left = [("from", id_) for id_ in OURS.practices if id_ not in named]
    left += [("to", id_) for id_ in THEIRS.practices if id_ not in named]
    tree: dict[str, Any] = {
        "schema_version": 1,
        "from": OURS.key,
        "to": THEIRS.key,
        "dated": "2026-01-01",
        "basis": "judgement",
        "reason": "For a test.",
        "mappings": [
            {"from": a, "to": b, "relation": relation, "parts": parts, "reason": f"{a} to {b}."}
            for a, b, relation, parts in mappings
        ],
        "not_covered": [{"practice": id_, "side": side, "reason": f"Nothing for {id_}."} for side, id_ in left],
    }
    return CrosswalkFile.model_validate(tree)


def read(crosswalk: CrosswalkFile, *answers: Answer) -> ReadingAcross:
    card = score_assessment(assessment_of(answers), OURS, TODAY)
    return read_across(card, crosswalk, THEIRS, SCALE)


def said(item: EntryReading) -> tuple[Any, ...]:
    return item.claimed.value, item.claimed.low, item.claimed.high


@pytest.mark.parametrize(
    ("relation", "proven"),
    [("equal", (3, 3, 3)), ("superset", (3, 3, 5)), ("subset", (3, 0, 3)), ("intersects", (3, 0, 5))],
)
def test_what_one_practice_proves_depends_on_how_it_lies_to_the_item(relation: str, proven: tuple[int, ...]) -> None:
    reading = read(crosswalk_of(("A-1", "X-1", relation, 1)), Answer(practice="A-1", level=3))
    assert said(reading.items[0]) == proven
    assert not reading.items[0].is_torn


def test_several_practices_make_the_mean_by_parts_and_each_narrows_the_bounds() -> None:
    crosswalk = crosswalk_of(("A-1", "X-1", "subset", 2), ("A-2", "X-1", "subset", 1), ("A-3", "X-1", "superset", 1))
    reading = read(
        crosswalk, Answer(practice="A-1", level=4), Answer(practice="A-2", level=3), Answer(practice="A-3", level=1)
    )
    assert said(reading.items[0]) == (3, 1, 3)
    assert reading.items[0].evidenced == 0
    reading = read(crosswalk, Answer(practice="A-1", level=4), Answer(practice="A-2", level=3))
    assert said(reading.items[0]) == (3, 0, 3), "the mean of 11/3 lies above what is proven"


def test_mean_inside_its_bounds_is_kept_exactly() -> None:
    crosswalk = crosswalk_of(("A-1", "X-1", "intersects", 2), ("A-2", "X-1", "intersects", 1))
    reading = read(crosswalk, Answer(practice="A-1", level=2), Answer(practice="A-2", level=3))
    assert said(reading.items[0]) == (Fraction(7, 3), 0, 5)


def test_answers_that_contradict_each_other_are_said_to() -> None:
    crosswalk = crosswalk_of(("A-1", "X-1", "superset", 1), ("A-2", "X-1", "subset", 1))
    item = read(crosswalk, Answer(practice="A-1", level=4), Answer(practice="A-2", level=1)).items[0]
    assert item.is_torn
    assert said(item) == (Fraction(5, 2), 1, 4)


def test_what_is_open_waived_or_not_covered_is_told_apart() -> None:
    crosswalk = crosswalk_of(("A-1", "X-1", "equal", 1), ("A-2", "X-2", "equal", 1))
    waived = Answer(practice="A-2", state="not_applicable", reason="No such service.", recheck=TODAY)
    reading = read(crosswalk, waived)
    assert [item.state for item in reading.items] == ["open", "not_applicable", "not_covered"]
    assert said(reading.items[0]) == (None, 0, 5)
    assert said(reading.items[2]) == (None, None, None)
    assert reading.items[2].reason == "Nothing for Y-1."
    assert [reading.counted(state) for state in ("read", "open", "not_applicable", "not_covered")] == [0, 1, 1, 1]


def test_what_the_list_leaves_unasked_is_named_unless_it_does_not_apply() -> None:
    waived = Answer(practice="A-4", state="not_applicable", reason="No such service.", recheck=TODAY)
    reading = read(crosswalk_of(("A-1", "X-1", "equal", 1)), waived, Answer(practice="A-3", level=2))
    assert [one.practice_id for one in reading.unasked] == ["A-2", "A-3", "A-4"]
    assert [one.practice_id for one in reading.unasked_in_scope] == ["A-2", "A-3"]
    assert reading.unasked[1].reason == "Nothing for A-3."


def test_document_names_every_item_with_its_practices() -> None:
    crosswalk = crosswalk_of(("A-1", "X-1", "superset", 1))
    tree = reading_as_published(read(crosswalk, Answer(practice="A-1", level=3)), OURS, THEIRS)
    assert [item["id"] for item in tree["items"]] == ["X-1", "X-2", "Y-1"]
    assert tree["items"][0]["claimed"] == {"value": 3, "low": 3, "high": 5}
    assert tree["items"][0]["practices"] == [
        {"practice": "A-1", "relation": "superset", "state": "answered", "level": 3, "reason": "A-1 to X-1."}
    ]
    assert tree["items"][1]["reason"] == "Nothing for X-2."
    assert [one["practice"] for one in tree["unasked"]] == ["A-2", "A-3", "A-4"]
    assert (tree["from"], tree["to"]["id"]) == ({"id": "small", "version": "1"}, "theirs")


mappings = st.lists(
    st.tuples(st.sampled_from(list(OURS.practices)), st.just("X-1"), st.sampled_from(RELATIONS), st.integers(1, 5)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(mappings=mappings, levels=st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=4, max_size=4))
def test_bounds_hold_the_value_and_another_answer_never_widens_them(
    mappings: list[tuple[str, str, str, int]], levels: list[int | None]
) -> None:
    answers = [
        Answer(practice=id_, level=level)
        for id_, level in zip(OURS.practices, levels, strict=True)
        if level is not None
    ]
    crosswalk = crosswalk_of(*mappings)
    widths = []
    for number in range(len(answers) + 1):
        item = read(crosswalk, *answers[:number]).items[0]
        low, high = item.claimed.low, item.claimed.high
        assert low is not None and high is not None and 0 <= low <= high <= 5
        assert item.claimed.value is None or low <= item.claimed.value <= high
        if not item.is_torn:
            widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
