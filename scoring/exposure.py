"""What an organization is still open to: the layers against each threat, the exposure index, challenges and posture.

Levels are read as claimed, here and in every table of this file. How many reports were made is nowhere read: more
reports are neither better nor worse practice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import prod
from typing import Literal

from frameworks.model import EvidenceKind, Framework, Practice
from scoring.assessment import Answer, Assessment
from scoring.evidence import freshness
from scoring.kernel import Bounded
from scoring.methods import mean
from scoring.scorecard import Scorecard
from scoring.scores import PracticeScore

STAGES: tuple[Literal["prevent", "detect", "respond", "learn"], ...] = ("prevent", "detect", "respond", "learn")
COUNTING_LEVEL = 3
"""The claimed level from which a practice is a layer, and that its evidence has to support."""
IN_DATE = 0.5
"""The share of its weight that evidence in date has kept at least: no older than its grace and one half-life."""
WIDEST_SPREAD = Fraction(1, 2)
"""Beyond this share of the low end, the two ends lie too far apart to mean anything; a judgement."""

LayerState = Literal["counts", "below", "not_backed", "open"]
CoverageState = Literal["open", "single", "layered", "nothing_applies"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One practice that applies: it counts, stands below level 3, has no evidence in date for it, or is open."""

    practice_id: str
    state: LayerState
    level: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The practices that apply at one stage."""

    stage: str
    layers: tuple[Layer, ...]

    @property
    def counting(self) -> tuple[str, ...]:
        """Ids of the practices that count."""
        return tuple(layer.practice_id for layer in self.layers if layer.state == "counts")

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the practices that are not answered or not known: each might count."""
        return tuple(layer.practice_id for layer in self.layers if layer.state == "open")

    @property
    def state(self) -> CoverageState:
        """Nothing counts = open, one = a single point of failure, more = layered; the open practices not counted."""
        return _coverage(len(self.counting)) if self.layers else "nothing_applies"

    @property
    def best_state(self) -> CoverageState:
        """The same if every open practice counted."""
        return _coverage(len(self.counting) + len(self.open)) if self.layers else "nothing_applies"


@dataclass(frozen=True, slots=True)
class Exposure:
    """An index by judgement from 0 to 1 (nothing in place), never a probability.

    `independent` and `together` count what is answered, so that an open practice protects from nothing. `low` is
    `independent` with every open practice at the highest level; `high` is `together`.
    """

    independent: Fraction
    together: Fraction
    low: Fraction

    @property
    def high(self) -> Fraction:
        """The upper end: layers fail together, and nothing of what is open is in place."""
        return self.together

    @property
    def is_withheld(self) -> bool:
        """The ends lie further apart than half of the low one: only the table is to be shown."""
        return self.high - self.low > WIDEST_SPREAD * self.low


@dataclass(frozen=True, slots=True)
class ThreatView:
    """One threat: its four stages, every practice that acts on it, and the index; None where nothing acts on it."""

    id: str
    cells: tuple[Cell, ...]
    layers: tuple[Layer, ...]
    exposure: Exposure | None


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """One challenge: its four stages, every practice that answers it, and their average claimed level."""

    id: str
    cells: tuple[Cell, ...]
    layers: tuple[Layer, ...]
    mean: Bounded


@dataclass(frozen=True, slots=True)
class Posture:
    """How far the levels that are reached lean towards acting before harm, against what the practices offer.

    Shares from 0 to 1, over the answered practices; None where none stands above the bottom. `low` and `high` bound
    the tilt of all practices that apply, whatever the open ones turn out to be.
    """

    earned: Fraction | None
    available: Fraction | None
    low: Fraction | None
    high: Fraction | None

    @property
    def tilt(self) -> Fraction | None:
        """Above 0 the organization leans further towards prevention than the practices it answered do by themselves."""
        return None if self.earned is None or self.available is None else self.earned - self.available


