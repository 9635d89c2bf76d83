"""Crosswalk: what our answers say of another list, item by item, and what that list leaves unasked."""

from html import escape

import streamlit as st

from dashboard.widgets import crosswalk_words as say
from dashboard.widgets.crosswalk_view import chapter_of, unasked_list
from dashboard.widgets.dates import day
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from frameworks.crosswalks import find_crosswalk, list_reachable
from frameworks.model import Framework
from scoring.reading_across import ReadingAcross, read_across
from use_cases.exchange.crosswalk_file import crosswalk_csv
from use_cases.open_assessment import OpenAssessment


def crosswalk_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    workspace = current_workspace()
    reachable = list_reachable(opened.framework.key, workspace.catalogs)
    if not reachable:
        finding = f"Answers to {opened.framework.title} {opened.framework.version} lead to no other list yet."
        head(opened, finding, "It can be read across once somebody lays a crosswalk from it to another list.")
        foot(opened, current_actor())
        return
    top = st.container(gap=None)
    other = _chosen(reachable)
    found, other = find_crosswalk(opened.framework.key, other.key, workspace.catalogs)
    scale = opened.framework.scale
    reading = read_across(opened.scorecard, found, other, (scale.lowest, scale.highest))
    with top:
        head(opened, say.reading_finding(reading, other), say.reading_lede(reading), f"answers on {day(opened.on)}")
    _show(reading, other, opened)
    st.html(_how_to_read(other, found.reason))
    foot(opened, current_actor())


def _chosen(reachable: list[Framework]) -> Framework:
    by_key = {framework.key: framework for framework in reachable}
    left, _ = st.columns([1.4, 1])
    key = left.selectbox(
        "List", list(by_key), format_func=lambda key: f"{by_key[key].title} {by_key[key].version}", key="crosswalk-to"
    )
    return by_key[key]


def _show(reading: ReadingAcross, other: Framework, opened: OpenAssessment) -> None:
    st.html("".join(chapter_of(reading, domain, other, opened.framework) for domain in other.domains))
    st.html(unasked_list(reading, other, opened.framework))
    st.download_button(
        "Reading as CSV",
        lambda: crosswalk_csv(reading, other),
        f"safermark-{other.id}-{opened.on}.csv",
        "text/csv",
        key="crosswalk-csv",
        on_click="ignore",
    )


def _how_to_read(other: Framework, reason: str) -> str:
    """Always there, never folded away."""
    licensed = f"<p>{escape(other.license)}</p>" if other.license else ""
    return section("How to read this") + (
        f'<div class="three"><p>{escape(say.limits_sentence(other))}</p><p>{escape(reason)}</p>'
        "<p>The ring is the mean of the answers that lead to an item. The dots reach over what they leave possible for "
        "the whole of it: a practice that asks more proves the item at least at its level, one that is a part of it at "
        f"most; one that only overlaps proves nothing.</p>{licensed}</div>"
    )
