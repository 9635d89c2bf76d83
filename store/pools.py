"""Pools: what organizations gave for a benchmark, what was published from it, and who may give."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from frameworks.errors import MaturityError
from scoring.contribution import ContributionNotAccepted
from store.database import Connection, Store, StoreNotUsable
from store.pool_tables import contributions, invitations, later_terms, ledger, pools, releases, tombstones
from store.seals import sealed


class PoolNotFound(StoreNotUsable):
    """No pool has this id."""


class ReleaseNotFound(StoreNotUsable):
    """The pool has no release with this number."""


class PoolNotAccepted(MaturityError):
    """There is a pool with this id already."""

    exit_code = 13


class ReleaseNotAccepted(MaturityError):
    """A release is there already and says something else, or nothing was charged for it."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool as it was made, with the terms it goes on under; nothing else of it ever changes."""

    id: str
    made_at: datetime
    content: str
    """What the pool is by its newest terms, as JSON: title, framework, partition, kind of membership, cap."""
    witness: Path
    """The second place of its ledger."""
    public_key: str
    private_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one member gave last. When it came is not kept."""

    pseudonym: str
    content: str


@dataclass(frozen=True, slots=True)
class Release:
    """What was published, to the letter."""

    number: int
    content: str


def add_pool(transaction: Connection, pool: Pool) -> None:
    """Add a pool. Raises PoolNotAccepted where its id is taken."""
    if transaction.execute(_POOL, {"pool_id": pool.id}).one_or_none() is not None:
        raise PoolNotAccepted.of(
            "There is a pool with this id.", _where(pool.id), "give the new pool an id of its own."
        )
    row = {
        "id": pool.id,
        "made_at": pool.made_at.isoformat(),
        "content": pool.content,
        # Whatever folder the next program runs in, it must find the same file.
        "witness": str(pool.witness.expanduser().absolute()),
        "public_key": pool.public_key,
        "private_key": pool.private_key,
    }
    transaction.execute(insert(pools), sealed(row))


def load_pool(connection: Connection, pool_id: str) -> Pool:
    """One pool with its keys. Raises PoolNotFound."""
    row = connection.execute(_POOL, {"pool_id": pool_id}).one_or_none()
    if row is None:
        raise PoolNotFound.of(f"There is no pool {_short(pool_id)!r}.", "pool", "use the id of a pool of this store.")
    return _pool(connection, row)


def list_pools(connection: Connection) -> list[Pool]:
    """Every pool, the oldest first."""
    rows = connection.execute(select(pools).order_by(pools.c.made_at, pools.c.id)).all()
    return [_pool(connection, row) for row in rows]


def append_terms(transaction: Connection, pool_id: str, content: str) -> None:
    """Let a pool go on under newer terms; those before stay. Raises PoolNotFound."""
    load_pool(transaction, pool_id)
    former = transaction.execute(_NEWEST_TERMS, {"pool_id": pool_id}).first()
    row = {"pool_id": pool_id, "number": former.number + 1 if former else 1, "content": content}
    transaction.execute(insert(later_terms), sealed(row))


def add_invitations(transaction: Connection, pool_id: str, tokens: Iterable[str]) -> None:
    """Let tokens be used once each. Neither they nor to whom they go is kept. Raises PoolNotFound."""
    load_pool(transaction, pool_id)
    rows = [sealed({"pool_id": pool_id, "token_hash": _token_hash(token), "used_by": None}) for token in tokens]
    if rows:
        transaction.execute(insert(invitations), rows)


def use_invitation(transaction: Connection, pool_id: str, token: str, pseudonym: str) -> bool:
    """Use a token for one pseudonym; True when it had not been used. The same pseudonym may come with it again.

    Raises:
        ContributionNotAccepted: no token of this pool, or used for another; which of the two is not said.
    """
    load_pool(transaction, pool_id)
    _refuse_withdrawn(transaction, pool_id, pseudonym)
    key = {"pool_id": pool_id, "token_hash": _token_hash(token)}
    row = transaction.execute(_INVITATION, key).one_or_none()
    mark = _use_mark(pool_id, token, pseudonym)
    if row is None or row.used_by not in (None, mark):
        raise ContributionNotAccepted.of(
            "The invitation does not hold for this contribution.",
            _where(pool_id),
            "ask for an invitation of your own.",
        )
    if row.used_by is None:
        used = sealed({**key, "used_by": mark})
        transaction.execute(_USE, {"token": used["token_hash"], "used_by": mark, "seal": used["seal"]})
    return row.used_by is None


def find_contribution(connection: Connection, pool_id: str, pseudonym: str) -> Contribution | None:
    """What a member gave last; None where there is nothing."""
    row = connection.execute(_CONTRIBUTION, {"pool_id": pool_id, "pseudonym": pseudonym}).one_or_none()
    return None if row is None else Contribution(row.pseudonym, row.content)


def put_contribution(transaction: Connection, pool_id: str, contribution: Contribution) -> bool:
    """Keep what a member gave, in the place of what it gave before; True when there was nothing before.

    Raises:
        PoolNotFound: there is no such pool.
        ContributionNotAccepted: this member has withdrawn.
    """
    load_pool(transaction, pool_id)
    _refuse_withdrawn(transaction, pool_id, contribution.pseudonym)
    row = sealed({"pool_id": pool_id, "pseudonym": contribution.pseudonym, "content": contribution.content})
    is_new = find_contribution(transaction, pool_id, contribution.pseudonym) is None
    transaction.execute(_PUT, row)
    return is_new


def remove_contribution(store: Store, pool_id: str, pseudonym: str) -> None:
    """Withdraw a member: what it gave is gone from every byte of the store, and its pseudonym never re-enters.

    A member that gave nothing is withdrawn all the same; nobody learns from the answer which it was.

    Raises:
        PoolNotFound: there is no such pool.
    """
    key = {"pool_id": pool_id, "pseudonym": pseudonym}
    with store.writing() as transaction:
        load_pool(transaction, pool_id)
        transaction.execute(_BURY, sealed(key))
        transaction.execute(_REMOVE, key)
    store.scrub()


def is_withdrawn(connection: Connection, pool_id: str, pseudonym: str) -> bool:
    """Whether a member has withdrawn."""
    return connection.execute(_TOMBSTONE, {"pool_id": pool_id, "pseudonym": pseudonym}).one_or_none() is not None


def list_contributions(connection: Connection, pool_id: str) -> list[Contribution]:
    """What every member gave last, by pseudonym, so that the order says nothing. Raises PoolNotFound."""
    load_pool(connection, pool_id)
    rows = connection.execute(_CONTRIBUTIONS, {"pool_id": pool_id})
    return [Contribution(row.pseudonym, row.content) for row in rows]


def save_release(transaction: Connection, pool_id: str, release: Release) -> bool:
    """Keep a release for ever, in the transaction that has charged for it; False when it is there already.

    Raises:
        PoolNotFound: there is no such pool.
        ReleaseNotAccepted: its number belongs to another release, or the ledger has no charge for it.
    """
    load_pool(transaction, pool_id)
    key = {"pool_id": pool_id, "number": release.number}
    former = transaction.execute(_RELEASE, key).one_or_none()
    if former is not None:
        if former.content == release.content:
            return False
        raise ReleaseNotAccepted.of(
            f"Release {release.number} is kept already and says something else.",
            _where(pool_id),
            "a release never changes; publish a new one.",
        )
    if transaction.execute(_CHARGED, key).first() is None:
        raise ReleaseNotAccepted.of(
            f"The ledger has no charge for release {release.number}.",
            _where(pool_id),
            "charge for it first, or replay its charges.",
        )
    transaction.execute(insert(releases), sealed({**key, "content": release.content}))
    return True


def load_release(connection: Connection, pool_id: str, number: int) -> Release:
    """One release. Raises ReleaseNotFound."""
    row = connection.execute(_RELEASE, {"pool_id": pool_id, "number": number}).one_or_none()
    if row is None:
        raise ReleaseNotFound.of(f"There is no release {number}.", _where(pool_id), "use the number of a release.")
    return Release(row.number, row.content)


def list_releases(connection: Connection, pool_id: str) -> list[Release]:
    """Every release of a pool by number. Raises PoolNotFound."""
    load_pool(connection, pool_id)
    rows = connection.execute(select(releases).where(releases.c.pool_id == pool_id).order_by(releases.c.number))
    return [Release(row.number, row.content) for row in rows]


_POOL = select(pools).where(pools.c.id == bindparam("pool_id"))
_NEWEST_TERMS = (
    select(later_terms.c.number, later_terms.c.content)
    .where(later_terms.c.pool_id == bindparam("pool_id"))
    .order_by(later_terms.c.number.desc())
    .limit(1)
)
_INVITATION = select(invitations).where(
    invitations.c.pool_id == bindparam("pool_id"), invitations.c.token_hash == bindparam("token_hash")
)
_USE = update(invitations).where(invitations.c.token_hash == bindparam("token"))
_CONTRIBUTIONS = (
    select(contributions).where(contributions.c.pool_id == bindparam("pool_id")).order_by(contributions.c.pseudonym)
)
_CONTRIBUTION = select(contributions.c.pseudonym, contributions.c.content).where(
    contributions.c.pool_id == bindparam("pool_id"), contributions.c.pseudonym == bindparam("pseudonym")
)
_GIVEN = sqlite.insert(contributions)
_PUT = _GIVEN.on_conflict_do_update(
    index_elements=["pool_id", "pseudonym"], set_={"content": _GIVEN.excluded.content, "seal": _GIVEN.excluded.seal}
)
_REMOVE = delete(contributions).where(
    contributions.c.pool_id == bindparam("pool_id"), contributions.c.pseudonym == bindparam("pseudonym")
)
_TOMBSTONE = select(tombstones).where(
    tombstones.c.pool_id == bindparam("pool_id"), tombstones.c.pseudonym == bindparam("pseudonym")
)
_BURY = sqlite.insert(tombstones).on_conflict_do_nothing()
_RELEASE = select(releases).where(releases.c.pool_id == bindparam("pool_id"), releases.c.number == bindparam("number"))
_CHARGED = select(ledger.c.number).where(
    ledger.c.pool_id == bindparam("pool_id"), ledger.c.release == bindparam("number")
)


def _refuse_withdrawn(connection: Connection, pool_id: str, pseudonym: str) -> None:
    if is_withdrawn(connection, pool_id, pseudonym):
        raise ContributionNotAccepted.of(
            "What was given under this key has been withdrawn, and a withdrawal is final.",
            _where(pool_id),
            "join a pool with a new key and a new invitation, if that is wanted.",
        )


def _token_hash(token: str) -> str:
    return sha256(f"invitation\n{token}".encode()).hexdigest()


def _use_mark(pool_id: str, token: str, pseudonym: str) -> str:
    """Tells only somebody who has the token for whom it was used; the token itself is not kept."""
    return sha256("\n".join(("used", pool_id, token, pseudonym)).encode()).hexdigest()


def _pool(connection: Connection, row: Row[Any]) -> Pool:
    made_at = datetime.fromisoformat(row.made_at)
    later = connection.execute(_NEWEST_TERMS, {"pool_id": row.id}).first()
    content = later.content if later else row.content
    return Pool(row.id, made_at, content, Path(row.witness), row.public_key, row.private_key)


def _where(pool_id: str) -> str:
    return f"pool {_short(pool_id)}"


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:80] + "…"
