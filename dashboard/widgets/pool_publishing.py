"""Publish: what it spends and what is left, a confirmation, and every release again as its file."""

from functools import partial

import streamlit as st

from dashboard.widgets import operator_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.session import begin_anew, current_workspace, form_round, leave_notice
from scoring.budget import Budget
from scoring.guarantee import cost_of
from use_cases.pool_files import file_text
from use_cases.pools import PoolView
from use_cases.publishing import list_published, load_published, publish_release


def publishing(view: PoolView) -> None:
    """The button waits for a confirmation; what was published can be downloaded again."""
    today = current_workspace().today()
    if say.has_ended(view, today):
        words = say.state_words(view, today)
        st.html(f"<p>This pool is {words}. A pool that follows it needs new consent.</p>")
    elif view.locked:
        st.html("<p>Nothing can be published while the pool is locked.</p>")
    else:
        _publish(view)
    # What a locked store would hand out again may not be what was published.
    if not view.locked:
        _again(view)


def _publish(view: PoolView) -> None:
    form, terms = f"publish-{view.terms.id}", view.terms
    cost = cost_of([Budget()], "change_one" if terms.is_named else "add_or_remove")
    due = say.due_words(view.releases, current_workspace().today())
    st.html(
        f'<div class="notice"><p><b>{say.cost_words(view, cost.epsilon)}</b></p>'
        f"<p>{say.least_words(view)}</p>" + (f"<p>{due}</p>" if due else "") + "</div>"
    )
    turn = form_round(form)
    is_early = bool(due) and st.checkbox("Publish although it is early", key=f"{form}-early-{turn}")
    is_sure = st.checkbox("Spend it and publish now", key=f"{form}-sure-{turn}")
    is_ready = is_sure and (is_early or not due)
    if st.button("Publish a release", type="primary", disabled=not is_ready, key=f"{form}-now-{turn}"):
        with st.spinner("Drawing the noise …"):
            release = publish_release(current_workspace(), terms.id, is_early=is_early)
        begin_anew(form)
        leave_notice(
            f"Release {release.number} of {day(release.dated)} is published. Download its file and hand it on."
        )
        st.rerun()


def _again(view: PoolView) -> None:
    published = list_published(current_workspace(), view.terms.id)[::-1]
    if not published:
        return
    st.html(section("Published", "Anybody may read these; each carries its own guarantee.", kind="quiet-rule"))
    numbers = {one.number: f"{one.number}, {day(one.dated)}" for one in published}
    number = st.selectbox(
        "Release",
        list(numbers),
        format_func=lambda one: numbers[one],
        key=f"again-{view.terms.id}-{len(numbers)}",
        width=360,
    )
    st.download_button(
        "Download the release",
        data=partial(release_again, view.terms.id, number),
        file_name=f"release-{view.terms.id}-{number}.json",
        mime="application/json",
        on_click="ignore",
        key="release-download",
    )


def release_again(pool_id: str, number: int) -> bytes:
    """A release to the letter as it was published."""
    return file_text(load_published(current_workspace(), pool_id, number)).encode()
