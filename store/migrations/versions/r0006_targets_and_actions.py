"""Levels wanted by a day, and what is done to get there; a change of either is a new row."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """CREATE TABLE targets (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    assessment_id TEXT NOT NULL,
    practice TEXT NOT NULL,
    level INTEGER,
    due DATE,
    reason TEXT NOT NULL,
    "on" DATE NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT fk_targets_assessment_id_assessments FOREIGN KEY(assessment_id)
        REFERENCES assessments (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_targets_assessment_id ON targets (assessment_id)""",
    """CREATE TABLE actions (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    practice TEXT NOT NULL,
    title TEXT NOT NULL,
    level INTEGER,
    owner TEXT NOT NULL,
    due DATE,
    effort FLOAT,
    status TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT ck_actions_status CHECK (status IN ('planned', 'under_way', 'done', 'dropped')),
    CONSTRAINT fk_actions_assessment_id_assessments FOREIGN KEY(assessment_id)
        REFERENCES assessments (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_actions_id ON actions (id)""",
    """CREATE INDEX ix_actions_assessment_id ON actions (assessment_id)""",
    """CREATE TRIGGER targets_never_change BEFORE UPDATE OF seq, assessment_id, practice, level, due, "on", at ON targets
    BEGIN SELECT RAISE(ABORT, 'targets are only added to'); END""",
    """CREATE TRIGGER actions_never_change
    BEFORE UPDATE OF seq, id, assessment_id, practice, level, due, effort, status, at ON actions
    BEGIN SELECT RAISE(ABORT, 'actions are only added to'); END""",
    """CREATE TRIGGER targets_are_only_redacted BEFORE UPDATE OF reason, "by" ON targets
    WHEN (NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE '[removed on %')
        OR (NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %')
    BEGIN SELECT RAISE(ABORT, 'targets are only redacted'); END""",
    """CREATE TRIGGER actions_are_only_redacted BEFORE UPDATE OF title, owner, "by" ON actions
    WHEN (NEW.title IS NOT OLD.title AND NEW.title NOT LIKE '[removed on %')
        OR (NEW.owner IS NOT OLD.owner AND NEW.owner NOT LIKE '[removed on %')
        OR (NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %')
    BEGIN SELECT RAISE(ABORT, 'actions are only redacted'); END""",
    """CREATE TRIGGER targets_are_kept BEFORE DELETE ON targets
    WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
    BEGIN SELECT RAISE(ABORT, 'targets are only added to'); END""",
    """CREATE TRIGGER actions_are_kept BEFORE DELETE ON actions
    WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
    BEGIN SELECT RAISE(ABORT, 'actions are only added to'); END""",
)


def upgrade() -> None:
    """Add the two tables with the triggers that keep them."""
    for statement in STATEMENTS:
        op.execute(statement)
