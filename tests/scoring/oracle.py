"""A second, slow and obvious way to score an assessment, written from the rules and not from the product's code.

Every practice is laid out as many times as it weighs, so that shares are counted and never computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from frameworks.model import Framework, Practice
from scoring.assessment import Answer, Assessment

BOTTOM, TOP = 0, 5


@dataclass(frozen=True)
class Seen:
    """One practice as the rules see it on a day."""

    practice: Practice
    state: str
    claim: int | None
    backed: float
    reviewed: int | None
    is_floor: bool

    @property
    def found(self) -> int:
        """The review in date, else the claim."""
        return self.reviewed if self.reviewed is not None else self.claim or 0


def score(assessment: Assessment, framework: Framework, day: date) -> dict[str, Any]:
    """Every figure of the scorecard by its path, such as `A.mean` or `overall.gated`; ranges as pairs."""
    answers = {answer.practice: answer for answer in assessment.answers}
    figures: dict[str, Any] = {}
    everything: list[Seen] = []
    domain_levels = []
    for domain in framework.domains:
        seen = [_see(practice, answers.get(practice.id), assessment, framework, day) for practice in domain.practices]
        everything += seen
        figures |= {f"{domain.id}.{name}": value for name, value in _figures(seen).items()}
        level, capped, lifted = _domain_level(seen, framework)
        figures |= {f"{domain.id}.gated": level, f"{domain.id}.capped_by": capped, f"{domain.id}.lifted_by": lifted}
        domain_levels.append(level)
    figures |= {f"overall.{name}": value for name, value in _figures(everything).items()}
    figures["overall.gated"] = tuple(
        min((level[part] for level in domain_levels if level[part] is not None), default=None) for part in range(3)
    )
    figures |= {f"{one.practice.id}.state": one.state for one in everything}
    return figures


def _see(practice: Practice, answer: Answer | None, whole: Assessment, framework: Framework, day: date) -> Seen:
    in_scope = _is_in_scope(practice, whole, framework)
    state = _state(answer, framework, day) if in_scope else "out_of_scope"
    if answer is None or answer.level is None:
        return Seen(practice, state, None, 0.0, None, in_scope and _is_floor(practice, whole, framework))
    kind = framework.evidence_kinds[practice.evidence_kind]
    backed = 0.0
    for piece in answer.evidence:
        age = (day - piece.date).days
        if age >= 0:
            halvings = max(0, age - kind.grace_days) / kind.half_life_days
            backed = max(backed, min(answer.level, piece.level) * 0.5**halvings)
    review = answer.review
    counts = review is not None and 0 <= (day - review.date).days <= framework.review.days
    is_floor = in_scope and _is_floor(practice, whole, framework)
    return Seen(practice, state, answer.level, backed, review.level if review and counts else None, is_floor)


def _is_in_scope(practice: Practice, whole: Assessment, framework: Framework) -> bool:
    (preset,) = (p for p in framework.presets if p.id == (whole.preset or framework.presets[0].id))
    for kinds in (whole.profile.kinds, preset.kinds):
        if kinds is not None and practice.applies_to and not any(kind in kinds for kind in practice.applies_to):
            return False
    return preset.practices is None or practice.id in preset.practices


def _is_floor(practice: Practice, whole: Assessment, framework: Framework) -> bool:
    floor = practice.floor
    if floor is None or (whole.preset or framework.presets[0].id) not in floor.presets:
        return False
    return whole.profile.children_likely if floor.children_likely else True


def _state(answer: Answer | None, framework: Framework, day: date) -> str:
    if answer is None:
        return "unanswered"
    if answer.state == "not_applicable":
        if answer.recheck is not None:
            return "not_applicable" if day <= answer.recheck else "not_known"
        said = answer.on or day
        return "not_applicable" if (day - said).days <= framework.recheck.days else "not_known"
    return answer.state


def _lay_out(seen: Sequence[Seen], levels: Sequence[Any]) -> list[Any]:
    return [level for one, level in zip(seen, levels, strict=True) for _ in range(one.practice.weight)]


def _figures(seen: Sequence[Seen]) -> dict[str, Any]:
    answered = [one for one in seen if one.state == "answered"]
    open_ = [one for one in seen if one.state in ("unanswered", "not_known")]
    absent = [one for one in seen if one.state == "not_applicable"]
    claims = _lay_out(answered, [one.claim for one in answered])
    bottoms, tops = _lay_out(open_, [BOTTOM] * len(open_)), _lay_out(open_, [TOP] * len(open_))
    lower = _lay_out(answered, [one.reviewed if one.reviewed is not None else one.backed for one in answered])
    upper = _lay_out(answered, [one.found for one in answered])
    backed = _average(_lay_out(answered, [one.backed for one in answered]))
    looked_at = _lay_out(answered, [int(one.reviewed is not None) for one in answered])
    average = _average(claims)
    return {
        "mean": (average, _average(claims + bottoms), _average(claims + tops)),
        "weakest_fifth": (_worst_fifth(claims), _worst_fifth(claims + bottoms), _worst_fifth(claims + tops)),
        "claimed": average,
        "evidenced": backed,
        "evidence": (_average(lower + bottoms), _average(upper + tops)),
        "backing": backed / average if average else None,
        "reviewed_share": _average(looked_at),
        "na_as_zero": _average(claims + _lay_out(absent, [0] * len(absent))) if claims else None,
        "lowest_level": min((one.claim for one in answered if one.claim is not None), default=None),
        "coverage": Fraction(len(claims), len(claims + bottoms)) if claims + bottoms else None,
        "counts": tuple(
            sum(one.state == state for one in seen)
            for state in ("answered", "not_applicable", "not_known", "unanswered", "out_of_scope")
        ),
    }


def _average(laid_out: Sequence[Any]) -> Any:
    if not laid_out:
        return None
    return sum((Fraction(level) for level in laid_out), Fraction(0)) / len(laid_out)


def _worst_fifth(laid_out: Sequence[int]) -> Fraction | None:
    fifths = sorted(level for level in laid_out for _ in range(5))
    return _average(fifths[: len(laid_out)]) if laid_out else None


def _gate(laid_out: Sequence[int], framework: Framework) -> int | None:
    if not laid_out:
        return None
    gate = framework.gate
    enough = [
        step
        for step in range(BOTTOM, TOP + 1)
        if gate.denominator * sum(level >= step for level in laid_out) >= gate.numerator * len(laid_out)
    ]
    return max(enough)


def _domain_level(seen: Sequence[Seen], framework: Framework) -> tuple[tuple[int | None, ...], list[str], list[str]]:
    """Value, low and high of a domain's level; each by asking the rule about the practices filled in that way."""
    answered = [one for one in seen if one.state == "answered"]
    open_ = [one for one in seen if one.state in ("unanswered", "not_known")]
    found = _lay_out(answered, [one.found for one in answered])
    short = [one.practice.id for one in answered if _falls_short(one)]
    waiting = [one.practice.id for one in open_ if one.is_floor]
    value = _gate(found, framework)
    low = _gate(found + _lay_out(open_, [BOTTOM] * len(open_)), framework)
    high = _gate(found + _lay_out(open_, [TOP] * len(open_)), framework)
    cap = framework.gate.floor_cap
    if value is not None and (short or waiting):
        value = min(value, cap)
    if low is not None and (short or waiting):
        low = min(low, cap)
    if high is not None and short:
        high = min(high, cap)
    capped = [one.practice.id for one in seen if one.practice.id in {*short, *waiting}]
    lifted = [one.practice.id for one in seen if one.is_floor and one.state == "not_applicable"]
    return (value, low, high), capped, lifted


def _falls_short(one: Seen) -> bool:
    floor = one.practice.floor
    return floor is not None and one.is_floor and one.found < floor.level
