"""One scoring method applied three times: to what is answered, and with the open practices lowest and highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from frameworks.model import Domain, Framework, Group
from scoring.methods import HEADLINE_METHODS, Number, gated
from scoring.rungs import METHOD as BY_RUNGS
from scoring.rungs import rung_reached
from scoring.tree_methods import OPEN_COUNTS_LOWEST, TREE_METHODS


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value over what is answered, and the exact bounds whatever the open practices turn out to be."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Kernel:
    """Some practices of a framework by id and weight: those that are answered, in order, and those that are open."""

    framework: Framework
    nodes: Sequence[Domain | Group]
    """Where they stand."""
    ids: Sequence[str]
    weights: Sequence[int]
    open_ids: Sequence[str]
    open_weights: Sequence[int]
    top: int = 0
    """The highest rung in scope, of the whole framework."""

    def bounded(self, method: str, levels: Sequence[Number]) -> Bounded:
        """The method over the levels of the answered practices, which stand in the order of `ids`."""
        value = self._over(method, levels, self.ids, self.weights)
        if not self.open_ids:
            return Bounded(value, value, value)
        scale = self.framework.scale
        low, high = (self.with_open(method, levels, end) for end in (scale.lowest, scale.highest))
        return Bounded(low if self.ids and method in OPEN_COUNTS_LOWEST else value, low, high)

    def with_open(self, method: str, levels: Sequence[Number], open_level: int) -> Number | None:
        """The method with every open practice at one level."""
        filled = [*levels, *[open_level] * len(self.open_ids)]
        return self._over(method, filled, [*self.ids, *self.open_ids], [*self.weights, *self.open_weights])

    def _over(self, method: str, levels: Sequence[Number], ids: Sequence[str], weights: Sequence[int]) -> Number | None:
        scale, gate = self.framework.scale, self.framework.gate
        if method == "gated":
            share = Fraction(gate.numerator, gate.denominator)
            return gated(levels, weights, share, scale.lowest, scale.highest)
        if method in HEADLINE_METHODS:
            return HEADLINE_METHODS[method](levels, weights, scale.highest)
        counted = dict(zip(ids, levels, strict=True))
        if method == BY_RUNGS:
            return rung_reached(self.framework, counted, set(self.open_ids) - set(ids), self.top)
        return TREE_METHODS[method](self.framework, self.nodes, counted)
