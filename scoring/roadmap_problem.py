"""What a roadmap chooses from: practices that can be raised, what each step costs, needs and brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from frameworks.circles import find_circles
from frameworks.errors import Fault, MaturityError
from frameworks.model import Framework, Practice

STEPS_A_QUARTER = 2
"""A practice rises by at most so many levels in a quarter."""
UNITS = 1000
"""Efforts are counted in whole thousandths of a person-week, so that no budget is overrun by rounding."""
MOST_EFFECTIVE = 0.999
"""No single practice closes a threat for good; it also keeps the logarithm finite."""

Plan = NDArray[np.int64]
"""The level index of each practice (rows) at the end of each quarter (columns); index 0 is the lowest level."""
Floats = NDArray[np.float64]


class PlanNotPossible(MaturityError):
    """A roadmap was asked for that cannot be made: its budget, its dates or its framework contradict themselves."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Deadline:
    """A practice that must stand at a level by the end of a quarter, counted from 1."""

    practice: str
    level: int
    quarter: int


@dataclass(frozen=True, slots=True)
class Need:
    """Practice `row` may reach level index `to` only once practice `other` stands at `level`."""

    row: int
    to: int
    other: int
    level: int


@dataclass(frozen=True)
class Problem:
    """One planning problem in numbers: a row for each practice, level indices counted from the lowest level."""

    ids: tuple[str, ...]
    lowest: int
    start: tuple[int, ...]
    top: tuple[int, ...]
    """The highest level index that effort is given for."""
    efforts: tuple[tuple[int, ...], ...]
    """Thousandths of a person-week for each step from `start` to `top`."""
    needs: tuple[Need, ...]
    threats: tuple[str, ...]
    weights: Floats
    effectiveness: Floats
    """Share of a threat (columns) that a practice (rows) stops at the highest level."""
    steps: int
    """Steps of the scale."""
    budget: int
    """Thousandths of a person-week a quarter; what is not used stays for the next one."""
    quarters: int
    deadlines: tuple[tuple[int, int, int], ...] = ()
    """Row, level index, quarter counted from 0."""

    @cached_property
    def depth(self) -> Floats:
        """Minus the logarithm of what each practice lets through, by practice, level index and threat."""
        share = np.arange(self.steps + 1) / self.steps
        return np.asarray(-np.log1p(-self.effectiveness[:, None, :] * share[None, :, None]))

    @cached_property
    def unchanged(self) -> Plan:
        """The plan in which nothing is done."""
        return np.repeat(np.array(self.start, dtype=np.int64)[:, None], self.quarters, axis=1)

    def exposures(self, plan: Plan) -> Floats:
        """Relative exposure at the end of each quarter (rows) to each threat (columns); 1 = nothing is in place."""
        rows = np.arange(len(self.ids))[:, None]
        return np.asarray(np.exp(-self.depth[rows, plan].sum(axis=0)))

    def objective(self, plan: Plan) -> float:
        """Weighted relative exposure, summed over quarters and threats."""
        return float((self.exposures(plan) @ self.weights).sum())

    def effort(self, row: int, before: int, after: int) -> int:
        """Thousandths of a person-week from one level index of a practice to another."""
        begin = self.start[row]
        return sum(self.efforts[row][before - begin : after - begin])

    def spent(self, plan: Plan) -> list[int]:
        """Effort of all steps up to the end of each quarter."""
        return [
            sum(self.effort(row, self.start[row], int(level)) for row, level in enumerate(column)) for column in plan.T
        ]

    def is_kept(self, plan: Plan) -> bool:
        """Whether a plan keeps budget, prerequisites, step limit and dates, and never falls back."""
        before = np.column_stack([np.array(self.start, dtype=np.int64), plan[:, :-1]])
        rise = plan - before
        return bool(
            (rise >= 0).all()
            and (rise <= STEPS_A_QUARTER).all()
            and (plan <= np.array(self.top, dtype=np.int64)[:, None]).all()
            and all(used <= self.budget * number for number, used in enumerate(self.spent(plan), start=1))
            and all(((plan[need.row] < need.to) | (plan[need.other] >= need.level)).all() for need in self.needs)
            and all(plan[row, quarter] >= level for row, level, quarter in self.deadlines)
        )

    def with_effectiveness(self, effectiveness: Floats) -> "Problem":
        """The same problem under other judgements of what practices stop."""
        return replace(self, effectiveness=np.minimum(effectiveness, MOST_EFFECTIVE))


