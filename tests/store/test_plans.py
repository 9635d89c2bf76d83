"""Targets and actions come back as they were given, in their order, and apart for each assessment."""

from datetime import UTC, date, datetime

from scoring.actions import Action
from scoring.assessment import AssessmentHeader
from scoring.targets import PracticeTarget
from store.database import Store
from store.plans import append_action, append_targets, list_actions, list_targets
from tests.workspaces import begin
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)
TARGETS = [
    PracticeTarget(practice="DET-02", level=4, due=date(2027, 1, 1), reason="Asked for, é", on=DAY, by="Ann", at=AT),
    PracticeTarget(practice="DET-01", level=0, on=DAY, by="Ann", at=AT),
    PracticeTarget(practice="DET-02", level=None, on=DAY, by="Ben", at=AT),
]
ACTIONS = [
    Action(
        id="b",
        practice="DET-01",
        title="Match\nuploads",
        level=3,
        owner="Trust and safety",
        due=date(2027, 1, 1),
        effort=2.25,
        status="under_way",
        by="Ann",
        at=AT,
    ),
    Action(id="a", practice="DET-02", title="Nothing else is said", at=AT),
    Action(id="b", practice="DET-01", title="Match", level=0, effort=0, status="dropped", by="Ben", at=AT),
]


def test_targets_come_back_as_they_were_given_in_their_order(store: Store, assessment: AssessmentHeader) -> None:
    with store.writing() as transaction:
        append_targets(transaction, assessment.id, TARGETS[:2])
        append_targets(transaction, assessment.id, [])
        append_targets(transaction, assessment.id, TARGETS[2:])
    with store.reading() as connection:
        assert list_targets(connection, [assessment.id]) == {assessment.id: TARGETS}


def test_every_version_of_an_action_comes_back_in_its_order(store: Store, assessment: AssessmentHeader) -> None:
    with store.writing() as transaction:
        for action in ACTIONS:
            append_action(transaction, assessment.id, action)
    with store.reading() as connection:
        assert list_actions(connection, assessment.id) == ACTIONS


def test_assessments_do_not_see_each_other_s(workspace: Workspace, assessment: AssessmentHeader) -> None:
    other = begin(workspace, "Another Forum")
    with workspace.store.writing() as transaction:
        append_targets(transaction, assessment.id, TARGETS)
        append_action(transaction, assessment.id, ACTIONS[0])
    with workspace.store.reading() as connection:
        assert list_targets(connection, [other.id, assessment.id]) == {other.id: [], assessment.id: TARGETS}
        assert list_actions(connection, other.id) == []
