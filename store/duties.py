"""The duties of an organization; a change is a new row."""

from datetime import datetime

from sqlalchemy import insert, select

from scoring.duties import Duty
from store.database import EARLIEST, Connection
from store.seals import sealed
from store.tables import duties


def append_duty(transaction: Connection, organization_id: str, duty: Duty) -> None:
    """Add a duty, or a newer version of one that has this id."""
    at = (duty.at or EARLIEST).isoformat()
    row = {"organization_id": organization_id, **duty.model_dump(exclude={"at"}), "at": at}
    transaction.execute(insert(duties), sealed(row))


def list_duties(connection: Connection, organization_id: str) -> list[Duty]:
    """Every version of every duty, in the order they were recorded."""
    query = select(duties).where(duties.c.organization_id == organization_id).order_by(duties.c.seq)
    left_out = ("seq", "seal", "organization_id", "at")
    return [
        Duty(
            **{name: value for name, value in row._mapping.items() if name not in left_out},
            at=datetime.fromisoformat(row.at),
        )
        for row in connection.execute(query)
    ]
