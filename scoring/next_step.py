"""What a level needs for its next step: the share of weight, the floors, and the fewest practices that must rise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from frameworks.model import Domain, Framework, Gate
from scoring.methods import Number
from scoring.rungs import METHOD as BY_RUNGS
from scoring.rungs import least_step
from scoring.scorecard import Scorecard
from scoring.scores import DomainScore, PracticeScore

OPEN = ("unanswered", "not_known")
FLOOR, SHARE, PREREQUISITE, RUNG = "floor", "share", "prerequisite", "rung"


@dataclass(frozen=True, slots=True)
class Hold:
    """A practice that holds something down, and the level at which it would no longer."""

    practice_id: str
    because: tuple[str, ...]
    """`floor` missed, below the level that a `share` of the weight must reach, a `prerequisite` not met, or below what
    the next `rung` needs of it."""
    level: Number | None
    """The review in date, else the claim; None while the practice is open."""
    needs: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rise:
    """A practice that goes up to a level; from None where it is open and has to be answered."""

    practice_id: str
    level: Number | None
    to: int


@dataclass(frozen=True, slots=True)
class DomainStep:
    """What one domain needs for its next level. Shares are of the answered weight."""

    domain_id: str
    to: int
    has: Fraction
    """Share at `to` or higher; by rungs the share of the practices that `to` asks something of and that have it."""
    needs: Fraction
    """Share that must be there."""
    held_by: tuple[Hold, ...]
    fewest: tuple[Rise, ...]
    """As few practices as can lift the domain by one level. No smaller set does; another of the same size may."""

    @property
    def missing(self) -> Fraction:
        """Share that is missing; 0 where floors alone are."""
        return max(self.needs - self.has, Fraction(0))


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next level of a domain, or of the whole: then every domain that stands lowest has to rise."""

    to: int
    domains: tuple[DomainStep, ...]

    @property
    def held_by(self) -> tuple[Hold, ...]:
        """Every practice that holds the level down, domain by domain."""
        return tuple(hold for step in self.domains for hold in step.held_by)

    @property
    def fewest(self) -> tuple[Rise, ...]:
        """As few practices as can lift the level."""
        return tuple(rise for step in self.domains for rise in step.fewest)


@dataclass(frozen=True, slots=True)
class _Standing:
    """An applicable practice: its weight, the level that counts for gates (None while open), its floor if missed."""

    id: str
    weight: int
    level: Number | None
    floor: int | None


def find_next_step(scorecard: Scorecard, framework: Framework, domain_ids: Iterable[str]) -> NextStep | None:
    """What the lowest of these domains need for the next level; None at the highest level or without any answer."""
    scores = [scorecard.domain(id_) for id_ in domain_ids]
    if scorecard.overall.method == BY_RUNGS:
        return _next_rung(scores, scorecard, framework)
    levels = [int(score.score.gated.value) for score in scores if score.score.gated.value is not None]
    if not levels or min(levels) == framework.scale.highest:
        return None
    lowest = {score.id for score in scores if score.score.gated.value == min(levels)}
    domains = [domain for domain in framework.domains if domain.id in lowest]
    to = min(levels) + 1
    return NextStep(to, tuple(_step_of(domain, scorecard, framework, to) for domain in domains))


def _next_rung(scores: Sequence[DomainScore], scorecard: Scorecard, framework: Framework) -> NextStep | None:
    """What the lowest of these domains need for the next rung: everything that holds it back has to rise."""
    levels = {score.id: int(level) for score in scores if (level := score.score.level.value) is not None}
    lowest = [score for score in scores if score.blockers and levels.get(score.id) == min(levels.values())]
    if not lowest:
        return None
    to = min(levels.values()) + 1
    return NextStep(to, tuple(_rung_step(score, scorecard, framework, to) for score in lowest))


