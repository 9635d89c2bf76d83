"""Seals: what the content of a row adds up to, so that `verify` finds a byte that has changed on the disk."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection

SEALED = (
    "organizations",
    "profiles",
    "assessments",
    "answers",
    "evidence",
    "reviews",
    "ratings",
    "settlements",
    "snapshots",
    "events",
    "targets",
    "actions",
    "adjustments",
    "duties",
    "redactions",
    "pools",
    "invitations",
    "contributions",
    "tombstones",
    "ledger",
    "releases",
    "memberships",
    "seen_releases",
    "later_terms",
    "handed_over",
    "received_releases",
)
"""The tables whose rows are sealed."""
_UNNUMBERED = {
    "invitations": ("pool_id", "token_hash"),
    "contributions": ("pool_id", "pseudonym"),
    "tombstones": ("pool_id", "pseudonym"),
}
"""Tables whose rows have no number, because it would tell in which order they came, and their keys."""
_LEFT_OUT = ("seq", "seal")
_BYTES = 8


def sealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """A new row with its seal. Every column must be there."""
    return {**values, "seal": seal_of(values)}


def seal_of(values: Mapping[str, Any]) -> str:
    """What the values add up to; it guards against decay, not against somebody who means to deceive."""
    kept = {name: _as_stored(value) for name, value in values.items() if name not in _LEFT_OUT}
    return blake2b(json.dumps(kept, sort_keys=True).encode(), digest_size=_BYTES).hexdigest()


def reseal(connection: sqlite3.Connection, table: str, key: str, value: object) -> None:
    """Seal the rows of a table where `key` is `value` as they stand now."""
    found = _UNNUMBERED.get(table, ("rowid",))
    rows = connection.execute(f'SELECT {", ".join(found)}, * FROM {table} WHERE "{key}" = ?', [value])
    names = [column[0] for column in rows.description][len(found) :]
    for row in rows.fetchall():
        seal = seal_of(dict(zip(names, row[len(found) :], strict=True)))
        where = " AND ".join(f"{name} = ?" for name in found)
        connection.execute(f"UPDATE {table} SET seal = ? WHERE {where}", [seal, *row[: len(found)]])


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal every row that has no seal yet."""
    for table in SEALED:
        reseal(connection, table, "seal", "")


def list_broken(connection: sqlite3.Connection) -> list[tuple[str, int | None]]:
    """The table and number of every row that does not add up to its seal.

    The number is 0 for a table whose columns have changed, and None for a row of a table without numbers.
    """
    broken: list[tuple[str, int | None]] = []
    columns = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in SEALED}
    if not any("seal" in names for names in columns.values()):
        # Made by a version that did not seal yet.
        return []
    for table in (table for table, names in columns.items() if names):
        if "seal" not in columns[table] or not all(name.isascii() for name in columns[table]):
            broken.append((table, 0))
            continue
        rows = connection.execute(f"SELECT {'NULL' if table in _UNNUMBERED else 'rowid'}, * FROM {table}")
        names = [column[0] for column in rows.description][1:]
        for number, *row in rows:
            values = dict(zip(names, row, strict=True))
            if values["seal"] != seal_of(values):
                broken.append((table, number))
    return broken


def below(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, within the same transaction."""
    raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    return raw


def _as_stored(value: object) -> object:
    if isinstance(value, bytes):
        # Nothing of ours is stored so; somebody else has put it there.
        return {"bytes": value.hex()}
    return value.isoformat() if isinstance(value, date) else value
