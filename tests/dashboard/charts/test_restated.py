"""The restated series: beside what was reported, never over it, with the interval that new practices leave."""

from datetime import date
from typing import Any

from dashboard.charts.restated import describe_restated
from dashboard.charts.theme import LIGHT
from dashboard.charts.trend import Upright, describe_trend
from scoring.trend import RestatedPoint
from tests.dashboard.charts.test_trend import drawn, trace
from tests.dashboard.widgets.small_cards import QUARTERS, line_of

LINE = line_of((3.0, 2.0), (3.2, 2.0), (2.0, 1.0))
POINTS = [RestatedPoint(QUARTERS[0], 2.5, 1.5, 2.0, 3.5), RestatedPoint(QUARTERS[1], 2.7, None, 2.7, 2.72)]
BREAK = Upright(QUARTERS[2], "version", is_break=True, is_edition=True)


def ranges(figure: dict[str, Any]) -> list[tuple[str, float, float]]:
    return [(one["x0"], one["y0"], one["y1"]) for one in figure["layout"]["shapes"] if one["line"]["width"] == 3]


def test_both_series_are_drawn_and_the_restated_one_leads_to_the_newest_version() -> None:
    figure = drawn(LINE, BREAK, restated=POINTS)
    assert [one["name"] for one in figure["data"]] == ["claimed", "backed", "restated claimed", "restated backed"]
    assert trace(figure, "claimed")["y"] == [3.0, 3.2, None, 2.0], "what was reported stays, and breaks off"
    assert trace(figure, "restated claimed")["y"] == [2.5, 2.7, 2.0]
    assert trace(figure, "restated backed")["y"] == [1.5, None, 1.0]
    assert trace(figure, "restated claimed")["x"] == [str(on) for on in QUARTERS[:3]]
    assert trace(figure, "restated claimed")["line"]["color"] == LIGHT.ink2
    assert [one["x0"] for one in figure["layout"]["shapes"] if one["line"].get("dash") == "dot"] == [str(QUARTERS[2])]


def test_interval_is_drawn_and_read_only_where_one_decimal_shows_it() -> None:
    figure = drawn(LINE, BREAK, restated=POINTS)
    assert ranges(figure) == [(str(QUARTERS[0]), 2.0, 3.5)]
    assert trace(figure, "restated claimed")["text"] == [", between 2.0 and 3.5", "", ""]
    nothing = RestatedPoint(QUARTERS[0], None, None, None, None)
    assert ranges(drawn(LINE, restated=[nothing])) == []


def test_without_a_restated_snapshot_nothing_is_added() -> None:
    assert drawn(LINE) == drawn(LINE, restated=[])
    assert describe_restated([]) == ""


def test_restated_series_that_nothing_follows_ends_by_itself() -> None:
    late = RestatedPoint(date(2030, 1, 1), 1.0, 1.0, 1.0, 1.0)
    assert trace(drawn(LINE, restated=[late]), "restated claimed")["y"] == [1.0]


def test_alternative_text_tells_of_the_last_restated_snapshot() -> None:
    words = describe_trend(LINE, 5, [QUARTERS[2]], POINTS[:1])
    assert words.endswith(" Restated in the newest version, March 2025: claimed 2.5, between 2.0 and 3.5.")
    open_ = describe_restated([RestatedPoint(QUARTERS[0], None, None, 0.0, 5.0)])
    assert open_ == " Restated in the newest version, March 2025: nothing to read, between 0.0 and 5.0."
