"""What the database or the file system refused, in words a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, TimeoutError

from frameworks.errors import MaturityError


class StoreNotUsable(MaturityError):
    """The store cannot be opened or written to; what was acknowledged before is still there."""

    exit_code = 12


class StoreDamaged(StoreNotUsable):
    """The file was a store and cannot be read any more."""


_LOCKED = ("The store is locked by another program.", "close the other program, then try again.")
_READ_ONLY = ("The store may only be read.", "allow writing to the file and its folder.")
_SIGNS = (
    ("locked", *_LOCKED),
    ("readonly", *_READ_ONLY),
    ("read-only", *_READ_ONLY),
    ("full", "The disk is full; nothing of this step was kept.", "make room, then try again."),
    ("disk i/o", "The disk refused to write; nothing of this step was kept.", "check the disk, then try again."),
    ("unable to open", "The store cannot be opened.", "name a file in a folder you may write to."),
)
_NOT_OURS = ("The file is not a store of Safermark.", "name another file; this one was not touched.")
_DAMAGED = ("The store is damaged.", "restore a backup with `safermark restore FILE`.")


def not_ours(path: Path) -> StoreNotUsable:
    """The error for a file that belongs to something else."""
    what, mend = _NOT_OURS
    return StoreNotUsable.of(what, str(path), mend)


def locked(path: Path) -> StoreNotUsable:
    """The error for a store that somebody else holds for too long."""
    what, mend = _LOCKED
    return StoreNotUsable.of(what, str(path), mend)


def busy(path: Path) -> StoreNotUsable:
    """The error for too many at once."""
    return StoreNotUsable.of("The store is busy.", str(path), "try again in a moment.")


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Say in plain words what the database refused. A broken constraint is a mistake of ours and passes through."""
    try:
        yield
    except (IntegrityError, sqlite3.IntegrityError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise _in_words(error.orig if isinstance(error, DBAPIError) else error, path) from error
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    except TimeoutError as error:
        raise busy(path) from error


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Say in plain words what the database or the file system refused; for work on whole files."""
    try:
        with database_errors(path):
            yield
    except OSError as error:
        raise StoreNotUsable.of(
            f"The file cannot be reached: {error.strerror or error}.",
            str(path),
            "name a file in a folder you may write to, with room for it.",
        ) from error


def _damaged(path: Path) -> StoreDamaged:
    what, mend = _DAMAGED
    return StoreDamaged.of(what, str(path), mend)


def _in_words(error: BaseException | None, path: Path) -> StoreNotUsable:
    text = str(error).lower()
    if "not a database" in text:
        return not_ours(path)
    if "malformed" in text or "could not decode" in text:
        return _damaged(path)
    for sign, what, mend in _SIGNS:
        if sign in text:
            return StoreNotUsable.of(what, str(path), mend)
    return StoreNotUsable.of(f"The store refused: {error}.", str(path), "check it with `safermark verify`.")
