"""Start an assessment of an organization, the first or another beside it."""

import streamlit as st

from dashboard.widgets.assessment_start import framework_field, practices_words, preset_field
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.links import link_to
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.session import current_workspace, leave_notice, open_in_session, show_organization
from dashboard.widgets.upgrade_form import upgrade_form
from scoring.organization import Organization, scope_of
from use_cases.assess import list_assessments, start_assessment
from use_cases.organize import load_organization


def start_form(organization: Organization) -> None:
    """Links to go on with what is open, and the form for another assessment."""
    headers = list_assessments(current_workspace(), organization.id)
    if headers:
        with st.container(horizontal=True):
            link_to("assess", "Go on answering")
            link_to("overview", "See where it stands")
        upgrade_form(headers)
        st.html(
            section(
                "Start another assessment beside it",
                "Another choice of practices, or a fresh start. Answers are not shared between assessments; to carry "
                "them over, export the one and import the file into the other.",
                kind="quiet-rule",
            )
        )
    else:
        st.html(section("Start the first assessment", "It can be left and resumed any time.", kind="quiet-rule top0"))
    _fields(organization.id, len(headers))


@st.fragment
@errors_in_words()
def _fields(organization_id: str, begun: int) -> None:
    # The number in the keys: the second click of a double click finds its button gone.
    workspace, key, is_first = current_workspace(), f"start-{organization_id}-{begun}", not begun
    organization = load_organization(workspace, organization_id)
    framework = framework_field(key, workspace)
    preset = preset_field(key, framework, organization.profile, is_first=is_first)
    if st.button("Start the assessment", type="primary" if is_first else "secondary", key=f"{key}-begin"):
        with errors_in_words():
            header = start_assessment(workspace, organization_id, framework.key, preset)
            show_organization(organization_id)
            open_in_session(header.id)
            number = practices_words(len(scope_of(framework, organization.profile, preset).in_scope))
            leave_notice(
                f"{framework.preset(preset).title}, begun {day(header.started_at.date())}, is open on every page: "
                f"{number}. Answer them on Assess."
            )
            st.rerun()
