"""Which practice next, under a budget: the roadmap, how good it provably is, and how firm."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from frameworks.errors import Fault
from frameworks.model import Framework
from scoring.organization import Scope
from scoring.roadmap_choices import Firmness, find_swaps, pull_forward, try_what_ifs
from scoring.roadmap_exact import PROVEN_GAP, Solved, count_started, gap_of, solve_exactly, start_fewest
from scoring.roadmap_greedy import plan_greedily
from scoring.roadmap_problem import Deadline, Plan, PlanNotPossible, Problem, build_problem, in_weeks
from scoring.scorecard import Scorecard

__all__ = ["Deadline", "PlanNotPossible", "Roadmap", "levels_to_plan", "next_best_steps", "plan_roadmap"]

TIME_LIMIT = 20.0
"""Seconds for the exact plan, and as many again for the what-ifs."""
WHAT_IFS = 50
MOST_QUARTERS = 20
MOST_BUDGET = 1_000_000
PLANNED_STATES = ("answered", "unanswered", "not_known")


@dataclass(frozen=True, slots=True)
class Step:
    """A practice raised within one quarter."""

    practice: str
    before: int
    to: int
    effort: float
    """Person-weeks, by the framework's defaults."""
    stays: int | None = None
    """In how many what-ifs the practice reaches this level soon, too; None where none was planned."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """The steps to be finished by the end of one quarter, and the relative exposure then, by threat."""

    steps: tuple[Step, ...]
    exposures: Mapping[str, float]

    @property
    def effort(self) -> float:
        """Person-weeks of all steps that are finished in this quarter."""
        return math.fsum(step.effort for step in self.steps)


@dataclass(frozen=True, slots=True)
class Choice:
    """One practice raised to a level, as one of several equally good choices."""

    practice: str
    to: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A step of the plan, and what could be done in its quarter instead without losing more than 0.1 %."""

    quarter: int
    """Counted from 1."""
    planned: Choice
    instead: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Simpler:
    """A plan of nearly the same value that begins with fewer practices."""

    quarters: tuple[Quarter, ...]
    objective: float
    practices: int


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A plan over several quarters with its value, its certificate and how firm it is."""

    quarters: tuple[Quarter, ...]
    budget: float
    """Person-weeks a quarter; what is left over stays for the next one."""
    objective: float
    """Relative exposure by the plan's true value, weighted and summed over quarters and threats; lower is better."""
    greedy_objective: float | None
    """The same for the greedy plan; None where that one misses a deadline."""
    unchanged_objective: float
    """The same if nothing is done."""
    gap: float
    """How far the plan may at most be from the best one, as a share of its value."""
    fell_back: bool
    """True: time ran out before the exact plan was better than the greedy one, so this is the greedy one."""
    alternatives: tuple[Alternative, ...]
    what_ifs: int
    """What-ifs that were planned; each step says in how many of them it stays."""
    assumed_lowest: tuple[str, ...]
    """Practices without a known level; they are planned from the lowest one."""
    stopped_short: tuple[str, ...]
    """Practices that the framework gives no effort for up to the highest level."""

    simpler: Simpler | None = None
    """A plan within 1 % of this one with fewer practices; None where none was found, or none was asked for."""

    @property
    def practices(self) -> int:
        """How many practices the plan raises."""
        return len({step.practice for quarter in self.quarters for step in quarter.steps})

    @property
    def is_proven(self) -> bool:
        """Whether no other plan can be better by more than 0.1 %."""
        return self.gap <= PROVEN_GAP


def levels_to_plan(scorecard: Scorecard) -> dict[str, int | None]:
    """The level of every practice that a plan may raise; None where it is unanswered or not known."""
    return {
        practice.id: practice.level if practice.state == "answered" else None
        for practice in scorecard.practices
        if practice.state in PLANNED_STATES
    }


