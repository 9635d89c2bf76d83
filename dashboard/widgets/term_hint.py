"""The quiet suggestion under what somebody has written and kept: a better word and why. It never stands in the way."""

from html import escape

import streamlit as st

from dashboard.widgets.links import link_to
from dashboard.widgets.session import keep_words, keeps_words, noted_words
from frameworks.terminology import TermUse, find_terms, suggestion

MOST_SHOWN = 3


def term_hint(form: str, text: str = "") -> None:
    """Suggest better words for a text that is kept: this one, or else what was last kept in this form.

    `form` is the same for one field at each drawing. Nothing is drawn where nothing is to be said, or where the person
    has said to keep these words.
    """
    kept = text or noted_words(form)
    uses = find_terms(kept)
    if not uses or keeps_words(kept):
        return
    with st.container(key=f"term-hint-{form}", gap=None):
        st.html(f'<div class="wording" role="status">{_suggestions(uses)}</div>')
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            st.button("Keep my words", key=f"keep-words-{form}", type="tertiary", on_click=keep_words, args=(kept,))
            link_to("terms", "All terms")


def _suggestions(uses: list[TermUse]) -> str:
    """Each term once, in the order of the text."""
    first: dict[str, TermUse] = {}
    for use in uses:
        first.setdefault(use.term.id, use)
    once = list(first.values())
    rows = "".join(f"<p>{escape(suggestion(use))}</p>" for use in once[:MOST_SHOWN])
    left = len(once) - MOST_SHOWN
    return rows + (f"<p>And {left} more.</p>" if left > 0 else "")
