"""Gaps: the distance to what is wanted, missed floors first."""

from hypothesis import given

from scoring.assessment import Answer
from scoring.gaps import find_gaps
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

FRAMEWORK = framework_of(
    {
        "A": [practice_tree("A-1"), practice_tree("A-2", floor=4), practice_tree("A-3")],
        "B": [practice_tree("B-1"), practice_tree("B-2", floor=2)],
    }
)


def gaps_of(*answers: Answer) -> list[tuple[str, int, int]]:
    """Practice, target and size of each gap."""
    card = score_assessment(assessment_of(answers), FRAMEWORK, TODAY)
    return [(gap.practice_id, gap.target, gap.size) for gap in find_gaps(card, FRAMEWORK)]


def levels(**given_levels: int) -> list[Answer]:
    """Answers by practice, written with an underscore."""
    return [Answer(practice=id_.replace("_", "-"), level=level) for id_, level in given_levels.items()]


def test_missed_floors_come_first_then_the_largest_gap_then_the_order_of_the_framework() -> None:
    assert gaps_of(*levels(A_1=2, A_2=3, A_3=0, B_1=2, B_2=5)) == [
        ("A-2", 4, 1),
        ("A-3", 3, 3),
        ("A-1", 3, 1),
        ("B-1", 3, 1),
    ]


def test_open_practice_is_a_whole_gap_and_one_that_is_not_applicable_none() -> None:
    absent = Answer(practice="A-1", state="not_applicable", reason="It does not apply.", recheck=TODAY)
    unknown = Answer(practice="A-3", state="not_known")
    assert gaps_of(absent, unknown, *levels(A_2=4, B_1=3)) == [("B-2", 3, 3), ("A-3", 3, 3)]


def test_target_is_the_framework_s_or_the_floor_where_that_is_higher() -> None:
    assert gaps_of(*levels(A_1=3, A_2=3, A_3=3, B_1=3, B_2=2)) == [("A-2", 4, 1), ("B-2", 3, 1)]


def test_nothing_is_missing_where_everything_is_at_its_target() -> None:
    assert gaps_of(*levels(A_1=3, A_2=4, A_3=5, B_1=3, B_2=3)) == []


@given(assessments())
def test_every_gap_is_a_practice_in_scope_that_stands_below_its_target(scored: Scored) -> None:
    card = score_assessment(scored.assessment, scored.framework, TODAY)
    gaps = find_gaps(card, scored.framework)
    for gap in gaps:
        practice = card.practice(gap.practice_id)
        assert practice.state in ("answered", "not_known", "unanswered")
        assert gap.size == gap.target - (gap.level or 0) > 0
        assert gap.level == (practice.level if practice.state == "answered" else None)
        floor = scored.framework.practices[gap.practice_id].floor
        assert gap.is_floor == (practice.is_floor and floor is not None and (gap.level or 0) < floor.level)
    capped = [floor for domain in card.domains for floor in domain.capped_by]
    missed = {floor for floor in capped if card.practice(floor).reviewed is None}
    assert missed <= {gap.practice_id for gap in gaps}
    assert [gap.is_floor for gap in gaps] == sorted((gap.is_floor for gap in gaps), reverse=True)
