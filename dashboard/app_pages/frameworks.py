"""Frameworks: read a framework as a document, and see which practices apply to the open profile."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.widgets import framework_document as document
from dashboard.widgets.frame import foot, section
from dashboard.widgets.framework_filter import FRAMEWORK, PRACTICE, ask_wanted, choose_framework, offer_everything
from dashboard.widgets.framework_import import framework_import
from dashboard.widgets.framework_tree import MOST_DRAWN, framework_tree
from dashboard.widgets.notices import show_faults, show_remark
from dashboard.widgets.practice_document import Reading, practice_document
from dashboard.widgets.practice_order import neighbors
from dashboard.widgets.practice_search import find_practices, why_left_out
from dashboard.widgets.session import current_actor, current_assessment, current_workspace, take_notice
from frameworks.errors import MaturityError
from frameworks.loader import list_frameworks
from frameworks.model import Framework, Practice
from scoring.organization import Scope, scope_of
from use_cases.open_assessment import OpenAssessment

MOST_OPENED = 3
"""So few practices are shown open."""


def frameworks_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    known = _frameworks(opened)
    if not known:
        return
    # The document holds the framework's own estimates; what the organization adjusted stands beside them.
    # Without an assessment the newest on this subject; a template or an outline is read when somebody chooses it.
    whole = [one for one in known if not one.is_outline]
    newest = ([one for one in whole if any(practice.threats for practice in one.practices.values())] or whole or known)[
        -1
    ]
    usual = next((one for one in known if opened and one.key == opened.framework.key), newest)
    framework = choose_framework(known, usual)
    framework_import()
    if notice := take_notice():
        show_remark(notice)
    st.html(document.framework_head(framework, opened.organization.name if opened else ""))
    alone = framework.practices.get(st.query_params.get(PRACTICE, ""))
    if alone is not None:
        _one_practice(alone, framework, opened)
    else:
        _whole_document(framework, opened)
    foot(opened, current_actor())


def _frameworks(opened: OpenAssessment | None) -> list[Framework]:
    """Every framework; while one of them cannot be read, that is said, and the open one is shown alone."""
    try:
        return list_frameworks(current_workspace().catalogs)
    except MaturityError as error:
        show_faults(error.faults)
        return [opened.framework] if opened else []


def _whole_document(framework: Framework, opened: OpenAssessment | None) -> None:
    rail, text = st.columns([1, 2.6], gap="large")
    with rail, st.container(key="frameworks-rail"):
        scope = _scope(framework, opened)
        wanted, place = ask_wanted(framework, scope.in_scope if scope else None)
        practices = find_practices(framework, wanted)
        applying = len(scope.in_scope) if scope else None
        name = opened.organization.name if opened else ""
        with place:
            st.html(document.count_words(framework, len(practices), wanted, applying, name))
            if wanted.is_on:
                offer_everything(framework)
        is_open = (
            st.toggle("Open every practice", key="open-every", help="Printed as shown.")
            or len(practices) <= MOST_OPENED
        )
        is_tree = len(practices) > MOST_DRAWN
        if not is_tree:
            st.html(document.contents(framework, practices, is_whole=not wanted.is_on))
    with text:
        shown = frozenset(practice.id for practice in practices)
        here = _reading(framework, opened, wanted.words, shown, is_open)
        # What is looked for stands alone, so that it is in view where the reader is.
        if not wanted.is_on:
            st.html(document.caveats(framework) + document.scale(framework) + document.reaching(framework))
        if is_tree:
            st.html(section("The practices", "Open a domain, or search on the left."))
            framework_tree(framework, practices, here)
        for domain in () if is_tree else framework.domains:
            if not shown.isdisjoint(practice.id for practice in domain.practices):
                st.html(document.domain_document(domain, practices, here))
        if not wanted.is_on:
            if any(practice.threats or practice.challenges for practice in framework.practices.values()):
                st.html(document.threats_and_challenges(here))
            st.html(document.presets(framework) + document.judgements(framework))


def _one_practice(practice: Practice, framework: Framework, opened: OpenAssessment | None) -> None:
    before, after = neighbors(practice.id, list(framework.practices))
    with st.container(horizontal=True, key="practice-steps"):
        st.button(f"All {len(framework.practices):,} practices", key="all-practices", on_click=_open, args=(None,))
        for label, to in (("Previous", before), ("Next", after)):
            if to is not None:
                st.button(f"{label}: {to}", key=label.lower(), on_click=_open, args=(to,))
    domain = framework.domain_of[practice.id]
    here = _reading(framework, opened, (), frozenset(), is_open=True)
    st.html(section(domain.title, domain.question) + practice_document(practice, here))
    st.html(document.caveats(framework))


def _open(practice_id: str | None) -> None:
    if practice_id is None:
        st.query_params.pop(PRACTICE, None)
    else:
        st.query_params[PRACTICE] = practice_id


def _scope(framework: Framework, opened: OpenAssessment | None) -> Scope | None:
    return scope_of(framework, opened.assessment.profile, _preset(framework, opened)) if opened else None


def _preset(framework: Framework, opened: OpenAssessment) -> str | None:
    """The preset of the open assessment, where it is one of this framework."""
    return opened.header.preset if opened.framework.key == framework.key else None


def _reading(
    framework: Framework,
    opened: OpenAssessment | None,
    words: Sequence[str],
    shown: frozenset[str],
    is_open: bool,
) -> Reading:
    address = {FRAMEWORK: framework.key}
    if opened is None:
        return Reading(framework, words, shown=shown, is_open=is_open, address=urlencode(address))
    profile, preset = opened.assessment.profile, _preset(framework, opened)
    return Reading(
        framework,
        words,
        why_left_out(framework, profile, preset),
        scope_of(framework, profile, preset).floors,
        shown,
        is_open,
        urlencode({**address, "assessment": opened.header.id}),
        opened.adjusted if opened.framework.key == framework.key else {},
    )
