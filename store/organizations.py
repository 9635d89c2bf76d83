"""Organizations and their profiles over time."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Row, bindparam, delete, insert, select, union

from scoring.organization import Organization, Profile
from store.database import Connection, Store, StoreNotUsable
from store.seals import sealed
from store.tables import answers, assessments, duties, events, organizations, profiles, redactions, snapshots

_BY_ID = select(organizations).where(organizations.c.id == bindparam("id"))
_PROFILES = (
    select(profiles.c.on, profiles.c.profile)
    .where(profiles.c.organization_id == bindparam("id"))
    .order_by(profiles.c.on, profiles.c.seq)
)
# One query for both: this is read with every page.
_WITH_PROFILES = (
    select(organizations, profiles.c.on, profiles.c.profile)
    .join(profiles, profiles.c.organization_id == organizations.c.id)
    .where(organizations.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(profiles.c.on, profiles.c.seq)
)


class OrganizationNotFound(StoreNotUsable):
    """No organization has this id or name."""


def append_organization(
    transaction: Connection, organization: Organization, *, on: date, at: datetime, by: str
) -> None:
    """Add an organization with the profile that holds from `on`."""
    transaction.execute(
        insert(organizations),
        sealed(
            {
                "id": organization.id,
                "name": organization.name,
                "is_synthetic": int(organization.is_synthetic),
                "by": by,
                "at": at.isoformat(),
            }
        ),
    )
    append_profile(transaction, organization.id, organization.profile, on=on, at=at, by=by)


def append_profile(
    transaction: Connection, organization_id: str, profile: Profile, *, on: date, at: datetime, by: str
) -> None:
    """Add a profile that holds from `on`. Raises OrganizationNotFound."""
    _load_row(transaction, organization_id)
    row = {"organization_id": organization_id, "on": on, "profile": profile.model_dump_json(), "by": by}
    transaction.execute(insert(profiles), sealed({**row, "at": at.isoformat()}))


def list_organizations(connection: Connection, on: date | None = None) -> list[Organization]:
    """Every organization with the profile that holds on a day; before its first profile, with the first."""
    rows = connection.execute(select(organizations)).all()
    return [_organization(row, _profile_on(connection, row.id, on)) for row in rows]


def load_organization(connection: Connection, organization_id: str, on: date | None = None) -> Organization:
    """One organization with the profile that holds on a day (default the newest). Raises OrganizationNotFound."""
    found = load_organizations(connection, [organization_id], on)
    if organization_id not in found:
        raise _not_found(organization_id)
    return found[organization_id]


def load_organizations(
    connection: Connection, organization_ids: Collection[str], on: date | None = None
) -> Mapping[str, Organization]:
    """Those of these organizations that there are, by id, with the profile that holds on a day (default the newest)."""
    rows: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_WITH_PROFILES, {"ids": sorted(set(organization_ids))}):
        rows.setdefault(row.id, []).append(row)
    return {id_: _organization(own[0], _profile_of(own, on)) for id_, own in rows.items()}


def delete_organization(store: Store, organization_id: str) -> None:
    """Delete an organization with everything of it, and its bytes from the file. Raises OrganizationNotFound."""
    with store.writing() as transaction:
        _load_row(transaction, organization_id)
        transaction.execute(delete(redactions).where(redactions.c.row.in_(_ids_within(organization_id))))
        transaction.execute(delete(organizations).where(organizations.c.id == organization_id))
    store.scrub()


def _ids_within(organization_id: str) -> CompoundSelect[Any]:
    """Everything of an organization that a redaction may have named."""
    within = select(assessments.c.id).where(assessments.c.organization_id == organization_id)
    return union(
        select(organizations.c.id).where(organizations.c.id == organization_id),
        within,
        select(answers.c.id).where(answers.c.assessment_id.in_(within)),
        select(snapshots.c.id).where(snapshots.c.assessment_id.in_(within)),
        select(events.c.id).where(events.c.organization_id == organization_id),
        select(duties.c.id).where(duties.c.organization_id == organization_id),
    )


def _load_row(connection: Connection, organization_id: str) -> Row[Any]:
    row = connection.execute(_BY_ID, {"id": organization_id}).one_or_none()
    if row is None:
        raise _not_found(organization_id)
    return row


def _not_found(organization_id: str) -> OrganizationNotFound:
    shown = organization_id if len(organization_id) <= 80 else organization_id[:80] + "…"
    return OrganizationNotFound.of(
        f"There is no organization {shown!r}.", "organization", "use a name that `safermark organization list` shows."
    )


def _profile_on(connection: Connection, organization_id: str, on: date | None) -> Profile:
    return _profile_of(connection.execute(_PROFILES, {"id": organization_id}).all(), on)


def _profile_of(rows: Iterable[Any], on: date | None) -> Profile:
    every = list(rows)
    held = [row for row in every if on is None or row.on <= on] or [row for row in every if row.on == every[0].on]
    return Profile.model_validate_json(held[-1].profile)


def _organization(row: Row[Any], profile: Profile) -> Organization:
    return Organization(id=row.id, name=row.name, profile=profile, is_synthetic=bool(row.is_synthetic))
