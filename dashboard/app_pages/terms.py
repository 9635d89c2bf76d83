"""Terms: which words to avoid, which to prefer and why."""

import streamlit as st

from dashboard.widgets.frame import plain_head, section
from dashboard.widgets.terms_view import count_words, find_by_words, terms_finding, terms_table
from frameworks.registers.terminology import load_terminology

LEDE = (
    "They blame no child and call a crime a crime. Under what you write, Safermark suggests the better word. It "
    "refuses nothing and changes nothing."
)


def terms_page() -> None:
    """Draw the page. It needs no store."""
    register = load_terminology()
    plain_head(terms_finding(register), LEDE, f"Terms of {register.dated:%Y-%m-%d}")
    left, _ = st.columns([1.4, 1])
    search = left.text_input("Search", key="terms-search", placeholder="a word you would write, or one of the reasons")
    shown = find_by_words(register.terms, search or "")
    st.html(f'<p class="quiet" role="status">{count_words(len(shown), len(register.terms))}</p>{terms_table(shown)}')
    st.html(_how_to_read())


def _how_to_read() -> str:
    """Always there, never folded away."""
    return section("How to read this") + (
        '<div class="three"><p>Suggestions are made for whole words only, whichever way they are written. Titles of '
        "law in quotation marks are left alone, and so is a word that you name to say that it is not used. "
        '"Keep my words" ends the suggestion for that text, for as long as this window is open.</p><p>A row without '
        "that mark is explained and not searched for: whether the word is right depends on what is meant.</p>"
        "<p>Chosen after the Terminology (Luxembourg) Guidelines, in words of our own; their text is under "
        "CC BY-NC-ND 4.0 and not reproduced. Rows marked as unverified stand from memory, and what the second edition "
        "of 2025 says of each term has not been checked.</p></div>"
    )
