"""The one open practice of Assess: levels in full, evidence, note, tip and history, and the foot that stays in view."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets.dates import day
from dashboard.widgets.evidence_form import evidence_list, note_form
from dashboard.widgets.findings import answer_words
from dashboard.widgets.level_form import LEVELS, level_form
from dashboard.widgets.links import link_to
from dashboard.widgets.notices import errors_in_words, show_remark
from dashboard.widgets.part_keys import label_part
from dashboard.widgets.plain import as_plain
from dashboard.widgets.practice_document import rests_on_law
from dashboard.widgets.practice_order import neighbors, practices_in_scope
from dashboard.widgets.rating_form import ratings_block
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.session import current_workspace, open_practice, saved_at, take_notice
from frameworks.model import Practice
from use_cases.assess import Step, list_steps
from use_cases.open_assessment import OpenAssessment

SHOWN_STEPS = 8


def practice_card(opened: OpenAssessment, practice: Practice, ids: Sequence[str], recorder: Recorder) -> None:
    """Draw the practice at its place in the row `ids`."""
    score = opened.scorecard.practice(practice.id)
    place = f" · {ids.index(practice.id) + 1} of {len(ids)}" if practice.id in ids else ""
    floor = f" · <b>floor: level {practice.floor.level} is the least</b>" if score.is_floor and practice.floor else ""
    st.html(
        f'<div class="section strong top0"><p>{escape(practice.id)}{place}{floor}</p>'
        f"<h2>{escape(practice.title)}</h2></div>"
        f'<p class="intent">{escape(practice.intent)}</p>'
    )
    with st.container(key=LEVELS):
        level_form(practice, opened.framework, recorder)
    evidence_list(practice, opened.framework, recorder)
    ratings_block(practice, opened.framework, recorder)
    note_form(practice, recorder)
    if rests_on_law(opened.framework, practice.id):
        link_to("pathways", "Whom to tell, by when, and what to keep: Pathways")
    _more(opened, practice)


@dataclass(frozen=True, slots=True)
class FootSlots:
    """The two places in the foot that change with an answer."""

    remark: DeltaGenerator
    saved: DeltaGenerator

    def fill(self) -> None:
        """Say what wants attention, and when something was last kept."""
        with self.remark.container():
            if notice := take_notice():
                show_remark(notice)
        words = f"Saved at {saved_at()}" if saved_at() else "Saved with each click"
        self.saved.html(f'<p class="quiet saved" role="status">{words}</p>')


def card_foot(opened: OpenAssessment, practice: Practice, ids: Sequence[str]) -> FootSlots:
    """What wants attention, previous, when it was saved, next; after a domain's last practice comes the next domain."""
    before, after = neighbors(practice.id, ids)
    after = after or neighbors(practice.id, [kept.id for kept in practices_in_scope(opened)])[1]
    with st.container(key="cardfoot", gap=None):
        remark = st.empty()
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _step_button("Previous", "previous", opened, before)
            saved = st.empty()
            _step_button(f"Next: {label_part(after)}" if after else "Done", "next", opened, after, is_primary=True)
    return FootSlots(remark, saved)


def _step_button(label: str, key: str, opened: OpenAssessment, to: str | None, *, is_primary: bool = False) -> None:
    st.button(
        label,
        key=key,
        type="primary" if is_primary else "secondary",
        disabled=to is None,
        on_click=open_practice,
        args=(opened.header.id, to or ""),
    )


def _more(opened: OpenAssessment, practice: Practice) -> None:
    # Drawn only while it is open: a click on a level need not wait for what nobody sees.
    with (more := st.expander("Tip, who usually knows, history", on_change="rerun", key="more")):
        if not more.open:
            return
        owners = {owner.id: owner.title for owner in opened.framework.owners}
        if practice.tip:
            st.markdown(as_plain(practice.tip))
        if practice.protects:
            st.caption(as_plain(f"It protects: {', '.join(practice.protects)}."))
        st.caption(f"Usually answered by: {as_plain(owners.get(practice.owner or '', 'anyone'))}.")
        with errors_in_words():
            for step in list_steps(current_workspace(), opened.header.id, practice.id)[:SHOWN_STEPS]:
                st.caption(as_plain(_step_words(step)))


def _step_words(step: Step) -> str:
    answer = step.answer
    runs = f", {step.answers} changes in one step" if step.answers > 1 else ""
    from_day = f"From {day(answer.on)}: " if answer.on else ""
    recorded = f", recorded {answer.at:%Y-%m-%d %H:%M} UTC" if answer.at else ""
    return f"{from_day}{answer_words(answer)}, by {answer.by}{recorded}{runs}"
