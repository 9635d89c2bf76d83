"""The ledger of spent privacy budget: what was charged stays charged, and nothing is charged beyond the cap."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, insert, select

from frameworks.errors import MaturityError
from store.charges import (
    Charge,
    LedgerBroken,
    PoolLocked,
    Standing,
    broken_at,
    check_against,
    compare_charges,
    is_spendable,
    link_charge,
    read_charge,
    sum_of,
    verify_chain,
)
from store.database import Connection, Store
from store.pool_tables import ledger
from store.pools import load_pool
from store.seals import sealed
from store.witness import begin_witness, read_witness, write_witness

__all__ = [
    "Charge",
    "ChargeNotAccepted",
    "LedgerBroken",
    "PoolLocked",
    "Standing",
    "append_charge",
    "begin_witness",
    "check_against",
    "compare_charges",
    "find_broken_ledgers",
    "head",
    "hold_against",
    "list_charges",
    "list_witnessed",
    "read_charge",
    "read_ledger",
    "read_witness",
    "replay_charges",
    "settle_witness",
    "spent",
    "verify_chain",
    "write_witness",
]


class ChargeNotAccepted(MaturityError):
    """Nothing was charged: it is no budget, goes beyond the cap, or the clock was set back."""

    exit_code = 13


def append_charge(
    connection: Connection, pool_id: str, epsilon: Decimal, release: int, at: datetime, cap: Decimal
) -> Charge:
    """Charge for a release, within the writing transaction that keeps it; all or nothing.

    Before anything is charged the ledger is held against its witness. After the commit and before anything is
    published, `settle_witness` must follow.

    Raises:
        PoolNotFound: there is no such pool.
        ChargeNotAccepted: epsilon is no exact decimal above 0, the sum would go beyond the cap, or time runs back.
        PoolLocked: the store is behind its witness or tells another history, or the witness is not there.
        LedgerBroken: ledger or witness have been changed.
    """
    pool = load_pool(connection, pool_id)
    _refuse_no_budget(epsilon, cap)
    charges = list_charges(connection, pool_id)
    check_against(charges, read_witness(pool.witness, pool_id), str(pool.witness))
    _refuse_beyond(sum_of([charge.epsilon for charge in charges]), epsilon, cap)
    before = charges[-1] if charges else None
    _refuse_backwards(before, at, release)
    charge = link_charge(pool_id, before, at=at, epsilon=epsilon, release=release)
    _insert(connection, pool_id, charge)
    return charge


def list_charges(connection: Connection, pool_id: str) -> list[Charge]:
    """Every charge of a pool in order, verified. Raises LedgerBroken for a ledger that has been changed."""
    return _verified(pool_id, [dict(row._mapping) for row in connection.execute(_CHARGES, {"pool_id": pool_id})])


def spent(connection: Connection, pool_id: str) -> Decimal:
    """The exact sum of what a pool has spent. Raises LedgerBroken."""
    return sum_of([charge.epsilon for charge in list_charges(connection, pool_id)])


def head(connection: Connection, pool_id: str) -> Charge | None:
    """The last charge of a pool; None before the first. Raises LedgerBroken."""
    charges = list_charges(connection, pool_id)
    return charges[-1] if charges else None


def settle_witness(store: Store, pool_id: str) -> Standing:
    """Hold the ledger against its witness, and bring up a witness that lacks charges; returns how they stood.

    Raises:
        PoolNotFound: there is no such pool.
        PoolLocked: the store is behind its witness or tells another history, or the witness is not there.
        LedgerBroken: ledger or witness have been changed.
    """
    # Nobody else writes meanwhile, neither the ledger nor its witness.
    with store.writing() as transaction:
        pool = load_pool(transaction, pool_id)
        charges = list_charges(transaction, pool_id)
        standing = check_against(charges, read_witness(pool.witness, pool_id), str(pool.witness))
        if standing is Standing.AHEAD:
            write_witness(pool.witness, pool_id, charges)
    return standing


def hold_against(store: Store, pool_id: str, charges: Sequence[Charge], where: str) -> Standing:
    """Hold the ledger against whole charges of its pool that are kept elsewhere, as a release repeats them.

    A ledger that lacks some is locked from then on, not only told so: its witness learns of them.

    Raises:
        PoolNotFound: there is no such pool.
        PoolLocked: the store is behind them or tells another history, or the witness is not there.
        LedgerBroken: ledger or witness have been changed.
    """
    with store.reading() as connection:
        pool = load_pool(connection, pool_id)
        here = list_charges(connection, pool_id)
    if compare_charges(here, charges) is Standing.BEHIND:
        # Nobody else writes meanwhile, neither the ledger nor its witness.
        with store.writing():
            write_witness(pool.witness, pool_id, charges)
    return check_against(here, charges, where)


def list_witnessed(connection: Connection, pool_id: str) -> frozenset[int]:
    """The numbers of the releases whose charges the witness knows of: nothing else is published.

    Where the witness cannot be read, all but the last charge: each was taken after the witness knew those before it.

    Raises:
        PoolNotFound: there is no such pool.
        LedgerBroken: the ledger has been changed.
    """
    pool = load_pool(connection, pool_id)
    charges = list_charges(connection, pool_id)
    try:
        known = read_witness(pool.witness, pool_id)
    except (PoolLocked, LedgerBroken):
        known = charges[:-1]
    return frozenset(one.release for one in charges if one in known)


def replay_charges(connection: Connection, pool_id: str, charges: Sequence[Charge]) -> list[Charge]:
    """Append what the ledger lacks of a whole chain kept elsewhere, exactly as it is; returns what was appended.

    What was spent is spent: charges beyond the cap are replayed too, and nothing follows on them.

    Raises:
        PoolNotFound: there is no such pool.
        LedgerBroken: the chain is not whole from its first charge, or not of this pool.
        PoolLocked: it does not follow on the head of the ledger.
    """
    load_pool(connection, pool_id)
    verify_chain(pool_id, charges, "charges to replay")
    here = list_charges(connection, pool_id)
    if compare_charges(here, charges) is Standing.FORKED:
        check_against(here, charges, "charges to replay")
    missing = list(charges[len(here) :])
    for charge in missing:
        _insert(connection, pool_id, charge)
    return missing


def find_broken_ledgers(connection: sqlite3.Connection) -> list[LedgerBroken]:
    """What is broken in the ledgers of a store file; it may be older than ledgers are."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'ledger'").fetchone():
        return []
    found = []
    for (pool_id,) in connection.execute("SELECT DISTINCT pool_id FROM ledger ORDER BY pool_id").fetchall():
        try:
            read_ledger(connection, pool_id)
        except LedgerBroken as error:
            found.append(error)
    return found


