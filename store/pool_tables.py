"""The tables of pools and memberships. All but contributions and received releases,
which can go again, are only ever added to."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from store.tables import metadata, seal_column


def _of_organization() -> Column[str]:
    """A reference that is part of the key, and goes with the organization."""
    return Column("organization_id", Text, ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True)


def _of_pool() -> Column[str]:
    """A reference that is part of the key; pools stay for ever."""
    return Column("pool_id", Text, ForeignKey("pools.id"), primary_key=True)


pools = Table(
    "pools",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("witness", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("private_key", Text, nullable=False),
    seal_column(),
    CheckConstraint("json_valid(content)", name="content"),
)

later_terms = Table(
    "later_terms",
    metadata,
    _of_pool(),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
    seal_column(),
    CheckConstraint("json_valid(content)", name="content"),
)

# These three have no row numbers: they would tell in which order members came.
invitations = Table(
    "invitations",
    metadata,
    _of_pool(),
    Column("token_hash", Text, primary_key=True),
    Column("used_by", Text),
    seal_column(),
    UniqueConstraint("token_hash"),
    sqlite_with_rowid=False,
)

contributions = Table(
    "contributions",
    metadata,
    _of_pool(),
    Column("pseudonym", Text, primary_key=True),
    Column("content", Text, nullable=False),
    seal_column(),
    CheckConstraint("json_valid(content)", name="content"),
    sqlite_with_rowid=False,
)

tombstones = Table(
    "tombstones",
    metadata,
    _of_pool(),
    Column("pseudonym", Text, primary_key=True),
    seal_column(),
    sqlite_with_rowid=False,
)

ledger = Table(
    "ledger",
    metadata,
    _of_pool(),
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("epsilon", Text, nullable=False),
    Column("release", Integer, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    seal_column(),
    CheckConstraint("release >= 1", name="release"),
)

releases = Table(
    "releases",
    metadata,
    _of_pool(),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
    seal_column(),
    CheckConstraint("json_valid(content)", name="content"),
)

memberships = Table(
    "memberships",
    metadata,
    _of_organization(),
    Column("pool_id", Text, primary_key=True),
    Column("private_key", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("cap", Text, nullable=False),
    seal_column(),
)

seen_releases = Table(
    "seen_releases",
    metadata,
    _of_organization(),
    Column("pool_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("epsilon", Text, nullable=False),
    seal_column(),
)

handed_over = Table(
    "handed_over",
    metadata,
    _of_organization(),
    Column("pool_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("pool_key", Text, nullable=False),
    Column("token", Text, nullable=False),
    seal_column(),
)

received_releases = Table(
    "received_releases",
    metadata,
    Column("pool_key", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
    seal_column(),
    CheckConstraint("json_valid(content)", name="content"),
)
