"""What changed between any two snapshots: the practices as a table, the domains as a chart with its twin."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from dashboard.charts.changes import DomainChange, changes_figure, describe_changes, signed
from dashboard.widgets.cause_findings import real_sentence
from dashboard.widgets.cause_view import show_causes
from dashboard.widgets.change_findings import (
    change_word,
    changes_finding,
    changes_lede,
    domain_changes,
    evidence_words,
    is_evidence_only,
    moved_finding,
    regressions_first,
)
from dashboard.widgets.chart_look import current_look, show_chart
from dashboard.widgets.dates import day
from dashboard.widgets.folded_rows import folded_rows
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table, tenth
from dashboard.widgets.session import current_workspace
from dashboard.widgets.trend_readings import is_other_scope
from scoring.trend import PracticeChange, Snapshot, Trend, is_other_edition, list_changes
from use_cases.open_assessment import OpenAssessment
from use_cases.track import explain_between, own_yardstick

SHOWN_CHANGES = 12
"""What is beyond is folded; falls come first."""


def show_changes(opened: OpenAssessment, trend: Trend) -> None:
    """Choose two snapshots and see the difference; by default the newest and the one before."""
    place = st.container(gap=None)
    short = {domain.id: domain.short for domain in opened.framework.domains}
    by_day = {snapshot.on: snapshot for snapshot in trend.snapshots}
    days = list(by_day)
    # Another snapshot or assessment begins with its own default, not with what was chosen for the former one.
    key = f"{opened.header.id}-{len(days)}"
    left, right, _ = st.columns([1, 1, 1.2], gap="medium")
    earlier = left.selectbox(
        "From the snapshot of", days[:-1], index=len(days) - 2, format_func=day, key=f"earlier-{key}"
    )
    later_days = [on for on in days if on > earlier]
    later = right.selectbox(
        "to the snapshot of", later_days, index=len(later_days) - 1, format_func=day, key=f"later-{key}"
    )
    changes = regressions_first(list_changes(by_day[earlier], by_day[later]))
    moved = domain_changes(trend, earlier, later, short)
    change = explain_between(current_workspace(), opened, by_day[earlier], by_day[later])
    verdict = real_sentence(change) if change else "A framework version of the two is gone, so no cause can be named."
    place.html(section(changes_finding(changes), f"{changes_lede(moved)} {verdict}"))
    reading, aside = st.columns([2.15, 1], gap="large")
    with reading:
        levels = [change for change in changes if not is_evidence_only(change)]
        if levels:
            st.html(_changes_table(opened, levels[:SHOWN_CHANGES]))
        if rest := levels[SHOWN_CHANGES:]:
            folded_rows(f"{len(rest)} more", "more-changes", rest, partial(_changes_table, opened))
        if words := evidence_words(changes):
            with st.expander(words, key="evidence-changes", expanded=not levels):
                st.html(_changes_table(opened, [change for change in changes if is_evidence_only(change)]))
    with aside:
        _domain_differences(opened, moved, by_day[earlier], by_day[later])
    if change is not None:
        show_causes(change, opened.framework)


def _domain_differences(opened: OpenAssessment, moved: list[DomainChange], earlier: Snapshot, later: Snapshot) -> None:
    st.html(
        f'<div class="smallhead"><h3>{escape(moved_finding(moved))}</h3>'
        '<p class="quiet">Difference by domain, in levels. Filled: backed. Outlined: claimed. Hatched: less backed '
        "than before.</p></div>"
    )
    least = own_yardstick(opened).overall
    if not moved:
        return
    show_chart(changes_figure(moved, current_look(), least), "changes", describe_changes(moved))
    with st.expander("The differences as a table", key="differences"):
        rows = [(escape(change.title), signed(change.claimed), signed(change.backed)) for change in moved]
        st.html(table(("Domain", "Claimed", "Backed"), rows, numeric=(1, 2)))
    if caveats := _like_for_like(earlier, later):
        st.html(caveats)


def _like_for_like(earlier: Snapshot, later: Snapshot) -> str:
    """What keeps the two snapshots from being compared like for like; empty where nothing does."""
    words = []
    if is_other_scope(earlier, later):
        words.append("The profile or the preset changed between the two: not the same practices are counted.")
    if is_other_edition(earlier, later):
        words.append(
            "Another version of framework or scoring was used: these figures are as reported, not like for like."
        )
    return "".join(f'<p class="quiet warnword">{word}</p>' for word in words)


def _changes_table(opened: OpenAssessment, changes: Sequence[PracticeChange]) -> str:
    rows = []
    for change in changes:
        practice = opened.framework.practices.get(change.practice_id)
        title = escape(practice.title) if practice else "no longer in the framework"
        word = change_word(change)
        is_loss = word in ("lower", "less backed", "not known now", "unanswered now")
        rows.append(
            (
                f"{title}<small>{escape(change.practice_id)}</small>",
                _from_to(_level(change.old_level, change.old_state), _level(change.new_level, change.new_state)),
                _from_to(_backed(change.old_evidenced), _backed(change.new_evidenced)),
                f'<span class="warnword">▼ {word}</span>' if is_loss else word,
            )
        )
    inner = table(("Practice", "Level", "Backed", "What changed"), rows, names={1: "level", 2: "backed", 3: ""})
    return f'<div class="changes">{inner}</div>'


def _backed(value: float | None) -> str:
    """Evidence decays but never to nothing: a practice that is backed by exactly 0 has no evidence."""
    return tenth(value or None)


def _level(level: int | None, state: str | None) -> str:
    words = {"not_applicable": "n/a", "not_known": "not known", "unanswered": "open"}
    return str(level) if level is not None else words.get(state or "", "–")


def _from_to(old: str, new: str) -> str:
    """ "2 to 3"; one figure where both are the same. What is no longer there is "–", never its former value."""
    return new if old == new else f"{old} to {new}"
