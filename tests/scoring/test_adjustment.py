"""Adjusted estimates: plan, threats and next step follow them, no score ever does, and what cannot be is refused."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.adjusted import adjust_framework, keep_fitting, list_adjusted
from scoring.adjustment import (
    ESTIMATES,
    STAGES,
    Adjustment,
    AdjustmentNotAccepted,
    Needed,
    adjustments_that_hold,
    check_adjustment,
    parts_of,
    stated_value,
)
from scoring.assessment import Answer
from scoring.exposure import find_exposure
from scoring.organization import scope_of
from scoring.reasons import explain_score
from scoring.roadmap import levels_to_plan, next_best_steps, plan_roadmap
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree
from tests.scoring.strategies import Scored, assessments

EFFORT = {f"to{level}": 2 for level in range(1, 6)}
FRAMEWORK = framework_of(
    {
        "A": [
            practice_tree(
                "A-1", threats=["csam"], stages=["detect"], effort=EFFORT, effectiveness={"csam": 0.5}, proactive=0.2
            ),
            practice_tree(
                "A-2",
                threats=["csam"],
                stages=["detect", "respond"],
                effort=EFFORT,
                effectiveness={"csam": 0.4},
                proactive=0.8,
                prerequisites=[{"practice": "A-1", "level": 2, "for_level": 3, "reason": "First things first."}],
            ),
        ],
        "B": [practice_tree("B-1", effort={"to1": 1})],
    }
)
NEED = Needed(practice="A-1", level=2, for_level=3)


def adjustment(practice: str, field: Any, value: Any, part: str = "", **more: Any) -> Adjustment:
    fields = {"reason": "We have done it before.", "by": "Ann", "on": TODAY, **more}
    return Adjustment(practice=practice, field=field, part=part, value=value, **fields)


def faults_of(*adjustments: Adjustment) -> list[str]:
    with pytest.raises(AdjustmentNotAccepted) as refused:
        adjust_framework(FRAMEWORK, adjustments)
    return [f"{fault.what} {fault.where}" for fault in refused.value.faults]


@st.composite
def adjustments_of(draw: st.DrawFn, framework: Framework) -> list[Adjustment]:
    """Any adjustments that fit a framework by themselves."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        practice = draw(st.sampled_from(list(framework.practices.values())))
        field = draw(st.sampled_from(ESTIMATES))
        parts = parts_of(practice, field, framework)
        if field == "effectiveness" and not parts:
            continue
        others = [id_ for id_ in framework.practices if id_ != practice.id]
        needed = st.builds(
            Needed, practice=st.sampled_from(others or [""]), level=st.integers(0, 5), for_level=st.integers(0, 5)
        )
        values: dict[str, st.SearchStrategy[Any]] = {
            "effort": st.floats(0, 100),
            "effectiveness": st.floats(0, 0.99),
            "proactive": st.floats(0, 1),
            "stages": st.lists(st.sampled_from(STAGES), min_size=1, unique=True).map(tuple),
            "prerequisites": st.lists(needed, max_size=2 if others else 0, unique=True).map(tuple),
        }
        part = draw(st.sampled_from(parts)) if parts else ""
        found.append(adjustment(practice.id, field, draw(st.none() | values[field]), part))
    return found


@given(assessments(), st.data())
def test_no_adjustment_moves_a_score(scored: Scored, data: st.DataObject) -> None:
    fitting = keep_fitting(scored.framework, data.draw(adjustments_of(scored.framework)))
    adjusted = adjust_framework(scored.framework, fitting)
    before = score_assessment(scored.assessment, scored.framework, TODAY)
    assert score_assessment(scored.assessment, adjusted, TODAY) == before
    assert list(adjusted.practices) == list(scored.framework.practices)


