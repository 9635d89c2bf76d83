"""Adjusted estimates of an assessment; a change is a new row."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from scoring.adjustment import Adjustment
from store.database import EARLIEST, Connection
from store.seals import sealed
from store.tables import adjustments


def append_adjustments(transaction: Connection, assessment_id: str, new: list[Adjustment]) -> None:
    """Add adjustments; of several of one estimate the one added last holds."""
    rows = []
    for one in new:
        kept = one.model_dump(exclude={"at", "value"})
        value = None if one.value is None else json.dumps(one.model_dump(mode="json")["value"])
        rows.append(
            sealed({"assessment_id": assessment_id, **kept, "value": value, "at": (one.at or EARLIEST).isoformat()})
        )
    if rows:
        transaction.execute(insert(adjustments), rows)


def list_adjustments(connection: Connection, assessment_ids: Sequence[str]) -> Mapping[str, Sequence[Adjustment]]:
    """Every adjustment that was ever made, by assessment, in the order they were recorded."""
    query = select(adjustments).where(adjustments.c.assessment_id.in_(assessment_ids)).order_by(adjustments.c.seq)
    found: dict[str, list[Adjustment]] = {assessment_id: [] for assessment_id in assessment_ids}
    for row in connection.execute(query):
        own = {name: value for name, value in row._mapping.items() if name not in ("seq", "seal", "assessment_id")}
        value = None if row.value is None else json.loads(row.value)
        adjustment = Adjustment(**{**own, "value": value, "at": datetime.fromisoformat(row.at)})
        found[row.assessment_id].append(adjustment)
    return found
