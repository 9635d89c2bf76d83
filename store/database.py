"""The store: one SQLite file, opened safely, with reading and writing transactions."""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from store.refusals import StoreNotUsable, busy, database_errors, not_ours, store_errors

__all__ = ["Connection", "Store", "StoreNotUsable", "open_store"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Stands where a moment was not recorded."""
APPLICATION_ID = 0x53464D4B
"""Marks a SQLite file as ours ("SFMK")."""
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Every revision, oldest first; a test holds it against the migrations."""
HEAD = REVISIONS[-1]
BUSY_MILLISECONDS = 5_000
PATIENCE_SECONDS = 30
"""How long a thread waits for the others of its process before it gives up."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Safe to share between threads."""

    path: Path
    engine: Engine
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)
    """Threads of this process wait here, in order; SQLite would have them knock again and again."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store throughout. Raises StoreNotUsable."""
        with database_errors(self.path), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all or nothing, durable when the block ends. Writers wait for each other.

        Raises:
            StoreNotUsable: locked for too long, read-only, or the disk is full; nothing is kept then.
        """
        with self._in_turn(), database_errors(self.path), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def scrub(self) -> None:
        """Take what was removed out of the file, its free pages and its write-ahead log.

        Raises:
            StoreNotUsable: another program still reads older pages.
        """
        with self._in_turn(), database_errors(self.path), self.engine.connect() as connection:
            # Outside a transaction: VACUUM refuses to run in one.
            connection.exec_driver_sql("VACUUM")
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if is_busy:
            raise StoreNotUsable.of(
                "It is removed, but its bytes stay in the write-ahead log while another program reads the store.",
                str(self.path),
                "close every program that has the store open; the log is emptied then.",
            )

    def close(self) -> None:
        """Give the file free."""
        self.engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=PATIENCE_SECONDS):
            raise busy(self.path)
        try:
            yield
        finally:
            self._turn.release()


def open_store(path: Path, *, now: datetime) -> Store:
    """Open a store, making a new file where there is none, and bring an older one up to date after a backup.

    Raises:
        StoreNotUsable: not a store of ours, written by a newer version, or it cannot be opened.
    """
    path = path.expanduser().absolute()
    make_room(path)
    with store_errors(path):
        _bring_up_to_date(path, now)
        engine = open_engine(path)
        try:
            with engine.connect():
                pass
        except BaseException:
            engine.dispose()
            raise
    return Store(path, engine)


def revision_of(path: Path) -> str | None:
    """The revision of a store file; None for a file without content.

    Raises:
        StoreNotUsable: the file is not a store of ours, or cannot be read.
    """
    with store_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            return None
        with closing(connect_to_read(path)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            if mark == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                # Somebody is making this store right now, or was cut off before anything was in it.
                return None
            if mark != APPLICATION_ID:
                raise not_ours(path)
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise not_ours(path)
    return str(row[0])


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A plain connection that never writes; somebody else may have the file open."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)


def refuse_newer(revision: str, path: Path) -> None:
    """Raise StoreNotUsable for a revision that this version does not know."""
    if revision not in REVISIONS:
        raise StoreNotUsable.of(
            f"The file was written by a newer version of Safermark (revision {revision}; this one knows {HEAD}).",
            str(path),
            "update Safermark, or use a backup made by this version.",
        )


def make_room(path: Path) -> None:
    """An empty file, in a folder of its own if need be, that only its owner reads. Raises StoreNotUsable."""
    with store_errors(path):
        if path.is_dir():
            raise StoreNotUsable.of("The store is a folder.", str(path), "name a file in it.")
        if path.exists() and not path.is_file():
            raise StoreNotUsable.of("The store is not a file but a device.", str(path), "name a file.")
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            sync(path.parent.parent)
        if not path.exists():
            path.touch(mode=0o600)
            sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_engine(path: Path) -> Engine:
    """Connections to a file, each set up for safety before anything else."""
    url = URL.create("sqlite+pysqlite", database=str(path))
    patience = {"timeout": BUSY_MILLISECONDS / 1000}
    # More threads than this wait for a connection, up to 30 seconds. No text of an answer stands in an error.
    engine = create_engine(url, connect_args=patience, pool_size=10, max_overflow=30, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_is_no_row)
    return engine


def _is_no_row(record: logging.LogRecord) -> bool:
    """Every row that is read would stand in a log of the library's lowest level, whatever is hidden in statements."""
    return record.levelno > logging.DEBUG


def _set_up(connection: Any, _record: Any) -> None:
    """FULL: what was acknowledged survives a power cut. secure_delete: what was redacted is gone from the file."""
    connection.isolation_level = None
    for setting in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=wal",
        "synchronous=full",
        "foreign_keys=on",
        "secure_delete=on",
        "recursive_triggers=on",
        "temp_store=memory",
    ):
        connection.execute(f"PRAGMA {setting}")


def _bring_up_to_date(path: Path, now: datetime) -> None:
    revision = revision_of(path)
    if revision == HEAD:
        return
    if revision is not None:
        refuse_newer(revision, path)
        from store.backups import copy_database, free_name

        copy_database(path, free_name(path, f"before-{HEAD}", now))
    # Alembic takes longer to import than an answer to record, and a store that is up to date needs none of it.
    from store.migrate import migrate

    migrate(path)
