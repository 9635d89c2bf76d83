"""What goes stale before the next snapshot, as a list."""

from html import escape

from dashboard.widgets import plan_findings as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from scoring.ageing import Ageing
from use_cases.open_assessment import OpenAssessment

SHOWN = 12


def ageing_list(ageing: list[Ageing], opened: OpenAssessment, until: str) -> str:
    """The practices that lose backing, the largest loss first."""
    rows = "".join(_row(one, opened) for one in ageing[:SHOWN])
    rest = len(ageing) - SHOWN
    more = f'<p class="quiet">And {rest} more.</p>' if rest > 0 else ""
    subtitle = f"Until {until}, if no document, review or re-check is renewed, counted from {day(opened.on)}."
    return section(say.ageing_finding(ageing), subtitle) + (f'<ul class="items wide">{rows}</ul>{more}' if rows else "")


def _row(one: Ageing, opened: OpenAssessment) -> str:
    practice = opened.framework.practices[one.practice_id]
    loss = "?" if one.becomes_open else f"−{one.loss:.1f}"
    return (
        f"<li><b>{loss}</b><span>{escape(practice.title)}<small>{escape(one.practice_id)}: "
        f"{escape(say.ageing_words(one))}</small></span></li>"
    )
