"""Begin an assessment: which framework, which choice of its practices, how many will be in scope."""

from html import escape

import streamlit as st

from dashboard.widgets.plain import as_plain
from frameworks.loader import list_frameworks
from frameworks.model import Framework
from scoring.organization import Profile, scope_of
from use_cases.workspace import Workspace

FIRST, EMPLOYER, EMPLOYER_ONLY = "quick-start", "enterprise-only", ("employer",)


def suggest_preset(framework: Framework, profile: Profile, *, is_first: bool) -> str:
    """The preset to begin with: enterprise-only for an employer without a service, else the quick start once."""
    known = [preset.id for preset in framework.presets]
    if profile.kinds == EMPLOYER_ONLY and EMPLOYER in known:
        return EMPLOYER
    return FIRST if is_first and FIRST in known else known[0]


def practices_words(number: int) -> str:
    """How many practices will be asked."""
    return f"{number} {'practice' if number == 1 else 'practices'} in scope"


def framework_field(key: str, workspace: Workspace) -> Framework:
    """Ask which framework; where there is one only, say which.

    Outlines are read through a crosswalk instead, and templates are copied under an id of their own first.
    """
    listed = list_frameworks(workspace.catalogs)
    offered = [framework for framework in listed if not framework.is_outline and not framework.is_template]
    known = {framework.key: framework for framework in reversed(offered)}
    names = {key_: f"{framework.title} {framework.version}" for key_, framework in known.items()}
    if len(known) == 1:
        (only,) = known.values()
        draft = ", a draft" if only.lifecycle == "draft" else ""
        st.html(f'<p class="fieldname">Framework<b>{escape(names[only.key])}{draft}</b></p>')
        return only
    return known[st.selectbox("Framework", list(known), format_func=lambda named: names[named], key=f"{key}-framework")]


def preset_field(key: str, framework: Framework, profile: Profile, *, is_first: bool) -> str:
    """Ask which choice of practices, each with how many of them the profile puts in scope."""
    suggested = suggest_preset(framework, profile, is_first=is_first)
    titles = {preset.id: preset.title for preset in framework.presets}
    counts = {id_: len(scope_of(framework, profile, id_).in_scope) for id_ in titles}
    offered = [id_ for id_ in titles if counts[id_] or id_ == suggested]
    # The key names the suggestion: a changed profile moves the choice only where it changes what is suggested.
    return st.radio(
        "Which of its practices",
        offered,
        index=offered.index(suggested),
        format_func=lambda id_: f"**{as_plain(titles[id_])}**" + (" (suggested)" if id_ == suggested else ""),
        captions=[f"{practices_words(counts[id_])}. {as_plain(framework.preset(id_).summary)}" for id_ in offered],
        key=f"{key}-preset-{suggested}",
    )
