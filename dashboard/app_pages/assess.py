"""Assess: one open practice at a time, saved with each click, the running result beside it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import marks
from dashboard.widgets.dates import day
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.level_form import outcomes
from dashboard.widgets.part_keys import label_part
from dashboard.widgets.plain import as_plain
from dashboard.widgets.practice_card import FootSlots, card_foot, practice_card
from dashboard.widgets.practice_order import Filter, is_stale, keep_matching, near, practices_in_scope, resume_at
from dashboard.widgets.rating_round import rating_round
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.running_result import running_result
from dashboard.widgets.scale_words import step_words
from dashboard.widgets.session import (
    answer_for,
    begin_rating,
    current_actor,
    current_assessment,
    current_practice,
    current_workspace,
    day_answered_for,
    open_practice,
    rates_on_own,
    set_actor,
    take_recorded,
)
from dashboard.widgets.why_mark import PRACTICE, asked_why
from dashboard.widgets.why_view import figures_of, practice_figures, why_buttons
from frameworks.model import Practice
from scoring.reasons import TOTAL
from scoring.scores import PracticeScore
from use_cases.assess import load_assessment
from use_cases.open_assessment import OpenAssessment

_SIGNS = {"unanswered": "–", "not_known": "?", "not_applicable": "n/a"}
_OPEN = '<p class="quiet">open above</p>'
MOST_BUTTONS = 14
"""Domains that stand side by side; more are a list to choose from, which can be searched by typing."""
MOST_ROWS = 60
_ONLY = {None: "all", "open": "open only", "stale": "with stale evidence"}


def assess_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    if rates_on_own():
        rating_round(opened.header.id)
        return
    _form(opened.header.id)
    foot(opened, current_actor())


def _form(assessment_id: str) -> None:
    """Everything that changes when another practice is opened or a filter is set."""
    workspace = current_workspace()
    on = day_answered_for(workspace.today())
    opened = load_assessment(workspace, assessment_id, on)
    take_recorded(assessment_id, on)  # Left by a run that was broken off: somebody else may have answered since.
    if not practices_in_scope(opened):
        head(opened, "No practice applies to this profile.", "Add a kind of service on Organizations.")
        return
    practice = _current(opened)
    domain = opened.framework.domain_of[practice.id]
    past = [f"answers from {day(on)}"] if on < workspace.today() else []
    # What wants attention stands in the foot of the card, which is always in view.
    head(opened, domain.title, domain.question, *past, takes_notice=False)
    chosen = _filter(opened)
    ids = [kept.id for kept in keep_matching(opened, chosen)]
    if chosen.is_on and practice.id not in ids and ids:
        practice = opened.framework.practices[ids[0]]
        open_practice(assessment_id, practice.id)
    if not chosen.is_on:
        _domain_switch(opened, practice)
        ids = [kept.id for kept in domain.practices if kept.id in ids]
    # Outside of what a click on a level draws again, so that it costs such a click nothing.
    seen = near(practice.id, ids, MOST_ROWS)
    why_buttons(opened, [*figures_of(domain.id), *figures_of(TOTAL), *practice_figures(seen)])
    rail, card = st.columns([1, 2.6], gap="large")
    with rail, st.container(key="rail"):
        result = st.empty()
        _who_and_when()
        st.button("Rate on your own", key="rate-on-own", type="tertiary", on_click=begin_rating, args=(assessment_id,))
    with card:
        if not ids:
            result.html(running_result(opened, domain.id))
            st.html('<p class="lede" role="status">No practice matches the filter.</p>')
            return
        above = st.container()
        foot_slots = card_foot(opened, practice, ids)
        with above:
            _card(assessment_id, practice.id, tuple(ids), on, result, foot_slots)
    _rows(opened, seen, practice, len(ids))


@st.fragment
def _card(
    assessment_id: str,
    practice_id: str,
    ids: Sequence[str],
    on: date,
    result: DeltaGenerator,
    foot_slots: FootSlots,
) -> None:
    """All that changes with an answer, and nothing else: only this is drawn again after a click on a level.

    It writes into places outside of itself, which Streamlit allows only to a fragment that lies in no other one.
    """
    opened = take_recorded(assessment_id, on) or load_assessment(current_workspace(), assessment_id, on)
    practice = opened.framework.practices[practice_id]
    recorder = Recorder(assessment_id, practice_id, opened.assessment.by_practice.get(practice_id), on)
    # The results come first: they are painted while the card is still on its way.
    result.html(running_result(opened, opened.framework.domain_of[practice_id].id))
    foot_slots.fill()
    practice_card(opened, practice, ids, recorder)
    if sent_ahead := outcomes(opened, practice):
        st.html(sent_ahead)


def _current(opened: OpenAssessment) -> Practice:
    in_scope = {practice.id for practice in practices_in_scope(opened)}
    named = current_practice(opened.header.id)
    practice_id = named if named in in_scope else resume_at(opened)
    assert practice_id is not None, "some practice is in scope"
    open_practice(opened.header.id, practice_id)
    return opened.framework.practices[practice_id]


def _filter(opened: OpenAssessment) -> Filter:
    with st.expander("Filter and search"):
        left, middle, right = st.columns(3)
        owners = {owner.id: owner.title for owner in opened.framework.owners}
        owner = left.selectbox(
            "Usually answered by", [None, *owners], format_func=lambda role: owners.get(role, "anyone"), key="f-owner"
        )
        only = middle.selectbox("Show", list(_ONLY), format_func=lambda option: _ONLY[option], key="f-only")
        search = right.text_input("Search", key="f-search", placeholder="a word of title or level text")
    return Filter(owner, only, search or "")


def _domain_switch(opened: OpenAssessment, practice: Practice) -> None:
    """One button a domain, with how much of it is answered; of the open one the rail says so after each click."""
    domains = [domain for domain in opened.scorecard.domains if domain.score.state != "out_of_scope"]
    current = opened.framework.domain_of[practice.id].id
    counts = {d.id: f" {d.score.counts.answered}/{d.score.counts.applicable}" for d in domains if d.id != current}
    labels = {d.id: as_plain(d.short) + counts.get(d.id, "") for d in domains}
    key = f"domain-{current}"
    if len(labels) > MOST_BUTTONS:
        titles = {one.id: f"{one.title}{counts.get(one.id, '')}" for one in domains}
        st.selectbox(
            "Domain",
            list(labels),
            index=list(labels).index(current),
            format_func=lambda id_: titles[id_],
            key=key,
            on_change=_switch_domain,
            args=(key, opened),
        )
        return
    st.segmented_control(
        "Domain",
        list(labels),
        default=current,
        required=True,
        format_func=lambda id_: labels[id_],
        key=key,
        label_visibility="collapsed",
        on_change=_switch_domain,
        args=(key, opened),
    )


def _switch_domain(key: str, opened: OpenAssessment) -> None:
    domain_id = st.session_state[key]
    in_scope = [practice.id for practice in practices_in_scope(opened)]
    ids = [id_ for id_ in in_scope if opened.framework.domain_of[id_].id == domain_id]
    first_open = next((id_ for id_ in ids if opened.scorecard.practice(id_).state == "unanswered"), ids[0])
    open_practice(opened.header.id, first_open)


def _who_and_when() -> None:
    """In whose name, and from which day, answers are given."""
    today = current_workspace().today()
    on = day_answered_for(today)
    since = "" if on == today else f", for {day(on)}"
    with st.popover(f"You answer as {as_plain(current_actor())}{since}", type="tertiary"):
        name = st.text_input("Your name", value=current_actor(), max_chars=120, key="actor-name")
        chosen = st.date_input("Answers hold from", value=on, max_value=today, format="YYYY-MM-DD", key="answer-day")
        st.caption("An earlier day fills the history: the page then shows what held on that day.")
    if name.strip() and name.strip() != current_actor():
        set_actor(name)
        st.rerun()
    if chosen is not None and chosen != on:
        answer_for(chosen)
        st.rerun()


def _rows(opened: OpenAssessment, ids: Sequence[str], practice: Practice, number: int) -> None:
    title = "All practices here" if len(ids) == number else f"{len(ids)} of {number} practices, around the open one"
    st.html(section(title, "Open one by its name."))
    with st.container(key="practice-rows", gap=None):
        for id_ in ids:
            left, right = st.columns([4, 2], vertical_alignment="center")
            left.button(
                f"{label_part(id_)} {as_plain(opened.framework.practices[id_].title)}",
                key=f"open-{id_}",
                type="tertiary",
                disabled=id_ == practice.id,
                on_click=open_practice,
                args=(opened.header.id, id_),
            )
            right.html(_OPEN if id_ == practice.id else _state(opened, opened.scorecard.practice(id_)))


def _state(opened: OpenAssessment, score: PracticeScore) -> str:
    if score.state != "answered" or score.level is None:
        shown = _asked(opened, score.id, score.state.replace("_", " "))
        return f'<p class="quiet">{_SIGNS[score.state]} {shown}</p>'
    stale = " " + marks.tag("stale", "warn") if is_stale(score.id, opened) else ""
    words = step_words(opened.framework.scale_of(score.id), score.level)
    return f'<p class="quiet">{_mark(opened, score)}{_asked(opened, score.id, words)}{stale}</p>'


def _mark(opened: OpenAssessment, score: PracticeScore) -> str:
    """The level on the framework's scale, whatever the practice's own is."""
    if score.counted is None:
        return ""
    claimed = score.counted.claimed
    level = float(claimed) if opened.framework.practices[score.id].scale else claimed
    return marks.level_mark(level, score.counted.evidenced, 0, highest=opened.framework.scale.highest)


def _asked(opened: OpenAssessment, practice_id: str, shown: str) -> str:
    return asked_why(shown, opened.framework.practices[practice_id].title, practice_id, PRACTICE, is_quiet=True)
