"""The chart of differences: two signed bars a domain, losses hatched and named by their sign."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.changes import DomainChange, changes_figure, describe_changes, signed
from dashboard.charts.theme import DARK, LIGHT, PRINT, Look

STEPS = st.none() | st.floats(-5, 5)
CHANGES = st.lists(st.tuples(STEPS, STEPS), min_size=1, max_size=6).map(
    lambda pairs: [DomainChange(f"Domain {place}", *pair) for place, pair in enumerate(pairs)]
)
MIXED = [DomainChange("All", 0.2, -0.4), DomainChange("Reporting", None, None), DomainChange("People", 0.3, None)]


def drawn(changes: list[DomainChange], look: Look = LIGHT) -> dict[str, Any]:
    """The figure as plain values."""
    return json.loads(changes_figure(changes, look, 0.36).to_json(engine="json"))


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (None, 1, "–"),
        (0.0, 1, "±0.0"),
        (0.04, 1, "±0.0"),
        (-0.04, 1, "±0.0"),
        (0.05, 1, "+0.1"),
        (-0.05, 1, "−0.1"),
        (0.36, 2, "+0.36"),
        (-1.25, 1, "−1.2"),
    ],
)
def test_change_is_written_with_its_sign_and_a_real_minus(value: float | None, decimals: int, shown: str) -> None:
    assert signed(value, decimals) == shown


@given(CHANGES)
def test_bars_carry_the_differences_and_their_written_figures(changes: list[DomainChange]) -> None:
    claimed, backed = drawn(changes)["data"]
    assert (claimed["name"], backed["name"]) == ("claimed", "backed")
    for one, values in ((claimed, [c.claimed for c in changes]), (backed, [c.backed for c in changes])):
        assert one["x"] == values
        assert one["text"] == ["" if value is None else signed(value) for value in values]
        assert one["y"] == [change.title for change in changes]


@given(CHANGES)
def test_bars_fit_their_axis_with_room_for_their_figures(changes: list[DomainChange]) -> None:
    low, high = drawn(changes)["layout"]["xaxis"]["range"]
    values = [value for change in changes for value in (change.claimed, change.backed) if value is not None]
    assert low == -high
    assert high >= 0.36 * 1.4
    assert all(low * 0.75 <= value <= high * 0.75 for value in values)


def test_claimed_is_outlined_backed_is_filled_and_a_loss_is_hatched() -> None:
    claimed, backed = drawn([DomainChange("Up", 0.5, 0.5), DomainChange("Down", -0.5, -0.5)])["data"]
    assert claimed["marker"]["color"] == [LIGHT.ground, LIGHT.ground]
    assert claimed["marker"]["pattern"]["shape"] == ["", ""]
    assert backed["marker"]["color"] == [LIGHT.accent, LIGHT.attention]
    assert backed["marker"]["pattern"]["shape"] == ["", "/"]
    assert claimed["marker"]["line"]["color"] == [LIGHT.accent, LIGHT.attention]


def test_what_can_be_told_from_chance_is_marked_on_the_axis() -> None:
    axis = drawn(MIXED)["layout"]["xaxis"]
    assert axis["ticktext"] == ["−0.36", "0", "+0.36"]
    assert axis["tickvals"] == [-0.36, 0, 0.36]
    assert axis["fixedrange"] is True


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_every_color_is_of_the_look(look: Look) -> None:
    used = {word for word in json.dumps(drawn(MIXED, look)).split('"') if word.startswith("#")}
    assert used <= {look.ground, look.ink, look.ink2, look.accent, look.attention, look.control, look.hairline}
    assert {look.ground, look.ink, look.accent, look.attention} <= used


def test_title_with_tags_is_text_in_the_chart_and_in_words() -> None:
    hostile = [DomainChange('<a href="https://example.org">x</a>', 0.5, 0.5)]
    assert drawn(hostile)["data"][0]["y"] == ['&lt;a href="https://example.org"&gt;x&lt;/a&gt;']
    assert describe_changes(hostile).startswith("<a href=")


def test_figure_refers_to_nothing_outside() -> None:
    text = json.dumps(drawn(MIXED))
    assert not [word for word in ("http", "//", "mapbox", "cdn", "images") if word in text]


def test_alternative_text_says_every_domain_with_both_changes() -> None:
    assert describe_changes(MIXED) == (
        "All: claimed +0.2, backed −0.4; Reporting: claimed –, backed –; People: claimed +0.3, backed –"
    )
