"""Where an organization knows better than the framework's estimates: another value for one of them, with its reason."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal, get_args

from pydantic import Field

from frameworks.errors import Fault, MaturityError
from frameworks.fields import STEP_PATTERN, Frozen
from frameworks.model import Framework, Practice
from scoring.ratings import off_scale
from scoring.texts import Line, Note

Estimate = Literal["effort", "effectiveness", "proactive", "prerequisites", "stages"]
"""A field of a practice that is an estimate. What a score is made of is none of them."""
ESTIMATES: tuple[Estimate, ...] = get_args(Estimate)
SHARES: tuple[Estimate, ...] = ("effectiveness", "proactive")
HAVE_PARTS: tuple[Estimate, ...] = ("effort", "effectiveness")
Stage = Literal["prevent", "detect", "respond", "learn"]
STAGES: tuple[Stage, ...] = get_args(Stage)
MOST_WEEKS = 10_000


class AdjustmentNotAccepted(MaturityError):
    """An adjustment says something that the framework does not know, or gives no reason."""

    exit_code = 11


class Needed(Frozen):
    """`practice` should stand at `level` before the adjusted practice goes to `for_level`."""

    practice: Line
    level: Annotated[int, Field(strict=True, ge=0, le=100)]
    for_level: Annotated[int, Field(strict=True, ge=0, le=100)]


Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Value = Number | tuple[Needed, ...] | tuple[Line, ...] | None
Key = tuple[str, str, str]
"""Practice, field and part: what one adjustment stands for."""


class Adjustment(Frozen):
    """Another value for one estimate of one practice. The newest stands; without a value the framework's own does."""

    practice: Line
    field: Estimate
    part: Line = ""
    """Which one: the step of an effort, as `to3`, or the threat of an effectiveness; the others have no parts."""
    value: Value
    """Person-weeks, a share, what should stand first, or stages; None takes an adjustment back."""
    reason: Note
    by: Line = ""
    on: datetime.date
    """The day it was made."""
    at: datetime.datetime | None = None
    """When it was recorded, UTC."""

    @property
    def key(self) -> Key:
        """What it stands for."""
        return self.practice, self.field, self.part


def adjustments_that_hold(history: Iterable[Adjustment], on: datetime.date) -> tuple[Adjustment, ...]:
    """The newest of each estimate on a day, from a history in the order it was recorded; what was taken back is out."""
    newest = {one.key: one for one in history if one.on <= on}
    return tuple(one for one in newest.values() if one.value is not None)


def stated_value(practice: Practice, field: Estimate, part: str = "") -> Value:
    """What the framework says; None where it says nothing."""
    if field == "effort":
        return practice.effort.get(part)
    if field == "effectiveness":
        return practice.effectiveness.get(part)
    if field == "proactive":
        return practice.proactive
    if field == "stages":
        return practice.stages
    return tuple(
        Needed(practice=one.practice, level=one.level, for_level=one.for_level) for one in practice.prerequisites
    )


def parts_of(practice: Practice, field: Estimate, framework: Framework) -> tuple[str, ...]:
    """The parts of a field that can be adjusted; empty for a field without parts."""
    if field == "effort":
        return tuple(f"to{level}" for level in range(framework.scale.lowest + 1, framework.scale.highest + 1))
    if field == "effectiveness":
        return tuple(dict.fromkeys((*practice.threats, *practice.effectiveness)))
    return ()


def check_adjustment(adjustment: Adjustment, framework: Framework, as_of: datetime.date) -> list[Fault]:
    """Everything about an adjustment that framework, scale or calendar contradict; empty = it fits by itself.

    Prerequisites that run in a circle show only among all of them: adjust_framework() refuses those.
    """
    where = f"adjustment {adjustment.practice} > {adjustment.field}"
    where += f" > {adjustment.part}" if adjustment.part else ""
    practice = framework.practices.get(adjustment.practice)
    if practice is None:
        return [_unknown_practice(adjustment.practice, framework, f"{where} > practice")]
    faults = []
    if not adjustment.reason.strip():
        mend = "say in a sentence what you know better, and from where."
        faults.append(Fault("The adjustment gives no reason.", f"{where} > reason", mend))
    if adjustment.on > as_of:
        what = f"The adjustment is dated {adjustment.on}, after {as_of}."
        faults.append(Fault(what, f"{where} > on", "give the day it was made."))
    faults += _faults_of_part(adjustment, practice, framework, where)
    if adjustment.value is not None:
        faults += _faults_of_value(adjustment, framework, f"{where} > value")
    return faults


