"""Floors that hold a domain back, and what moved since the last snapshot."""

from datetime import date

import pytest

from dashboard.widgets.floor_view import floors, moves
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.trend import Trend, trace_trend
from tests.dashboard.widgets.small_cards import (
    NO_MESSAGING,
    QUARTERS,
    card_of,
    elements_of,
    every,
    labels_of,
    level,
    opened,
    snapshot_of,
    text_of,
    unknown,
    waived,
)
from tests.scoring.small_framework import framework_of, practice_tree

HOSTILE = "<script>x</script>"


@pytest.mark.parametrize(
    ("answers", "beginning"),
    [
        (
            every(2),
            "Two floors missed Least levels that a domain cannot do without: it stays at 2 or below until they are "
            "reached. A-1 Practice A-1 level 2, floor 3 B-1 Practice B-1 level 2, floor 3",
        ),
        (every(3, but=[unknown("A-1")]), "One floor open"),
        (every(2, but=[unknown("A-1")]), "Two floors missed or open"),
        (every(3), "No floor missed"),
        (every(3, but=[waived("A-1"), waived("B-1")]), "No floor applies"),
    ],
)
def test_floors_missed_are_named_with_the_level_they_lack(answers: list[Answer], beginning: str) -> None:
    assert text_of(floors(opened(*answers))).startswith(beginning)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (every(3), "Two are met as claimed or reviewed; evidence or a review in date backs 0."),
        (every(3, backed=3), "Two are met as claimed or reviewed; evidence or a review in date backs 2."),
        (
            every(3, but=[level("A-1", 2)]),
            "One other is met as claimed or reviewed; evidence or a review in date backs 0.",
        ),
        (every(3, but=[waived("A-1")]), "One is met as claimed or reviewed; evidence or a review in date backs 0."),
    ],
)
def test_floors_that_are_met_say_how_many_stand_on_more_than_a_claim(answers: list[Answer], words: str) -> None:
    assert words in text_of(floors(opened(*answers)))


def test_floor_that_is_said_to_be_not_applicable_is_named_until_its_check() -> None:
    text = text_of(floors(opened(*every(3, but=[waived("A-1")]))))
    assert "A-1 Practice A-1 said to be not applicable: does not cap until 30 September 2027" in text


def test_open_floor_says_that_it_is_open() -> None:
    html = floors(opened(*every(3, but=[unknown("A-1")])))
    assert "A-1 Practice A-1 not known, floor 3" in text_of(html)
    assert "open, target 3" in labels_of(html)


# Moves since the last snapshot


def _last(*answers: Answer, profile: Profile = NO_MESSAGING, on: date = QUARTERS[5]) -> Trend:
    return trace_trend([snapshot_of(on, card_of(*answers, profile=profile), profile=profile)])


def test_without_a_snapshot_the_next_step_is_taught() -> None:
    assert text_of(moves(opened(*every(3)), trace_trend([]))).startswith("No snapshot yet Take one on Track")


def test_moves_name_the_practices_with_a_real_minus_largest_first() -> None:
    text = text_of(moves(opened(*every(3, but=[level("A-1", 4), level("B-2", 0)])), _last(*every(3))))
    assert "Since 30 June 2026 The claimed average fell by 0.4." in text
    assert "−3 Practice B-2 B-2: level 3 to 0 +1 Practice A-1 A-1: level 3 to 4" in text


def test_moves_beyond_four_are_counted() -> None:
    assert "One other level moved." in text_of(moves(opened(*every(4)), _last(*every(3))))
    assert "other level" not in text_of(moves(opened(*every(4, but=[level("A-1", 3)])), _last(*every(3))))


def test_what_opened_or_was_waived_since_is_counted() -> None:
    now = opened(*every(3, but=[unknown("A-2"), unknown("A-3"), waived("B-2")]))
    text = text_of(moves(now, _last(*every(3))))
    assert "Two practices are open now. One practice is not applicable now." in text
    answered = text_of(moves(opened(*every(3)), _last(*every(3, but=[unknown("A-2")]))))
    assert "One practice is answered now." in answered


def test_nothing_moved_is_said_and_lists_nothing() -> None:
    html = moves(opened(*every(3, backed=3)), _last(*every(3, backed=3)))
    assert text_of(html) == "Since 30 June 2026 The average stands where it was, claimed and backed."
    assert "ul" not in [tag for tag, _ in elements_of(html)]


def test_wider_profile_since_the_snapshot_is_not_like_for_like() -> None:
    wide = Profile(kinds=("ugc", "messaging"))
    text = text_of(moves(opened(*every(3), level("C-1", 0), profile=wide), _last(*every(3))))
    assert "Not like for like: 6 practices count instead of 5." in text


def test_two_sides_without_answers_cannot_be_compared() -> None:
    assert "One of the two has no answers to compare." in text_of(moves(opened(), _last(*every(3))))
    assert "One of the two has no answers to compare." in text_of(moves(opened(*every(3)), _last(unknown("A-1"))))


def test_titles_of_practices_are_text() -> None:
    hostile = framework_of(
        {"A": [practice_tree("A-1", title=HOSTILE, floor=3), practice_tree("A-2", title=HOSTILE)]},
    )
    now, before = opened(level("A-1", 2), waived("A-2"), framework=hostile), _last(level("A-1", 1))
    for html in (
        floors(now),
        moves(now, before),
    ):
        assert "script" not in [tag for tag, _ in elements_of(html)]
        assert HOSTILE in text_of(html)