@dataclass(frozen=True, slots=True)
class ThreatLens:
    """The threats and challenges that the framework's practices name, in the order of naming, and the posture."""

    threats: tuple[ThreatView, ...]
    challenges: tuple[ChallengeView, ...]
    posture: Posture
    layers: tuple[Layer, ...]
    """Every practice that applies, whatever it acts on."""

    def threat(self, id_: str) -> ThreatView:
        """One threat; without any layer where the framework does not name it."""
        empty = ThreatView(id_, _cells((), {}), (), None)
        return {view.id: view for view in self.threats}.get(id_, empty)

    def challenge(self, id_: str) -> ChallengeView:
        """The same for a challenge."""
        empty = ChallengeView(id_, _cells((), {}), (), Bounded())
        return {view.id: view for view in self.challenges}.get(id_, empty)


def find_exposure(scorecard: Scorecard, assessment: Assessment, framework: Framework) -> ThreatLens:
    """What stands against each threat and challenge on the scorecard's day.

    Practices that are out of scope or not applicable take no part; open ones give bounds.
    """
    answers = assessment.by_practice
    layers = {
        score.id: _layer(score, answers.get(score.id), framework, scorecard.as_of)
        for score in scorecard.practices
        if score.state not in ("out_of_scope", "not_applicable")
    }
    applying = [practice for practice in framework.practices.values() if practice.id in layers]
    return ThreatLens(
        tuple(_view_threat(id_, applying, layers, framework) for id_ in _named(framework, "threats")),
        tuple(_view_challenge(id_, applying, layers, framework) for id_ in _named(framework, "challenges")),
        _posture(applying, layers, framework.scale.highest),
        tuple(layers.values()),
    )


def failures(effectiveness: Sequence[Fraction], levels: Sequence[int], highest: int) -> list[Fraction]:
    """How much of a threat each layer lets through: 1 at level 0, 1 less its effectiveness at the highest level."""
    return [1 - share * Fraction(level, highest) for share, level in zip(effectiveness, levels, strict=True)]


def fail_independently(let_through: Sequence[Fraction]) -> Fraction:
    """What all layers let through if each fails by itself; 1 without layers."""
    return prod(let_through, start=Fraction(1))


def fail_together(let_through: Sequence[Fraction]) -> Fraction:
    """The same if they all fail for one cause, so that only the best one counts; 1 without layers."""
    return min(let_through, default=Fraction(1))


def posture_tilt(proactive: Sequence[Fraction], levels: Sequence[int], weights: Sequence[int]) -> Fraction | None:
    """Proactive share of the levels reached less that of the practices; None where every level is 0."""
    earned = mean(proactive, [level * weight for level, weight in zip(levels, weights, strict=True)])
    available = mean(proactive, weights)
    return None if earned is None or available is None else Fraction(earned) - Fraction(available)


def is_evidence_in_date(answer: Answer, kind: EvidenceKind, as_of: date) -> bool:
    """Whether evidence that supports a counting level has kept at least half of its weight."""
    return any(one.level >= COUNTING_LEVEL and freshness(one.date, kind, as_of) >= IN_DATE for one in answer.evidence)


def _layer(score: PracticeScore, answer: Answer | None, framework: Framework, as_of: date) -> Layer:
    if score.state != "answered" or answer is None or answer.level is None:
        return Layer(score.id, "open", None)
    if answer.level < COUNTING_LEVEL:
        return Layer(score.id, "below", answer.level)
    kind = framework.kind_of(framework.practices[score.id])
    return Layer(score.id, "counts" if is_evidence_in_date(answer, kind, as_of) else "not_backed", answer.level)


def _named(framework: Framework, field: Literal["threats", "challenges"]) -> list[str]:
    return list(dict.fromkeys(id_ for practice in framework.practices.values() for id_ in getattr(practice, field)))


def _coverage(counting: int) -> CoverageState:
    return "open" if not counting else "single" if counting == 1 else "layered"


