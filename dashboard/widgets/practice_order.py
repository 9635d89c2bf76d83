"""Which practices a lead walks through, in which order, and where to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frameworks.model import Practice
from scoring.evidence import freshness
from use_cases.open_assessment import OpenAssessment

OPEN_STATES = ("unanswered", "not_known")
STALE_BELOW = 0.5
"""Evidence that has lost more than half of its weight is listed as stale."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to keep of the practices in scope. Empty = one domain after the other."""

    owner: str | None = None
    only: str | None = None
    """None, "open" or "stale"."""
    search: str = ""

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return bool(self.owner or self.only or self.search.strip())


def practices_in_scope(opened: OpenAssessment) -> list[Practice]:
    """The practices that count for this profile and preset, in the framework's order."""
    out = {practice.id for practice in opened.scorecard.practices if practice.state == "out_of_scope"}
    return [practice for practice in opened.framework.practices.values() if practice.id not in out]


def keep_matching(opened: OpenAssessment, chosen: Filter) -> list[Practice]:
    """The practices in scope that a filter keeps."""
    return [practice for practice in practices_in_scope(opened) if _matches(practice, opened, chosen)]


def is_stale(practice_id: str, opened: OpenAssessment) -> bool:
    """Whether a practice has evidence, and the freshest of it has lost more than half of its weight."""
    answer = opened.assessment.by_practice.get(practice_id)
    if answer is None or not answer.evidence:
        return False
    kind = opened.framework.kind_of(opened.framework.practices[practice_id])
    return max(freshness(item.date, kind, opened.on) for item in answer.evidence) < STALE_BELOW


def resume_at(opened: OpenAssessment) -> str | None:
    """Where to go on: the first open practice after the one answered last, else the first open one, else the first."""
    ids = [practice.id for practice in practices_in_scope(opened)]
    if not ids:
        return None
    recorded = [answer for answer in opened.assessment.answers if answer.at and answer.practice in ids]
    last = max(recorded, key=lambda answer: answer.at or date.min, default=None)
    begin = ids.index(last.practice) if last else 0
    around = ids[begin:] + ids[:begin]
    return next((id_ for id_ in around if opened.scorecard.practice(id_).state in OPEN_STATES), ids[0])


def neighbors(practice_id: str, ids: Sequence[str]) -> tuple[str | None, str | None]:
    """The practice before and the one after; None at the ends, and for a practice that is not listed."""
    if practice_id not in ids:
        return None, ids[0] if ids else None
    place = ids.index(practice_id)
    return (ids[place - 1] if place else None), (ids[place + 1] if place + 1 < len(ids) else None)


def near(practice_id: str, ids: Sequence[str], most: int) -> Sequence[str]:
    """So many of the practices, with this one among them; all where they are no more."""
    place = ids.index(practice_id) if practice_id in ids else 0
    first = max(0, min(place - most // 2, len(ids) - most))
    return ids[first : first + most]


def _matches(practice: Practice, opened: OpenAssessment, chosen: Filter) -> bool:
    if chosen.owner and practice.owner != chosen.owner:
        return False
    if chosen.only == "open" and opened.scorecard.practice(practice.id).state not in OPEN_STATES:
        return False
    if chosen.only == "stale" and not is_stale(practice.id, opened):
        return False
    words = chosen.search.casefold().split()
    text = " ".join([practice.id, practice.title, practice.intent, *practice.levels.values()]).casefold()
    return all(word in text for word in words)