@given(st.data())
def test_every_adjustment_stands_in_the_adjusted_framework_and_nothing_else_changes(data: st.DataObject) -> None:
    made = keep_fitting(FRAMEWORK, data.draw(adjustments_of(FRAMEWORK)))
    adjusted = adjust_framework(FRAMEWORK, made)
    differ = list_adjusted(FRAMEWORK, made)
    for practice in FRAMEWORK.practices.values():
        for field in ESTIMATES:
            for part in parts_of(practice, field, FRAMEWORK) or ("",):
                value = stated_value(adjusted.practices[practice.id], field, part)
                mark = differ.get((practice.id, field, part))
                own = stated_value(practice, field, part)
                assert (set(value) if isinstance(value, tuple) else value) == (
                    (set(own) if isinstance(own, tuple) else own)
                    if mark is None
                    else set(mark.adjustment.value)
                    if isinstance(mark.adjustment.value, tuple)
                    else mark.adjustment.value
                )
                assert mark is None or mark.stated == own


@given(st.data())
def test_what_is_taken_back_leaves_the_framework_as_it_was(data: st.DataObject) -> None:
    made = data.draw(adjustments_of(FRAMEWORK))
    back = [one.model_copy(update={"value": None}) for one in made]
    assert adjust_framework(FRAMEWORK, [*keep_fitting(FRAMEWORK, made), *back]) is FRAMEWORK
    assert list_adjusted(FRAMEWORK, [*made, *back]) == {}


def test_the_frameworks_own_value_is_no_adjustment() -> None:
    same = [
        adjustment("A-1", "effort", 2, "to3"),
        adjustment("A-2", "stages", ("respond", "detect")),
        adjustment("A-2", "prerequisites", (NEED,)),
    ]
    assert adjust_framework(FRAMEWORK, same) is FRAMEWORK
    assert list_adjusted(FRAMEWORK, same) == {}


def test_newest_of_each_estimate_stands_and_later_days_do_not_count_yet() -> None:
    day = timedelta(days=1)
    history = [
        adjustment("A-1", "effort", 6, "to3"),
        adjustment("A-1", "effort", 7, "to4"),
        adjustment("A-1", "effort", 8, "to3"),
        adjustment("A-1", "proactive", 0.9),
        adjustment("A-1", "proactive", None),
        adjustment("A-1", "effort", 1, "to3", on=TODAY + day),
    ]
    assert [(one.part, one.value) for one in adjustments_that_hold(history, TODAY)] == [("to3", 8), ("to4", 7)]
    assert [one.value for one in adjustments_that_hold(history, TODAY + day)] == [1, 7]
    assert adjustments_that_hold(history, TODAY - day) == ()
    effort = adjust_framework(FRAMEWORK, history[:3]).practices["A-1"].effort
    assert effort == {**EFFORT, "to3": 8, "to4": 7}


def test_what_is_adjusted_is_told_beside_what_the_framework_says() -> None:
    made = adjustment("B-1", "effort", 3, "to2")
    assert list_adjusted(FRAMEWORK, [made])["B-1", "effort", "to2"].stated is None
    shown = list_adjusted(FRAMEWORK, [adjustment("A-2", "prerequisites", ())])
    assert shown["A-2", "prerequisites", ""].stated == (NEED,)


def test_prerequisite_of_the_framework_keeps_its_reason_and_a_new_one_has_that_of_the_adjustment() -> None:
    other = Needed(practice="B-1", level=1, for_level=2)
    kept, new = (
        adjust_framework(FRAMEWORK, [adjustment("A-2", "prerequisites", (NEED, other))]).practices["A-2"].prerequisites
    )
    assert kept.reason == "First things first."
    assert (new.practice, new.level, new.for_level, new.reason) == ("B-1", 1, 2, "We have done it before.")


