"""Targets and actions of an assessment; a change of either is a new row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from scoring.actions import Action
from scoring.targets import PracticeTarget
from store.database import EARLIEST, Connection
from store.seals import sealed
from store.tables import actions, targets


def append_targets(transaction: Connection, assessment_id: str, new: list[PracticeTarget]) -> None:
    """Add targets; of several for one practice the one added last holds."""
    if new:
        transaction.execute(insert(targets), [_sealed(assessment_id, target) for target in new])


def list_targets(connection: Connection, assessment_ids: Sequence[str]) -> Mapping[str, Sequence[PracticeTarget]]:
    """Every target that was ever set, by assessment, in the order they were recorded."""
    query = select(targets).where(targets.c.assessment_id.in_(assessment_ids)).order_by(targets.c.seq)
    found: dict[str, list[PracticeTarget]] = {assessment_id: [] for assessment_id in assessment_ids}
    for row in connection.execute(query):
        found[row.assessment_id].append(PracticeTarget(**_own(row)))
    return found


def append_action(transaction: Connection, assessment_id: str, action: Action) -> None:
    """Add an action, or a newer version of one that has this id."""
    transaction.execute(insert(actions), _sealed(assessment_id, action))


def list_actions(connection: Connection, assessment_id: str) -> list[Action]:
    """Every version of every action, in the order they were recorded."""
    query = select(actions).where(actions.c.assessment_id == assessment_id).order_by(actions.c.seq)
    return [Action(**_own(row)) for row in connection.execute(query)]


def _sealed(assessment_id: str, one: PracticeTarget | Action) -> dict[str, Any]:
    at = (one.at or EARLIEST).isoformat()
    return sealed({"assessment_id": assessment_id, **one.model_dump(exclude={"at"}), "at": at})


def _own(row: Row[Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row._mapping.items() if name not in ("seq", "seal", "assessment_id")}
    return {**kept, "at": datetime.fromisoformat(row.at)}
