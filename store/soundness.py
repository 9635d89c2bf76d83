"""Whether a store is whole: its file, its references and everything structured in it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from frameworks.errors import Fault
from store.database import APPLICATION_ID, HEAD, Store, connect_to_read
from store.ledger import find_broken_ledgers
from store.refusals import store_errors
from store.seals import list_broken

_COUNTED = ("organizations", "assessments", "answers", "snapshots", "events")
_JSON_COLUMNS = (
    ("profiles", "profile"),
    ("snapshots", "profile"),
    ("snapshots", "scorecard"),
    ("snapshots", "answer_ids"),
)


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check of the store found: faults (none = sound) and how many rows there are by table."""

    faults: tuple[Fault, ...]
    counts: dict[str, int]


def verify_store(store: Store) -> Soundness:
    """Check the file, its references and every structured column. Raises StoreNotUsable where it cannot be read."""
    where = str(store.path)
    with store_errors(store.path), closing(connect_to_read(store.path)) as connection:
        faults = find_faults(connection, where)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        if revision != HEAD:
            faults.append(
                Fault(f"The store is at revision {revision}, not {HEAD}.", where, "open it once to bring it up.")
            )
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}
    return Soundness(tuple(faults), counts)


def find_faults(connection: sqlite3.Connection, where: str) -> list[Fault]:
    """Everything that is broken in a store of any revision; empty when it can be used."""
    # A torn text is reported with its row rather than ending the check.
    connection.text_factory = lambda text: text.decode(errors="replace")
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    if damage:
        # What lies behind torn pages cannot be read reliably.
        return [Fault(f"The file is damaged: {line}.", where, "restore a backup.") for line in damage]
    faults = [
        Fault(f"{_row(row)} of {table} belongs to no {parent}.", where, "restore a backup.")
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        faults.append(Fault("The file is not marked as a store of Safermark.", where, "name another file."))
    chains = [fault for error in find_broken_ledgers(connection) for fault in error.faults]
    return [*faults, *_faults_of_rows(connection, where), *_faults_of_json(connection, where), *chains]


def _row(number: int | None) -> str:
    """A row by its number; members of a pool have none."""
    return "A row" if number is None else f"Row {number}"


def _faults_of_rows(connection: sqlite3.Connection, where: str) -> list[Fault]:
    return [
        Fault(
            f"The columns of {table} have changed on the disk."
            if number == 0
            else f"{_row(number)} of {table} has changed on the disk.",
            where,
            "restore a backup.",
        )
        for table, number in list_broken(connection)
    ]


def _faults_of_json(connection: sqlite3.Connection, where: str) -> list[Fault]:
    faults = []
    for table, column in _JSON_COLUMNS:
        for row, text in connection.execute(f"SELECT rowid, {column} FROM {table}"):
            try:
                json.loads(text)
            except ValueError:
                faults.append(
                    Fault(f"The column {column} of {table}, row {row}, cannot be read.", where, "restore a backup.")
                )
    return faults