def plan(framework: Framework, budget: float = 4, quarters: int = 1) -> list[tuple[str, int, float]]:
    levels = levels_to_plan(score_assessment(ANSWERED, framework, TODAY))
    scope = scope_of(framework, ANSWERED.profile, None)
    quick = next_best_steps(levels, framework, scope, budget, quarters)
    exact = plan_roadmap(levels, framework, scope, budget, quarters, what_ifs=0).quarters
    steps = [(step.practice, step.to, step.effort) for quarter in exact for step in quarter.steps]
    assert sorted(steps) == sorted((step.practice, step.to, step.effort) for one in quick for step in one.steps)
    return steps


ANSWERED = assessment_of([Answer(practice=id_, level=1) for id_ in ("A-1", "A-2", "B-1")])


def test_plan_goes_by_adjusted_effort_effectiveness_and_prerequisites() -> None:
    assert plan(FRAMEWORK) == [("A-1", 3, 4.0)]
    dear = [adjustment("A-1", "effort", 50, part) for part in ("to2", "to3")]
    free = adjustment("A-2", "prerequisites", ())
    assert plan(adjust_framework(FRAMEWORK, [*dear, free])) == [("A-2", 3, 4.0)]
    assert plan(adjust_framework(FRAMEWORK, [*dear])) == [("A-2", 2, 2.0)]
    assert plan(adjust_framework(FRAMEWORK, [adjustment("A-1", "effectiveness", 0.01, "csam"), free])) == [
        ("A-2", 3, 4.0)
    ]


def test_threats_posture_and_next_step_go_by_adjusted_estimates() -> None:
    made = [
        adjustment("A-1", "effectiveness", 0.25, "csam"),
        adjustment("A-2", "stages", ("learn",)),
        adjustment("A-1", "proactive", 1.0),
        adjustment("A-1", "effort", 9.5, "to2"),
    ]
    adjusted = adjust_framework(FRAMEWORK, made)
    card = score_assessment(ANSWERED, FRAMEWORK, TODAY)
    before, after = (find_exposure(card, ANSWERED, one) for one in (FRAMEWORK, adjusted))
    assert before.threats[0].exposure and after.threats[0].exposure
    assert before.threats[0].exposure.independent == Fraction(9, 10) * Fraction(92, 100)
    assert after.threats[0].exposure.independent == Fraction(95, 100) * Fraction(92, 100)
    cells = {cell.stage: [layer.practice_id for layer in cell.layers] for cell in after.threats[0].cells}
    assert cells == {"prevent": [], "detect": ["A-1"], "respond": [], "learn": ["A-2"]}
    assert (before.posture.available, after.posture.available) == (Fraction(1, 2), Fraction(9, 10))
    near = explain_score(card, adjusted, "A-1").practice
    assert near is not None and near.effort == 9.5


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            adjustment("X-1", "effort", 1, "to1"),
            "Small 1 has no practice 'X-1'. adjustment X-1 > effort > to1 > practice",
        ),
        (adjustment("A-1", "proactive", 0.5, reason=" "), "gives no reason. adjustment A-1 > proactive > reason"),
        (adjustment("A-1", "proactive", 0.5, "to1"), "proactive has no parts. adjustment A-1 > proactive > to1 > part"),
        (adjustment("A-1", "effort", 1), "The part '' names no step."),
        (adjustment("A-1", "effort", 1, "to9"), "The part 'to9' leads to no level of this scale."),
        (adjustment("A-1", "effectiveness", 0.5, "x"), "A-1 does not act on a threat 'x'."),
        (adjustment("B-1", "effectiveness", 0.5, "csam"), "B-1 does not act on a threat 'csam'."),
        (adjustment("A-1", "effort", -1, "to1"), "-1 person-weeks are out of range."),
        (adjustment("A-1", "effort", 10_001, "to1"), "10001 person-weeks are out of range."),
        (adjustment("A-1", "effectiveness", 1, "csam"), "No practice stops 1 of a threat."),
        (adjustment("A-1", "effectiveness", -0.1, "csam"), "No practice stops -0.1 of a threat."),
        (adjustment("A-1", "proactive", 1.5), "1.5 is no share."),
        (adjustment("A-1", "proactive", ("prevent",)), "proactive is a number."),
        (adjustment("A-1", "stages", 0.5), "Stages are a list of names."),
        (adjustment("A-1", "stages", ()), "Stages are a list of names."),
        (adjustment("A-1", "stages", (NEED,)), "Stages are a list of names."),
        (adjustment("A-1", "stages", ("guess",)), "There is no stage 'guess'."),
        (adjustment("A-1", "stages", ("learn", "learn")), "A stage is named twice."),
        (adjustment("A-2", "prerequisites", 3), "Prerequisites are a list of practices with their levels."),
        (adjustment("A-2", "prerequisites", ("A-1",)), "Prerequisites are a list of practices with their levels."),
        (
            adjustment("A-2", "prerequisites", (NEED.model_copy(update={"practice": "X"}),)),
            "Small 1 has no practice 'X'. adjustment A-2 > prerequisites > value 1 > practice",
        ),
        (adjustment("A-1", "prerequisites", (NEED,)), "A-1 is its own prerequisite."),
        (adjustment("A-2", "prerequisites", (NEED.model_copy(update={"level": 6}),)), "value 1 > level"),
        (adjustment("A-2", "prerequisites", (NEED.model_copy(update={"for_level": 6}),)), "value 1 > for_level"),
        (adjustment("A-2", "prerequisites", (NEED, NEED)), "A prerequisite is named twice."),
    ],
)
def test_what_the_framework_does_not_know_or_cannot_be_is_refused(made: Adjustment, words: str) -> None:
    (fault,) = faults_of(made)
    assert words in fault
    assert keep_fitting(FRAMEWORK, [made]) == ()


