"""What several people each gave one practice, and how they settled; only ever added to, as all that was said."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """CREATE TABLE ratings (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    answer_id TEXT NOT NULL,
    "by" TEXT NOT NULL,
    level INTEGER NOT NULL,
    "on" DATE NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT fk_ratings_answer_id_answers FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_ratings_answer_id ON ratings (answer_id)""",
    """CREATE TABLE settlements (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    answer_id TEXT NOT NULL,
    level INTEGER NOT NULL,
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on" DATE NOT NULL,
    seal TEXT NOT NULL DEFAULT '',
    CONSTRAINT uq_settlements_answer_id UNIQUE (answer_id),
    CONSTRAINT fk_settlements_answer_id_answers FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE
)""",
    """CREATE TRIGGER ratings_never_change BEFORE UPDATE OF seq, answer_id, level, "on", at ON ratings
    BEGIN SELECT RAISE(ABORT, 'ratings are only added to'); END""",
    """CREATE TRIGGER settlements_never_change BEFORE UPDATE OF seq, answer_id, level, "on" ON settlements
    BEGIN SELECT RAISE(ABORT, 'settlements are only added to'); END""",
    """CREATE TRIGGER ratings_are_only_redacted BEFORE UPDATE OF "by" ON ratings
    WHEN NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %'
    BEGIN SELECT RAISE(ABORT, 'ratings are only redacted'); END""",
    """CREATE TRIGGER settlements_are_only_redacted BEFORE UPDATE OF reason, "by" ON settlements
    WHEN (NEW.reason IS NOT OLD.reason AND NEW.reason NOT LIKE '[removed on %')
        OR (NEW."by" IS NOT OLD."by" AND NEW."by" NOT LIKE '[removed on %')
    BEGIN SELECT RAISE(ABORT, 'settlements are only redacted'); END""",
    """CREATE TRIGGER ratings_are_kept BEFORE DELETE ON ratings
    WHEN EXISTS (SELECT 1 FROM answers WHERE id = OLD.answer_id)
    BEGIN SELECT RAISE(ABORT, 'ratings are only added to'); END""",
    """CREATE TRIGGER settlements_are_kept BEFORE DELETE ON settlements
    WHEN EXISTS (SELECT 1 FROM answers WHERE id = OLD.answer_id)
    BEGIN SELECT RAISE(ABORT, 'settlements are only added to'); END""",
)


def upgrade() -> None:
    """Add the two tables with the triggers that keep them."""
    for statement in STATEMENTS:
        op.execute(statement)
