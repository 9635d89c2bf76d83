"""Ratings by several people: each gives a level without seeing the others, then they settle on one."""

import streamlit as st

from dashboard.widgets.level_pick import ask_level
from dashboard.widgets.notices import show_faults, show_remark
from dashboard.widgets.plain import as_plain
from dashboard.widgets.rating_words import ratings_sentence
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.session import current_actor, last_rater
from dashboard.widgets.term_hint import term_hint
from frameworks.model import Framework, Practice
from scoring.assessment import Answer
from scoring.ratings import Rating, Settled, person_of


def ratings_block(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """How many have rated; their levels only to those who have rated themselves."""
    ratings = recorder.seen.ratings if recorder.seen else ()
    settled = recorder.seen.settled if recorder.seen else None
    mine = {person_of(current_actor()), person_of(last_rater())}
    has_rated = any(person_of(rating.by) in mine for rating in ratings)
    st.html('<div class="section quiet-rule"><h3>Ratings by several people</h3></div>')
    st.caption(as_plain(ratings_sentence(ratings, settled, shows_levels=has_rated or settled is not None)))
    if settled is not None:
        term_hint(f"settled-{practice.id}", settled.reason)
    with st.container(horizontal=True):
        if st.button("Rate again" if has_rated else "Rate without seeing the others", key="add-rating"):
            _rating_dialog(practice, framework, recorder)
        # Also for somebody who leads the raters and has not rated.
        if len(ratings) > 1 and st.button("Settle on a level", key="settle"):
            _settling_dialog(practice, framework, recorder)


@st.dialog("Rate this practice")
def _rating_dialog(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """Ask for one person's level; it moves no score."""
    st.markdown("Choose what you see yourself. It is kept beside the ratings of others and moves no score.")
    with st.form("rating", border=False):
        level = ask_level("Level", framework.scale_of(practice.id), practice.levels)
        if not st.form_submit_button("Keep my rating", type="primary"):
            return
    if level is None:
        show_remark("A rating needs a level.")
        return
    if faults := recorder.keep_rating(Rating(by=current_actor(), level=level, on=recorder.on)):
        show_faults(faults)
        return
    st.rerun()


@st.dialog("Settle on a level")
def _settling_dialog(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """Ask which level counts, and why; it becomes the answer."""
    ratings = recorder.seen.ratings if recorder.seen else ()
    st.markdown(as_plain(ratings_sentence(ratings, None, shows_levels=True)))
    st.caption("The level that is settled becomes the answer. Every rating stays in the history.")
    with st.form("settling", border=False):
        level = ask_level("Level", framework.scale_of(practice.id), practice.levels)
        reason = st.text_input("Why this level", max_chars=2_000)
        if not st.form_submit_button("Keep as the answer", type="primary"):
            return
    if level is None or not reason.strip():
        show_remark("Settling needs a level and a reason.")
        return
    settled = Settled(level=level, reason=reason.strip(), by=current_actor(), on=recorder.on)
    if faults := recorder.keep(lambda base: _settled_answer(base, practice, settled)):
        show_faults(faults)
        return
    st.rerun()


def _settled_answer(base: Answer | None, practice: Practice, settled: Settled) -> Answer:
    note, evidence, ratings = (base.note, base.evidence, base.ratings) if base else ("", (), ())
    return Answer(
        practice=practice.id, level=settled.level, note=note, evidence=evidence, ratings=ratings, settled=settled
    )
