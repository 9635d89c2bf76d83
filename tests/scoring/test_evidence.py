"""What evidence and reviews do to a claim, and to the interval between claimed and backed."""

from datetime import timedelta
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frameworks.model import EvidenceKind
from scoring.assessment import Answer, Evidence, Review
from scoring.evidence import Backing, asserted_share, back_answer, freshness, is_in_date
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import REVIEW_DAYS, TODAY, assessment_of, days_before, framework_of, practice_tree
from tests.scoring.strategies import Scored, answers_to, assessments, evidence, levels

NEAR = 1e-9

kinds = st.builds(
    EvidenceKind,
    title=st.just("Record"),
    half_life_days=st.sampled_from([90, 180, 365, 730]),
    grace_days=st.sampled_from([0, 90]),
    basis=st.just("judgement"),
    reason=st.just("For a test."),
)
claims = answers_to("A-1").filter(lambda answer: answer.level is not None)


def backed(answer: Answer, kind: EvidenceKind) -> float:
    """The backed level on the day of the tests."""
    return back_answer(answer, kind, REVIEW_DAYS, TODAY).evidenced


@given(claims, kinds)
def test_backed_level_lies_between_0_and_the_claim(answer: Answer, kind: EvidenceKind) -> None:
    assert 0 <= backed(answer, kind) <= answer.level


@given(claims, kinds, st.integers(0, 2000))
def test_growing_older_never_helps(answer: Answer, kind: EvidenceKind, days: int) -> None:
    assume(all(one.date <= TODAY for one in answer.evidence))
    later = back_answer(answer, kind, REVIEW_DAYS, TODAY + timedelta(days=days)).evidenced
    assert later <= backed(answer, kind)


@given(claims, kinds, evidence)
def test_new_evidence_never_hurts(answer: Answer, kind: EvidenceKind, new: Evidence) -> None:
    more = answer.model_copy(update={"evidence": (*answer.evidence, new)})
    assert backed(more, kind) >= backed(answer, kind)


@given(claims, kinds, st.integers(2, 5))
def test_duplicates_change_nothing(answer: Answer, kind: EvidenceKind, times: int) -> None:
    assert backed(answer.model_copy(update={"evidence": answer.evidence * times}), kind) == backed(answer, kind)


@given(claims, kinds, levels)
def test_raising_the_claim_never_lowers_the_backed_level(answer: Answer, kind: EvidenceKind, level: int) -> None:
    assume(level >= answer.level)
    assert backed(answer.model_copy(update={"level": level}), kind) >= backed(answer, kind)


@given(claims, kinds)
def test_a_half_life_halves_and_the_grace_does_not(answer: Answer, kind: EvidenceKind) -> None:
    assert freshness(days_before(kind.grace_days), kind, TODAY) == 1
    assert freshness(days_before(kind.grace_days + kind.half_life_days), kind, TODAY) == 0.5
    assert freshness(days_before(kind.grace_days + 2 * kind.half_life_days), kind, TODAY) == 0.25
    assert freshness(days_before(-1), kind, TODAY) == 0


