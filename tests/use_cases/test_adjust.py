"""Adjusting an estimate: kept for ever, the newest stands, plan and threats follow it, and no score moves."""

from datetime import timedelta
from typing import Any

import pytest

from scoring.adjustment import Adjustment, AdjustmentNotAccepted, Needed
from scoring.assessment import Answer, AssessmentHeader
from scoring.exposure import find_exposure
from scoring.reasons import explain_score
from store.adjustments import append_adjustments
from store.assessments import AssessmentNotFound
from tests.workspaces import MORNING
from use_cases.adjust import adjust_estimates, list_adjustments, list_unfit
from use_cases.assess import load_assessment, record_answer
from use_cases.plan import plan_first_steps
from use_cases.workspace import Workspace

TODAY = MORNING.date()


def adjustment(practice: str, field: Any, value: Any, part: str = "", **more: Any) -> Adjustment:
    return Adjustment(
        **{
            "practice": practice,
            "field": field,
            "part": part,
            "value": value,
            "reason": "Our teams did it before.",
            "on": TODAY,
            **more,
        }
    )


def test_adjusted_estimate_is_what_plan_threats_and_next_step_go_by_and_no_score_moves(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=2))
    before = load_assessment(workspace, assessment.id)
    assert before.adjusted == {}
    first = plan_first_steps(before, 20, 4)[0].steps[0]
    threat = next(iter(before.framework.practices["DET-01"].effectiveness))
    adjust_estimates(
        workspace,
        assessment.id,
        [
            adjustment(first.practice, "effort", 500, f"to{first.before + 1}"),
            adjustment("DET-01", "effort", 7.5, "to3"),
            adjustment("DET-01", "effectiveness", 0, threat),
        ],
    )
    after = load_assessment(workspace, assessment.id)
    assert after.scorecard == before.scorecard
    near = explain_score(after.scorecard, after.framework, "DET-01").practice
    assert near is not None and near.effort == 7.5
    steps = [step.practice for quarter in plan_first_steps(after, 20, 4) for step in quarter.steps]
    assert first.practice not in steps
    exposures = [
        find_exposure(one.scorecard, one.assessment, one.framework).threat(threat).exposure for one in (before, after)
    ]
    assert exposures[0] and exposures[1]
    assert exposures[0].independent < exposures[1].independent
    mark = after.adjusted["DET-01", "effort", "to3"]
    assert (mark.adjustment.by, mark.adjustment.at) == ("Ann", workspace.now())
    assert mark.stated == before.framework.practices["DET-01"].effort["to3"]


def test_newest_stands_what_is_taken_back_leaves_the_frameworks_and_all_of_it_stays(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    own = load_assessment(workspace, assessment.id).framework.practices["DET-01"].effort["to3"]
    for value in (7, 8):
        assert len(adjust_estimates(workspace, assessment.id, [adjustment("DET-01", "effort", value, "to3")])) == 1
    assert adjust_estimates(workspace, assessment.id, [adjustment("DET-01", "effort", 8, "to3")]) == ()
    assert load_assessment(workspace, assessment.id).framework.practices["DET-01"].effort["to3"] == 8
    adjust_estimates(workspace, assessment.id, [adjustment("DET-01", "effort", None, "to3", reason="A mistake.")])
    opened = load_assessment(workspace, assessment.id)
    assert opened.framework.practices["DET-01"].effort["to3"] == own
    assert opened.adjusted == {}
    assert [one.value for one in list_adjustments(workspace, assessment.id)] == [7, 8, None]
    yesterday = load_assessment(workspace, assessment.id, TODAY - timedelta(days=1))
    assert yesterday.adjusted == {}


def test_what_says_nothing_new_is_not_kept(workspace: Workspace, assessment: AssessmentHeader) -> None:
    own = load_assessment(workspace, assessment.id).framework.practices["DET-01"]
    same = [
        adjustment("DET-01", "effort", own.effort["to3"], "to3"),
        adjustment("DET-01", "stages", own.stages[::-1]),
        adjustment("DET-01", "proactive", None),
    ]
    assert adjust_estimates(workspace, assessment.id, same) == ()
    assert list_adjustments(workspace, assessment.id) == []


def test_every_kind_of_value_reads_back_as_it_was_kept(workspace: Workspace, assessment: AssessmentHeader) -> None:
    needed = (Needed(practice="GOV-01", level=2, for_level=4),)
    given = [
        adjustment("DET-01", "proactive", 0.35),
        adjustment("DET-01", "stages", ("learn", "detect")),
        adjustment("DET-01", "prerequisites", needed),
        adjustment("DET-02", "prerequisites", ()),
    ]
    kept = adjust_estimates(workspace, assessment.id, given)
    assert list_adjustments(workspace, assessment.id)[: len(kept)] == list(kept)
    practice = load_assessment(workspace, assessment.id).framework.practices["DET-01"]
    assert (practice.proactive, practice.stages) == (0.35, ("detect", "learn"))
    assert [one.practice for one in practice.prerequisites] == ["GOV-01"]


def test_nothing_is_kept_when_one_of_several_cannot_be(workspace: Workspace, assessment: AssessmentHeader) -> None:
    good = adjustment("DET-01", "proactive", 0.35)
    for bad, words in (
        (adjustment("DET-01", "effort", -1, "to3"), "out of range"),
        (adjustment("DET-01", "effort", 1, "to3", reason=""), "gives no reason"),
        (adjustment("DET-01", "effort", 1, "to3", on=TODAY + timedelta(days=1)), "dated"),
        (adjustment("DET-01", "effort", 1, "to3", reason="see d41d8cd98f00b204e9800998ecf8427e"), "file hash"),
        (adjustment("DET-01", "effort", 1, "to3", by="+44 20 7946 0958"), "phone number"),
    ):
        with pytest.raises(AdjustmentNotAccepted, match=words):
            adjust_estimates(workspace, assessment.id, [good, bad])
    assert list_adjustments(workspace, assessment.id) == []
    with pytest.raises(AssessmentNotFound):
        adjust_estimates(workspace, "nothing", [good])


def test_circle_with_what_holds_already_is_refused(workspace: Workspace, assessment: AssessmentHeader) -> None:
    def needs(practice: str, other: str) -> Adjustment:
        return adjustment(practice, "prerequisites", (Needed(practice=other, level=3, for_level=3),))

    adjust_estimates(workspace, assessment.id, [needs("DET-01", "PEO-01"), adjustment("PEO-01", "prerequisites", ())])
    with pytest.raises(AdjustmentNotAccepted, match="lead back to where they began"):
        adjust_estimates(workspace, assessment.id, [needs("PEO-01", "DET-01")])


def test_what_no_longer_fits_the_framework_is_named_and_not_used(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    gone = adjustment("OLD-01", "proactive", 0.2)
    with workspace.store.writing() as transaction:
        append_adjustments(transaction, assessment.id, [gone])
    adjust_estimates(workspace, assessment.id, [adjustment("DET-01", "proactive", 0.35)])
    opened = load_assessment(workspace, assessment.id)
    assert list(opened.adjusted) == [("DET-01", "proactive", "")]
    assert [one.practice for one in list_unfit(workspace, assessment.id)] == ["OLD-01"]
