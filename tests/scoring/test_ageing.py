"""What goes stale until a later day, from the scores of both days."""

from datetime import timedelta

import pytest

from scoring.ageing import find_ageing
from scoring.assessment import Answer, Evidence, Review
from tests.scoring.small_framework import (
    GRACE,
    HALF_LIFE,
    REVIEW_DAYS,
    TODAY,
    assessment_of,
    framework_of,
    practice_tree,
)

SMALL = framework_of({"A": [practice_tree(f"A-{number}") for number in range(1, 5)]})


def answered(practice: str, level: int, age: int | None = None, review: int | None = None) -> Answer:
    documents = () if age is None else (Evidence(title="Log", date=TODAY - timedelta(days=age), level=level),)
    by = None if review is None else Review(level=level, by="Ben", date=TODAY - timedelta(days=review))
    return Answer(practice=practice, level=level, evidence=documents, review=by)


def test_backing_that_halves_is_named_the_largest_loss_first() -> None:
    assessment = assessment_of([answered("A-1", 2, GRACE), answered("A-2", 4, GRACE), answered("A-3", 4, 0)])
    found = find_ageing(assessment, SMALL, TODAY, TODAY + timedelta(days=HALF_LIFE))
    assert [one.practice_id for one in found] == ["A-2", "A-3", "A-1"]
    assert [(one.now, one.then, one.loss) for one in found if one.practice_id != "A-3"] == [(4, 2, 2), (2, 1, 1)]


@pytest.mark.parametrize("days", [0, GRACE])
def test_nothing_goes_stale_while_the_grace_lasts(days: int) -> None:
    assessment = assessment_of([answered("A-1", 5, 0), answered("A-2", 3)])
    assert find_ageing(assessment, SMALL, TODAY, TODAY + timedelta(days=days)) == []


def test_review_that_lapses_is_named_although_the_documents_stay() -> None:
    assessment = assessment_of([answered("A-1", 3, None, REVIEW_DAYS - 1)])
    (lapsed,) = find_ageing(assessment, SMALL, TODAY, TODAY + timedelta(days=2))
    assert (lapsed.practice_id, lapsed.review_lapses, lapsed.loss) == ("A-1", True, 0)
    assert find_ageing(assessment, SMALL, TODAY, TODAY + timedelta(days=1)) == []


def test_recheck_that_comes_due_stands_first() -> None:
    waived = Answer(practice="A-4", state="not_applicable", reason="None.", recheck=TODAY + timedelta(days=10))
    assessment = assessment_of([answered("A-1", 4, GRACE), waived])
    found = find_ageing(assessment, SMALL, TODAY, TODAY + timedelta(days=HALF_LIFE))
    assert [(one.practice_id, one.becomes_open) for one in found] == [("A-4", True), ("A-1", False)]
    assert find_ageing(assessment_of([waived]), SMALL, TODAY, TODAY + timedelta(days=10)) == []
