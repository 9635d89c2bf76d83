"""Each row says what its content adds up to."""

from alembic import op

from store.seals import below, reseal

revision = "0004"
down_revision = "0003"

SEALED = (
    "organizations",
    "profiles",
    "assessments",
    "answers",
    "evidence",
    "reviews",
    "snapshots",
    "events",
    "redactions",
)
"""The tables that there were; later ones bring their seal with them."""


def upgrade() -> None:
    """Add the seals, and seal what is there."""
    for table in SEALED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
        reseal(below(op.get_bind()), table, "seal", "")
