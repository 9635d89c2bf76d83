"""Actions: which are open, which are late, what stands of a history, what cannot be kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from frameworks.errors import Fault
from scoring.actions import STATUSES, Action, actions_that_hold, check_action
from tests.scoring.small_framework import TODAY, framework_of, practice_tree

FRAMEWORK = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")]})


def action(id_: str = "", **fields: Any) -> Action:
    return Action.model_validate({"id": id_, "practice": "A-1", "title": "Write it down", **fields})


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_open_can_be_late(status: str) -> None:
    is_open = status in ("planned", "under_way")
    one = action(status=status, due=TODAY)
    assert one.is_open is is_open
    assert not one.is_late(TODAY)
    assert one.is_late(TODAY + timedelta(days=1)) is is_open
    assert not action(status=status).is_late(date.max)


def test_newest_version_holds_open_ones_first_by_day_then_by_practice() -> None:
    history = [
        action("done", status="done", due=date(2026, 1, 1)),
        action("undated"),
        action("late", due=date(2026, 3, 1)),
        action("moved", due=date(2026, 1, 1)),
        action("b", practice="A-2", due=date(2026, 4, 1)),
        action("a", due=date(2026, 4, 1)),
        action("moved", due=date(2026, 5, 1)),
        action("late", status="dropped", due=date(2026, 3, 1)),
    ]
    assert [one.id for one in actions_that_hold(history)] == ["a", "b", "moved", "undated", "done", "late"]
    assert actions_that_hold([]) == []


def test_action_that_says_enough_is_usable() -> None:
    assert check_action(action(level=5, due=TODAY, effort=0), FRAMEWORK) == []
    assert check_action(action(), FRAMEWORK) == []


def test_every_fault_says_what_where_and_how_to_mend_it() -> None:
    assert check_action(action(practice="A-9", title=" ", level=6), FRAMEWORK) == [
        Fault("Small 1 has no practice 'A-9'.", "action A-9", "use an id that `safermark framework show small` lists."),
        Fault("The action has no title.", "action A-9 > title", "say in a few words what is to be done."),
        Fault(
            "Level 6 is not on this framework's scale, which ends at 5.",
            "action A-9 > level",
            "give a whole number from 0 to 5.",
        ),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"effort": -1},
        {"effort": float("nan")},
        {"effort": float("inf")},
        {"effort": 10_001},
        {"status": "maybe"},
        {"level": 2.0},
        {"level": True},
        {"title": "x" * 501},
        {"owner": "x" * 501},
        {"due": "soon"},
    ],
)
def test_field_of_another_kind_is_no_action(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        action(**fields)
