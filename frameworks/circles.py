"""Prerequisites that lead back to where they began, so that no practice among them could ever be reached."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from frameworks.document_faults import MOST_FAULTS
from frameworks.model import Practice
from frameworks.plain_faults import Steps

Goal = tuple[str, int]
"""A practice and the level it should reach."""


def find_circles(practices: Mapping[Steps, Practice]) -> Iterator[tuple[Steps, list[Goal]]]:
    """Each circle with the steps to its first practice, which stands at its end again."""
    needs = _needs({practice.id: practice for practice in practices.values()})
    found_at = {practice.id: steps for steps, practice in practices.items()}
    for _ in range(MOST_FAULTS):
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = _begun_between_practices(error.args[1][:0:-1])
            needs[circle[0]].discard(circle[1])
            yield found_at[circle[0][0]], [*circle, circle[0]]
        else:
            return


def _begun_between_practices(circle: list[Goal]) -> list[Goal]:
    """The circle turned so that its first step leads from one practice to another."""
    ends = zip(circle, [*circle[1:], circle[0]], strict=True)
    start = next(number for number, (goal, needed) in enumerate(ends) if goal[0] != needed[0])
    return [*circle[start:], *circle[:start]]


def _needs(practices: Mapping[str, Practice]) -> dict[Goal, set[Goal]]:
    """What must be reached before each goal. A goal needs what the lower goals of its practice need, too."""
    goals = {id_: sorted({need.for_level for need in practice.prerequisites}) for id_, practice in practices.items()}
    needs: dict[Goal, set[Goal]] = {(id_, level): set() for id_, levels in goals.items() for level in levels}
    for id_, practice in practices.items():
        for lower, higher in zip(goals[id_], goals[id_][1:], strict=False):
            needs[id_, higher].add((id_, lower))
        for need in practice.prerequisites:
            below = [level for level in goals.get(need.practice, ()) if level <= need.level]
            if below and need.practice != id_:
                needs[id_, need.for_level].add((need.practice, below[-1]))
    return needs
