"""What an organization must do in which country; a change is a new row."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """CREATE TABLE duties (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    title TEXT NOT NULL,
    entry TEXT NOT NULL,
    country TEXT NOT NULL,
    owner TEXT NOT NULL,
    deadline TEXT NOT NULL,
    channel TEXT NOT NULL,
    checked_on DATE,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT ck_duties_state CHECK (state IN ('active', 'retired')),
    CONSTRAINT fk_duties_organization_id_organizations FOREIGN KEY(organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_duties_id ON duties (id)""",
    """CREATE INDEX ix_duties_organization_id ON duties (organization_id)""",
    """CREATE TRIGGER duties_never_change
    BEFORE UPDATE OF seq, id, organization_id, entry, country, checked_on, state, at ON duties
    BEGIN SELECT RAISE(ABORT, 'duties are only added to'); END""",
    """CREATE TRIGGER duties_are_only_redacted BEFORE UPDATE OF title, owner, deadline, channel, note, "by" ON duties
    WHEN (NEW.title IS NOT OLD.title AND NEW.title NOT LIKE '[removed on %')
        OR (NEW.owner IS NOT OLD.owner AND NEW.owner NOT LIKE '[removed on %')
        OR (NEW.deadline IS NOT OLD.deadline AND NEW.deadline NOT LIKE '[removed on %')
        OR (NEW.channel IS NOT OLD.channel AND NEW.channel NOT LIKE '[removed on %')
        OR (NEW.note IS NOT OLD.note AND NEW.note NOT LIKE '[removed on %')
        OR (NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %')
    BEGIN SELECT RAISE(ABORT, 'duties are only redacted'); END""",
    """CREATE TRIGGER duties_are_kept BEFORE DELETE ON duties
    WHEN EXISTS (SELECT 1 FROM organizations WHERE id = OLD.organization_id)
    BEGIN SELECT RAISE(ABORT, 'duties are only added to'); END""",
)


def upgrade() -> None:
    """Add the table with the triggers that keep it."""
    for statement in STATEMENTS:
        op.execute(statement)
