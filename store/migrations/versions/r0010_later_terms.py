"""Pools go on with newer framework versions, members number what they hand over, readers keep releases."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    """CREATE TABLE later_terms (
    pool_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_later_terms PRIMARY KEY (pool_id, number),
    CONSTRAINT ck_later_terms_content CHECK (json_valid(content)),
    CONSTRAINT fk_later_terms_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
)""",
    """CREATE TABLE handed_over (
    organization_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    pool_key TEXT NOT NULL,
    token TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_handed_over PRIMARY KEY (organization_id, pool_id, number),
    CONSTRAINT fk_handed_over_organization_id_organizations FOREIGN KEY(organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
)""",
    # What somebody keeps to read; it can go again.
    """CREATE TABLE received_releases (
    pool_key TEXT NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_received_releases PRIMARY KEY (pool_key, number),
    CONSTRAINT ck_received_releases_content CHECK (json_valid(content))
)""",
    """CREATE TRIGGER received_releases_never_change BEFORE UPDATE OF pool_key, number, content ON received_releases
    BEGIN SELECT RAISE(ABORT, 'received_releases never change'); END""",
    """CREATE TRIGGER later_terms_never_change BEFORE UPDATE OF pool_id, number, content ON later_terms
    BEGIN SELECT RAISE(ABORT, 'later_terms never change'); END""",
    """CREATE TRIGGER later_terms_are_kept BEFORE DELETE ON later_terms
    BEGIN SELECT RAISE(ABORT, 'later_terms are only added to'); END""",
    """CREATE TRIGGER handed_over_never_changes
    BEFORE UPDATE OF organization_id, pool_id, number, pool_key, token ON handed_over
    BEGIN SELECT RAISE(ABORT, 'handed_over never changes'); END""",
    """CREATE TRIGGER handed_over_is_kept BEFORE DELETE ON handed_over
    WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization_id)
    BEGIN SELECT RAISE(ABORT, 'handed_over is only added to'); END""",
)


def upgrade() -> None:
    """Add the tables with the triggers that keep them."""
    for statement in STATEMENTS:
        op.execute(statement)
