"""Scoring methods that follow the tree of a framework: which practices stand together, and under what."""

from collections.abc import Mapping, Sequence

from frameworks.model import Domain, Framework, Group
from scoring.counted import Counted, TreeMethod
from scoring.mean_of_means import mean_of_means
from scoring.methods import Number, mean


def samm(framework: Framework, nodes: Sequence[Domain | Group], counted: Counted) -> Number | None:
    """OWASP SAMM's score: of several parts, or of a chapter, the mean of what is in it; of a practice with streams the
    mean over levels of the mean over streams, and so of a single stream.

    On the framework's scale that is SAMM's sum over levels. A level in which nothing counts leaves, so that the
    others carry the whole scale. Weights take no part.
    """
    parts: list[Number | None] = []
    for node in nodes:
        if isinstance(node, Domain):
            parts.append(samm(framework, _without_heading(node), counted))
        else:
            parts.append(_climbed(framework, _streams(node), counted))
    return _plain_mean(parts)


def _without_heading(domain: Domain) -> Sequence[Group]:
    """The groups of a chapter; what stands in none of them makes up one more."""
    below = {id_ for group in domain.children for id_ in group.all_practices()}
    loose = tuple(practice.id for practice in domain.practices if practice.id not in below)
    return (*domain.children, *([Group(id=domain.id, title=domain.title, practices=loose)] if loose else []))


def _streams(group: Group) -> Sequence[Sequence[str]]:
    """What stands side by side in a group: each group below it, and what stands in it directly."""
    return [group.practices, *(child.all_practices() for child in group.children)]


def _climbed(framework: Framework, streams: Sequence[Sequence[str]], counted: Counted) -> Number | None:
    """The mean over levels of the mean over streams."""
    by_level: dict[int | None, list[Number | None]] = {}
    for stream in streams:
        found: dict[int | None, list[Number | None]] = {}
        for id_ in stream:
            if id_ in counted:
                found.setdefault(framework.practices[id_].rung, []).append(counted[id_])
        for rung, own in found.items():
            by_level.setdefault(rung, []).append(_plain_mean(own))
    return _plain_mean([_plain_mean(level) for level in by_level.values()])


def _plain_mean(values: Sequence[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return mean(known, [1] * len(known))


def dsomm(framework: Framework, nodes: Sequence[Domain | Group], counted: Counted) -> Number | None:
    """DSOMM's score of a sector: the mean over activities, whatever they weigh.

    DSOMM takes the mean over teams of each activity first; an assessment is of one team.
    """
    return _plain_mean(list(counted.values()))


TREE_METHODS: Mapping[str, TreeMethod] = {"mean_of_means": mean_of_means, "samm": samm, "dsomm": dsomm}
OF_THEIR_OWN = frozenset({"samm", "dsomm"})
"""Methods that mean something only for frameworks that are made for them."""
OPEN_COUNTS_LOWEST = frozenset({"dsomm"})
"""Methods that count what is open as the lowest step where anything is answered: DSOMM leaves that state out."""
