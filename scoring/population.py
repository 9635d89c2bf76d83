"""Many assessments of one framework version at once: the figures of a scorecard, by the same rules, in whole numbers.

Levels come one row a practice, so that each step is one pass over bytes that lie side by side; everything is a count
or a sum of whole numbers, and each average is one division at the end. Claims alone are read: where a review in date
says otherwise, the levels of a scorecard differ. Source: method.md 1.2, 1.3 and 6.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from frameworks.errors import Fault, MaturityError
from frameworks.model import Framework, Practice
from frameworks.scale import Scale
from scoring.organization import Scope

NOT_APPLICABLE, UNANSWERED = -1, -2
"""What stands in place of a level. An answer that says it is not known is an unanswered one."""
NO_LEVEL = -1
"""The level of a domain, or of a whole, in which nothing is answered."""
BLOCK = 1 << 16
"""So many assessments are in work at once: what is in work then stays small, however many there are."""

_LARGEST_EXACT = 1 << 53
"""Above it a float cannot tell each whole number from the next."""
_LARGEST_WHOLE = (1 << 63) - 1

Whole = np.ndarray[Any, np.dtype[np.integer[Any]]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
_Part = tuple[Whole, int]
"""The values of practices that weigh the same, and what each of them weighs."""


class PopulationNotScorable(MaturityError):
    """Levels that are none of this framework, or a framework whose sums are too large to be exact."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class PopulationScores:
    """One column an assessment; of `means`, `levels` and `not_applicable` one row a domain of the framework."""

    means: Floats
    """Of claimed levels, by domain; NaN where nothing is answered."""
    mean: Floats
    coverage: Floats
    """The share of the applicable weight that is answered; NaN where nothing is applicable."""
    not_applicable: Whole
    """How many practices of a domain."""
    levels: Whole
    """By the framework's gate, capped by floors that are missed; NO_LEVEL where nothing is answered."""
    level: Whole
    """The lowest of them."""


def rows_of(framework: Framework, scope: Scope) -> list[Practice]:
    """The practices whose levels the rows of a population are: those in scope, in the framework's order."""
    return [practice for practice in framework.practices.values() if practice.id in scope.in_scope]


def score_population(levels: Whole, framework: Framework, scope: Scope) -> PopulationScores:
    """Score assessments that share a scope; `levels` has one row for each of `rows_of`, one column an assessment.

    Raises:
        PopulationNotScorable: the shape or a level does not fit the framework, or its weights are too large.
    """
    rules = _rules_of(framework, scope)
    _refuse(levels, rows_of(framework, scope), framework.scale)
    number, domains = levels.shape[1], len(rules.domains)
    scores = PopulationScores(
        means=np.empty((domains, number)),
        mean=np.empty(number),
        coverage=np.empty(number),
        not_applicable=np.empty((domains, number), np.min_scalar_type(len(levels))),
        levels=np.empty((domains, number), rules.step),
        level=np.empty(number, rules.step),
    )
    for start in range(0, number, BLOCK):
        _score_block(levels, rules, scores, slice(start, start + BLOCK))
    return scores


@dataclass(frozen=True, slots=True)
class _Alike:
    """Rows of one domain that weigh the same: counted together, weighed once."""

    weight: int
    rows: slice | list[int]


@dataclass(frozen=True, slots=True)
class _Domain:
    alike: tuple[_Alike, ...]
    floors: tuple[tuple[int, int], ...]
    """Rows with the least value they must have."""
    weight: int
    size: int


@dataclass(frozen=True, slots=True)
class _Rules:
    """What of a framework the scores depend on, with the smallest kinds of numbers in which no sum overflows."""

    domains: tuple[_Domain, ...]
    lowest: int
    highest: int
    gate: Fraction
    cap: int
    unit: int
    """Values are counted in so many parts of a level."""
    tables: tuple[Whole, ...] | None
    """By row: what each level of it counts as. None where each counts as its own number."""
    step: np.dtype[Any]
    """Holds twice the highest value, and its negative."""

    def kind_of_points(self, weight: int) -> np.dtype[Any]:
        """The smallest kind that holds the sum of the values of so much weight."""
        return np.min_scalar_type(weight * self.highest * self.unit)


