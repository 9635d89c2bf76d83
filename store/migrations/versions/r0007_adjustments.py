"""Where an organization knows better than the framework's estimates; a change is a new row."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """CREATE TABLE adjustments (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    assessment_id TEXT NOT NULL,
    practice TEXT NOT NULL,
    field TEXT NOT NULL,
    part TEXT NOT NULL,
    value TEXT,
    reason TEXT NOT NULL,
    "on" DATE NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT ck_adjustments_field
        CHECK (field IN ('effort', 'effectiveness', 'proactive', 'prerequisites', 'stages')),
    CONSTRAINT fk_adjustments_assessment_id_assessments FOREIGN KEY(assessment_id)
        REFERENCES assessments (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_adjustments_assessment_id ON adjustments (assessment_id)""",
    """CREATE TRIGGER adjustments_never_change
    BEFORE UPDATE OF seq, assessment_id, practice, field, part, value, "on", at ON adjustments
    BEGIN SELECT RAISE(ABORT, 'adjustments are only added to'); END""",
    """CREATE TRIGGER adjustments_are_only_redacted BEFORE UPDATE OF reason, "by" ON adjustments
    WHEN (NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE '[removed on %')
        OR (NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %')
    BEGIN SELECT RAISE(ABORT, 'adjustments are only redacted'); END""",
    """CREATE TRIGGER adjustments_are_kept BEFORE DELETE ON adjustments
    WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
    BEGIN SELECT RAISE(ABORT, 'adjustments are only added to'); END""",
)


def upgrade() -> None:
    """Add the table with the triggers that keep it."""
    for statement in STATEMENTS:
        op.execute(statement)
