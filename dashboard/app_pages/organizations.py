"""Organizations: add one, switch between them, change a profile."""

import streamlit as st

from dashboard.widgets.frame import foot, plain_head
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.profile_form import profile_fields
from dashboard.widgets.session import current_actor, current_assessment, current_workspace, open_in_session
from use_cases.assess import list_assessments, start_assessment
from use_cases.organize import add_organization, list_organizations, set_profile


def organizations_page() -> None:
    """Draw the page."""
    workspace, opened = current_workspace(), current_assessment()
    plain_head("Organizations", "Each has its own profile, assessments and history.")
    for organization in list_organizations(workspace):
        for header in list_assessments(workspace, organization.id):
            is_open = opened is not None and opened.header.id == header.id
            synthetic = " (synthetic data)" if organization.is_synthetic else ""
            st.button(
                as_plain(f"Open {organization.name}{synthetic}, {header.framework_key}, {header.preset or 'full'}"),
                key=f"open-{header.id}",
                disabled=is_open,
                on_click=open_in_session,
                args=(header.id,),
            )
    if opened is not None:
        with st.expander(as_plain(f"Profile of {opened.organization.name}")), st.form("profile", border=False):
            profile = profile_fields("edit", opened.organization.profile)
            if st.form_submit_button("Keep the profile"):
                with errors_in_words():
                    set_profile(workspace, opened.organization.id, profile)
                    st.rerun()
    with st.expander("Add an organization", expanded=opened is None), st.form("add", border=False):
        name = st.text_input("Name", max_chars=120)
        profile = profile_fields("add")
        if st.form_submit_button("Add and begin", type="primary"):
            with errors_in_words():
                added = add_organization(workspace, name, profile)
                open_in_session(start_assessment(workspace, added.id, "safer-by-design").id)
                st.rerun()
    foot(opened, current_actor())
