"""Several assessments are read as one is, with no more queries."""

import pytest

from scoring.adjustment import Adjustment
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.targets import PracticeTarget
from store.assessments import AssessmentNotFound
from tests.queries import count_queries
from tests.workspaces import MORNING, begin
from use_cases.adjust import adjust_estimates
from use_cases.assess import load_assessment, load_assessments, record_answer, start_assessment
from use_cases.organize import set_profile
from use_cases.targets import set_targets
from use_cases.workspace import Workspace

TODAY = MORNING.date()


@pytest.fixture
def ids(workspace: Workspace) -> list[str]:
    """Two assessments of one organization and one of another, each with something of its own."""
    first, other = begin(workspace), begin(workspace, "Another Forum")
    second = start_assessment(workspace, first.organization_id, "safer-by-design")
    record_answer(workspace, first.id, Answer(practice="DET-01", level=2))
    record_answer(workspace, second.id, Answer(practice="DET-01", level=3))
    record_answer(workspace, second.id, Answer(practice="REP-01", level=1))
    record_answer(workspace, other.id, Answer(practice="GOV-01", level=4))
    set_targets(workspace, other.id, [PracticeTarget(practice="DET-01", level=4, on=TODAY)])
    adjust_estimates(
        workspace,
        second.id,
        [Adjustment(practice="DET-01", field="effort", part="to4", value=9, reason="Tried before.", on=TODAY)],
    )
    set_profile(workspace, other.organization_id, Profile(kinds=("messaging",)), TODAY)
    return [second.id, other.id, first.id]


def test_several_are_what_each_is_alone_in_the_order_they_are_named(workspace: Workspace, ids: list[str]) -> None:
    assert load_assessments(workspace, ids) == [load_assessment(workspace, id_) for id_ in ids]
    assert load_assessments(workspace, []) == []
    assert load_assessments(workspace, ids[:1] * 2) == [load_assessment(workspace, ids[0])] * 2


def test_several_take_no_more_queries_than_one(workspace: Workspace, ids: list[str]) -> None:
    assert count_queries(workspace, lambda: load_assessment(workspace, ids[0])) == 5
    assert count_queries(workspace, lambda: load_assessments(workspace, ids)) == 5


def test_one_that_is_not_there_is_named(workspace: Workspace, ids: list[str]) -> None:
    with pytest.raises(AssessmentNotFound, match="There is no assessment 'nowhere'"):
        load_assessments(workspace, [ids[0], "nowhere"])
