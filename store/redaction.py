"""Remove a text that should never have been entered; level and history stay."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from sqlalchemy import Column, Table, insert, select, update

from scoring.texts import REMOVED
from store.database import Connection, Store
from store.seals import below, reseal, seal_all, sealed
from store.tables import (
    actions,
    adjustments,
    answers,
    assessments,
    duties,
    events,
    evidence,
    organizations,
    profiles,
    ratings,
    redactions,
    reviews,
    settlements,
    snapshots,
    targets,
)

IsMeant = Callable[[str, str], bool]
"""Whether a text is to go, by the id of its row and by what it says."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text that can be redacted: where it stands, and the id a person knows its row by."""

    name: str
    column: Column[Any]
    owner: Column[Any]
    is_default: bool = True
    """Whether it goes when a row is redacted without naming fields. Who said it is history and stays then."""

    @property
    def table(self) -> Table:
        """Where it is stored."""
        return self.column.table

    @property
    def key(self) -> Column[Any]:
        """The primary key of its table."""
        return next(iter(self.table.primary_key))

    def replaced(self, words: str) -> dict[str, str]:
        """What is stored instead. Words are no web address: a link is emptied, and its title says so."""
        return {"title": words, "link": ""} if self.column is evidence.c.link else {self.column.name: words}


_FIELDS = (
    Field("note", answers.c.note, answers.c.id),
    Field("reason", answers.c.reason, answers.c.id),
    Field("approver", answers.c.approver, answers.c.id),
    Field("author", answers.c.by, answers.c.id, False),
    Field("evidence_title", evidence.c.title, evidence.c.answer_id),
    Field("evidence_link", evidence.c.link, evidence.c.answer_id),
    Field("reviewer", reviews.c.by, reviews.c.answer_id),
    Field("rater", ratings.c.by, ratings.c.answer_id, False),
    Field("settled_reason", settlements.c.reason, settlements.c.answer_id),
    Field("settled_by", settlements.c.by, settlements.c.answer_id, False),
    Field("snapshot_note", snapshots.c.note, snapshots.c.id),
    Field("snapshot_author", snapshots.c.by, snapshots.c.id, False),
    Field("event_title", events.c.title, events.c.id),
    Field("event_author", events.c.by, events.c.id, False),
    Field("target_reason", targets.c.reason, targets.c.assessment_id),
    Field("target_author", targets.c.by, targets.c.assessment_id, False),
    Field("action_title", actions.c.title, actions.c.id),
    Field("action_owner", actions.c.owner, actions.c.id),
    Field("action_author", actions.c.by, actions.c.id, False),
    Field("adjustment_reason", adjustments.c.reason, adjustments.c.assessment_id),
    Field("adjustment_author", adjustments.c.by, adjustments.c.assessment_id, False),
    Field("duty_title", duties.c.title, duties.c.id),
    Field("duty_owner", duties.c.owner, duties.c.id),
    Field("duty_deadline", duties.c.deadline, duties.c.id),
    Field("duty_channel", duties.c.channel, duties.c.id),
    Field("duty_note", duties.c.note, duties.c.id),
    Field("duty_author", duties.c.by, duties.c.id, False),
    Field("organization_name", organizations.c.name, organizations.c.id, False),
    Field("organization_author", organizations.c.by, organizations.c.id, False),
    Field("profile_author", profiles.c.by, profiles.c.organization_id, False),
    Field("assessment_author", assessments.c.by, assessments.c.id, False),
    Field("redaction_reason", redactions.c.because, redactions.c.row, False),
    Field("redaction_author", redactions.c.by, redactions.c.row, False),
)
FIELDS = tuple(field.name for field in _FIELDS)
"""The texts that can be redacted."""
DEFAULT_FIELDS = tuple(field.name for field in _FIELDS if field.is_default)
"""Those that go when a row is redacted without naming fields."""
SIGN = REMOVED
"""How the words begin that stand for a removed text; the database lets no other change of a text pass."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Why texts are removed, by whom and when; it stands where the text stood."""

    because: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """What is shown instead of the text."""
        return f"{SIGN}{self.at.date()} by {self.by} because {self.because}]"


