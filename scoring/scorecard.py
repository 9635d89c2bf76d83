"""The scorecard: everything computed from one assessment on one day. Every number on every page comes from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from frameworks.errors import MaturityError
from frameworks.model import Domain, Framework, Group, Practice
from scoring.assessment import Answer, Assessment
from scoring.evidence import Backing, back_answer
from scoring.methods import HEADLINE_METHODS, Number, gated, mean, weakest_fifth
from scoring.organization import scope_of

SCORING_VERSION = "1.0"
"""Changes whenever any number can come out differently for the same answers."""

METHODS = ("gated", *HEADLINE_METHODS)


class MethodNotKnown(MaturityError):
    """A scoring method was asked for by a name that none has."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value over what is answered, and the exact bounds whatever the open practices turn out to be."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Claimed against backed. `low` and `high` count the open practices as the lowest and the highest step."""

    claimed: Number | None = None
    evidenced: Number | None = None
    low: Number | None = None
    high: Number | None = None
    backing: Number | None = None
    """Evidenced over claimed; None where nothing is claimed."""
    reviewed_share: Number | None = None
    """Share of the answered weight with a review in date."""
    weakest_fifth: Number | None = None
    """Weakest fifth of the evidenced levels."""
    recorded: int = 0
    """Pieces of evidence recorded."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Practices by state. `in_scope` is the sum of the four states that follow it."""

    in_scope: int = 0
    answered: int = 0
    not_applicable: int = 0
    not_known: int = 0
    unanswered: int = 0
    out_of_scope: int = 0

    @property
    def applicable(self) -> int:
        """In scope less not applicable: what coverage is counted over."""
        return self.in_scope - self.not_applicable

    @property
    def open(self) -> int:
        """Not known and unanswered together."""
        return self.not_known + self.unanswered


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a domain, or of the whole: `state` is scored, unanswered, not_applicable or out_of_scope."""

    state: str
    mean: Bounded
    weakest_fifth: Bounded
    gated: Bounded
    method: str
    headline: Bounded
    evidence: EvidenceView
    na_as_zero: Number | None
    lowest_level: int | None
    coverage: Number | None
    """Share of the applicable weight that is answered; None where nothing is applicable."""
    counts: Counts


@dataclass(frozen=True, slots=True)
class DomainScore:
    """A domain's score, or that of a group in it: the floors that cap its level and what holds back the next one.

    Where the share of weight falls short, these are all practices below the next level, open ones among them; where
    a floor is all that is missing, they are the missed floors.
    """

    id: str
    title: str
    short: str
    score: Score
    capped_by: tuple[str, ...] = ()
    lifted_by: tuple[str, ...] = ()
    """Floors that do not cap only because they are said to be not applicable, with a re-check date to come."""
    blockers: tuple[str, ...] = ()
    children: tuple["DomainScore", ...] = ()
    """The groups in it, scored by the same rules over their own practices."""


@dataclass(frozen=True, slots=True)
class PracticeScore:
    """One practice: its state on the day and the three readings of its level."""

    id: str
    state: str
    level: int | None = None
    evidenced: float | None = None
    reviewed: int | None = None
    is_floor: bool = False
    backing: Backing | None = None
    recorded: int = 0


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of one assessment on one day."""

    framework_id: str
    framework_version: str
    as_of: date
    overall: Score
    domains: tuple[DomainScore, ...]
    practices: tuple[PracticeScore, ...]
    scoring_version: str = field(default=SCORING_VERSION)

    def domain(self, domain_id: str) -> DomainScore:
        """The score of one domain. Raises KeyError."""
        return {domain.id: domain for domain in self.domains}[domain_id]

    def practice(self, practice_id: str) -> PracticeScore:
        """The score of one practice. Raises KeyError."""
        return {practice.id: practice for practice in self.practices}[practice_id]


def score_assessment(assessment: Assessment, framework: Framework, as_of: date, method: str | None = None) -> Scorecard:
    """Score the answers as they stand on `as_of`, by the framework's method unless another is named.

    Raises:
        MethodNotKnown: no method has this name.
    """
    chosen = method or framework.method
    if chosen not in METHODS:
        raise MethodNotKnown.of(
            f"There is no scoring method {chosen!r}.", "method", f"use one of: {', '.join(sorted(METHODS))}."
        )
    scope = scope_of(framework, assessment.profile, assessment.preset)
    answers = assessment.by_practice
    by_practice = {
        practice.id: _score_practice(
            practice, answers.get(practice.id), framework, as_of, practice.id in scope.in_scope, scope.floors
        )
        for practice in framework.practices.values()
    }
    domains = tuple(_score_domain(domain, by_practice, framework, chosen) for domain in framework.domains)
    overall = _score_items(list(framework.practices.values()), by_practice, framework, chosen)
    level = _lowest([domain.score.gated for domain in domains])
    overall = replace(overall, gated=level, headline=level if chosen == "gated" else overall.headline)
    return Scorecard(framework.id, framework.version, as_of, overall, domains, tuple(by_practice.values()))


