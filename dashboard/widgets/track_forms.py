"""Two small forms: take a snapshot, record an event."""

import streamlit as st

from dashboard.widgets.dates import day
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.session import current_workspace, leave_notice, note_words
from dashboard.widgets.term_hint import term_hint
from use_cases.open_assessment import OpenAssessment
from use_cases.track import record_event, take_snapshot


def snapshot_form(opened: OpenAssessment) -> None:
    """Freeze the scorecard of a day, with a note."""
    workspace = current_workspace()
    today = workspace.today()
    with st.form("snapshot", border=False):
        on = st.date_input("Day of the snapshot", value=today, max_value=today, format="YYYY-MM-DD")
        note = st.text_input("Note (optional)", max_chars=500, placeholder="What this snapshot is for")
        is_sent = st.form_submit_button("Take a snapshot", type="primary")
    term_hint(form := f"snapshot-{opened.header.id}")
    if not is_sent or on is None:
        return
    with errors_in_words():
        taken = take_snapshot(workspace, opened.header.id, on, note.strip())
        note_words(form, note.strip())
        leave_notice(f"The snapshot of {day(taken.on)} is taken.")
        st.rerun()


def event_form(opened: OpenAssessment) -> None:
    """Record something that explains the trend."""
    workspace = current_workspace()
    today = workspace.today()
    with st.form("event", border=False):
        on = st.date_input("Day of the event", value=today, max_value=today, format="YYYY-MM-DD")
        title = st.text_input(
            "What happened", max_chars=200, placeholder="A launch, a re-organization, a new rule; never a case"
        )
        is_sent = st.form_submit_button("Record an event")
    term_hint(form := f"event-{opened.organization.id}")
    if not is_sent or on is None:
        return
    with errors_in_words():
        event = record_event(workspace, opened.organization.id, on, title)
        note_words(form, title.strip())
        leave_notice(f"Recorded: {event.title}, {day(event.on)}.")
        st.rerun()
