"""Why a change, and whether it is real, in sentences that flip with the numbers; and the waterfall that shows it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import cause_findings as say
from dashboard.widgets.cause_view import practices_table, waterfall
from scoring.assessment import Answer
from scoring.change import Change, explain_change, side_of
from scoring.decomposition import Decomposition, Standing, decompose_change
from scoring.organization import Profile
from scoring.scorecard import score_assessment
from tests.dashboard.widgets.small_cards import FRAMEWORK, TODAY, elements_of, text_of
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree

LATER = TODAY + timedelta(days=90)


def change(old: Mapping[str, int], new: Mapping[str, int], *anew: str, turned: bool = False) -> Change:
    """A change of two small assessments; `anew` are the practices answered again."""
    sides = []
    for levels, on in ((old, TODAY), (new, LATER)):
        assessment = assessment_of((Answer(practice=id_, level=level) for id_, level in levels.items()), Profile())
        sides.append(side_of(score_assessment(assessment, FRAMEWORK, on), assessment, FRAMEWORK))
    return explain_change(*(reversed(sides) if turned else sides), anew)  # type: ignore[misc, arg-type]


def split(old: Mapping[str, Fraction | int | None], new: Mapping[str, Fraction | int | None]) -> Decomposition:
    """A split of claimed levels; None is a practice that is open."""
    sides = [
        {
            id_: Standing("unanswered", None, None, 1) if level is None else Standing("answered", level, level, 1)
            for id_, level in side.items()
        }
        for side in (old, new)
    ]
    return decompose_change(sides[0], sides[1], "claimed")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ({"a": 2}, {"a": 2}, "No change: nothing moved."),
        ({"a": 2}, {"a": 3}, "+1.0, all of it from answers."),
        ({"a": 3}, {"a": 2}, "−1.0, all of it from answers."),
        (
            {"a": 2, "b": None},
            {"a": 4, "b": 0},
            "0.0: +1.5 from answers, −1.5 from practices newly answered or open again.",
        ),
        ({"a": None}, {"a": 2}, "No change can be computed. On the earlier side nothing is answered."),
    ],
)
def test_sentence_names_the_causes_that_moved(old: dict[str, int], new: dict[str, int], sentence: str) -> None:
    assert say.causes_sentence(split(old, new)) == sentence


@pytest.mark.parametrize(
    ("new", "finding"),
    [
        ({"A-1": 4, "A-2": 2}, "Answers moved the claimed average most: +1.0"),
        ({"A-1": 2}, "Nothing moved the claimed average"),
        ({"A-1": 2, "B-1": 0}, "Coverage moved the claimed average most: −1.0"),
        ({}, "Why the average moved cannot be said"),
    ],
)
def test_title_names_the_cause_that_moved_most(new: dict[str, int], finding: str) -> None:
    old = {id_: 2 for id_ in ("A-1", "A-2") if id_ in new or not new} or {"A-1": 2}
    assert say.causes_finding(change(old, new)) == finding


def test_part_that_reads_like_its_limit_gets_one_more_decimal() -> None:
    found = change({"A-1": 2, "A-2": 2}, {"A-1": 3, "A-2": 2}, "A-1")
    close = replace(found, detectable=float(found.claimed.by_cause["answers"]) + 0.001)
    assert "+0.500, is no more than two honest assessors would differ by (0.501)" in say.real_sentence(close)


LEVELS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5), min_size=6, max_size=6)


@given(LEVELS, LEVELS, st.sets(st.sampled_from("abcde")))
def test_parts_in_the_sentence_add_up_to_the_total_in_it(
    old: dict[str, int], new: dict[str, int], opened: set[str]
) -> None:
    found = split(old, {id_: None if id_ in opened else level for id_, level in new.items()})
    sentence = say.causes_sentence(found)
    if "all of it" in sentence:
        return
    total, *parts = (
        (float(figure.replace("−", "-")) for figure in re.findall(r"[+−]?\d\.\d", say.causes_sentence(found)))
        if any(found.by_cause.values())
        else (0.0,)
    )
    assert round(sum(parts), 1) == total


def test_real_change_and_its_opposite_are_told_apart_by_what_two_assessors_may_differ_by() -> None:
    real = say.real_sentence(change({"A-1": 0, "A-2": 2}, {"A-1": 5, "A-2": 2}, "A-1"))
    assert real.startswith("One practice was answered anew. Its part of the change, +2.50, is more than two honest")
    assert real.endswith("(0.84): treat it as real. How far assessors differ is the framework's judgement.")
    small = say.real_sentence(change({"A-1": 1, "A-2": 2}, {"A-1": 2, "A-2": 2}, "A-1", "A-2"))
    assert small.startswith("2 practices were answered anew. Their part of the change, +0.50, is no more than two")
    assert "treat it as no change." in small


@pytest.mark.parametrize(
    ("practices", "words"),
    [
        (0, "the framework's judgement."),
        (1, "this organization's own, from one practice rated twice."),
        (12, "this organization's own, from 12 practices rated twice."),
    ],
)
def test_whose_measure_was_used_is_said(practices: int, words: str) -> None:
    found = change({"A-1": 0, "A-2": 2}, {"A-1": 5, "A-2": 2}, "A-1")
    held = replace(found, yardstick=replace(found.yardstick, practices=practices))
    assert say.real_sentence(held).endswith(f"How far assessors differ is {words}")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            change({"A-1": 1}, {"A-1": 1}),
            "No practice was answered anew between the two days, so no change of practice is shown.",
        ),
        (change({"A-1": 1}, {"A-1": 1}, "A-1"), "One practice was answered anew, and the answers moved nothing."),
        (change({}, {"A-1": 1}, "A-1"), "Whether the change is real cannot be said."),
    ],
)
def test_edges_of_a_real_change_have_words_of_their_own(found: Change, sentence: str) -> None:
    assert say.real_sentence(found) == sentence


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ({"A-1": 3, "A-2": 2}, "Higher at every level: this holds however far apart the levels are."),
        ({"A-1": 1, "A-2": 2}, "Lower at every level: this holds however far apart the levels are."),
        (
            {"A-1": 5, "A-2": 1},
            "Higher on average, but not at every level: the order depends on how far apart the levels are.",
        ),
        (
            {"A-1": 0, "A-2": 3},
            "Lower on average, but not at every level: the order depends on how far apart the levels are.",
        ),
        ({"A-1": 2, "A-2": 2}, ""),
        ({}, ""),
    ],
)
def test_dominance_is_said_where_there_is_an_order(new: dict[str, int], sentence: str) -> None:
    assert say.dominance_sentence(change({"A-1": 2, "A-2": 2}, new)) == sentence


def test_order_of_the_days_is_said_only_when_turned() -> None:
    assert say.order_sentence(change({"A-1": 1}, {"A-1": 2})) == ""
    assert f"The later day, {LATER}, was given first" in say.order_sentence(change({"A-1": 1}, {"A-1": 2}, turned=True))


def test_waterfall_has_a_row_a_cause_and_the_whole_and_hatches_a_loss() -> None:
    html = waterfall(split({"a": 2, "b": None}, {"a": 4, "b": 0}), "Claimed")
    assert text_of(html).endswith("Answers +1.5 Coverage −1.5 Change 0.0")
    bars = [fields["class"] for tag, fields in elements_of(html) if tag == "i" and "bar" in fields["class"]]
    assert bars == ["bar", "bar loss", "bar"]
    styles = [fields["style"] for tag, fields in elements_of(html) if tag == "i" and "bar" in fields["class"]]
    assert styles[0].startswith("left:50.00%;")


@pytest.mark.parametrize("new", [{"a": 2}, {"a": None}])
def test_waterfall_of_nothing_is_not_drawn(new: dict[str, int | None]) -> None:
    assert waterfall(split({"a": 2}, new), "Claimed") == ""


def test_rows_of_the_table_add_up_and_titles_are_text() -> None:
    hostile = framework_of({"A": [practice_tree("a", title="<script>x</script>"), practice_tree("b")]})
    found = split({"a": 2, "b": 3, "c": 1}, {"a": 4, "b": None, "c": 2})
    html = practices_table(found, hostile)
    assert "script" not in [tag for tag, _ in elements_of(html)]
    text = text_of(html)
    assert "<script>x</script>" in text
    assert "no longer in the framework c" in text
    for row in re.findall(r"(?:a|b|c) ([+−]?\d\.\d\d) ([+−]?\d\.\d\d) ([+−]?\d\.\d\d)", text):
        total, answers, coverage = (float(figure.replace("−", "-")) for figure in row)
        assert round(answers + coverage, 2) == total
    assert practices_table(split({"a": 2}, {"a": 2}), hostile) == '<p class="quiet">Nothing moved.</p>'
