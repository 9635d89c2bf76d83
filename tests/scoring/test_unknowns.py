"""What is open, not applicable or out of scope: exact ranges, and no way to gain by silence."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.kernel import Bounded
from scoring.organization import Profile
from scoring.scorecard import Scorecard, methods_of, score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments, levels

NEAR = 1e-9
FIGURES = ("mean", "weakest_fifth", "gated", "headline")


def card_of(scored: Scored, method: str | None = "gap_norm") -> Scorecard:
    """The scorecard; its headline is the method that no other figure shows."""
    return score_assessment(scored.assessment, scored.framework, TODAY, method)


def open_practices(card: Scorecard) -> list[str]:
    """Ids of the practices that are unanswered or not known."""
    return [practice.id for practice in card.practices if practice.state in ("unanswered", "not_known")]


def ranges(card: Scorecard) -> Iterator[tuple[str, Bounded]]:
    """Every range of a scorecard with its path."""
    sets = [("overall", card.overall), *((domain.id, domain.score) for domain in card.domains)]
    for (name, score), figure in product(sets, FIGURES):
        yield f"{name}.{figure}", getattr(score, figure)
    for name, score in sets:
        yield f"{name}.evidence", Bounded(None, score.evidence.low, score.evidence.high)


def completed(scored: Scored, level_of: dict[str, int]) -> Scorecard:
    """The scorecard if the open practices were answered so."""
    return card_of(scored.with_answers(*(Answer(practice=id_, level=level) for id_, level in level_of.items())))


@given(assessments(), st.data())
def test_every_completion_lies_within_the_ranges(scored: Scored, draws: st.DataObject) -> None:
    card = card_of(scored)
    whole = completed(scored, {id_: draws.draw(levels) for id_ in open_practices(card)})
    for (path, before), (_, after) in zip(ranges(card), ranges(whole), strict=True):
        if after.low is None:
            assert (before.low, before.high) == (None, None), path
        else:
            assert before.low - NEAR <= after.low <= after.high <= before.high + NEAR, path


@given(assessments())
def test_both_ends_of_every_range_can_happen(scored: Scored) -> None:
    card = card_of(scored)
    lowest = dict(ranges(completed(scored, dict.fromkeys(open_practices(card), 0))))
    highest = dict(ranges(completed(scored, dict.fromkeys(open_practices(card), 5))))
    for path, before in ranges(card):
        if path.endswith("evidence") or before.low is None:
            continue
        assert abs(lowest[path].value - before.low) < NEAR, path
        assert abs(highest[path].value - before.high) < NEAR, path


@given(assessments(), st.data())
def test_answering_one_practice_only_narrows_the_ranges(scored: Scored, draws: st.DataObject) -> None:
    card = card_of(scored)
    assume(open_practices(card))
    answer = Answer(practice=draws.draw(st.sampled_from(open_practices(card))), level=draws.draw(levels))
    narrowed = dict(ranges(card_of(scored.with_answers(answer))))
    for path, before in ranges(card):
        if before.low is not None:
            assert before.low - NEAR <= narrowed[path].low <= narrowed[path].high <= before.high + NEAR, path


@given(assessments())
def test_value_lies_within_its_range(scored: Scored) -> None:
    for path, bounded in ranges(card_of(scored)):
        if bounded.value is not None:
            assert bounded.low - NEAR <= bounded.value <= bounded.high + NEAR, path


@given(assessments())
def test_average_is_as_wide_as_the_open_share_of_the_weight(scored: Scored) -> None:
    score = card_of(scored).overall
    if score.coverage is not None:
        assert score.mean.high - score.mean.low == 5 * (1 - score.coverage)


@given(assessments())
def test_nothing_is_said_of_what_is_not_answered(scored: Scored) -> None:
    card = card_of(scored)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        values = [getattr(score, figure).value for figure in FIGURES] + [score.na_as_zero, score.evidence.claimed]
        if score.counts.answered:
            assert score.state == "scored"
            assert None not in values
        else:
            assert score.state in ("unanswered", "not_applicable", "out_of_scope")
            assert set(values) == {None}
        if not score.counts.applicable:
            assert all(getattr(score, figure) == Bounded() for figure in FIGURES)
            assert score.coverage is None


@given(assessments())
def test_average_with_not_applicable_as_zero_is_never_above_the_average(scored: Scored) -> None:
    card = card_of(scored)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        if score.na_as_zero is not None:
            assert score.na_as_zero <= score.mean.value
            assert (score.na_as_zero == score.mean.value) == (score.mean.value == 0 or score.counts.not_applicable == 0)


@pytest.mark.parametrize("method", methods_of(framework_of({"A": [practice_tree("A-1")]})))
@given(scored=assessments(), draws=st.data())
def test_practice_that_is_not_applicable_changes_no_score(method: str, scored: Scored, draws: st.DataObject) -> None:
    places = list(scored.framework.practices)
    practice = draws.draw(st.sampled_from(places))
    answer = Answer(practice=practice, state="not_applicable", reason="It does not apply.", recheck=TODAY)
    with_it = card_of(scored.with_answers(answer), method)
    assume(with_it.practice(practice).state == "not_applicable")
    without = card_of(_without(scored, practice), method)
    assert _scores(with_it) == _scores(without)


def _without(scored: Scored, practice: str) -> Scored:
    """The same with the practice out of scope: it applies to a kind that nobody runs."""
    tree = scored.framework.model_dump()
    for one in (one for domain in tree["domains"] for one in domain["practices"]):
        if one["id"] == practice:
            one["applies_to"] = ("nowhere",)
    kinds = scored.assessment.profile.kinds or ("ugc", "hosting", "generative-ai")
    profile = scored.assessment.profile.model_copy(update={"kinds": kinds})
    answers = tuple(answer for answer in scored.assessment.answers if answer.practice != practice)
    return Scored(
        Framework.model_validate(tree),
        scored.assessment.model_copy(update={"profile": profile, "answers": answers}),
    )


def _scores(card: Scorecard) -> list[object]:
    return [
        (score.mean, score.weakest_fifth, score.gated, score.headline, score.coverage, score.evidence)
        for score in (card.overall, *(domain.score for domain in card.domains))
    ]


@given(assessments(), st.data())
def test_answer_out_of_scope_is_kept_listed_and_counts_nowhere(scored: Scored, draws: st.DataObject) -> None:
    card = card_of(scored)
    outside = [practice.id for practice in card.practices if practice.state == "out_of_scope"]
    assume(outside)
    answer = Answer(practice=draws.draw(st.sampled_from(outside)), level=draws.draw(levels))
    after = card_of(scored.with_answers(answer))
    assert (after.overall, after.domains) == (card.overall, card.domains)
    assert after.practice(answer.practice).state == "out_of_scope"
    assert after.practice(answer.practice).level == answer.level


@given(assessments())
def test_counts_of_the_domains_add_up_to_the_whole(scored: Scored) -> None:
    card = card_of(scored)
    for name in ("in_scope", "answered", "not_applicable", "not_known", "unanswered", "out_of_scope"):
        assert getattr(card.overall.counts, name) == sum(getattr(d.score.counts, name) for d in card.domains)
    counts = card.overall.counts
    assert counts.in_scope == counts.answered + counts.not_applicable + counts.open
    assert counts.in_scope + counts.out_of_scope == len(card.practices) == len(scored.framework.practices)


@given(assessments())
def test_domain_out_of_scope_is_never_zero_and_takes_no_part_in_the_lowest(scored: Scored) -> None:
    card = card_of(scored)
    for domain in card.domains:
        if not domain.score.counts.in_scope:
            assert domain.score.state == "out_of_scope"
            assert domain.score.gated == Bounded()
    levels_reached = [domain.score.gated.value for domain in card.domains if domain.score.gated.value is not None]
    assert card.overall.gated.value == min(levels_reached, default=None)


@given(assessments())
def test_levels_are_whole_and_averages_are_exact(scored: Scored) -> None:
    card = card_of(scored)
    for score in (card.overall, *(domain.score for domain in card.domains)):
        for figure in (score.mean, score.weakest_fifth):
            assert all(isinstance(end, Fraction | None) for end in (figure.value, figure.low, figure.high))
        assert all(isinstance(end, int | None) for end in (score.gated.value, score.gated.low, score.gated.high))


def test_leaving_a_weak_practice_open_lowers_the_lower_end() -> None:
    framework = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")]})
    honest = assessment_of([Answer(practice="A-1", level=4), Answer(practice="A-2", level=1)])
    silent = assessment_of([Answer(practice="A-1", level=4)])
    said, hidden = (score_assessment(one, framework, TODAY).overall for one in (honest, silent))
    assert hidden.mean.low < said.mean.low
    assert hidden.coverage < said.coverage


def test_empty_profile_of_a_preset_without_a_common_practice_scores_nothing() -> None:
    framework = framework_of({"A": [practice_tree("A-1", applies_to=("ugc",))]})
    card = score_assessment(assessment_of([], Profile(kinds=("hosting",))), framework, TODAY)
    assert card.overall.state == "out_of_scope"
    assert card.overall.mean == Bounded()
