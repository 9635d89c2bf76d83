"""The form of one practice: level, note, evidence, review; each change becomes a frozen Answer with its own id."""

from collections.abc import Callable
from datetime import date
from typing import Final

import streamlit as st

from dashboard.widgets.plain import as_plain
from frameworks.model import Framework, Practice
from scoring.assessment import Answer, Evidence, Review

Record = Callable[[Answer], None]
"""Keeps an answer; the page decides where and shows what went wrong."""

NOT_KNOWN: Final = "not_known"
NOT_APPLICABLE: Final = "not_applicable"

NEVER_ENTER = (
    "A pointer only: never the material itself, its hashes, addresses where it can be found, names of victims or "
    "suspects, or a live case."
)


def level_form(practice: Practice, framework: Framework, standing: Answer | None, record: Record) -> None:
    """The levels with their full texts, not known and not applicable, as one group of radio buttons.

    A level and 'not known' are kept at once; 'not applicable' opens a form for its reason.
    """
    key = f"level-{practice.id}"
    options = [*(str(level.number) for level in framework.scale.levels), NOT_KNOWN, NOT_APPLICABLE]
    st.radio(
        f"Level of {practice.id}",
        options,
        index=options.index(_chosen(standing)) if standing else None,
        format_func=lambda option: _label(option, framework),
        captions=[_caption(option, practice) for option in options],
        key=key,
        label_visibility="collapsed",
        width="stretch",
        on_change=_record_choice,
        args=(key, practice.id, standing, record),
    )
    if st.session_state.get(key) == NOT_APPLICABLE:
        _not_applicable_form(practice, standing, record)


def note_form(practice: Practice, standing: Answer | None, record: Record) -> None:
    """The note beside an answer, kept when the field is left."""
    key = f"note-{practice.id}"
    st.text_area(
        "Note",
        value=standing.note if standing else "",
        key=key,
        height=96,
        max_chars=10_000,
        disabled=standing is None,
        placeholder="Answer first; a note belongs to an answer."
        if standing is None
        else "What a colleague should know.",
        on_change=_record_note,
        args=(key, standing, record),
    )


@st.dialog("Point to evidence")
def evidence_dialog(practice: Practice, framework: Framework, standing: Answer, today: date, record: Record) -> None:
    """Ask for one pointer: title, link, date and the level it supports. Never a file."""
    st.markdown(NEVER_ENTER)
    st.caption("Typical here: " + as_plain("; ".join(practice.evidence)) + ".")
    with st.form(f"evidence-{practice.id}", border=False):
        title = st.text_input("Title of the document", max_chars=500)
        link = st.text_input("Link (https://…), if there is one", max_chars=2_000)
        dated = st.date_input("Date of the document", value=None, max_value=today, format="YYYY-MM-DD")
        levels = [level.number for level in framework.scale.levels if level.number > framework.scale.lowest]
        preset = standing.level if standing.level in levels else levels[0]
        level = st.selectbox("Level it supports", levels, index=levels.index(preset))
        if not st.form_submit_button("Keep the pointer", type="primary"):
            return
    if not title.strip() or dated is None:
        st.error("A pointer needs a title and a date.")
        return
    evidence = Evidence(title=title.strip(), link=link.strip(), date=dated, level=level)
    record(_again(standing, evidence=(*standing.evidence, evidence)))
    st.rerun()


@st.dialog("Record a review")
def review_dialog(framework: Framework, standing: Answer, today: date, keep: Callable[[str, Review], None]) -> None:
    """Ask what somebody other than the person who answered found. It lapses when the practice is answered anew."""
    st.markdown("A review belongs to this answer and lapses when the practice is answered anew. It counts for a year.")
    with st.form("review", border=False):
        by = st.text_input("Reviewer", max_chars=500)
        dated = st.date_input("Date of the review", value=today, max_value=today, format="YYYY-MM-DD")
        levels = [level.number for level in framework.scale.levels]
        level = st.selectbox("Level found", levels, index=levels.index(standing.level or levels[0]))
        if not st.form_submit_button("Keep the review", type="primary"):
            return
    if not by.strip() or dated is None:
        st.error("A review needs a reviewer and a date.")
        return
    keep(standing.id, Review(level=level, by=by.strip(), date=dated))
    st.rerun()


def without_evidence(standing: Answer, number: int) -> Answer:
    """The answer again, without one of its pointers (counted from 0)."""
    return _again(standing, evidence=standing.evidence[:number] + standing.evidence[number + 1 :])


def _not_applicable_form(practice: Practice, standing: Answer | None, record: Record) -> None:
    held = standing if standing and standing.state == NOT_APPLICABLE else None
    with st.form(f"not-applicable-{practice.id}", border=False):
        reason = st.text_area("Reason", value=held.reason if held else "", height=80, max_chars=10_000)
        left, right = st.columns(2)
        approver = left.text_input("Approved by", value=held.approver if held else "", max_chars=500)
        recheck = right.date_input("Check again on", value=held.recheck if held else None, format="YYYY-MM-DD")
        is_sent = st.form_submit_button("Keep as not applicable", type="primary")
    if not is_sent:
        if held is None:
            st.caption("Not kept yet. 'Not applicable' needs a reason, an approver and a date to check again.")
        return
    if not reason.strip() or not approver.strip() or recheck is None:
        st.error("'Not applicable' needs a reason, an approver and a date to check again.")
        return
    record(
        Answer(
            practice=practice.id,
            state=NOT_APPLICABLE,
            reason=reason.strip(),
            approver=approver.strip(),
            recheck=recheck,
            note=standing.note if standing else "",
        )
    )
    st.rerun(scope="fragment")


def _record_choice(key: str, practice_id: str, standing: Answer | None, record: Record) -> None:
    """Keep what was chosen. Evidence and note stay with the practice; a review does not outlive its answer."""
    option = st.session_state[key]
    if option in (None, NOT_APPLICABLE):
        return
    note, evidence = (standing.note, standing.evidence) if standing else ("", ())
    if option == NOT_KNOWN:
        record(Answer(practice=practice_id, state=NOT_KNOWN, note=note, evidence=evidence))
    else:
        record(Answer(practice=practice_id, level=int(option), note=note, evidence=evidence))


def _record_note(key: str, standing: Answer | None, record: Record) -> None:
    text = st.session_state[key]
    if standing is not None and text != standing.note:
        record(_again(standing, note=text))


def _again(standing: Answer, **changes: object) -> Answer:
    """The same statement with something added to it: a new record that holds from the same day."""
    return standing.model_copy(update={"id": "", "by": "", "at": None, **changes})


def _chosen(standing: Answer) -> str:
    return str(standing.level) if standing.state == "answered" else standing.state


def _label(option: str, framework: Framework) -> str:
    if option == NOT_KNOWN:
        return "**Not known** yet"
    if option == NOT_APPLICABLE:
        return "**Not applicable** to this organization"
    title = {str(level.number): level.title for level in framework.scale.levels}[option]
    return f"**{option}** · {as_plain(title)}"


def _caption(option: str, practice: Practice) -> str:
    if option == NOT_KNOWN:
        return "Counts as open, not as zero."
    if option == NOT_APPLICABLE:
        return "Asks for a reason, an approver and a date to check again."
    return as_plain(practice.levels[int(option)])