def _rules_of(framework: Framework, scope: Scope) -> _Rules:
    rows = rows_of(framework, scope)
    scale, gate = framework.scale, Fraction(framework.gate.numerator, framework.gate.denominator)
    places = {practice.id: place for place, practice in enumerate(rows)}
    unit, tables = _tables(rows, scale)
    domains = tuple(
        _domain_of([practice for practice in domain.practices if practice.id in places], places, scope, unit)
        for domain in framework.domains
    )
    weight = sum(domain.weight for domain in domains)
    if weight * scale.highest * unit > _LARGEST_EXACT or weight * max(gate.as_integer_ratio()) > _LARGEST_WHOLE:
        what = f"Weights that sum up to {weight:,} are too many for steps so fine: averages would not be exact."
        mend = "divide all weights by one number; give steps values that are whole numbers, halves or quarters."
        raise PopulationNotScorable.of(what, f"{framework.key} > weights", mend)
    step = np.min_scalar_type(-2 * scale.highest * unit)
    return _Rules(domains, scale.lowest, scale.highest, gate, framework.gate.floor_cap, unit, tables, step)


def _domain_of(practices: Sequence[Practice], places: dict[str, int], scope: Scope, unit: int) -> _Domain:
    by_weight: dict[int, list[int]] = {}
    for practice in practices:
        by_weight.setdefault(practice.weight, []).append(places[practice.id])
    return _Domain(
        alike=tuple(_Alike(weight, _as_slice(rows)) for weight, rows in by_weight.items()),
        floors=tuple(
            (places[one.id], one.floor.level * unit) for one in practices if one.floor and one.id in scope.floors
        ),
        weight=sum(practice.weight for practice in practices),
        size=len(practices),
    )


def _as_slice(rows: list[int]) -> slice | list[int]:
    """Rows that follow on each other as a slice, which copies nothing."""
    whole = slice(rows[0], rows[-1] + 1)
    return whole if whole.stop - whole.start == len(rows) else rows


def _tables(rows: Sequence[Practice], scale: Scale) -> tuple[int, tuple[Whole, ...] | None]:
    """Into how many parts a level is divided, and what each level of a row counts as in such parts."""
    if all(practice.scale is None for practice in rows):
        return 1, None
    counted = [
        {level: Fraction((one.scale or scale).onto(level, scale)) for level in _steps(one.scale or scale)}
        for one in rows
    ]
    unit = lcm(*(value.denominator for table in counted for value in table.values()))
    # Codes count from the end, as they are negative, and keep their own numbers.
    codes = [UNANSWERED, NOT_APPLICABLE]
    return unit, tuple(
        np.array([int(table.get(level, 0) * unit) for level in range(max(table) + 1)] + codes) for table in counted
    )


def _steps(scale: Scale) -> range:
    return range(scale.lowest, scale.highest + 1)


def _refuse(levels: Whole, rows: Sequence[Practice], scale: Scale) -> None:
    """Raises PopulationNotScorable, with every practice that has a level which is none of its scale."""
    if levels.ndim != 2 or not np.issubdtype(levels.dtype, np.signedinteger) or len(levels) != len(rows):
        what = f"Levels of the shape {levels.shape} and the kind {levels.dtype} are not one row a practice."
        mend = f"give a table of {len(rows)} rows of whole numbers that may be negative, as int8."
        raise PopulationNotScorable.of(what, "levels", mend)
    if not levels.size:
        return
    least, most, faults = levels.min(axis=1), levels.max(axis=1), []
    for row, (practice, low, high) in enumerate(zip(rows, least, most, strict=True)):
        own = practice.scale or scale
        below = own.lowest > 0 and ((levels[row] >= 0) & (levels[row] < own.lowest)).any()
        if low < UNANSWERED or high > own.highest or below:
            mend = (
                f"use {own.lowest} to {own.highest}, {NOT_APPLICABLE} for not applicable, {UNANSWERED} for unanswered."
            )
            faults.append(Fault("A level is not on the scale.", f"levels > {practice.id}", mend))
    if faults:
        raise PopulationNotScorable(*faults)


