"""Rating on one's own: one practice after the other, with one's own levels in view and nothing of what others said."""

from html import escape

import streamlit as st

from dashboard.widgets.frame import foot, head
from dashboard.widgets.level_pick import named_places, pick_level
from dashboard.widgets.notices import show_remark
from dashboard.widgets.plain import as_plain
from dashboard.widgets.practice_order import neighbors
from dashboard.widgets.rating_start import ask_name
from dashboard.widgets.scale_words import is_fine, steps_of, title_of
from dashboard.widgets.session import (
    current_practice,
    current_rater,
    current_workspace,
    leave_notice,
    note_rating,
    noted_rating,
    open_practice,
    stop_rating,
    take_notice,
)
from frameworks.errors import MaturityError
from frameworks.model import Practice
from frameworks.scale import Scale
from scoring.ratings import Rating
from use_cases.rate import OwnRound, load_round, record_rating

_END = "end"
_HIGHEST_KEY = 9


def rating_round(assessment_id: str) -> None:
    """Ask who rates, once; then one practice after the other."""
    if current_rater():
        _round(assessment_id, current_rater())
    else:
        ask_name(load_round(current_workspace(), assessment_id, ""))


@st.fragment
def _round(assessment_id: str, rater: str) -> None:
    """All there is to see; it is drawn from the person's own round, which holds no answer and no other rating."""
    own = load_round(current_workspace(), assessment_id, rater)
    practice = _current(own)
    if practice:
        domain = own.opened.framework.domain_of[practice.id]
        head(own.opened, domain.title, domain.question, "rating on your own", takes_notice=False)
    else:
        head(own.opened, _end_finding(own), _END_LEDE, "rating on your own", takes_notice=False)
    rail, card = st.columns([1, 2.6], gap="large")
    with rail, st.container(key="rail"):
        has_keys = _rail(own)
    with card:
        if practice:
            _card(own, practice, has_keys)
        _foot(own, practice)
    foot(own.opened, rater)


def _place(own: OwnRound) -> str:
    """Where the session remembers the practice that is open here; the one open on Assess stays."""
    return f"{own.opened.header.id} rated"


def _current(own: OwnRound) -> Practice | None:
    """The practice that is open; None at the end."""
    named = current_practice(_place(own))
    if named != _END and named not in own.practice_ids:
        named = own.next_after(None)
    return own.opened.framework.practices[named] if named in own.practice_ids else None


def _rail(own: OwnRound) -> bool:
    """Whose round this is and how far it is; whether number keys choose a level."""
    st.html(
        f'<div class="section running top0"><h2>You rate as {escape(own.by)}</h2>'
        f'<p class="rated"><b>{len(own.levels)} of {len(own.practice_ids)}</b> rated</p>'
        "<p>You see no answer and nobody else's level here. Yours move no score.</p></div>"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        scale = own.opened.framework.scale
        has_keys = scale.highest <= _HIGHEST_KEY and st.toggle(
            f"Keys {scale.lowest} to {scale.highest} choose", value=True, key="rates-by-key"
        )
        # Not a callback: this leaves the fragment.
        if st.button("Stop for now", key="stop-rating", type="tertiary"):
            stop_rating()
            st.rerun()
    return has_keys


def _card(own: OwnRound, practice: Practice, has_keys: bool) -> None:
    place = own.practice_ids.index(practice.id) + 1
    st.html(
        f'<div class="section strong top0"><p>{escape(practice.id)} · {place} of {len(own.practice_ids)}</p>'
        f'<h2 tabindex="-1" data-rated="{escape(practice.id)}">{escape(practice.title)}</h2></div>'
        f'<p class="intent">{escape(practice.intent)}</p>'
    )
    scale = own.opened.framework.scale_of(practice.id)
    with st.container(key="own-levels", gap=None):
        if is_fine(scale):
            _number_field(own, practice, scale)
            return
        for step in steps_of(scale):
            is_mine = own.levels.get(practice.id) == step
            st.button(
                _label(practice, scale, step, is_mine=is_mine),
                key=f"{'mine' if is_mine else 'rate'}-{practice.id}-{step}",
                type="tertiary",
                width="stretch",
                wrap=True,
                shortcut=str(step) if has_keys and 0 <= step <= _HIGHEST_KEY else None,
                on_click=_keep,
                args=(own, practice.id, step),
            )


def _number_field(own: OwnRound, practice: Practice, scale: Scale) -> None:
    """A whole number on a range, kept with a button: a number that is being typed is none yet."""
    with st.form(f"own-{practice.id}", border=False):
        level = pick_level(st.container(), "Your level", scale, own.levels.get(practice.id))
        named_places(scale, practice.levels)
        if st.form_submit_button("Keep and go on", type="primary") and level is not None:
            _keep(own, practice.id, level)
            st.rerun(scope="fragment")


def _label(practice: Practice, scale: Scale, step: int, *, is_mine: bool) -> str:
    title = title_of(scale, step)
    name = as_plain(title) if scale.has_values else f"{step}{' · ' if title else ''}{as_plain(title)}"
    text = practice.levels.get(step, "")
    return f"**{name}{' · your rating' if is_mine else ''}** {as_plain(text) if text != title else ''}".rstrip()


def _keep(own: OwnRound, practice_id: str, level: int) -> None:
    """Keep the level and open the next practice without one."""
    workspace = current_workspace()
    try:
        record_rating(
            workspace,
            own.opened.header.id,
            practice_id,
            # Asked anew: a page that was drawn yesterday rates for today.
            Rating(by=own.by, level=level, on=workspace.today()),
        )
    except MaturityError as error:
        leave_notice("Not kept. " + " ".join(f"{fault.what} To mend: {fault.mend}" for fault in error.faults))
        return
    note_rating(f"{practice_id} kept at level {level}")
    after = own.next_after(practice_id)
    open_practice(_place(own), _END if after in (None, practice_id) else str(after))


def _foot(own: OwnRound, practice: Practice | None) -> None:
    """Previous, what was kept last, next; in view all the time."""
    before, after = _neighbors(own, practice)
    with st.container(key="cardfoot", gap=None):
        if notice := take_notice():
            show_remark(notice)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _step("Previous", "rating-previous", own, before)
            words = noted_rating() or "Kept with each click"
            st.html(f'<p class="quiet saved" role="status">{escape(words)}</p>')
            if practice:
                _step("Next" if practice.id in own.levels else "Skip for now", "rating-next", own, after)
            elif left := own.next_after(None):
                _step("Go to what is left", "rating-next", own, left)


def _neighbors(own: OwnRound, practice: Practice | None) -> tuple[str | None, str | None]:
    if practice is None:
        return (own.practice_ids[-1] if own.practice_ids else None), None
    before, after = neighbors(practice.id, own.practice_ids)
    return before, after or _END


def _step(label: str, key: str, own: OwnRound, to: str | None) -> None:
    st.button(label, key=key, disabled=to is None, on_click=open_practice, args=(_place(own), to or ""))


_END_LEDE = (
    "Your levels are kept and wait beside those of others. You can come back to change one, under the same name."
)


def _end_finding(own: OwnRound) -> str:
    left = len(own.practice_ids) - len(own.levels)
    if not own.practice_ids:
        return "There is no practice to rate."
    if not left:
        return "You have rated every practice."
    return f"{'One practice is' if left == 1 else f'{left} practices are'} still without your level."