def _score_practice(
    practice: Practice,
    answer: Answer | None,
    framework: Framework,
    as_of: date,
    is_in_scope: bool,
    floors: frozenset[str],
) -> PracticeScore:
    state = _state_of(answer, framework, as_of) if is_in_scope else "out_of_scope"
    if answer is None or answer.level is None:
        return PracticeScore(practice.id, state, is_floor=practice.id in floors)
    backing = back_answer(answer, framework.kind_of(practice), framework.review.days, as_of)
    return PracticeScore(
        practice.id,
        state,
        backing.claimed,
        backing.evidenced,
        backing.reviewed,
        practice.id in floors,
        backing,
        len(answer.evidence),
    )


def _state_of(answer: Answer | None, framework: Framework, as_of: date) -> str:
    """The state on a day; 'not applicable' past its re-check date counts as not known."""
    if answer is None or (answer.state == "answered" and answer.level is None):
        return "unanswered"
    if answer.state != "not_applicable":
        return answer.state
    recheck = answer.recheck or (answer.on or as_of) + timedelta(days=framework.recheck.days)
    return "not_applicable" if as_of <= recheck else "not_known"


def _score_domain(
    domain: Domain, by_practice: Mapping[str, PracticeScore], framework: Framework, method: str
) -> DomainScore:
    scored = _score_set(domain.practices, by_practice, framework, method, domain)
    children = tuple(_score_group(group, by_practice, framework, method) for group in domain.children)
    return replace(scored, children=children)


def _score_group(
    group: Group, by_practice: Mapping[str, PracticeScore], framework: Framework, method: str
) -> DomainScore:
    practices = [framework.practices[id_] for id_ in group.all_practices()]
    scored = _score_set(practices, by_practice, framework, method, group)
    return replace(
        scored, children=tuple(_score_group(child, by_practice, framework, method) for child in group.children)
    )


def _score_set(
    practices: Sequence[Practice],
    by_practice: Mapping[str, PracticeScore],
    framework: Framework,
    method: str,
    head: Domain | Group,
) -> DomainScore:
    """The score of some practices under a head, with the floors among them."""
    score = _score_items(practices, by_practice, framework, method)
    floors = [
        (by_practice[practice.id], practice.floor.level)
        for practice in practices
        if practice.floor and by_practice[practice.id].is_floor
    ]
    missed = [floor for floor, least in floors if _is_below(floor, least)]
    level = _cap(score.gated, missed, framework)
    scored = [by_practice[practice.id] for practice in practices]
    return DomainScore(
        head.id,
        head.title,
        head.short if isinstance(head, Domain) else head.title,
        replace(score, gated=level, headline=level if method == "gated" else score.headline),
        capped_by=tuple(floor.id for floor in missed),
        lifted_by=tuple(floor.id for floor, _ in floors if floor.state == "not_applicable"),
        blockers=_blockers(scored, missed, score.gated.value, framework),
    )


def _is_below(practice: PracticeScore, level: int) -> bool:
    """Whether a practice is open, or stands below a level by the review in date or the claim."""
    if practice.state in ("unanswered", "not_known"):
        return True
    return practice.state == "answered" and _effective(practice) < level


def _cap(level: Bounded, missed: Sequence[PracticeScore], framework: Framework) -> Bounded:
    """Hold the level down; the upper bound only by floors that are answered, since open ones may still be met."""
    if not missed:
        return level
    cap = framework.gate.floor_cap
    is_surely_missed = any(floor.state == "answered" for floor in missed)
    return Bounded(
        _least(level.value, cap), _least(level.low, cap), _least(level.high, cap) if is_surely_missed else level.high
    )


def _blockers(
    scored: Sequence[PracticeScore], missed: Sequence[PracticeScore], reached: Number | None, framework: Framework
) -> tuple[str, ...]:
    """What holds back the next level, from the level that the share of weight has `reached` before any cap."""
    cap, highest = framework.gate.floor_cap, framework.scale.highest
    if reached is None:
        return ()
    level = min(reached, cap) if missed else reached
    blocking = set()
    if missed and level == cap:
        blocking |= {floor.id for floor in missed}
    if reached == level and level < highest:
        blocking |= {practice.id for practice in scored if _is_below(practice, int(level) + 1)}
    return tuple(practice.id for practice in scored if practice.id in blocking)


def _effective(practice: PracticeScore) -> int:
    assert practice.backing is not None, "only answered practices have an effective level"
    return practice.backing.effective


