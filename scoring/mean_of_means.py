"""CISO Assistant's average of averages, exact: the mean over chapters of the weighted means below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.model import Domain, Framework, Group
from scoring.counted import Counted
from scoring.methods import Number, mean


@dataclass(frozen=True, slots=True)
class _Branch:
    """A practice, a heading, or a practice with others below it."""

    weight: int
    practice: str | None = None
    heading: Domain | Group | None = None


def mean_of_means(framework: Framework, nodes: Sequence[Domain | Group], counted: Counted) -> Number | None:
    """Of one heading the weighted mean of what stands directly in it, where a heading counts as its own mean.

    A practice that counts stands for everything below it. The whole is the plain mean over chapters: a root in which
    a practice that counts stands directly is one; of other roots the headings below them are. What does not count
    takes no part. Weights are those of the source, of practices and headings alike.
    """
    if len(nodes) == 1 and nodes is not framework.domains:
        return _below(framework, nodes[0], counted)
    chapters = [
        value
        for domain in nodes
        for root in _roots(framework, domain)
        for branch in _chapters(framework, root, counted)
        if (value := _value(framework, branch, counted)) is not None
    ]
    return mean(chapters, [1] * len(chapters))


def _roots(framework: Framework, node: Domain | Group) -> Iterator[_Branch]:
    """The domain; of one that is no heading of its source what stands in it."""
    if node.origin is not None and node.origin.format == "ciso-assistant" and not node.origin.id:
        yield from _branches(framework, node)
    else:
        yield _Branch(node.weight, heading=node)


def _chapters(framework: Framework, root: _Branch, counted: Counted) -> Sequence[_Branch]:
    """The root, or what is below it where nothing that counts stands directly in it."""
    below = [] if root.heading is None else list(_branches(framework, root.heading))
    if not below or root.practice in counted or any(branch.practice in counted for branch in below):
        return [root]
    return below


def _value(framework: Framework, branch: _Branch, counted: Counted) -> Number | None:
    if branch.practice is not None and branch.practice in counted:
        return counted[branch.practice]
    return None if branch.heading is None else _below(framework, branch.heading, counted)


def _below(framework: Framework, heading: Domain | Group, counted: Counted) -> Number | None:
    known = [
        (value, branch.weight)
        for branch in _branches(framework, heading)
        if (value := _value(framework, branch, counted)) is not None
    ]
    return mean([value for value, _ in known], [weight for _, weight in known])


def _branches(framework: Framework, heading: Domain | Group) -> Iterator[_Branch]:
    """What stands directly in a heading; a practice and the group of the same id are one."""
    below = {group.id: group for group in heading.children}
    direct = _loose(heading) if isinstance(heading, Domain) else heading.practices
    for id_ in direct:
        yield _Branch(framework.practices[id_].weight, id_, below.pop(id_, None))
    for group in below.values():
        yield _Branch(group.weight, heading=group)


def _loose(domain: Domain) -> Sequence[str]:
    """The practices of a domain that stand in none of its groups."""
    grouped = {id_ for group in domain.children for id_ in group.all_practices()}
    return [practice.id for practice in domain.practices if practice.id not in grouped]
