"""One scoring method applied three times: to what is answered, and with the open practices lowest and highest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

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
    open_weight: int
    """All that is open weighs this."""
    top: int = 0
    """The highest rung in scope, of the whole framework."""
    is_begun: bool = False
    """Whether anything in the whole framework is answered; asked only by methods that count what is open then."""

    def reading(self, levels: Sequence[Number]) -> "Reading":
        """What every method makes of the levels of the answered practices, which stand in the order of `ids`."""
        return Reading(self, levels)


@dataclass(frozen=True)
class Reading:
    """One reading of the answered practices: what is claimed, say, or what is backed."""

    kernel: Kernel
    levels: Sequence[Number]

    def bounded(self, method: str) -> Bounded:
        """The method over what is answered, and its bounds."""
        value = self.value(method)
        if not self.kernel.open_ids:
            return Bounded(value, value, value)
        scale = self.kernel.framework.scale
        low, high = (self.with_open(method, end) for end in (scale.lowest, scale.highest))
        return Bounded(low if self.kernel.is_begun and method in OPEN_COUNTS_LOWEST else value, low, high)

    def value(self, method: str) -> Number | None:
        """The method over what is answered."""
        if _is_of_weights(method):
            return self._over_weights(method, self._weight_at)
        return self._over_tree(method, dict(zip(self.kernel.ids, self.levels, strict=True)))

    def with_open(self, method: str, level: int) -> Number | None:
        """The method with every open practice at one level."""
        if not _is_of_weights(method):
            counted = dict(zip(self.kernel.ids, self.levels, strict=True)) | dict.fromkeys(self.kernel.open_ids, level)
            return self._over_tree(method, counted)
        return self.joined(method, level, self.kernel.open_weight)

    def joined(self, method: str, level: int, weight: int) -> Number | None:
        """A method that asks for weights alone, with more weight at a level."""
        if not weight:
            return self._over_weights(method, self._weight_at)
        return self._over_weights(method, {**self._weight_at, level: self._weight_at.get(level, 0) + weight})

    @cached_property
    def _weight_at(self) -> Mapping[Number, int]:
        """The weight that stands at each level: a few numbers, however many practices there are."""
        found: dict[Number, int] = {}
        for level, weight in zip(self.levels, self.kernel.weights, strict=True):
            found[level] = found.get(level, 0) + weight
        return found

    def _over_weights(self, method: str, weight_at: Mapping[Number, int]) -> Number | None:
        levels, weights = list(weight_at), list(weight_at.values())
        scale, gate = self.kernel.framework.scale, self.kernel.framework.gate
        if method == "gated":
            share = Fraction(gate.numerator, gate.denominator)
            return gated(levels, weights, share, scale.lowest, scale.highest)
        return HEADLINE_METHODS[method](levels, weights, scale.highest)

    def _over_tree(self, method: str, counted: Mapping[str, Number]) -> Number | None:
        kernel = self.kernel
        if method == BY_RUNGS:
            return rung_reached(kernel.framework, counted, set(kernel.open_ids) - counted.keys(), kernel.top)
        return TREE_METHODS[method](kernel.framework, kernel.nodes, counted)


def _is_of_weights(method: str) -> bool:
    """Whether a method asks only how much weight stands at which level, not whose it is."""
    return method == "gated" or method in HEADLINE_METHODS
