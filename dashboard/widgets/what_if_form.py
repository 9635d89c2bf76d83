"""What if: other levels for a few practices, their result at once, nothing saved."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.widgets import marks
from dashboard.widgets import plan_findings as say
from dashboard.widgets.frame import section
from dashboard.widgets.headline_view import claimed_words, level_words
from dashboard.widgets.instant import outcome, outcomes_for
from dashboard.widgets.level_pick import pick_level
from dashboard.widgets.part_keys import key_part
from dashboard.widgets.plain import as_plain
from dashboard.widgets.scale_words import is_fine, steps_of, title_of
from scoring.scores import Score
from use_cases.open_assessment import OpenAssessment
from use_cases.plan import suppose_levels

MOST = 6
"""Practices at once: beyond them nobody sees which one did what."""


@st.fragment
def what_if_form(opened: OpenAssessment, offered: Sequence[str]) -> None:
    """Choose practices and levels; `offered` are shown at first."""
    in_scope = [one.id for one in opened.scorecard.practices if one.state not in ("out_of_scope", "not_applicable")]
    st.html(section("What if?", "Choose other levels for a few practices. Nothing is saved."))
    names = {id_: f"{id_} {opened.framework.practices[id_].title}" for id_ in in_scope}
    chosen = st.multiselect(
        "Practices",
        in_scope,
        default=[id_ for id_ in offered if id_ in in_scope][:3],
        format_func=lambda id_: names[id_],
        max_selections=MOST,
        key=f"what-if-{opened.header.id}",
    )
    reading, aside = st.columns([1.6, 1], gap="large")
    with reading:
        levels = {id_: _level_of(opened, id_, names[id_]) for id_ in chosen}
    supposed = {id_: level for id_, level in levels.items() if level is not None}
    aside.html(outcome(result(opened, supposed), "section top0 what-if running"))
    if sent_ahead := "".join(_outcomes(opened, id_, supposed) for id_ in chosen):
        st.html(sent_ahead)


def _level_of(opened: OpenAssessment, practice_id: str, name: str) -> int | None:
    scale = opened.framework.scale_of(practice_id)
    standing = opened.scorecard.practice(practice_id).level
    key = f"what-if-{opened.header.id}-{practice_id}"
    with st.container(key=_place(practice_id), gap=None):
        if is_fine(scale):
            level = pick_level(st.container(), as_plain(name), scale, standing, key=key)
        else:
            steps = list(steps_of(scale))
            level = st.radio(
                as_plain(name),
                steps,
                index=None if standing is None else steps.index(standing),
                format_func=lambda step: as_plain(title_of(scale, step)) if scale.has_values else str(step),
                horizontal=True,
                key=key,
            )
    return None if level == standing else level


def _place(practice_id: str) -> str:
    return f"levels-{key_part(practice_id)}"


def _outcomes(opened: OpenAssessment, practice_id: str, supposed: Mapping[str, int]) -> str:
    """What each step would bring; a field for one of very many is answered by the server alone."""
    scale = opened.framework.scale_of(practice_id)
    if is_fine(scale):
        return ""
    others = {id_: level for id_, level in supposed.items() if id_ != practice_id}
    standing = opened.scorecard.practice(practice_id).level
    results = [
        result(opened, others if level == standing else {**others, practice_id: level}) for level in steps_of(scale)
    ]
    return outcomes_for(_place(practice_id), results)


def result(opened: OpenAssessment, supposed: Mapping[str, int]) -> str:
    """The whole and the domains concerned, as they stand and as they would stand, as HTML."""
    after = suppose_levels(opened, supposed).scorecard
    before = opened.scorecard
    sentence = say.what_if_sentence(before.overall.mean.value, after.overall.mean.value, len(supposed))
    domains = dict.fromkeys(opened.framework.domain_of[id_].id for id_ in supposed)
    rows = [_row("All domains", before.overall, after.overall)]
    rows += [_row(before.domain(id_).short, before.domain(id_).score, after.domain(id_).score) for id_ in domains]
    heads = ("Where", "Average", "Level")
    body = marks.table(heads, rows, names=dict(enumerate(heads)))
    return f'<h2>What it would do</h2><p class="quiet">{escape(sentence)}</p>{body}'


def _row(title: str, before: Score, after: Score) -> tuple[str, str, str]:
    return (
        escape(title),
        _from_to(claimed_words(before.mean), claimed_words(after.mean)),
        _from_to(level_words(before.level), level_words(after.level)),
    )


def _from_to(old: str, new: str) -> str:
    return new if old == new else f"{old} → <b>{new}</b>"
