"""Where raters differ: each practice with who gave which level, widest first, and the way to settle it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.widgets.findings import count
from dashboard.widgets.frame import section
from dashboard.widgets.links import go_to
from dashboard.widgets.part_keys import label_part
from dashboard.widgets.plain import as_plain
from dashboard.widgets.rating_words import levels_words, raters_sentence, settled_words, spread_words
from dashboard.widgets.session import open_practice, stop_rating
from scoring.raters import Difference, count_ratings
from use_cases.open_assessment import OpenAssessment
from use_cases.rate import differences_of, practices_to_rate

SHOWN = 8
"""What is beyond is folded."""


def raters_section(opened: OpenAssessment) -> None:
    """Nothing until two people have rated one practice: that one rater says nothing stands with the other figures."""
    ids = practices_to_rate(opened)
    held = opened.assessment.by_practice
    rated = [held[id_] for id_ in ids if id_ in held]
    if not any(len(answer.ratings) > 1 for answer in rated):
        return
    differences = differences_of(opened)
    who = raters_sentence(count_ratings(rated), len(ids))
    how = " Open one to settle it with a reason; the level settled becomes the answer." if differences else ""
    st.html(section(raters_finding(differences), who + how))
    with st.container(key="rater-rows", gap=None):
        for one in differences[:SHOWN]:
            _row(opened, one)
        if differences[SHOWN:]:
            with st.expander(f"{len(differences) - SHOWN} more"):
                for one in differences[SHOWN:]:
                    _row(opened, one)


def raters_finding(differences: Sequence[Difference]) -> str:
    """How many practices raters see differently, and how many of them are still open."""
    if not differences:
        return "Raters see the same level wherever two have rated"
    on = f"Raters differ on {count(len(differences), 'practice', 'practices').lower()}"
    left = sum(one.settled is None for one in differences)
    if not left:
        return f"{on}, and have settled {'it' if len(differences) == 1 else 'all of them'}"
    if left == len(differences):
        return f"{on}, by up to {'one level' if differences[0].spread == 1 else f'{differences[0].spread} levels'}"
    return f"{on}, of which {count(left, 'is', 'are').lower()} still open"


def _row(opened: OpenAssessment, one: Difference) -> None:
    left, right = st.columns([1, 1], vertical_alignment="center")
    name = f"{label_part(one.practice_id)} {as_plain(opened.framework.practices[one.practice_id].title)}"
    if left.button(name, key=f"settle-{one.practice_id}", type="tertiary"):
        stop_rating()
        open_practice(opened.header.id, one.practice_id)
        go_to("assess")
    words = f"{levels_words(one.ratings)} · {settled_words(one.settled)}"
    right.html(f"<p><b>{spread_words(one.spread)}</b><br><small class='quiet'>{escape(words)}</small></p>")
