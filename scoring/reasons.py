"""Why is it this? Any figure of a scorecard, taken apart into the answers that make it up and what holds it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from frameworks.errors import MaturityError
from frameworks.model import Framework, Practice
from scoring.assessment import Answer
from scoring.kernel import Bounded
from scoring.methods import WEAKEST_SHARE, Number
from scoring.next_step import OPEN, NextStep, find_next_step
from scoring.practice_reason import PracticeReason, counts, explain_practice
from scoring.scorecard import Scorecard
from scoring.scores import Counts, PracticeScore, Score

TOTAL = "overall"
"""The id of the whole, as `score --json` names it."""

NEAR_IDS = 3


class IdNotKnown(MaturityError):
    """A reason was asked for something that the framework does not hold."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Part:
    """One practice in scope and what it brings. What is None does not count there."""

    practice_id: str
    state: str
    level: Number | None
    """On its own scale, as the two that follow."""
    evidenced: Number | None
    reviewed: Number | None
    weight: int
    share: Fraction | None
    """Share of the answered weight: what one level more would add to the average."""
    contribution: Fraction | None
    """Share times level. All contributions add up to the average exactly."""
    in_weakest: Fraction | None
    """Share of the weakest fifth that it makes up. Practices of one level take part alike, each by its weight."""
    widens: Fraction | None
    """By how much it widens the bounds of the average while it is open. All add up to their distance exactly."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure is what it is: of a practice, a domain or the whole."""

    id: str
    kind: str
    """`practice`, `domain` or `total`."""
    title: str
    as_of: date
    state: str
    method: str
    """How `value` comes about: the headline's method, or `answer` for a practice."""
    value: Bounded
    mean: Bounded
    weakest_fifth: Bounded
    level: Bounded
    """The level reached; of a practice its own level, by the review in date or the claim."""
    evidenced: Number | None
    """What evidence in date backs of the average; None where no evidence is recorded."""
    counts: Counts
    parts: tuple[Part, ...]
    set_by: tuple[str, ...] = ()
    """Domains that stand lowest and so set the level of the whole."""
    lifted_by: tuple[str, ...] = ()
    """Floors that do not cap only because they are said to be not applicable."""
    next_step: NextStep | None = None
    practice: PracticeReason | None = None

    @property
    def open_ids(self) -> tuple[str, ...]:
        """Practices not answered or not known."""
        return tuple(part.practice_id for part in self.parts if part.state in OPEN)


def explain_score(
    scorecard: Scorecard, framework: Framework, id: str | None = None, answers: Mapping[str, Answer] | None = None
) -> Reason:
    """Why the whole, or the domain or practice with this id, is what it is.

    Of a practice the evidence is named, too, where its answer is among `answers`.

    Raises:
        IdNotKnown: the framework has no such domain or practice; near ids are named.
    """
    if id is None:
        return _explain_total(scorecard, framework)
    if id in {domain.id for domain in framework.domains}:
        return _explain_domain(scorecard, framework, id)
    if id in framework.practices:
        return _explain_one(scorecard, framework, id, (answers or {}).get(id))
    if id == TOTAL:
        return _explain_total(scorecard, framework)
    raise _not_known(framework, id)


def _explain_total(scorecard: Scorecard, framework: Framework) -> Reason:
    level = scorecard.overall.level.value
    by_level = [d for d in scorecard.domains if level is not None and d.score.level.value == level]
    return _reason_of(
        scorecard.overall,
        _parts(list(framework.practices.values()), scorecard, framework),
        id=TOTAL,
        kind="total",
        title=framework.title,
        as_of=scorecard.as_of,
        set_by=tuple(domain.id for domain in by_level),
        lifted_by=tuple(floor for domain in scorecard.domains for floor in domain.lifted_by),
        next_step=find_next_step(scorecard, framework, [domain.id for domain in scorecard.domains]),
    )


def _explain_domain(scorecard: Scorecard, framework: Framework, domain_id: str) -> Reason:
    domain = scorecard.domain(domain_id)
    (described,) = (one for one in framework.domains if one.id == domain_id)
    return _reason_of(
        domain.score,
        _parts(described.practices, scorecard, framework),
        id=domain_id,
        kind="domain",
        title=domain.title,
        as_of=scorecard.as_of,
        lifted_by=domain.lifted_by,
        next_step=find_next_step(scorecard, framework, [domain_id]),
    )


