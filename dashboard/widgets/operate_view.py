"""Operate: for the operator of a pool alone. What is counted here is true, and stays here."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import operator_words as say
from dashboard.widgets.frame import plain_head, section
from dashboard.widgets.notices import errors_in_words, show_faults
from dashboard.widgets.pool_form import pool_form
from dashboard.widgets.pool_moving import moving
from dashboard.widgets.pool_publishing import publishing
from dashboard.widgets.pool_tasks import accepting, inviting, withdrawing
from dashboard.widgets.session import chosen_pool, current_workspace, leave_notice
from frameworks.registers.benchmark import load_benchmark_words
from use_cases.pools import PoolView, list_pools, show_pool
from use_cases.publishing import replay

TASKS = ("Invite", "Accept", "Publish", "Withdraw", "Framework version")


def operate_view(place: DeltaGenerator) -> None:
    """The pools of this store, one of them open, and the form for another."""
    pools = list_pools(current_workspace())
    with place:
        plain_head(say.pools_finding(len(pools)), say.LEDE, "For the operator alone")
    if not pools:
        pool_form(is_first=True)
        return
    ids = [one.id for one in pools]
    titles = {one.id: f"{one.title} ({one.id})" for one in pools}
    pool_id = ids[0]
    if len(ids) > 1:
        # The key counts the pools, so that the one that was just made is the one that is open.
        open_at = ids.index(chosen_pool()) if chosen_pool() in ids else 0
        pool_id = st.selectbox(
            "Pool", ids, index=open_at, format_func=lambda id_: titles[id_], key=f"operate-pool-{len(ids)}"
        )
    with errors_in_words():
        _pool(pool_id)
    st.html(
        section("What stays with the operator", "The program cannot do it for you.")
        + say.duties_html(load_benchmark_words().duties)
    )
    with st.expander("Make another pool", key="another-pool"):
        pool_form(is_first=False)


def _pool(pool_id: str) -> None:
    view = show_pool(current_workspace(), pool_id)
    st.html(say.view_html(view))
    if view.locked:
        _locked(view)
    task = st.segmented_control(
        "With this pool", TASKS, default=TASKS[0], required=True, key=f"operate-{pool_id}", label_visibility="collapsed"
    )
    with st.container(key="operate-task"), errors_in_words():
        if task == "Accept":
            accepting(view.terms)
        elif task == "Publish":
            publishing(view)
        elif task == "Withdraw":
            withdrawing(view.terms)
        elif task == "Framework version":
            moving(view)
        else:
            inviting(view.terms)


def _locked(view: PoolView) -> None:
    show_faults(view.locked)
    if st.button("Take over what the second place has", key=f"replay-{view.terms.id}"):
        number = replay(current_workspace(), view.terms.id)
        leave_notice(say.replayed_sentence(number))
        st.rerun()
