"""The trend chart: two lines on the whole scale, marks, breaks and gaps, in every look, and text that says the same."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.theme import DARK, LIGHT, PRINT, Look
from dashboard.charts.trend import Upright, describe_trend, trend_figure
from scoring.trend import TrendLine
from tests.dashboard.widgets.small_cards import QUARTERS, Pair, line_of

VALUES = st.floats(0, 5)
LINES = st.lists(st.tuples(VALUES, st.none() | VALUES) | st.just((None, None)), min_size=1, max_size=8)
STEADY: list[Pair] = [(2.0, 1.0), (2.5, 1.5), (3.0, 1.5)]


def drawn(line: TrendLine, *uprights: Upright, look: Look = LIGHT, **options: Any) -> dict[str, Any]:
    """The figure as plain values."""
    figure = trend_figure(line, look, uprights, **options)
    return json.loads(figure.to_json(engine="json"))


def trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """The one trace of this name."""
    (found,) = [one for one in figure["data"] if one["name"] == name]
    return found


def texts(figure: dict[str, Any]) -> list[str]:
    """What is written in the figure."""
    return [annotation["text"] for annotation in figure["layout"].get("annotations", [])]


def test_claimed_is_dashed_and_backed_solid_over_the_days_of_the_snapshots() -> None:
    figure = drawn(line_of(*STEADY))
    claimed, backed = trace(figure, "claimed"), trace(figure, "backed")
    assert claimed["y"] == [2.0, 2.5, 3.0]
    assert backed["y"] == [1.0, 1.5, 1.5]
    assert claimed["x"] == backed["x"] == ["2025-03-31", "2025-06-30", "2025-09-30"]
    assert (claimed["line"]["dash"], backed["line"]["dash"]) == ("4px,3px", "solid")
    assert [one["name"] for one in figure["data"]] == ["claimed", "backed"]


def test_line_ends_in_a_ring_for_the_claim_and_a_dot_for_what_is_backed() -> None:
    figure = drawn(line_of(*STEADY))
    for name, fill, edge in (("claimed", LIGHT.ground, 2.5), ("backed", LIGHT.accent, 0)):
        marker = trace(figure, name)["marker"]
        assert marker["size"] == [0, 0, 10]
        assert (marker["color"], marker["line"]["width"], marker["opacity"]) == (fill, edge, 1)


def test_last_values_stand_at_the_end_and_are_named_in_the_large_chart_only() -> None:
    assert texts(drawn(line_of(*STEADY))) == ["<b>3.0</b>", "<b>1.5</b>"]
    assert texts(drawn(line_of(*STEADY), names_lines=True)) == ["<b>3.0</b> claimed", "<b>1.5</b> backed"]


def test_line_without_evidence_has_no_dot_at_zero_and_says_so() -> None:
    figure = drawn(line_of((2.0, None), (3.0, None)), names_lines=True)
    assert trace(figure, "backed")["y"] == [None, None]
    assert trace(figure, "backed")["marker"]["size"] == [0, 0]
    assert texts(figure) == ["<b>3.0</b> claimed", "<b>–</b> no evidence"]


def test_nothing_known_is_a_gap_and_a_reading_alone_has_a_mark() -> None:
    figure = drawn(line_of((2.0, 1.0), (None, None), (3.0, 2.0), (None, None), (4.0, 3.0), (4.0, 3.0)))
    claimed = trace(figure, "claimed")
    assert claimed["y"] == [2.0, None, 3.0, None, 4.0, 4.0]
    assert not claimed.get("connectgaps")
    assert claimed["marker"]["size"] == [6, 0, 6, 0, 0, 10]


def test_line_that_was_never_read_is_an_empty_chart() -> None:
    figure = drawn(line_of((None, None), (None, None)))
    assert texts(figure) == []
    assert trace(figure, "claimed")["marker"]["size"] == [0, 0]


@given(LINES, st.integers(3, 10))
def test_axis_is_the_whole_scale_whatever_the_values(pairs: list[Pair], highest: int) -> None:
    layout = drawn(line_of(*pairs), highest=highest)["layout"]
    assert layout["yaxis"]["tickvals"] == list(range(highest + 1))
    assert layout["yaxis"]["range"] == [-0.15, highest + 0.15]
    assert layout["yaxis"]["fixedrange"] is layout["xaxis"]["fixedrange"] is True
    assert layout["dragmode"] is False
    levels = [shape["y0"] for shape in layout["shapes"] if shape["y0"] == shape["y1"]]
    assert levels == list(range(highest + 1))


@given(LINES)
def test_triangles_stand_exactly_where_a_value_fell(pairs: list[Pair]) -> None:
    line = line_of(*pairs)
    figure = drawn(line)
    expected = [
        (str(now.on), new)
        for name in ("claimed", "evidenced")
        for before, now in zip(line.points, line.points[1:], strict=False)
        if (old := getattr(before, name)) is not None and (new := getattr(now, name)) is not None and new < old - 0.05
    ]
    found = [
        place for one in figure["data"] if one["name"] == "lower" for place in zip(one["x"], one["y"], strict=True)
    ]
    assert found == expected
    assert texts(figure).count("lower") == bool(expected)


@given(LINES)
def test_labels_of_the_last_values_never_lie_on_each_other(pairs: list[Pair]) -> None:
    figure = drawn(line_of(*pairs), height=168)
    heights = [one["y"] for one in figure["layout"].get("annotations", []) if one["text"].startswith("<b>")]
    assert len(heights) in (0, 2)
    if heights:
        pixels = (heights[0] - heights[1]) / 5 * (168 - 40)
        assert pixels >= 15.9


def test_fall_at_the_end_of_the_line_is_larger_than_the_dot_it_lies_on() -> None:
    figure = drawn(line_of((3.0, 2.0), (3.0, 1.0), (3.0, 0.5)))
    assert trace(figure, "lower")["marker"]["size"] == [9, 15]
    assert trace(figure, "lower")["marker"]["color"] == LIGHT.attention


def test_events_carry_their_numbers_and_breaks_their_words_in_the_large_chart() -> None:
    uprights = (Upright(QUARTERS[0], "1, 2"), Upright(QUARTERS[1], "scope", is_break=True))
    large, small = (drawn(line_of(*STEADY), *uprights, names_lines=named) for named in (True, False))
    upright = [shape for shape in large["layout"]["shapes"] if shape["x0"] == shape["x1"]]
    assert [shape["x0"] for shape in upright] == ["2025-03-31", "2025-06-30"]
    assert [shape["line"].get("dash") for shape in upright] == [None, "dot"]
    assert texts(large)[-2:] == ["1, 2", "scope"]
    assert "scope" not in texts(small)
    assert [shape["y1"] for shape in upright] == [5, 5]


def test_lower_value_after_another_version_is_no_fall_but_after_another_scope_it_is() -> None:
    line = line_of((3.0, 3.0), (2.0, 2.0))
    version = Upright(QUARTERS[1], "version", is_break=True, is_edition=True)
    scope = Upright(QUARTERS[1], "scope", is_break=True)
    assert "lower" not in [one["name"] for one in drawn(line, version)["data"]]
    assert trace(drawn(line, version), "claimed")["y"] == [3.0, None, 2.0], "no line leads from version to version"
    assert trace(drawn(line, version), "claimed")["marker"]["size"] == [6, 0, 10]
    assert trace(drawn(line, scope), "claimed")["y"] == [3.0, 2.0]
    assert [one["name"] for one in drawn(line, scope)["data"]].count("lower") == 2
    assert "before once" in describe_trend(line)
    assert "Never lower" in describe_trend(line, editions=[QUARTERS[1]])


def test_one_snapshot_has_one_date_and_room_around_it() -> None:
    layout = drawn(line_of((2.0, 1.0)))["layout"]
    assert layout["xaxis"]["ticktext"] == ["Mar 2025"]
    begin, end = (date.fromisoformat(day) for day in layout["xaxis"]["range"])
    assert begin < QUARTERS[0] < end


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_every_color_is_of_the_look(look: Look) -> None:
    figure = drawn(line_of((3.0, 2.0), (2.0, 1.0)), Upright(QUARTERS[1], "1"), look=look, height=340, names_lines=True)
    layout = figure["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == look.ground
    assert layout["font"]["color"] == look.ink
    assert {one["line"]["color"] for one in figure["data"] if "line" in one} == {look.accent}
    assert layout["xaxis"]["tickfont"]["color"] == layout["yaxis"]["tickfont"]["color"] == look.ink2
    allowed = {look.ground, look.ink, look.ink2, look.accent, look.attention, look.control, look.hairline}
    used = {word for word in json.dumps(figure).split('"') if word.startswith("#")}
    assert used <= allowed


def test_figure_refers_to_nothing_outside() -> None:
    text = json.dumps(drawn(line_of(*STEADY), Upright(QUARTERS[0], "1"), names_lines=True))
    assert not [word for word in ("http", "//", "mapbox", "cdn", "images") if word in text]
    assert {one["type"] for one in json.loads(text)["data"]} == {"scatter"}


# The alternative text


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(None, None)], "Domain A: nothing to read at any snapshot."),
        ([(2.0, 1.0)], "Domain A, March 2025 only: claimed 2.0, backed 1.0, of 5."),
        ([(2.0, None)], "Domain A, March 2025 only: claimed 2.0, no evidence recorded, of 5."),
        (
            STEADY,
            "Domain A, from March 2025 to September 2025: claimed from 2.0 to 3.0, backed from 1.0 to 1.5, of 5. "
            "Never lower than at the snapshot before.",
        ),
        (
            [(2.0, None), (3.0, 1.0)],
            "Domain A, from March 2025 to June 2025: claimed from 2.0 to 3.0, backed from no evidence recorded to 1.0, "
            "of 5. Never lower than at the snapshot before.",
        ),
        (
            [(3.0, 1.0), (2.0, 1.0)],
            "Domain A, from March 2025 to June 2025: claimed from 3.0 to 2.0, backed from 1.0 to 1.0, of 5. Lower than "
            "at the snapshot before once.",
        ),
        (
            [(3.0, 1.0), (2.0, 1.0), (2.0, 0.5)],
            "Domain A, from March 2025 to September 2025: claimed from 3.0 to 2.0, backed from 1.0 to 0.5, of 5. Lower "
            "than at the snapshot before 2 times.",
        ),
    ],
)
def test_alternative_text_says_both_ends_and_every_fall(pairs: list[Pair], words: str) -> None:
    assert describe_trend(line_of(*pairs)) == words


def test_alternative_text_says_the_scale_it_was_given() -> None:
    assert describe_trend(line_of(*STEADY), 4).count("of 4.") == 1


@given(LINES)
def test_alternative_text_says_the_values_that_are_written_at_the_end(pairs: list[Pair]) -> None:
    line = line_of(*pairs)
    for written in texts(drawn(line)):
        figure = written.removeprefix("<b>").removesuffix("</b>")
        assert figure in describe_trend(line) or figure in ("–", "lower")
