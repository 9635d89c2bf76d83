"""What backs an answer: pointers with their age, the dialog for a new one, a review, the note."""

from html import escape

import streamlit as st

from dashboard.widgets import marks
from dashboard.widgets.dates import day
from dashboard.widgets.level_pick import pick_level
from dashboard.widgets.notices import show_faults, show_remark
from dashboard.widgets.plain import as_plain
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.scale_words import step_words
from dashboard.widgets.term_hint import term_hint
from frameworks.model import EvidenceKind, Framework, Practice
from frameworks.scale import Scale
from scoring.assessment import Answer, Evidence, Review
from scoring.evidence import backed_by

NEVER_ENTER = (
    "A pointer only: never the material itself, its hashes, addresses where it can be found, names of victims or "
    "suspects, or a live case."
)

_POINTER_NEEDS = "A pointer needs a title and a date."


def evidence_list(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """The pointers of the answer that stands, and the ways to add one or a review."""
    standing = recorder.seen
    st.html('<div class="section quiet-rule"><h3>Evidence</h3></div>')
    if standing is None or standing.level is None:
        st.caption("Answer with a level first; then point to what backs it.")
        return
    for number, item in enumerate(standing.evidence):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(_pointer(item, standing, framework.kind_of(practice), framework.scale_of(practice.id), recorder))
        name = f"Remove {as_plain(item.title)}"
        right.button(
            "Remove",
            key=f"remove-{practice.id}-{number}",
            type="tertiary",
            help=name,
            on_click=_remove,
            args=(recorder, item),
        )
        term_hint(f"evidence-{practice.id}-{number}", item.title)
    if not standing.evidence:
        typical = as_plain(f" Typical: {'; '.join(practice.evidence)}.") if practice.evidence else ""
        st.caption(f"No evidence recorded yet.{typical}")
    buttons = st.container(horizontal=True)
    if buttons.button("Point to evidence", key="add-evidence"):
        _evidence_dialog(practice, framework, recorder)
    if buttons.button("Record a review", key="add-review"):
        _review_dialog(framework, recorder)
    if standing.review is not None:
        review = standing.review
        words = step_words(framework.scale_of(practice.id), review.level)
        st.caption(as_plain(f"Reviewed at {words} by {review.by} on {day(review.date)}."))


def note_form(practice: Practice, recorder: Recorder) -> None:
    """The note beside an answer, kept when the field is left."""
    key, standing = f"note-{practice.id}", recorder.seen
    st.text_area(
        "Note",
        value=standing.note if standing else "",
        key=key,
        height=96,
        max_chars=10_000,
        disabled=standing is None,
        placeholder="What a colleague should know. " + NEVER_ENTER if standing else "Answer first.",
        on_change=_record_note,
        args=(key, recorder),
    )
    term_hint(key, standing.note if standing else "")


def _pointer(item: Evidence, standing: Answer, kind: EvidenceKind, scale: Scale, recorder: Recorder) -> str:
    level = scale.value_of(standing.level or 0)
    backed = backed_by(item, standing.level or 0, kind, recorder.on, scale.value_of)
    age = (recorder.on - item.date).days
    link = (
        f' · <a href="{escape(item.link, quote=True)}" rel="noreferrer noopener" target="_blank">open</a>'
        if item.link
        else ""
    )
    ageing = marks.tag("aging", "warn") if backed < scale.value_of(min(item.level, standing.level or 0)) - 0.05 else ""
    return (
        f"<p><b>{escape(item.title)}</b> {ageing}<br><small class='quiet'>{day(item.date)}, {_age(age)} · "
        f"backs {marks.tenth(backed)} of {level:g}{link}</small></p>"
    )


def _age(days: int) -> str:
    if days < 60:
        return f"{days} days old" if days != 1 else "1 day old"
    return f"{days // 30} months old"


@st.dialog("Point to evidence")
def _evidence_dialog(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """Ask for one pointer: title, link, date and the level it supports. Never a file."""
    standing = recorder.seen
    assert standing is not None, "a pointer is offered only for an answer"
    st.markdown(NEVER_ENTER)
    if practice.evidence:
        st.caption("Typical here: " + as_plain("; ".join(practice.evidence)) + ".")
    with st.form(f"evidence-{practice.id}", border=False):
        title = st.text_input("Title of the document", max_chars=500)
        link = st.text_input("Link (https://…), if there is one", max_chars=2_000)
        dated = st.date_input("Date of the document", value=None, max_value=recorder.on, format="YYYY-MM-DD")
        scale = framework.scale_of(practice.id)
        level = pick_level(
            st.container(), "Level it supports", scale, standing.level, least=scale.lowest + 1, shows_names=False
        )
        if not st.form_submit_button("Keep the pointer", type="primary"):
            return
    if not title.strip() or dated is None or level is None:
        show_remark("A pointer needs a title, a date and a level." if level is None else _POINTER_NEEDS)
        return
    pointer = Evidence(title=title.strip(), link=link.strip(), date=dated, level=level)
    if faults := recorder.keep(lambda base: with_pointer(base or standing, pointer)):
        show_faults(faults)
        return
    st.rerun()


@st.dialog("Record a review")
def _review_dialog(framework: Framework, recorder: Recorder) -> None:
    """Ask what somebody other than the person who answered found."""
    standing = recorder.seen
    assert standing is not None, "a review is offered only for an answer"
    st.markdown(
        "A review belongs to this answer and lapses when the practice is answered anew. "
        f"It counts for {framework.review.days} days."
    )
    with st.form("review", border=False):
        by = st.text_input("Reviewer", max_chars=500)
        dated = st.date_input("Date of the review", value=recorder.on, max_value=recorder.on, format="YYYY-MM-DD")
        scale = framework.scale_of(standing.practice)
        level = pick_level(st.container(), "Level found", scale, standing.level, shows_names=False)
        if not st.form_submit_button("Keep the review", type="primary"):
            return
    if not by.strip() or dated is None or level is None:
        show_remark("A review needs a reviewer and a date.")
        return
    if faults := recorder.keep_review(Review(level=level, by=by.strip(), date=dated)):
        show_faults(faults)
        return
    st.rerun()


def with_pointer(base: Answer, pointer: Evidence) -> Answer | None:
    """The answer again with one more pointer; None where it has that one already, as after a second click."""
    return None if pointer in base.evidence else _again(base, evidence=(*base.evidence, pointer))


def _record_note(key: str, recorder: Recorder) -> None:
    text = st.session_state[key]
    recorder.keep_or_tell(lambda base: _again(base, note=text) if base and text != base.note else None)


def _remove(recorder: Recorder, item: Evidence) -> None:
    """Keep the answer again without one of its pointers."""

    def without(base: Answer | None) -> Answer | None:
        return _again(base, evidence=tuple(other for other in base.evidence if other != item)) if base else None

    recorder.keep_or_tell(without)


def _again(standing: Answer, **changes: object) -> Answer:
    """The same statement with something added to it: a new record that holds from the same day."""
    return standing.model_copy(update={"id": "", "by": "", "at": None, **changes})
