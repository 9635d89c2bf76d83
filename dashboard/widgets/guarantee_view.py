"""The guarantee of a release: its sentence, and folded what each part of it means."""

from html import escape

import streamlit as st

from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from frameworks.registers.benchmark import load_benchmark_words
from scoring.benchmark import Release

TITLE = "What the guarantee means, point by point"


def guarantee_section(release: Release) -> None:
    """The sentence, whom it trusts, what was spent; the rest unfolds."""
    promise = release.guarantee
    st.html(
        section("The guarantee")
        + f'<p class="reading">{escape(_unbroken(promise.sentence))} A coin toss would be 50\u00a0%.</p>'
        + f'<p class="reading quiet">{escape(promise.trust)} Differential privacy; epsilon {promise.epsilon:g} in this '
        f"release, {promise.cumulative_epsilon:g} of {release.terms.epsilon_cap:g} so far. Figures are drawn once and "
        "never drawn again.</p>"
    )
    with (unfolded := st.expander(TITLE, on_change="rerun", key="guarantee-points")):
        if unfolded.open:
            st.html(guarantee_points(release))


def guarantee_points(release: Release) -> str:
    """In plain words, then the checklist as the release carries it."""
    words = load_benchmark_words()
    plain = "".join(f"<dt>{escape(one.question)}</dt><dd>{escape(one.answer)}</dd>" for one in words.checklist)
    rows = [(escape(name[0].upper() + name[1:]), escape(answer)) for name, answer in release.guarantee.checklist]
    points = table(("Point", "What holds here"), rows, names={1: ""})
    return (
        f'<dl class="facts">{plain}</dl><details class="checklist">'
        f"<summary>The {len(rows)} points as they stand in the release</summary>"
        f'<div class="import">{points}</div><p class="quiet">The points follow NIST SP 800-226.</p></details>'
    )


def _unbroken(sentence: str) -> str:
    """No line ends between a figure and its sign."""
    return sentence.replace(" %", "\u00a0%")
