"""One answer as a value and as a tree, with everything that can be checked without a framework."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from scoring.assessment import Answer, Evidence, Review, State, is_web_address
from use_cases.exchange.rating_shape import fields_as_tree, raters_as_tree, read_ratings, read_settled
from use_cases.exchange.reading import Path, Reading, quote

ANSWER_KEYS = (
    "practice",
    "level",
    "state",
    "note",
    "by",
    "on",
    "reason",
    "approver",
    "recheck",
    "evidence",
    "review",
    "ratings",
    "settled",
)
EVIDENCE_KEYS = ("title", "link", "date", "level")
REVIEW_KEYS = ("level", "by", "date")
STATES = ("not_applicable", "not_known")


def read_answer(reading: Reading, entry: Any, path: Path, as_of: date, also: tuple[str, ...] = ()) -> Answer | None:
    """The answer under a path; None when there is no set of keys. `also` are keys allowed beyond the shape.

    A value at fault is replaced by a harmless one, so that the rest can still be checked: use the answer only
    when the reading holds no fault.
    """
    tree = reading.mapping(entry, path, "The answer")
    if tree is None:
        return None
    reading.check_keys(tree, path, (*also, *ANSWER_KEYS))
    practice = _practice(reading, tree, path)
    state, level = _state_and_level(reading, tree, path)
    answer = Answer(
        id=reading.text(tree, path, "id", 100) if "id" in also else "",
        practice=practice or "",
        state=state,
        level=level,
        note=reading.text(tree, path, "note", 10_000),
        by=reading.text(tree, path, "by", 500),
        on=reading.date(tree, path, "on"),
        reason=reading.text(tree, path, "reason", 10_000),
        approver=reading.text(tree, path, "approver", 500),
        recheck=reading.date(tree, path, "recheck"),
        evidence=_evidence(reading, tree, path, as_of),
        review=_review(reading, tree, path, as_of),
        ratings=read_ratings(reading, tree, path, as_of),
        settled=read_settled(reading, tree, path, as_of),
    )
    _check_reason(reading, answer, path)
    _check_days(reading, answer, path, as_of)
    return answer


def answer_as_tree(answer: Answer) -> dict[str, Any]:
    """The tree that reads back as the same answer, but for its id and the moment it was recorded."""
    tree: dict[str, Any] = {
        "practice": answer.practice,
        "state": None if answer.state == "answered" else answer.state,
        "note": answer.note,
        "by": answer.by,
        "on": answer.on.isoformat() if answer.on else None,
        "reason": answer.reason,
        "approver": answer.approver,
        "recheck": answer.recheck.isoformat() if answer.recheck else None,
        "evidence": [fields_as_tree(item, EVIDENCE_KEYS) for item in answer.evidence],
        "review": fields_as_tree(answer.review, REVIEW_KEYS) if answer.review else None,
        **raters_as_tree(answer),
    }
    first = {"practice": tree.pop("practice"), **({} if answer.level is None else {"level": answer.level})}
    return {**first, **{key: value for key, value in tree.items() if value}}


def _practice(reading: Reading, tree: Mapping[Any, Any], path: Path) -> str | None:
    practice = reading.text(tree, path, "practice", 500)
    if practice and practice == practice.strip():
        return practice
    if (*path, "practice") not in reading.faulty:
        what = f"The practice {quote(practice)} has spaces around it." if practice.strip() else "No practice is named."
        reading.fault((*path, "practice"), what, "give the id of a practice, for example DET-01.")
    return None


def _state_and_level(reading: Reading, tree: Mapping[Any, Any], path: Path) -> tuple[State, int | None]:
    """State and level; a level at fault comes back as the state alone, so that nothing follows from it."""
    level = reading.level(tree, path)
    has_level, has_state = tree.get("level") is not None, tree.get("state") is not None
    state = reading.choice(tree["state"], (*path, "state"), STATES, "State") if has_state else None
    if has_level and has_state:
        reading.fault(
            path,
            f"The answer gives a level and the state {quote(tree['state'])} at once.",
            "keep the level, or the state, not both.",
        )
    elif not has_level and not has_state:
        reading.fault(
            path,
            "The answer gives neither a level nor a state.",
            "give a level, or the state not_applicable or not_known; leave the practice out if it is unanswered.",
        )
    if state is not None:
        return cast(State, state), None
    return ("not_known", None) if level is None else ("answered", level)


def _check_reason(reading: Reading, answer: Answer, path: Path) -> None:
    needs_reason = answer.state == "not_applicable" and (*path, "reason") not in reading.faulty
    if needs_reason and not answer.reason.strip():
        reading.fault((*path, "reason"), "'Not applicable' is said without a reason.", "say in a sentence why.")


def _check_days(reading: Reading, answer: Answer, path: Path, as_of: date) -> None:
    if answer.on is not None and answer.on > as_of:
        reading.fault(
            (*path, "on"),
            f"The answer holds from {answer.on}, which is after {as_of}.",
            "give a day that has come, or leave it out.",
        )
    if answer.on is not None and answer.recheck is not None and answer.recheck < answer.on:
        reading.fault(
            (*path, "recheck"),
            f"The re-check date {answer.recheck} lies before the day the answer holds from, {answer.on}.",
            "give a later date.",
        )


def _evidence(reading: Reading, tree: Mapping[Any, Any], path: Path, as_of: date) -> tuple[Evidence, ...]:
    found = []
    for number, entry in enumerate(reading.items(tree, path, "evidence")):
        here = (*path, "evidence", number)
        item = reading.mapping(entry, here, "The evidence")
        if item is None:
            continue
        reading.check_keys(item, here, EVIDENCE_KEYS)
        for key in ("title", "date", "level"):
            if item.get(key) in (None, ""):
                reading.fault((*here, key), f"The evidence has no {key}.", _ASK[key])
        found.append(
            Evidence(
                title=reading.text(item, here, "title", 500),
                link=_link(reading, item, here),
                date=_past_date(reading, item, here, as_of, "evidence"),
                level=reading.level(item, here) or 0,
            )
        )
    return tuple(found)


_ASK = {
    "title": "name the document, in a few words.",
    "date": "give the day the document is from, as YYYY-MM-DD.",
    "level": "give the level this evidence supports.",
    "by": "name who reviewed the answer.",
}


def _link(reading: Reading, item: Mapping[Any, Any], path: Path) -> str:
    link = reading.text(item, path, "link", 2_000)
    if not link or is_web_address(link):
        return link
    # The link itself is not repeated: it may hold a password.
    reading.fault(
        (*path, "link"),
        "The link is not a plain web address.",
        "start it with http:// or https://, without a name or password in it, or leave it out.",
    )
    return ""


def _past_date(reading: Reading, item: Mapping[Any, Any], path: Path, as_of: date, name: str) -> date:
    day = reading.date(item, path, "date")
    if day is not None and day > as_of:
        reading.fault(
            (*path, "date"),
            f"The {name} is dated {day}, after {as_of}, the day the answers are scored for.",
            "give its real date, or a later as_of.",
        )
    return min(day or as_of, as_of)


def _review(reading: Reading, tree: Mapping[Any, Any], path: Path, as_of: date) -> Review | None:
    if tree.get("review") is None:
        return None
    here = (*path, "review")
    review = reading.mapping(tree["review"], here, "The review")
    if review is None:
        return None
    reading.check_keys(review, here, REVIEW_KEYS)
    if tree.get("level") is None:
        reading.fault(here, "A review stands on an answer without a level.", "leave the review out.")
    for key in ("level", "by", "date"):
        if review.get(key) in (None, ""):
            reading.fault((*here, key), f"The review has no {key}.", _ASK[key])
    return Review(
        level=reading.level(review, here) or 0,
        by=reading.text(review, here, "by", 500),
        date=_past_date(reading, review, here, as_of, "review"),
    )
