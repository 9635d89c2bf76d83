"""Benchmark: compare with anonymized peers, contribute to a pool, run one."""

import streamlit as st

from dashboard.widgets.compare_view import compare_view
from dashboard.widgets.contribute_view import contribute_view
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.operate_view import operate_view
from dashboard.widgets.session import current_assessment

COMPARE, CONTRIBUTE, OPERATE = TASKS = ("Compare", "Contribute", "Operate")


def benchmark_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    # The finding follows from what is chosen below it.
    place = st.container(key="benchmark-head")
    task = st.segmented_control(
        "What to do", TASKS, default=COMPARE, required=True, key="benchmark-task", label_visibility="collapsed"
    )
    with errors_in_words():
        if task == CONTRIBUTE:
            contribute_view(opened, place)
        elif task == OPERATE:
            operate_view(place)
        else:
            compare_view(opened, place)
