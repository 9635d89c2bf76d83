"""Scores of imported frameworks: scales of the practices' own, groups in groups, several presets at once."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.formats.building import default_scale
from frameworks.model import Framework
from scoring.assessment import Answer, AnswerNotAccepted, Assessment, Evidence, Review, check_answer, check_preset
from scoring.change import explain_change, side_of, side_of_snapshot
from scoring.gaps import find_gaps
from scoring.organization import Profile
from scoring.reasons import explain_score
from scoring.roadmap_problem import PlanNotPossible, build_problem
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import Scorecard, score_assessment
from scoring.trend import Snapshot
from tests.frameworks.formats.imports import small_import

DAY = date(2026, 6, 1)
MADE = small_import()


def scored(levels: dict[str, int], preset: str | None = None, method: str | None = None) -> Scorecard:
    answers = tuple(Answer(practice=id_, level=level) for id_, level in levels.items())
    return score_assessment(Assessment(framework_key=MADE.key, preset=preset, answers=answers), MADE, DAY, method)


def test_every_level_counts_by_where_it_lies_on_its_own_scale() -> None:
    card = scored({"A (1)": 3, "A (2)": 0, "B/1": 1, "C §1": 3})
    # Of 3: 3 three times, 0, a quarter of the way, half of the way.
    assert card.overall.mean.value == Fraction(9 + 0) / 6 + Fraction(3, 4) / 6 + Fraction(3, 2) / 6
    assert card.practice("B/1").level == 1
    assert card.practice("B/1").backing is not None
    assert card.practice("B/1").backing.claimed == 0.25
    assert card.domain("C").score.mean.value == Fraction(3, 2)
    assert card.overall.lowest_level == 0


def test_groups_are_scored_to_any_depth_and_a_chapter_without_practices_counts_nowhere() -> None:
    card = scored({"A (1)": 3, "A (2)": 0, "B/1": 3})
    outer = card.domain("A").children[0]
    assert (outer.id, outer.children[0].id) == ("A outer", "A inner")
    assert outer.score.mean.value == outer.children[0].score.mean.value == Fraction(9, 4)
    assert card.domain("Z").score.state == "out_of_scope"
    assert card.overall.counts.in_scope == 4


def test_several_presets_are_scored_as_one_and_answers_outside_are_kept_aside() -> None:
    card = scored({"A (1)": 3, "A (2)": 0, "B/1": 0, "C §1": 5}, preset="IG 1,IG 2")
    assert card.practice("A (2)").state == "out_of_scope"
    assert card.practice("A (2)").level == 0
    assert card.overall.mean.value == Fraction(9 + 0 + 3, 5)
    assert scored({"C §1": 5}, preset="IG 1").overall.counts.answered == 0


def test_presets_that_are_not_there_are_all_named() -> None:
    check_preset("IG 1, IG 2", MADE)
    check_preset(None, MADE)
    with pytest.raises(AnswerNotAccepted) as refusal:
        check_preset("IG 1,IG 9,x", MADE)
    assert [fault.what for fault in refusal.value.faults] == [
        "Small import has no preset 'IG 9'.",
        "Small import has no preset 'x'.",
    ]


def test_level_has_to_be_on_the_scale_of_its_practice() -> None:
    assert check_answer(Answer(practice="C §1", level=5), MADE, DAY) == []
    assert len(check_answer(Answer(practice="C §1", level=0), MADE, DAY)) == 1
    assert len(check_answer(Answer(practice="A (1)", level=4), MADE, DAY)) == 1


def test_evidence_and_review_count_by_the_same_places() -> None:
    pointer = Evidence(title="Report", date=DAY, level=1)
    review = Review(level=2, by="Ann", date=DAY)
    answers = (
        Answer(practice="B/1", level=3, evidence=(pointer,)),
        Answer(practice="C §1", level=5, review=review),
    )
    card = score_assessment(Assessment(framework_key=MADE.key, answers=answers), MADE, DAY)
    assert card.practice("B/1").evidenced == 0.25
    assert card.practice("C §1").reviewed == 2
    assert card.domain("A").score.evidence.evidenced == Fraction(3, 4)
    assert card.domain("C").score.evidence.high == Fraction(3, 4)
    assert card.domain("C").score.gated.value == 0


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "A (1)": st.integers(0, 3),
            "A (2)": st.integers(0, 3),
            "B/1": st.integers(0, 3),
            "C §1": st.integers(1, 5),
        },
    ),
    st.sampled_from(["mean", "mean_of_means", "weakest_fifth", "gated", "minimum", "gap_norm"]),
)
def test_every_method_stays_on_the_scale_and_within_its_bounds(levels: dict[str, int], method: str) -> None:
    headline = scored(levels, method=method).overall.headline
    assert headline.low is not None
    assert headline.high is not None
    assert 0 <= headline.low <= headline.high <= 3
    if levels and method not in ("gated", "mean_of_means"):
        assert headline.value is not None
        assert headline.low <= headline.value <= headline.high


@pytest.mark.parametrize("framework", [MADE, small_import(scale=default_scale())])
def test_no_plan_is_made_without_steps_in_common(framework: Framework) -> None:
    with pytest.raises(PlanNotPossible, match="no steps in common"):
        build_problem({}, framework, frozenset(framework.practices), 5, 4)


def test_gap_and_target_are_counted_on_the_scale_of_the_practice() -> None:
    gaps = {gap.practice_id: gap for gap in find_gaps(scored({"A (1)": 3, "B/1": 1, "C §1": 4}), MADE)}
    assert {id_: (gap.target, gap.level, gap.size) for id_, gap in gaps.items()} == {
        "A (2)": (3, None, 3),
        "B/1": (3, 1, 2),
        "C §1": (5, 4, 1),
    }
    halfway = MADE.model_copy(update={"target": MADE.target.model_copy(update={"level": 2})})
    assert {gap.practice_id: gap.target for gap in find_gaps(scored({}), halfway)} == {
        "A (1)": 2,
        "A (2)": 2,
        "B/1": 3,
        "C §1": 4,
    }


def test_change_is_split_on_the_common_scale_and_adds_up() -> None:
    sides = []
    for level in (1, 3):
        assessment = Assessment(framework_key=MADE.key, answers=(Answer(practice="B/1", level=level),))
        sides.append(side_of(score_assessment(assessment, MADE, DAY), assessment, MADE))
    change = explain_change(*sides, frozenset({"B/1"}))
    assert change.claimed.change == Fraction(9, 4)
    assert sum(change.claimed.by_cause.values()) == Fraction(9, 4)


def test_reason_of_a_practice_speaks_in_what_its_steps_count_as() -> None:
    card = scored({"A (1)": 3, "B/1": 1, "C §1": 5})
    reason = explain_score(card, MADE, "B/1")
    assert (reason.value.value, reason.practice and reason.practice.to) == (0.25, 0.5)
    on_range = explain_score(card, MADE, "C §1")
    assert on_range.practice is not None
    assert (on_range.practice.to, on_range.practice.is_highest) == (None, True)
    total = explain_score(card, MADE)
    assert sum(part.contribution or 0 for part in total.parts) == card.overall.mean.value
    open_one = explain_score(card, MADE, "A (2)")
    assert (open_one.value.low, open_one.value.high) == (0, 3)


def test_snapshot_is_compared_as_it_was_scored() -> None:
    pointer = Evidence(title="Report", date=DAY, level=4)
    answers = (Answer(practice="C §1", level=4, evidence=(pointer,)), Answer(practice="A (1)", level=2))
    assessment = Assessment(framework_key=MADE.key, answers=answers)
    card = score_assessment(assessment, MADE, DAY)
    kept = Snapshot(
        id="s1",
        assessment_id="a1",
        on=DAY,
        at=datetime(2026, 6, 1, tzinfo=UTC),
        by="Ann",
        framework_id=MADE.id,
        framework_version=MADE.version,
        scoring_version="1.0",
        profile=Profile(),
        preset=None,
        scorecard=scorecard_as_tree(card),
        answer_ids={},
    )
    reported, scored_now = side_of_snapshot(kept, MADE).standings, side_of(card, assessment, MADE).standings
    assert reported["C §1"].level == scored_now["C §1"].level == Fraction(9, 4)
    assert {id_: (one.state, one.level, one.evidenced) for id_, one in reported.items()} == {
        id_: (one.state, one.level, one.evidenced) for id_, one in scored_now.items()
    }
