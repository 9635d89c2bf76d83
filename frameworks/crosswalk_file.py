"""The shape of a crosswalk file: what each practice of one framework says of the practices of another, and why."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from pydantic import Field

from frameworks.crosswalk import Crosswalk
from frameworks.fields import Basis, Day, Frozen, Key, PartId, Prose, Weight

Side = Literal["from", "to"]
Relation = Literal["equal", "subset", "superset", "intersects"]
"""How what `from` asks lies to what `to` asks: the same, a part of it, more than it, or partly something else."""


class Mapped(Frozen):
    """One practice that says something of another. Several to one `to` merge; several from one `from` split."""

    from_: PartId = Field(alias="from")
    to: PartId
    relation: Relation
    parts: Weight = 1
    """Of the parts of all that lead to the same `to`, those that come from this one."""
    reason: Prose

    def of(self, side: Side) -> str:
        """The practice on one side."""
        return self.from_ if side == "from" else self.to


class NotCovered(Frozen):
    """A practice with nothing on the other side: a new one (`to`), or one that was dropped (`from`)."""

    practice: PartId
    side: Side
    reason: Prose


class CrosswalkFile(Frozen):
    """From one framework to another, or from one version to the next. Every practice of both sides is in it."""

    schema_version: Literal[1]
    from_: Key = Field(alias="from")
    to: Key
    dated: Day
    basis: Basis
    reason: Prose
    mappings: tuple[Mapped, ...] = Field(min_length=1)
    not_covered: tuple[NotCovered, ...] = ()

    def shares(self) -> Crosswalk:
        """What each practice of `to` takes from those of `from`, by parts."""
        found: dict[str, dict[str, Fraction]] = {one.practice: {} for one in self.not_covered if one.side == "to"}
        totals: dict[str, int] = {}
        for mapped in self.mappings:
            totals[mapped.to] = totals.get(mapped.to, 0) + mapped.parts
        for mapped in self.mappings:
            found.setdefault(mapped.to, {})[mapped.from_] = Fraction(mapped.parts, totals[mapped.to])
        return Crosswalk(found)

    def named(self, side: Side) -> Iterator[tuple[tuple[int | str, ...], str]]:
        """Every practice that is named of one side, with the steps that lead to it."""
        for number, mapped in enumerate(self.mappings):
            yield ("mappings", number, side), mapped.of(side)
        for number, one in enumerate(self.not_covered):
            if one.side == side:
                yield ("not_covered", number, "practice"), one.practice
