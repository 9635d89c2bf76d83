"""Why is it this? Parts add up exactly, everything named holds something down, and the fewest are as few as can be."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer, Evidence, Review
from scoring.next_step import Rise
from scoring.organization import Profile
from scoring.reason_document import reason_as_published
from scoring.reasons import IdNotKnown, Reason, explain_score
from scoring.scorecard import Scorecard, score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, days_before, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

STATES = ("answered", "not_applicable", "not_known", "unanswered")


def card_of(scored: Scored) -> Scorecard:
    return score_assessment(scored.assessment, scored.framework, TODAY)


def reasons_of(scored: Scored) -> list[Reason]:
    """The reasons of the whole and of every domain."""
    card = card_of(scored)
    ids = [None, *(domain.id for domain in scored.framework.domains)]
    return [explain_score(card, scored.framework, id_) for id_ in ids]


def level_of(scored: Scored, reason: Reason) -> int | None:
    """The level reached of what the reason speaks of, under other answers."""
    card = card_of(scored)
    score = card.overall if reason.kind == "total" else card.domain(reason.id).score
    return None if score.gated.value is None else int(score.gated.value)


def lifted(scored: Scored, rises: tuple[Rise, ...]) -> Scored:
    return scored.with_answers(*(Answer(practice=rise.practice_id, level=rise.to) for rise in rises))


def explain(*answers: Answer, id_: str | None = None, framework: Framework | None = None) -> Reason:
    """The reason in a framework of one domain with four practices, the first one a floor at 3."""
    used = framework or FOUR
    card = score_assessment(assessment_of(answers), used, TODAY)
    return explain_score(card, used, id_, {answer.practice: answer for answer in answers})


def level(practice: str, given: int) -> Answer:
    return Answer(practice=practice, level=given)


FOUR = framework_of({"A": [practice_tree("A-1", floor=3), *(practice_tree(f"A-{n}") for n in (2, 3, 4))]})


@given(assessments())
def test_contributions_add_up_to_the_average_exactly(scored: Scored) -> None:
    for reason in reasons_of(scored):
        parts = [part.contribution for part in reason.parts if part.contribution is not None]
        assert (sum(parts) if parts else None) == reason.mean.value
        shares = [part.share for part in reason.parts if part.share is not None]
        assert not shares or sum(shares) == 1


@given(assessments())
def test_parts_of_the_weakest_fifth_add_up_to_it_exactly(scored: Scored) -> None:
    for reason in reasons_of(scored):
        parts = [part for part in reason.parts if part.in_weakest is not None]
        assert not parts or sum(part.in_weakest or 0 for part in parts) == 1
        found = sum(((part.in_weakest or 0) * (part.level or 0) for part in parts), Fraction(0))
        assert (found if parts else None) == reason.weakest_fifth.value
        alike = {(part.level, (part.in_weakest or 0) / part.weight) for part in parts}
        assert len(alike) == len({part.level for part in parts}), "practices of one level take part alike"


@given(assessments())
def test_what_is_open_widens_the_bounds_of_the_average_by_exactly_their_distance(scored: Scored) -> None:
    for reason in reasons_of(scored):
        widens = sum((part.widens or 0 for part in reason.parts), Fraction(0))
        low, high = reason.mean.low, reason.mean.high
        assert widens == (0 if low is None or high is None else high - low)
        assert len(reason.open_ids) == reason.counts.open


@given(assessments())
def test_every_practice_in_scope_is_a_part_and_counts_only_when_answered(scored: Scored) -> None:
    for reason in reasons_of(scored):
        assert len(reason.parts) == reason.counts.in_scope
        for part in reason.parts:
            assert part.state in STATES
            assert (part.share is not None) == (part.contribution is not None) == (part.state == "answered")
            assert (part.widens is not None) == (part.state in ("not_known", "unanswered"))


@given(assessments())
def test_holds_of_a_domain_are_the_blockers_of_its_score(scored: Scored) -> None:
    card = card_of(scored)
    for domain in card.domains:
        step = explain_score(card, scored.framework, domain.id).next_step
        assert domain.blockers == (tuple(hold.practice_id for hold in step.held_by) if step else ())


@given(assessments())
def test_raising_everything_that_is_named_lifts_the_level(scored: Scored) -> None:
    for reason in reasons_of(scored):
        if reason.next_step is None:
            continue
        before, to = level_of(scored, reason), reason.next_step.to
        rises = tuple(Rise(hold.practice_id, hold.level, max(hold.needs, to)) for hold in reason.next_step.held_by)
        after = level_of(lifted(scored, rises), reason)
        assert before == to - 1
        assert after is not None and after >= to


@given(assessments())
def test_fewest_lift_the_level_and_each_is_one_that_is_named_and_goes_up(scored: Scored) -> None:
    for reason in reasons_of(scored):
        if reason.next_step is None:
            continue
        after = level_of(lifted(scored, reason.next_step.fewest), reason)
        assert after is not None and after >= reason.next_step.to
        named = {hold.practice_id: hold for hold in reason.next_step.held_by}
        for rise in reason.next_step.fewest:
            assert rise.level == named[rise.practice_id].level
            assert rise.level is None or rise.level < rise.to


@given(assessments())
def test_no_smaller_set_than_the_fewest_lifts_a_domain(scored: Scored) -> None:
    highest = scored.framework.scale.highest
    for reason in reasons_of(scored)[1:]:
        if reason.next_step is None:
            continue
        (step,) = reason.next_step.domains
        below = [part.practice_id for part in reason.parts if part.state != "not_applicable"]
        for chosen in combinations(below, len(step.fewest) - 1):
            best = tuple(Rise(id_, None, highest) for id_ in chosen)
            after = level_of(lifted(scored, best), reason)
            assert after is None or after < step.to


@given(assessments())
def test_none_of_the_fewest_is_superfluous_nor_raised_too_far(scored: Scored) -> None:
    for reason in reasons_of(scored):
        if reason.next_step is None:
            continue
        fewest, to = reason.next_step.fewest, reason.next_step.to
        for rise in fewest:
            without = tuple(other for other in fewest if other != rise)
            assert (level_of(lifted(scored, without), reason) or 0) < to
            lower = Rise(rise.practice_id, rise.level, rise.to - 1)
            assert (level_of(lifted(scored, (*without, lower)), reason) or 0) < to


@given(assessments())
def test_missing_share_is_the_weight_that_is_not_yet_there(scored: Scored) -> None:
    for reason in reasons_of(scored):
        for step in reason.next_step.domains if reason.next_step else ():
            assert step.missing == max(step.needs - step.has, 0)
            assert step.held_by
            assert (step.missing > 0) == any("share" in hold.because for hold in step.held_by)
            assert all(hold.needs >= step.to for hold in step.held_by if "share" in hold.because)


@given(assessments())
def test_the_whole_rises_with_every_domain_that_stands_lowest(scored: Scored) -> None:
    card = card_of(scored)
    total = explain_score(card, scored.framework)
    lowest = [
        d.id for d in card.domains if d.score.gated.value is not None and d.score.gated.value == total.level.value
    ]
    assert list(total.set_by) == lowest
    if total.next_step is not None:
        assert [step.domain_id for step in total.next_step.domains] == lowest


@given(assessments(), st.data())
def test_reason_of_a_practice_says_its_level_its_texts_and_its_shares(scored: Scored, data: st.DataObject) -> None:
    id_ = data.draw(st.sampled_from(list(scored.framework.practices)))
    card = card_of(scored)
    reason, practice = explain_score(card, scored.framework, id_), scored.framework.practices[id_]
    near = reason.practice
    assert near is not None and reason.kind == "practice" and reason.method == "answer"
    assert reason.state == card.practice(id_).state
    if reason.state == "answered":
        now = card.practice(id_).level
        assert now is not None and reason.value.value == now
        assert near.text_now == practice.levels[now]
        assert near.text_next == (practice.levels[now + 1] if now < 5 else None)
        assert [part.contribution for part in reason.parts] == [now]
    else:
        assert near.text_now is near.text_next is near.to is None
    assert (near.in_domain is None) == (reason.state in ("not_applicable", "out_of_scope"))


@given(assessments())
def test_every_reason_can_be_published_as_plain_values(scored: Scored) -> None:
    card = card_of(scored)
    for id_ in (None, *(domain.id for domain in scored.framework.domains), *scored.framework.practices):
        tree = reason_as_published(explain_score(card, scored.framework, id_, scored.assessment.by_practice))
        assert {"id", "kind", "value", "method", "parts", "held_by", "next_step"} <= set(tree)
        _assert_plain(tree)


def _assert_plain(tree: object) -> None:
    if isinstance(tree, dict):
        assert all(isinstance(key, str) for key in tree)
        tree = list(tree.values())
    if isinstance(tree, list):
        for one in tree:
            _assert_plain(one)
    else:
        assert tree is None or type(tree) in (str, int, float, bool)


def test_nothing_answered_has_parts_that_are_open_and_no_step() -> None:
    for id_ in (None, "A"):
        reason = explain(id_=id_)
        assert (reason.state, reason.value.value, reason.next_step) == ("unanswered", None, None)
        assert reason.open_ids == ("A-1", "A-2", "A-3", "A-4")
        assert [part.widens for part in reason.parts] == [Fraction(5, 4)] * 4
        assert reason.set_by == ()


def test_all_not_applicable_has_no_value_and_nothing_is_open() -> None:
    waived = [Answer(practice=id_, state="not_applicable", reason="None.") for id_ in FOUR.practices]
    reason = explain(*waived)
    assert (reason.state, reason.value.value, reason.next_step, reason.open_ids) == ("not_applicable", None, None, ())
    assert len(reason.parts) == 4
    assert reason.lifted_by == ("A-1",)
    assert explain(*waived, id_="A").lifted_by == ("A-1",)
    one = explain(*waived, id_="A-1")
    assert one.practice is not None and one.practice.in_total is None


def test_out_of_scope_has_no_parts() -> None:
    framework = framework_of({"A": [practice_tree("A-1", applies_to=["messaging"])], "B": [practice_tree("B-1")]})
    scored = Scored(framework, assessment_of([level("B-1", 2)]))
    assert card_of(scored).domain("A").score.state == "unanswered"
    card = score_assessment(assessment_of([level("B-1", 2)], Profile(kinds=("ugc",))), framework, TODAY)
    domain = explain_score(card, framework, "A")
    assert (domain.state, domain.parts, domain.next_step) == ("out_of_scope", (), None)
    practice = explain_score(card, framework, "A-1")
    assert (practice.state, practice.parts, practice.counts.out_of_scope) == ("out_of_scope", (), 1)


def test_one_practice_is_the_whole() -> None:
    framework = framework_of({"A": [practice_tree("A-1", weight=7)]})
    reason = explain(level("A-1", 2), framework=framework)
    assert [(part.share, part.contribution, part.in_weakest) for part in reason.parts] == [(1, 2, 1)]
    assert reason.next_step is not None
    assert reason.next_step.fewest == (Rise("A-1", 2, 3),)
    assert reason.next_step.domains[0].missing == Fraction(85, 100)


def test_at_the_highest_level_there_is_no_next_step() -> None:
    reason = explain(*(level(id_, 5) for id_ in FOUR.practices))
    assert reason.level.value == 5
    assert reason.next_step is None


def test_a_missed_floor_is_named_with_its_own_level() -> None:
    reason = explain(level("A-1", 1), *(level(f"A-{n}", 5) for n in (2, 3, 4)), id_="A")
    assert reason.next_step is not None
    (hold,) = explain(
        level("A-1", 2), *(level(f"A-{n}", 5) for n in range(2, 11)), id_="A", framework=_ten()
    ).next_step.held_by  # type: ignore[union-attr]
    assert (hold.practice_id, hold.because, hold.level, hold.needs) == ("A-1", ("floor",), 2, 3)
    assert reason.next_step.to == 2, "three quarters of the weight are too little for level 2"
    assert reason.next_step.held_by[0].because == ("share",)


def _ten() -> Framework:
    return framework_of({"A": [practice_tree("A-1", floor=3), *(practice_tree(f"A-{n}") for n in range(2, 11))]})


def test_a_floor_below_the_next_level_need_not_go_further() -> None:
    gate = {"numerator": 85, "denominator": 100, "floor_cap": 3, "basis": "judgement", "reason": "For a test."}
    practices = [practice_tree("A-1", floor=2), *(practice_tree(f"A-{n}") for n in range(2, 11))]
    framework = framework_of({"A": practices}, gate=gate)
    reason = explain(level("A-1", 1), *(level(f"A-{n}", 4) for n in range(2, 11)), framework=framework)
    assert reason.next_step is not None
    assert (reason.next_step.to, reason.next_step.fewest) == (4, (Rise("A-1", 1, 2),))


def test_a_floor_that_lacks_the_share_as_well_needs_the_higher_of_both() -> None:
    gate = {"numerator": 1, "denominator": 1, "floor_cap": 1, "basis": "judgement", "reason": "For a test."}
    framework = framework_of({"A": [practice_tree("A-1", floor=2)]}, gate=gate)
    for now, needs in ((1, 2), (3, 4)):
        reason = explain(level("A-1", now), framework=framework)
        assert reason.next_step is not None
        assert [hold.needs for hold in reason.next_step.held_by] == [needs]
    gate["floor_cap"] = 3
    practices = [practice_tree("A-1", floor=2), practice_tree("A-2")]
    half = framework_of({"A": practices}, gate=gate | {"denominator": 2})
    reason = explain(level("A-1", 1), level("A-2", 3), framework=half)
    assert reason.next_step is not None
    assert [(hold.because, hold.needs) for hold in reason.next_step.held_by] == [
        (("floor", "share"), 4),
        (("share",), 4),
    ]


def test_the_nearest_of_equally_heavy_practices_rise() -> None:
    reason = explain(level("A-1", 3), level("A-2", 0), level("A-3", 2), level("A-4", 2), framework=_half_gate())
    assert reason.next_step is not None
    assert reason.next_step.to == 3
    assert reason.next_step.fewest == (Rise("A-3", 2, 3),)


def _half_gate() -> Framework:
    gate = {"numerator": 1, "denominator": 2, "floor_cap": 2, "basis": "judgement", "reason": "For a test."}
    return framework_of({"A": [practice_tree(f"A-{n}") for n in (1, 2, 3, 4)]}, gate=gate)


def test_a_review_in_date_is_what_holds() -> None:
    reviewed = Answer(practice="A-1", level=4, review=Review(level=2, by="Ben", date=TODAY))
    reason = explain(reviewed, *(level(f"A-{n}", 5) for n in range(2, 11)), id_="A", framework=_ten())
    assert reason.next_step is not None
    assert (reason.next_step.held_by[0].level, reason.next_step.to) == (2, 3)
    assert (reason.parts[0].level, reason.parts[0].reviewed) == (4, 2)
    one = explain(reviewed, id_="A-1", framework=_ten())
    assert (one.value.value, one.level.value) == (4, 2)


def test_evidence_of_a_practice_is_named_with_its_age_the_best_first() -> None:
    old = Evidence(title="Old", date=days_before(455), level=4)
    young = Evidence(title="Young", link="https://example.org/log", date=days_before(10), level=3)
    near = explain(Answer(practice="A-1", level=4, evidence=(old, young)), id_="A-1").practice
    assert near is not None
    assert [(one.title, one.age, one.backs) for one in near.pointers] == [("Young", 10, 3.0), ("Old", 455, 2.0)]
    assert near.floor == 3
    assert near.pointers[0].link == "https://example.org/log"


def test_without_the_answer_no_evidence_is_named() -> None:
    answer = Answer(practice="A-1", level=4, evidence=(Evidence(title="Old", date=TODAY, level=4),))
    card = score_assessment(assessment_of([answer]), FOUR, TODAY)
    reason = explain_score(card, FOUR, "A-1")
    assert reason.practice is not None
    assert reason.practice.pointers == ()
    assert reason.evidenced == 4


def test_prerequisites_that_are_not_met_are_named_each_once() -> None:
    needs = [
        {"practice": "A-1", "level": 1, "for_level": 2, "reason": "First."},
        {"practice": "A-1", "level": 2, "for_level": 3, "reason": "More."},
        {"practice": "A-1", "level": 1, "for_level": 3, "reason": "Less."},
        {"practice": "A-1", "level": 4, "for_level": 4, "reason": "Later."},
        {"practice": "A-2", "level": 1, "for_level": 2, "reason": "Open."},
        {"practice": "A-3", "level": 5, "for_level": 1, "reason": "Left out."},
    ]
    named = [practice_tree(f"A-{n}") for n in (1, 2, 3)]
    framework = framework_of({"A": [*named, practice_tree("A-4", prerequisites=needs, effort={"to3": 4.0})]})
    waived = Answer(practice="A-3", state="not_applicable", reason="None.")
    for first, expected in ((0, [("A-1", 0, 2), ("A-2", None, 1)]), (2, [("A-2", None, 1)])):
        near = explain(level("A-1", first), waived, level("A-4", 2), id_="A-4", framework=framework).practice
        assert near is not None
        assert [(one.practice_id, one.level, one.needs) for one in near.prerequisites] == expected
        assert near.effort == 4.0
    assert reason_as_published(explain(level("A-4", 2), id_="A-4", framework=framework))["held_by"][0] == {
        "practice": "A-1",
        "because": ["prerequisite"],
        "level": None,
        "needs": 2,
        "reason": "More.",
    }


@pytest.mark.parametrize(("asked", "near"), [("a-1", "A-1"), ("A1", "A-1"), ("AA-2", "A-2")])
def test_an_unknown_id_names_near_ones(asked: str, near: str) -> None:
    with pytest.raises(IdNotKnown) as caught:
        explain(id_=asked)
    (fault,) = caught.value.faults
    assert caught.value.exit_code == 11
    assert asked in fault.what
    assert near in fault.mend


def test_an_unknown_id_far_from_all_names_the_domains() -> None:
    with pytest.raises(IdNotKnown, match="one of the domains: A"):
        explain(id_="reporting-channels")


def test_the_whole_has_a_name_of_its_own() -> None:
    assert explain(level("A-1", 3), id_="overall") == explain(level("A-1", 3))


def test_method_of_the_headline_is_said_with_its_value() -> None:
    card = score_assessment(assessment_of([level("A-1", 4), level("A-2", 1)]), FOUR, TODAY, "weakest_fifth")
    reason = explain_score(card, FOUR)
    assert (reason.method, reason.value.value) == ("weakest_fifth", 1)


def test_published_reason_names_the_next_step_with_what_it_needs() -> None:
    reason = explain(level("A-1", 1), level("A-2", 1), level("A-3", 0), level("A-4", 1))
    tree = reason_as_published(reason)
    step = reason.next_step
    assert step is not None
    assert tree["next_step"] == {
        "to": 1,
        "fewest": [{"practice": "A-3", "from": 0, "to": 1}],
        "domains": [
            {"domain": "A", "share_reached": 0.75, "share_needed": 0.85, "share_missing": 0.1, "floors": []},
        ],
    }
    assert tree["held_by"] == [{"practice": "A-3", "because": ["share"], "level": 0, "needs": 1}]
    assert reason_as_published(explain())["next_step"] is None
    assert reason_as_published(explain())["held_by"] == []


def test_what_is_open_is_named_and_counted() -> None:
    reason = explain(level("A-1", 1), Answer(practice="A-2", state="not_known"))
    assert reason.open_ids == ("A-2", "A-3", "A-4")
    assert (reason.counts.not_known, reason.counts.unanswered, reason.counts.open) == (1, 2, 3)
