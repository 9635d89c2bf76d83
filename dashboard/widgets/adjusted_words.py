"""Adjusted estimates in words: pure functions of values, for the command line and the pages. No Streamlit here."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.widgets.dates import day
from dashboard.widgets.findings import count
from frameworks.registers.register import load_threats
from scoring.adjusted import Adjusted
from scoring.adjustment import Adjustment, Estimate, Key, Needed, Value

FIELDS: Mapping[Estimate, str] = {
    "effort": "Effort to a level",
    "effectiveness": "Share of a threat that it stops",
    "proactive": "Share of its effect before harm",
    "prerequisites": "What should stand first",
    "stages": "Stages it acts at",
}


def adjusted_finding(number: int) -> str:
    """How many estimates are the organization's own."""
    if not number:
        return "Every estimate is the framework's"
    return count(number, "estimate is this organization's own", "estimates are this organization's own")


def estimate_words(field: str, part: str = "") -> str:
    """Which estimate of a practice it is: "effort to level 3"."""
    if field == "effort":
        return f"effort to level {part.removeprefix('to')}"
    if field == "effectiveness":
        titles = {threat.id: threat.title for threat in load_threats().threats}
        return f"share of {titles.get(part, part)} that it stops"
    words = {"proactive": "share of its effect before harm", "stages": "stages", "prerequisites": "what stands first"}
    return words[field]


def value_words(field: str, value: Value) -> str:
    """A value as people say it; "nothing" where there is none."""
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(_needed_words(one) if isinstance(one, Needed) else one for one in value) or "nothing"
    if field == "effort":
        return f"{value:g} person-week" if value == 1 else f"{value:g} person-weeks"
    return f"{value * 100:g} %"


def mark_words(mark: Adjusted) -> str:
    """Who adjusted it when and why, and what the framework says; stands beside the value."""
    one = mark.adjustment
    reason = one.reason.strip().rstrip(".")
    stated = value_words(one.field, mark.stated)
    return f"adjusted by {one.by or 'somebody'} on {day(one.on)}: {reason}; the framework says {stated}"


def adjusted_sentence(mark: Adjusted) -> str:
    """The estimate, the value, and the words of its mark, in one sentence."""
    one = mark.adjustment
    what = estimate_words(one.field, one.part)
    return f"{one.practice}, {what}: {value_words(one.field, one.value)}, {mark_words(mark)}."


def unfit_sentence(adjustment: Adjustment) -> str:
    """An adjustment that is on record and not used."""
    what = estimate_words(adjustment.field, adjustment.part)
    return f"{adjustment.practice}, {what}: no longer fits the framework and is not used."


def of_fields(adjusted: Mapping[Key, Adjusted], *fields: Estimate) -> list[Adjusted]:
    """Those of some fields, in the order they were made."""
    return [mark for (_, field, _), mark in adjusted.items() if field in fields]


def step_marks(adjusted: Mapping[Key, Adjusted], practice: str, before: int, to: int) -> list[Adjusted]:
    """The adjusted efforts that a rise from one level to another is made of."""
    keys: Iterable[Key] = ((practice, "effort", f"to{level}") for level in range(before + 1, to + 1))
    return [adjusted[key] for key in keys if key in adjusted]


def kept_sentence(new: Sequence[Adjustment]) -> str:
    """What was kept after a form or a command."""
    if not new:
        return "That is what holds already; nothing was added."
    one = new[-1]
    what = estimate_words(one.field, one.part)
    if one.value is None:
        return f"{one.practice}, {what}: the framework's own estimate holds again."
    return f"{one.practice}, {what}: {value_words(one.field, one.value)} holds from now on. No score moves by it."


def _needed_words(needed: Needed) -> str:
    return f"{needed.practice} at level {needed.level} for level {needed.for_level}"
