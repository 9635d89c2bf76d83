"""Adjust an estimate: what is adjusted, and one small form that needs a reason."""

from typing import Any

import streamlit as st

from dashboard.widgets import adjusted_words as say
from dashboard.widgets.adjusted_view import adjusted_section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.session import current_workspace, leave_notice, note_words
from dashboard.widgets.term_hint import term_hint
from scoring.adjustment import HAVE_PARTS, STAGES, Adjustment, Estimate, Needed, Value, parts_of, stated_value
from use_cases.adjust import adjust_estimates, list_unfit
from use_cases.open_assessment import OpenAssessment


def adjust_form(opened: OpenAssessment) -> None:
    """The list and the form; nothing is kept before a button is pressed."""
    workspace = current_workspace()
    st.html(adjusted_section(opened.adjusted, list_unfit(workspace, opened.header.id)))
    with st.expander("Adjust an estimate", key="plan-adjust"):
        _form(opened)


def _form(opened: OpenAssessment) -> None:
    practices = opened.framework.practices
    left, middle, right = st.columns([2, 1.4, 1.4], gap="medium")
    practice_id = left.selectbox(
        "Practice", list(practices), format_func=lambda id_: f"{id_} {practices[id_].title}", key="adjust-of"
    )
    practice = practices[practice_id]
    fields: list[Estimate] = [
        field for field in say.FIELDS if field not in HAVE_PARTS or parts_of(practice, field, opened.framework)
    ]
    field = middle.selectbox("Estimate", fields, format_func=lambda one: say.FIELDS[one], key="adjust-field")
    parts = parts_of(practice, field, opened.framework)
    part = ""
    if parts:
        part = right.selectbox(
            "Which",
            parts,
            format_func=lambda one: say.estimate_words(field, one),
            key=f"adjust-part-{practice_id}-{field}",
        )
    stands = stated_value(practice, field, part)
    st.caption(as_plain(f"Now {say.value_words(field, stands)}."))
    with st.form(f"adjust-{practice_id}-{field}-{part}", border=False):
        value = _value(opened, practice_id, field, stands)
        reason = st.text_input("Why you know better", max_chars=2_000, help="Needed; it stands beside the value.")
        with st.container(horizontal=True):
            keeps = st.form_submit_button("Use this estimate")
            takes_back = st.form_submit_button("Take back to the framework's")
    term_hint(reasons := f"adjust-reason-{opened.header.id}")
    if keeps or takes_back:
        with errors_in_words():
            one = Adjustment(
                practice=practice_id,
                field=field,
                part=part,
                value=None if takes_back else value,
                reason=reason.strip(),
                on=opened.on,
            )
            leave_notice(say.kept_sentence(adjust_estimates(current_workspace(), opened.header.id, [one])))
            note_words(reasons, reason.strip())
            st.rerun()


def _value(opened: OpenAssessment, practice_id: str, field: Estimate, stands: Value) -> Value:
    if field == "stages":
        now = [str(stage) for stage in stands] if isinstance(stands, tuple) else []
        return tuple(st.multiselect("Stages", list(STAGES), default=now))
    if field == "prerequisites":
        return _needed(opened, practice_id, stands)
    number = stands if isinstance(stands, int | float) else 0.0
    if field == "effort":
        return float(st.number_input("Person-weeks", 0.0, 10_000.0, float(number), 0.5, format="%g"))
    most = 99.0 if field == "effectiveness" else 100.0
    return round(st.number_input("Percent", 0.0, most, float(number) * 100, 5.0, format="%g") / 100, 6)


def _needed(opened: OpenAssessment, practice_id: str, stands: Value) -> Value:
    """Each prerequisite is one choice; those that stand and every other practice at the target level can be chosen."""
    level = opened.framework.target.level
    held: list[Needed] = [one for one in stands if isinstance(one, Needed)] if isinstance(stands, tuple) else []
    others = [
        Needed(practice=id_, level=max(level - 1, opened.framework.scale.lowest), for_level=level)
        for id_ in opened.framework.practices
        if id_ != practice_id
    ]
    offered: dict[str, Any] = {say.value_words("prerequisites", (one,)): one for one in [*held, *others]}
    chosen = st.multiselect(
        "Should stand first",
        list(offered),
        default=[say.value_words("prerequisites", (one,)) for one in held],
        help="Other levels than these can be set with `safermark adjust set`.",
    )
    return tuple(offered[words] for words in chosen)
