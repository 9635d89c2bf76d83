"""The profiles of an organization over time, as they were recorded."""

from sqlalchemy import select

from scoring.organization import DatedProfile, Profile
from store.database import Connection
from store.tables import profiles


def list_profiles(connection: Connection, organization_id: str) -> list[DatedProfile]:
    """Every profile of an organization by the day it holds from; of several for one day only the last counts."""
    query = select(profiles).where(profiles.c.organization_id == organization_id)
    rows = connection.execute(query.order_by(profiles.c.on, profiles.c.seq))
    newest = {row.on: DatedProfile(row.on, Profile.model_validate_json(row.profile), row.by) for row in rows}
    return list(newest.values())
