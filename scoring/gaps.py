"""How far each practice is from the level that is wanted."""

from dataclasses import dataclass

from frameworks.model import Framework
from scoring.scorecard import PracticeScore, Scorecard


@dataclass(frozen=True, slots=True)
class Gap:
    """Target less answer, for one practice. An open practice counts from the lowest step: nothing is shown yet."""

    practice_id: str
    target: int
    level: int | None
    """None while the practice is open."""
    evidenced: float
    is_floor: bool
    size: int


def find_gaps(scorecard: Scorecard, framework: Framework) -> list[Gap]:
    """Every gap of the practices in scope: missed floors first, then the largest, then in the framework's order."""
    gaps = [
        gap
        for practice in scorecard.practices
        if practice.state in ("answered", "not_known", "unanswered") and (gap := _gap(practice, framework)).size > 0
    ]
    return sorted(gaps, key=lambda gap: (not gap.is_floor, -gap.size))


def _gap(practice: PracticeScore, framework: Framework) -> Gap:
    floor = framework.practices[practice.id].floor if practice.is_floor else None
    target = max(framework.target.level, floor.level if floor else framework.target.level)
    level = practice.level if practice.state == "answered" else None
    reached = framework.scale.lowest if level is None else level
    return Gap(practice.id, target, level, practice.evidenced or 0.0, practice.is_floor, target - reached)
