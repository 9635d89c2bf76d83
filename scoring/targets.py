"""The level an organization wants of a practice, by when; whole profiles of them by stage."""

import datetime
from collections.abc import Iterable, Mapping

from pydantic import StrictInt

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Frozen
from frameworks.model import Framework
from scoring.months import months_after
from scoring.ratings import off_scale
from scoring.scorecard import Scorecard
from scoring.scores import PracticeScore
from scoring.texts import Line, Note

COUNTED = ("answered", "unanswered", "not_known")
"""States of a practice that a target can be set for."""


class TargetNotAccepted(MaturityError):
    """A target contradicts the framework, the calendar or the level that stands."""

    exit_code = 11


class PracticeTarget(Frozen):
    """The level wanted of one practice. The newest holds; without a level the framework's own target holds again."""

    practice: Line
    level: StrictInt | None
    due: datetime.date | None = None
    """By which day; None = no date was set."""
    reason: Note = ""
    on: datetime.date
    """The day it was set."""
    by: Line = ""
    at: datetime.datetime | None = None
    """When it was recorded, UTC."""


def targets_that_hold(history: Iterable[PracticeTarget], on: datetime.date) -> dict[str, PracticeTarget]:
    """The target of each practice that has one on a day, from a history in the order it was recorded."""
    newest = {target.practice: target for target in history if target.on <= on}
    return {practice: target for practice, target in newest.items() if target.level is not None}


def check_target(target: PracticeTarget, framework: Framework, scorecard: Scorecard) -> list[Fault]:
    """Everything about a target that framework, calendar or the level that stands contradicts; empty = usable."""
    where = f"target {target.practice}"
    if target.practice not in framework.practices:
        return [
            Fault(
                f"{framework.title} {framework.version} has no practice {target.practice[:80]!r}.",
                where,
                f"use an id that `safermark framework show {framework.id}` lists.",
            )
        ]
    score = scorecard.practice(target.practice)
    if target.level is None:
        return []
    faults = off_scale(target.level, framework.scale_of(target.practice), f"{where} > level")
    least = least_target(score, framework)
    if score.state not in COUNTED:
        state = "out of scope" if score.state == "out_of_scope" else "not applicable"
        what = f"{target.practice} is {state}, so there is nothing to reach."
        faults.append(Fault(what, where, "leave it out, or answer the practice first."))
    elif not faults and target.level < least:
        faults.append(
            Fault(
                f"{target.practice} {_why_least(score, least)}, and the target is {target.level}.",
                f"{where} > level",
                f"set {least} or more.",
            )
        )
    if target.on > scorecard.as_of:
        what = f"The target is dated {target.on}, after {scorecard.as_of}."
        faults.append(Fault(what, f"{where} > on", "give the day it is set."))
    if target.due is not None and target.due < target.on:
        faults.append(
            Fault(f"The target is due on {target.due}, before it is set.", f"{where} > due", "give a day to come.")
        )
    return faults


def least_target(score: PracticeScore, framework: Framework) -> int:
    """The lowest level that can be wanted: neither below what stands nor below a floor that holds."""
    floor = framework.practices[score.id].floor if score.is_floor else None
    lowest = framework.scale_of(score.id).lowest
    stands = score.level if score.state == "answered" and score.level is not None else lowest
    return max(stands, floor.level if floor else lowest)


def propose_targets(
    framework: Framework, profile_id: str, scorecard: Scorecard, on: datetime.date
) -> tuple[PracticeTarget, ...]:
    """The targets of one of the framework's profiles for the practices in scope, dated from a day.

    A practice that stands higher already keeps its level as target, without a date: nothing is to be given up.

    Raises:
        TargetNotAccepted: the framework has no such profile.
    """
    profiles = {profile.id: profile for profile in framework.target_profiles}
    if profile_id not in profiles:
        known = ", ".join(profiles) or "none"
        raise TargetNotAccepted.of(
            f"{framework.title} has no target profile {profile_id!r}.", "stage", f"use one of: {known}."
        )
    return tuple(_proposed(score, framework, profile_id, on) for score in scorecard.practices if score.state in COUNTED)


def _proposed(score: PracticeScore, framework: Framework, profile_id: str, on: datetime.date) -> PracticeTarget:
    profile = next(profile for profile in framework.target_profiles if profile.id == profile_id)
    goal = profile.practices.get(score.id) or (profile.floors if score.is_floor else profile.everywhere)
    least = least_target(score, framework)
    level = max(goal.level, least)
    has_way_to_go = score.state != "answered" or level > (score.level or 0)
    due = months_after(on, goal.months) if has_way_to_go else None
    return PracticeTarget(practice=score.id, level=level, due=due, on=on)


def wanted_level(score: PracticeScore, framework: Framework, targets: Mapping[str, PracticeTarget]) -> int:
    """The level wanted of a practice: its own target, else the framework's; never below a floor that holds.

    On a scale of the practice's own it is the first level that lies as high as the framework's target.
    """
    own = targets.get(score.id)
    wanted = _wanted_of_all(score.id, framework) if own is None or own.level is None else own.level
    floor = framework.practices[score.id].floor if score.is_floor else None
    return max(wanted, floor.level) if floor else wanted


def _wanted_of_all(practice_id: str, framework: Framework) -> int:
    scale = framework.scale_of(practice_id)
    if scale is framework.scale:
        return framework.target.level
    levels = range(scale.lowest, scale.highest)
    return next((one for one in levels if scale.onto(one, framework.scale) >= framework.target.level), scale.highest)


def _why_least(score: PracticeScore, least: int) -> str:
    if score.state == "answered" and score.level == least:
        return f"stands at level {least} already"
    return f"is a floor at level {least}"
