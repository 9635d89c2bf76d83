"""Assess: one open practice at a time, saved with each click, the running result beside it."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from dashboard.widgets import marks
from dashboard.widgets.answer_form import (
    Record,
    evidence_dialog,
    level_form,
    note_form,
    review_dialog,
    without_evidence,
)
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.practice_order import (
    Filter,
    is_stale,
    keep_matching,
    neighbors,
    practices_in_scope,
    resume_at,
)
from dashboard.widgets.session import (
    current_actor,
    current_assessment,
    current_practice,
    current_workspace,
    leave_notice,
    note_saved,
    open_practice,
    saved_at,
    set_actor,
    take_notice,
)
from frameworks.errors import MaturityError
from frameworks.model import Practice
from scoring.assessment import Answer, Review
from scoring.evidence import backed_by
from scoring.scorecard import Score
from use_cases.assess import list_steps, load_assessment, record_answer, record_review
from use_cases.open_assessment import OpenAssessment

_STATES = {"unanswered": "–", "not_known": "?", "not_applicable": "n/a"}


def assess_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    _form(opened.header.id)
    foot(opened, current_actor())


@st.fragment
def _form(assessment_id: str) -> None:
    """Everything that changes with an answer; only this is drawn again after a click."""
    opened = load_assessment(current_workspace(), assessment_id)
    if not practices_in_scope(opened):
        head(opened, "No practice applies to this profile.", "Add a kind of service on Organizations.")
        return
    practice = _current(opened)
    domain = opened.framework.domain_of[practice.id]
    head(
        opened, domain.title, domain.question, "in progress" if opened.scorecard.overall.counts.open else "all answered"
    )
    chosen = _filter(opened)
    ids = [kept.id for kept in keep_matching(opened, chosen)]
    if chosen.is_on and practice.id not in ids and ids:
        practice = opened.framework.practices[ids[0]]
        open_practice(assessment_id, practice.id)
    if not chosen.is_on:
        _domain_switch(opened, practice)
        ids = [kept.id for kept in domain.practices if kept.id in ids]
    rail, card = st.columns([1, 2.6], gap="large")
    with rail, st.container(key="rail"):
        _running_result(opened, practice)
    with card:
        if not ids:
            st.html('<p class="lede">No practice matches the filter.</p>')
            return
        _card(opened, practice, ids)
        _foot(opened, practice, ids)
    _rows(opened, ids, practice)


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
            "Usually answered by", [None, *owners], format_func=lambda o: owners.get(o, "anyone"), key="f-owner"
        )
        words = {None: "all", "open": "open only", "stale": "with stale evidence"}
        only = middle.selectbox("Show", list(words), format_func=lambda option: words[option], key="f-only")
        search = right.text_input("Search", key="f-search", placeholder="a word of title or level text")
    return Filter(owner, only, search or "")


def _domain_switch(opened: OpenAssessment, practice: Practice) -> None:
    """One button a domain, with how much of it is answered."""
    domains = [d for d in opened.scorecard.domains if d.score.state != "out_of_scope"]
    labels = {d.id: f"{d.short} {d.score.counts.answered}/{d.score.counts.applicable}" for d in domains}
    key = f"domain-{opened.framework.domain_of[practice.id].id}"
    st.segmented_control(
        "Domain",
        list(labels),
        default=opened.framework.domain_of[practice.id].id,
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


def _running_result(opened: OpenAssessment, practice: Practice) -> None:
    domain = opened.scorecard.domain(opened.framework.domain_of[practice.id].id)
    st.html(
        '<div class="section top0 running"><h3>This domain so far</h3>'
        + _figures(domain.score)
        + _held(opened, domain.capped_by)
        + '<h3 style="margin-top:18px">All domains</h3>'
        + _figures(opened.scorecard.overall)
        + "</div>"
    )
    with st.popover(f"You answer as {as_plain(current_actor())}", type="tertiary"):
        name = st.text_input("Your name", value=current_actor(), max_chars=120, key="actor-name")
        if name.strip() and name.strip() != current_actor():
            set_actor(name)
            st.rerun()


def _figures(score: Score) -> str:
    counts = score.counts
    mean = score.mean
    claimed = marks.bounds(mean.low, mean.high) if marks.is_wide(mean.low, mean.high) else marks.tenth(mean.value)
    backed = score.evidence.evidenced if score.evidence.recorded else None
    level = "–" if score.gated.value is None else str(score.gated.value)
    none = "" if score.evidence.recorded or not counts.answered else " No evidence recorded yet."
    return (
        f'<div class="figures small"><div><small><i class="k dot"></i>backed</small><b>{marks.tenth(backed)}</b></div>'
        f'<div><small><i class="k ring"></i>claimed</small><b>{claimed if counts.answered else "–"}</b></div>'
        f"<div><small>level</small><b>{level}</b></div></div>"
        + marks.span(backed, mean.value, mean.low, mean.high)
        + f'<p class="quiet">{counts.answered} of {counts.applicable} answered.{none}</p>'
    )


def _held(opened: OpenAssessment, capped_by: Sequence[str]) -> str:
    if not capped_by:
        return ""
    names = ", ".join(f"{id_} {escape(opened.framework.practices[id_].title)}" for id_ in capped_by)
    return f'<p class="quiet warnword">Held at level 2 or below by: {names}.</p>'


def _card(opened: OpenAssessment, practice: Practice, ids: Sequence[str]) -> None:
    score = opened.scorecard.practice(practice.id)
    standing = opened.assessment.by_practice.get(practice.id)
    place = f"{ids.index(practice.id) + 1} of {len(ids)}" if practice.id in ids else ""
    floor = f" · <b>floor: level {practice.floor.level} is the least</b>" if score.is_floor and practice.floor else ""
    st.html(
        f'<div class="section strong top0"><p>{practice.id} · {place}{floor}</p><h2>{escape(practice.title)}</h2></div>'
        f"<p>{escape(practice.intent)}</p>"
    )
    if notice := take_notice():
        st.html(f'<div class="notice" role="status"><p>{escape(notice)}</p></div>')
    record = _recorder(opened, standing)
    with st.container(key="levels"):
        level_form(practice, opened.framework, standing, record)
    _evidence(opened, practice, standing, record)
    note_form(practice, standing, record)
    _more(opened, practice)


def _recorder(opened: OpenAssessment, standing: Answer | None) -> Record:
    """What a form calls with a new answer: keep it, say when, and say if somebody else answered meanwhile."""

    def record(answer: Answer) -> None:
        try:
            kept = record_answer(current_workspace(), opened.header.id, answer, standing.id if standing else "")
        except MaturityError as error:
            leave_notice("Not kept. " + " ".join(f"{fault.what} To mend: {fault.mend}" for fault in error.faults))
            return
        note_saved(f"{kept.answer.at:%H:%M:%S} UTC" if kept.answer.at else "")
        if (other := kept.answered_meanwhile) is not None:
            said = f"level {other.level}" if other.level is not None else other.state.replace("_", " ")
            leave_notice(
                f"{other.by} answered {other.practice} with {said} meanwhile. "
                "Your answer stands now; both are in the history."
            )

    return record


def _evidence(opened: OpenAssessment, practice: Practice, standing: Answer | None, record: Record) -> None:
    st.html('<div class="section"><h3>Evidence</h3></div>')
    kind = opened.framework.kind_of(practice)
    if standing is None or standing.level is None:
        st.caption("Answer with a level first; then point to what backs it.")
        return
    for number, item in enumerate(standing.evidence):
        backed = backed_by(item, standing.level, kind, opened.on)
        age = (opened.on - item.date).days
        link = (
            f' · <a href="{escape(item.link, quote=True)}" rel="noreferrer noopener" target="_blank">open</a>'
            if item.link
            else ""
        )
        ageing = marks.tag("aging", "warn") if backed < min(item.level, standing.level) - 0.05 else ""
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            f"<p><b>{escape(item.title)}</b> {ageing}<br><small class='quiet'>{item.date}, {age} days old · "
            f"backs {marks.tenth(backed)} of {standing.level}{link}</small></p>"
        )
        if right.button(
            "Remove", key=f"remove-{practice.id}-{number}", type="tertiary", help=f"Remove {as_plain(item.title)}"
        ):
            record(without_evidence(standing, number))
            st.rerun(scope="fragment")
    if not standing.evidence:
        st.caption("No evidence recorded yet. " + as_plain(f"Typical: {'; '.join(practice.evidence)}."))
    buttons = st.container(horizontal=True)
    if buttons.button("Point to evidence", key="add-evidence"):
        evidence_dialog(practice, opened.framework, standing, opened.on, record)
    if buttons.button("Record a review", key="add-review"):
        review_dialog(opened.framework, standing, opened.on, _reviewer(opened))
    if standing.review is not None:
        st.caption(
            as_plain(f"Reviewed at level {standing.review.level} by {standing.review.by} on {standing.review.date}.")
        )


def _reviewer(opened: OpenAssessment) -> Callable[[str, Review], None]:
    def keep(answer_id: str, review: Review) -> None:
        try:
            record_review(current_workspace(), opened.header.id, answer_id, review)
        except MaturityError as error:
            leave_notice("Not kept. " + " ".join(fault.what for fault in error.faults))

    return keep


def _more(opened: OpenAssessment, practice: Practice) -> None:
    with st.expander("Tip, who usually knows, history"):
        owners = {owner.id: owner.title for owner in opened.framework.owners}
        if practice.tip:
            st.markdown(as_plain(practice.tip))
        st.caption(f"Usually answered by: {as_plain(owners.get(practice.owner or '', 'anyone'))}.")
        with errors_in_words():
            for step in list_steps(current_workspace(), opened.header.id, practice.id)[:8]:
                answer = step.answer
                said = f"level {answer.level}" if answer.level is not None else answer.state.replace("_", " ")
                runs = f", {step.answers} changes in one step" if step.answers > 1 else ""
                st.caption(
                    as_plain(f"{answer.on}: {said}, by {answer.by}, recorded {answer.at:%Y-%m-%d %H:%M} UTC{runs}")
                )


def _foot(opened: OpenAssessment, practice: Practice, ids: Sequence[str]) -> None:
    before, after = neighbors(practice.id, ids)
    after = after or _next_domain(opened, practice)
    with st.container(key="cardfoot", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            "Previous",
            key="previous",
            disabled=before is None,
            on_click=open_practice,
            args=(opened.header.id, before or practice.id),
        )
        st.html(
            f'<p class="quiet" role="status">{f"Saved at {saved_at()}" if saved_at() else "Saved with each click"}</p>'
        )
        st.button(
            f"Next: {after}" if after else "Done",
            key="next",
            type="primary",
            disabled=after is None,
            on_click=open_practice,
            args=(opened.header.id, after or practice.id),
        )


def _next_domain(opened: OpenAssessment, practice: Practice) -> str | None:
    return neighbors(practice.id, [kept.id for kept in practices_in_scope(opened)])[1]


def _rows(opened: OpenAssessment, ids: Sequence[str], practice: Practice) -> None:
    st.html(section("All practices here", "Open one by its name."))
    for id_ in ids:
        entry, score = opened.framework.practices[id_], opened.scorecard.practice(id_)
        left, right = st.columns([4, 2], vertical_alignment="center")
        left.button(
            f"{id_} {as_plain(entry.title)}",
            key=f"open-{id_}",
            type="tertiary",
            disabled=id_ == practice.id,
            on_click=open_practice,
            args=(opened.header.id, id_),
        )
        right.html(_state(opened, id_, score.state, score.level, score.evidenced or 0.0))


def _state(opened: OpenAssessment, practice_id: str, state: str, level: int | None, evidenced: float) -> str:
    if state != "answered" or level is None:
        return f'<p class="quiet">{_STATES[state]} {state.replace("_", " ")}</p>'
    stale = " " + marks.tag("stale", "warn") if is_stale(practice_id, opened) else ""
    return f'<p class="quiet">{marks.level_mark(level, evidenced, 0)}level {level}{stale}</p>'
