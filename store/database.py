"""The store: one SQLite file, opened safely, with reading and writing transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from frameworks.errors import MaturityError

__all__ = ["Connection", "Store", "StoreNotUsable", "open_store", "store_errors"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Stands where a moment was not recorded."""
APPLICATION_ID = 0x53464D4B
"""Marks a SQLite file as ours ("SFMK")."""
HEAD = "0002"
"""The newest revision; a test holds it against the migrations."""
REVISIONS = ("0001", "0002")
BUSY_MILLISECONDS = 5_000


class StoreNotUsable(MaturityError):
    """The store cannot be opened or written to; what was acknowledged before is still there."""

    exit_code = 12


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Safe to share between threads."""

    path: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store throughout. Raises StoreNotUsable."""
        with store_errors(self.path), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all or nothing, durable when the block ends. Writers wait for each other.

        Raises:
            StoreNotUsable: locked for too long, read-only, or the disk is full; nothing is kept then.
        """
        with store_errors(self.path), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        """Give the file free."""
        self.engine.dispose()


def open_store(path: Path, *, now: datetime) -> Store:
    """Open a store, making a new file where there is none, and bring an older one up to date after a backup.

    Raises:
        StoreNotUsable: not a store of ours, written by a newer version, or it cannot be opened.
    """
    path = path.expanduser().absolute()
    _make_room(path)
    with store_errors(path):
        engine = _engine(path)
        try:
            _bring_up_to_date(path, engine, now)
        except BaseException:
            engine.dispose()
            raise
    return Store(path, engine)


def revision_of(path: Path) -> str | None:
    """The revision of a store file; None for a file without content.

    Raises:
        StoreNotUsable: the file is not a store of ours, or cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    with store_errors(path):
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_MILLISECONDS / 1000)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise _not_ours(path)
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        finally:
            connection.close()


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Say in plain words what the database or the file system refused."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _in_words(error.orig if isinstance(error, DBAPIError) else error, path) from error
    except OSError as error:
        raise StoreNotUsable.of(
            f"The store cannot be reached: {error.strerror}.", str(path), "name a file in a folder you may write to."
        ) from error


def _make_room(path: Path) -> None:
    if path.is_dir():
        raise StoreNotUsable.of("The store is a folder.", str(path), "name a file in it.")
    with store_errors(path):
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite+pysqlite:///{path}", connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """FULL: what was acknowledged survives a power cut. secure_delete: what was redacted is gone from the file."""
    connection.isolation_level = None
    for setting in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=wal",
        "synchronous=full",
        "foreign_keys=on",
        "secure_delete=on",
        "recursive_triggers=on",
    ):
        connection.execute(f"PRAGMA {setting}")


def _bring_up_to_date(path: Path, engine: Engine, now: datetime) -> None:
    revision = revision_of(path)
    if revision == HEAD:
        return
    # Alembic takes longer to import than an answer to record, and a store that is up to date needs none of it.
    from store.migrate import migrate

    if revision is not None and revision not in REVISIONS:
        raise StoreNotUsable.of(
            f"The store was written by a newer version of Safermark (revision {revision}; this one knows {HEAD}).",
            str(path),
            "update Safermark, or restore a backup made by this version.",
        )
    if revision is not None:
        from store.backups import copy_database

        copy_database(path, path.with_name(f"{path.name}.before-{HEAD}-{now:%Y%m%dT%H%M%SZ}"))
    migrate(engine, is_new=revision is None)


def _not_ours(path: Path) -> StoreNotUsable:
    return StoreNotUsable.of(
        "The file is not a store of Safermark.", str(path), "name another file; this one was not touched."
    )


def _in_words(error: BaseException | None, path: Path) -> StoreNotUsable:
    text = str(error).lower()
    for sign, what, mend in (
        ("not a database", "The file is not a store of Safermark.", "name another file; this one was not touched."),
        (
            "no such table: alembic",
            "The file is not a store of Safermark.",
            "name another file; this one was not touched.",
        ),
        ("locked", "The store is locked by another program.", "close the other program, then try again."),
        ("readonly", "The store may only be read.", "allow writing to the file and its folder."),
        ("read-only", "The store may only be read.", "allow writing to the file and its folder."),
        ("full", "The disk is full; nothing of this step was kept.", "make room, then try again."),
        ("disk i/o", "The disk refused to write; nothing of this step was kept.", "check the disk, then try again."),
        ("unable to open", "The store cannot be opened.", "name a file in a folder you may write to."),
        ("malformed", "The store is damaged.", "restore a backup with `safermark restore FILE`."),
    ):
        if sign in text:
            return StoreNotUsable.of(what, str(path), mend)
    return StoreNotUsable.of(f"The store refused: {error}.", str(path), "check it with `safermark verify`.")
