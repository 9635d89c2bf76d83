"""What was said is never changed: the database itself refuses it; and the newest answers are found fast."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    'CREATE INDEX ix_answers_standing ON answers (assessment_id, practice, "on", seq)',
    """CREATE TRIGGER answers_stay BEFORE UPDATE OF seq, id, assessment_id, practice, state, level, "on", "by", at,
        recheck ON answers
    BEGIN SELECT RAISE(ABORT, 'answers are only added to'); END""",
    """CREATE TRIGGER evidence_stays BEFORE UPDATE OF seq, answer_id, date, level ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is only added to'); END""",
    """CREATE TRIGGER reviews_stay BEFORE UPDATE OF seq, answer_id, level, date, at ON reviews
    BEGIN SELECT RAISE(ABORT, 'reviews are only added to'); END""",
    """CREATE TRIGGER snapshots_stay BEFORE UPDATE OF id, assessment_id, "on", framework_id, framework_version,
        scoring_version, preset, profile, scorecard, answer_ids, "by", at ON snapshots
    BEGIN SELECT RAISE(ABORT, 'snapshots are never recomputed'); END""",
    """CREATE TRIGGER answers_are_kept BEFORE DELETE ON answers
    WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
    BEGIN SELECT RAISE(ABORT, 'answers are only added to'); END""",
    """CREATE TRIGGER snapshots_are_kept BEFORE DELETE ON snapshots
    WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment_id)
    BEGIN SELECT RAISE(ABORT, 'snapshots are never recomputed'); END""",
)


def upgrade() -> None:
    """Add the index and the triggers. Deleting an organization whole stays possible: its assessments go first."""
    for statement in STATEMENTS:
        op.execute(statement)
