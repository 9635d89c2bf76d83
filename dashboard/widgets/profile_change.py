"""Change a profile: from which day it holds, what enters and leaves the scope, and the profiles there were."""

from datetime import date
from html import escape

import streamlit as st

from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.profile_form import profile_fields
from dashboard.widgets.profile_words import profile_words
from dashboard.widgets.scope_changes import compare_scopes, scope_change_html
from dashboard.widgets.session import current_workspace, leave_notice
from scoring.organization import DatedProfile, Profile
from use_cases.assess import list_assessments, load_assessment
from use_cases.organize import list_profiles, load_organization, set_profile


@st.fragment
@errors_in_words()
def profile_change(organization_id: str) -> None:
    """Ask for the new profile and say what it changes before it is kept."""
    workspace = current_workspace()
    organization, today = load_organization(workspace, organization_id), workspace.today()
    dated, key = list_profiles(workspace, organization_id), f"edit-{organization_id}"
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        profile = profile_fields(key, organization.profile)
        on = st.date_input("Holds from", value=today, max_value=today, format="YYYY-MM-DD", key=f"{key}-on") or today
    held = held_on(dated, on)
    with right:
        is_same = profile == held
        st.html(section("What this changes", kind="quiet-rule top0"))
        if is_same:
            st.html('<p class="quiet">Nothing yet: the profile is as it holds on this day.</p>')
        else:
            st.html(_changes(organization_id, held, profile, on) + _later_words(dated, on, today))
        if not is_same and st.button("Keep the profile", type="primary", key=f"{key}-keep"):
            with errors_in_words():
                set_profile(workspace, organization_id, profile, on)
                leave_notice(f"The profile of {organization.name} holds from {day(on)}.")
                st.rerun()
        st.html(_history(dated))


def held_on(dated: list[DatedProfile], on: date) -> Profile:
    """The profile that held on a day; before the first one, the first."""
    held = [one.profile for one in dated if one.on <= on] or [dated[0].profile]
    return held[-1]


def _changes(organization_id: str, before: Profile, after: Profile, on: date) -> str:
    workspace = current_workspace()
    headers = list_assessments(workspace, organization_id)
    if not headers:
        return '<p class="quiet">No assessment yet, so no scope changes.</p>'
    parts = []
    for header in headers:
        opened = load_assessment(workspace, header.id, on)
        change = compare_scopes(opened.framework, before, after, header.preset)
        title = f"{opened.framework.title} {opened.framework.version}, {opened.framework.preset(header.preset).title}"
        parts.append(scope_change_html(title, change, opened.framework, frozenset(opened.assessment.by_practice)))
    return "".join(parts)


def _later_words(dated: list[DatedProfile], on: date, today: date) -> str:
    """What a profile for an earlier day does not change."""
    later = [one.on for one in dated if on < one.on]
    words = []
    if later:
        words.append(f"It holds until {day(later[0])}, when the next profile begins.")
    if on < today:
        words.append("Snapshots that were taken stay as they are.")
    return f'<p class="quiet">{" ".join(words)}</p>' if words else ""


def _history(dated: list[DatedProfile]) -> str:
    rows = "".join(
        f"<li><span>{escape(profile_words(one.profile))}"
        f"<small>from {day(one.on)}, recorded by {escape(one.by)}</small></span></li>"
        for one in reversed(dated)
    )
    head = section("Profiles so far", "Each snapshot uses the one of its day.", kind="quiet-rule")
    return f'{head}<ul class="items plain">{rows}</ul>'
