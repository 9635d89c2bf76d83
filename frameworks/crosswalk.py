"""What the practices of one framework version take from those of another: shares that sum to 1, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from frameworks.model import Framework


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """For each practice of the later version the earlier ones it takes from, with their shares; empty for a new one.

    Raises:
        ValueError: the shares of a practice are negative or do not sum to 1.
    """

    shares: Mapping[str, Mapping[str, Fraction]]

    def __post_init__(self) -> None:
        for practice_id, sources in self.shares.items():
            if sources and (sum(sources.values()) != 1 or min(sources.values()) < 0):
                raise ValueError(f"the shares of {practice_id} do not sum to 1")

    def taken_by(self, practice_id: str) -> Mapping[str, Fraction]:
        """The earlier practices one takes from; empty for a new one."""
        return self.shares.get(practice_id, {})

    def followed_by(self, later: "Crosswalk") -> "Crosswalk":
        """From the earlier version of this one to the later version of the next.

        A practice with a source that was itself new in between has none: what is not known of a part is not known.
        """
        found: dict[str, dict[str, Fraction]] = {}
        for practice_id, sources in later.shares.items():
            found[practice_id] = {}
            if all(self.taken_by(source) for source in sources):
                for source, share in sources.items():
                    for first, part in self.taken_by(source).items():
                        found[practice_id][first] = found[practice_id].get(first, Fraction(0)) + share * part
        return Crosswalk(found)

    def backwards(self, earlier: Iterable[str]) -> "Crosswalk":
        """From the later version to the earlier, whose practices are given.

        An earlier practice takes from all that take from it, in proportion to how much of each it makes up; one that
        nothing takes from has no source.
        """
        found: dict[str, dict[str, Fraction]] = {id_: {} for id_ in earlier}
        for practice_id, sources in self.shares.items():
            for source, share in sources.items():
                if share and source in found:
                    found[source][practice_id] = share
        return Crosswalk({id_: _in_proportion(taken) for id_, taken in found.items()})


def _in_proportion(parts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = sum(parts.values(), Fraction(0))
    return {id_: part / total for id_, part in parts.items()}


def same_ids(old: Framework, new: Framework) -> Crosswalk:
    """Each practice takes from the one with its id; ids are stable for ever."""
    return Crosswalk({id_: {id_: Fraction(1)} if id_ in old.practices else {} for id_ in new.practices})
