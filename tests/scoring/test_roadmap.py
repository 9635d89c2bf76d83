"""The roadmap: never outside its rules, never worse than greedy, proven against every plan there is."""

import math
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from frameworks.loader import load_framework
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.roadmap import Deadline, PlanNotPossible, levels_to_plan, next_best_steps
from scoring.roadmap_exact import PROVEN_GAP, Solved, gap_of, solve_exactly
from scoring.roadmap_problem import build_problem
from scoring.scorecard import score_assessment
from tests.scoring.roadmaps import Task, tasks
from tests.scoring.small_framework import TODAY, assessment_of, framework_of, practice_tree

THREAT = "threat-one"


def task_of(budget: float, quarters: int = 1, levels: dict[str, int | None] | None = None, **practices: Any) -> Task:
    """A task over practices written `A_1={...}`; all start at the lowest level unless `levels` says otherwise."""
    trees = [practice_tree(id_.replace("_", "-"), **fields) for id_, fields in practices.items()]
    framework = framework_of({"A": trees})
    return Task(framework, dict.fromkeys(framework.practices, 0) if levels is None else levels, budget, quarters)


def acts(share: float, *efforts: float, **fields: Any) -> dict[str, Any]:
    """Fields of a practice that stops a share of the one threat, with the effort of each step."""
    return {
        "effectiveness": {THREAT: share},
        "effort": {f"to{number}": effort for number, effort in enumerate(efforts, start=1)},
        **fields,
    }


def needs(practice: str, level: int, for_level: int) -> dict[str, Any]:
    """The field that makes one practice wait for another."""
    return {"prerequisites": [{"practice": practice, "level": level, "for_level": for_level, "reason": "For a test."}]}


