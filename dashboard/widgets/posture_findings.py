"""Sentences about challenges and posture: pure functions of the values."""

from collections.abc import Sequence
from fractions import Fraction

from dashboard.widgets.findings import listed
from dashboard.widgets.marks import bounds, is_wide, tenth
from dashboard.widgets.threat_findings import Titles
from scoring.exposure import ChallengeView, Posture


def challenges_finding(challenges: Sequence[ChallengeView], titles: Titles, highest: int) -> str:
    """Which challenge is answered at the lowest average level, as one decimal shows it."""
    read = [one for one in challenges if one.mean.value is not None]
    if not read:
        return "No challenge has an answered practice yet"
    least = min(float(tenth(one.mean.value)) for one in read)
    lowest = [titles[one.id] for one in read if float(tenth(one.mean.value)) == least]
    among = "Among the answers, " if any(is_wide(one.mean.low, one.mean.high) for one in read) else ""
    if len(read) > 1 and len(lowest) == len(read):
        return f"{among}{'a' if among else 'A'}ll challenges are answered alike, at {least:.1f} of {highest} on average"
    return (
        f"{among}{'t' if among else 'T'}he lowest average level stands against {listed(lowest, 2)}: "
        f"{least:.1f} of {highest}"
    )


def challenge_level(view: ChallengeView) -> str:
    """The average claimed level, or its range while open practices can move it visibly."""
    mean = view.mean
    if mean.value is None:
        return "–"
    return bounds(mean.low, mean.high) if is_wide(mean.low, mean.high) else tenth(mean.value)


def posture_finding(posture: Posture) -> str:
    """To which side the levels that are reached lean."""
    if posture.tilt is None or posture.low is None or posture.high is None:
        return "Which way the practices lean cannot be said yet"
    if _points(posture.low) < 0 < _points(posture.high):
        return "Practices that are not answered decide which way the levels lean"
    sides = {_side(tilt) for tilt in (posture.low, posture.high)}
    if sides == {0}:
        return "The levels reached lean neither before nor after harm"
    return f"The levels reached lean towards acting {'before' if sum(sides) > 0 else 'after'} harm"


def _side(tilt: Fraction) -> int:
    points = _points(tilt)
    return (points > 0) - (points < 0)


def _points(share: Fraction) -> float:
    """Hundredths with one decimal."""
    return float(round(share * 100, 1))


def posture_figures(posture: Posture) -> tuple[str, str, str] | None:
    """Earned, available and tilt in points of 100; what is shown adds up, so available gives way in the last place."""
    if posture.earned is None or posture.tilt is None:
        return None
    earned, tilt = _points(posture.earned), _points(posture.tilt)
    return f"{earned:.1f}", f"{earned - tilt:.1f}", _signed(tilt)


def _signed(points: float) -> str:
    return "±0.0" if not points else f"{points:+.1f}".replace("-", "−")


def posture_sentence(posture: Posture) -> str:
    """The tilt and what it is made of; with open practices, the tilts that are possible."""
    figures = posture_figures(posture)
    if figures is None or posture.low is None or posture.high is None:
        return "Undefined: none of the practices with a proactive share is claimed above level 0."
    earned, available, tilt = figures
    words = (
        f"Of the levels claimed, {earned} of 100 parts act before harm; with every one of these practices at the same "
        f"level it would be {available}. The tilt is {tilt}: what the organization adds or takes away, whatever the "
        "framework offers."
    )
    low, high = _signed(_points(posture.low)), _signed(_points(posture.high))
    between = f"between {low} and {high}" if low != high else f"at {low}"
    is_moved = (low, high) != (tilt, tilt)
    return words + (f" Over all practices that apply it lies {between}, as some are not answered." if is_moved else "")
