"""How sure the figures of an assessment are: only what is in scope counts, and the parts are those of the cores."""

from fractions import Fraction
from math import sqrt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import LEAST_DOUBLE_RATINGS
from scoring.assessment import Answer
from scoring.certainty import Certainty, judge_certainty, ratings_of
from scoring.evidence import Backing
from scoring.organization import Profile
from scoring.ratings import Rating, Settled
from scoring.scorecard import score_assessment
from scoring.seeds import seed_of
from scoring.uncertainty import detectable_change
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

PRACTICES = [practice_tree(f"A-{number}") for number in range(1, 13)]
FRAMEWORK = framework_of(
    {"A": [*PRACTICES, practice_tree("A-13", weight=3), practice_tree("A-14", applies_to=["hosting"])]}
)


def rated(practice: str, level: int | None, *levels: int, settled: int | None = None, **said: Any) -> Answer:
    """An answer that Ann, Ben, Cem … rated in this order."""
    ratings = tuple(Rating(by=by, level=one, on=TODAY) for by, one in zip(("Ann", "Ben", "Cem"), levels, strict=False))
    how = None if settled is None else Settled(level=settled, reason="Read.", by="Ann", on=TODAY)
    state = {"state": "not_known"} if level is None else {"level": level}
    return Answer.model_validate({"practice": practice, "ratings": ratings, "settled": how, **state, **said})


def certainty_of(*answers: Answer) -> Certainty:
    """The certainty of these answers of a service that hosts nothing."""
    assessment = assessment_of(answers, Profile(kinds=("ugc",)))
    return judge_certainty(score_assessment(assessment, FRAMEWORK, TODAY), assessment, FRAMEWORK)


def test_nothing_answered_has_nothing_to_be_sure_of() -> None:
    found = certainty_of()
    assert (found.levels, found.spread, found.half_again, found.double, found.asserted) == ((), None, None, None, None)
    assert (found.agreement, found.differences, found.own_change) == (None, (), None)
    assert (found.raters, found.rated) == (0, 0)
    assert found.default_change == FRAMEWORK.detectable_change.overall


def test_answered_practices_in_scope_make_up_the_average_with_their_weights() -> None:
    out_of_scope = rated("A-14", 5, 5, 0)
    found = certainty_of(rated("A-13", 5), rated("A-1", 0), rated("A-2", None), out_of_scope)
    assert (found.levels, found.weights) == ((0, 5), (1, 3))
    assert found.backings == (Backing(0, 0, None), Backing(5, 0, None))
    assert found.half_again == (Fraction(20, 7), Fraction(135, 31))
    assert found.double == (Fraction(15, 7), Fraction(60, 13))
    assert found.asserted == 1
    assert (found.agreement, found.differences) == (None, ())


def test_raters_are_judged_whether_or_not_the_practice_is_answered() -> None:
    found = certainty_of(rated("A-1", 3, 3, 3), rated("A-2", None, 1, 4), rated("A-3", 2, 2))
    assert found.agreement is not None
    assert (found.agreement.raters, found.agreement.practices) == (2, 2)
    assert found.agreement.within_one == Fraction(1, 2)


def test_practices_that_raters_see_apart_are_named_widest_first() -> None:
    found = certainty_of(
        rated("A-3", 2, 2, 3), rated("A-1", 3, 2, 3, settled=3), rated("A-2", None, 1, 4), rated("A-4", 1, 1, 1)
    )
    assert [(one.practice_id, one.spread, one.settled and one.settled.level) for one in found.differences] == [
        ("A-2", 3, None),
        ("A-3", 1, None),
        ("A-1", 1, 3),
    ]
    assert (found.raters, found.rated) == (2, 4)


def test_own_double_ratings_stand_in_for_the_default_from_ten_on() -> None:
    answers = [rated(f"A-{number}", 3, 3, 4) for number in range(1, LEAST_DOUBLE_RATINGS + 1)]
    assert certainty_of(*answers[1:]).own_change is None
    # Ben is one level above Ann everywhere: Σd² / 2n = 1/2 for the spread and for the shift.
    assert certainty_of(*answers).own_change == detectable_change(sqrt(1 / 2), sqrt(1 / 2), [1] * LEAST_DOUBLE_RATINGS)


def test_same_answers_give_the_same_interval() -> None:
    answers = [rated(f"A-{number}", 3, number % 5, (number + number % 2) % 5) for number in range(1, 13)]
    assert certainty_of(*answers) == certainty_of(*reversed(answers))


def test_one_person_is_one_rater_however_the_name_is_written_but_removed_names_are_several() -> None:
    first = Rating(by="Ann", level=1, on=TODAY)
    answers = [
        Answer(practice="A-1", level=1, ratings=(first,)),
        Answer(practice="A-2", level=1, ratings=(first.model_copy(update={"by": " ANN"}),)),
    ]
    assert ratings_of(answers) == {"A-1": {"ann": 1}, "A-2": {"ann": 1}}
    gone = first.model_copy(update={"by": "[removed on 2026-06-01 by x]"})
    [row] = ratings_of([Answer(practice="A-1", level=1, ratings=(gone, gone.model_copy(update={"level": 4})))]).values()
    assert sorted(row.values()) == [1, 4]


@given(assessments())
def test_claimed_average_lies_in_both_ranges_and_the_wider_holds_the_narrower(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    found = judge_certainty(card, scored.assessment, scored.framework)
    average = card.overall.mean.value
    if average is None:
        assert found.half_again is found.double is None
        return
    assert found.half_again is not None and found.double is not None
    ends = [found.double[0], found.half_again[0], average, found.half_again[1], found.double[1]]
    assert ends == sorted(ends)


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_seeds_are_alike_only_for_the_same_words_in_the_same_order(one: list[str], other: list[str]) -> None:
    assert (seed_of(one) == seed_of(other)) == (one == other)


def test_words_that_read_alike_when_joined_have_seeds_of_their_own() -> None:
    assert len({seed_of(words) for words in (["a", "b"], ["ab"], ["b", "a"], ["a1:b"], [])}) == 5
