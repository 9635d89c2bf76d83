"""Organizations: see them side by side, switch, add one, change a profile, bring answers in and out, delete."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.widgets import marks
from dashboard.widgets.add_form import add_form
from dashboard.widgets.delete_form import delete_form
from dashboard.widgets.export_form import export_form
from dashboard.widgets.findings import count
from dashboard.widgets.frame import foot, head, plain_head, section
from dashboard.widgets.import_form import import_form
from dashboard.widgets.notices import errors_in_words, show_remark
from dashboard.widgets.organization_list import organization_list
from dashboard.widgets.profile_change import profile_change
from dashboard.widgets.profile_words import profile_words
from dashboard.widgets.session import (
    add_organization_next,
    adds_organization,
    current_actor,
    current_assessment,
    current_workspace,
    shown_organization,
    take_notice,
)
from dashboard.widgets.start_form import start_form
from scoring.organization import Organization
from use_cases.assess import load_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.organize import list_organizations, load_organization

TASKS = ("Assessments", "Profile", "Import", "Export", "Delete")


def organizations_page() -> None:
    """Draw the page."""
    opened, organizations = current_assessment(), list_organizations(current_workspace())
    if not organizations:
        plain_head(
            "Nothing is on record yet.",
            "Add your organization, or the first of your clients. Its kinds of service decide which practices are "
            "asked; the quick start among them gives a first picture in about 15 minutes.",
        )
        st.html(
            '<p class="quiet">To look around first: the command <code>safermark demo</code> opens fictional '
            "organizations in a store of their own.</p>"
        )
        add_form(can_leave=False)
        foot(None, current_actor())
        return
    shown = _shown(organizations, opened)
    _head(organizations, opened)
    if adds_organization():
        add_form(can_leave=True)
        foot(opened, current_actor())
        return
    with st.container(key="list-head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.html('<p class="quiet">A click opens one on every page.</p>')
        st.button("Add an organization", key="add", on_click=add_organization_next, args=(True,))
    organization_list(organizations, opened.header.id if opened else "", shown.id)
    # Said where the eye is: what was just done lies below the list.
    if notice := take_notice():
        show_remark(notice)
    _tasks(shown.id, opened.header.id if opened and opened.organization.id == shown.id else None)
    foot(opened, current_actor())


def _shown(organizations: Sequence[Organization], opened: OpenAssessment | None) -> Organization:
    """The organization that was chosen here; else the one whose assessment is open; else the first."""
    by_id = {organization.id: organization for organization in organizations}
    usual = by_id[opened.organization.id] if opened else organizations[0]
    return by_id.get(shown_organization(), usual)


def _head(organizations: Sequence[Organization], opened: OpenAssessment | None) -> None:
    number = count(len(organizations), "organization is", "organizations are")
    lede = "Each has its own profile, assessments and history. Nothing is shared between them."
    if opened is None:
        plain_head(f"{number} on record; no assessment is open.", lede)
    else:
        head(opened, f"{number} on record; {opened.organization.name} is open.", lede, takes_notice=False)


@st.fragment
@errors_in_words()
def _tasks(organization_id: str, assessment_id: str | None) -> None:
    """What can be done with the organization that is shown: one thing at a time, without drawing the list again."""
    workspace = current_workspace()
    shown = load_organization(workspace, organization_id)
    tags = marks.tag("synthetic data") if shown.is_synthetic else ""
    st.html(
        f'<div class="section strong"><h2>{escape(shown.name)} {tags}</h2>'
        f"<p>{escape(profile_words(shown.profile))}</p></div>"
    )
    task = st.segmented_control(
        "What to do", TASKS, default=TASKS[0], required=True, key="organization-task", label_visibility="collapsed"
    )
    with st.container(key="task"):
        if task == "Profile":
            profile_change(shown.id)
        elif task == "Delete":
            delete_form(shown)
        elif task in ("Import", "Export"):
            _exchange(task, load_assessment(workspace, assessment_id) if assessment_id else None)
        else:
            start_form(shown)


def _exchange(task: str, opened: OpenAssessment | None) -> None:
    if opened is None:
        st.html('<p class="quiet">There is no assessment yet. Start one under Assessments.</p>')
        return
    preset = opened.framework.preset(opened.header.preset).title
    framework = f"{opened.framework.title} {opened.framework.version}, {preset}"
    st.html(section(f"{'Into' if task == 'Import' else 'From'} {framework}", kind="quiet-rule top0"))
    if task == "Import":
        import_form(opened)
    else:
        export_form(opened)
