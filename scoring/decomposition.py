"""Why a mean changed: an exact split by practice and by cause that does not depend on the order of the causes.

Shapley values over the causes, with the practice split exact inside each step. For two causes this is the midpoint
rule of Bennet. Whole numbers over one common denominator keep it exact and quick.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import factorial, lcm
from typing import Literal

from scoring.methods import Number

ANSWERS, EVIDENCE, COVERAGE, APPLICABILITY, WEIGHTS, VERSION = CAUSES = (
    "answers",
    "evidence",
    "coverage",
    "applicability",
    "weights",
    "version",
)
"""`version` is what another framework version moves before anything else; it is no part of the split below."""
_SPLIT = CAUSES[:5]

View = Literal["claimed", "evidenced"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One practice on one side of a change: its state on the day, both readings of its level, its weight."""

    state: str
    level: Number | None
    evidenced: Number | None
    weight: int

    @property
    def counts(self) -> bool:
        """Whether it takes part in the mean."""
        return self.state == "answered" and self.weight > 0

    def reading(self, view: View) -> Fraction:
        """Its level in one view; only of a practice that is answered."""
        value = self.level if view == "claimed" else self.evidenced
        return Fraction(value or 0)


Standings = Mapping[str, Standing]
"""Every practice of one side by its id."""


