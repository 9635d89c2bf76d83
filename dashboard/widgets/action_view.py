"""Who does what by when, as HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import marks
from dashboard.widgets import target_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.plan_findings import weeks
from scoring.actions import Action
from use_cases.open_assessment import OpenAssessment


def actions_head(actions: Sequence[Action], opened: OpenAssessment) -> str:
    """How many actions are open, late and done."""
    return section(say.actions_finding(actions, opened.on), say.actions_subtitle(actions))


def actions_table(actions: Sequence[Action], opened: OpenAssessment) -> str:
    """One row an action."""
    rows = [_row(action, opened) for action in actions]
    heads = ("Action", "Owner", "By", "Effort", "Status")
    names = {1: "owner", 2: "by", 3: "effort", 4: ""}
    return f'<div class="changes actions">{marks.table(heads, rows, names=names)}</div>'


def _row(action: Action, opened: OpenAssessment) -> tuple[str, ...]:
    leads = f", to level {action.level}" if action.level is not None else ""
    late = f" {marks.tag('past', 'warn')}" if action.is_late(opened.on) else ""
    return (
        f"{escape(action.title)}<small>{escape(action.practice)}{leads}</small>",
        escape(action.owner) or "–",
        ("–" if action.due is None else escape(day(action.due))) + late,
        "–" if action.effort is None else weeks(action.effort),
        say.STATUS_WORDS[action.status],
    )
