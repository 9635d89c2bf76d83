"""Make a pool: what is decided here holds as long as the pool does."""

from datetime import timedelta
from pathlib import Path

import streamlit as st

from dashboard.widgets import operator_words as say
from dashboard.widgets.assessment_start import framework_field
from dashboard.widgets.frame import section
from dashboard.widgets.notices import errors_in_words
from dashboard.widgets.session import choose_pool, current_workspace, form_round, leave_notice
from frameworks.registers.register import load_profiles
from use_cases.places import default_store_path
from use_cases.pool_making import PoolPlan, create_pool

YEARS = 3


def pool_form(*, is_first: bool) -> None:
    """The fields, and one button; nothing of it can be changed afterwards."""
    if is_first:
        st.html(section("Make a pool", "What it asks and promises cannot be changed afterwards."))
    with st.container(key="pool-form"), errors_in_words():
        plan = _plan()
        if st.button("Make the pool", type="primary" if is_first else "secondary", key="pool-make"):
            terms = create_pool(current_workspace(), plan)
            choose_pool(terms.id)
            leave_notice(f"{terms.title} is made. Invite its members next.")
            st.rerun()


def _plan() -> PoolPlan:
    workspace, turn = current_workspace(), form_round("pool")
    left, right = st.columns(2)
    title = left.text_input("Title", max_chars=200, placeholder="What members know it by", key=f"pool-title-{turn}")
    id_ = right.text_input(
        "Id",
        max_chars=60,
        placeholder="trust-peers",
        help="Letters, digits and hyphens; it never changes.",
        key="pool-id",
    )
    framework = framework_field("pool", workspace)
    kinds = {kind.id: kind.title for kind in load_profiles().kinds}
    cells = st.multiselect(
        "Published by kind of service (leave empty to publish the whole)",
        list(kinds),
        format_func=lambda kind: kinds[kind],
        placeholder="The whole pool",
        key="pool-cells",
    )
    st.html(f'<p class="quiet">{say.PARTS}</p>')
    left, right = st.columns(2)
    witness = left.text_input(
        "Second place of the ledger",
        value=str(default_store_path().parent / "second-place.jsonl"),
        help="A file on the machine that serves this page, best on a disk of another one. It notes what was spent.",
        key="pool-witness",
    )
    today = workspace.today()
    expires = right.date_input(
        "The consent holds until",
        value=today + timedelta(days=365 * YEARS),
        min_value=today + timedelta(days=1),
        format="YYYY-MM-DD",
        key="pool-expires",
    )
    is_named = st.checkbox("The members agree to be named: who takes part is then no secret", key="pool-named")
    is_synthetic = st.checkbox("For made-up organizations only: every figure says so", key="pool-synthetic")
    return PoolPlan(
        id_.strip(), title.strip(), framework.key, Path(witness), expires, tuple(cells), is_named, is_synthetic
    )
