"""Pools with a ledger and a witness of their own, for tests of what is given, spent and published."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from store.charges import Charge, link_charge
from store.database import Store, open_store
from store.ledger import append_charge, list_charges, replay_charges, settle_witness, spent
from store.memberships import Membership, add_membership, append_handed_over, append_seen_release
from store.pools import (
    Contribution,
    Pool,
    Release,
    add_invitations,
    add_pool,
    append_terms,
    list_contributions,
    put_contribution,
    save_release,
    use_invitation,
)
from store.witness import begin_witness
from tests.workspaces import MORNING

POOL = "ts-peers"
CAP = Decimal(3)
ONE, OTHER, THIRD = (sha256(name).hexdigest() for name in (b"one", b"other", b"third"))
"""Pseudonyms."""
GIVEN = '{"overall":2.25,"secret":"Zqx Wvu"}'


def make_pool(store: Store, witness: Path, pool_id: str = POOL) -> Pool:
    """A new pool in a store, with an empty witness."""
    pool = Pool(pool_id, MORNING, '{"title":"Peers"}', witness, "public", "private key of the pool")
    begin_witness(witness)
    with store.writing() as transaction:
        add_pool(transaction, pool)
    return pool


def charge(
    store: Store, epsilon: str, release: int = 1, *, at: datetime = MORNING, cap: Decimal = CAP, pool_id: str = POOL
) -> Charge:
    """What a release does: charge and keep it in one transaction, then bring up the witness."""
    with store.writing() as transaction:
        made = append_charge(transaction, pool_id, Decimal(epsilon), release, at, cap)
        save_release(transaction, pool_id, Release(release, f'{{"number":{release}}}'))
    settle_witness(store, pool_id)
    return made


def year(number: int) -> datetime:
    """A morning some years later."""
    return MORNING + timedelta(days=365 * number)


def charges_of(store: Store) -> list[Charge]:
    """Every charge of the pool."""
    with store.reading() as connection:
        return list_charges(connection, POOL)


def sum_in(store: Store) -> Decimal:
    """What the pool has spent."""
    with store.reading() as connection:
        return spent(connection, POOL)


def replay(store: Store, charges: list[Charge]) -> list[Charge]:
    """Replay charges kept elsewhere."""
    with store.writing() as transaction:
        return replay_charges(transaction, POOL, charges)


def roll_back(store: Store, copy: Path) -> None:
    """Put an older copy in the place of the store, behind the program."""
    store.close()
    for suffix in ("-wal", "-shm"):
        store.path.with_name(store.path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(copy, store.path)


def drop_triggers(store: Store, statement: str) -> None:
    """Change rows as somebody does who does not ask the program."""
    with closing(sqlite3.connect(store.path)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
        connection.commit()


def rewritten(charges: list[Charge]) -> list[Charge]:
    """A cheaper history, by somebody who knows how the links are made."""
    made: list[Charge] = []
    for one in charges:
        before = made[-1] if made else None
        made.append(link_charge(POOL, before, at=one.at, epsilon=Decimal("0.01"), release=one.release))
    return made


def closing_store(path: Path) -> "closing[Store]":
    """A store opened anew, closed when the block ends."""
    return closing(open_store(path, now=MORNING))


def put(store: Store, pseudonym: str, content: str = GIVEN, pool_id: str = POOL) -> bool:
    """Keep what a member gave."""
    with store.writing() as transaction:
        return put_contribution(transaction, pool_id, Contribution(pseudonym, content))


def invite(store: Store, *tokens: str, pool_id: str = POOL) -> None:
    """Let tokens be used."""
    with store.writing() as transaction:
        add_invitations(transaction, pool_id, tokens)


def use(store: Store, token: str, pseudonym: str, pool_id: str = POOL) -> bool:
    """Use a token."""
    with store.writing() as transaction:
        return use_invitation(transaction, pool_id, token, pseudonym)


def given(store: Store) -> list[Contribution]:
    """What every member gave last."""
    with store.reading() as connection:
        return list_contributions(connection, POOL)


def join(store: Store, organization_id: str, pool_id: str = POOL, key: str = "private key of a member") -> Membership:
    """Let an organization join a pool."""
    membership = Membership(
        organization_id=organization_id, pool_id=pool_id, public_key="public", private_key=key, cap=CAP
    )
    with store.writing() as transaction:
        add_membership(transaction, membership)
    return membership


def go_on(store: Store, content: str = '{"title":"Peers, again"}') -> None:
    """Let the pool go on under newer terms."""
    with store.writing() as transaction:
        append_terms(transaction, POOL, content)


def hand_over(store: Store, organization_id: str, token: str = "token") -> int:
    """Count a contribution that an organization made."""
    with store.writing() as transaction:
        return append_handed_over(transaction, organization_id, POOL, "public key of the pool", token)


def see(store: Store, organization_id: str, number: int, epsilon: str) -> bool:
    """Count a release that an organization has seen."""
    with store.writing() as transaction:
        return append_seen_release(transaction, organization_id, POOL, number, Decimal(epsilon))
