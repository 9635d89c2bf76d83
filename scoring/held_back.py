"""What holds a level back: floors that are missed, and the practices below the next level or rung."""

from collections.abc import Sequence

from frameworks.model import Framework
from scoring.kernel import Bounded
from scoring.methods import Number
from scoring.rungs import least_step
from scoring.scores import PracticeScore


def is_below(practice: PracticeScore, level: int) -> bool:
    """Whether a practice is open, or stands below a level by the review in date or the claim."""
    if practice.state in ("unanswered", "not_known"):
        return True
    return practice.state == "answered" and _effective(practice) < level


def capped(level: Bounded, missed: Sequence[PracticeScore], framework: Framework) -> Bounded:
    """Hold the level down; the upper bound only by floors that are answered, since open ones may still be met."""
    if not missed:
        return level
    cap = framework.gate.floor_cap
    is_surely_missed = any(floor.state == "answered" for floor in missed)
    return Bounded(
        _least(level.value, cap), _least(level.low, cap), _least(level.high, cap) if is_surely_missed else level.high
    )


def blockers(
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
        blocking |= {practice.id for practice in scored if is_below(practice, int(level) + 1)}
    return tuple(practice.id for practice in scored if practice.id in blocking)


def rung_blockers(
    scored: Sequence[PracticeScore], reached: Number | None, framework: Framework, top: int
) -> tuple[str, ...]:
    """What holds back the next rung: the practices of it and of those below that are not where it needs them."""
    if reached is None or reached >= top:
        return ()
    needed = {practice.id: least_step(framework, practice.id, int(reached) + 1) for practice in scored}
    lowest = framework.scale.lowest
    return tuple(p.id for p in scored if needed[p.id] > lowest and is_below(p, needed[p.id]))


def _effective(practice: PracticeScore) -> Number:
    assert practice.counted is not None, "only answered practices have an effective level"
    return practice.counted.effective


def _least(level: Number | None, cap: int) -> Number | None:
    return None if level is None else min(level, cap)
