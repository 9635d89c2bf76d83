"""Frameworks: read a framework as a document, and see which practices apply to the open profile."""

import streamlit as st

from dashboard.widgets.frame import foot, plain_head
from dashboard.widgets.plain import as_plain
from dashboard.widgets.session import current_actor, current_assessment
from frameworks.loader import list_frameworks
from frameworks.model import Practice
from frameworks.registers.register import load_references
from scoring.organization import scope_of


def frameworks_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    framework = opened.framework if opened else list_frameworks()[-1]
    plain_head(f"{framework.title} {framework.version}", framework.summary, framework.lifecycle)
    for caveat in framework.caveats:
        st.caption(as_plain(caveat))
    search = (st.text_input("Search", key="framework-search") or "").casefold()
    scope = scope_of(framework, opened.assessment.profile, opened.header.preset).in_scope if opened else None
    for domain in framework.domains:
        st.header(domain.title)
        st.markdown(as_plain(domain.question))
        for practice in domain.practices:
            text = f"{practice.id} {practice.title} {practice.intent} {' '.join(practice.levels.values())}".casefold()
            if search in text:
                _practice(practice, scope)
    foot(opened, current_actor())


def _practice(practice: Practice, scope: frozenset[str] | None) -> None:
    note = " (out of scope here)" if scope is not None and practice.id not in scope else ""
    with st.expander(as_plain(f"{practice.id} {practice.title}{note}")):
        st.markdown(as_plain(practice.intent))
        for number, text in sorted(practice.levels.items()):
            st.markdown(f"**{number}** {as_plain(text)}")
        for reference in practice.references:
            item = load_references().find(reference.framework, reference.id)
            unverified = " (unverified)" if item is None or item.grade == "M" else ""
            st.caption(as_plain(f"{reference.framework} {reference.id}: {item.title if item else ''}{unverified}"))
