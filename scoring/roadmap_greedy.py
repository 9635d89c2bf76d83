"""The greedy roadmap: quarter by quarter the steps that lower exposure most for their effort; quick, not exact."""

import math
from dataclasses import dataclass

import numpy as np

from scoring.roadmap_problem import STEPS_A_QUARTER, Floats, Plan, Problem

_LEAST_GAIN = 1e-12

Rise = dict[int, int]
"""The level index each of several practices goes to, by row."""


def plan_greedily(problem: Problem) -> Plan | None:
    """A plan that keeps the rules, found in milliseconds; None where it misses a deadline.

    Deadlines come first, with what they need; then, again and again, the practice together with its unmet
    prerequisites that lowers the exposure most for its effort. Of equals, the first in the framework's order.
    """
    plan = problem.unchanged.copy()
    hand = _Hand(problem, list(problem.start), 0)
    for quarter in range(problem.quarters):
        hand.begin_quarter()
        for row, level, _ in sorted(problem.deadlines, key=lambda due: due[2]):
            hand.work_towards(row, level, problem.budget * (quarter + 1))
        hand.spend(hand.free_budget(quarter))
        plan[:, quarter] = hand.state
    return plan if problem.is_kept(plan) else None


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A practice's rise with the prerequisites that are still missing."""

    rise: Rise
    effort: int
    deeper: Floats


class _Hand:
    """Where every practice stands while a plan is made, and what was spent so far."""

    def __init__(self, problem: Problem, state: list[int], spent: int) -> None:
        self.problem, self.state, self.spent = problem, state, spent
        self.before = list(state)
        self.needs_of = {
            row: [need for need in problem.needs if need.row == row] for row in {need.row for need in problem.needs}
        }

    def begin_quarter(self) -> None:
        """Every practice may rise by the step limit again."""
        self.before = list(self.state)

    def rise_to(self, row: int, level: int) -> Rise:
        """What must rise so that a practice stands at a level."""
        rise: Rise = {}
        waiting = [(row, level)]
        while waiting:
            at, to = waiting.pop()
            if to > max(self.state[at], rise.get(at, 0)):
                rise[at] = to
                waiting += [(need.other, need.level) for need in self.needs_of.get(at, ()) if need.to <= to]
        return rise

    def effort_of(self, rise: Rise) -> int:
        return sum(self.problem.effort(row, self.state[row], level) for row, level in rise.items())

    def is_in_reach(self, rise: Rise) -> bool:
        """Whether the step limit of the quarter and the efforts given allow a rise."""
        return all(
            level <= min(self.problem.top[row], self.before[row] + STEPS_A_QUARTER) for row, level in rise.items()
        )

    def take(self, rise: Rise) -> None:
        self.spent += self.effort_of(rise)
        for row, level in rise.items():
            self.state[row] = level

    def work_towards(self, row: int, level: int, budget: int) -> None:
        """Take single steps of what a deadline needs, as far as step limit and budget go."""
        has_moved = True
        while has_moved:
            has_moved = False
            for at in self.rise_to(row, level):
                single = self.rise_to(at, self.state[at] + 1)
                if len(single) == 1 and self.is_in_reach(single) and self.spent + self.effort_of(single) <= budget:
                    self.take(single)
                    has_moved = True

    def free_budget(self, quarter: int) -> int:
        """What may be spent up to the end of a quarter without taking from what a later deadline needs."""
        free = self.problem.budget * (quarter + 1)
        for _, _, last in self.problem.deadlines:
            needed: Rise = {}
            for row, level, due in self.problem.deadlines:
                if due <= last:
                    for at, to in self.rise_to(row, level).items():
                        needed[at] = max(to, needed.get(at, 0))
            free = min(free, self.problem.budget * (last + 1) - self.effort_of(needed))
        return free

    def spend(self, budget: int) -> None:
        """Take the best bundle for its effort until none fits."""
        bundles: dict[tuple[int, int], _Bundle] = {}
        changed = set(range(len(self.state)))
        while True:
            bundles = {key: kept for key, kept in bundles.items() if changed.isdisjoint(kept.rise)}
            self._add_bundles(bundles)
            chosen = self._best(bundles, budget - self.spent)
            if chosen is None:
                return
            self.take(chosen.rise)
            changed = set(chosen.rise)

    def _add_bundles(self, bundles: dict[tuple[int, int], _Bundle]) -> None:
        depth = self.problem.depth
        for row, level in enumerate(self.state):
            for to in range(level + 1, min(self.before[row] + STEPS_A_QUARTER, self.problem.top[row]) + 1):
                if (row, to) not in bundles and self.is_in_reach(rise := self.rise_to(row, to)):
                    deeper = sum((depth[at, up] - depth[at, self.state[at]] for at, up in rise.items()), start=0.0)
                    bundles[row, to] = _Bundle(rise, self.effort_of(rise), np.asarray(deeper))

    def _best(self, bundles: dict[tuple[int, int], _Bundle], budget: int) -> _Bundle | None:
        fitting = [bundles[key] for key in sorted(bundles) if bundles[key].effort <= budget]
        if not fitting:
            return None
        rows = np.arange(len(self.state))
        left = np.exp(-self.problem.depth[rows, self.state].sum(axis=0)) * self.problem.weights
        gains = -np.expm1(-np.array([bundle.deeper for bundle in fitting])) @ left
        worth = np.where(gains > _LEAST_GAIN, gains, -math.inf) / np.maximum([one.effort for one in fitting], 0.5)
        best = int(np.argmax(worth))
        return fitting[best] if worth[best] > 0 else None
