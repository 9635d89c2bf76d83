"""Where no peers are published: the framework's target profiles and public figures, called what they are."""

from html import escape

import streamlit as st

from dashboard.widgets.figure_view import public_figures
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from frameworks.model import Framework, Goal, TargetProfile

TITLE = "Until then: what is wanted, not what others do"


def not_peers(framework: Framework | None, stage: str | None = None) -> None:
    """Target profiles by stage, with one's own marked, and public figures."""
    if framework and framework.target_profiles:
        subtitle = (
            f"These are no peers. They are the target profiles of {framework.title} {framework.version}: levels its "
            "authors want at a stage, and by when."
        )
        st.html(section(TITLE, subtitle) + profiles_table(framework, stage))
    st.html(
        section(
            "Public figures are no peers either",
            "They count reports, pages or answers of a survey. None of them says how well an organization does.",
            kind="quiet-rule",
        )
    )
    public_figures()


def profiles_table(framework: Framework, stage: str | None) -> str:
    """A row for each stage: floors, everything else, and where it comes from."""
    rows = [
        (
            escape(profile.title) + (" <small>the stage on record</small>" if profile.id == stage else ""),
            _goal(profile.floors),
            _goal(profile.everywhere),
            f"{escape(profile.summary)}<small>{_basis(profile)}</small>",
        )
        for profile in framework.target_profiles
    ]
    heads = ("Stage", "Floors", "Other practices", "What it asks for")
    return f'<div class="profiles">{table(heads, rows, names={1: "floors:", 2: "others:", 3: ""})}</div>'


def _goal(goal: Goal) -> str:
    return f"level {goal.level} within {goal.months} months"


def _basis(profile: TargetProfile) -> str:
    return "A judgement of the framework" if profile.basis == "judgement" else "From a source of the framework"
