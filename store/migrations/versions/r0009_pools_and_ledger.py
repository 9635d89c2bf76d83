"""Pools, what is given to them, and the ledger of spent privacy budget; on the member's side, the keys."""

from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = (
    """CREATE TABLE pools (
    id TEXT NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL,
    content TEXT NOT NULL,
    witness TEXT NOT NULL,
    public_key TEXT NOT NULL,
    private_key TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT ck_pools_content CHECK (json_valid(content))
)""",
    # No row numbers in these three: they would tell in which order members came.
    """CREATE TABLE invitations (
    pool_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    used_by TEXT,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_invitations PRIMARY KEY (pool_id, token_hash),
    CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_invitations_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
) WITHOUT ROWID""",
    """CREATE TABLE contributions (
    pool_id TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    content TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_contributions PRIMARY KEY (pool_id, pseudonym),
    CONSTRAINT ck_contributions_content CHECK (json_valid(content)),
    CONSTRAINT fk_contributions_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
) WITHOUT ROWID""",
    """CREATE TABLE tombstones (
    pool_id TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_tombstones PRIMARY KEY (pool_id, pseudonym),
    CONSTRAINT fk_tombstones_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
) WITHOUT ROWID""",
    """CREATE TABLE ledger (
    pool_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    epsilon TEXT NOT NULL,
    "release" INTEGER NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_ledger PRIMARY KEY (pool_id, number),
    CONSTRAINT ck_ledger_release CHECK ("release" >= 1),
    CONSTRAINT fk_ledger_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
)""",
    """CREATE TABLE releases (
    pool_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_releases PRIMARY KEY (pool_id, number),
    CONSTRAINT ck_releases_content CHECK (json_valid(content)),
    CONSTRAINT fk_releases_pool_id_pools FOREIGN KEY(pool_id) REFERENCES pools (id)
)""",
    # The pool of a member lies in the store of its operator, seldom in this one.
    """CREATE TABLE memberships (
    organization_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    private_key TEXT NOT NULL,
    public_key TEXT NOT NULL,
    cap TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_memberships PRIMARY KEY (organization_id, pool_id),
    CONSTRAINT fk_memberships_organization_id_organizations FOREIGN KEY(organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
)""",
    """CREATE TABLE seen_releases (
    organization_id TEXT NOT NULL,
    pool_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    epsilon TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT pk_seen_releases PRIMARY KEY (organization_id, pool_id, number),
    CONSTRAINT fk_seen_releases_organization_id_organizations FOREIGN KEY(organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
)""",
)
TRIGGERS = (
    """CREATE TRIGGER pools_never_change
    BEFORE UPDATE OF id, made_at, content, witness, public_key, private_key ON pools
    BEGIN SELECT RAISE(ABORT, 'pools never change'); END""",
    """CREATE TRIGGER pools_are_kept BEFORE DELETE ON pools
    BEGIN SELECT RAISE(ABORT, 'pools are only added to'); END""",
    """CREATE TRIGGER invitations_never_change BEFORE UPDATE OF pool_id, token_hash ON invitations
    BEGIN SELECT RAISE(ABORT, 'invitations never change'); END""",
    """CREATE TRIGGER invitations_are_used_once BEFORE UPDATE OF used_by ON invitations
    WHEN OLD.used_by IS NOT NULL AND NEW.used_by IS NOT OLD.used_by
    BEGIN SELECT RAISE(ABORT, 'invitations are used only once'); END""",
    """CREATE TRIGGER invitations_are_kept BEFORE DELETE ON invitations
    BEGIN SELECT RAISE(ABORT, 'invitations are only added to'); END""",
    """CREATE TRIGGER contributions_never_move BEFORE UPDATE OF pool_id, pseudonym ON contributions
    BEGIN SELECT RAISE(ABORT, 'contributions never move'); END""",
    """CREATE TRIGGER contributions_never_come_back BEFORE INSERT ON contributions
    WHEN EXISTS (SELECT 1 FROM tombstones WHERE pool_id = NEW.pool_id AND pseudonym = NEW.pseudonym)
    BEGIN SELECT RAISE(ABORT, 'withdrawn contributions never come back'); END""",
    """CREATE TRIGGER contributions_are_only_withdrawn BEFORE DELETE ON contributions
    WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE pool_id = OLD.pool_id AND pseudonym = OLD.pseudonym)
    BEGIN SELECT RAISE(ABORT, 'contributions are only withdrawn'); END""",
    """CREATE TRIGGER tombstones_never_change BEFORE UPDATE OF pool_id, pseudonym ON tombstones
    BEGIN SELECT RAISE(ABORT, 'tombstones never change'); END""",
    """CREATE TRIGGER tombstones_are_kept BEFORE DELETE ON tombstones
    BEGIN SELECT RAISE(ABORT, 'tombstones are only added to'); END""",
    """CREATE TRIGGER ledger_only_follows BEFORE INSERT ON ledger
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM ledger WHERE pool_id = NEW.pool_id)
        OR NEW.previous IS NOT coalesce(
            (SELECT hash FROM ledger WHERE pool_id = NEW.pool_id ORDER BY number DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000')
    BEGIN SELECT RAISE(ABORT, 'the ledger only goes on from its head'); END""",
    """CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END""",
    """CREATE TRIGGER ledger_is_kept BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END""",
    """CREATE TRIGGER releases_are_only_charged BEFORE INSERT ON releases
    WHEN NOT EXISTS (SELECT 1 FROM ledger WHERE pool_id = NEW.pool_id AND "release" = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'releases are only kept with their charge'); END""",
    """CREATE TRIGGER releases_never_change BEFORE UPDATE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases never change'); END""",
    """CREATE TRIGGER releases_are_kept BEFORE DELETE ON releases
    BEGIN SELECT RAISE(ABORT, 'releases are only added to'); END""",
    """CREATE TRIGGER memberships_never_change
    BEFORE UPDATE OF organization_id, pool_id, private_key, public_key, cap ON memberships
    BEGIN SELECT RAISE(ABORT, 'memberships never change'); END""",
    """CREATE TRIGGER memberships_are_kept BEFORE DELETE ON memberships
    WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization_id)
    BEGIN SELECT RAISE(ABORT, 'memberships are only added to'); END""",
    """CREATE TRIGGER seen_releases_never_change
    BEFORE UPDATE OF organization_id, pool_id, number, epsilon ON seen_releases
    BEGIN SELECT RAISE(ABORT, 'seen_releases never change'); END""",
    """CREATE TRIGGER seen_releases_are_kept BEFORE DELETE ON seen_releases
    WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization_id)
    BEGIN SELECT RAISE(ABORT, 'seen_releases are only added to'); END""",
)


def upgrade() -> None:
    """Add the tables with the triggers that keep them."""
    for statement in (*TABLES, *TRIGGERS):
        op.execute(statement)
