"""Small planning problems for tests, the rules of a plan said once more, and every plan there is for tiny ones."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import strategies as st

from frameworks.model import Framework
from scoring.organization import Profile, Scope, scope_of
from scoring.roadmap import Roadmap, plan_roadmap
from tests.scoring.small_framework import framework_of, practice_tree

THREATS = ("threat-one", "threat-two")

LevelsByQuarter = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Task:
    """What a roadmap is asked for."""

    framework: Framework
    levels: Mapping[str, int | None]
    budget: float
    quarters: int

    @property
    def scope(self) -> Scope:
        """Everything, as the profile names no kinds."""
        return scope_of(self.framework, Profile())

    def plan(self, **options: Any) -> Roadmap:
        """The roadmap, without what-ifs unless they are asked for."""
        return plan_roadmap(
            self.levels, self.framework, self.scope, self.budget, self.quarters, **{"what_ifs": 0, **options}
        )

    def start(self) -> dict[str, int]:
        """The levels the plan begins from."""
        return {id_: level or 0 for id_, level in self.levels.items()}

    def levels_of(self, roadmap: Roadmap) -> LevelsByQuarter:
        """Each practice's level at the end of each quarter, by the steps of a roadmap."""
        now, found = self.start(), {id_: [] for id_ in self.levels}
        for quarter in roadmap.quarters:
            for step in quarter.steps:
                assert now[step.practice] == step.before
                now[step.practice] = step.to
            for id_, level in now.items():
                found[id_].append(level)
        return {id_: tuple(levels) for id_, levels in found.items()}

    def broken_rules(self, levels: LevelsByQuarter) -> set[str]:
        """Which of budget, prerequisites, step limit and efforts a plan breaks."""
        broken, before, spent = set(), self.start(), 0.0
        for quarter in range(self.quarters):
            now = {id_: levels[id_][quarter] for id_ in levels}
            for id_, level in now.items():
                practice = self.framework.practices[id_]
                if not before[id_] <= level <= before[id_] + 2:
                    broken.add("step limit")
                for number in range(before[id_] + 1, level + 1):
                    if f"to{number}" not in practice.effort:
                        broken.add("no effort given")
                    spent += practice.effort.get(f"to{number}", 0.0)
                for need in practice.prerequisites:
                    binds = self.start()[id_] < need.for_level <= level
                    if binds and now.get(need.practice, need.level) < need.level:
                        broken.add("prerequisite")
            if spent > self.budget * (quarter + 1) + 1e-9:
                broken.add("budget")
            before = now
        return broken

    def value(self, levels: LevelsByQuarter) -> float:
        """The objective by the formula as it is written: the product of what each practice lets through."""
        return math.fsum(
            math.prod(
                1 - self.framework.practices[id_].effectiveness.get(threat, 0.0) * levels[id_][quarter] / 5
                for id_ in levels
            )
            for quarter in range(self.quarters)
            for threat in THREATS
            if any(threat in self.framework.practices[id_].effectiveness for id_ in levels)
        )

    def every_plan(self) -> Iterator[LevelsByQuarter]:
        """All plans of a tiny task that keep the rules."""
        start = self.start()
        ways = [list(product(range(start[id_], 6), repeat=self.quarters)) for id_ in self.levels]
        for way in product(*ways):
            levels = dict(zip(self.levels, way, strict=True))
            if not self.broken_rules(levels):
                yield levels


@st.composite
def tasks(draw: st.DrawFn, most: int = 5, tops: tuple[int, ...] = (2, 3, 5), quarters: int = 3) -> Task:
    """A random task: practices with efforts, effectiveness, and prerequisites on practices before them."""
    trees = []
    for place in range(1, draw(st.integers(1, most)) + 1):
        top = draw(st.sampled_from(tops))
        trees.append(
            practice_tree(
                f"A-{place}",
                effort={f"to{number}": draw(_EFFORTS) for number in range(1, top + 1)},
                effectiveness=draw(st.dictionaries(st.sampled_from(THREATS), _SHARES, max_size=2)),
                prerequisites=draw(_needs(place)),
            )
        )
    framework = framework_of({"A": trees})
    levels = {id_: draw(_LEVELS) for id_ in framework.practices if draw(st.integers(0, 9))}
    budget = draw(st.one_of(st.integers(1, 12), st.sampled_from([0.5, 2.3, 0.1])))
    return Task(framework, levels, budget, draw(st.integers(1, quarters)))


_EFFORTS = st.sampled_from([0.1, 0.5, 1, 1.7, 2, 3, 5])
_SHARES = st.sampled_from([0.05, 0.1, 0.3, 0.6, 0.9, 1.0])
_LEVELS = st.sampled_from([None, 0, 0, 1, 2, 4])


def _needs(place: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    need = st.fixed_dictionaries(
        {
            "practice": st.integers(1, max(place - 1, 1)).map(lambda other: f"A-{other}"),
            "level": st.integers(1, 3),
            "for_level": st.integers(1, 4),
            "reason": st.just("For a test."),
        }
    )
    return st.lists(need, max_size=2) if place > 1 else st.just([])