def steps_of(task: Task, **options: Any) -> list[list[tuple[str, int, int]]]:
    """Practice, level before and level after, quarter by quarter."""
    return [
        [(step.practice, step.before, step.to) for step in quarter.steps] for quarter in task.plan(**options).quarters
    ]


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_budget_prerequisites_and_step_limit_are_never_violated(task: Task) -> None:
    roadmap = task.plan()
    assert task.broken_rules(task.levels_of(roadmap)) == set()
    greedy = next_best_steps(task.levels, task.framework, task.scope, task.budget, task.quarters)
    assert task.broken_rules(task.levels_of(replace(roadmap, quarters=greedy))) == set()


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_exact_plan_is_proven_and_never_worse_than_greedy_or_than_doing_nothing(task: Task) -> None:
    roadmap = task.plan()
    assert roadmap.greedy_objective is not None
    assert roadmap.objective <= roadmap.greedy_objective <= roadmap.unchanged_objective + 1e-12
    assert roadmap.is_proven and 0 <= roadmap.gap <= PROVEN_GAP and not roadmap.fell_back


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_objective_is_the_true_value_of_the_steps_and_not_that_of_the_tangents(task: Task) -> None:
    roadmap = task.plan()
    # A share of 1 is planned as 0.999.
    assert roadmap.objective == pytest.approx(task.value(task.levels_of(roadmap)), abs=2e-3 * task.quarters)
    if all(share < 1 for one in task.framework.practices.values() for share in one.effectiveness.values()):
        assert roadmap.objective == pytest.approx(task.value(task.levels_of(roadmap)), abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(tasks(most=3, tops=(1, 2), quarters=2))
def test_no_plan_among_all_there_are_is_better_than_the_certificate_allows(task: Task) -> None:
    roadmap = task.plan()
    best = min(map(task.value, task.every_plan()))
    assert roadmap.objective * (1 - roadmap.gap) - 2e-3 * task.quarters <= best
    if all(share < 1 for one in task.framework.practices.values() for share in one.effectiveness.values()):
        assert best - 1e-12 <= roadmap.objective <= best / (1 - PROVEN_GAP) + 1e-12


@settings(max_examples=30, deadline=None)
@given(tasks())
def test_without_a_budget_nothing_changes(task: Task) -> None:
    roadmap = replace(task, budget=0).plan()
    assert all(not quarter.steps for quarter in roadmap.quarters)
    assert roadmap.objective == roadmap.unchanged_objective
    assert roadmap.is_proven


def test_plan_takes_the_dear_step_that_greedy_cannot_pay_any_more() -> None:
    task = task_of(3, A_1=acts(0.9, 1), A_2=acts(0.95, 3))
    roadmap = task.plan()
    assert steps_of(task) == [[("A-2", 0, 1)]]
    assert roadmap.objective == pytest.approx(1 - 0.95 / 5)
    assert roadmap.greedy_objective == pytest.approx(1 - 0.9 / 5)


def test_effort_left_over_stays_for_the_next_quarter() -> None:
    assert steps_of(task_of(2, quarters=3, A_1=acts(0.5, 5))) == [[], [], [("A-1", 0, 1)]]


def test_practice_rises_by_two_levels_a_quarter_at_most() -> None:
    task = task_of(10, quarters=3, A_1=acts(0.9, 1, 1, 1, 1, 1))
    assert steps_of(task) == [[("A-1", 0, 2)], [("A-1", 2, 4)], [("A-1", 4, 5)]]
    assert [quarter.effort for quarter in task.plan().quarters] == [2, 2, 1]


def test_practice_waits_for_its_prerequisite() -> None:
    task = task_of(2, quarters=2, A_1=acts(0.0, 2), A_2=acts(0.9, 2, **needs("A-1", 1, 1)))
    assert steps_of(task) == [[("A-1", 0, 1)], [("A-2", 0, 1)]]


def test_prerequisite_that_is_not_planned_or_already_met_or_for_a_level_already_reached_does_not_bind() -> None:
    practices = {"A_1": acts(0.0, 2), "A_2": acts(0.9, 1, 1, **needs("A-1", 1, 1))}
    assert steps_of(task_of(1, levels={"A-2": 0}, **practices)) == [[("A-2", 0, 1)]]
    assert steps_of(task_of(1, levels={"A-1": 1, "A-2": 0}, **practices)) == [[("A-2", 0, 1)]]
    assert steps_of(task_of(1, levels={"A-1": 0, "A-2": 1}, **practices)) == [[("A-2", 1, 2)]]


def test_practice_stops_where_no_effort_is_given_and_so_do_those_that_wait_for_more() -> None:
    task = task_of(9, quarters=2, A_1=acts(0.5, 1), A_2=acts(0.9, 1, 1, 1, 1, 1, **needs("A-1", 2, 2)))
    assert steps_of(task) == [[("A-1", 0, 1), ("A-2", 0, 1)], []]
    assert task.plan().stopped_short == ("A-1",)


def test_open_practice_is_planned_from_the_lowest_level_and_named() -> None:
    task = task_of(1, levels={"A-1": None, "A-2": 1}, A_1=acts(0.5, 1), A_2=acts(0.1, 1, 1))
    assert steps_of(task) == [[("A-1", 0, 1)]]
    assert task.plan().assumed_lowest == ("A-1",)


def test_what_is_out_of_scope_is_left_out() -> None:
    task = task_of(1, A_1=acts(0.5, 1), A_2=acts(0.1, 1))
    scope = replace(task.scope, in_scope=frozenset({"A-2"}))
    (quarter,) = next_best_steps(task.levels, task.framework, scope, 1, 1)
    assert [step.practice for step in quarter.steps] == ["A-2"]


def test_quarter_says_the_exposure_to_each_threat_at_its_end() -> None:
    first, second = task_of(2, quarters=2, A_1=acts(0.5, 1, 1, 1, 1)).plan().quarters
    assert first.exposures == {THREAT: pytest.approx(0.8)}
    assert second.exposures == {THREAT: pytest.approx(0.6)}


def test_weight_of_a_threat_decides_what_comes_first() -> None:
    other = {"effectiveness": {"threat-two": 0.5}, "effort": {"to1": 1}}
    task = task_of(1, A_1=acts(0.4, 1), A_2=other)
    assert steps_of(task) == [[("A-2", 0, 1)]]
    assert steps_of(task, threat_weights={THREAT: 2.0}) == [[("A-1", 0, 1)]]


def test_nothing_to_raise_and_nothing_to_gain_are_plans_without_steps() -> None:
    assert steps_of(task_of(5, levels={"A-1": 5}, A_1=acts(0.5, 1, 1, 1, 1, 1))) == [[]]
    assert steps_of(task_of(5, levels={}, A_1=acts(0.5, 1))) == [[]]
    assert task_of(5, levels={}, A_1=acts(0.5, 1)).plan().practices == 0
    plain = task_of(5, A_1={"effort": {"to1": 1}}).plan()
    assert (plain.objective, plain.gap, plain.quarters[0].steps) == (0, 0, ())


def test_time_that_runs_out_is_said_and_the_greedy_plan_stands() -> None:
    task = task_of(3, A_1=acts(0.9, 1), A_2=acts(0.95, 3))
    roadmap = task.plan(time_limit=0.0)
    assert roadmap.fell_back and not roadmap.is_proven
    assert roadmap.objective == roadmap.greedy_objective
    assert math.isclose(roadmap.gap, 1.0)


def test_smaller_gap_is_closed_by_solving_again_at_the_plan_that_was_found() -> None:
    task = task_of(7, quarters=2, A_1=acts(0.5, 1, 2), A_2=acts(0.6, 2, 2), A_3=acts(0.4, 1, 1, 1), A_4=acts(0.3, 2))
    problem = build_problem(task.levels, task.framework, frozenset(task.levels), task.budget, task.quarters)
    once, again = (solve_exactly(problem, None, 20.0, gap) for gap in (0.9, 1e-9))
    assert gap_of(problem, again) < gap_of(problem, once)
    assert again.bound > once.bound


def test_steps_are_as_early_as_the_budget_lets_them_be() -> None:
    task = task_of(1, quarters=3, A_1=acts(0.0, 1), A_2=acts(0.9, 2, **needs("A-1", 1, 1)))
    assert steps_of(task) == [[("A-1", 0, 1)], [], [("A-2", 0, 1)]]


def test_step_is_not_pulled_before_the_prerequisite_that_the_step_limit_delays() -> None:
    task = task_of(9, quarters=2, A_1=acts(0.0, 1, 1, 1), A_2=acts(0.9, 1, **needs("A-1", 3, 1)))
    assert steps_of(task) == [[("A-1", 0, 2)], [("A-1", 2, 3), ("A-2", 0, 1)]]


def test_rounding_of_tiny_efforts_never_overruns_a_budget() -> None:
    tiny = acts(0.5, 0.0015)
    assert len(steps_of(task_of(0.002, A_1=tiny, A_2=tiny))[0]) == 1


@pytest.mark.parametrize(
    ("budget", "quarters", "said"),
    [
        (-1, 4, "budget of -1"),
        (math.inf, 4, "budget of inf"),
        (math.nan, 4, "budget of nan"),
        (2_000_000, 4, "budget of 2e+06"),
        (1, 0, "0 quarters"),
        (1, 21, "21 quarters"),
    ],
)
def test_budget_or_number_of_quarters_that_makes_no_plan_is_refused(budget: float, quarters: int, said: str) -> None:
    task = task_of(budget, quarters, A_1=acts(0.5, 1))
    with pytest.raises(PlanNotPossible, match=re.escape(said)):
        task.plan()
    with pytest.raises(PlanNotPossible, match=re.escape(said)):
        next_best_steps(task.levels, task.framework, task.scope, budget, quarters)


def test_both_faults_of_a_request_are_named_at_once() -> None:
    with pytest.raises(PlanNotPossible) as refused:
        task_of(-1, 0, A_1=acts(0.5, 1)).plan()
    assert [fault.where for fault in refused.value.faults] == ["budget", "quarters"]


def test_circle_of_prerequisites_is_refused_by_name() -> None:
    task = task_of(9, A_1=acts(0.5, 1, **needs("A-2", 1, 1)), A_2=acts(0.5, 1, **needs("A-1", 1, 1)))
    with pytest.raises(PlanNotPossible, match="A-1 at 1 needs A-2 at 1 needs A-1 at 1"):
        task.plan()


def test_deadline_comes_before_what_would_bring_more() -> None:
    task = task_of(2, quarters=2, A_1=acts(0.9, 1, 1, 1, 1), A_2=acts(0.1, 2, **needs("A-3", 1, 1)), A_3=acts(0.0, 2))
    assert steps_of(task)[1] == [("A-1", 2, 4)]
    assert steps_of(task, deadlines=[Deadline("A-2", 1, 2)]) == [[("A-3", 0, 1)], [("A-2", 0, 1)]]


def test_greedy_answer_leaves_the_effort_that_a_later_deadline_needs() -> None:
    task = task_of(2, quarters=2, A_1=acts(0.9, 1, 1, 1), A_2=acts(0.1, 3))
    deadlines = [Deadline("A-2", 1, 2), Deadline("A-2", 0, 1)]
    greedy = next_best_steps(task.levels, task.framework, task.scope, 2, 2, deadlines=deadlines)
    assert [[(step.practice, step.to) for step in quarter.steps] for quarter in greedy] == [[("A-1", 1)], [("A-2", 1)]]


def test_deadline_already_met_asks_for_nothing() -> None:
    task = task_of(1, levels={"A-1": 2, "A-2": 0}, A_1=acts(0.1, 1, 1), A_2=acts(0.5, 1))
    assert steps_of(task, deadlines=[Deadline("A-1", 1, 1)]) == [[("A-2", 0, 1)]]


def test_deadlines_that_cannot_be_met_are_refused() -> None:
    task = task_of(1, quarters=2, A_1=acts(0.5, 1, 1, 1, 1, 1))
    for deadline in (Deadline("A-1", 3, 2), Deadline("A-1", 5, 1)):
        with pytest.raises(PlanNotPossible, match="cannot be met with this budget"):
            task.plan(deadlines=[deadline])
        assert next_best_steps(task.levels, task.framework, task.scope, 1, 2, deadlines=[deadline]) == ()


def test_every_deadline_that_makes_no_sense_is_named_at_once() -> None:
    task = task_of(1, A_1=acts(0.5, 1))
    deadlines = [Deadline("A-9", 1, 1), Deadline("A-1", 2, 1), Deadline("A-1", 1, 2)]
    with pytest.raises(PlanNotPossible) as refused:
        task.plan(deadlines=deadlines)
    assert [fault.what for fault in refused.value.faults] == [
        "A-9 is not among the practices that can be raised.",
        "Level 2 of A-1 cannot be planned.",
        "Quarter 2 is not in the plan.",
    ]


def test_steps_of_the_same_value_are_named_as_equally_good_choices() -> None:
    same = acts(0.5, 1)
    (alternative,) = task_of(1, A_1=same, A_2=same, A_3=same, A_4=acts(0.1, 1)).plan().alternatives
    chosen = {(alternative.planned.practice, alternative.planned.to)} | {
        (choice.practice, choice.to) for choice in alternative.instead
    }
    assert chosen == {("A-1", 1), ("A-2", 1), ("A-3", 1)}
    assert (alternative.quarter, len(alternative.instead)) == (1, 2)


def test_step_that_could_as_well_be_left_out_and_one_without_its_like_have_no_alternative() -> None:
    assert task_of(2, A_1=acts(0.5, 1), A_2=acts(0.0001, 1), A_3=acts(0.0001, 1)).plan().alternatives == ()


@settings(max_examples=30, deadline=None)
@given(tasks())
def test_plan_with_fewer_practices_keeps_the_rules_and_is_nearly_as_good(task: Task) -> None:
    roadmap = task.plan(with_fewest=True)
    if roadmap.simpler is not None:
        levels = task.levels_of(replace(roadmap, quarters=roadmap.simpler.quarters))
        assert task.broken_rules(levels) == set()
        assert roadmap.simpler.practices < roadmap.practices
        assert roadmap.simpler.practices == sum(levels[id_][-1] > level for id_, level in task.start().items())
        assert roadmap.simpler.objective <= roadmap.objective * 1.01


def test_simpler_plan_leaves_out_what_hardly_helps() -> None:
    task = task_of(3, A_1=acts(0.9, 1, 1), A_2=acts(0.04, 1))
    simpler = task.plan(with_fewest=True).simpler
    assert simpler is not None
    assert (simpler.practices, [step.practice for step in simpler.quarters[0].steps]) == (1, ["A-1"])
    assert task.plan().simpler is None


def test_no_simpler_plan_is_named_where_each_practice_counts_or_none_is_raised_or_time_is_out() -> None:
    task = task_of(2, A_1=acts(0.9, 1), A_2=acts(0.5, 1))
    assert task.plan(with_fewest=True).simpler is None
    assert replace(task, budget=0).plan(with_fewest=True).simpler is None
    assert task.plan(with_fewest=True, time_limit=0.0).simpler is None


def test_what_ifs_count_how_often_a_step_stays_and_are_the_same_for_the_same_seed() -> None:
    task = task_of(1, quarters=3, A_1=acts(0.6, 1, 9), A_2=acts(0.1, 9), A_3=acts(0.35, 2), A_4=acts(0.36, 2))
    roadmap = task.plan(what_ifs=30, seed=4)
    first, second, third = roadmap.quarters
    assert roadmap.what_ifs == 30
    assert [(step.practice, step.stays) for step in first.steps] == [("A-1", 30)]
    assert task.plan(what_ifs=30, seed=4) == roadmap
    assert (second.steps, [step.stays for step in third.steps]) == ((), [None])


def test_what_ifs_differ_where_the_choice_is_close_and_with_the_seed_only() -> None:
    task = task_of(1, A_1=acts(0.50, 1), A_2=acts(0.51, 1))
    counts = [task.plan(what_ifs=40, seed=seed).quarters[0].steps[0].stays or 0 for seed in (0, 0, 1, 1, 2, 2)]
    assert all(10 < count < 35 for count in counts)
    assert counts[::2] == counts[1::2] and len(set(counts)) > 1


def test_no_what_if_is_counted_that_was_not_planned() -> None:
    task = task_of(1, A_1=acts(0.5, 1))
    assert task.plan(time_limit=0.0, what_ifs=5).what_ifs == 0
    assert replace(task, budget=0).plan(what_ifs=5).what_ifs == 0
    assert task.plan().quarters[0].steps[0].stays is None


def test_exact_plan_meets_deadlines_that_greedy_misses() -> None:
    """Greedy works on what is due in its order, and is then short of steps for the second practice."""
    task = task_of(3, quarters=2, A_1=acts(0.1, 1, 1), A_2=acts(0.1, 1, 1, 1, 1))
    deadlines = [Deadline("A-1", 2, 2), Deadline("A-2", 4, 2)]
    assert next_best_steps(task.levels, task.framework, task.scope, 3, 2, deadlines=deadlines) == ()
    roadmap = task.plan(deadlines=deadlines)
    assert roadmap.greedy_objective is None and roadmap.is_proven
    assert {id_: levels[-1] for id_, levels in task.levels_of(roadmap).items()} == {"A-1": 2, "A-2": 4}
    with pytest.raises(PlanNotPossible, match="was found in time"):
        task.plan(deadlines=deadlines, time_limit=0.0)


def test_what_if_that_could_not_be_planned_in_time_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(3, quarters=2, A_1=acts(0.1, 1, 1), A_2=acts(0.1, 1, 1, 1, 1))
    deadlines = [Deadline("A-1", 2, 2), Deadline("A-2", 4, 2)]
    assert task.plan(deadlines=deadlines, what_ifs=3).what_ifs == 3
    monkeypatch.setattr("scoring.roadmap_choices._WHAT_IF_SECONDS", 0.0)
    assert task.plan(deadlines=deadlines, what_ifs=3).what_ifs == 0


def test_gap_without_a_plan_is_infinite() -> None:
    problem = build_problem({}, framework_of({"A": [practice_tree("A-1")]}), frozenset(), 1, 1)
    assert gap_of(problem, Solved(None, 0.0)) == math.inf


def test_levels_to_plan_leave_out_what_is_not_applicable_or_out_of_scope() -> None:
    framework = framework_of(
        {"A": [practice_tree(f"A-{n}") for n in range(1, 5)] + [practice_tree("A-5", applies_to=["hosting"])]}
    )
    answers = [
        Answer(practice="A-1", level=2),
        Answer(practice="A-2", state="not_known"),
        Answer(practice="A-3", state="not_applicable", reason="It does not apply."),
        Answer(practice="A-5", level=1),
    ]
    card = score_assessment(assessment_of(answers, Profile(kinds=("ugc",))), framework, TODAY)
    assert levels_to_plan(card) == {"A-1": 2, "A-2": None, "A-4": None}


def test_framework_that_comes_with_the_product_can_be_planned() -> None:
    framework = load_framework("safer-by-design")
    task = Task(framework, dict.fromkeys(framework.practices), 6, 1)
    roadmap = task.plan()
    assert roadmap.is_proven and roadmap.stopped_short == ()
    assert len(roadmap.assumed_lowest) == len(framework.practices)
    assert task.broken_rules(task.levels_of(roadmap)) == set()
