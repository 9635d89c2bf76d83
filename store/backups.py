"""Copies of the whole store: back up, restore, verify."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from frameworks.errors import Fault
from store.database import (
    APPLICATION_ID,
    BUSY_MILLISECONDS,
    HEAD,
    Store,
    connect_to_read,
    make_room,
    refuse_newer,
    revision_of,
)
from store.refusals import StoreNotUsable, store_errors

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


def backup_store(store: Store, file: Path) -> None:
    """Write a copy of the store as it is now; the file is there whole or not at all.

    Raises:
        StoreNotUsable: the file is the store itself, or cannot be written.
    """
    if file.absolute() == store.path:
        raise StoreNotUsable.of("The backup would overwrite the store.", str(file), "name another file.")
    copy_database(store.path, file)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use, page by page, then put the copy in place in one step."""
    part = target.with_name(f".{target.name}.part")
    with store_errors(target):
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            with closing(connect_to_read(source)) as here, closing(sqlite3.connect(part)) as there:
                here.backup(there)
                # A copy without a write-ahead log is one file that can be moved about.
                there.execute("PRAGMA journal_mode=delete")
            _sync(part)
            part.replace(target)
            _sync(target.parent)
        finally:
            part.unlink(missing_ok=True)


def free_name(path: Path, purpose: str, now: datetime) -> Path:
    """A name beside a store, saying what the copy is for and when it was made, that no file has yet."""
    first = path.with_name(f"{path.name}.{purpose}-{now:%Y%m%dT%H%M%SZ}")
    numbered = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return next(name for name in chain([first], numbered) if not name.exists())


def restore_store(file: Path, path: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the store, and keep the present one beside it; returns where.

    Works while others have the store open: they see the restored content with their next step.

    Raises:
        StoreNotUsable: the backup is not ours, damaged, or written by a newer version; the store stays as it was.
    """
    _refuse_unsound(file)
    path = path.expanduser().absolute()
    kept = None
    if path.exists() and path.stat().st_size:
        revision_of(path)
        kept = free_name(path, "before-restore", now)
        copy_database(path, kept)
    make_room(path)
    with (
        store_errors(path),
        closing(connect_to_read(file)) as here,
        closing(sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000)) as there,
    ):
        here.backup(there)
    return kept


def verify_store(store: Store) -> Soundness:
    """Check the file, its references and every structured column."""
    with store_errors(store.path), closing(connect_to_read(store.path)) as connection:
        faults = [*_faults_of_file(connection, str(store.path)), *_faults_of_json(connection, str(store.path))]
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}
    return Soundness(tuple(faults), counts)


def _refuse_unsound(file: Path) -> None:
    if not file.is_file():
        raise StoreNotUsable.of("There is no such backup.", str(file), "name the file of a backup.")
    revision = revision_of(file)
    if revision is None:
        raise StoreNotUsable.of("The backup is empty.", str(file), "name another backup.")
    refuse_newer(revision, file)
    with store_errors(file), closing(connect_to_read(file)) as connection:
        faults = _faults_of_file(connection, str(file), is_head_needed=False)
    if faults:
        raise StoreNotUsable(*faults)


def _faults_of_file(connection: sqlite3.Connection, where: str, *, is_head_needed: bool = True) -> list[Fault]:
    faults = []
    damage = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    faults += [Fault(f"The file is damaged: {line}.", where, "restore a backup.") for line in damage]
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        faults.append(Fault(f"Row {row} of {table} belongs to no {parent}.", where, "restore a backup."))
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        faults.append(Fault("The file is not marked as a store of Safermark.", where, "name another file."))
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if is_head_needed and revision != HEAD:
        faults.append(Fault(f"The store is at revision {revision}, not {HEAD}.", where, "open it once to bring it up."))
    return faults


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


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
