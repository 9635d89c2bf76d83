"""Which look a chart is drawn in: the one of the page that is open."""

from typing import Any

import streamlit as st

from dashboard.charts.theme import DARK, LIGHT, Look


def current_look() -> Look:
    """Dark where the browser shows the dark theme, else light. A switch is followed at the next drawing."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def show_chart(figure: Any, key: str, alt: str) -> None:
    """A chart as wide as its column, without tools; `alt` says the finding."""
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key=key, alt=alt)
