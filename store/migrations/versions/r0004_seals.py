"""Each row says what its content adds up to."""

from alembic import op

from store.seals import SEALED, below, seal_all

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the seals, and seal what is there."""
    for table in SEALED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
    seal_all(below(op.get_bind()))
