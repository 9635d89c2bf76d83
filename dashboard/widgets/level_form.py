"""Levels, not known and not applicable of one practice, as one group of radio buttons."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.widgets.findings import answer_words
from dashboard.widgets.instant import outcomes_for
from dashboard.widgets.level_pick import bold_label, named_places, step_caption
from dashboard.widgets.part_keys import label_part
from dashboard.widgets.recorder import Recorder
from dashboard.widgets.running_result import running_figures
from dashboard.widgets.scale_words import is_fine, steps_of
from dashboard.widgets.session import leave_notice, note_seen
from dashboard.widgets.term_hint import term_hint
from frameworks.model import Framework, Practice
from frameworks.scale import Scale
from scoring.assessment import Answer
from use_cases.open_assessment import OpenAssessment

NOT_KNOWN: Final = "not_known"
NOT_APPLICABLE: Final = "not_applicable"
LEVELS: Final = "levels"
"""Key of the container around the form."""

_NEEDS = "'Not applicable' needs a reason, an approver and a date to check again."


def level_form(practice: Practice, framework: Framework, recorder: Recorder) -> None:
    """A level and 'not known' are kept at once; 'not applicable' opens a form for its reason."""
    scale = framework.scale_of(practice.id)
    key = f"level-{practice.id}"
    number_key = f"number-{practice.id}"
    options = _options(scale)
    is_other = note_seen(recorder.assessment_id, practice.id, recorder.seen.id if recorder.seen else "")
    if is_other or key not in st.session_state:
        # The group shows what stands in the store, also after somebody else has answered.
        standing = _chosen(recorder.seen)
        st.session_state[key] = standing if standing in options else None
        st.session_state[number_key] = recorder.seen.level if recorder.seen else None
    if is_fine(scale):
        _number_field(practice, scale, number_key, key, recorder)
    st.radio(
        "Instead of a level" if is_fine(scale) else f"Level of {label_part(practice.id)}",
        options,
        index=None,
        format_func=lambda option: _label(option, scale),
        captions=[_caption(option, scale, practice) for option in options],
        key=key,
        label_visibility="collapsed",
        width="stretch",
        on_change=_record_choice,
        args=(key, number_key, practice.id, recorder),
    )
    if st.session_state.get(key) == NOT_APPLICABLE:
        _not_applicable_form(practice, recorder)


def _number_field(practice: Practice, scale: Scale, number_key: str, key: str, recorder: Recorder) -> None:
    """A whole number on a range, with its named places beside it."""
    left, right = st.columns([1, 2], gap="medium")
    left.number_input(
        f"Level, {scale.lowest} to {scale.highest}",
        scale.lowest,
        scale.highest,
        None,
        1,
        key=number_key,
        placeholder="not answered",
        on_change=_record_number,
        args=(number_key, key, practice.id, recorder),
    )
    with right.container(gap=None, key="named-places"):
        named_places(scale, practice.levels)


def _record_number(number_key: str, key: str, practice_id: str, recorder: Recorder) -> None:
    level = st.session_state[number_key]
    if level is None:
        # An answer is not taken back by an empty field.
        st.session_state[number_key] = recorder.seen.level if recorder.seen else None
        return
    st.session_state[key] = None
    recorder.keep_or_tell(lambda base: _answer(str(level), practice_id, base))


def _record_choice(key: str, number_key: str, practice_id: str, recorder: Recorder) -> None:
    option = st.session_state[key]
    if option not in (None, NOT_APPLICABLE):
        st.session_state[number_key] = None
        recorder.keep_or_tell(lambda base: _answer(option, practice_id, base))


def _answer(option: str, practice_id: str, base: Answer | None) -> Answer:
    """What choosing a level says.

    Evidence, ratings and note stay with the practice; a review or a settlement does not outlive its answer.
    """
    kept = {name: getattr(base, name) for name in ("note", "evidence", "ratings")} if base else {}
    said = {"state": NOT_KNOWN} if option == NOT_KNOWN else {"level": int(option)}
    return Answer.model_validate({"practice": practice_id, **said, **kept})


def outcomes(opened: OpenAssessment, practice: Practice) -> str:
    """What the rail will say after each choice, sent ahead with the practice; nothing where a number is typed.

    The browser shows it while the answer is on its way to the disk; "Saved at" and what the server says come after.
    """
    if is_fine(scale := opened.framework.scale_of(practice.id)):
        return ""
    base = opened.assessment.by_practice.get(practice.id)
    domain_id = opened.framework.domain_of[practice.id].id
    found = []
    for option in _options(scale):
        if option == NOT_APPLICABLE:
            found.append("")
            continue
        answer = _answer(option, practice.id, base).model_copy(update={"on": opened.on})
        found.append(running_figures(opened.with_answers(answer), domain_id))
    return outcomes_for(LEVELS, found)


def _options(scale: Scale) -> list[str]:
    steps = () if is_fine(scale) else steps_of(scale)
    return [*map(str, steps), NOT_KNOWN, NOT_APPLICABLE]


def _not_applicable_form(practice: Practice, recorder: Recorder) -> None:
    standing = recorder.seen
    held = standing if standing and standing.state == NOT_APPLICABLE else None
    keys = {name: f"{name}-{practice.id}" for name in ("reason", "approver", "recheck")}
    with st.form(f"not-applicable-{practice.id}", border=False):
        st.text_area("Reason", value=held.reason if held else "", height=80, max_chars=10_000, key=keys["reason"])
        left, right = st.columns(2)
        left.text_input("Approved by", value=held.approver if held else "", max_chars=500, key=keys["approver"])
        right.date_input(
            "Check again on", value=held.recheck if held else None, format="YYYY-MM-DD", key=keys["recheck"]
        )
        st.form_submit_button(
            "Keep as not applicable",
            type="primary",
            on_click=_record_not_applicable,
            args=(keys, practice.id, recorder),
        )
    if held is None:
        st.caption(f"Not kept yet. {_NEEDS}{_still(standing)}")
        return
    term_hint(keys["reason"], held.reason)


def _record_not_applicable(keys: Mapping[str, str], practice_id: str, recorder: Recorder) -> None:
    reason, approver, recheck = (st.session_state[keys[name]] for name in ("reason", "approver", "recheck"))
    if not reason.strip() or not approver.strip() or recheck is None:
        leave_notice(_NEEDS)
        return
    recorder.keep_or_tell(
        lambda base: Answer(
            practice=practice_id,
            state=NOT_APPLICABLE,
            reason=reason.strip(),
            approver=approver.strip(),
            recheck=recheck,
            note=base.note if base else "",
        )
    )


def _still(standing: Answer | None) -> str:
    return f" Until then {answer_words(standing)} stands." if standing else ""


def _chosen(standing: Answer | None) -> str | None:
    if standing is None:
        return None
    return str(standing.level) if standing.state == "answered" else standing.state


def _label(option: str, scale: Scale) -> str:
    if option == NOT_KNOWN:
        return "**Not known** yet"
    if option == NOT_APPLICABLE:
        return "**Not applicable** to this organization"
    return bold_label(scale, int(option))


def _caption(option: str, scale: Scale, practice: Practice) -> str:
    if option == NOT_KNOWN:
        return "Counts as open, not as zero."
    if option == NOT_APPLICABLE:
        return "Asks for a reason, an approver and a date to check again."
    return step_caption(scale, int(option), practice.levels)
