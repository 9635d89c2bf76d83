"""Errors and remarks in the page's own column: what, where, mend; nobody blamed."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from frameworks.errors import Fault, MaturityError

MOST_FAULTS = 25
"""Of a file, shown unfolded."""


def show_faults(faults: tuple[Fault, ...], lead: str = "") -> None:
    """Every fault, in words; before them what became of the rest, where there is more to say."""
    rows = f"<p>{escape(lead)}</p>" if lead else ""
    rows += "".join(
        f"<p><b>{escape(fault.what)}</b><br>Where: {escape(fault.where)}<br>Mend: {escape(fault.mend)}</p>"
        for fault in faults
    )
    st.html(f'<div class="notice" role="alert">{rows}</div>')


def show_first_faults(faults: tuple[Fault, ...], lead: str = "") -> None:
    """As many as can be read at once; the later ones folded."""
    show_faults(faults[:MOST_FAULTS], lead)
    if len(faults) > MOST_FAULTS:
        with st.expander(f"{len(faults) - MOST_FAULTS} more"):
            show_faults(faults[MOST_FAULTS:])


def show_refusal(what: str, faults: tuple[Fault, ...]) -> None:
    """Why a file was refused: what became of it, then every fault, the later ones folded."""
    number = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
    st.html(f"<p><b>{escape(what)}: {number}.</b> Mend the file and choose it again; what is here stays as it is.</p>")
    show_first_faults(faults)


def show_remark(text: str) -> None:
    """A sentence that wants attention."""
    st.html(f'<div class="notice" role="status"><p>{escape(text)}</p></div>')


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Show a MaturityError of the block instead of a traceback."""
    try:
        yield
    except MaturityError as error:
        show_faults(error.faults)
