"""Targets and actions in sentences: pure functions of their values."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.widgets.dates import day
from dashboard.widgets.findings import count
from dashboard.widgets.plan_findings import weeks
from frameworks.model import Framework, TargetProfile
from scoring.actions import Action
from scoring.gaps import Gap
from scoring.targets import PracticeTarget

STATUS_WORDS = {"planned": "planned", "under_way": "under way", "done": "done", "dropped": "dropped"}


def targets_finding(gaps: Sequence[Gap], targets: Mapping[str, PracticeTarget], on: date) -> str:
    """How many targets are still to be reached, and how many should be by now."""
    if not targets:
        return "No targets of your own are set"
    if not gaps:
        return "Every target is reached"
    late = sum(is_late(gap, on) for gap in gaps)
    words = count(len(gaps), "target is still to be reached", "targets are still to be reached")
    if not late:
        return words
    if len(gaps) == 1:
        return f"{words}, past its day"
    return f"{words}, {late} of them past {'its' if late == 1 else 'their'} day"


def targets_subtitle(targets: Mapping[str, PracticeTarget], framework: Framework) -> str:
    """Against what the gaps are measured."""
    usual = f"level {framework.target.level}, the framework's target"
    if not targets:
        return f"Until you choose some, gaps are measured against {usual}. Floors ask for their own level."
    dated = sum(target.due is not None for target in targets.values())
    words = count(len(targets), "target", "targets")
    return f"{words} of your own, {dated} with a day. A practice without one is held against {usual}."


def is_late(gap: Gap, on: date) -> bool:
    """Whether a target should be reached by now and is not."""
    return gap.due is not None and gap.due < on


def profile_words(profile: TargetProfile) -> str:
    """What a target profile asks for, and where it comes from."""
    basis = "A judgement of the framework" if profile.basis == "judgement" else "From a source of the framework"
    return f"{profile.summary} {basis}: {profile.reason}"


def proposal_sentence(proposed: Sequence[PracticeTarget], levels: Mapping[str, int | None]) -> str:
    """What taking over a profile would set."""
    if not proposed:
        return "No practice in scope can take a target."
    ahead = [target for target in proposed if target.due is not None]
    if not ahead:
        if len(proposed) == 1:
            return "It sets one target. It is reached: it only says what is to be held."
        return f"It sets {len(proposed)} targets. All are reached: they only say what is to be held."
    first, last = min(target.due for target in ahead if target.due), max(target.due for target in ahead if target.due)
    span = f"by {day(first)}" if first == last else f"between {day(first)} and {day(last)}"
    steps = sum((target.level or 0) - (levels.get(target.practice) or 0) for target in ahead)
    held = len(proposed) - len(ahead)
    kept = f" {count(held, 'practice keeps', 'practices keep')} the level that stands." if held else ""
    practices = count(len(ahead), "practice", "practices").lower()
    return f"It asks for {count(steps, 'step', 'steps').lower()} on {practices} {span}.{kept}"


def taken_sentence(new: Sequence[PracticeTarget], title: str) -> str:
    """What has been set, once it is kept."""
    if not new:
        return f"The targets of “{title}” stand already."
    return f"{count(len(new), 'target is', 'targets are')} set by the profile “{title}”."


def actions_finding(actions: Sequence[Action], on: date) -> str:
    """How many actions are open, late and done."""
    if not actions:
        return "No actions yet"
    open_ones = [action for action in actions if action.is_open]
    late = sum(action.is_late(on) for action in actions)
    done = sum(action.status == "done" for action in actions)
    words = count(len(open_ones), "action is open", "actions are open") if open_ones else "No action is open"
    tail = f", {late} past {'its' if late == 1 else 'their'} day" if late else ""
    return f"{words}{tail}" + (f"; {done} done" if done else "")


def actions_subtitle(actions: Sequence[Action]) -> str:
    """Effort that is still to come, and whether everybody knows what is theirs."""
    open_ones = [action for action in actions if action.is_open]
    if not actions:
        return "An action says who does what by when. Make them of the steps of a plan, or add one."
    if not open_ones:
        return "Done and dropped ones stay on record."
    effort = sum(action.effort or 0 for action in open_ones)
    sized = sum(action.effort is not None for action in open_ones)
    ownerless = sum(not action.owner for action in open_ones)
    tail = "" if sized == len(open_ones) else ", counting what is estimated"
    is_one = weeks(effort) == weeks(1)
    parts = [
        f"{weeks(effort)} {'is' if is_one else 'are'} still to come{tail}." if sized else "No effort is estimated."
    ]
    if ownerless:
        parts.append(count(ownerless, "has no owner.", "have no owner."))
    return " ".join(parts)


def kept_sentence(kept: Sequence[Action]) -> str:
    """What has been kept of actions."""
    if not kept:
        return "Nothing new: the action says that already."
    if len(kept) == 1:
        return f"Kept: {kept[0].title} ({STATUS_WORDS[kept[0].status]})."
    asks = " Give each an owner." if any(not action.owner for action in kept) else ""
    return f"{count(len(kept), 'action is', 'actions are')} kept.{asks}"
