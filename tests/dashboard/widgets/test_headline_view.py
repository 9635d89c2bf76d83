"""The three headline numbers: each with its interval and its coverage, and never a zero where nothing is known."""

import pytest
from hypothesis import given

from dashboard.widgets.headline_view import claimed_words, headlines, level_words
from dashboard.widgets.marks import tenth
from scoring.assessment import Answer
from scoring.kernel import Bounded
from scoring.scorecard import Scorecard
from tests.dashboard.widgets.small_cards import (
    FRAMEWORK,
    card_of,
    elements_of,
    every,
    labels_of,
    level,
    text_of,
    unknown,
    waived,
)
from tests.dashboard.widgets.test_findings import cards


def shown(*answers: Answer) -> str:
    """The three columns as text."""
    return text_of(headlines(card_of(*answers), FRAMEWORK))


def test_each_number_stands_beside_its_coverage_and_the_end_of_its_scale() -> None:
    text = shown(*every(3, but=[unknown("A-2")]))
    assert text.count("4 of 5 answered") == 3
    assert text.count("of 5 0 1 2 3 4 5") == 3


def test_without_evidence_the_backed_figure_is_a_dash_and_said_to_be_missing() -> None:
    text = shown(*every(3))
    assert "Average 5 of 5 answered backed – claimed 3.0" in text
    assert "Weakest fifth 5 of 5 answered backed – claimed 3.0" in text
    assert text.count("No evidence recorded yet.") == 2
    assert "0.0" not in text


def test_evidence_that_backs_nothing_is_a_zero_and_not_a_dash() -> None:
    text = shown(*every(3, but=[level("A-1", 0, backed=0)]))
    assert "Average 5 of 5 answered backed 0.0 claimed 2.4" in text
    assert "No evidence recorded yet." not in text


def test_open_practices_make_the_claim_and_the_level_a_range() -> None:
    text = shown(*every(3, but=[unknown("A-2")]))
    assert "claimed 2.4–3.4" in text
    assert "claimed or reviewed 0–3 lowest answer 3" in text
    assert "One practice is open, so the claim lies between 2.4 and 3.4; the answered ones average 3.0." in text


def test_nothing_answered_shows_dashes_and_empty_axes() -> None:
    html = headlines(card_of(), FRAMEWORK)
    assert labels_of(html) == ["Nothing answered yet."] * 3
    assert text_of(html).count("–") == 6
    assert "No evidence recorded yet." not in text_of(html)


@pytest.mark.parametrize(
    ("answers", "words", "is_marked"),
    [
        (every(3), None, False),
        (
            every(1, but=[waived("A-2")]),
            "One practice is not applicable; counted as 0, the average would be 0.8.",
            False,
        ),
        (
            every(4, but=[waived("A-2"), waived("A-3")]),
            "Two practices are not applicable; counted as 0, the average would be 2.4. That is a difference to look "
            "into.",
            True,
        ),
        ([waived("A-2")], "One practice is not applicable.", False),
    ],
)
def test_not_applicable_is_counted_as_zero_beside_the_average(
    answers: list[Answer], words: str | None, is_marked: bool
) -> None:
    html = headlines(card_of(*answers), FRAMEWORK)
    marked = any(attributes.get("class") == "warnword" for _, attributes in elements_of(html))
    assert marked is is_marked
    assert words in text_of(html) if words else "not applicable" not in text_of(html)


@given(cards())
def test_figures_are_those_of_the_scorecard(card: Scorecard) -> None:
    text, overall = text_of(headlines(card, FRAMEWORK)), card.overall
    backed = tenth(overall.evidence.evidenced) if overall.evidence.recorded else "–"
    assert f"backed {backed} claimed {claimed_words(overall.mean)}" in text
    assert f"claimed or reviewed {level_words(overall.gated)}" in text
    assert f"{overall.counts.answered} of {overall.counts.applicable} answered" in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Bounded(None, 0, 5), "–"),
        (Bounded(2, 2, 2), "2.0"),
        (Bounded(2, 1.9, 2.1), "2.0"),
        (Bounded(2, 1.875, 2.125), "2.0"),
        (Bounded(2, 1.8, 2.1), "1.8–2.1"),
    ],
)
def test_claim_is_a_range_beyond_a_quarter_of_a_level(value: Bounded, words: str) -> None:
    assert claimed_words(value) == words
