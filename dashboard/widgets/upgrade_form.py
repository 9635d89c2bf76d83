"""Bring an assessment up to a newer version of its framework: what is carried over, then the button."""

from html import escape

import streamlit as st

from dashboard.widgets.frame import section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.session import current_workspace, leave_notice, open_in_session
from dashboard.widgets.upgrade_words import upgrade_sentences
from frameworks.loader import version_key
from scoring.assessment import AssessmentHeader
from use_cases.upgrade import preview_upgrade, upgrade_assessment


def upgrade_form(headers: list[AssessmentHeader]) -> None:
    """For the newest assessment of each framework that has a newer version; nothing where there is none."""
    newest = {header.framework_id: header for header in sorted(headers, key=lambda one: one.started_at)}
    for header in newest.values():
        version = current_workspace().load_framework(header.framework_id).version
        if version_key(version) > version_key(header.framework_version):
            with errors_in_words():
                _form(header)


def _form(header: AssessmentHeader) -> None:
    found = preview_upgrade(current_workspace(), header.id)
    title = f"{found.newer.title} {found.newer.version} is out; the assessment stands on {header.framework_version}"
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in upgrade_sentences(found.upgrade, found.newer))
    st.html(section(title, kind="quiet-rule") + f"<ul>{items}</ul>")
    st.button(
        f"Begin version {found.newer.version} with these answers",
        key=f"upgrade-{header.id}",
        on_click=_upgrade,
        args=(header.id, found.newer.version),
    )


def _upgrade(assessment_id: str, version: str) -> None:
    with errors_in_words():
        header = upgrade_assessment(current_workspace(), assessment_id, version)
        open_in_session(header.id)
        leave_notice(f"The assessment against version {version} is open on every page. The former one stays.")