def plan_roadmap(
    levels: Mapping[str, int | None],
    framework: Framework,
    scope: Scope,
    budget: float,
    quarters: int = 4,
    *,
    deadlines: Sequence[Deadline] = (),
    threat_weights: Mapping[str, float] | None = None,
    what_ifs: int = WHAT_IFS,
    with_fewest: bool = False,
    time_limit: float = TIME_LIMIT,
    seed: int = 0,
) -> Roadmap:
    """The steps for each quarter that lower relative exposure most for `budget` person-weeks a quarter.

    `levels` holds the practices that may be raised; None = not known, planned from the lowest level. What is out of
    scope or not in `levels` is left out, and as a prerequisite does not bind. Threats count alike unless
    `threat_weights` say otherwise. `with_fewest` looks for a simpler plan, too, which takes seconds more.

    Raises:
        PlanNotPossible: the budget is negative or no number, a deadline cannot be met, prerequisites run in a circle.
    """
    _check(budget, quarters)
    problem = build_problem(levels, framework, scope.in_scope, budget, quarters, deadlines, threat_weights)
    greedy = plan_greedily(problem)
    solved = _solve(problem, greedy, time_limit)
    assert solved.plan is not None, "a plan that cannot be made was refused"
    plan = pull_forward(problem, solved.plan)
    firmness = try_what_ifs(problem, plan, what_ifs, seed, time_limit)
    gap = gap_of(problem, replace(solved, plan=plan))
    return Roadmap(
        quarters=_quarters(problem, plan, firmness),
        budget=budget,
        objective=problem.objective(plan),
        greedy_objective=None if greedy is None else problem.objective(greedy),
        unchanged_objective=problem.objective(problem.unchanged),
        gap=gap,
        fell_back=gap > PROVEN_GAP and solved.plan is greedy,
        alternatives=_alternatives(problem, plan),
        what_ifs=firmness.what_ifs,
        assumed_lowest=tuple(id_ for id_ in problem.ids if levels[id_] is None),
        stopped_short=tuple(id_ for id_, top in zip(problem.ids, problem.top, strict=True) if top < problem.steps),
        simpler=_simpler(problem, plan, time_limit) if with_fewest else None,
    )


def next_best_steps(
    levels: Mapping[str, int | None],
    framework: Framework,
    scope: Scope,
    budget: float,
    quarters: int = 4,
    *,
    deadlines: Sequence[Deadline] = (),
    threat_weights: Mapping[str, float] | None = None,
) -> tuple[Quarter, ...]:
    """A first answer in milliseconds: the greedy plan, without proof. Empty where that one misses a deadline.

    Raises:
        PlanNotPossible: as plan_roadmap(), save that a deadline which cannot be met is not noticed.
    """
    _check(budget, quarters)
    problem = build_problem(levels, framework, scope.in_scope, budget, quarters, deadlines, threat_weights)
    plan = plan_greedily(problem)
    return () if plan is None else _quarters(problem, plan, Firmness(0, {}))


def _check(budget: float, quarters: int) -> None:
    faults = []
    if not 0 <= budget <= MOST_BUDGET:
        mend = f"give person-weeks a quarter, above zero and at most {MOST_BUDGET:,}."
        faults.append(Fault(f"No plan can be made with a budget of {budget:g}.", "budget", mend))
    if not 1 <= quarters <= MOST_QUARTERS:
        mend = f"give a whole number from 1 to {MOST_QUARTERS}."
        faults.append(Fault(f"A plan cannot cover {quarters} quarters.", "quarters", mend))
    if faults:
        raise PlanNotPossible(*faults)


def _solve(problem: Problem, greedy: Plan | None, seconds: float) -> Solved:
    has_choice = problem.start != problem.top and problem.threats
    if not has_choice and problem.is_kept(problem.unchanged):
        # Nothing can be raised, or nothing would come of it.
        return Solved(problem.unchanged, problem.objective(problem.unchanged))
    solved = solve_exactly(problem, greedy, seconds)
    if solved.plan is None:
        what = "No plan that meets the deadlines was found in time."
        if math.isinf(solved.bound):
            what = "The deadlines cannot be met with this budget."
        raise PlanNotPossible.of(what, "deadlines", "raise the budget, or set later dates.")
    return solved


def _quarters(problem: Problem, plan: Plan, firmness: Firmness) -> tuple[Quarter, ...]:
    exposures = problem.exposures(plan)
    before = [problem.start, *(tuple(map(int, column)) for column in plan.T[:-1])]
    return tuple(
        Quarter(
            tuple(
                Step(
                    problem.ids[row],
                    problem.lowest + was,
                    problem.lowest + int(now),
                    in_weeks(problem.effort(row, was, int(now))),
                    firmness.stays.get((row, int(now))) if firmness.what_ifs else None,
                )
                for row, (was, now) in enumerate(zip(before[number], plan[:, number], strict=True))
                if now > was
            ),
            {threat: float(value) for threat, value in zip(problem.threats, exposures[number], strict=True)},
        )
        for number in range(problem.quarters)
    )


def _simpler(problem: Problem, plan: Plan, seconds: float) -> Simpler | None:
    found = start_fewest(problem, plan, seconds)
    if found is plan:
        return None
    found = pull_forward(problem, found)
    quarters = _quarters(problem, found, Firmness(0, {}))
    return Simpler(quarters, problem.objective(found), count_started(problem, found))


def _alternatives(problem: Problem, plan: Plan) -> tuple[Alternative, ...]:
    def choice(place: tuple[int, int, int]) -> Choice:
        return Choice(problem.ids[place[0]], problem.lowest + place[1])

    return tuple(
        Alternative(swap.step[2] + 1, choice(swap.step), tuple(map(choice, swap.others)))
        for swap in find_swaps(problem, plan)
    )
