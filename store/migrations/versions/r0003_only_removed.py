"""A text changes only into the words that stand for a removed one; nothing else changes or goes alone."""

from alembic import op

revision = "0003"
down_revision = "0002"

TEXTS = {
    "answers": ("note", "reason", "approver", "by"),
    "evidence": ("title", "link"),
    "reviews": ("by",),
    "snapshots": ("note", "by"),
    "events": ("title", "by"),
    "organizations": ("name", "by"),
    "profiles": ("by",),
    "assessments": ("by",),
    "redactions": ("because", "by"),
}
REST = {
    "answers": ("seq", "id", "assessment_id", "practice", "state", "level", "recheck", "on", "at"),
    "evidence": ("seq", "answer_id", "date", "level"),
    "reviews": ("seq", "answer_id", "level", "date", "at"),
    "snapshots": (
        "id",
        "assessment_id",
        "on",
        "framework_id",
        "framework_version",
        "scoring_version",
        "preset",
        "profile",
        "scorecard",
        "answer_ids",
        "at",
    ),
    "events": ("id", "organization_id", "on", "at"),
    "organizations": ("id", "is_synthetic", "at"),
    "profiles": ("seq", "organization_id", "on", "profile", "at"),
    "assessments": ("id", "organization_id", "framework_id", "framework_version", "preset", "at"),
    "redactions": ("seq", "field", "row", "at"),
}
KEPT_WHILE = {
    "evidence": ("answers", "answer_id"),
    "reviews": ("answers", "answer_id"),
    "events": ("organizations", "organization_id"),
    "profiles": ("organizations", "organization_id"),
    "assessments": ("organizations", "organization_id"),
}
FORMER = ("answers_stay", "evidence_stays", "reviews_stay", "snapshots_stay")


def upgrade() -> None:
    """Put stricter triggers in the place of the former ones. Deleting an organization whole stays possible."""
    for name in FORMER:
        op.execute(f"DROP TRIGGER {name}")
    for table, columns in REST.items():
        names = ", ".join(f'"{name}"' for name in columns)
        op.execute(
            f"CREATE TRIGGER {table}_never_change BEFORE UPDATE OF {names} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"
        )
    for table, columns in TEXTS.items():
        changed = " OR ".join(
            f'(NEW."{name}" IS NOT OLD."{name}" AND NEW."{name}" <> \'\' AND NEW."{name}" NOT LIKE \'[removed on %\')'
            if name == "link"
            else f'(NEW."{name}" IS NOT OLD."{name}" AND NEW."{name}" NOT LIKE \'[removed on %\')'
            for name in columns
        )
        names = ", ".join(f'"{name}"' for name in columns)
        op.execute(
            f"CREATE TRIGGER {table}_are_only_redacted BEFORE UPDATE OF {names} ON {table} WHEN {changed} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are only redacted'); END"
        )
    for table, (parent, column) in KEPT_WHILE.items():
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE DELETE ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{column}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END"
        )
