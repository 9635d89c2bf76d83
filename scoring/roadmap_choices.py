"""Choices around a plan: steps taken earlier, steps exchanged at the same value, what other judgements would keep."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.roadmap_exact import PROVEN_GAP, solve_exactly
from scoring.roadmap_greedy import plan_greedily
from scoring.roadmap_problem import Plan, Problem

LOOK_AHEAD = 2
"""What-ifs plan only so many quarters anew: what is decided soon is what should be firm."""
_WHAT_IF_GAP = 5e-3
_WHAT_IF_SECONDS = 5.0
_LEAST, _MOST = 0.5, 1.5
"""By what each share of a threat that a practice stops may be off."""

Place = tuple[int, int, int]
"""Row, level index and quarter counted from 0."""


@dataclass(frozen=True)
class Swap:
    """The last step of one practice, and the steps of others that could be taken in its place at the same value."""

    step: Place
    others: tuple[Place, ...]


@dataclass(frozen=True)
class Firmness:
    """In how many of the what-ifs that were planned each step of the first quarters stays, by row and level index."""

    what_ifs: int
    stays: dict[tuple[int, int], int]


def pull_forward(problem: Problem, plan: Plan) -> Plan:
    """The plan with every level reached as early as the rules let it be; its value is never worse."""
    has_moved = True
    while has_moved:
        has_moved = False
        for row, level in zip(*np.nonzero(_levels_reached(problem, plan)), strict=True):
            quarter = int(np.argmax(plan[row] >= level))
            for earlier in range(quarter):
                moved = plan.copy()
                moved[row, earlier:quarter] = np.maximum(moved[row, earlier:quarter], level)
                if problem.is_kept(moved):
                    plan, has_moved = moved, True
                    break
    return plan


def _levels_reached(problem: Problem, plan: Plan) -> NDArray[np.bool_]:
    """Which levels (columns) the plan raises each practice (rows) to."""
    levels = np.arange(problem.steps + 1)
    return np.asarray((levels > np.array(problem.start)[:, None]) & (levels <= plan[:, -1:]))


def find_swaps(problem: Problem, plan: Plan, tolerance: float = PROVEN_GAP) -> tuple[Swap, ...]:
    """Steps that could be exchanged while the objective stays within the tolerance, in the order of the plan.

    A step that could as well be left out is not among them: anything would be as good as it.
    """
    most = problem.objective(plan) * (1 + tolerance)
    found = []
    for row, level, quarter in _last_steps(problem, plan):
        without = plan.copy()
        without[row, quarter:] = level - 1
        if problem.objective(without) > most:
            others = tuple(_replacements(problem, without, (row, level, quarter), most))
            found += [Swap((row, level, quarter), others)] if others else []
    return tuple(sorted(found, key=lambda swap: (swap.step[2], swap.step[0])))


def _last_steps(problem: Problem, plan: Plan) -> Iterator[Place]:
    for row, level in enumerate(plan[:, -1]):
        if level > problem.start[row]:
            yield row, int(level), int(np.argmax(plan[row] == level))


def _replacements(problem: Problem, without: Plan, step: Place, most: float) -> Iterator[Place]:
    row, _, quarter = step
    for other in range(len(problem.ids)):
        level = int(without[other, quarter]) + 1
        if other == row or without[other, -1] >= level or level > problem.top[other]:
            continue
        swapped = without.copy()
        swapped[other, quarter:] = level
        if problem.objective(swapped) <= most and problem.is_kept(swapped):
            yield other, level, quarter


def try_what_ifs(problem: Problem, plan: Plan, what_ifs: int, seed: int, seconds: float) -> Firmness:
    """How often each step of the first two quarters stays when every effectiveness is off by a random factor.

    Factors lie evenly between a half and one and a half, the same ones for the same seed. A step stays where the
    practice reaches its level within the quarters planned anew. Stops early when the seconds are used up.
    """
    quarters = min(LOOK_AHEAD, problem.quarters)
    near = replace(problem, quarters=quarters, deadlines=tuple(due for due in problem.deadlines if due[2] < quarters))
    steps = [
        (row, int(level))
        for row in range(len(problem.ids))
        for level in sorted(set(plan[row, :quarters]))
        if level > problem.start[row]
    ]
    stays = dict.fromkeys(steps, 0)
    until = time.monotonic() + seconds
    draws = np.random.default_rng(seed)
    done = 0
    for _ in range(what_ifs if steps else 0):
        if time.monotonic() >= until:
            break
        other = near.with_effectiveness(
            problem.effectiveness * draws.uniform(_LEAST, _MOST, problem.effectiveness.shape)
        )
        found = solve_exactly(other, plan_greedily(other), _WHAT_IF_SECONDS, _WHAT_IF_GAP).plan
        if found is None:
            continue
        done += 1
        for row, level in steps:
            stays[row, level] += int(found[row, -1] >= level)
    return Firmness(done, stays)
