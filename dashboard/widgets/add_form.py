"""Add an organization, and begin its first assessment in the same step."""

import streamlit as st

from dashboard.widgets.assessment_start import framework_field, practices_words, preset_field
from dashboard.widgets.frame import section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.profile_form import profile_fields
from dashboard.widgets.session import (
    add_organization_next,
    begin_anew,
    current_workspace,
    form_round,
    leave_notice,
    open_in_session,
    show_organization,
)
from frameworks.model import Framework
from scoring.organization import Profile, scope_of
from use_cases.assess import start_assessment
from use_cases.organize import add_organization

FORM = "add-organization"


@st.fragment
@errors_in_words()
def add_form(*, can_leave: bool) -> None:
    """Ask for name and profile; only this is drawn again while it is filled in."""
    workspace, key = current_workspace(), f"{FORM}-{form_round(FORM)}"
    st.html(
        section(
            "Add an organization",
            "What it runs decides which practices are asked. Everything but the name can be changed later.",
            kind="strong",
        )
    )
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        name = st.text_input(
            "Name, or a code that only you can read", max_chars=120, key=f"{key}-name", autocomplete="off"
        )
        profile = profile_fields(key)
    with right:
        framework = framework_field(key, workspace)
        preset = preset_field(key, framework, profile, is_first=True)
        st.html(f'<p class="quiet" role="status">{_scope_words(framework, profile, preset)}</p>')
    with st.container(horizontal=True):
        begins = st.button("Add and begin", type="primary", key=f"{key}-begin")
        adds = st.button("Add without an assessment", key=f"{key}-only")
        if can_leave and st.button("Cancel", type="tertiary", key=f"{key}-leave"):
            begin_anew(FORM)
            add_organization_next(False)
            st.rerun()
    if begins or adds:
        with errors_in_words():
            _add(name, profile, framework, preset if begins else None)
            st.rerun()


def _add(name: str, profile: Profile, framework: Framework, preset: str | None) -> None:
    workspace = current_workspace()
    added = add_organization(workspace, name, profile)
    show_organization(added.id)
    begin_anew(FORM)
    if preset is None:
        leave_notice(f"{added.name} is added. Start an assessment when you are ready.")
        return
    open_in_session(start_assessment(workspace, added.id, framework.key, preset).id)
    count = practices_words(len(scope_of(framework, profile, preset).in_scope))
    leave_notice(f"{added.name} is added and open on every page: {count}. Answer them on Assess.")


def _scope_words(framework: Framework, profile: Profile, preset: str) -> str:
    scope = scope_of(framework, profile, preset)
    floors = f", {len(scope.floors)} of them floors" if scope.floors else ""
    return f"{practices_words(len(scope.in_scope))}{floors}. A second assessment may stand beside this one later."
