"""Copies of the whole store: back up, restore, and what is kept beside it."""

import glob
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from time import monotonic

from store.database import (
    APPLICATION_ID,
    BUSY_MILLISECONDS,
    HEAD,
    PATIENCE_SECONDS,
    REVISIONS,
    Store,
    connect_to_read,
    make_room,
    refuse_newer,
    revision_of,
    sync,
)
from store.pools_restored import carry_pools_over
from store.redaction import carry_over
from store.refusals import StoreDamaged, StoreNotUsable, locked, store_errors
from store.soundness import find_faults

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database."""


def backup_store(store: Store, file: Path) -> None:
    """Write a copy of the store as it is now; the file is there whole or not at all.

    Raises:
        StoreNotUsable: the file is the store itself, something else than a backup, or cannot be written.
    """
    target = file.expanduser().resolve()
    with store_errors(target):
        if target.exists():
            if target.samefile(store.path):
                raise StoreNotUsable.of("The backup would overwrite the store.", str(file), "name another file.")
            if not target.is_file():
                raise StoreNotUsable.of("The backup would replace what is no file.", str(file), "name a file.")
    # An older backup may be written over, nothing else.
    revision_of(target)
    copy_database(store.path, target)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use, page by page, then put the copy in place in one step."""
    part = target.with_name(f".{target.name}.part")
    with store_errors(target):
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            with closing(connect_to_read(source)) as here, closing(sqlite3.connect(part)) as there:
                _copy_pages(here, there, source)
                # A copy without a write-ahead log is one file that can be moved about.
                there.execute("PRAGMA journal_mode=delete")
            sync(part)
            part.replace(target)
            sync(target.parent)
        finally:
            _remove(part)


def free_name(path: Path, purpose: str, now: datetime) -> Path:
    """A name beside a store, saying what the copy is for and when it was made, that no file has yet."""
    first = path.with_name(f"{path.name}.{purpose}-{now:%Y%m%dT%H%M%SZ}")
    numbered = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return next(name for name in chain([first], numbered) if not name.exists())


def list_kept_copies(path: Path) -> list[Path]:
    """The copies beside a store that migrations and restores have kept, or left when they were cut off, by name."""
    name = glob.escape(path.name)
    patterns = (f"{name}.before-*", f"{name}.restoring-*", f".{name}.*.part")
    return sorted(copy for pattern in patterns for copy in path.parent.glob(pattern))


def restore_store(file: Path, path: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the store, and keep the present one beside it; returns where.

    Works while others have the store open: they see the restored content with their next step. What was redacted
    in the present store is redacted in the restored one too, and what was withdrawn, spent or published stays so.

    Raises:
        StoreNotUsable: the backup is not ours, damaged, or written by a newer version; the store stays as it was.
    """
    path = path.expanduser().absolute()
    _refuse_unsound(file, path)
    try:
        return _replace(file, path, now)
    except StoreDamaged:
        # Nothing can be written into what is left of it: it makes room as it is.
        moved = _move_aside(path, now)
        _replace(file, path, now)
        return moved


def _refuse_unsound(file: Path, path: Path) -> None:
    if not file.is_file():
        raise StoreNotUsable.of("There is no such backup.", str(file), "name the file of a backup.")
    if path.exists() and file.samefile(path):
        raise StoreNotUsable.of("The backup is the store itself.", str(file), "name the file of a backup.")
    revision = revision_of(file)
    if revision is None:
        raise StoreNotUsable.of("The backup is empty.", str(file), "name another backup.")
    refuse_newer(revision, file)
    with store_errors(file), closing(connect_to_read(file)) as connection:
        faults = find_faults(connection, str(file))
    if faults:
        raise StoreDamaged(*faults)


def _replace(file: Path, path: Path, now: datetime) -> Path | None:
    make_room(path)
    revision_of(path)
    with (
        store_errors(path),
        _prepared(file, path, now) as prepared,
        closing(connect_to_read(prepared)) as here,
        # Those who write all day leave short gaps: a restore waits for one longer than an answer would.
        closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as there,
    ):
        for setting in ("synchronous=full", "secure_delete=on"):
            there.execute(f"PRAGMA {setting}")
        # From here to the end nobody else writes: every answer is in the copy that is kept, or comes afterwards.
        there.execute("BEGIN IMMEDIATE")
        kept = None
        if there.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            kept = free_name(path, "before-restore", now)
            copy_database(path, kept)
        _copy_content(here, there)
        if kept is not None and revision_of(kept) in REVISIONS:
            with closing(connect_to_read(kept)) as former:
                carry_over(former, there)
                carry_pools_over(former, there)
        there.execute("COMMIT")
    return kept


def _move_aside(path: Path, now: datetime) -> Path:
    kept = free_name(path, "before-restore", now)
    with store_errors(path):
        for suffix in (*_BESIDE, ""):
            if (part := path.with_name(path.name + suffix)).exists():
                part.replace(kept.with_name(kept.name + suffix))
    return kept


@contextmanager
def _prepared(file: Path, path: Path, now: datetime) -> Iterator[Path]:
    """A copy of a backup, brought up to date; gone when the block ends."""
    prepared = free_name(path, "restoring", now)
    try:
        copy_database(file, prepared)
        if revision_of(prepared) != HEAD:
            from store.migrate import migrate

            migrate(prepared)
        yield prepared
    finally:
        _remove(prepared)


def _copy_content(here: sqlite3.Connection, there: sqlite3.Connection) -> None:
    """Put every table, row, index and trigger of one database in the place of those of another."""
    for kind in ("trigger", "table"):
        for name, _ in _listed(there, kind):
            there.execute(f'DROP {kind} "{name}"')
    tables = _listed(here, "table")
    for _, sql in tables:
        there.execute(sql)
    for name in [*(name for name, _ in tables), "sqlite_sequence"]:
        rows = here.execute(f'SELECT * FROM "{name}"')
        marks = ", ".join("?" * len(rows.description))
        there.execute(f'DELETE FROM "{name}"')
        there.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    for kind in ("index", "trigger"):
        for _, sql in _listed(here, kind):
            there.execute(sql)
    there.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _listed(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """Names and statements of one kind; what SQLite makes by itself has none."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    return connection.execute(query, [kind]).fetchall()


def _copy_pages(here: sqlite3.Connection, there: sqlite3.Connection, path: Path) -> None:
    """Copy every page in one transaction; Python alone would wait for a locked target for ever."""
    patience = monotonic() + BUSY_MILLISECONDS / 1000

    def lose_patience(status: int, remaining: int, total: int) -> None:
        if status in _BUSY and monotonic() > patience:
            raise locked(path)

    here.backup(there, progress=lose_patience)


def _remove(database: Path) -> None:
    for suffix in ("", *_BESIDE):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
