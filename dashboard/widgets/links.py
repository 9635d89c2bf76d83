"""Links from page to page, which know each other by name only."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page

_PAGES = "pages_of_this_run"


def offer_pages(pages: Sequence[Page]) -> None:
    """Tell which pages there are in this run."""
    st.session_state[_PAGES] = {page.title.lower(): page for page in pages}


def link_to(name: str, label: str) -> None:
    """A link to a page by its name; nothing where a page is drawn alone."""
    page = st.session_state.get(_PAGES, {}).get(name)
    if page is not None:
        st.page_link(page, label=label)


def go_to(name: str) -> None:
    """Open another page at once; draw this one again where it is drawn alone."""
    page = st.session_state.get(_PAGES, {}).get(name)
    if page is None:
        st.rerun()
    st.switch_page(page)
