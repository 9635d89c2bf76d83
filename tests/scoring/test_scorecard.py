"""The scorecard as a whole: its methods by name, what is looked up in it, and the tree that `score --json` prints."""

import json
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given

from frameworks.model import Group, Method
from scoring.assessment import Answer, Evidence
from scoring.score_document import as_plain, scorecard_as_published, scorecard_as_tree
from scoring.scorecard import METHODS, SCORING_VERSION, MethodNotKnown, Scorecard, methods_of, score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

OF_A_SCORE = {
    "mean": {"value", "low", "high"},
    "weakest_fifth": {"value", "low", "high"},
    "gated": {"value", "low", "high"},
    "headline": {"method", "value", "low", "high"},
    "evidence": {"claimed", "evidenced", "low", "high", "backing", "reviewed_share"},
    "na_as_zero": {"value"},
    "lowest_level": None,
    "coverage": None,
    "counts": {"in_scope", "answered", "not_applicable", "not_known", "unanswered", "out_of_scope"},
}
"""Keys that are promised for the whole and for each domain, and the keys below them."""


def card_of(*levels: int) -> Scorecard:
    """The scorecard of one domain with these levels."""
    framework = framework_of({"A": [practice_tree(f"A-{place}") for place in range(len(levels))]})
    answers = [
        Answer(practice=f"A-{place}", level=level, evidence=(Evidence(title="Record", date=TODAY, level=level),))
        for place, level in enumerate(levels)
    ]
    return score_assessment(assessment_of(answers), framework, TODAY)


def test_method_that_none_has_is_refused_with_those_there_are() -> None:
    framework = framework_of({"A": [practice_tree("A-1")]})
    with pytest.raises(MethodNotKnown, match="no scoring method 'best'") as raised:
        score_assessment(assessment_of([]), framework, TODAY, "best")
    assert all(method in raised.value.faults[0].mend for method in methods_of(framework))


def test_methods_a_framework_may_name_are_those_there_are() -> None:
    assert set(get_args(Method)) == set(METHODS)


def test_framework_names_the_headline_unless_another_method_is_asked_for() -> None:
    framework = framework_of({"A": [practice_tree("A-1")]}, method="minimum")
    assert score_assessment(assessment_of([]), framework, TODAY).overall.method == "minimum"
    assert score_assessment(assessment_of([]), framework, TODAY, "gated").overall.method == "gated"


def test_domain_and_practice_are_found_by_id_and_a_missing_one_raises() -> None:
    card = card_of(3)
    assert card.domain("A").title == "Domain A"
    assert card.practice("A-0").level == 3
    for look_up in (card.domain, card.practice):
        with pytest.raises(KeyError):
            look_up("Z")


def test_evidence_is_counted_only_where_it_stands_behind_an_answer() -> None:
    framework = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2", applies_to=("nowhere",))]})
    evidence = (Evidence(title="Record", date=TODAY, level=1),) * 2
    answers = [Answer(practice=id_, level=1, evidence=evidence) for id_ in ("A-1", "A-2")]
    profile = assessment_of([]).profile.model_copy(update={"kinds": ("ugc",)})
    card = score_assessment(assessment_of(answers, profile), framework, TODAY)
    assert card.overall.evidence.recorded == 2


def test_blockers_are_the_practices_below_the_next_level_and_none_at_the_top() -> None:
    assert card_of(2, 3, 2, 5).domain("A").blockers == ("A-0", "A-2")
    assert card_of(5, 5).domain("A").blockers == ()


def test_open_practice_is_a_blocker_and_nothing_blocks_where_nothing_is_answered() -> None:
    framework = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")]})
    one = score_assessment(assessment_of([Answer(practice="A-1", level=4)]), framework, TODAY)
    assert one.domain("A").blockers == ("A-1", "A-2")
    none = score_assessment(assessment_of([]), framework, TODAY)
    assert none.domain("A").blockers == ()


@given(assessments())
def test_reaching_the_next_level_needs_every_reason_that_the_blockers_name(scored: Scored) -> None:
    """Answering every blocker at the top lifts the domain; a domain without blockers is at the top or has no answer."""
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    for domain in card.domains:
        level = domain.score.gated.value
        if level is None or (level == 5 and not domain.capped_by):
            assert domain.blockers == ()
            continue
        lifted = scored.with_answers(*(Answer(practice=id_, level=5) for id_ in domain.blockers))
        after = score_assessment(lifted.assessment, lifted.framework, TODAY).domain(domain.id)
        assert domain.blockers
        assert after.score.gated.value > level


