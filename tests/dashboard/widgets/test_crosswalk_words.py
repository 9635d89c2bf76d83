"""Answers read across, in sentences, at their edges."""

from fractions import Fraction
from typing import Any

import pytest

from dashboard.widgets import crosswalk_words as say
from frameworks.loader import load_framework
from scoring.kernel import Bounded
from scoring.reading_across import EntryReading, ReadingAcross, Unasked
from scoring.scores import PracticeScore

LIST = load_framework("safer-by-design")


def item(state: Any = "read", *, value: Any = None, low: int = 0, high: int = 5, is_torn: bool = False) -> EntryReading:
    return EntryReading("X-1", "X", state, Bounded(value, low, high), None, (), is_torn)


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (item("not_covered"), "No practice of ours covers it."),
        (item("not_applicable"), "The practices that lead here do not apply."),
        (item("open"), "The practices that lead here are not answered."),
        (item(value=3, low=3, high=3), "Level 3."),
        (item(value=Fraction(7, 3)), "2.3 on what we ask of it; the whole of it may stand anywhere."),
        (item(value=4, low=3), "4.0 on what we ask of it; the whole of it at 3 or above."),
        (item(value=2, high=2), "2.0 on what we ask of it; the whole of it at 2 or below."),
        (item(value=2, low=1, high=3), "2.0 on what we ask of it; the whole of it between 1 and 3."),
        (
            item(value=2, low=1, high=3, is_torn=True),
            "2.0 on what we ask of it; the answers point to different levels, from 1 to 3.",
        ),
    ],
)
def test_level_sentence(reading: EntryReading, sentence: str) -> None:
    assert say.level_sentence(reading, 5) == sentence


def unasked(state: str) -> Unasked:
    return Unasked("A-1", "No.", PracticeScore("A-1", state))


def test_lede_counts_what_is_open_waived_uncovered_and_unasked() -> None:
    items = (item(value=3), item("open"), item("open"), item("not_applicable"), item("not_covered"))
    reading = ReadingAcross(items, (unasked("unanswered"), unasked("out_of_scope")))
    assert say.reading_finding(reading, LIST) == "The answers say something of 1 of 5 items of Safer by Design."
    assert say.reading_lede(reading) == (
        "Two items wait for an answer. One item rests on what does not apply here. One item is covered by no practice. "
        "One practice of ours is asked by no item of it."
    )
    assert say.unasked_finding(reading, LIST) == "One practice that Safer by Design leaves unasked"


def test_full_and_empty_readings_have_words() -> None:
    assert say.reading_lede(ReadingAcross((item(value=3),), ())) == (
        "Every item is covered, and every practice of ours is asked."
    )
    assert say.reading_finding(ReadingAcross((item("open"),), ()), LIST) == (
        "The answers say nothing of Safer by Design yet."
    )
    assert say.unasked_finding(ReadingAcross((), ()), LIST) == (
        "Safer by Design asks for every practice that applies here"
    )
