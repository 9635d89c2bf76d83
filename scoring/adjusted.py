"""A framework with an organization's own estimates in the place of the framework's; no score can move by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from frameworks.circles import find_circles
from frameworks.errors import Fault
from frameworks.model import Framework, Practice, Prerequisite
from scoring.adjustment import (
    STAGES,
    Adjustment,
    AdjustmentNotAccepted,
    Key,
    Needed,
    Value,
    check_adjustment,
    stated_value,
)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An estimate that an organization has adjusted, beside what the framework says of it."""

    adjustment: Adjustment
    stated: Value
    """The framework's own value; None where it gives none."""


def adjust_framework(framework: Framework, adjustments: Iterable[Adjustment]) -> Framework:
    """The framework with other estimates; of several adjustments of one estimate the last one counts.

    One without a value leaves the framework's own. Weights, floors, gates and everything else that a score is made of
    stay as they are.

    Raises:
        AdjustmentNotAccepted: with every fault of every adjustment, circles of prerequisites among them.
    """
    newest = {one.key: one for one in adjustments}
    faults = [fault for one in newest.values() for fault in check_adjustment(one, framework, date.max)]
    if faults:
        raise AdjustmentNotAccepted(*faults)
    adjusted = _adjust(framework, newest.values())
    if circles := _circles(adjusted, newest.values()):
        raise AdjustmentNotAccepted(*circles)
    return adjusted


def list_adjusted(framework: Framework, adjustments: Iterable[Adjustment]) -> dict[Key, Adjusted]:
    """What differs from the framework's own estimates, by practice, field and part; `framework` is the unadjusted."""
    found = {}
    for one in {one.key: one for one in adjustments}.values():
        stated = stated_value(framework.practices[one.practice], one.field, one.part)
        if one.value is not None and not _is_same(one.value, stated):
            found[one.key] = Adjusted(one, stated)
    return found


def keep_fitting(framework: Framework, adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """Those that fit the framework, by themselves and together: a draft may have changed since they were made."""
    able = [one for one in adjustments if not check_adjustment(one, framework, date.max)]
    if not _circles(_adjust(framework, able), able):
        return tuple(able)
    kept: list[Adjustment] = []
    for one in able:
        if not _circles(_adjust(framework, [*kept, one]), [one]):
            kept.append(one)
    return tuple(kept)


def _adjust(framework: Framework, adjustments: Iterable[Adjustment]) -> Framework:
    changes: dict[str, dict[str, Any]] = {}
    for one in adjustments:
        practice = framework.practices[one.practice]
        if one.value is not None and not _is_same(one.value, stated_value(practice, one.field, one.part)):
            fields = changes.setdefault(practice.id, {})
            fields[one.field] = _changed(practice, one, fields.get(one.field))
    return _with_practices(framework, changes) if changes else framework


def _changed(practice: Practice, adjustment: Adjustment, so_far: Any) -> Any:
    """The whole field with the adjustment in it; `so_far` is the field after other adjustments of it."""
    value = adjustment.value
    if adjustment.part:
        own = getattr(practice, adjustment.field) if so_far is None else so_far
        return {**own, adjustment.part: value}
    if isinstance(value, tuple) and adjustment.field == "stages":
        return tuple(stage for stage in STAGES if stage in value)
    if isinstance(value, tuple):
        return tuple(_prerequisite(practice, one, adjustment) for one in value if isinstance(one, Needed))
    return value


def _prerequisite(practice: Practice, needed: Needed, adjustment: Adjustment) -> Prerequisite:
    """With the framework's reason where it is the framework's own, else with that of the adjustment."""
    for own in practice.prerequisites:
        if (own.practice, own.level, own.for_level) == (needed.practice, needed.level, needed.for_level):
            return own
    # A reason may be longer than those of a framework, or stand for a removed one.
    return Prerequisite.model_construct(**needed.model_dump(), reason=adjustment.reason)


def _with_practices(framework: Framework, changes: Mapping[str, Mapping[str, Any]]) -> Framework:
    domains = tuple(
        domain.model_copy(
            update={
                "practices": tuple(
                    practice.model_copy(update=changes[practice.id]) if practice.id in changes else practice
                    for practice in domain.practices
                )
            }
        )
        for domain in framework.domains
    )
    # Made anew rather than copied: a copy would keep the practices that were looked up before.
    fields = {name: getattr(framework, name) for name in Framework.model_fields}
    return Framework.model_construct(**{**fields, "domains": domains})


def _circles(framework: Framework, adjustments: Iterable[Adjustment]) -> list[Fault]:
    if not any(one.field == "prerequisites" and one.value for one in adjustments):
        return []
    faults = []
    for _, circle in find_circles({(practice.id,): practice for practice in framework.practices.values()}):
        names = " needs ".join(practice for practice, _ in groupby(practice for practice, _ in circle))
        faults.append(
            Fault(
                f"Prerequisites lead back to where they began, level {circle[0][1]} of {circle[0][0]}: {names}.",
                f"adjustment {circle[0][0]} > prerequisites",
                "take one of these prerequisites away.",
            )
        )
    return faults


def _is_same(value: Value, stated: Value) -> bool:
    """Lists say the same in whatever order."""
    if isinstance(value, tuple) and isinstance(stated, tuple):
        return set(value) == set(stated)
    return value == stated
