"""Operate: for the operator of a pool alone. What is counted here is true, and stays here."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import operator_words as say
from dashboard.widgets.frame import plain_head
from dashboard.widgets.notices import errors_in_words, show_faults
from dashboard.widgets.pool_form import pool_form
from dashboard.widgets.pool_moving import moving
from dashboard.widgets.pool_publishing import publishing
from dashboard.widgets.pool_tasks import accepting, inviting, withdrawing
from dashboard.widgets.session import chosen_pool, current_workspace, leave_notice
from frameworks.registers.benchmark import load_benchmark_words
from scoring.pool_terms import PoolTerms
from use_cases.pools import PoolView, list_pools, show_pool
from use_cases.publishing import replay

TASKS = ("Invite", "Accept", "Publish", "Withdraw", "Framework version")
AFTER_THE_END = ("Publish", "Withdraw")


def operate_view(place: DeltaGenerator) -> None:
    """The pools of this store, one of them open, and the form for another."""
    pools = list_pools(current_workspace())
    if not pools:
        with place:
            plain_head(say.pools_finding(0), say.LEDE, "For the operator alone")
        pool_form(is_first=True)
        return
    pool_id = _chosen(pools)
    view = None
    with errors_in_words():
        view = show_pool(current_workspace(), pool_id)
    with place:
        finding = say.pool_finding(view, current_workspace().today()) if view else say.pools_finding(len(pools))
        plain_head(finding, say.LEDE, say.eyebrow(len(pools)))
    if view:
        _pool(view)
    duties = load_benchmark_words().duties
    with st.expander(say.duties_title(len(duties)), key="operator-duties"):
        st.html(say.duties_html(duties))
    with st.expander("Make another pool", key="another-pool"):
        pool_form(is_first=False)


def _chosen(pools: list[PoolTerms]) -> str:
    ids = [one.id for one in pools]
    if len(ids) == 1:
        return ids[0]
    titles = {one.id: f"{one.title} ({one.id})" for one in pools}
    # The key counts the pools, so that the one that was just made is the one that is open.
    open_at = ids.index(chosen_pool()) if chosen_pool() in ids else 0
    return st.selectbox("Pool", ids, index=open_at, format_func=lambda id_: titles[id_], key=f"operate-pool-{len(ids)}")


def _pool(view: PoolView) -> None:
    today = current_workspace().today()
    st.html(say.view_html(view, today))
    if view.locked:
        _locked(view)
    has_ended = say.has_ended(view, today)
    tasks = AFTER_THE_END if has_ended else TASKS
    key = f"operate-{view.terms.id}{'-ended' if has_ended else ''}"
    task = st.segmented_control(
        "With this pool", tasks, default=tasks[0], required=True, key=key, label_visibility="collapsed"
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
