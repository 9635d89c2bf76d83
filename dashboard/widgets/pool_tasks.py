"""What an operator does between publications: invite, accept, withdraw."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.widgets import operator_words as say
from dashboard.widgets.notices import show_first_faults
from dashboard.widgets.session import begin_anew, current_workspace, form_round, leave_notice
from scoring.pool_terms import PoolTerms
from use_cases.pool_files import file_text
from use_cases.pools import MOST_INVITATIONS, Progress, accept, invite, withdraw_member

MOST_MEGABYTES = 1


def inviting(terms: PoolTerms) -> None:
    """So many invitations as one packed file."""
    st.html("<p>One file for each organization. To whom each goes is written nowhere; keep no list either.</p>")
    number = st.number_input(
        "How many organizations", min_value=1, max_value=MOST_INVITATIONS, value=10, key=f"invite-{terms.id}", width=240
    )
    st.download_button(
        "Download the invitations",
        data=partial(invitations_now, terms.id, int(number)),
        file_name=f"invitations-{terms.id}.zip",
        mime="application/zip",
        type="primary",
        on_click="ignore",
        key="invitations-download",
    )
    st.html('<p class="quiet">Each download makes new ones. Those that nobody uses do no harm.</p>')


def invitations_now(pool_id: str, number: int) -> bytes:
    """New invitations at the moment of the click, packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, invitation in enumerate(invite(current_workspace(), pool_id, number), 1):
            archive.writestr(f"invitation-{place:04d}.json", file_text(invitation))
    return packed.getvalue()


def accepting(terms: PoolTerms) -> None:
    """Take files in; one that is refused holds no other back, and is named without what it says."""
    form = f"accept-{terms.id}"
    st.html(
        "<p>Files as the members made them. Accept them in one window: when a file arrives can point at its sender.</p>"
    )
    files = st.file_uploader(
        "Contributions",
        type=["json"],
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key=f"{form}-{form_round(form)}",
    )
    label = "Accept this file" if len(files) == 1 else f"Accept these {len(files)} files"
    if not files or not st.button(label, type="primary", key=f"{form}-take"):
        return
    how_far = st.empty()
    given = [(one.name, one.getvalue()) for one in files]
    accepted = accept(current_workspace(), terms.id, given, at_each_percent(how_far.html))
    how_far.empty()
    if not accepted.refused:
        begin_anew(form)
        leave_notice(say.accepted_sentence(accepted))
        st.rerun()
    show_first_faults(accepted.refused, f"{say.accepted_sentence(accepted)} What follows was refused.")


def at_each_percent(show: Callable[[str], object]) -> Progress:
    """Shows how far accepting is whenever another whole percent is reached: thousands of files, a hundred messages."""

    def say_how_far(done: int, of: int) -> None:
        if done * 100 // of > (done - 1) * 100 // of:
            show(say.how_far_html(done, of))

    return say_how_far


def withdrawing(terms: PoolTerms) -> None:
    """Delete what a member gave, by the member's own word."""
    form = f"withdraw-{terms.id}"
    st.html(
        "<p>What the member gave is deleted for ever and left out of every later release. Earlier releases stay; "
        "budget that was spent is not given back.</p>"
    )
    chosen = st.file_uploader(
        "Withdrawal", type=["json"], max_upload_size=MOST_MEGABYTES, key=f"{form}-{form_round(form)}"
    )
    if chosen is None or not st.button("Delete what this member gave", type="primary", key=f"{form}-delete"):
        return
    copies = withdraw_member(current_workspace(), terms.id, chosen.name, chosen.getvalue())
    begin_anew(form)
    leave_notice(say.withdrawn_sentence([copy.name for copy in copies]))
    st.rerun()
