"""Levels by rungs: held down by the lowest gap, whole, and never averaged over domains."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.assessment import Answer, Assessment, Review
from scoring.methods import gate_matrix
from scoring.reasons import explain_score
from scoring.rungs import least_step
from scoring.scorecard import MethodNotKnown, Scorecard, methods_of, score_assessment
from scoring.scores import DomainScore
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

SHAPES = {"C2M2": (2, 2), "ISO/IEC 33020": (2, 3)}
Rated = list[tuple[int, int | str]]
"""Rungs, each with the step that was answered, `n/a` or `open`."""

ratings = st.integers(0, 3) | st.sampled_from(["n/a", "open"])
practices = st.lists(st.tuples(st.integers(1, 3), ratings), min_size=1, max_size=6)
domains = st.lists(practices, min_size=1, max_size=3)
shapes = st.sampled_from(sorted(SHAPES.values()))


def framework_on_rungs(rungs: list[list[int]], shape: tuple[int, int] = (2, 2), **fields: Any) -> Framework:
    """Domains D0, D1 and so on, each with practices on these rungs, on a scale from 0 to 3."""
    own, lower = shape
    steps = [{"number": number, "title": f"Step {number}", "summary": "."} for number in range(4)]
    made = {
        f"D{place}": [
            practice_tree(f"D{place}-{number}", rung=rung, levels=dict.fromkeys(range(4), "."))
            for number, rung in enumerate(of_domain)
        ]
        for place, of_domain in enumerate(rungs)
    }
    matrix = {"own": own, "lower": lower, "basis": "judgement", "reason": "."}
    given_fields = {"scale": {"levels": steps}, "gate_matrix": matrix, "method": "gate_matrix", **fields}
    return framework_of(made, **given_fields)


def answer_to(id_: str, rating: int | str) -> list[Answer]:
    if rating == "open":
        return []
    if rating == "n/a":
        return [Answer(practice=id_, state="not_applicable", reason="It does not apply.", on=TODAY)]
    return [Answer(practice=id_, level=int(rating))]


def assessed(rated: list[Rated]) -> Assessment:
    return assessment_of(
        answer
        for place, of_domain in enumerate(rated)
        for number, (_, rating) in enumerate(of_domain)
        for answer in answer_to(f"D{place}-{number}", rating)
    )


def card_of(rated: list[Rated], shape: tuple[int, int] = (2, 2)) -> Scorecard:
    framework = framework_on_rungs([[rung for rung, _ in of_domain] for of_domain in rated], shape)
    return score_assessment(assessed(rated), framework, TODAY)


def level_of(rated: Rated, shape: tuple[int, int] = (2, 2)) -> Any:
    return card_of([rated], shape).domain("D0").score.headline.value


def with_rating(rated: list[Rated], place: int, number: int, rating: int | str) -> list[Rated]:
    return [
        [(rung, rating if (at, n) == (place, number) else old) for n, (rung, old) in enumerate(of_domain)]
        for at, of_domain in enumerate(rated)
    ]


def test_one_partly_implemented_practice_of_the_first_rung_reaches_nothing() -> None:
    assert level_of([(1, 3), (1, 1), (2, 3), (2, 3), (3, 3)]) == 0


def test_whole_stands_where_its_lowest_domain_does_whatever_the_others_are() -> None:
    card = card_of([[(1, 3), (2, 3), (3, 3)], [(1, 3), (2, 1), (3, 3)]])
    assert [domain.score.headline.value for domain in card.domains] == [3, 1]
    assert card.overall.headline.value == 1


def test_process_areas_that_stand_on_one_rung_each_are_climbed_together() -> None:
    """The staged shape of CMMI: an area of the second stage must not hold the whole at the second."""
    assert card_of([[(1, 3)], [(2, 3)], [(3, 3)]], (3, 3)).overall.headline.value == 3
    assert card_of([[(1, 3)], [(2, 2)], [(3, 3)]], (3, 3)).overall.headline.value == 1


def test_scope_without_the_upper_rungs_reaches_none_of_them() -> None:
    presets = [{"id": "full", "title": "Full", "summary": "."}]
    presets += [{"id": "first", "title": "First", "summary": ".", "practices": ["D0-0"]}]
    framework = framework_on_rungs([[1, 2, 3]], presets=presets)
    answers = [Answer(practice=f"D0-{number}", level=3) for number in range(3)]
    for preset, reached in ((None, 3), ("first", 1)):
        card = score_assessment(assessment_of(answers, preset=preset), framework, TODAY)
        assert card.overall.headline.value == reached


def test_rung_of_which_nobody_has_spoken_is_not_reached_but_may_be() -> None:
    headline = card_of([[(1, 3), (2, "open"), (3, "open")]]).overall.headline
    assert (headline.value, headline.low, headline.high) == (1, 1, 3)


def test_review_in_date_counts_in_place_of_the_claim() -> None:
    framework = framework_on_rungs([[1]])
    review = Review(level=1, by="Reviewer", date=TODAY)
    answer = Answer(practice="D0-0", level=3, review=review)
    assert score_assessment(assessment_of([answer]), framework, TODAY).overall.headline.value == 0


def test_practice_with_a_scale_of_its_own_counts_on_that_of_the_framework() -> None:
    own = {"levels": [{"number": n, "title": t, "summary": "."} for n, t in enumerate(("No", "Half", "Yes"))]}
    framework = framework_on_rungs([[1]])
    (practice,) = framework.practices.values()
    tree = framework.model_dump(mode="json")
    tree["domains"][0]["practices"] = [{**practice.model_dump(mode="json"), "scale": own, "levels": {}}]
    for level, reached in ((1, 0), (2, 1)):
        card = score_assessment(
            assessment_of([Answer(practice="D0-0", level=level)]), Framework.model_validate(tree), TODAY
        )
        assert card.overall.headline.value == reached


def test_what_holds_back_the_next_rung_is_named() -> None:
    held = card_of([[(1, 2), (1, "n/a"), (2, 2), (2, "open"), (3, 0)]], (2, 3)).domain("D0")
    assert held.score.headline.value == 1
    assert held.blockers == ("D0-0", "D0-3")
    assert card_of([[(1, 2)]], (2, 3)).domain("D0").blockers == ()
    assert card_of([[(1, "n/a")]]).domain("D0").blockers == ()


def test_method_is_offered_only_where_there_is_a_gate_matrix() -> None:
    plain = framework_of({"A": [practice_tree("A-1")]})
    assert "gate_matrix" not in methods_of(plain)
    assert "gate_matrix" in methods_of(framework_on_rungs([[1]], method="mean"))
    with pytest.raises(MethodNotKnown, match="does not fit small@1"):
        score_assessment(assessment_of([]), plain, TODAY, "gate_matrix")
    assert least_step(plain, "A-1", 3) == 0


@given(domains, shapes)
def test_level_is_that_of_the_matrix_that_the_rungs_write_out(rated: list[Rated], shape: tuple[int, int]) -> None:
    """Where nothing is open: against the matrix written out by hand."""
    rated = [[(rung, 0 if rating == "open" else rating) for rung, rating in of_domain] for of_domain in rated]
    own, lower = shape
    top = max(rung for of_domain in rated for rung, _ in of_domain)
    for of_domain, domain in zip(rated, card_of(rated, shape).domains, strict=True):
        found = [None if rating == "n/a" else int(rating) for _, rating in of_domain]
        required = [
            [own if rung == level else lower if rung < level else 0 for rung, _ in of_domain]
            for level in range(1, top + 1)
        ]
        assert domain.score.headline.value == gate_matrix(found, required)


@given(domains, shapes, st.data())
def test_better_answer_never_lowers_a_level(rated: list[Rated], shape: tuple[int, int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rated) - 1))
    number = data.draw(st.integers(0, len(rated[place]) - 1))
    low, high = sorted([data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))])
    before = card_of(with_rating(rated, place, number, low), shape).overall.headline
    after = card_of(with_rating(rated, place, number, high), shape).overall.headline
    for one, other in ((before.value, after.value), (before.low, after.low), (before.high, after.high)):
        assert one is not None and other is not None
        assert one <= other


@given(domains, shapes, st.integers(1, 3))
def test_practice_that_is_not_applicable_changes_nothing(rated: list[Rated], shape: tuple[int, int], rung: int) -> None:
    top = max(rung for of_domain in rated for rung, _ in of_domain)
    more = [[*rated[0], (min(rung, top), "n/a")], *rated[1:]]
    assert card_of(more, shape).overall.headline == card_of(rated, shape).overall.headline


@given(domains, shapes, st.data())
def test_every_completion_lies_in_the_bounds(rated: list[Rated], shape: tuple[int, int], data: st.DataObject) -> None:
    full = [
        [(rung, data.draw(st.integers(0, 3)) if rating == "open" else rating) for rung, rating in of_domain]
        for of_domain in rated
    ]
    bounds, done = card_of(rated, shape).overall.headline, card_of(full, shape).overall.headline
    if done.value is None:
        assert bounds.low is bounds.high is None
        return
    assert bounds.low is not None and bounds.high is not None
    assert bounds.low <= done.value <= bounds.high
    assert bounds.value is None or bounds.low <= bounds.value <= bounds.high


@given(domains, shapes)
def test_no_level_is_above_the_highest_rung_and_raising_its_blockers_raises_it(
    rated: list[Rated], shape: tuple[int, int]
) -> None:
    card, top = card_of(rated, shape), max(rung for of_domain in rated for rung, _ in of_domain)
    for place, domain in enumerate(card.domains):
        level = domain.score.headline.value
        if level is None or level == top:
            assert domain.blockers == ()
            continue
        assert domain.blockers
        assert _raised(rated, place, domain, shape) > level


def _raised(rated: list[Rated], place: int, domain: DomainScore, shape: tuple[int, int]) -> Any:
    for id_ in domain.blockers:
        rated = with_rating(rated, place, int(id_.split("-")[1]), 3)
    return card_of(rated, shape).domain(domain.id).score.headline.value


@given(domains, shapes)
def test_reason_names_what_the_next_rung_needs_and_no_more(rated: list[Rated], shape: tuple[int, int]) -> None:
    """What must rise lifts the whole to the next rung; without any one of it the whole stays."""
    framework = framework_on_rungs([[rung for rung, _ in of_domain] for of_domain in rated], shape)
    card = score_assessment(assessed(rated), framework, TODAY)
    reason = explain_score(card, framework)
    assert reason.level == card.overall.headline
    step, top = reason.next_step, max(rung for of_domain in rated for rung, _ in of_domain)
    if step is None:
        assert card.overall.headline.value in (None, top)
        return
    assert all(hold.because == ("rung",) for hold in step.held_by)
    assert all(one.missing > 0 for one in step.domains)
    assert {hold.practice_id for hold in step.held_by} == {rise.practice_id for rise in step.fewest}
    raised = rated
    for rise in step.fewest:
        raised = with_rating(raised, *_place_of(rise.practice_id), rise.to)
    assert (card_of(raised, shape).overall.headline.value or 0) >= step.to
    first = step.fewest[0]
    without = with_rating(raised, *_place_of(first.practice_id), first.to - 1)
    assert (card_of(without, shape).overall.headline.value or 0) < step.to


def test_next_rung_asks_for_what_holds_the_lowest_domains_back() -> None:
    rated: list[Rated] = [[(1, 2), (1, 1), (1, "n/a"), (2, 3)], [(1, 3), (2, 3)]]
    framework = framework_on_rungs([[rung for rung, _ in of_domain] for of_domain in rated])
    step = explain_score(score_assessment(assessed(rated), framework, TODAY), framework).next_step
    assert step is not None
    assert step.to == 1
    (domain,) = step.domains
    assert (domain.domain_id, domain.missing) == ("D0", Fraction(1, 2)), "one of the two asked for at the first rung"
    assert [(rise.practice_id, rise.level, rise.to) for rise in domain.fewest] == [("D0-1", 1, 2)]


@pytest.mark.parametrize("rated", [[[(1, 3), (2, 3)]], [[(1, "n/a")]]])
def test_nothing_is_next_on_the_highest_rung_or_without_answers(rated: list[Rated]) -> None:
    framework = framework_on_rungs([[rung for rung, _ in of_domain] for of_domain in rated])
    assert explain_score(score_assessment(assessed(rated), framework, TODAY), framework).next_step is None


def _place_of(id_: str) -> tuple[int, int]:
    domain, number = id_.removeprefix("D").split("-")
    return int(domain), int(number)