def read_ledger(connection: sqlite3.Connection, pool_id: str) -> list[Charge]:
    """Every charge of a pool in a store file, verified. Raises LedgerBroken."""
    rows = connection.execute(
        'SELECT number, at, epsilon, "release", previous, hash FROM ledger WHERE pool_id = ? ORDER BY number', [pool_id]
    )
    names = [column[0] for column in rows.description]
    return _verified(pool_id, [dict(zip(names, row, strict=True)) for row in rows])


_CHARGES = (
    select(ledger.c.number, ledger.c.at, ledger.c.epsilon, ledger.c.release, ledger.c.previous, ledger.c.hash)
    .where(ledger.c.pool_id == bindparam("pool_id"))
    .order_by(ledger.c.number)
)


def _verified(pool_id: str, rows: Sequence[dict[str, object]]) -> list[Charge]:
    where = f"ledger of pool {pool_id}"
    charges = []
    for position, row in enumerate(rows, 1):
        try:
            charges.append(read_charge(row))
        except ValueError as error:
            # A link that does not follow before this row is the first fault.
            verify_chain(pool_id, charges, where)
            raise broken_at(position, where) from error
    verify_chain(pool_id, charges, where)
    return charges


def _insert(connection: Connection, pool_id: str, charge: Charge) -> None:
    connection.execute(insert(ledger), sealed({"pool_id": pool_id, **charge.as_json()}))


def _refuse_no_budget(epsilon: Decimal, cap: Decimal) -> None:
    for value, name in ((epsilon, "epsilon"), (cap, "cap")):
        if not is_spendable(value):
            raise ChargeNotAccepted.of(
                "The budget is no exact decimal above 0 that protects anybody.", name, "name one such as 0.2 or 1."
            )


def _refuse_beyond(spent_so_far: Decimal, epsilon: Decimal, cap: Decimal) -> None:
    if sum_of([spent_so_far, epsilon]) > cap:
        raise ChargeNotAccepted.of(
            "The charge would go beyond the budget of this pool; nothing was charged.",
            "epsilon",
            "a closed pool stays closed: begin a successor, whose members consent anew.",
        )


def _refuse_backwards(before: Charge | None, at: datetime, release: int) -> None:
    if at.tzinfo is None or (before is not None and at < before.at):
        raise ChargeNotAccepted.of(
            "The clock says a time before the last charge.", "clock", "set the clock right, then try again."
        )
    if release < 1 or (before is not None and release < before.release):
        raise ChargeNotAccepted.of(
            "The release comes before the last one that was charged.", "release", "number releases upwards from 1."
        )
