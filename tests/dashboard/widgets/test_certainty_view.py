"""Sections on certainty and projection say what the core computed, and their titles flip with it."""

import pytest

from dashboard.widgets.certainty_findings import projection_sentence
from dashboard.widgets.certainty_view import certainty_section, projection_section
from scoring.projection import project_trend
from scoring.trend import Trend, trace_trend
from tests.dashboard.widgets.small_cards import FRAMEWORK, QUARTERS, card_of, every, level, opened, snapshot_of, text_of

WEIGHTS = {id_: practice.weight for id_, practice in FRAMEWORK.practices.items()}


def trend_of_levels(*levels: int) -> Trend:
    """One snapshot a quarter in which every practice stands at a level."""
    days = QUARTERS[: len(levels)]
    return trace_trend([snapshot_of(day, card_of(*every(given))) for day, given in zip(days, levels, strict=True)])


def test_certainty_says_weights_evidence_raters_and_the_least_change() -> None:
    text = text_of(certainty_section(opened(*every(3, but=[level("A-1", 5)]))))
    assert text.startswith("How sure these numbers are Even if each weight were off by half again")
    assert "All that is claimed is only asserted" in text
    assert "No practice was rated by two people" in text
    assert "A change of the average below 0.36" in text


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ((1, 1, 2), "When the average may reach level 3 cannot be told yet"),
        ((1, 2, 3, 3), "The average claims level 3 already"),
        ((0, 0, 1, 1, 2, 2), "An average of 3 may be reached in"),
    ],
)
def test_projection_says_what_the_random_walk_allows(levels: tuple[int, ...], title: str) -> None:
    trend = trend_of_levels(*levels)
    text = text_of(projection_section(trend, opened(*every(2))))
    assert text.startswith(title)
    assert text.endswith(projection_sentence(project_trend(trend, 3, WEIGHTS)))


@pytest.mark.parametrize("levels", [(2, 2, 1, 1, 0, 0, 0, 0), (5, 4, 3, 2, 1, 0, 0, 0)])
def test_what_lies_out_of_sight_is_said(levels: tuple[int, ...]) -> None:
    text = text_of(projection_section(trend_of_levels(*levels), opened(*every(0))))
    assert text.startswith("An average of 3 is not in sight")
