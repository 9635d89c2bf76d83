"""Memberships: the keys under which an organization gives to pools, and what releases have spent of its privacy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, insert, select

from frameworks.errors import MaturityError
from store.charges import decimal_text, is_spendable, read_decimal, sum_of
from store.database import Connection, StoreNotUsable
from store.pool_tables import handed_over, memberships, seen_releases
from store.seals import sealed


class MembershipNotFound(StoreNotUsable):
    """The organization has not joined this pool."""


class MembershipNotAccepted(MaturityError):
    """The organization has joined already, or what it agreed to or saw cannot be kept."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class Membership:
    """An organization's part in one pool; its key pair is used nowhere else and never leaves the store."""

    organization_id: str
    pool_id: str
    public_key: str
    private_key: str = field(repr=False)
    cap: Decimal
    """The epsilon the organization agreed to, at most, over all releases."""
    spent: Decimal = Decimal(0)
    """The epsilon of the releases it has seen."""
    handed_over: int = 0
    """How many contributions were made for the pool; the next one has the next number."""
    pool_key: str | None = None
    """The public key of the pool they were made for, and the invitation they came with; None before the first."""
    token: str | None = field(default=None, repr=False)


def add_membership(transaction: Connection, membership: Membership) -> None:
    """Keep the key pair of an organization that joins a pool. Raises MembershipNotAccepted."""
    _refuse_inexact(membership.cap, membership.pool_id)
    if _rows(transaction, membership.organization_id, membership.pool_id):
        raise MembershipNotAccepted.of(
            "The organization has joined this pool already.", _where(membership.pool_id), "use the key it has."
        )
    row = {
        "organization_id": membership.organization_id,
        "pool_id": membership.pool_id,
        "private_key": membership.private_key,
        "public_key": membership.public_key,
        "cap": decimal_text(membership.cap),
    }
    transaction.execute(insert(memberships), sealed(row))


def load_membership(connection: Connection, organization_id: str, pool_id: str) -> Membership:
    """The part of an organization in one pool. Raises MembershipNotFound."""
    rows = _rows(connection, organization_id, pool_id)
    if not rows:
        raise MembershipNotFound.of(
            "The organization has not joined this pool.", _where(pool_id), "join it with an invitation first."
        )
    return _membership(connection, rows[0])


def list_memberships(connection: Connection, organization_id: str) -> list[Membership]:
    """Every pool an organization has joined, by the pool's id."""
    return [_membership(connection, row) for row in _rows(connection, organization_id)]


def append_handed_over(transaction: Connection, organization_id: str, pool_id: str, pool_key: str, token: str) -> int:
    """Count a contribution that is made for a pool; its number, 1 for the first. Raises MembershipNotFound."""
    membership = load_membership(transaction, organization_id, pool_id)
    number = membership.handed_over + 1
    row = {"organization_id": organization_id, "pool_id": pool_id, "number": number}
    transaction.execute(insert(handed_over), sealed({**row, "pool_key": pool_key, "token": token}))
    return number


def append_seen_release(
    transaction: Connection, organization_id: str, pool_id: str, number: int, epsilon: Decimal
) -> bool:
    """Count what a release has spent of the organization's privacy, once; False when it was counted before.

    It counts beyond the cap, too: what an operator has spent is spent, and the organization should know.

    Raises:
        MembershipNotFound: the organization has not joined this pool.
        MembershipNotAccepted: no budget anybody can have spent, or another one than this release was seen with.
    """
    load_membership(transaction, organization_id, pool_id)
    _refuse_inexact(epsilon, pool_id)
    seen = _seen(transaction, organization_id, pool_id)
    if number in seen:
        if seen[number] == epsilon:
            return False
        raise MembershipNotAccepted.of(
            f"Release {number} was seen before with another budget.",
            _where(pool_id),
            "ask the operator for the release as it was published.",
        )
    row = {"organization_id": organization_id, "pool_id": pool_id, "number": number, "epsilon": decimal_text(epsilon)}
    transaction.execute(insert(seen_releases), sealed(row))
    return True


def _rows(connection: Connection, organization_id: str, pool_id: str | None = None) -> Sequence[Row[Any]]:
    query = select(memberships).where(memberships.c.organization_id == organization_id)
    if pool_id is not None:
        query = query.where(memberships.c.pool_id == pool_id)
    return connection.execute(query.order_by(memberships.c.pool_id)).all()


def _seen(connection: Connection, organization_id: str, pool_id: str) -> dict[int, Decimal]:
    query = select(seen_releases).where(
        seen_releases.c.organization_id == organization_id, seen_releases.c.pool_id == pool_id
    )
    return {row.number: read_decimal(row.epsilon) for row in connection.execute(query)}


def _last_handed_over(connection: Connection, organization_id: str, pool_id: str) -> Row[Any] | None:
    query = select(handed_over).where(
        handed_over.c.organization_id == organization_id, handed_over.c.pool_id == pool_id
    )
    return connection.execute(query.order_by(handed_over.c.number.desc()).limit(1)).first()


def _membership(connection: Connection, row: Row[Any]) -> Membership:
    spent = sum_of(list(_seen(connection, row.organization_id, row.pool_id).values()))
    last = _last_handed_over(connection, row.organization_id, row.pool_id)
    return Membership(
        organization_id=row.organization_id,
        pool_id=row.pool_id,
        public_key=row.public_key,
        private_key=row.private_key,
        cap=read_decimal(row.cap),
        spent=spent,
        handed_over=last.number if last else 0,
        pool_key=last.pool_key if last else None,
        token=last.token if last else None,
    )


def _refuse_inexact(epsilon: Decimal, pool_id: str) -> None:
    if not is_spendable(epsilon):
        raise MembershipNotAccepted.of(
            "The budget is no exact decimal above 0 that protects anybody.", _where(pool_id), "name one such as 3."
        )


def _where(pool_id: str) -> str:
    return f"pool {pool_id if len(pool_id) <= 80 else pool_id[:80] + '…'}"
