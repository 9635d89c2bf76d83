"""Snapshots and events: what a trend is drawn from."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from scoring.organization import Profile
from scoring.trend import Event, Snapshot
from store.database import EARLIEST, Connection
from store.seals import sealed
from store.tables import events, snapshots

_AS_JSON = ("scorecard", "answer_ids")


def append_snapshot(transaction: Connection, snapshot: Snapshot) -> None:
    """Add a snapshot; it is never changed."""
    row = snapshot.model_dump(exclude={"at", "profile", *_AS_JSON})
    texts = {name: json.dumps(getattr(snapshot, name), allow_nan=False) for name in _AS_JSON}
    rest = {"profile": snapshot.profile.model_dump_json(), "at": snapshot.at.isoformat()}
    transaction.execute(insert(snapshots), sealed({**row, **texts, **rest}))


def list_snapshots(connection: Connection, assessment_id: str) -> list[Snapshot]:
    """The snapshots of an assessment by date, then by the moment they were taken."""
    query = select(snapshots).where(snapshots.c.assessment_id == assessment_id)
    return [_snapshot(row) for row in connection.execute(query.order_by(snapshots.c.on, snapshots.c.at))]


def list_last_days(connection: Connection) -> dict[str, date]:
    """The day of the newest snapshot of each assessment that has one, by the assessment's id."""
    query = select(snapshots.c.assessment_id, func.max(snapshots.c.on).label("day")).group_by(snapshots.c.assessment_id)
    return {row.assessment_id: row.day for row in connection.execute(query)}


def append_event(transaction: Connection, event: Event) -> None:
    """Add an event of an organization."""
    row = {**event.model_dump(exclude={"at"}), "at": (event.at or EARLIEST).isoformat()}
    transaction.execute(insert(events), sealed(row))


def list_events(connection: Connection, organization_id: str) -> list[Event]:
    """The events of an organization by date."""
    query = select(events).where(events.c.organization_id == organization_id).order_by(events.c.on, events.c.at)
    return [_event(row) for row in connection.execute(query)]


def _event(row: Row[Any]) -> Event:
    return Event(**{**_unsealed(row), "at": datetime.fromisoformat(row.at)})


def _unsealed(row: Row[Any]) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "seal"}


def _snapshot(row: Row[Any]) -> Snapshot:
    return Snapshot(
        **{
            **_unsealed(row),
            "at": datetime.fromisoformat(row.at),
            "profile": Profile.model_validate_json(row.profile),
            **{name: json.loads(row._mapping[name]) for name in _AS_JSON},
        }
    )
