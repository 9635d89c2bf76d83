"""What an organization does with a pool: see what would leave, hand it over, take it back, sum what it has joined."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frameworks.errors import MaturityError
from scoring.benchmark import Release
from scoring.contribution import Contribution, Withdrawal, contribute, withdraw
from scoring.pool_terms import Invitation
from scoring.signing import public_key_of
from scoring.trend import Snapshot
from store import assessments, memberships, organizations, snapshots
from store.database import Connection
from store.memberships import Membership
from use_cases.workspace import Workspace


class NothingToContribute(MaturityError):
    """There is no snapshot that could leave, or it may not."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class Joined:
    """A pool an organization has joined, and what releases it has seen have spent."""

    pool: str
    spent: Decimal
    cap: Decimal


def preview_contribution(workspace: Workspace, assessment_id: str, invitation: Invitation, cell: str) -> Contribution:
    """Exactly what would leave, but for the key of an organization that has none in this pool yet; nothing is kept.

    Raises:
        AssessmentNotFound.
        NothingToContribute: there is no snapshot, the organization is made up and the pool is not, or it has expired.
        NotContributable: too little is answered, too much is not applicable, or the pool is about something else.
    """
    with workspace.store.reading() as connection:
        snapshot, organization_id = _newest(connection, assessment_id, invitation, workspace.today())
        known = _known(memberships.list_memberships(connection, organization_id), invitation)
    key = known.private_key if known else secrets.token_hex(32)
    return _made(snapshot, invitation, cell, key, known)


def make_contribution(workspace: Workspace, assessment_id: str, invitation: Invitation, cell: str) -> Contribution:
    """What the organization hands over of its newest snapshot, under a key of its own that is kept for this pool.

    Raises: as preview_contribution.
    """
    with workspace.store.writing() as transaction:
        snapshot, organization_id = _newest(transaction, assessment_id, invitation, workspace.today())
        terms = invitation.terms
        known = _known(memberships.list_memberships(transaction, organization_id), invitation)
        key = known.private_key if known else secrets.token_hex(32)
        made = _made(snapshot, invitation, cell, key, known)
        if known is None:
            cap = Decimal(str(terms.epsilon_cap))
            memberships.add_membership(transaction, Membership(organization_id, terms.id, public_key_of(key), key, cap))
        memberships.append_handed_over(transaction, organization_id, terms.id, terms.public_key, made.token)
    return made


def take_back(workspace: Workspace, organization_id: str, pool_id: str) -> Withdrawal:
    """The word that withdraws what the organization gave; hand it to the operator. Raises MembershipNotFound."""
    with workspace.store.reading() as connection:
        membership = memberships.load_membership(connection, organization_id, pool_id)
    return withdraw(pool_id, membership.private_key)


def list_joined(workspace: Workspace, organization_id: str) -> list[Joined]:
    """Every pool an organization has joined, with what releases it has seen have spent."""
    with workspace.store.reading() as connection:
        found = memberships.list_memberships(connection, organization_id)
    return [Joined(one.pool_id, one.spent, one.cap) for one in found]


def note_release(workspace: Workspace, organization_id: str, release: Release) -> bool:
    """Count a release in what the organization has joined; False where it has not, or it was counted before.

    A pool of the same name under another key is another pool.
    """
    with workspace.store.writing() as transaction:
        found = memberships.list_memberships(transaction, organization_id)
        joined = next((one for one in found if one.pool_id == release.terms.id), None)
        if joined is None or joined.pool_key not in (None, release.terms.public_key):
            return False
        epsilon = Decimal(str(release.guarantee.epsilon))
        return memberships.append_seen_release(transaction, organization_id, release.terms.id, release.number, epsilon)


def _newest(connection: Connection, assessment_id: str, invitation: Invitation, today: date) -> tuple[Snapshot, str]:
    if invitation.terms.expires < today:
        raise NothingToContribute.of(
            "The consent of this pool has expired.", "invitation > terms > expires", "ask for a pool that goes on."
        )
    header = assessments.load_assessment(connection, assessment_id)
    organization = organizations.load_organization(connection, header.organization_id)
    if organization.is_synthetic and not invitation.terms.is_synthetic:
        raise NothingToContribute.of(
            "The organization is made up; a pool of real ones would be misled.", "organization", "choose a real one."
        )
    taken = snapshots.list_snapshots(connection, assessment_id)
    if not taken:
        raise NothingToContribute.of(
            "There is no snapshot; only what was frozen leaves.", "assessment", "take a snapshot first."
        )
    return taken[-1], organization.id


def _known(joined: Sequence[Membership], invitation: Invitation) -> Membership | None:
    """The membership in the pool that invites, if there is one. Raises NothingToContribute: it is another pool's."""
    known = next((one for one in joined if one.pool_id == invitation.terms.id), None)
    if known and known.pool_key not in (None, invitation.terms.public_key):
        raise NothingToContribute.of(
            "Another pool of this name was joined; this invitation is signed with another key.",
            "invitation > terms > public_key",
            "ask the operator of the pool you know whether it is theirs.",
        )
    return known


def _made(snapshot: Snapshot, invitation: Invitation, cell: str, key: str, known: Membership | None) -> Contribution:
    """The next contribution under a key; who is in already needs no token of its own in what it was sent."""
    if invitation.token is None and known is not None and known.token is not None:
        invitation = invitation.model_copy(update={"token": known.token})
    return contribute(snapshot.scorecard, snapshot.on, invitation, cell, key, known.handed_over + 1 if known else 1)
