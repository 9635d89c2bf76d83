"""Contribute: see what would leave, agree, take the file along; what was joined, and the way out."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import contribution_words as say
from dashboard.widgets.benchmark_words import cell_words
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.joined_view import joined_view
from dashboard.widgets.links import link_to
from dashboard.widgets.notices import errors_in_words, show_faults
from dashboard.widgets.session import current_actor, current_workspace
from scoring.contribution import Contribution, NotContributable
from scoring.pool_terms import Invitation, PoolTerms
from use_cases.compare import load_newest_snapshot
from use_cases.memberships import Joined, list_joined, make_contribution, preview_contribution
from use_cases.open_assessment import OpenAssessment
from use_cases.pool_files import file_text, read_invitation

MOST_MEGABYTES = 1


def contribute_view(opened: OpenAssessment | None, place: DeltaGenerator) -> None:
    """Nothing leaves before the download button is pressed, and that only after the consent."""
    if opened is None:
        with place:
            no_assessment()
        return
    joined = list_joined(current_workspace(), opened.organization.id)
    with place:
        head(opened, say.joined_finding(opened.organization.name, joined), say.LEDE)
    if load_newest_snapshot(current_workspace(), opened.header.id) is None:
        st.html(section("Take a snapshot first", "Only what was frozen leaves.", kind="top0"))
        link_to("track", "Take the first snapshot")
    else:
        with errors_in_words():
            _contribute(opened, joined)
    joined_view(opened.organization, joined)
    foot(opened, current_actor())


def _contribute(opened: OpenAssessment, joined: list[Joined]) -> None:
    chosen = st.file_uploader(
        "Invitation",
        type=["json"],
        max_upload_size=MOST_MEGABYTES,
        key=f"invitation-{opened.header.id}",
    )
    if chosen is None:
        st.html(f'<p class="quiet">{say.BEFORE}</p>')
        return
    invitation = read_invitation(chosen.getvalue(), chosen.name)
    cell = _cell(invitation.terms, opened.organization.profile.kinds or ())
    try:
        preview = preview_contribution(current_workspace(), opened.header.id, invitation, cell)
    except NotContributable as error:
        show_faults(error.faults)
        link_to("assess", "Open the assessment")
        return
    _what_leaves(preview, invitation, opened, is_member=invitation.terms.id in {one.pool for one in joined})
    _consent(invitation.terms)
    _download(opened, invitation, cell)


def _cell(terms: PoolTerms, kinds: tuple[str, ...]) -> str:
    if len(terms.cells) == 1:
        return terms.cells[0]
    first = next((place for place, cell in enumerate(terms.cells) if cell in kinds), 0)
    return st.selectbox(
        "Counted under", terms.cells, index=first, format_func=cell_words, key=f"contribute-cell-{terms.id}"
    )


def _what_leaves(preview: Contribution, invitation: Invitation, opened: OpenAssessment, *, is_member: bool) -> None:
    st.html(say.leaves_html(preview, invitation.terms, opened.framework, is_member=is_member))
    with st.expander("The raw file, every character of it", key="contribution-raw"):
        if not is_member:
            st.html(f'<p class="quiet">{say.NOT_YET}</p>')
        text = file_text(preview) if is_member else say.without_key(file_text(preview))
        st.code(text, language="json", wrap_lines=True)


def _consent(terms: PoolTerms) -> None:
    st.html(say.consent_html(terms))


def _download(opened: OpenAssessment, invitation: Invitation, cell: str) -> None:
    # The key names what is agreed to: other words, or another pool, are agreed to anew.
    terms = invitation.terms
    agreed = st.checkbox("We agree", key=f"agree-{opened.header.id}-{terms.id}-{terms.consent_sha256[:8]}")
    st.download_button(
        "Download the contribution",
        data=partial(contribution_now, opened.header.id, invitation, cell),
        file_name=f"contribution-{terms.id}.json",
        mime="application/json",
        type="primary",
        disabled=not agreed,
        # Drawing the page anew at once would take the file away before it is fetched.
        on_click="ignore",
        key="contribution-download",
    )
    st.html(f'<p class="quiet">{say.HAND_OVER}</p>')


def contribution_now(assessment_id: str, invitation: Invitation, cell: str) -> bytes:
    """The file at the moment of the click; the key that is made for the pool is kept here."""
    return file_text(make_contribution(current_workspace(), assessment_id, invitation, cell)).encode()
