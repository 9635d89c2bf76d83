"""Rows beyond those that are seen at once: folded, of very many drawn only for those who open them, and not all."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

MOST_UNSEEN = 60
"""So many rows may wait in a page that nobody has opened."""
MOST_ROWS = 200

Row = TypeVar("Row")


def folded_rows(label: str, key: str, rows: Sequence[Row], draw: Callable[[Sequence[Row]], str]) -> None:
    """An expander with the rows as `draw` makes HTML of them."""
    if len(rows) <= MOST_UNSEEN:
        with st.expander(label, key=key):
            st.html(draw(rows))
        return
    with (folded := st.expander(label, key=key, on_change="rerun")):
        if not folded.open:
            return
        left = len(rows) - MOST_ROWS
        rest = f'<p class="quiet">{left} more are left out here; exports have them all.</p>' if left > 0 else ""
        st.html(draw(rows[:MOST_ROWS]) + rest)
