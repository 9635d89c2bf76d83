"""The tables of the store but for pools. They are only ever added to: what changes is a new row."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _belongs_to(table: str, *, index: bool = False) -> Column[str]:
    """A reference to the table that goes when its row goes."""
    name = {"organizations": "organization_id", "assessments": "assessment_id", "answers": "answer_id"}[table]
    return Column(name, Text, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=index)


def seal_column() -> Column[str]:
    """What the row adds up to; see store/seals.py."""
    return Column("seal", Text, nullable=False, server_default="")


organizations = Table(
    "organizations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("is_synthetic", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
)

profiles = Table(
    "profiles",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("organizations", index=True),
    Column("on", Date, nullable=False),
    Column("profile", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("organizations", index=True),
    Column("framework_id", Text, nullable=False),
    Column("framework_version", Text, nullable=False),
    Column("preset", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
)

answers = Table(
    "answers",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False),
    _belongs_to("assessments"),
    Column("practice", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("level", Integer),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("approver", Text, nullable=False),
    Column("recheck", Date),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    UniqueConstraint("id"),
    CheckConstraint("state IN ('answered', 'not_applicable', 'not_known')", name="state"),
    CheckConstraint("(state = 'answered') = (level IS NOT NULL)", name="level_with_state"),
    Index("ix_answers_standing", "assessment_id", "practice", "on", "seq"),
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("answers", index=True),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("level", Integer, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("answers", index=True),
    Column("level", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)

ratings = Table(
    "ratings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("answers", index=True),
    Column("by", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("on", Date, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)

settlements = Table(
    "settlements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("answers"),
    Column("level", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("on", Date, nullable=False),
    seal_column(),
    UniqueConstraint("answer_id"),
    sqlite_autoincrement=True,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("assessments", index=True),
    Column("on", Date, nullable=False),
    Column("framework_id", Text, nullable=False),
    Column("framework_version", Text, nullable=False),
    Column("scoring_version", Text, nullable=False),
    Column("preset", Text),
    Column("profile", Text, nullable=False),
    Column("scorecard", Text, nullable=False),
    Column("answer_ids", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    _belongs_to("organizations", index=True),
    Column("on", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
)

targets = Table(
    "targets",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("assessments", index=True),
    Column("practice", Text, nullable=False),
    Column("level", Integer),
    Column("due", Date),
    Column("reason", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)

actions = Table(
    "actions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),
    _belongs_to("assessments", index=True),
    Column("practice", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("level", Integer),
    Column("owner", Text, nullable=False),
    Column("due", Date),
    Column("effort", Float),
    Column("status", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    CheckConstraint("status IN ('planned', 'under_way', 'done', 'dropped')", name="status"),
    sqlite_autoincrement=True,
)

adjustments = Table(
    "adjustments",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _belongs_to("assessments", index=True),
    Column("practice", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    CheckConstraint("field IN ('effort', 'effectiveness', 'proactive', 'prerequisites', 'stages')", name="field"),
    sqlite_autoincrement=True,
)

duties = Table(
    "duties",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),
    _belongs_to("organizations", index=True),
    Column("title", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("deadline", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("checked_on", Date),
    Column("note", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    CheckConstraint("state IN ('active', 'retired')", name="state"),
    sqlite_autoincrement=True,
)

redactions = Table(
    "redactions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("field", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    seal_column(),
    sqlite_autoincrement=True,
)