def test_every_fault_of_every_adjustment_is_named_at_once() -> None:
    found = faults_of(adjustment("A-1", "effort", -1, "to9", reason=""), adjustment("X-1", "stages", ("learn",)))
    assert len(found) == 4


def test_day_to_come_is_refused() -> None:
    made = adjustment("A-1", "proactive", 0.5)
    assert check_adjustment(made, FRAMEWORK, TODAY) == []
    (fault,) = check_adjustment(made, FRAMEWORK, date(2026, 1, 1))
    assert fault.what == "The adjustment is dated 2026-09-30, after 2026-01-01."


def test_prerequisites_that_run_in_a_circle_are_refused_together() -> None:
    back = adjustment("A-1", "prerequisites", (Needed(practice="A-2", level=3, for_level=2),))
    (fault,) = faults_of(back)
    assert "Prerequisites lead back to where they began" in fault
    assert "A-1 needs A-2" in fault or "A-2 needs A-1" in fault
    without = adjustment("A-2", "prerequisites", ())
    assert adjust_framework(FRAMEWORK, [back, without]).practices["A-1"].prerequisites


def test_of_adjustments_that_no_longer_fit_together_the_earlier_are_kept() -> None:
    first = adjustment("B-1", "prerequisites", (Needed(practice="A-2", level=3, for_level=2),))
    second = adjustment("A-2", "prerequisites", (Needed(practice="B-1", level=2, for_level=3),))
    third = adjustment("A-1", "proactive", 0.5)
    assert keep_fitting(FRAMEWORK, [first, second, third]) == (first, third)
    assert keep_fitting(FRAMEWORK, [first, third]) == (first, third)


def test_reason_of_an_adjustment_may_be_longer_than_those_of_a_framework() -> None:
    other = Needed(practice="B-1", level=1, for_level=2)
    made = adjustment("A-2", "prerequisites", (other,), reason="x" * 9_000)
    assert adjust_framework(FRAMEWORK, [made]).practices["A-2"].prerequisites[0].reason == made.reason


def test_number_is_never_read_from_a_text_or_a_truth_value() -> None:
    for value in ("6", True, float("nan")):
        with pytest.raises(ValueError, match="value"):
            adjustment("A-1", "effort", value, "to1")