def _score_block(levels: Whole, rules: _Rules, scores: PopulationScores, columns: slice) -> None:
    block = levels[:, columns]
    if rules.tables is not None:
        block = np.stack([table[row] for table, row in zip(rules.tables, block, strict=True)])
    weight = sum(domain.weight for domain in rules.domains)
    points = np.zeros(block.shape[1], rules.kind_of_points(weight))
    answered, applicable = (np.zeros(block.shape[1], np.min_scalar_type(weight)) for _ in range(2))
    for place, domain in enumerate(rules.domains):
        parts = [(block[alike.rows], alike.weight) for alike in domain.alike]
        sums = _sums_of(parts, domain, rules, block.shape[1])
        points += sums.points
        answered += sums.answered
        applicable += sums.applicable
        scores.means[place, columns] = _share(sums.points, sums.answered, rules.unit)
        scores.not_applicable[place, columns] = sums.not_applicable
        level = _level_of(parts, domain, rules, sums.answered)
        missed = [(block[row] < least) & (block[row] != NOT_APPLICABLE) for row, least in domain.floors]
        if missed:
            _put(level, np.logical_or.reduce(missed) & (level > rules.cap), rules.cap)
        scores.levels[place, columns] = level
    scores.mean[columns] = _share(points, answered, rules.unit)
    scores.coverage[columns] = _share(answered, applicable)
    # As a number without a sign NO_LEVEL is the highest there is: it takes no part in the minimum unless it is alone.
    unsigned = scores.levels[:, columns].view(f"u{rules.step.itemsize}")
    scores.level[columns] = unsigned.min(axis=0).view(rules.step)


@dataclass(frozen=True, slots=True)
class _Sums:
    """By assessment: weight times value, weight answered, weight applicable, and how many are not applicable."""

    points: Whole
    answered: Whole
    applicable: Whole
    not_applicable: Whole


def _sums_of(parts: Sequence[_Part], domain: _Domain, rules: _Rules, number: int) -> _Sums:
    kind = np.min_scalar_type(domain.weight)
    points = np.zeros(number, rules.kind_of_points(domain.weight))
    answered, applicable = np.zeros(number, kind), np.zeros(number, kind)
    left = np.full(number, domain.size, np.min_scalar_type(domain.size))
    for values, weight in parts:
        have, may = _count(values >= 0), _count(values != NOT_APPLICABLE)
        answered += np.multiply(have, weight, dtype=kind)
        applicable += np.multiply(may, weight, dtype=kind)
        sums = _sum(values, have, may, rules.kind_of_points(len(values)))
        points += np.multiply(sums, weight, dtype=points.dtype)
        left -= may
    return _Sums(points, answered, applicable, left)


def _sum(values: Whole, answered: Whole, applicable: Whole, kind: np.dtype[Any]) -> Whole:
    """The sum of the values that are answered: that of all numbers, less what the codes among them come to.

    On the way the sum may be negative. It wraps round then, and comes right at the end, since the end fits.
    """
    answered, applicable = answered.astype(kind, copy=False), applicable.astype(kind, copy=False)
    total: Whole = values.sum(axis=0, dtype=f"i{kind.itemsize}").view(kind)
    total += (len(values) - applicable) * -NOT_APPLICABLE
    total += (applicable - answered) * -UNANSWERED
    return total


def _count(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> Whole:
    return np.asarray(mask.view(np.uint8).sum(axis=0, dtype=np.min_scalar_type(len(mask))))


def _share(part: Whole, whole: Whole, unit: int = 1) -> Floats:
    shares, below = part.astype(np.float64), whole.astype(np.float64)
    if unit != 1:
        below *= unit
    with np.errstate(invalid="ignore"):
        shares /= below
    return shares


def _level_of(parts: Sequence[_Part], domain: _Domain, rules: _Rules, answered: Whole) -> Whole:
    """The highest step that enough of the weight has reached, found by halving."""
    share, kind = rules.gate, np.min_scalar_type(domain.weight * max(rules.gate.as_integer_ratio()))
    needed = np.multiply(answered, share.numerator, dtype=kind)
    level = np.full(len(answered), rules.lowest, rules.step)
    for step in _halves(rules.highest - rules.lowest):
        tried = (level + step) * rules.unit
        reached = np.zeros_like(answered)
        for values, weight in parts:
            reached += np.multiply(_count(values >= tried), weight, dtype=reached.dtype)
        level += (np.multiply(reached, share.denominator, dtype=kind) >= needed) * rules.step.type(step)
    if (empty := answered == 0).any():
        _put(level, empty, NO_LEVEL)
    return level


def _put(level: Whole, where: np.ndarray[Any, np.dtype[np.bool_]], value: int) -> None:
    """Set a level in some places: by arithmetic, which takes a tenth of the time of choosing them."""
    level += where * (value - level)


def _halves(length: int) -> Iterator[int]:
    """1, 2, 4, …, as many as it takes to reach a length, the largest first."""
    return (1 << power for power in reversed(range(length.bit_length())))
