"""What a restore cannot undo: pools, what was withdrawn from them, spent and published, and the keys of members."""

import sqlite3

from store.charges import LedgerBroken, Standing, compare_charges
from store.ledger import read_ledger

_ORGANIZATION_IS_THERE = "EXISTS (SELECT 1 FROM organizations WHERE id = :organization_id)"
_IS_THE_SAME_POOL = "EXISTS (SELECT 1 FROM pools WHERE id = :pool_id AND public_key = :pool_key)"
"""A pool of the same name under another key is another pool: nothing of the one becomes a part of the other."""
_KEPT = {
    "later_terms": _IS_THE_SAME_POOL,
    "invitations": _IS_THE_SAME_POOL,
    "tombstones": _IS_THE_SAME_POOL,
    "memberships": _ORGANIZATION_IS_THERE,
    "seen_releases": _ORGANIZATION_IS_THERE,
    "handed_over": _ORGANIZATION_IS_THERE,
}
"""Tables whose rows are always kept, in the order in which they refer to each other, and where they have a place."""
_PUBLISHED = {
    "ledger": _IS_THE_SAME_POOL,
    "releases": 'EXISTS (SELECT 1 FROM ledger WHERE pool_id = :pool_id AND "release" = :number) AND '
    + _IS_THE_SAME_POOL,
}
"""Tables whose rows are kept where the ledger goes on."""


def carry_pools_over(former: sqlite3.Connection, restored: sqlite3.Connection) -> None:
    """Add to restored content, within its transaction, what no restore undoes of the store it replaces.

    What members gave comes from the backup. A ledger that does not go on from the restored one is left behind: its
    pool is locked by the witness then.
    """
    if not former.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'pools'").fetchone():
        # A store that an older version made.
        return
    _add_missing(former, restored, "pools", "true")
    for table, condition in _KEPT.items():
        _add_missing(former, restored, table, condition)
    restored.executemany(
        "UPDATE invitations SET used_by = ?, seal = ? WHERE pool_id = ? AND token_hash = ? AND used_by IS NULL",
        former.execute("SELECT used_by, seal, pool_id, token_hash FROM invitations WHERE used_by IS NOT NULL"),
    )
    buried = "SELECT pool_id, pseudonym FROM tombstones"
    restored.execute(f"DELETE FROM contributions WHERE (pool_id, pseudonym) IN ({buried})")
    for (pool_id,) in former.execute("SELECT id FROM pools").fetchall():
        if _is_continued(former, restored, pool_id):
            for table, condition in _PUBLISHED.items():
                _add_missing(former, restored, table, condition, pool_id)


def _is_continued(former: sqlite3.Connection, restored: sqlite3.Connection, pool_id: str) -> bool:
    """Whether the former ledger is unbroken and goes on from the restored one."""
    try:
        return compare_charges(read_ledger(restored, pool_id), read_ledger(former, pool_id)) is not Standing.FORKED
    except LedgerBroken:
        return False


def _add_missing(
    former: sqlite3.Connection, restored: sqlite3.Connection, table: str, condition: str, pool_id: str | None = None
) -> None:
    """Add the rows, of one pool or of all, that have a place and whose key the restored table does not have."""
    key = [name for _, name, _, _, _, place in restored.execute(f"PRAGMA table_info({table})") if place]
    whose = "" if pool_id is None else "WHERE pool_id = :pool_id"
    rows = former.execute(f"SELECT * FROM {table} {whose} ORDER BY {', '.join(key)}", {"pool_id": pool_id})
    names = [column[0] for column in rows.description]
    is_there = f"SELECT 1 FROM {table} WHERE {' AND '.join(f'{name} = :{name}' for name in key)}"
    keys = dict(former.execute("SELECT id, public_key FROM pools"))
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    restored.executemany(
        f"INSERT INTO {table} ({columns}) SELECT {values} WHERE NOT EXISTS ({is_there}) AND {condition}",
        [_with_key(dict(zip(names, row, strict=True)), keys) for row in rows],
    )


def _with_key(row: dict[str, object], keys: dict[str, str]) -> dict[str, object]:
    """A row with the public key of the pool it belonged to, where that is one of the store."""
    return {"pool_key": keys.get(str(row.get("pool_id"))), **row}
