"""Scoring methods that follow the tree of a framework: which practices stand together, and under what."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from frameworks.model import Domain, Framework, Group
from scoring.methods import Number, mean

Counted = Mapping[str, Number]
"""What counts of each practice, on the framework's scale; one that is not there does not count."""
TreeMethod = Callable[[Framework, Sequence[Domain | Group], Counted], Number | None]
"""The framework, the parts of it that are scored as one, and what counts in; a number on the framework's scale out."""


def mean_of_means(framework: Framework, nodes: Sequence[Domain | Group], counted: Counted) -> Number | None:
    """Mean over every heading of the weighted mean of the practices that stand directly under it.

    All headings weigh the same, whatever stands below them. As CISO Assistant's average of averages, but exact.
    """
    means = []
    for ids in _direct(nodes):
        own = [id_ for id_ in ids if id_ in counted]
        one = mean([counted[id_] for id_ in own], [framework.practices[id_].weight for id_ in own])
        if one is not None:
            means.append(one)
    return mean(means, [1] * len(means))


def _direct(nodes: Sequence[Domain | Group]) -> Iterator[Sequence[str]]:
    """The practices directly under each heading, from the top."""
    for node in nodes:
        if isinstance(node, Domain):
            below = {id_ for group in node.children for id_ in group.all_practices()}
            yield [practice.id for practice in node.practices if practice.id not in below]
        else:
            yield node.practices
        yield from _direct(node.children)


TREE_METHODS: Mapping[str, TreeMethod] = {"mean_of_means": mean_of_means}