def _cells(practices: Sequence[Practice], layers: Mapping[str, Layer]) -> tuple[Cell, ...]:
    return tuple(Cell(stage, tuple(layers[one.id] for one in practices if stage in one.stages)) for stage in STAGES)


def _view_threat(
    id_: str, applying: Sequence[Practice], layers: Mapping[str, Layer], framework: Framework
) -> ThreatView:
    acting = [practice for practice in applying if id_ in practice.threats]
    own = tuple(layers[practice.id] for practice in acting)
    shares = [_exact(practice.effectiveness.get(id_, 0.0)) for practice in acting]
    return ThreatView(id_, _cells(acting, layers), own, _expose(shares, own, framework.scale.highest))


def _expose(shares: Sequence[Fraction], layers: Sequence[Layer], highest: int) -> Exposure | None:
    if not any(shares):
        return None
    answered = failures(shares, [layer.level or 0 for layer in layers], highest)
    at_best = failures(shares, [highest if layer.level is None else layer.level for layer in layers], highest)
    return Exposure(fail_independently(answered), fail_together(answered), fail_independently(at_best))


def _view_challenge(
    id_: str, applying: Sequence[Practice], layers: Mapping[str, Layer], framework: Framework
) -> ChallengeView:
    answering = [practice for practice in applying if id_ in practice.challenges]
    own = tuple(layers[practice.id] for practice in answering)
    return ChallengeView(id_, _cells(answering, layers), own, _mean_level(answering, own, framework))


def _mean_level(practices: Sequence[Practice], layers: Sequence[Layer], framework: Framework) -> Bounded:
    scale, weights = framework.scale, [practice.weight for practice in practices]
    known = [(layer.level, weight) for layer, weight in zip(layers, weights, strict=True) if layer.level is not None]
    return Bounded(
        mean([level for level, _ in known], [weight for _, weight in known]),
        mean([scale.lowest if layer.level is None else layer.level for layer in layers], weights),
        mean([scale.highest if layer.level is None else layer.level for layer in layers], weights),
    )


def _posture(applying: Sequence[Practice], layers: Mapping[str, Layer], highest: int) -> Posture:
    """Over the practices whose proactive share is stated."""
    known = [practice for practice in applying if practice.proactive is not None]
    answered = [practice for practice in known if layers[practice.id].level is not None]
    shares, weights = _shares(answered), [practice.weight for practice in answered]
    levels = [layers[practice.id].level or 0 for practice in answered]
    earned = mean(shares, [level * weight for level, weight in zip(levels, weights, strict=True)])
    available = mean(shares, weights)
    tilts = _tilts(known, layers, highest)
    return Posture(
        None if earned is None else Fraction(earned),
        None if available is None else Fraction(available),
        min(tilts, default=None),
        max(tilts, default=None),
    )


def _tilts(practices: Sequence[Practice], layers: Mapping[str, Layer], highest: int) -> list[Fraction]:
    """The tilts among which the least and the greatest lie.

    The earned share is a quotient of two sums, so it is greatest with every open practice above some proactive share
    at the top and the others at the bottom, and least the other way round: trying each such split is exact.
    """
    shares, weights = _shares(practices), [practice.weight for practice in practices]
    edges = sorted({share for share, one in zip(shares, practices, strict=True) if layers[one.id].level is None})
    found = []
    for edge in [Fraction(-1), *edges]:
        for is_above in (True, False):
            levels = [
                (highest if (share > edge) is is_above else 0) if (given := layers[one.id].level) is None else given
                for share, one in zip(shares, practices, strict=True)
            ]
            found.append(posture_tilt(shares, levels, weights))
    return [tilt for tilt in found if tilt is not None]


def _shares(practices: Sequence[Practice]) -> list[Fraction]:
    return [_exact(practice.proactive or 0.0) for practice in practices]


def _exact(share: float) -> Fraction:
    """The decimal as it is written in the framework, so that .4 is 2/5."""
    return Fraction(str(share))
