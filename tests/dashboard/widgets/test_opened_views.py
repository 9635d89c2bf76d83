"""Views of an open assessment: floors, moves, chips, bare claims, gaps, and the rail of Assess."""

from datetime import UTC, date, datetime

import pytest

from dashboard.widgets.floor_view import floors, moves
from dashboard.widgets.practice_view import bare_claims, largest_gaps, practice_chips
from dashboard.widgets.running_result import running_result
from frameworks.model import Framework
from scoring.assessment import Answer, AssessmentHeader
from scoring.organization import Organization, Profile
from scoring.trend import Trend, trace_trend
from tests.dashboard.widgets.small_cards import (
    FRAMEWORK,
    NO_MESSAGING,
    QUARTERS,
    TODAY,
    card_of,
    elements_of,
    every,
    labels_of,
    level,
    snapshot_of,
    text_of,
    unknown,
    waived,
)
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree
from use_cases.open_assessment import OpenAssessment

HOSTILE = "<script>x</script>"


def opened(*answers: Answer, profile: Profile = NO_MESSAGING, framework: Framework = FRAMEWORK) -> OpenAssessment:
    """An assessment of these answers as it stands today."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    header = AssessmentHeader(
        id="a", organization_id="o", framework_id="small", framework_version="1", preset=None, started_at=at, by="Ann"
    )
    organization = Organization(id="o", name="Small Forum", profile=profile)
    return OpenAssessment(header, organization, framework, assessment_of(answers, profile), TODAY)


# Floors


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
    assert "Since 30 June 2026 The claimed average fell by 0.4, which reaches the 0.36" in text
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


# Practices


def test_chips_show_every_practice_in_scope_once_with_its_state() -> None:
    labels = labels_of(practice_chips(opened(*every(3, but=[level("A-1", 2), unknown("A-2"), waived("B-2")]))))
    assert labels == [
        "A-1 level 2, no evidence, floor missed",
        "A-2 not known",
        "A-3 level 3, no evidence",
        "B-1 level 3, no evidence, floor",
        "B-2 not applicable",
    ]


def test_scale_below_the_chips_names_every_level() -> None:
    text = text_of(practice_chips(opened(*every(3))))
    assert text.endswith("0 Step 0 1 Step 1 2 Step 2 3 Step 3 4 Step 4 5 Step 5")


def test_highest_claims_without_evidence_come_first() -> None:
    text = text_of(bare_claims(opened(*every(1, but=[level("B-2", 4), level("A-1", 5, backed=1)]))))
    assert text.startswith(
        "Where a pointer would help most The highest claims with no evidence at all. B-2 Practice B-2"
    )
    assert "claimed at 4, nothing recorded" in text
    assert "A-1" not in text


def test_claim_of_level_0_needs_no_pointer() -> None:
    assert text_of(bare_claims(opened(*every(0)))).startswith("Every claim points to something")
    assert "in date" in text_of(bare_claims(opened(*every(3, backed=3))))


def test_gaps_show_from_where_to_where_and_who_usually_owns_them() -> None:
    html = largest_gaps(opened(*every(3, but=[level("A-1", 2, backed=1), unknown("B-2")])))
    assert "Two gaps, one floor among them" in text_of(html)
    assert "Practice A-1 A-1 · floor 2 – 3 –" in text_of(html)
    assert "Practice B-2 B-2 open – 3 –" in text_of(html)
    assert labels_of(html) == ["level 2, target 3", "open, target 3"]
    assert "narrow" in html


def test_without_a_gap_there_is_no_table() -> None:
    html = largest_gaps(opened(*every(3)))
    assert text_of(html).startswith("Every practice in scope is claimed at its target or above")
    assert "table" not in [tag for tag, _ in elements_of(html)]


def test_titles_of_practices_are_text_in_every_view() -> None:
    hostile = framework_of(
        {"A": [practice_tree("A-1", title=HOSTILE, floor=3), practice_tree("A-2", title=HOSTILE)]},
    )
    now, before = opened(level("A-1", 2), waived("A-2"), framework=hostile), _last(level("A-1", 1))
    for html in (floors(now), moves(now, before), bare_claims(now), largest_gaps(now), running_result(now, "A")):
        assert "script" not in [tag for tag, _ in elements_of(html)]
        assert HOSTILE in text_of(html)


# The rail of Assess


def test_rail_shows_this_domain_then_all_with_coverage() -> None:
    text = text_of(running_result(opened(*every(3, but=[unknown("A-2")])), "A"))
    assert text.startswith("This domain so far backed – claimed 2.0–3.7 level 0–3 2 of 3 answered.")
    assert "All domains backed – claimed 2.4–3.4 level 0–3 4 of 5 answered. No evidence recorded yet." in text


def test_rail_names_what_holds_the_level_down() -> None:
    assert "Held at level 2 or below by: A-1 Practice A-1." in text_of(running_result(opened(*every(2)), "A"))
    assert "Held at" not in text_of(running_result(opened(*every(3)), "A"))


def test_rail_before_the_first_answer_has_dashes() -> None:
    html = running_result(opened(), "A")
    assert "This domain so far backed – claimed – level – 0 of 3 answered." in text_of(html)
    assert "No evidence" not in text_of(html)
    assert labels_of(html) == ["Nothing answered yet."] * 2
