"""Choose targets: a whole profile by stage, or one practice after the other."""

import streamlit as st

from dashboard.widgets import target_words as say
from dashboard.widgets.level_pick import pick_level
from dashboard.widgets.notices import errors_in_words, show_remark
from dashboard.widgets.plain import as_plain
from dashboard.widgets.session import current_workspace, leave_notice, note_words
from dashboard.widgets.term_hint import term_hint
from frameworks.model import Framework, TargetProfile
from scoring.targets import COUNTED, PracticeTarget, least_target, propose_targets, wanted_level
from use_cases.open_assessment import OpenAssessment
from use_cases.targets import adopt_targets, drop_targets, set_targets


def target_form(opened: OpenAssessment) -> None:
    """Two ways to set targets and one to withdraw them all; nothing is set before a button is pressed."""
    with st.expander("Set targets", key="plan-targets"):
        if opened.framework.target_profiles:
            _profile_form(opened)
        _single_form(opened)
        term_hint(_reasons(opened))
        if opened.targets:
            st.button(
                "Withdraw all targets",
                key="targets-drop",
                on_click=_drop,
                args=(opened,),
                help="The framework's target holds again. What was set stays on record.",
            )


def _profile_form(opened: OpenAssessment) -> None:
    profiles = {profile.id: profile for profile in opened.framework.target_profiles}
    stage = opened.organization.profile.stage
    st.html('<div class="smallhead"><h3>A profile by stage</h3></div>')
    chosen = st.selectbox(
        "Profile",
        list(profiles),
        index=list(profiles).index(stage) if stage in profiles else 0,
        format_func=lambda id_: profiles[id_].title,
        key="targets-profile",
    )
    profile = profiles[chosen]
    proposed = propose_targets(opened.framework, chosen, opened.scorecard, opened.on)
    levels = {score.id: score.level for score in opened.scorecard.practices}
    st.caption(as_plain(say.profile_words(profile)))
    st.markdown(as_plain(say.proposal_sentence(proposed, levels)))
    st.button("Set these targets", type="primary", key="targets-adopt", on_click=_adopt, args=(opened, profile))


def _single_form(opened: OpenAssessment) -> None:
    framework = opened.framework
    offered = [score.id for score in opened.scorecard.practices if score.state in COUNTED]
    st.html('<div class="smallhead"><h3>One practice</h3></div>')
    if not offered:
        st.caption("No practice in scope can take a target.")
        return
    practice_id = st.selectbox(
        "Practice", offered, format_func=lambda id_: _named(framework, id_), key="targets-practice"
    )
    score, held = opened.scorecard.practice(practice_id), opened.targets.get(practice_id)
    least = least_target(score, framework)
    scale = framework.scale_of(practice_id)
    wanted = held.level if held and held.level is not None else wanted_level(score, framework, {})
    with st.form(f"target-{practice_id}", border=False):
        left, right = st.columns(2)
        level = pick_level(
            left,
            "Level wanted",
            scale,
            max(least, wanted),
            least=least,
            help="Neither below the level that stands nor below a floor.",
        )
        due = right.date_input(
            "By (optional)",
            value=held.due if held and held.due and held.due >= opened.on else None,
            min_value=opened.on,
            format="YYYY-MM-DD",
        )
        reason = st.text_input("Why (optional)", value=held.reason if held else "", max_chars=500)
        if not st.form_submit_button("Set the target"):
            return
    if level is None:
        show_remark("A target needs a level.")
        return
    with errors_in_words():
        set_targets(
            current_workspace(),
            opened.header.id,
            [PracticeTarget(practice=practice_id, level=level, due=due, reason=reason.strip(), on=opened.on)],
        )
        note_words(_reasons(opened), reason.strip())
        leave_notice(f"Level {level} is the target for {practice_id} {framework.practices[practice_id].title}.")
        st.rerun()


def _reasons(opened: OpenAssessment) -> str:
    return f"target-{opened.header.id}"


def _adopt(opened: OpenAssessment, profile: TargetProfile) -> None:
    with errors_in_words():
        new = adopt_targets(current_workspace(), opened.header.id, profile.id)
        leave_notice(say.taken_sentence(new, profile.title))


def _drop(opened: OpenAssessment) -> None:
    with errors_in_words():
        drop_targets(current_workspace(), opened.header.id)
        leave_notice("All targets are withdrawn; the framework's own holds again.")


def _named(framework: Framework, practice_id: str) -> str:
    # A list of choices shows its text as it is, not as Markdown.
    return f"{practice_id} {framework.practices[practice_id].title}"
