"""Sentences about challenges and posture say what their values say, at the edges too."""

import re
from fractions import Fraction

import pytest

from dashboard.widgets import posture_findings as lean
from scoring.exposure import ChallengeView, Posture
from scoring.kernel import Bounded

TITLES = {"a": "Threat A", "b": "Threat B", "c": "Threat C"}


def challenge(id_: str, value: int | None, low: int = 0, high: int = 5) -> ChallengeView:
    """A challenge with its average level; without bounds it is known."""
    return ChallengeView(id_, (), (), Bounded(value, low, high))


@pytest.mark.parametrize(
    ("views", "finding"),
    [
        ([challenge("a", None)], "No challenge has an answered practice yet"),
        (
            [challenge("a", 1, 1, 1), challenge("b", 2, 2, 2)],
            "The lowest average level stands against threat A: 1.0 of 5",
        ),
        (
            [challenge("a", 1, 1, 2), challenge("b", 2, 2, 2)],
            "Among the answers, the lowest average level stands against threat A: 1.0 of 5",
        ),
        (
            [challenge("a", 2, 2, 2), challenge("b", 2, 2, 2)],
            "All challenges are answered alike, at 2.0 of 5 on average",
        ),
        (
            [challenge("a", 2, 1, 3), challenge("b", 2, 2, 2)],
            "Among the answers, all challenges are answered alike, at 2.0 of 5 on average",
        ),
        (
            [challenge("a", 1, 1, 1), challenge("b", 1, 1, 1), challenge("c", 2, 2, 2)],
            "The lowest average level stands against threat A and threat B: 1.0 of 5",
        ),
        ([challenge("a", 2, 2, 2)], "The lowest average level stands against threat A: 2.0 of 5"),
    ],
)
def test_challenge_that_is_answered_least_is_named(views: list[ChallengeView], finding: str) -> None:
    assert lean.challenges_finding(views, TITLES, 5) == finding


def test_level_of_a_challenge_is_a_range_while_open_practices_move_it() -> None:
    assert lean.challenge_level(challenge("a", None)) == "–"
    assert lean.challenge_level(challenge("a", 2, 2, 2)) == "2.0"
    assert lean.challenge_level(challenge("a", 2, 1, 3)) == "1.0–3.0"


def leaning(earned: int, available: int, low: int | None = None, high: int | None = None) -> Posture:
    """A posture in thousandths; without bounds nothing is open."""
    tilt = earned - available
    ends = (earned, available, tilt if low is None else low, tilt if high is None else high)
    return Posture(*(Fraction(end, 1000) for end in ends))


@pytest.mark.parametrize(
    ("posture", "finding"),
    [
        (Posture(None, None, None, None), "Which way the practices lean cannot be said yet"),
        (Posture(None, Fraction(1, 2), None, None), "Which way the practices lean cannot be said yet"),
        (leaning(520, 500), "The levels reached lean towards acting before harm"),
        (leaning(480, 500), "The levels reached lean towards acting after harm"),
        (leaning(500, 500), "The levels reached lean neither before nor after harm"),
        (leaning(520, 500, 0, 30), "The levels reached lean towards acting before harm"),
        (leaning(520, 500, -10, 30), "Practices that are not answered decide which way the levels lean"),
    ],
)
def test_posture_is_said_by_the_side_it_leans_to(posture: Posture, finding: str) -> None:
    assert lean.posture_finding(posture) == finding


def test_posture_without_a_level_is_undefined_and_not_zero() -> None:
    nothing = Posture(None, Fraction(1, 2), None, None)
    assert lean.posture_figures(nothing) is None
    assert lean.posture_sentence(nothing).startswith("Undefined: none of the practices")
    assert not re.search(r"\d\.\d", lean.posture_sentence(nothing))


def test_tilt_that_is_shown_is_the_difference_of_what_is_shown() -> None:
    for earned in range(0, 1000, 7):
        for available in range(0, 1000, 11):
            figures = lean.posture_figures(Posture(Fraction(earned, 1003), Fraction(available, 1003), None, None))
            assert figures is not None
            own, offered, tilt = (float(figure.replace("−", "-").replace("±", "")) for figure in figures)
            assert round(own - offered, 1) == tilt
            assert abs(tilt - (earned - available) / 10.03) < 0.051


def test_open_practices_are_said_to_move_the_tilt() -> None:
    assert "as some are not answered" not in lean.posture_sentence(leaning(520, 500))
    moved = lean.posture_sentence(leaning(520, 500, -10, 30))
    assert moved.endswith("it lies between −1.0 and +3.0, as some are not answered.")
    assert lean.posture_sentence(leaning(500, 500)).count("±0.0") == 1
    assert lean.posture_sentence(leaning(500, 520, 10, 10)).endswith("it lies at +1.0, as some are not answered.")
