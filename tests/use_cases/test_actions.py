"""Actions: kept all or none, changed by a newer version, found by the beginning of an id, made of a plan's steps."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scoring.actions import Action, ActionNotAccepted
from scoring.assessment import AssessmentHeader
from scoring.roadmap import Quarter, Step
from store import plans
from tests.workspaces import MORNING, StandingClock, begin
from use_cases.actions import find_action, keep_actions, list_actions
from use_cases.assess import load_assessment
from use_cases.plan import actions_of
from use_cases.workspace import Workspace

STEP = Step("DET-01", 0, 2, 1.5, stays=0)


def action(**fields: Any) -> Action:
    return Action(**{"practice": "DET-01", "title": "Match uploads", **fields})


def versions(workspace: Workspace, assessment: AssessmentHeader) -> list[Action]:
    with workspace.store.reading() as connection:
        return plans.list_actions(connection, assessment.id)


def test_new_action_gets_an_id_and_says_who_kept_it_when(workspace: Workspace, assessment: AssessmentHeader) -> None:
    (kept,) = keep_actions(workspace, assessment.id, [action(effort=1.5)])
    assert kept.id
    assert kept == action(effort=1.5, id=kept.id, by="Ann", at=MORNING)
    assert list_actions(workspace, assessment.id) == [kept]


def test_change_is_a_newer_version_and_the_former_stays(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    (first,) = keep_actions(workspace, assessment.id, [action()])
    clock.move(hours=1)
    changed = first.model_copy(update={"status": "done", "by": "", "at": None})
    (second,) = keep_actions(colleague, assessment.id, [changed])
    assert (second.id, second.status, second.by, second.at) == (first.id, "done", "Ben", clock.at)
    assert list_actions(workspace, assessment.id) == [second]
    assert versions(workspace, assessment) == [first, second]


def test_version_that_says_the_same_is_not_kept_again(workspace: Workspace, assessment: AssessmentHeader) -> None:
    (kept,) = keep_actions(workspace, assessment.id, [action()])
    assert keep_actions(workspace, assessment.id, [kept.model_copy(update={"by": "Ben", "at": None})]) == ()
    assert versions(workspace, assessment) == [kept]


def test_one_fault_refuses_every_action_and_all_faults_are_told(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    given = [action(), action(title=" "), action(level=6), action(practice="NO-01"), action(id="unheard-of")]
    with pytest.raises(ActionNotAccepted) as refusal:
        keep_actions(workspace, assessment.id, given)
    assert sorted(fault.where for fault in refusal.value.faults) == [
        "action DET-01 > id",
        "action DET-01 > level",
        "action DET-01 > title",
        "action NO-01",
    ]
    assert refusal.value.exit_code == 11
    assert versions(workspace, assessment) == []


def test_action_of_another_assessment_cannot_be_changed_from_here(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    (kept,) = keep_actions(workspace, begin(workspace, "Another").id, [action()])
    with pytest.raises(ActionNotAccepted, match="There is no action"):
        keep_actions(workspace, assessment.id, [kept])
    assert list_actions(workspace, assessment.id) == []


def test_action_is_found_by_a_beginning_that_only_its_id_has(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    with workspace.store.writing() as transaction:
        for id_ in ("ab1", "ab2"):
            plans.append_action(transaction, assessment.id, action(id=id_))
    assert find_action(workspace, assessment.id, "ab2").id == "ab2"
    for beginning, words in (("ab", "The ids of 2 actions begin"), ("x", "No action's id"), ("", "No action's id")):
        with pytest.raises(ActionNotAccepted, match=words):
            find_action(workspace, assessment.id, beginning)


def test_each_step_of_a_plan_becomes_an_action_due_at_the_end_of_its_quarter(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    opened = load_assessment(workspace, assessment.id)
    framework = opened.framework
    quarters = [Quarter((STEP,), {}), Quarter((), {}), Quarter((replace(STEP, before=2, to=3, effort=2.0),), {})]
    made = actions_of(opened, quarters, [])
    titles = {level.number: level.title.lower() for level in framework.scale.levels}
    owner = next(role.title for role in framework.owners if role.id == framework.practices["DET-01"].owner)
    assert made == [
        action(
            title=f"{framework.practices['DET-01'].title}: {titles[level]}",
            level=level,
            owner=owner,
            due=due,
            effort=effort,
        )
        for level, due, effort in ((2, date(2026, 9, 15), 1.5), (3, date(2027, 3, 15), 2.0))
    ]


def test_step_that_an_open_action_leads_to_is_not_made_again(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    opened, quarters = load_assessment(workspace, assessment.id), [Quarter((STEP,), {})]
    keep_actions(workspace, assessment.id, actions_of(opened, quarters, []))
    held = list_actions(workspace, assessment.id)
    assert actions_of(opened, quarters, held) == []
    assert len(actions_of(opened, quarters, [held[0].model_copy(update={"status": "dropped"})])) == 1
    assert len(actions_of(opened, quarters, [held[0].model_copy(update={"level": 1})])) == 1
