"""How far each practice is from the level that is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frameworks.model import Framework
from scoring.methods import Number
from scoring.scorecard import Scorecard
from scoring.scores import PracticeScore
from scoring.targets import COUNTED, PracticeTarget, wanted_level


@dataclass(frozen=True, slots=True)
class Gap:
    """Target less answer, for one practice. An open practice counts from the lowest step: nothing is shown yet."""

    practice_id: str
    target: int
    level: int | None
    """None while the practice is open."""
    evidenced: Number
    is_floor: bool
    """Whether a floor is missed or open, not only a target."""
    size: int
    due: date | None = None
    """By when the target should be reached; None = no date was set."""


def find_gaps(
    scorecard: Scorecard, framework: Framework, targets: Mapping[str, PracticeTarget] | None = None
) -> list[Gap]:
    """Every gap of the practices in scope: missed floors first, then the largest, then in the framework's order.

    Against the organization's own targets where it has set them, else against the framework's.
    """
    gaps = [
        gap
        for practice in scorecard.practices
        if practice.state in COUNTED and (gap := _gap(practice, framework, targets or {})).size > 0
    ]
    return sorted(gaps, key=lambda gap: (not gap.is_floor, -gap.size))


def _gap(practice: PracticeScore, framework: Framework, targets: Mapping[str, PracticeTarget]) -> Gap:
    target = wanted_level(practice, framework, targets)
    level = practice.level if practice.state == "answered" else None
    reached = framework.scale_of(practice.id).lowest if level is None else level
    floor = framework.practices[practice.id].floor if practice.is_floor else None
    is_missed = floor is not None and reached < floor.level
    own = targets.get(practice.id)
    due = own.due if own else None
    return Gap(practice.id, target, level, practice.evidenced or 0.0, is_missed, target - reached, due)
