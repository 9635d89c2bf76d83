"""Marks: positions on the axis, words that say the numbers, and text that stays text."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.ticks import ticks
from dashboard.widgets import marks
from tests.dashboard.widgets.small_cards import elements_of, labels_of, text_of

HOSTILE = "<script>alert('x')</script>\" onload=\"x"
LEVELS = st.integers(0, 5)
VALUES = st.fractions(0, 5, max_denominator=60)
IN_ORDER = st.lists(VALUES, min_size=4, max_size=4).map(sorted)
"""Backed, low, claimed, high."""


def _places(html: str) -> dict[str, float]:
    style = next(attributes["style"] for tag, attributes in elements_of(html) if "span" in attributes.get("class", ""))
    return {name: float(value) for name, value in re.findall(r"--(\w):([\d.]+)", style)}


def _kinds(html: str) -> list[str]:
    return [attributes.get("class", "") for tag, attributes in elements_of(html) if tag == "i"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0, "0.0"),
        (3, "3.0"),
        (Fraction(10, 3), "3.3"),
        (2.649, "2.6"),
        (5, "5.0"),
        (Fraction(1, 30), "0.0"),
    ],
)
def test_score_is_shown_with_one_decimal_and_a_missing_one_as_a_dash(value: object, shown: str) -> None:
    assert marks.tenth(value) == shown


@pytest.mark.parametrize(
    ("low", "high", "wide"),
    [
        (Fraction(235, 100), Fraction(260, 100), False),
        (Fraction(7, 5), Fraction(33, 20), False),
        (2.35, 2.6, False),
        (Fraction(235, 100), Fraction(2601, 1000), True),
        (2, 2, False),
        (0, 5, True),
        (None, None, False),
        (None, 2, False),
    ],
)
def test_exactly_a_quarter_of_a_level_is_not_wide(low: object, high: object, wide: bool) -> None:
    assert marks.is_wide(low, high) is wide


def test_width_that_tells_nothing_is_more_than_the_level_asked_for() -> None:
    assert not marks.is_wide(1, 2, 1.0)
    assert marks.is_wide(1, Fraction(21, 10), 1.0)


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(1, 2, "1.0–2.0"), (1.31, 1.34, "1.3"), (None, None, "–"), (0, 5, "0.0–5.0")]
)
def test_bounds_that_read_the_same_are_one_figure(low: object, high: object, shown: str) -> None:
    assert marks.bounds(low, high) == shown


@given(IN_ORDER, st.integers(5, 10))
def test_every_mark_of_a_span_lies_on_its_axis(values: list[Fraction], highest: int) -> None:
    evidenced, low, claimed, high = values
    places = _places(marks.span(evidenced, claimed, low, high, highest=highest))
    assert places["n"] == highest
    assert all(0 <= places[name] <= highest for name in "eclu")
    assert places["e"] <= places["c"] + 1e-4
    assert places["l"] <= places["c"] + 1e-4
    assert places["c"] <= places["u"] + 1e-4


@given(IN_ORDER)
def test_label_of_a_span_says_the_numbers_that_are_drawn(values: list[Fraction]) -> None:
    evidenced, low, claimed, high = values
    html = marks.span(evidenced, claimed, low, high, highest=5)
    (label,) = labels_of(html)
    assert label.startswith(f"Backed {marks.tenth(evidenced)}, claimed {marks.tenth(claimed)}")
    assert ("between" in label) == (high - low > Fraction(1, 4)) == (_places(html)["l"] < _places(html)["u"])
    if "between" in label:
        assert f"between {marks.tenth(low)} and {marks.tenth(high)} with the open practices" in label
    assert label.endswith("on a scale from 0 to 5.")


def test_span_without_evidence_has_no_dot_and_says_so() -> None:
    html = marks.span(None, 2, 2, 2, highest=5)
    assert labels_of(html) == ["No evidence recorded, claimed 2.0, on a scale from 0 to 5."]
    assert _kinds(html) == ["open", "gap", "ring"]


def test_span_with_evidence_that_has_aged_to_nothing_has_its_dot_at_zero() -> None:
    html = marks.span(0.0, 2, 2, 2, highest=5)
    assert "Backed 0.0" in labels_of(html)[0]
    assert "dot" in _kinds(html)


def test_span_without_answers_is_an_axis_without_marks() -> None:
    for html in (marks.span(None, None, 0, 5, highest=5), marks.single(None, 0, 5, highest=5)):
        assert labels_of(html) == ["Nothing answered yet."]
        assert _kinds(html) == []


@given(st.lists(LEVELS, min_size=3, max_size=3).map(sorted))
def test_single_level_says_the_levels_that_open_practices_may_bring(levels: list[int]) -> None:
    low, value, high = levels
    html = marks.single(value, low, high, highest=5)
    expected = f"Level {value}" + (f", between {low} and {high} with the open practices" if low != high else "")
    assert labels_of(html) == [f"{expected}, on a scale from 0 to 5."]
    assert (_places(html)["l"], _places(html)["c"], _places(html)["u"]) == (low, value, high)
    assert "dot" not in _kinds(html)


def test_axis_carries_every_step_of_the_scale_once() -> None:
    assert text_of(marks.axis(4)) == "0 1 2 3 4"


@given(LEVELS, st.floats(0, 5), LEVELS)
def test_level_mark_has_one_cell_a_step_and_never_backs_more_than_is_claimed(
    level: int, evidenced: float, target: int
) -> None:
    html = marks.level_mark(level, evidenced, target, highest=5)
    kinds = _kinds(html)
    assert len(kinds) == 5
    assert kinds == sorted(kinds, key=["backed", "claimed", "wanted", "rest"].index)
    assert kinds.count("backed") + kinds.count("claimed") == level
    assert kinds.count("backed") <= evidenced + 0.05
    assert labels_of(html) == [f"level {level}, target {target}"]


def test_level_mark_of_an_open_practice_says_open() -> None:
    html = marks.level_mark(None, 0.0, 3, highest=5)
    assert labels_of(html) == ["open, target 3"]
    assert _kinds(html) == ["wanted", "wanted", "wanted", "rest", "rest"]


@pytest.mark.parametrize(
    ("state", "level", "evidenced", "is_floor", "is_missed", "label", "sign"),
    [
        ("answered", 2, 1.04, False, False, "X-1 level 2, backed 1.0", "2"),
        ("answered", 0, None, False, False, "X-1 level 0, no evidence", "0"),
        ("answered", 3, None, True, False, "X-1 level 3, no evidence, floor", "3"),
        ("answered", 2, 0.0, True, True, "X-1 level 2, backed 0.0, floor missed", "2"),
        ("not_applicable", None, None, True, False, "X-1 not applicable, floor", "n/a"),
        ("not_known", None, None, True, True, "X-1 not known, floor open", "?"),
        ("unanswered", None, None, False, False, "X-1 unanswered", "–"),
    ],
)
def test_chip_says_in_words_what_its_sign_and_its_corner_say(
    state: str, level: int | None, evidenced: float | None, is_floor: bool, is_missed: bool, label: str, sign: str
) -> None:
    html = marks.chip("X-1", state, level, evidenced, is_floor=is_floor, is_missed=is_missed)
    classes = elements_of(html)[0][1]["class"].split()
    assert labels_of(html) == [label]
    assert text_of(html) == sign
    assert ("floor" in classes, "missed" in classes) == (is_floor, is_missed)


@given(LEVELS, st.floats(0, 5))
def test_bar_of_a_chip_is_a_share_between_none_and_all(level: int, evidenced: float) -> None:
    html = marks.chip("X-1", "answered", level, evidenced, is_floor=False, is_missed=False)
    share = float(re.search(r"--b:([\d.]+)", html)[1])
    assert 0 <= share <= 1
    assert level or not share


def test_text_from_data_never_becomes_an_element_or_an_attribute() -> None:
    for html in (
        marks.tag(HOSTILE),
        marks.chip(HOSTILE, "answered", 2, 1.0, is_floor=False, is_missed=False),
        marks.chip(HOSTILE, "not_known", None, None, is_floor=False, is_missed=False),
        marks.table(("A", "B"), [("1", "2")], caption=HOSTILE, names={1: HOSTILE}),
    ):
        assert not [tag for tag, attributes in elements_of(html) if tag == "script" or "onload" in attributes]
    assert text_of(marks.tag(HOSTILE)) == HOSTILE


def test_table_has_a_heading_for_every_column_and_every_row() -> None:
    html = marks.table(("Practice", "Level"), [("A", "1"), ("B", "2")], numeric=(1,), caption="All of them")
    heads = [attributes for tag, attributes in elements_of(html) if tag == "th"]
    assert [attributes["scope"] for attributes in heads] == ["col", "col", "row", "row"]
    assert [attributes["class"] for tag, attributes in elements_of(html) if tag == "td"] == ["num", "num"]
    assert text_of(html) == "All of them Practice Level A 1 B 2"


def test_table_with_names_leads_its_cells_on_a_phone() -> None:
    html = marks.table(("Practice", "Owner"), [("A", "Legal")], names={1: "owned by"})
    (table,) = [attributes["class"] for tag, attributes in elements_of(html) if tag == "table"]
    (cell,) = [attributes for tag, attributes in elements_of(html) if tag == "td"]
    assert table == "rows narrow"
    assert cell["data-name"] == "owned by"
    assert "narrow" not in marks.table(("A", "B"), [("1", "2")])


def test_legend_names_the_three_marks() -> None:
    assert text_of(marks.legend()) == "backed by evidence in date claimed not answered yet"


@pytest.mark.parametrize(
    ("band", "ours", "median", "places", "kinds"),
    [
        ((2.0, 3.0), 2.5, 2.25, {"c": 2.5, "l": 2.0, "u": 3.0, "m": 2.25}, ["band", "mid", "ring"]),
        ((0.0, 5.0), None, None, {"l": 0.0, "u": 5.0}, ["band"]),
        ((2.5, 2.5), 2.5, None, {"c": 2.5, "l": 2.5, "u": 2.5}, ["band", "ring"]),
        (None, 0.0, None, {"c": 0.0}, ["ring"]),
        (None, 5.0, None, {"c": 5.0}, ["ring"]),
        (None, None, None, {}, []),
    ],
)
def test_peer_band_draws_what_is_there_and_nothing_at_zero(
    band: tuple[float, float] | None,
    ours: float | None,
    median: float | None,
    places: dict[str, float],
    kinds: list[str],
) -> None:
    html = marks.peer_band(band, ours, median, words="Middle band", highest=5)
    assert {name: place for name, place in _places(html).items() if name in "clum"} == places
    assert _kinds(html) == kinds
    assert labels_of(html) == ["Middle band, on a scale from 0 to 5."]


def test_peer_band_on_another_scale_keeps_its_ticks_and_its_text_stays_text() -> None:
    html = marks.peer_band((10.0, 60.0), 20.0, words=HOSTILE, highest=100)
    assert _places(html)["n"] == 100 and _places(html)["t"] == 100 / ticks(100)[1]
    assert "<script" not in html and labels_of(html) == [f"{HOSTILE}, on a scale from 0 to 100."]
