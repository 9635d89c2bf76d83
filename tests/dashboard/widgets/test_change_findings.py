"""What changed between two snapshots, in sentences that flip with the changes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.changes import DomainChange
from dashboard.widgets import change_findings as say
from scoring.trend import PracticeChange, list_changes, trace_trend
from tests.dashboard.widgets.small_cards import (
    QUARTERS,
    Pair,
    card_of,
    every,
    level,
    line_of,
    snapshot_of,
    trend_of,
    unknown,
)


def change(old: int | None, new: int | None, **fields: Any) -> PracticeChange:
    """A change of level; a state follows from the level unless `fields` name it."""
    tree: dict[str, Any] = {
        "practice_id": "A-1",
        "old_state": "unanswered" if old is None else "answered",
        "new_state": "unanswered" if new is None else "answered",
        "old_level": old,
        "new_level": new,
        "old_evidenced": None if old is None else 0.0,
        "new_evidenced": None if new is None else 0.0,
        **fields,
    }
    return PracticeChange(**tree)


UP, DOWN, OPENED, ANSWERED = change(1, 2), change(3, 1), change(3, None), change(None, 2)
LESS, MORE = change(2, 2, old_evidenced=2.0), change(2, 2, new_evidenced=2.0)
WAIVED = change(2, None, new_state="not_applicable")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ([], "Nothing differs between the two snapshots"),
        ([UP], "No practice fell, one rose"),
        ([UP, UP, MORE], "No practice fell, two rose"),
        ([DOWN], "One practice fell, none rose"),
        ([DOWN, DOWN, UP], "Two practices fell, one rose"),
        ([DOWN, OPENED, OPENED], "One practice fell, none rose; two are no longer answered"),
        ([UP, OPENED], "No practice fell, one rose; one is no longer answered"),
        ([UP, LESS, LESS], "No practice fell, one rose; two are less backed"),
        ([OPENED], "No level moved; one practice is no longer answered"),
        ([OPENED, OPENED, LESS], "No level moved; two practices are no longer answered"),
        ([LESS], "No level moved; one practice is less backed"),
        ([LESS, LESS, MORE], "No level moved; two practices are less backed"),
        ([MORE], "No level moved"),
        ([ANSWERED, ANSWERED], "No level moved; two practices are answered now"),
        ([WAIVED], "No level moved; one practice is not applicable now"),
        ([UP, WAIVED], "No practice fell, one rose; one is not applicable now"),
    ],
)
def test_title_of_the_changes_flips_with_them(changes: list[PracticeChange], title: str) -> None:
    assert say.changes_finding(changes) == title


@pytest.mark.parametrize(
    ("one", "word"),
    [
        (UP, "higher"),
        (DOWN, "lower"),
        (OPENED, "unanswered now"),
        (change(3, None, new_state="not_known"), "not known now"),
        (WAIVED, "not applicable now"),
        (ANSWERED, "answered now"),
        (change(None, 2, old_state=None), "new in this version"),
        (change(None, 2, old_state="out_of_scope"), "now in scope"),
        (change(2, None, new_state="out_of_scope"), "out of scope now"),
        (change(2, None, new_state=None), "not in this version"),
        (LESS, "less backed"),
        (MORE, "more backed"),
    ],
)
def test_change_of_one_practice_in_words(one: PracticeChange, word: str) -> None:
    assert say.change_word(one) == word


def test_falls_come_first_then_what_opened_then_other_levels_then_evidence_alone() -> None:
    worse = change(4, 0)
    assert say.regressions_first([MORE, LESS, UP, ANSWERED, OPENED, DOWN, worse]) == [
        worse,
        DOWN,
        OPENED,
        ANSWERED,
        UP,
        LESS,
        MORE,
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([], ""),
        ([UP, DOWN], ""),
        ([LESS], "Same level, other evidence: 1 less backed"),
        ([LESS, MORE, MORE], "Same level, other evidence: 1 less backed, 2 more backed"),
    ],
)
def test_evidence_that_moved_alone_is_counted(changes: list[PracticeChange], words: str) -> None:
    assert say.evidence_words(changes) == words


# Domains


def _moved(*pairs: Pair) -> list[DomainChange]:
    """All domains together, then A, B, C …"""
    return [DomainChange(name, *pair) for name, pair in zip(["All", "A", "B", "C"], pairs, strict=False)]


@pytest.mark.parametrize(
    ("moved", "title"),
    [
        ([], "No domain can be compared"),
        (_moved((0.5, 0.5)), "No domain can be compared"),
        (_moved((0.0, 0.0), (None, None)), "No domain can be compared"),
        (_moved((0.0, 0.0), (0.0, 0.0)), "No domain moved"),
        (_moved((0.0, 0.0), (0.04, -0.04)), "No domain moved"),
        (_moved((0.1, 0.1), (0.5, 0.2), (0.0, 0.0)), "Backed: A gained most"),
        (_moved((0.1, 0.1), (0.5, -0.2), (0.0, 0.0)), "Backed: A lost most"),
        (_moved((0.1, 0.1), (0.5, -0.2), (0.0, 0.3)), "Backed: B gained most, A lost most"),
        (_moved((0.1, 0.1), (0.0, 0.3), (0.0, 0.3)), "Backed: A and B gained most"),
        (_moved((0.1, 0.1), (0.0, -0.3), (0.0, -0.31), (0.0, 0.1)), "Backed: C gained most, A and B lost most"),
        (_moved((0.1, 0.0), (0.5, 0.0), (-0.2, 0.0)), "Claimed: A gained most, B lost most"),
        (_moved((0.1, None), (0.5, None), (0.2, None)), "Claimed: A gained most"),
        (_moved((0.1, 0.1), (0.5, 0.2)), "Backed: A gained most"),
    ],
)
def test_title_of_the_differences_flips_with_them(moved: list[DomainChange], title: str) -> None:
    assert say.moved_finding(moved) == title


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=4))
def test_no_domain_gains_and_loses_most_at_once(pairs: list[Pair]) -> None:
    title = say.moved_finding(_moved(*pairs))
    if "gained" in title and "lost" in title:
        gained, lost = title.split(": ")[1].split(", ")
        assert not set("ABC") & set(gained.split(" gained")[0]) & set(lost.split(" lost")[0])


@pytest.mark.parametrize("moved", [[], _moved((None, None))])
def test_lede_says_when_the_averages_cannot_be_compared(moved: list[DomainChange]) -> None:
    assert say.changes_lede(moved) == "The averages of these two snapshots cannot be compared."


@pytest.mark.parametrize(
    ("pair", "figures"),
    [
        ((0.24, -0.31), "Average: claimed +0.2, backed −0.3."),
        ((0.0, 0.0), "Average: claimed ±0.0, backed ±0.0."),
        ((0.2, None), "Average: claimed +0.2, no evidence recorded."),
    ],
)
def test_lede_carries_the_figures_with_sign_and_real_minus(pair: Pair, figures: str) -> None:
    assert say.changes_lede(_moved(pair)) == figures


def test_domain_changes_are_the_differences_of_the_two_points() -> None:
    trend = trend_of(
        (2.0, 1.0),
        (2.5, 0.5),
        domains=[
            line_of((3.0, None), (3.5, None), id_="A", title="Domain A"),
            line_of((3.0, None), (3.5, 1.0), id_="B", title="Domain B"),
            line_of((None, None), (3.5, 1.0), id_="C", title="Domain C"),
            line_of((None, None), (None, None), id_="D", title="Domain D"),
        ],
    )
    assert say.domain_changes(trend, *QUARTERS[:2], {"A": "Short"}) == [
        DomainChange("All domains", 0.5, -0.5),
        DomainChange("Short", 0.5, None),
        DomainChange("Domain B", 0.5, 1.0),
        DomainChange("Domain C", None, None),
    ]


def test_two_real_snapshots_give_the_changes_their_titles_count() -> None:
    before = snapshot_of(QUARTERS[0], card_of(*every(3, backed=3)))
    after = snapshot_of(
        QUARTERS[1], card_of(*every(3, but=[level("A-1", 1), level("A-2", 4, backed=4), unknown("B-1")]))
    )
    changes = list_changes(before, after)
    assert say.changes_finding(changes) == (
        "One practice fell, one rose; one is no longer answered; two are less backed"
    )
    moved = say.domain_changes(trace_trend([before, after]), *QUARTERS[:2], {})
    assert [moved[0].title, moved[1].title, moved[2].title] == ["All domains", "Domain A", "Domain B"]