@dataclass(frozen=True, slots=True)
class PracticeShare:
    """What one practice adds to a change, by cause, in levels of the mean."""

    practice_id: str
    by_cause: Mapping[str, Fraction]

    @property
    def total(self) -> Fraction:
        """All causes together."""
        return sum(self.by_cause.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A change of a mean with its parts; they add up to it exactly. None, with the reason, where a side has no mean."""

    change: Fraction | None
    by_practice: tuple[PracticeShare, ...] = ()
    reason: str = ""

    @property
    def by_cause(self) -> dict[str, Fraction]:
        """What each cause adds, over all practices."""
        return {cause: sum((part.by_cause[cause] for part in self.by_practice), Fraction(0)) for cause in CAUSES}

    def negated(self) -> "Decomposition":
        """The same change seen backwards."""
        parts = tuple(
            PracticeShare(part.practice_id, {cause: -value for cause, value in part.by_cause.items()})
            for part in self.by_practice
        )
        return Decomposition(None if self.change is None else -self.change, parts, self.reason)


def mean_of(standings: Standings, view: View) -> Fraction | None:
    """The weighted mean over the answered practices; None where nothing is answered."""
    counted = [standing for standing in standings.values() if standing.counts]
    total = sum(standing.weight for standing in counted)
    return (
        sum((standing.reading(view) * standing.weight for standing in counted), Fraction(0)) / total if total else None
    )


def decompose_change(old: Standings, new: Standings, view: View) -> Decomposition:
    """Split the change of the mean from one side to the other.

    A practice that is unanswered or does not apply on one side takes the other side's level and evidence there, so
    that its whole effect is coverage or applicability; level 0 takes the other side's share of evidence.
    """
    for side, name in ((old, "earlier"), (new, "later")):
        if mean_of(side, view) is None:
            return Decomposition(None, reason=_why_no_mean(side, name))
    pairs = {id_: _Pair.of(old.get(id_), new.get(id_), view) for id_ in [*old, *(id_ for id_ in new if id_ not in old)]}
    counted = {id_: pair for id_, pair in pairs.items() if pair is not None}
    parts = _Split(tuple(counted.values())).parts()
    shares = tuple(
        PracticeShare(id_, dict.fromkeys(CAUSES, Fraction(0)) | part) for id_, part in zip(counted, parts, strict=True)
    )
    return Decomposition(sum((share.total for share in shares), Fraction(0)), shares)


def _why_no_mean(side: Standings, name: str) -> str:
    is_applicable = any(standing.state not in ("out_of_scope", "not_applicable") for standing in side.values())
    return f"On the {name} side nothing is {'answered' if is_applicable else 'applicable'}."


@dataclass(frozen=True, slots=True)
class _Pair:
    """One practice on both sides, each gap filled from the other side: two values for each of the five causes."""

    values: tuple[tuple[Fraction, Fraction], ...]

    @classmethod
    def of(cls, old: Standing | None, new: Standing | None, view: View) -> "_Pair | None":
        """None for a practice that counts on neither side."""
        sides = (old, new)
        answered = [side for side in sides if side is not None and side.counts]
        if not answered:
            return None
        filled = [side if side is not None and side.counts else answered[0] for side in sides]
        levels = (filled[0].reading("claimed"), filled[1].reading("claimed"))
        ratios = [_ratio(side, view) for side in filled]
        known = next((ratio for ratio in ratios if ratio is not None), Fraction(1))
        applies = tuple(side is not None and side.state not in ("out_of_scope", "not_applicable") for side in sides)
        covered = tuple(side is not None and side.counts for side in sides)
        if not all(applies):
            # What does not apply is not uncovered: the other side says whether it would be answered.
            covered = (True, True)
        weights = tuple((side if side is not None else answered[0]).weight for side in sides)
        pairs = (levels, [known if ratio is None else ratio for ratio in ratios], covered, applies, weights)
        return cls(tuple((Fraction(before), Fraction(after)) for before, after in pairs))


def _ratio(side: Standing, view: View) -> Fraction | None:
    """Evidenced over claimed; None at level 0, where there is nothing to back."""
    if view == "claimed":
        return Fraction(1)
    claimed = side.reading("claimed")
    return side.reading("evidenced") / claimed if claimed else None


class _Split:
    """Shapley values of the causes that differ, as whole numbers over one denominator.

    A state is a set of causes that already have their new value, as bits in the order of `active`.
    """

    def __init__(self, pairs: Sequence[_Pair]) -> None:
        self.pairs = pairs
        self.active = [
            number for number in range(len(_SPLIT)) if any(before != after for before, after in self._of(number))
        ]
        states = range(1 << len(self.active))
        exact = {sides: self._levels(*sides) for sides in product((0, 1), repeat=2)}
        self.scale = lcm(*(level.denominator for levels in exact.values() for level in levels))
        whole = {
            sides: [level.numerator * (self.scale // level.denominator) for level in levels]
            for sides, levels in exact.items()
        }
        weighed = {sides: self._weights(*sides) for sides in product((0, 1), repeat=3)}
        self.levels = [whole[self._side(state, 0), self._side(state, 1)] for state in states]
        weights = [weighed[self._side(state, 2), self._side(state, 3), self._side(state, 4)] for state in states]
        totals = [sum(row) for row in weights]
        self.common = lcm(*(total for total in totals if total))
        self.shares = [
            [weight * (self.common // total) for weight in row] if total else row
            for row, total in zip(weights, totals, strict=True)
        ]
        means = [2 * _dot(*both) for both in zip(self.shares, self.levels, strict=True)]
        # Between two sides that have a mean may lie states in which nothing counts: they take the middle of both.
        middle = (means[0] + means[-1]) // 2
        self.means = [value if total else middle for value, total in zip(means, totals, strict=True)]
        self.is_empty = [not total for total in totals]

    def parts(self) -> list[dict[str, Fraction]]:
        """What each practice adds, by active cause."""
        number = len(self.active)
        whole = factorial(number) * 2 * self.common**2 * self.scale
        found: list[dict[str, Fraction]] = [{} for _ in self.pairs]
        for bit, cause in enumerate(self.active):
            sums = [0] * len(self.pairs)
            for state in range(1 << number):
                if state >> bit & 1:
                    continue
                turned = state.bit_count()
                factor = factorial(turned) * factorial(number - turned - 1)
                for place, step in enumerate(self._steps(state, state | 1 << bit, cause)):
                    sums[place] += factor * step
            for part, value in zip(found, sums, strict=True):
                part[_SPLIT[cause]] = Fraction(value, whole)
        return found

    def _steps(self, before: int, after: int, cause: int) -> list[int]:
        """What turning one cause adds, practice by practice, over 2 * common^2 * scale."""
        shares, levels = self.shares[before], self.levels[before]
        if _SPLIT[cause] in (ANSWERS, EVIDENCE):
            turned = self.levels[after]
            return [
                2 * self.common * share * (level - former)
                for share, level, former in zip(shares, turned, levels, strict=True)
            ]
        # The shares move by nothing in sum, so any reference adds up; the mean itself favors no practice.
        reference = self.means[after] if self.is_empty[after] else self.means[before]
        return [
            (share - former) * (2 * self.common * level - reference)
            for share, former, level in zip(self.shares[after], shares, levels, strict=True)
        ]

    def _of(self, cause: int) -> list[tuple[Fraction, Fraction]]:
        return [pair.values[cause] for pair in self.pairs]

    def _side(self, state: int, cause: int) -> int:
        """Whether a cause has its new value (1) in a state; one that does not differ has one value only."""
        return state >> self.active.index(cause) & 1 if cause in self.active else 0

    def _levels(self, answers: int, evidence: int) -> list[Fraction]:
        return [pair.values[0][answers] * pair.values[1][evidence] for pair in self.pairs]

    def _weights(self, coverage: int, applicability: int, weights: int) -> list[int]:
        return [
            int(pair.values[2][coverage] * pair.values[3][applicability] * pair.values[4][weights])
            for pair in self.pairs
        ]


def _dot(shares: Sequence[int], levels: Sequence[int]) -> int:
    return sum(share * level for share, level in zip(shares, levels, strict=True))