def test_published_tree_has_the_promised_keys_and_no_others() -> None:
    tree = scorecard_as_published(card_of(3, 4))
    assert set(tree) == {"framework", "scoring_version", "as_of", "overall", "domains", "practices"}
    assert tree["framework"] == {"id": "small", "version": "1"}
    assert (tree["scoring_version"], tree["as_of"]) == (SCORING_VERSION, "2026-09-30")
    (domain,) = tree["domains"]
    assert set(tree["overall"]) == set(OF_A_SCORE)
    assert set(domain) == {"id", "title", "state", *OF_A_SCORE, "capped_by", "blockers", "children"}
    for score in (tree["overall"], domain):
        for key, below in OF_A_SCORE.items():
            assert below is None or set(score[key]) == below, key
    assert [set(practice) for practice in tree["practices"]] == [{"id", "state", "level", "evidenced", "reviewed"}] * 2


def _holds(whole: Any, part: Any) -> bool:
    """Whether everything in `part` stands in `whole` too."""
    if isinstance(part, dict):
        return all(key in whole and _holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(_holds, whole, part))
    return bool(whole == part)


@given(assessments())
def test_snapshot_keeps_all_that_is_published_and_both_are_plain(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    kept, published = scorecard_as_tree(card), scorecard_as_published(card)
    assert _holds(kept, published)
    for tree in (kept, published):
        assert json.loads(json.dumps(tree, allow_nan=False)) == tree


def test_snapshot_keeps_what_could_not_be_computed_again() -> None:
    kept = scorecard_as_tree(card_of(3, 4))
    assert kept["overall"]["state"] == "scored"
    assert kept["overall"]["evidence"]["recorded"] == 2
    assert kept["domains"][0]["evidence"]["weakest_fifth"] == 3
    assert kept["domains"][0]["lifted_by"] == []


@given(assessments())
def test_printed_numbers_are_the_nearest_to_the_exact_ones(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    exact, printed = card.overall.mean.value, scorecard_as_published(card)["overall"]["mean"]["value"]
    assert printed == (None if exact is None else float(exact))
    assert isinstance(printed, int) == (exact is not None and exact.denominator == 1)


def test_number_that_is_none_stays_none() -> None:
    assert as_plain(None) is None
    assert as_plain(2.5) == 2.5


DEEP = {"id": "G11", "title": "Deep", "practices": ["A-2"]}


def test_groups_are_scored_by_the_rules_of_a_domain_to_any_depth() -> None:
    tree = [
        {
            "id": "G1",
            "title": "First",
            "practices": ["A-1"],
            "children": [{"id": "G11", "title": "Deep", "practices": ["A-2"]}],
        },
        {"id": "G2", "title": "Second", "practices": ["A-3"]},
    ]
    plain = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2", floor=3), practice_tree("A-3")]})
    domain = plain.domains[0].model_copy(update={"children": tuple(map(Group.model_validate, tree))})
    grouped = plain.model_copy(update={"domains": (domain,)})
    answers = [Answer(practice="A-1", level=4), Answer(practice="A-2", level=1)]
    card = score_assessment(assessment_of(answers), grouped, TODAY)
    first, second = card.domain("A").children
    assert (first.id, first.title, first.short, [child.id for child in first.children]) == (
        "G1",
        "First",
        "First",
        ["G11"],
    )
    assert (first.score.mean.value, first.capped_by, first.score.counts.answered) == (Fraction(5, 2), ("A-2",), 2)
    assert first.children[0].score.mean.value == 1
    assert second.score.state == "unanswered"
    assert card.overall == score_assessment(assessment_of(answers), plain, TODAY).overall
    published = scorecard_as_published(card)["domains"][0]
    assert [child["id"] for child in published["children"]] == ["G1", "G2"]
    assert set(published["children"][0]["children"][0]) == set(published)
    # A group that holds all of a domain is scored as the domain.
    whole = Group(id="W", title="Whole", practices=("A-1", "A-2", "A-3"))
    alone = plain.model_copy(update={"domains": (domain.model_copy(update={"children": (whole,)}),)})
    scored = score_assessment(assessment_of(answers), alone, TODAY).domain("A")
    assert (scored.children[0].score, scored.children[0].blockers) == (scored.score, scored.blockers)
