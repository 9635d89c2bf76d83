"""Why is it this, in sentences and rows: right at the edges, and the rows add up to what the sentence says."""

import re
from fractions import Fraction

import pytest
from hypothesis import given

from dashboard.widgets import why_words
from dashboard.widgets.why_rows import Row, domain_rows, practice_rows, total_brought
from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.reasons import Reason, explain_score
from scoring.scorecard import score_assessment
from scoring.shown import shown_total
from tests.dashboard.widgets.small_cards import FRAMEWORK, NO_MESSAGING, TODAY, every, level, unknown, waived
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments


def why(
    *answers: Answer, id_: str | None = None, profile: Profile = NO_MESSAGING, framework: Framework = FRAMEWORK
) -> Reason:
    card = score_assessment(assessment_of(answers, profile), framework, TODAY)
    return explain_score(card, framework, id_, {answer.practice: answer for answer in answers})


def said(reason: Reason, framework: Framework = FRAMEWORK) -> list[str]:
    """Every sentence there is about a reason, without the empty ones."""
    sentences = [
        why_words.makeup_sentence(reason),
        why_words.share_sentence(reason),
        why_words.left_out_sentence(reason),
        why_words.open_sentence(reason),
        why_words.weakest_sentence(reason),
        why_words.level_sentence(reason, framework),
        why_words.held_sentence(reason, framework),
        *why_words.step_sentences(reason, framework),
    ]
    return [sentence for sentence in sentences if sentence]


def added(rows: list[Row]) -> Fraction:
    return sum((Fraction(row.brings) for row in rows if row.brings != "–"), Fraction(0))


