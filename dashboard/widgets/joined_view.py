"""The pools an organization has joined, what they have spent together, and the way out of one."""

from functools import partial
from html import escape

import streamlit as st

from dashboard.widgets import contribution_words as say
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from dashboard.widgets.session import current_workspace
from scoring.organization import Organization
from use_cases.memberships import Joined, take_back
from use_cases.pool_files import file_text


def joined_view(organization: Organization, joined: list[Joined]) -> None:
    """A row for each pool, their sum, and the withdrawal from one."""
    if not joined:
        return
    rows = [(escape(one.pool), f"{one.spent:f}", f"{one.cap:f}") for one in joined]
    rows.append(("All pools together", f"{say.sum_of(joined):f}", ""))
    heads = ("Pool", "Epsilon spent", "Closes at")
    st.html(
        section(
            "What was joined",
            say.joined_note(joined),
        )
        + f'<div class="joined">{table(heads, rows, numeric=(1, 2), names={1: "spent", 2: "of"})}</div>'
    )
    with st.expander("Leave a pool", key="leave-pool"):
        _leave(organization, [one.pool for one in joined])


def _leave(organization: Organization, pools: list[str]) -> None:
    pool = pools[0]
    if len(pools) > 1:
        pool = st.selectbox("Pool", pools, key="leave-which")
    st.html(
        f'<div class="notice"><p>{escape(say.leaving_words(pool))}</p><p>{say.DELETED}</p></div>',
    )
    # Its name is read out as it is written: an id would be spelled with the signs that keep it from being Markdown.
    is_sure = st.checkbox("Leave this pool", key=f"leave-sure-{organization.id}-{pool}")
    st.download_button(
        "Download the withdrawal",
        data=partial(withdrawal_now, organization.id, pool),
        file_name=f"withdrawal-{pool}.json",
        mime="application/json",
        disabled=not is_sure,
        on_click="ignore",
        key="withdrawal-download",
    )
    st.html('<p class="quiet">Hand it to the operator. Until then nothing has changed.</p>')


def withdrawal_now(organization_id: str, pool: str) -> bytes:
    """The word that takes back what was given, at the moment of the click."""
    return file_text(take_back(current_workspace(), organization_id, pool)).encode()