def redact_text(store: Store, text: str, redaction: Redaction) -> int:
    """Replace every field of the store that holds `text`, however spaced or capitalized; returns how many."""
    return _redact(store, _FIELDS, redaction, lambda owner, value: holds(value, text))


def redact_fields(store: Store, row_id: str, fields: Sequence[str], redaction: Redaction) -> int:
    """Replace the named fields of one answer, snapshot, event or organization; returns how many texts there were."""
    named = [field for field in _FIELDS if field.name in fields]
    return _redact(store, named, redaction, lambda owner, value: owner == row_id)


def count_in_ids(store: Store, text: str) -> int:
    """How many answers hold a text in their id, where it cannot be replaced."""
    with store.reading() as connection:
        return sum(holds(id_, text) for id_ in connection.execute(select(answers.c.id)).scalars())


def holds(value: str, text: str) -> bool:
    """Whether a value holds a text, whatever its capitals, spaces, invisible characters and escapes of a link."""
    sought = _fold(text)
    return sought in _fold(value) or sought in _fold(unquote_plus(value))


def carry_over(former: sqlite3.Connection, restored: sqlite3.Connection) -> None:
    """Remove from restored content, within its transaction, what has been redacted in the store it replaces."""
    present = {name for (name,) in former.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # A store that an older version made has no table of what came later, and nothing redacted in it.
    for field in (field for field in _FIELDS if field.table.name in present):
        for key, owner, *values in former.execute(_where_redacted(field), {"sign": f"{SIGN}%"}).fetchall():
            if restored.execute(_redact_again(field), [*values, key, owner]).rowcount:
                reseal(restored, field.table.name, field.key.name, key)
    known = set(restored.execute(_REDACTIONS))
    missing = [row for row in former.execute(_REDACTIONS).fetchall() if row not in known]
    restored.executemany('INSERT INTO redactions (field, "row", because, "by", at) VALUES (?, ?, ?, ?, ?)', missing)
    seal_all(restored)


_REDACTIONS = 'SELECT field, "row", because, "by", at FROM redactions'


def _where_redacted(field: Field) -> str:
    names = ", ".join(f'"{name}"' for name in (field.key.name, field.owner.name, *field.replaced("")))
    sign = "title" if field.column is evidence.c.link else field.column.name
    return f'SELECT {names} FROM {field.table.name} WHERE "{sign}" LIKE :sign'


def _redact_again(field: Field) -> str:
    values = ", ".join(f'"{name}" = ?' for name in field.replaced(""))
    return f'UPDATE {field.table.name} SET {values} WHERE "{field.key.name}" = ? AND "{field.owner.name}" = ?'


def _redact(store: Store, fields: Iterable[Field], redaction: Redaction, is_meant: IsMeant) -> int:
    """Replace the fields that are meant in one transaction, log each without its text, and scrub the file."""
    with store.writing() as transaction:
        removed = sum(_redact_field(transaction, field, redaction, is_meant) for field in fields)
    store.scrub()
    return removed


def _redact_field(transaction: Connection, field: Field, redaction: Redaction, is_meant: IsMeant) -> int:
    rows = transaction.execute(select(field.key, field.owner, field.column).where(field.column != "")).all()
    meant = [(key, owner) for key, owner, value in rows if is_meant(owner, value)]
    log = {"because": redaction.because, "by": redaction.by, "at": redaction.at.isoformat(), "field": field.name}
    for key, owner in meant:
        transaction.execute(update(field.table).where(field.key == key).values(field.replaced(redaction.words)))
        reseal(below(transaction), field.table.name, field.key.name, key)
        transaction.execute(insert(redactions), sealed({**log, "row": owner}))
    return len(meant)


def _fold(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign for sign in composed if unicodedata.category(sign) != "Cf").split())
