"""Let a pool go on with another version of its framework, and tell its members."""

from functools import partial

import streamlit as st

from dashboard.widgets.session import current_workspace, leave_notice
from scoring.pool_terms import PoolTerms
from use_cases.pool_files import file_text
from use_cases.pool_making import list_versions, move_pool, tell_terms
from use_cases.pools import PoolView


def moving(view: PoolView) -> None:
    """Which versions there are to go on with; and the file that tells members which one the pool has."""
    terms = view.terms
    versions = list_versions(current_workspace(), terms.id)
    if versions:
        _move(terms, versions)
    else:
        st.html(
            f'<p class="quiet">The pool compares {terms.framework}. No other version it could go on with is here.</p>'
        )
    st.download_button(
        "Download the terms for members",
        data=partial(terms_now, terms.id),
        file_name=f"terms-{terms.id}.json",
        mime="application/json",
        on_click="ignore",
        key=f"terms-download-{terms.id}",
    )
    st.html(
        '<p class="quiet">One file for all who are in already: with it they give anew, under the key and the '
        "invitation they have.</p>"
    )


def _move(terms: PoolTerms, versions: list[str]) -> None:
    st.html(
        f"<p>The pool compares {terms.framework}. Its id, key, consent and budget stay. What was given against this "
        "version is kept, and waits until its members give anew.</p>"
    )
    chosen = st.selectbox("Go on with version", versions, key=f"move-version-{terms.id}", width=240)
    if st.button("Go on with it", type="primary", key=f"move-{terms.id}"):
        made = move_pool(current_workspace(), terms.id, chosen)
        leave_notice(f"The pool goes on with {made.framework}. Send its members the terms.")
        st.rerun()


def terms_now(pool_id: str) -> bytes:
    """The signed terms at the moment of the click."""
    return file_text(tell_terms(current_workspace(), pool_id)).encode()