@given(assessments())
def test_lower_end_of_the_interval_is_never_above_the_upper_end(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        if score.evidence.low is not None:
            assert score.evidence.low <= score.evidence.high


def test_averages_of_fresh_evidence_are_exact() -> None:
    framework = framework_of({"A": [practice_tree(f"A-{place}") for place in range(1, 4)]})
    fresh = Evidence(title="Record", date=TODAY, level=1)
    answers = [Answer(practice=f"A-{place}", level=1, evidence=(fresh,)) for place in (1, 2)]
    answers.append(Answer(practice="A-3", level=0, evidence=(Evidence(title="Old", date=days_before(900), level=3),)))
    view = score_assessment(assessment_of(answers), framework, TODAY).overall.evidence
    assert (view.evidenced, view.low, view.high, view.backing) == (Fraction(2, 3), Fraction(2, 3), Fraction(2, 3), 1)


@given(assessments(), st.data())
def test_score_of_anything_between_backed_and_claimed_lies_within_the_interval(
    scored: Scored, draws: st.DataObject
) -> None:
    """The average is monotone, so its range over the box is the interval between the two corners."""
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    view, total, weighed = card.overall.evidence, 0.0, 0
    for practice in card.practices:
        weight = scored.framework.practices[practice.id].weight
        if practice.state == "answered":
            ends = sorted((practice.backing.lower, practice.backing.effective))
            total += weight * (ends[0] + draws.draw(st.floats(0, 1)) * (ends[1] - ends[0]))
            weighed += weight
        elif practice.state in ("unanswered", "not_known"):
            total += weight * draws.draw(st.floats(0, 5))
            weighed += weight
    if weighed:
        assert view.low - NEAR <= total / weighed <= view.high + NEAR


@given(assessments())
def test_interval_collapses_when_every_practice_is_reviewed(scored: Scored) -> None:
    review = Review(level=2, by="Reviewer", date=TODAY)
    reviewed = [
        Answer(practice=id_, level=4, evidence=(Evidence(title="Record", date=TODAY, level=1),), review=review)
        for id_ in scored.framework.practices
    ]
    card = score_assessment(scored.with_answers(*reviewed).assessment, scored.framework, TODAY)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        if score.state == "scored":
            assert score.evidence.low == score.evidence.high == 2
            assert score.evidence.reviewed_share == 1


@given(assessments())
def test_backed_average_is_never_above_the_claimed_one(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        view = score.evidence
        if view.claimed is not None:
            assert view.evidenced <= float(view.claimed) + NEAR
            assert view.claimed == score.mean.value
            assert view.backing is None or isclose(view.backing * float(view.claimed), view.evidenced, abs_tol=NEAR)


@given(assessments(), st.integers(0, 3000))
def test_levels_and_floors_never_change_because_evidence_grows_older(scored: Scored, days: int) -> None:
    bare = [answer.model_copy(update={"evidence": ()}) for answer in scored.assessment.answers]
    with_it = score_assessment(scored.assessment, scored.framework, TODAY)
    without = score_assessment(scored.with_answers(*bare).assessment, scored.framework, TODAY)
    assert [domain.score.gated for domain in with_it.domains] == [domain.score.gated for domain in without.domains]
    assert [domain.capped_by for domain in with_it.domains] == [domain.capped_by for domain in without.domains]
    assert with_it.overall.mean == without.overall.mean


@pytest.mark.parametrize(("age", "counts"), [(0, True), (REVIEW_DAYS, True), (REVIEW_DAYS + 1, False), (-1, False)])
def test_review_counts_from_its_day_until_its_period_is_over(age: int, counts: bool) -> None:
    review = Review(level=2, by="Reviewer", date=days_before(age))
    assert is_in_date(review, REVIEW_DAYS, TODAY) is counts


def test_answer_without_a_level_has_nothing_to_back() -> None:
    kind = EvidenceKind(title="Record", half_life_days=365, grace_days=0, basis="judgement", reason=".")
    with pytest.raises(ValueError, match="A-1 has no level"):
        back_answer(Answer(practice="A-1", state="not_known"), kind, REVIEW_DAYS, TODAY)


def test_only_what_neither_review_nor_evidence_holds_is_asserted() -> None:
    # 4 backed to 2, and 1 that a reviewer put at 5: 2 of 5 claimed levels stand on the claim alone.
    backings = [Backing(4, 2, None), Backing(1, 0, 5)]
    assert asserted_share(backings, [1, 1]) == Fraction(2, 5)
    assert asserted_share(backings, [1, 3]) == Fraction(2, 7)
    assert asserted_share([Backing(3, 1, 2)], [1]) == Fraction(1, 3)


def test_nothing_claimed_is_nothing_asserted() -> None:
    assert asserted_share([], []) is None
    assert asserted_share([Backing(0, 0, None)], [2]) is None


@given(assessments())
def test_asserted_share_is_a_share(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    backings = [practice.backing for practice in card.practices if practice.backing is not None]
    share = asserted_share(backings, [1] * len(backings))
    assert share is None or 0 <= share <= 1