def _reason_of(score: Score, parts: tuple[Part, ...], **fields: object) -> Reason:
    return Reason(
        state=score.state,
        method=score.method,
        value=score.headline,
        mean=score.mean,
        weakest_fifth=score.weakest_fifth,
        level=score.level,
        evidenced=score.evidence.evidenced if score.evidence.recorded else None,
        counts=score.counts,
        parts=parts,
        **fields,  # type: ignore[arg-type]
    )


def _explain_one(scorecard: Scorecard, framework: Framework, practice_id: str, answer: Answer | None) -> Reason:
    practice, score = framework.practices[practice_id], scorecard.practice(practice_id)
    parts = _parts([practice], scorecard, framework)
    claim = _bounded(score, None if score.backing is None else score.backing.claimed, framework)
    effective = None if score.backing is None else score.backing.effective
    return Reason(
        id=practice_id,
        kind="practice",
        title=practice.title,
        as_of=scorecard.as_of,
        state=score.state,
        method="answer",
        value=claim,
        mean=claim,
        weakest_fifth=claim,
        level=_bounded(score, effective, framework),
        evidenced=score.evidenced if score.state == "answered" and score.recorded else None,
        counts=_counts_of_one(score.state),
        parts=parts,
        practice=explain_practice(scorecard, framework, practice_id, answer),
    )


def _bounded(score: PracticeScore, level: Number | None, framework: Framework) -> Bounded:
    if score.state in OPEN:
        scale = framework.scale_of(score.id)
        return Bounded(None, scale.value_of(scale.lowest), scale.value_of(scale.highest))
    return Bounded(level, level, level) if score.state == "answered" else Bounded()


def _counts_of_one(state: str) -> Counts:
    if state == "out_of_scope":
        return Counts(out_of_scope=1)
    return Counts(**{"in_scope": 1, state: 1})


def _parts(practices: Sequence[Practice], scorecard: Scorecard, framework: Framework) -> tuple[Part, ...]:
    """Every practice in scope with what it brings, in the framework's order."""
    pairs = [(practice.weight, scorecard.practice(practice.id)) for practice in practices]
    answered = sum(weight for weight, score in pairs if score.state == "answered")
    applicable = sum(weight for weight, score in pairs if counts(score))
    span = framework.scale.highest - framework.scale.lowest
    weakest = _weakest(pairs)
    found = []
    for weight, score in pairs:
        if score.state == "out_of_scope":
            continue
        own, counted = (score.backing, score.counted) if score.state == "answered" else (None, None)
        share = None if counted is None else Fraction(weight, answered)
        found.append(
            Part(
                practice_id=score.id,
                state=score.state,
                level=None if own is None else own.claimed,
                evidenced=None if own is None else own.evidenced,
                reviewed=None if own is None else own.reviewed,
                weight=weight,
                share=share,
                contribution=None if counted is None or share is None else share * Fraction(counted.claimed),
                in_weakest=None if counted is None else weakest.get(score.id),
                widens=Fraction(weight * span, applicable) if score.state in OPEN else None,
            )
        )
    return tuple(found)


def _weakest(pairs: Sequence[tuple[int, PracticeScore]]) -> dict[str, Fraction]:
    """The share of the weakest fifth that each answered practice makes up."""
    answered = [
        (score.counted.claimed, weight, score.id)
        for weight, score in pairs
        if score.state == "answered" and score.counted
    ]
    room = left = WEAKEST_SHARE * sum(weight for _, weight, _ in answered)
    shares = {id_: Fraction(0) for _, _, id_ in answered}
    for level in sorted({level for level, _, _ in answered}):
        alike = [(weight, id_) for at, weight, id_ in answered if at == level]
        weight_alike = sum(weight for weight, _ in alike)
        taken = min(left, Fraction(weight_alike))
        for weight, id_ in alike:
            shares[id_] = taken * weight / weight_alike / room
        left -= taken
    return shares


def _not_known(framework: Framework, id_: str) -> IdNotKnown:
    known = [*(domain.id for domain in framework.domains), *framework.practices]
    by_fold = {one.casefold(): one for one in known}
    near = [by_fold[fold] for fold in get_close_matches(id_.casefold(), by_fold, n=NEAR_IDS)]
    domains = ", ".join(domain.id for domain in framework.domains)
    mend = f"did you mean {', '.join(near)}?" if near else f"use a practice's id, or one of the domains: {domains};"
    return IdNotKnown.of(
        f"{framework.key} has no domain and no practice {id_[:80]!r}.",
        "ID",
        f"{mend} Leave it out for the whole." if near else f"{mend} leave it out for the whole.",
    )