def _unknown_practice(practice: str, framework: Framework, where: str) -> Fault:
    return Fault(
        f"{framework.title} {framework.version} has no practice {practice[:80]!r}.",
        where,
        f"use an id that `safermark framework show {framework.id}` lists.",
    )


def _faults_of_part(adjustment: Adjustment, practice: Practice, framework: Framework, where: str) -> Iterator[Fault]:
    field, part, here = adjustment.field, adjustment.part, f"{where} > part"
    known = parts_of(practice, field, framework)
    if field not in HAVE_PARTS and part:
        yield Fault(f"{field} has no parts.", here, "leave the part out.")
    elif field == "effort" and part not in known:
        what = "names no step" if not re.fullmatch(STEP_PATTERN, part) else "leads to no level of this scale"
        yield Fault(f"The part {part[:80]!r} {what}.", here, f"use {known[0]} to {known[-1]}.")
    elif field == "effectiveness" and part not in known:
        mend = f"use one of: {', '.join(known)}." if known else "leave this adjustment out."
        yield Fault(f"{practice.id} does not act on a threat {part[:80]!r}.", here, mend)


def _faults_of_value(adjustment: Adjustment, framework: Framework, where: str) -> Iterator[Fault]:
    field, value = adjustment.field, adjustment.value
    if field == "prerequisites":
        yield from _faults_of_needed(adjustment, framework, where)
    elif field == "stages":
        yield from _faults_of_stages(value, where)
    elif not isinstance(value, int | float):
        yield Fault(f"{field} is a number.", where, _RANGES[field])
    elif field == "effort" and not 0 <= value <= MOST_WEEKS:
        yield Fault(f"{value:g} person-weeks are out of range.", where, _RANGES[field])
    elif field == "effectiveness" and not 0 <= value < 1:
        yield Fault(f"No practice stops {value:g} of a threat.", where, _RANGES[field])
    elif field == "proactive" and not 0 <= value <= 1:
        yield Fault(f"{value:g} is no share.", where, _RANGES[field])


_RANGES = {
    "effort": f"give person-weeks from 0 to {MOST_WEEKS:,}.",
    "effectiveness": "give a share from 0 to below 1, as 0.4: no practice stops a threat for good.",
    "proactive": "give a share from 0 to 1, as 0.4.",
}


def _faults_of_stages(value: Value, where: str) -> Iterator[Fault]:
    mend = f"name at least one of: {', '.join(STAGES)}."
    if not isinstance(value, tuple) or not value or not all(isinstance(one, str) for one in value):
        yield Fault("Stages are a list of names.", where, mend)
        return
    for one in value:
        if one not in STAGES:
            yield Fault(f"There is no stage {str(one)[:80]!r}.", where, mend)
    if len(set(value)) < len(value):
        yield Fault("A stage is named twice.", where, "name it once.")


def _faults_of_needed(adjustment: Adjustment, framework: Framework, where: str) -> Iterator[Fault]:
    value = adjustment.value
    if not isinstance(value, tuple) or not all(isinstance(one, Needed) for one in value):
        mend = "give a list of practice, level and for_level; an empty list for none."
        yield Fault("Prerequisites are a list of practices with their levels.", where, mend)
        return
    needed: Sequence[Needed] = [one for one in value if isinstance(one, Needed)]
    for number, one in enumerate(needed, start=1):
        here = f"{where} {number}"
        if one.practice not in framework.practices:
            yield _unknown_practice(one.practice, framework, f"{here} > practice")
        elif one.practice == adjustment.practice:
            yield Fault(f"{one.practice} is its own prerequisite.", f"{here} > practice", "name another practice.")
        yield from off_scale(one.level, framework.scale_of(one.practice), f"{here} > level")
        yield from off_scale(one.for_level, framework.scale, f"{here} > for_level")
    if len(set(needed)) < len(needed):
        yield Fault("A prerequisite is named twice.", where, "name it once.")