@given(assessments())
def test_every_sentence_is_whole_and_holds_no_bare_value(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    for id_ in (None, *(domain.id for domain in scored.framework.domains), *scored.framework.practices):
        reason = explain_score(card, scored.framework, id_, scored.assessment.by_practice)
        sentences = said(reason, scored.framework)
        assert sentences
        for sentence in sentences:
            assert (sentence[0].isupper() or sentence[0].isdigit()) and sentence.endswith("."), sentence
            assert not re.search(r"\b(None|nan|inf|Fraction|True|False)\b|  |\.\.|\d\.\d{3}", sentence), sentence


@given(assessments())
def test_rows_add_up_to_the_average_that_is_shown_below_them(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    for id_ in (None, *(domain.id for domain in scored.framework.domains)):
        reason = explain_score(card, scored.framework, id_)
        rows = practice_rows(reason, scored.framework)
        assert len(rows) == len(reason.parts)
        if reason.mean.value is None:
            assert total_brought(reason) == "–" and all(row.brings == "–" for row in rows)
            continue
        assert added(rows) == added(domain_rows(reason, scored.framework)) == Fraction(total_brought(reason))
        assert float(total_brought(reason)) == shown_total(reason.mean.value, 2)


def test_average_of_many_answers_and_of_one() -> None:
    assert why_words.makeup_sentence(why(*every(3))) == (
        "The average of 3.0 is the mean of 5 answers, each by its share of the weight."
    )
    assert why_words.makeup_sentence(why(level("A-1", 4))) == "The average of 4.0 is one answer: level 4."


def test_nothing_answered_says_so_and_names_no_step() -> None:
    reason = why(id_="A")
    assert said(reason) == [
        "Nothing is answered yet, so there is no figure.",
        "Three practices are open, 100 % of the weight: from all of them at the lowest level to all at the highest, "
        "the average goes from 0.0 to 5.0.",
    ]
    assert why_words.figure(reason) == "–"


def test_all_not_applicable_says_so_and_that_they_weigh_nothing() -> None:
    reason = why(*(waived(id_) for id_ in ("A-1", "A-2", "A-3")), id_="A")
    assert said(reason) == [
        "Every practice of it is said to be not applicable, so nothing is scored.",
        "Three practices are not applicable: without weight in any figure.",
    ]


def test_out_of_scope_is_one_sentence() -> None:
    assert said(why(id_="C")) == ["No practice of it applies to this profile, so it has no figure."]
    assert said(why(id_="C-1")) == ["This practice does not apply to this profile, so it counts nowhere."]


def test_what_is_left_out_is_counted_by_its_reason() -> None:
    reason = why(*every(3, but=[waived("A-2")]))
    assert why_words.left_out_sentence(reason) == (
        "One practice is not applicable; one practice does not apply to this profile: without weight in any figure."
    )


def test_open_practices_say_what_they_leave_open() -> None:
    reason = why(*every(3, but=[unknown("A-2")]))
    assert why_words.open_sentence(reason) == (
        "One practice is open, 20 % of the weight: from all of them at the lowest level to all at the highest, the "
        "average goes from 2.4 to 3.4."
    )
    assert why_words.open_sentence(why(*every(3))) == "Nothing is open."
    heavy = framework_of({"A": [practice_tree("A-1", weight=999), practice_tree("A-2")]})
    assert why_words.open_sentence(why(level("A-1", 3), framework=heavy)).endswith(
        "too little to move the average visibly."
    )


def test_level_that_the_share_of_weight_holds_back() -> None:
    reason = why(*every(3, but=[level("A-2", 2)]), id_="A")
    assert why_words.level_sentence(reason, FRAMEWORK) == (
        "Level 2 is reached: 85 % of the weight or more is at level 2 or higher."
    )
    assert why_words.held_sentence(reason, FRAMEWORK) == (
        "Level 3 is held back by: A-2 Practice A-2 (level 2, needs 3)."
    )
    assert why_words.step_sentences(reason, FRAMEWORK) == [
        "67 % of the weight is at level 3 or higher and 85 % is asked for; 18 % is missing.",
        "One practice is enough for level 3: A-2 from 2 to 3.",
        "The average needs nothing in particular: one level more in a practice adds that practice's share.",
    ]


def test_level_that_floors_hold_back() -> None:
    ten = framework_of({"A": [practice_tree("A-1", floor=3), *(practice_tree(f"A-{n}") for n in range(2, 11))]})
    others = [level(f"A-{n}", 5) for n in range(2, 11)]
    reason = why(level("A-1", 1), *others, id_="A", framework=ten)
    assert why_words.level_sentence(reason, ten).endswith("A floor that is missed or open keeps it there.")
    assert why_words.held_sentence(reason, ten) == (
        "Level 3 is held back by: A-1 Practice A-1 (floor missed: level 1, needs 3)."
    )
    assert why_words.step_sentences(reason, ten)[0] == "The floor it lacks: A-1 at level 3."
    still_open = why(*others, id_="A", framework=ten)
    assert "A-1 Practice A-1 (floor open, needs 3)" in why_words.held_sentence(still_open, ten)
    assert "A-1 answered at 3" in why_words.step_sentences(still_open, ten)[1]


def test_level_at_either_end_of_the_scale() -> None:
    assert why_words.level_sentence(why(*every(0), id_="A"), FRAMEWORK) == (
        "Level 0 is the lowest: for level 1, 85 % of the weight must be there."
    )
    highest = why(*every(5), id_="A")
    assert why_words.held_sentence(highest, FRAMEWORK) == ""
    assert why_words.step_sentences(highest, FRAMEWORK)[0] == "Level 5 is the highest there is."


def test_the_whole_names_the_domains_that_set_it_and_each_one_s_need() -> None:
    reason = why(*every(3, but=[level("A-2", 1), level("B-2", 1)]))
    assert why_words.level_sentence(reason, FRAMEWORK) == (
        "Level 1 is that of the lowest domains: Domain A and Domain B."
    )
    needs = why_words.step_sentences(reason, FRAMEWORK)
    assert needs[0].startswith("Domain A: 67 % of the weight")
    assert needs[1].startswith("Domain B: 50 % of the weight")
    assert needs[2] == "At the fewest, 2 practices must rise for level 2: A-2 from 1 to 2; B-2 from 1 to 2."


def test_others_that_stand_alike_are_not_kept_quiet() -> None:
    half = {"numerator": 1, "denominator": 2, "floor_cap": 2, "basis": "judgement", "reason": "For a test."}
    framework = framework_of({"A": [practice_tree(f"A-{n}") for n in (1, 2, 3, 4)]}, gate=half)
    for low, words in (((1, 1, 1), True), ((1, 1, 0), True), ((0, 1, 1), True), ((1, 0, 0), False)):
        answers = [level("A-1", 3), *(level(f"A-{n}", now) for n, now in zip((2, 3, 4), low, strict=True))]
        step = why_words.step_sentences(why(*answers, framework=framework), framework)[1]
        assert step.endswith("Others that stand alike would do as well.") == words, low


def test_a_long_list_of_names_is_counted() -> None:
    many = framework_of({"A": [practice_tree(f"A-{n}") for n in range(1, 10)]})
    reason = why(*(level(f"A-{n}", 1) for n in range(1, 10)), framework=many)
    assert why_words.held_sentence(reason, many).endswith("A-6 Practice A-6 (level 1, needs 2) and 3 more.")
    assert "A-9" in why_words.held_sentence(reason, many, 100)


@pytest.mark.parametrize(
    ("has", "needs", "words"),
    [
        (Fraction(3, 5), Fraction(85, 100), ("60 %", "85 %", "25 %")),
        (Fraction(849, 1000), Fraction(85, 100), ("84.9 %", "85.0 %", "0.1 %")),
        (Fraction(84999, 100000), Fraction(85, 100), ("84.999 %", "85.000 %", "0.001 %")),
        (Fraction(1, 3), Fraction(2, 3), ("33 %", "67 %", "34 %")),
        (Fraction(0), Fraction(1), ("0 %", "100 %", "100 %")),
    ],
)
def test_missing_share_agrees_with_the_two_beside_it(
    has: Fraction, needs: Fraction, words: tuple[str, str, str]
) -> None:
    assert why_words.shares_words(has, needs) == words


def test_practice_says_its_level_its_backing_and_its_weight() -> None:
    reason = why(level("A-1", 3, backed=2), level("A-2", 1), id_="A-1")
    assert why_words.makeup_sentence(reason) == "Level 3 is what was answered. Evidence in date backs 2.0 of it."
    assert why_words.share_sentence(reason) == "It weighs 1: 33 % of its domain, 20 % of the whole."
    assert why_words.step_sentences(reason, FRAMEWORK) == [
        "Level 4 would be: Step 4.",
        "It is a floor: below level 3, its domain is held down.",
    ]
    assert reason.practice is not None
    assert why_words.pointer_words(reason.practice.pointers[0], 3) == (
        "Record, 30 September 2026, 0 days old: backs 2.0 of 3"
    )
    bare = why(level("A-2", 3, review=2), id_="A-2")
    assert why_words.makeup_sentence(bare) == (
        "Level 3 is what was answered. A review in date found level 2; gates and floors go by it. No evidence is "
        "recorded."
    )


def test_practice_without_a_level_says_why() -> None:
    for answers, words in (
        ([], "It is not answered yet, so it has no level."),
        ([unknown("A-1")], "It is said to be not known, so it has no level and counts as open."),
        ([waived("A-1")], "It is said to be not applicable, so it takes no part in any figure."),
    ):
        assert why_words.makeup_sentence(why(*answers, id_="A-1")) == words
    assert why_words.step_sentences(why(id_="A-2"), FRAMEWORK) == ["An answer is what it needs first."]
    assert why_words.step_sentences(why(level("A-2", 5), id_="A-2"), FRAMEWORK) == ["Level 5 is the highest there is."]


def test_practice_names_what_should_come_first_and_the_effort() -> None:
    needs = [{"practice": "A-1", "level": 3, "for_level": 2, "reason": "First."}]
    framework = framework_of(
        {"A": [practice_tree("A-1"), practice_tree("A-2", prerequisites=needs, effort={"to2": 1.5})]}
    )
    reason = why(level("A-2", 1), id_="A-2", framework=framework)
    assert why_words.held_sentence(reason, framework) == (
        "Before level 2 these should come first: A-1 Practice A-1 at level 3 (now open)."
    )
    assert why_words.step_sentences(reason, framework) == [
        "Level 2 would be: Step 2. By the framework's judgement it takes 1.5 person-weeks."
    ]
    assert "(now at level 1)" in why_words.held_sentence(
        why(level("A-1", 1), level("A-2", 1), id_="A-2", framework=framework), framework
    )


def test_weakest_fifth_names_how_many_make_it_up() -> None:
    assert why_words.weakest_sentence(why(*every(3, but=[level("A-2", 1)]))) == (
        "The weakest fifth of the weight averages 1.0: it is made of the lowest one answer, at level 1."
    )
    assert "the lowest 5 answers, at level 3" in why_words.weakest_sentence(why(*every(3)))


def test_figure_is_a_range_while_much_is_open() -> None:
    assert why_words.figure(why(*every(3))) == "3.0"
    assert why_words.figure(why(*every(3, but=[unknown("A-2")]))) == "2.4–3.4"
    assert why_words.figure(why(level("A-2", 3), id_="A-2")) == "3"


def test_rows_put_what_brings_most_first_and_say_what_does_not_count() -> None:
    rows = practice_rows(why(*every(2, but=[level("B-2", 4, review=3), unknown("A-1"), waived("A-2")])), FRAMEWORK)
    assert [(row.id, row.level, row.share, row.brings) for row in rows] == [
        ("B-2", "4, reviewed 3", "33.3 %", "1.33"),
        ("A-3", "2", "33.3 %", "0.67"),
        ("B-1", "2", "33.3 %", "0.67"),
        ("A-1", "not known", "–", "–"),
        ("A-2", "not applicable", "–", "–"),
    ]
    domains = domain_rows(why(*every(2, but=[unknown("B-1"), unknown("B-2")])), FRAMEWORK)
    assert [(row.id, row.level, row.brings) for row in domains] == [("A", "3 of 3", "2.00"), ("B", "0 of 2", "–")]


def test_rows_show_what_evidence_backs_and_a_dash_where_there_is_none() -> None:
    heavy = framework_of({"A": [practice_tree("A-1", weight=3), practice_tree("A-2")], "B": [practice_tree("B-1")]})
    reason = why(level("A-1", 4, backed=2), level("A-2", 4), level("B-1", 1), framework=heavy)
    assert {row.id: row.backed for row in practice_rows(reason, heavy)} == {"A-1": "2.0", "A-2": "–", "B-1": "–"}
    assert {row.id: row.backed for row in domain_rows(reason, heavy)} == {"A": "1.5", "B": "–"}
