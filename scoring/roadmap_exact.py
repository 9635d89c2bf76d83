"""The exact roadmap: a mixed-integer programme whose bound proves how good the plan found is."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from scoring.roadmap_problem import STEPS_A_QUARTER, Floats, Plan, Problem

CUTS = 24
"""Tangents under exp(-z) for each threat and quarter; as exp is convex, each of them is a valid bound."""
PROVEN_GAP = 1e-3
"""A plan counts as proven when its true value lies within 0.1 % of the bound."""
NEARLY_AS_GOOD = 0.01
"""What a plan with fewer practices may cost, as a share of the value."""
_SOLVER_SHARE = 0.4
"""Part of the gap that the solver may use up; the rest is for the tangents."""
_INFEASIBLE = 2

Row = tuple[dict[int, float], float, float]
"""Coefficients by column, least and greatest value of their sum."""


@dataclass(frozen=True)
class Solved:
    """The best plan found, if any, and a value that no plan can go below (infinite: no plan keeps the rules)."""

    plan: Plan | None
    bound: float


def solve_exactly(problem: Problem, known: Plan | None, seconds: float, gap: float = PROVEN_GAP) -> Solved:
    """The best plan and its bound: solved, cut at the plan found and solved again until the true gap is closed.

    `known` is a plan that keeps the rules, if there is one. Ends early when the seconds are used up.
    """
    until = time.monotonic() + seconds
    model = _Model(problem)
    points = model.tangent_points()
    solved, former = Solved(known, 0.0), problem.unchanged - 1
    while (left := until - time.monotonic()) > 0:
        solution = model.solve(points, left, gap * _SOLVER_SHARE)
        if solution.status == _INFEASIBLE:
            return Solved(None, math.inf)
        found = None if solution.x is None else model.plan_of(solution.x)
        solved = Solved(better(problem, solved.plan, found), max(solved.bound, solution.mip_dual_bound or 0.0))
        # A plan that already has its tangents, or breaks the rules by the rounding of the solver, leads no further.
        if (
            found is None
            or np.array_equal(found, former)
            or not problem.is_kept(found)
            or gap_of(problem, solved) <= gap
        ):
            break
        former = found
        points = np.concatenate([points, -np.log(problem.exposures(found))[None]])
    return solved


def start_fewest(problem: Problem, plan: Plan, seconds: float) -> Plan:
    """A plan within 1 % of the value that raises fewer practices; the plan itself if none is found."""
    if not count_started(problem, plan):
        return plan
    model = _Model(problem)
    points = np.concatenate([model.tangent_points(), -np.log(problem.exposures(plan))[None]])
    most = problem.objective(plan) * (1 + NEARLY_AS_GOOD)
    # The tangents lie a little below the true value.
    solution = model.solve(points, seconds, PROVEN_GAP, most - problem.objective(plan) * PROVEN_GAP / 2)
    found = plan if solution.x is None else model.plan_of(solution.x)
    is_better = count_started(problem, found) < count_started(problem, plan)
    return found if is_better and problem.is_kept(found) and problem.objective(found) <= most else plan


def count_started(problem: Problem, plan: Plan) -> int:
    """How many practices a plan raises."""
    return int((plan[:, -1] > np.array(problem.start)).sum())


def gap_of(problem: Problem, solved: Solved) -> float:
    """How far the plan may be from the best one, as a share of its value."""
    if solved.plan is None:
        return math.inf
    value = problem.objective(solved.plan)
    return max(0.0, value - solved.bound) / value if value else 0.0


def better(problem: Problem, one: Plan | None, other: Plan | None) -> Plan | None:
    """The plan of lower true value among those that keep the rules; the first of equals."""
    kept = [plan for plan in (one, other) if plan is not None and problem.is_kept(plan)]
    return min(kept, key=problem.objective, default=None)


class _Model:
    """Columns: 1 where a practice stands at a level by the end of a quarter; then the exposures."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.binaries = [
            (row, level, quarter)
            for row in range(len(problem.ids))
            for level in range(problem.start[row] + 1, problem.top[row] + 1)
            for quarter in range(problem.quarters)
        ]
        self.column = {key: number for number, key in enumerate(self.binaries)}
        self.width = len(self.binaries) + problem.quarters * len(problem.threats)

    def exposure_column(self, quarter: int, threat: int) -> int:
        return len(self.binaries) + quarter * len(self.problem.threats) + threat

    def tangent_points(self) -> Floats:
        """Where to lay the tangents: evenly over what the budget can reach, by point, quarter and threat."""
        begin = -np.log(self.problem.exposures(self.problem.unchanged))
        share = np.linspace(0.0, 1.0, CUTS)[:, None, None]
        return np.asarray(begin + share * (self._reach() - begin))

    def _reach(self) -> Floats:
        """No plan gets deeper than this: the steps of the best value for effort, whatever their order."""
        problem = self.problem
        begin = -np.log(problem.exposures(problem.unchanged))
        steps = [(row, level) for row, level, quarter in self.binaries if quarter == 0]
        effort = np.array([problem.effort(row, level - 1, level) for row, level in steps], dtype=float)
        for threat in range(len(problem.threats)):
            gain = np.array([self._gain(row, level)[threat] for row, level in steps])
            order = np.argsort(-gain / np.maximum(effort, 1e-9), kind="stable")
            spent, gained = np.cumsum(effort[order]), np.cumsum(gain[order])
            for quarter in range(problem.quarters):
                inside = int(np.searchsorted(spent, problem.budget * (quarter + 1), side="right"))
                begin[quarter, threat] += gained[min(inside, len(steps) - 1)] if steps else 0.0
        return begin

    def _gain(self, row: int, level: int) -> Floats:
        return np.asarray(self.problem.depth[row, level] - self.problem.depth[row, level - 1])

    def solve(self, points: Floats, seconds: float, gap: float, most: float | None = None) -> Any:
        """The solver's answer with these tangents: the best plan, or the one with fewest practices up to a value."""
        # SciPy takes a third of a second to import; only a plan needs it.
        from scipy.optimize import Bounds, LinearConstraint, milp

        least, greatest = self._bounds()
        weights = np.tile(self.problem.weights, self.problem.quarters)
        binary = len(self.binaries)
        rows = [*self._rules, *self._tangents(points)]
        costs = np.concatenate([np.zeros(binary), weights])
        if most is not None:
            rows.append(({binary + number: float(weight) for number, weight in enumerate(weights)}, -np.inf, most))
            costs = self._started()
        return milp(
            costs,
            constraints=LinearConstraint(*self._matrix(rows)),
            bounds=Bounds(least, greatest),
            integrality=np.concatenate([np.ones(binary), np.zeros(self.width - binary)]),
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )

    def _started(self) -> Floats:
        """1 for the first level of each practice at the end: the levels above need it, and it stays reached."""
        last = self.problem.quarters - 1
        starts = [quarter == last and level == self.problem.start[row] + 1 for row, level, quarter in self.binaries]
        return np.concatenate([np.array(starts, dtype=float), np.zeros(self.width - len(starts))])

    def plan_of(self, solution: Floats) -> Plan:
        """The plan that a solution stands for."""
        plan = self.problem.unchanged.copy()
        for (row, level, quarter), value in zip(self.binaries, solution, strict=False):
            if value > 0.5:
                plan[row, quarter] = max(plan[row, quarter], level)
        return plan

    def _bounds(self) -> tuple[Floats, Floats]:
        problem = self.problem
        least, greatest = np.zeros(self.width), np.ones(self.width)
        for number, (row, level, quarter) in enumerate(self.binaries):
            if level > problem.start[row] + STEPS_A_QUARTER * (quarter + 1):
                greatest[number] = 0.0
        for need in problem.needs:
            if need.level > problem.top[need.other] and need.to <= problem.top[need.row]:
                for quarter in range(problem.quarters):
                    greatest[self.column[need.row, need.to, quarter]] = 0.0
        for row, level, quarter in problem.deadlines:
            if level > problem.start[row]:
                least[self.column[row, level, quarter]] = 1.0
        return least, greatest

    @cached_property
    def _rules(self) -> list[Row]:
        return [*self._order(), *self._prerequisites(), *self._budgets()]

    def _order(self) -> Iterator[Row]:
        """A level needs the one below it, stays reached, and is at most two above the quarter before."""
        for (row, level, quarter), number in self.column.items():
            for other in (
                (row, level - 1, quarter),
                (row, level - STEPS_A_QUARTER, quarter - 1),
            ):
                if other in self.column:
                    yield {number: 1.0, self.column[other]: -1.0}, -np.inf, 0.0
            if quarter:
                yield {self.column[row, level, quarter - 1]: 1.0, number: -1.0}, -np.inf, 0.0

    def _prerequisites(self) -> Iterator[Row]:
        for need in self.problem.needs:
            for quarter in range(self.problem.quarters):
                pair = (need.row, need.to, quarter), (need.other, need.level, quarter)
                if all(key in self.column for key in pair):
                    yield {self.column[pair[0]]: 1.0, self.column[pair[1]]: -1.0}, -np.inf, 0.0

    def _budgets(self) -> Iterator[Row]:
        """Whole numbers less than half a unit apart, so that the solver's tolerance cannot overrun a budget."""
        problem = self.problem
        common = math.gcd(*(units for steps in problem.efforts for units in steps)) or 1
        for quarter in range(problem.quarters):
            efforts = {
                self.column[row, level, quarter]: problem.effort(row, level - 1, level) / common
                for row, level, at in self.binaries
                if at == quarter
            }
            yield efforts, -np.inf, problem.budget * (quarter + 1) // common + 0.5

    def _tangents(self, points: Floats) -> Iterator[Row]:
        problem = self.problem
        begin = -np.log(problem.exposures(problem.unchanged))
        steps = [(row, level) for row, level, quarter in self.binaries if quarter == 0]
        gains = [(row, level, self._gain(row, level)) for row, level in steps]
        for number, quarter, threat in np.ndindex(points.shape):
            point = float(points[number, quarter, threat])
            slope = math.exp(-point)
            row = {self.column[at, level, quarter]: slope * float(gain[threat]) for at, level, gain in gains}
            row[self.exposure_column(quarter, threat)] = 1.0
            yield row, slope * (1 + point - float(begin[quarter, threat])), np.inf

    def _matrix(self, rows: list[Row]) -> tuple[Any, Floats, Floats]:
        from scipy.sparse import csr_array

        columns = [column for row, _, _ in rows for column in row]
        values = [value for row, _, _ in rows for value in row.values()]
        ends = np.cumsum([0, *(len(row) for row, _, _ in rows)])
        matrix = csr_array((values, columns, ends), shape=(len(rows), self.width))
        return matrix, np.array([least for _, least, _ in rows]), np.array([most for _, _, most in rows])
