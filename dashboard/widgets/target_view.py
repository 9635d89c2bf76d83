"""What is still to be reached, by when, as HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import marks
from dashboard.widgets import target_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.practice_view import gap_mark
from dashboard.widgets.scale_words import figure_of
from scoring.gaps import Gap
from use_cases.open_assessment import OpenAssessment

SHOWN = 8
"""Gaps that are seen without unfolding the rest."""


def targets_head(opened: OpenAssessment, gaps: Sequence[Gap]) -> str:
    """How many targets are set and how many are still to be reached."""
    return section(
        say.targets_finding(gaps, opened.targets, opened.on), say.targets_subtitle(opened.targets, opened.framework)
    )


def in_order(opened: OpenAssessment, gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps by the day they should be closed, those without a day last; else as they came."""
    return sorted(gaps, key=lambda gap: (gap.due is None, gap.due or opened.on))


def targets_table(opened: OpenAssessment, gaps: Sequence[Gap]) -> str:
    """One row a gap: from which level to which, by when."""
    rows = [_row(opened, gap) for gap in gaps]
    inner = marks.table(("Practice", "From – to", "By"), rows, names={1: "", 2: "by"})
    return f'<div class="gaps targets">{inner}</div>'


def _row(opened: OpenAssessment, gap: Gap) -> tuple[str, str, str]:
    practice = opened.framework.practices[gap.practice_id]
    scale = opened.framework.scale_of(practice.id)
    stands = "open" if gap.level is None else figure_of(scale, gap.level)
    due = "–" if gap.due is None else escape(day(gap.due))
    late = f" {marks.tag('past', 'warn')}" if say.is_late(gap, opened.on) else ""
    return (
        f"{escape(practice.title)}<small>{escape(gap.practice_id)}{' · floor' if gap.is_floor else ''}</small>",
        f'<span class="step">{gap_mark(opened, gap)}{stands} – {figure_of(scale, gap.target)}</span>',
        f"{due}{late}",
    )
