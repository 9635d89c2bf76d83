"""Delete an organization: what will be gone, an export first, and its name typed as confirmation."""

from html import escape

import streamlit as st

from dashboard.widgets.notices import errors_in_words, show_remark
from dashboard.widgets.session import current_workspace, forget_organization, leave_notice
from scoring.organization import Organization
from use_cases.organize import Records, count_records, delete_organization


def delete_form(organization: Organization) -> None:
    """Say what goes, and delete once the name is typed."""
    workspace = current_workspace()
    records = count_records(workspace, organization.id)
    st.html(
        f'<div class="notice"><p><b>This cannot be undone.</b> {escape(organization.name)} will be gone, with '
        f"{records_words(records)}.</p></div>"
    )
    st.html(
        '<p class="quiet">Exported files and backups made before stay where they are; remove those yourself. If you '
        "may need the answers again, export them first: choose Export above.</p>"
    )
    st.html(f'<p>To confirm, type the name: <span class="typed">{escape(organization.name)}</span></p>')
    with st.form(f"delete-{organization.id}", border=False):
        typed = st.text_input("Name of the organization", max_chars=200, autocomplete="off", width=480)
        if not st.form_submit_button("Delete for ever"):
            return
    if " ".join(typed.split()) != organization.name:
        show_remark("The name does not match, so nothing was deleted. Type it exactly as it stands above.")
        return
    with errors_in_words():
        delete_organization(workspace, organization.id)
        forget_organization()
        leave_notice(f"{organization.name} is deleted, with {records_words(records)}.")
        st.rerun()


def records_words(records: Records) -> str:
    """Everything that is kept of an organization, counted."""
    counted = [
        _number(records.assessments, "assessment"),
        _number(records.answers, "answer") + " in the whole history, with notes, evidence pointers and reviews"
        if records.answers
        else "no answers",
        _number(records.snapshots, "snapshot"),
        _number(records.events, "event"),
        _number(records.profiles, "profile"),
        *([f"{records.duties} {'version' if records.duties == 1 else 'versions'} of duties"] if records.duties else []),
    ]
    return ", ".join(counted[:-1]) + " and " + counted[-1]


def _number(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
