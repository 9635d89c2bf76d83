"""A reason as a tree of plain values: what `why --json` prints."""

from typing import Any

from scoring.next_step import DomainStep, Hold, NextStep, Rise
from scoring.practice_reason import PracticeReason
from scoring.reasons import Part, Reason
from scoring.score_document import Tree, as_plain, bounded_as_plain


def reason_as_published(reason: Reason) -> Tree:
    """The document; fractions become the nearest float, whole numbers stay."""
    near = reason.practice
    tree: Tree = {
        "id": reason.id,
        "kind": reason.kind,
        "title": reason.title,
        "as_of": reason.as_of.isoformat(),
        "state": reason.state,
        "method": reason.method,
        "value": as_plain(reason.value.value),
        "low": as_plain(reason.value.low),
        "high": as_plain(reason.value.high),
        "mean": bounded_as_plain(reason.mean),
        "weakest_fifth": bounded_as_plain(reason.weakest_fifth),
        "level": bounded_as_plain(reason.level),
        "evidenced": as_plain(reason.evidenced),
        "parts": [_part(part) for part in reason.parts],
        "open": list(reason.open_ids),
        "set_by": list(reason.set_by),
        "lifted_by": list(reason.lifted_by),
        "held_by": [_hold(hold) for hold in (near.prerequisites if near else _holds(reason.next_step))],
        "next_step": _practice_step(near) if near else _next_step(reason.next_step),
    }
    return {**tree, "practice": _practice(near)} if near else tree


def _holds(step: NextStep | None) -> tuple[Hold, ...]:
    return step.held_by if step else ()


def _part(part: Part) -> Tree:
    return {
        "practice": part.practice_id,
        "state": part.state,
        "level": part.level,
        "evidenced": part.evidenced,
        "reviewed": part.reviewed,
        "weight": part.weight,
        "share": as_plain(part.share),
        "contribution": as_plain(part.contribution),
        "in_weakest_fifth": as_plain(part.in_weakest),
        "widens": as_plain(part.widens),
    }


def _hold(hold: Hold) -> Tree:
    tree: Tree = {
        "practice": hold.practice_id,
        "because": list(hold.because),
        "level": hold.level,
        "needs": hold.needs,
    }
    return {**tree, "reason": hold.reason} if hold.reason else tree


def _next_step(step: NextStep | None) -> Tree | None:
    if step is None:
        return None
    return {
        "to": step.to,
        "fewest": [_rise(rise) for rise in step.fewest],
        "domains": [_domain_step(one) for one in step.domains],
    }


def _rise(rise: Rise) -> Tree:
    return {"practice": rise.practice_id, "from": rise.level, "to": rise.to}


def _domain_step(step: DomainStep) -> Tree:
    return {
        "domain": step.domain_id,
        "share_reached": as_plain(step.has),
        "share_needed": as_plain(step.needs),
        "share_missing": as_plain(step.missing),
        "floors": [hold.practice_id for hold in step.held_by if "floor" in hold.because],
    }


def _practice_step(near: PracticeReason) -> Tree | None:
    return None if near.to is None else {"to": near.to, "text": near.text_next, "effort": near.effort}


def _practice(near: PracticeReason) -> dict[str, Any]:
    return {
        "text": near.text_now,
        "floor": near.floor,
        "share_of_domain": as_plain(near.in_domain),
        "share_of_total": as_plain(near.in_total),
        "evidence": [
            {
                "title": pointer.title,
                "link": pointer.link,
                "date": pointer.dated.isoformat(),
                "age_days": pointer.age,
                "level": pointer.level,
                "backs": pointer.backs,
            }
            for pointer in near.pointers
        ],
    }