def _rung_step(score: DomainScore, scorecard: Scorecard, framework: Framework, to: int) -> DomainStep:
    (domain,) = (one for one in framework.domains if one.id == score.id)
    states = {practice.id: scorecard.practice(practice.id).state for practice in domain.practices}
    asked = [id_ for id_, state in states.items() if state in ("answered", *OPEN)]
    asked = [id_ for id_ in asked if least_step(framework, id_, to) > framework.scale.lowest]
    held_by = tuple(
        Hold(id_, (RUNG,), effective_level(scorecard.practice(id_)), least_step(framework, id_, to))
        for id_ in score.blockers
    )
    fewest = tuple(Rise(hold.practice_id, hold.level, hold.needs) for hold in held_by)
    return DomainStep(score.id, to, Fraction(len(asked) - len(held_by), len(asked)), Fraction(1), held_by, fewest)


def effective_level(practice: PracticeScore) -> Number | None:
    """What counts for gates and floors: the review in date, else the claim; None while it is open or left out."""
    return practice.counted.effective if practice.state == "answered" and practice.counted else None


def _step_of(domain: Domain, scorecard: Scorecard, framework: Framework, to: int) -> DomainStep:
    gate = framework.gate
    missed = scorecard.domain(domain.id).capped_by if to > gate.floor_cap else ()
    standings = [
        _Standing(
            practice.id,
            practice.weight,
            effective_level(score),
            practice.floor.level if practice.floor and practice.id in missed else None,
        )
        for practice in domain.practices
        if (score := scorecard.practice(practice.id)).state in ("answered", *OPEN)
    ]
    answered = sum(one.weight for one in standings if one.level is not None)
    reached = sum(one.weight for one in standings if _is_at(one.level, to))
    return DomainStep(
        domain.id,
        to,
        Fraction(reached, answered),
        Fraction(gate.numerator, gate.denominator),
        _holds(standings, to, gate),
        _fewest(standings, to, gate),
    )


def _is_at(level: Number | None, to: int) -> bool:
    return bool(level is not None and level >= to)


def _holds(standings: Sequence[_Standing], to: int, gate: Gate) -> tuple[Hold, ...]:
    is_short = _surplus(standings, {}, to, gate) < 0
    found = []
    for one in standings:
        is_below = is_short and not _is_at(one.level, to)
        because = ((FLOOR,) if one.floor is not None else ()) + ((SHARE,) if is_below else ())
        if because:
            needs = max(one.floor or to, to if is_below else 0)
            found.append(Hold(one.id, because, one.level, needs))
    return tuple(found)


def _surplus(standings: Sequence[_Standing], rises: Mapping[str, int], to: int, gate: Gate) -> int:
    """By how much the weight at `to` exceeds what the gate asks for, in whole units; negative where it falls short."""
    surplus = 0
    for one in standings:
        level = rises.get(one.id, one.level)
        if level is not None:
            # An open practice that is answered joins the weight of which the share is taken.
            surplus += one.weight * ((gate.denominator if level >= to else 0) - gate.numerator)
    return surplus


def _fewest(standings: Sequence[_Standing], to: int, gate: Gate) -> tuple[Rise, ...]:
    """Missed floors first, since nothing goes without them; then what closes most of the gap, the nearest first."""
    rises = {one.id: max(one.floor, to) for one in standings if one.floor is not None}
    others = [one for one in standings if one.id not in rises and not _is_at(one.level, to)]
    for one in sorted(others, key=lambda one: (-_gain(one, gate), to - (one.level or 0))):
        if _surplus(standings, rises, to, gate) >= 0:
            break
        rises[one.id] = to
    for one in standings:
        # A floor below the next level need not go further than it must.
        if one.floor is not None and _surplus(standings, rises | {one.id: one.floor}, to, gate) >= 0:
            rises[one.id] = one.floor
    return tuple(Rise(one.id, one.level, rises[one.id]) for one in standings if one.id in rises)


def _gain(one: _Standing, gate: Gate) -> int:
    return one.weight * (gate.denominator - (gate.numerator if one.level is None else 0))
