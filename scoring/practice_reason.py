"""Why one practice stands where it does: its level texts now and next, what backs it, what should come first."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from frameworks.model import Framework, Practice
from scoring.assessment import Answer
from scoring.evidence import backed_by
from scoring.methods import Number
from scoring.next_step import OPEN, PREREQUISITE, Hold, effective_level
from scoring.scorecard import Scorecard
from scoring.scores import PracticeScore


@dataclass(frozen=True, slots=True)
class Pointer:
    """A piece of evidence with its age in days on the day of the scorecard, and how much of the claim it backs."""

    title: str
    link: str
    dated: date
    age: int
    level: Number
    backs: float


@dataclass(frozen=True, slots=True)
class PracticeReason:
    """One practice from near."""

    text_now: str | None
    """The text of its level; None while it is open or left out."""
    to: Number | None
    """The next step; None at the highest, on a range, and without an answer to go up from."""
    is_highest: bool
    text_next: str | None
    effort: float | None
    """Person-weeks to the next level by the framework, where it says so."""
    floor: int | None
    """The level that it may not be below; None where it is no floor here."""
    in_domain: Fraction | None
    """Share of the domain's applicable weight; None where it does not count."""
    in_total: Fraction | None
    pointers: tuple[Pointer, ...]
    """What backs it, best first."""
    prerequisites: tuple[Hold, ...]
    """Practices that should be further before this one goes up, and are not."""


def explain_practice(
    scorecard: Scorecard, framework: Framework, practice_id: str, answer: Answer | None
) -> PracticeReason:
    """The reason of one practice. Without the answer it names no evidence."""
    practice, score = framework.practices[practice_id], scorecard.practice(practice_id)
    is_answered = score.state == "answered" and score.level is not None
    scale = framework.scale_of(practice_id)
    now = score.level if is_answered else None
    to = now + 1 if now is not None and now < scale.highest and not scale.is_range else None
    domain = framework.domain_of[practice_id]
    return PracticeReason(
        text_now=None if now is None else practice.levels.get(now),
        is_highest=now == scale.highest,
        to=None if to is None else scale.value_of(to),
        text_next=None if to is None else practice.levels[to],
        effort=None if to is None else practice.effort.get(f"to{to}"),
        floor=practice.floor.level if practice.floor and score.is_floor else None,
        in_domain=_share(scorecard, practice, domain.practices),
        in_total=_share(scorecard, practice, tuple(framework.practices.values())),
        pointers=_pointers(answer, now, practice, framework, scorecard.as_of),
        prerequisites=() if to is None else _not_met(practice, to, scorecard),
    )


def counts(score: PracticeScore) -> bool:
    """Whether a practice is applicable: answered or open."""
    return score.state in ("answered", *OPEN)


def _share(scorecard: Scorecard, practice: Practice, among: tuple[Practice, ...]) -> Fraction | None:
    if not counts(scorecard.practice(practice.id)):
        return None
    return Fraction(practice.weight, sum(one.weight for one in among if counts(scorecard.practice(one.id))))


def _pointers(
    answer: Answer | None, claimed: int | None, practice: Practice, framework: Framework, as_of: date
) -> tuple[Pointer, ...]:
    if answer is None or claimed is None:
        return ()
    kind, scale = framework.kind_of(practice), framework.scale_of(practice.id)
    found = [
        Pointer(
            item.title,
            item.link,
            item.date,
            (as_of - item.date).days,
            scale.value_of(item.level),
            float(backed_by(item, claimed, kind, as_of, scale.value_of)),
        )
        for item in answer.evidence
    ]
    return tuple(sorted(found, key=lambda pointer: -pointer.backs))


def _not_met(practice: Practice, to: int, scorecard: Scorecard) -> tuple[Hold, ...]:
    """What should be there before the next level; a practice that does not apply need not be."""
    found: dict[str, Hold] = {}
    for needed in practice.prerequisites:
        score = scorecard.practice(needed.practice)
        level = effective_level(score)
        is_met = not counts(score) or (level is not None and level >= needed.level)
        if needed.for_level > to or is_met:
            continue
        former = found.get(needed.practice)
        if former is None or former.needs < needed.level:
            found[needed.practice] = Hold(needed.practice, (PREREQUISITE,), level, needed.level, needed.reason)
    return tuple(found.values())
