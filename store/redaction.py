"""Remove a text that should never have been entered; level and history stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, update

from store.database import Connection, Store
from store.refusals import store_errors
from store.tables import answers, events, evidence, redactions, reviews, snapshots

_FIELDS: tuple[tuple[str, Table, Column[Any], Column[Any]], ...] = (
    ("note", answers, answers.c.note, answers.c.id),
    ("reason", answers, answers.c.reason, answers.c.id),
    ("approver", answers, answers.c.approver, answers.c.id),
    ("evidence_title", evidence, evidence.c.title, evidence.c.answer_id),
    ("evidence_link", evidence, evidence.c.link, evidence.c.answer_id),
    ("reviewer", reviews, reviews.c.by, reviews.c.answer_id),
    ("snapshot_note", snapshots, snapshots.c.note, snapshots.c.id),
    ("event_title", events, events.c.title, events.c.id),
)
FIELDS = tuple(name for name, *_ in _FIELDS)
"""The texts that can be redacted."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Why texts are removed, by whom and when; it stands where the text stood."""

    because: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """What is shown instead of the text."""
        return f"[removed on {self.at.date()} by {self.by} because {self.because}]"


def redact_text(store: Store, text: str, redaction: Redaction) -> int:
    """Replace every field of the store that holds `text`; returns how many there were."""
    with store.writing() as transaction:
        removed = sum(
            _redact(transaction, name, table, column, key, redaction, func.instr(column, text) > 0)
            for name, table, column, key in _FIELDS
        )
    scrub(store)
    return removed


def redact_fields(store: Store, row_id: str, fields: Sequence[str], redaction: Redaction) -> int:
    """Replace the named fields of one answer, snapshot or event; returns how many texts there were."""
    with store.writing() as transaction:
        removed = sum(
            _redact(transaction, name, table, column, key, redaction, key == row_id)
            for name, table, column, key in _FIELDS
            if name in fields
        )
    scrub(store)
    return removed


def scrub(store: Store) -> None:
    """Take what was removed out of the file, its free pages and its write-ahead log."""
    # Outside a transaction: VACUUM refuses to run in one.
    with store_errors(store.path), store.engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _redact(
    transaction: Connection,
    name: str,
    table: Table,
    column: Column[Any],
    key: Column[Any],
    redaction: Redaction,
    found: Any,
) -> int:
    """Replace one field where it is found, and log that without the text."""
    is_text = (column != "") & found
    rows = transaction.execute(select(key).where(is_text)).scalars().all()
    if rows:
        transaction.execute(update(table).where(is_text).values({column: redaction.words}))
        log = {"because": redaction.because, "by": redaction.by, "at": redaction.at.isoformat(), "field": name}
        transaction.execute(insert(redactions), [{**log, "row": row} for row in rows])
    return len(rows)