def _score_items(
    practices: Sequence[Practice], by_practice: Mapping[str, PracticeScore], framework: Framework, method: str
) -> Score:
    """Every figure of one set of practices; the gate is not yet capped by floors."""
    weighed = [(by_practice[practice.id], practice.weight) for practice in practices]
    answered = [(item.backing, weight) for item, weight in weighed if item.state == "answered" and item.backing]
    open_weights = [weight for item, weight in weighed if item.state in ("unanswered", "not_known")]
    na_weights = [weight for item, weight in weighed if item.state == "not_applicable"]
    weights = [weight for _, weight in answered]
    claimed = [backing.claimed for backing, _ in answered]
    kernel = _Kernel(framework, weights, open_weights)
    counts = _count([item for item, _ in weighed])
    applicable = sum(weights) + sum(open_weights)
    level = kernel.bounded("gated", [backing.effective for backing, _ in answered])
    return Score(
        state=_state_of_set(counts),
        mean=kernel.bounded("mean", claimed),
        weakest_fifth=kernel.bounded("weakest_fifth", claimed),
        gated=level,
        method=method,
        headline=level if method == "gated" else kernel.bounded(method, claimed),
        evidence=_view_evidence([backing for backing, _ in answered], kernel, [item for item, _ in weighed]),
        na_as_zero=mean([*claimed, *[framework.scale.lowest] * len(na_weights)], [*weights, *na_weights])
        if answered
        else None,
        lowest_level=min(claimed, default=None),
        coverage=Fraction(sum(weights), applicable) if applicable else None,
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class _Kernel:
    """A method applied three times: over the answered, and with the open practices lowest and highest."""

    framework: Framework
    weights: Sequence[int]
    open_weights: Sequence[int]

    def over(self, method: str, levels: Sequence[Number], weights: Sequence[int]) -> Number | None:
        scale, gate = self.framework.scale, self.framework.gate
        if method == "gated":
            share = Fraction(gate.numerator, gate.denominator)
            return gated(levels, weights, share, scale.lowest, scale.highest)
        return HEADLINE_METHODS[method](levels, weights, scale.highest)

    def with_open(self, method: str, levels: Sequence[Number], open_level: int) -> Number | None:
        filled = [*levels, *[open_level] * len(self.open_weights)]
        return self.over(method, filled, [*self.weights, *self.open_weights])

    def bounded(self, method: str, levels: Sequence[Number]) -> Bounded:
        scale = self.framework.scale
        value = self.over(method, levels, self.weights)
        if not self.open_weights:
            return Bounded(value, value, value)
        low = self.with_open(method, levels, scale.lowest)
        return Bounded(value, low, self.with_open(method, levels, scale.highest))


def _view_evidence(backings: Sequence[Backing], kernel: _Kernel, practices: Sequence[PracticeScore]) -> EvidenceView:
    claimed = mean([backing.claimed for backing in backings], kernel.weights)
    levels = [backing.evidenced for backing in backings]
    evidenced = mean(levels, kernel.weights)
    scale = kernel.framework.scale
    reviewed = [
        weight for backing, weight in zip(backings, kernel.weights, strict=True) if backing.reviewed is not None
    ]
    return EvidenceView(
        claimed=claimed,
        evidenced=evidenced,
        low=kernel.with_open("mean", [backing.lower for backing in backings], scale.lowest),
        high=kernel.with_open("mean", [backing.effective for backing in backings], scale.highest),
        backing=evidenced / claimed if claimed and evidenced is not None else None,
        reviewed_share=Fraction(sum(reviewed), sum(kernel.weights)) if backings else None,
        weakest_fifth=weakest_fifth(levels, kernel.weights),
        recorded=sum(practice.recorded for practice in practices if practice.state == "answered"),
    )


def _count(practices: Sequence[PracticeScore]) -> Counts:
    states = [practice.state for practice in practices]
    out_of_scope = states.count("out_of_scope")
    return Counts(
        in_scope=len(states) - out_of_scope,
        answered=states.count("answered"),
        not_applicable=states.count("not_applicable"),
        not_known=states.count("not_known"),
        unanswered=states.count("unanswered"),
        out_of_scope=out_of_scope,
    )


def _state_of_set(counts: Counts) -> str:
    if not counts.in_scope:
        return "out_of_scope"
    if not counts.applicable:
        return "not_applicable"
    return "scored" if counts.answered else "unanswered"


def _lowest(levels: Sequence[Bounded]) -> Bounded:
    """The lowest domain; one without a value, or out of scope, takes no part in the minimum it lacks."""
    return Bounded(
        min((level.value for level in levels if level.value is not None), default=None),
        min((level.low for level in levels if level.low is not None), default=None),
        min((level.high for level in levels if level.high is not None), default=None),
    )


def _least(level: Number | None, cap: int) -> Number | None:
    return None if level is None else min(level, cap)