def build_problem(
    levels: Mapping[str, int | None],
    framework: Framework,
    in_scope: frozenset[str],
    budget: float,
    quarters: int,
    deadlines: Sequence[Deadline] = (),
    threat_weights: Mapping[str, float] | None = None,
) -> Problem:
    """The numbers of a planning problem. A level of None counts as the lowest.

    A prerequisite binds only between practices that are planned, and only for levels not yet reached. A practice
    cannot go beyond a step for which the framework gives no effort.

    Raises:
        PlanNotPossible: the practices have no steps in common, prerequisites run in a circle, or a deadline names what
            cannot be planned.
    """
    _refuse_without_steps(framework)
    _refuse_circles(framework)
    practices = [one for one in framework.practices.values() if one.id in in_scope and one.id in levels]
    rows = {practice.id: row for row, practice in enumerate(practices)}
    scale = framework.scale
    start = [_index(levels[practice.id], scale.lowest) for practice in practices]
    efforts = [_efforts(one, begin, framework) for one, begin in zip(practices, start, strict=True)]
    tops = {one.id: begin + len(steps) for one, begin, steps in zip(practices, start, efforts, strict=True)}
    threats = tuple(sorted({threat for practice in practices for threat in practice.effectiveness}))
    weights = dict.fromkeys(threats, 1.0) | dict(threat_weights or {})
    effectiveness = [[practice.effectiveness.get(threat, 0.0) for threat in threats] for practice in practices]
    return Problem(
        ids=tuple(rows),
        lowest=scale.lowest,
        start=tuple(start),
        top=tuple(tops.values()),
        efforts=tuple(efforts),
        needs=tuple(_needs(practices, rows, start, scale.lowest)),
        threats=threats,
        weights=np.array([weights[threat] for threat in threats], dtype=float),
        effectiveness=np.minimum(np.array(effectiveness, dtype=float).reshape(len(rows), len(threats)), MOST_EFFECTIVE),
        steps=scale.highest - scale.lowest,
        budget=in_units(budget, ROUND_FLOOR),
        quarters=quarters,
        deadlines=tuple(_due(deadlines, tops, scale.lowest, quarters)),
    )


def in_units(weeks: float, rounding: str = ROUND_CEILING) -> int:
    """Person-weeks in whole thousandths; efforts are rounded up, a budget down."""
    return int((Decimal(str(weeks)) * UNITS).to_integral_value(rounding=rounding))


def in_weeks(units: int) -> float:
    """Thousandths in person-weeks."""
    return units / UNITS


def _refuse_without_steps(framework: Framework) -> None:
    if framework.scale.is_range or any(practice.scale for practice in framework.practices.values()):
        raise PlanNotPossible.of(
            "Plans go step by step, and the practices of this framework have no steps in common.",
            f"framework {framework.key}",
            "plan with a framework whose practices are all answered on the same steps; targets and actions work here.",
        )


def _refuse_circles(framework: Framework) -> None:
    circles = find_circles({(id_,): practice for id_, practice in framework.practices.items()})
    faults = [
        Fault(
            f"Prerequisites run in a circle: {' needs '.join(f'{id_} at {level}' for id_, level in circle)}.",
            f"practice {circle[0][0]} > prerequisites",
            "leave out one of them in the framework.",
        )
        for _, circle in circles
    ]
    if faults:
        raise PlanNotPossible(*faults)


def _index(level: int | None, lowest: int) -> int:
    return 0 if level is None else level - lowest


def _efforts(practice: Practice, begin: int, framework: Framework) -> tuple[int, ...]:
    """Effort of each step from `begin` up, to the first one that the framework gives none for."""
    found: list[int] = []
    for number in range(framework.scale.lowest + begin + 1, framework.scale.highest + 1):
        weeks = practice.effort.get(f"to{number}")
        if weeks is None:
            break
        found.append(in_units(weeks))
    return tuple(found)


def _needs(practices: Sequence[Practice], rows: Mapping[str, int], start: Sequence[int], lowest: int) -> list[Need]:
    found = [
        Need(rows[practice.id], need.for_level - lowest, rows[need.practice], need.level - lowest)
        for practice in practices
        for need in practice.prerequisites
        if need.practice in rows
    ]
    return [need for need in found if start[need.row] < need.to and start[need.other] < need.level]


def _due(
    deadlines: Sequence[Deadline], tops: Mapping[str, int], lowest: int, quarters: int
) -> list[tuple[int, int, int]]:
    faults = []
    for due in deadlines:
        where = f"deadline of {due.practice}"
        if due.practice not in tops:
            what = f"{due.practice} is not among the practices that can be raised."
            faults.append(Fault(what, where, "leave the deadline out."))
        elif not lowest <= due.level <= (highest := lowest + tops[due.practice]):
            what = f"Level {due.level} of {due.practice} cannot be planned."
            faults.append(Fault(what, where, f"give a level from {lowest} to {highest}."))
        if not 1 <= due.quarter <= quarters:
            mend = f"give a quarter from 1 to {quarters}."
            faults.append(Fault(f"Quarter {due.quarter} is not in the plan.", where, mend))
    if faults:
        raise PlanNotPossible(*faults)
    rows = {id_: row for row, id_ in enumerate(tops)}
    return [(rows[due.practice], due.level - lowest, due.quarter - 1) for due in deadlines]
