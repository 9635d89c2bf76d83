"""By what a change is held to be real, and when an organization's own measure takes the framework's place."""

from fractions import Fraction
from math import sqrt

import pytest

from scoring.agreement import LEAST_DOUBLE_RATINGS
from scoring.assessment import Answer, Assessment
from scoring.certainty import judge_certainty, judge_yardstick
from scoring.organization import Profile
from scoring.scorecard import Scorecard, score_assessment
from scoring.uncertainty import detectable_change
from scoring.yardstick import Yardstick, stated_yardstick, yardstick_of
from tests.scoring.small_framework import TODAY, assessment_of
from tests.scoring.test_certainty import FRAMEWORK, rated

STATED = FRAMEWORK.detectable_change
TWICE = {f"A-{number}": {"ann": 3, "ben": 4} for number in range(LEAST_DOUBLE_RATINGS)}
OWN = sqrt(1 / 2)
"""Ben is one level above Ann everywhere: spread and shift are both the root of one half."""


def side(*answers: Answer) -> tuple[Scorecard, Assessment]:
    assessment = assessment_of(answers, Profile(kinds=("ugc",)))
    return score_assessment(assessment, FRAMEWORK, TODAY), assessment


def test_framework_is_the_measure_until_enough_practices_were_rated_twice() -> None:
    few = dict(list(TWICE.items())[1:])
    assert yardstick_of(STATED, few, [1]) == stated_yardstick(STATED)
    own = yardstick_of(STATED, {**TWICE, "A-11": {"ann": 1}}, [1, 1])
    assert (own.spread, own.shift, own.practices, own.is_own) == (OWN, OWN, LEAST_DOUBLE_RATINGS, True)
    assert own.overall == detectable_change(OWN, OWN, [1, 1])
    assert not stated_yardstick(STATED).is_own


def test_average_of_nothing_keeps_the_stated_least_change() -> None:
    assert yardstick_of(STATED, TWICE, []).overall == STATED.overall


def test_part_of_some_practices_is_held_to_their_share() -> None:
    stick = Yardstick(0.6, 0.0, 0.36, 0)
    assert stick.over([]) == 0
    assert stick.over([Fraction(1, 3)]) == pytest.approx(1.96 * sqrt(2) * 0.6 / 3)
    assert stick.over([Fraction(1, 4)] * 4) == detectable_change(0.6, 0.0, [1] * 4)


def test_ratings_of_both_sides_count_and_of_one_practice_the_later_ones() -> None:
    half = LEAST_DOUBLE_RATINGS // 2
    before = [rated(f"A-{number}", 3, 3, 4) for number in range(1, half + 2)]
    after = [rated(f"A-{number}", 3, 3, 3) for number in range(half + 1, LEAST_DOUBLE_RATINGS + 1)]
    assert not judge_yardstick(FRAMEWORK, side(*before)).is_own
    both = judge_yardstick(FRAMEWORK, side(*before), side(*after))
    assert both.practices == LEAST_DOUBLE_RATINGS
    # The practice rated on both sides: the raters agree in the end, and five of ten are one level apart.
    assert both.spread == pytest.approx(sqrt(half / (2 * LEAST_DOUBLE_RATINGS)))
    assert both.overall == detectable_change(both.spread, both.shift, [1] * half)


def test_later_single_rating_leaves_the_earlier_double_one() -> None:
    before = [rated(f"A-{number}", 3, 3, 4) for number in range(1, LEAST_DOUBLE_RATINGS + 1)]
    assert judge_yardstick(FRAMEWORK, side(*before), side(rated("A-1", 3, 3))).practices == LEAST_DOUBLE_RATINGS


def test_out_of_scope_ratings_do_not_count() -> None:
    answers = [rated(f"A-{number}", 3, 3, 4) for number in range(1, LEAST_DOUBLE_RATINGS)]
    assert not judge_yardstick(FRAMEWORK, side(*answers, rated("A-14", 3, 3, 4))).is_own


def test_what_is_said_of_one_assessment_is_the_same_least_change() -> None:
    answers = [rated(f"A-{number}", 3, 3, 4 - number % 2) for number in range(1, 13)]
    card, assessment = side(*answers)
    assert judge_yardstick(FRAMEWORK, (card, assessment)).overall == pytest.approx(
        judge_certainty(card, assessment, FRAMEWORK).own_change or 0
    )
