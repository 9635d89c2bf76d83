"""Export an assessment as a workbook, JSON, YAML or CSV; it says that it is confidential, who made it and when."""

import re
import unicodedata
from datetime import datetime
from functools import partial

import streamlit as st

from dashboard.widgets.session import current_workspace
from use_cases.assess import load_assessment
from use_cases.exchange.answers_file import answers_as_bytes
from use_cases.exchange.assessment_file import file_of
from use_cases.open_assessment import OpenAssessment

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "yaml": "application/yaml",
    "csv": "text/csv",
}


def export_form(opened: OpenAssessment) -> None:
    """One button a format."""
    answers = len(opened.assessment.answers)
    st.html(
        f"<p>{answers} {'answer' if answers == 1 else 'answers'} as they stand today, with notes, evidence pointers "
        "and the profile. Each file says <b>Confidential</b>, who made it and when; keep it as you "
        "keep the answers.</p>"
        '<p class="quiet">XLSX is a workbook to fill in, with level texts and drop-downs; it, JSON and YAML carry '
        "every answer whole. CSV leaves out reviews, "
        "adjusted estimates, who answered and since when, and a text that a spreadsheet could take for a formula "
        "gets an apostrophe before it.</p>"
    )
    with st.container(horizontal=True):
        for ending, mime in FORMATS.items():
            st.download_button(
                f"Export as {ending.upper()}",
                data=partial(export_now, opened.header.id, ending),
                file_name=export_name(opened, ending, current_workspace().now()),
                mime=mime,
                key=f"export-{ending}",
                on_click="ignore",
            )


def export_now(assessment_id: str, ending: str) -> bytes:
    """The content of the file at the moment of the click."""
    workspace = current_workspace()
    opened = load_assessment(workspace, assessment_id)
    return answers_as_bytes(file_of(opened, workspace.actor, workspace.now()), f"answers.{ending}", opened.framework)


def export_name(opened: OpenAssessment, ending: str, at: datetime) -> str:
    """A name of plain letters: what it is, whose, of which day."""
    letters = unicodedata.normalize("NFKD", opened.organization.name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:60] or "organization"
    return f"confidential-{words}-{at:%Y-%m-%d}.{ending}"
