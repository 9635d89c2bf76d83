"""What the operator of a pool reads, by its state and its counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboard.widgets import operator_words as say
from frameworks.errors import Fault
from scoring.privacy import LEAST_FOR_MEDIAN
from tests.dashboard.widgets.small_cards import text_of
from tests.scoring.pools import terms_of
from use_cases.pools import Accepted, PoolView

TODAY = date(2026, 11, 27)
LOCK = (Fault("The pool is locked.", "second.jsonl", "replay."),)


def view_of(members: int | dict[str, int] = 46, **fields: Any) -> PoolView:
    """A pool of one cell, open, with nothing spent unless `fields` say otherwise."""
    terms = terms_of(cells=("all",), title="Peers & co", **fields.pop("terms", {}))
    made: dict[str, Any] = {
        "terms": terms,
        "witness": Path("second.jsonl"),
        "members": {"all": members} if isinstance(members, int) else members,
        "waiting": 0,
        "spent": Decimal(0),
        "releases": (),
    }
    return PoolView(**{**made, **fields})


ONE_RELEASE = {"spent": Decimal(1), "releases": (date(2026, 10, 1),)}
CLOSED = {"spent": Decimal(3), "releases": (date(2024, 10, 1), date(2025, 10, 1), date(2026, 10, 1))}
EXPIRED = {"terms": {"expires": date(2026, 11, 26)}}


@pytest.mark.parametrize(
    ("number", "finding", "eyebrow"),
    [
        (0, "No pool is kept in this store.", "For the operator alone · no pools in this store"),
        (1, "One pool is kept in this store.", "For the operator alone · one pool in this store"),
        (2, "Two pools are kept in this store.", "For the operator alone · two pools in this store"),
    ],
)
def test_pools_are_counted(number: int, finding: str, eyebrow: str) -> None:
    assert (say.pools_finding(number), say.eyebrow(number)) == (finding, eyebrow)


@pytest.mark.parametrize(
    ("view", "finding"),
    [
        (view_of(0), "Peers & co has no contribution yet."),
        (view_of(1), "Peers & co holds 1 contribution; none is published yet."),
        (view_of(1240), "Peers & co holds 1,240 contributions; none is published yet."),
        (view_of(46, **ONE_RELEASE), "Peers & co holds 46 contributions; one release is published."),
        (
            view_of(46, spent=Decimal(2), releases=CLOSED["releases"][:2]),
            "Peers & co holds 46 contributions; two releases are published.",
        ),
        (view_of(46, **CLOSED), "Peers & co is closed for ever: its budget is spent."),
        (view_of(46, locked=LOCK), "Peers & co is locked: the store and its second place do not agree."),
        (view_of(46, **CLOSED, locked=LOCK), "Peers & co is closed for ever: its budget is spent."),
        (
            view_of(46, **EXPIRED),
            "Peers & co is at its end: the consent of its members expired on 26 November 2026.",
        ),
    ],
)
def test_finding_is_how_the_pool_stands(view: PoolView, finding: str) -> None:
    assert say.pool_finding(view, TODAY) == finding


@pytest.mark.parametrize(
    ("view", "ended"),
    [
        (view_of(), False),
        (view_of(spent=Decimal(2)), False),
        (view_of(spent=Decimal("2.1")), True),
        (view_of(terms={"expires": TODAY}), False),
        (view_of(**EXPIRED), True),
        (view_of(locked=LOCK), False),
    ],
)
def test_pool_ends_with_its_budget_or_the_day_after_its_consent(view: PoolView, ended: bool) -> None:
    assert say.has_ended(view, TODAY) is ended
    assert (
        say.state_words(view, TODAY) in ("open", "locked: the store and its second place do not agree")
    ) is not ended


def test_view_shows_every_cell_of_a_partition_and_text_stays_text() -> None:
    view = view_of(members={"ugc": 230, "retired-kind": 5}, waiting=3, terms={"is_synthetic": True, "is_named": True})
    view = replace(view, witness=Path("second <b>.jsonl"))
    html = say.view_html(view, TODAY)
    text = text_of(html)
    assert "true counts: for the operator alone" in text and "synthetic data" in text
    assert "Contributions 235 User content: 230 retired-kind: 5" in text
    assert "Not counted yet 3 too new for a release of today, of another version, or the consent has ended" in text
    assert "Members agree to be named" in text and "Releases none yet" in text
    assert "Framework small 1" in text
    assert "second &lt;b&gt;.jsonl" in html


def test_view_of_a_whole_pool_explains_no_zero_and_no_single_cell() -> None:
    text = text_of(say.view_html(view_of(46, **ONE_RELEASE), TODAY))
    assert "Contributions 46 Not counted yet 0 Epsilon spent 1 of 3 Releases 1 October 2026" in text
    assert "synthetic data" not in text and "Every kind of service" not in text
    assert "Members stay unnamed" in text


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        (Accepted(), "Nothing was accepted."),
        (Accepted(new=1), "Accepted: 1 new."),
        (Accepted(replaced=2), "Accepted: 2 in the place of an earlier one."),
        (Accepted(new=45, replaced=1), "Accepted: 45 new, 1 in the place of an earlier one."),
    ],
)
def test_what_was_accepted(accepted: Accepted, words: str) -> None:
    assert say.accepted_sentence(accepted) == words


@pytest.mark.parametrize(
    ("spent", "epsilon", "after"),
    [
        ("0", 1.0, "after it 2 of 3 is left."),
        ("1", 1.0, "after it 1 of 3 is left."),
        ("2", 1.0, "after it nothing is left, and the pool closes."),
        ("1.6", 0.8, "after it 0.6 of 3 is left, and the pool closes."),
        ("1.4", 0.8, "after it 0.8 of 3 is left."),
    ],
)
def test_cost_of_a_release_and_what_is_left(spent: str, epsilon: float, after: str) -> None:
    words = say.cost_words(view_of(spent=Decimal(spent)), epsilon)
    assert words == f"A release spends epsilon {epsilon:g}; {after} It cannot be taken back or drawn again."


def test_release_that_the_budget_does_not_pay_for() -> None:
    words = say.cost_words(view_of(spent=Decimal("2.5")), 1.0)
    assert words == "What is left of the budget does not pay for another release."


@pytest.mark.parametrize(
    ("last", "today", "words"),
    [
        (None, TODAY, ""),
        (date(2025, 11, 27), TODAY, ""),
        (date(2025, 11, 28), TODAY, "The next release is due on 28 November 2026: members were told of one a year."),
        (date(2024, 2, 29), date(2025, 2, 28), ""),
    ],
)
def test_next_release_is_due_a_year_later(last: date | None, today: date, words: str) -> None:
    assert say.due_words((last,) if last else (), today) == words


def test_least_number_is_the_one_that_decides_and_is_said_by_kind_of_a_partition() -> None:
    assert say.LEAST == LEAST_FOR_MEDIAN
    assert say.least_words(view_of(4)) == (
        "Below about 30 organizations nothing is published, and the budget is spent all the same."
    )
    assert "organizations of a kind of service" in say.least_words(view_of(members={"ugc": 1, "messaging": 2}))
    assert say.least_words(view_of(4)) == say.least_words(view_of(400)), "it does not follow the true count"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "No charges were taken over from the second place."),
        (1, "One charge was taken over from the second place."),
        (2, "Two charges were taken over from the second place."),
    ],
)
def test_charges_that_were_taken_over(number: int, words: str) -> None:
    assert say.replayed_sentence(number) == words


def test_duties_are_a_list_with_its_length_on_the_cover() -> None:
    assert say.duties_title(5) == "What stays with the operator: five things that the program cannot do"
    assert say.duties_title(1) == "What stays with the operator: one thing that the program cannot do"
    assert say.duties_html(["Keep <b>", "Guard"]) == '<ul class="sure"><li>Keep &lt;b&gt;</li><li>Guard</li></ul>'


def test_withdrawn_says_what_may_hold_it_still() -> None:
    assert "Older backups may hold it still" in say.withdrawn_sentence([])
    assert say.withdrawn_sentence(["a.before-1", "b"]).endswith("So may a.before-1, b beside the store.")
