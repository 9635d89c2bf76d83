"""The first tables."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE organizations (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    is_synthetic INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_organizations PRIMARY KEY (id)
)""",
    """CREATE TABLE redactions (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    field TEXT NOT NULL,
    "row" TEXT NOT NULL,
    because TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL
)""",
    """CREATE TABLE assessments (
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    framework_id TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    preset TEXT,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_assessments PRIMARY KEY (id),
    CONSTRAINT fk_assessments_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_assessments_organization_id ON assessments (organization_id)""",
    """CREATE TABLE events (
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    "on" DATE NOT NULL,
    title TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (id),
    CONSTRAINT fk_events_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_events_organization_id ON events (organization_id)""",
    """CREATE TABLE profiles (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL,
    "on" DATE NOT NULL,
    profile TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT fk_profiles_organization_id_organizations FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_profiles_organization_id ON profiles (organization_id)""",
    """CREATE TABLE answers (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    practice TEXT NOT NULL,
    state TEXT NOT NULL,
    level INTEGER,
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    approver TEXT NOT NULL,
    recheck DATE,
    "on" DATE NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT uq_answers_id UNIQUE (id),
    CONSTRAINT ck_answers_state CHECK (state IN ('answered', 'not_applicable', 'not_known')),
    CONSTRAINT ck_answers_level_with_state CHECK ((state = 'answered') = (level IS NOT NULL)),
    CONSTRAINT fk_answers_assessment_id_assessments FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
)""",
    """CREATE TABLE snapshots (
    id TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    "on" DATE NOT NULL,
    framework_id TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    scoring_version TEXT NOT NULL,
    preset TEXT,
    profile TEXT NOT NULL,
    scorecard TEXT NOT NULL,
    answer_ids TEXT NOT NULL,
    note TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_snapshots PRIMARY KEY (id),
    CONSTRAINT fk_snapshots_assessment_id_assessments FOREIGN KEY(assessment_id) REFERENCES assessments (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_snapshots_assessment_id ON snapshots (assessment_id)""",
    """CREATE TABLE evidence (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    answer_id TEXT NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    date DATE NOT NULL,
    level INTEGER NOT NULL,
    CONSTRAINT fk_evidence_answer_id_answers FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_evidence_answer_id ON evidence (answer_id)""",
    """CREATE TABLE reviews (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    answer_id TEXT NOT NULL,
    level INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    date DATE NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT fk_reviews_answer_id_answers FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_reviews_answer_id ON reviews (answer_id)""",
)


def upgrade() -> None:
    """Create every table as it was first."""
    for statement in STATEMENTS:
        op.execute(statement)
