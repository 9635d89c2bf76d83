"""What is done to raise a practice: who, until when, with how much effort, and how far it has come."""

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal, get_args

from pydantic import Field, StrictInt

from frameworks.errors import Fault, MaturityError
from frameworks.fields import Frozen
from frameworks.model import Framework
from scoring.ratings import off_scale
from scoring.texts import Line

Status = Literal["planned", "under_way", "done", "dropped"]
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: tuple[Status, ...] = ("planned", "under_way")
"""What somebody still has to do."""


class ActionNotAccepted(MaturityError):
    """An action says something its framework does not know, or too little to be of use."""

    exit_code = 11


class Action(Frozen):
    """One thing that somebody does for a practice. A change is a new version under the same id; the newest holds."""

    id: Line = ""
    practice: Line
    title: Line
    level: StrictInt | None = None
    """The level it leads to; None = it leads to none by itself."""
    owner: Line = ""
    """A role rather than a name."""
    due: datetime.date | None = None
    effort: Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)] | None = None
    """Person-weeks."""
    status: Status = "planned"
    by: Line = ""
    at: datetime.datetime | None = None
    """When this version was recorded, UTC."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in OPEN

    def is_late(self, on: datetime.date) -> bool:
        """Whether it should be done by now and is not."""
        return self.is_open and self.due is not None and self.due < on


def actions_that_hold(history: Iterable[Action]) -> list[Action]:
    """The newest version of each action; open ones first, by due day, then those that are done or dropped."""
    newest = {action.id: action for action in history}
    return sorted(
        newest.values(), key=lambda action: (not action.is_open, action.due or datetime.date.max, action.practice)
    )


def check_action(action: Action, framework: Framework) -> list[Fault]:
    """Everything about an action that cannot be kept; empty = usable."""
    where = f"action {action.practice}"
    faults = []
    if action.practice not in framework.practices:
        what = f"{framework.title} {framework.version} has no practice {action.practice[:80]!r}."
        mend = f"use an id that `safermark framework show {framework.id}` lists."
        faults.append(Fault(what, where, mend))
    if not action.title.strip():
        faults.append(Fault("The action has no title.", f"{where} > title", "say in a few words what is to be done."))
    if action.level is not None:
        faults += off_scale(action.level, framework.scale_of(action.practice), f"{where} > level")
    return faults
