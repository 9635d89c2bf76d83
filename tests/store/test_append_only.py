"""The database itself refuses what the program never does: to change or take away what was said."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from scoring.actions import Action
from scoring.adjustment import Adjustment
from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.duties import Duty
from scoring.ratings import Rating, Settled
from scoring.targets import PracticeTarget
from store.adjustments import append_adjustments
from store.database import Store
from store.duties import append_duty
from store.plans import append_action, append_targets
from use_cases.assess import record_answer
from use_cases.track import record_event, take_snapshot
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)
TABLES = (
    "organizations",
    "profiles",
    "assessments",
    "answers",
    "evidence",
    "reviews",
    "ratings",
    "settlements",
    "snapshots",
    "events",
    "targets",
    "actions",
    "adjustments",
    "duties",
)
TEXTS = {
    "organizations": ("name", "by"),
    "profiles": ("by",),
    "assessments": ("by",),
    "answers": ("note", "reason", "approver", "by"),
    "evidence": ("title", "link"),
    "reviews": ("by",),
    "ratings": ("by",),
    "settlements": ("reason", "by"),
    "snapshots": ("note", "by"),
    "events": ("title", "by"),
    "targets": ("reason", "by"),
    "actions": ("title", "owner", "by"),
    "adjustments": ("reason", "by"),
    "duties": ("title", "owner", "deadline", "channel", "note", "by"),
    "redactions": ("because", "by"),
}


@pytest.fixture
def full(workspace: Workspace, assessment: AssessmentHeader) -> Store:
    """A store with a row in every table."""
    evidence = (Evidence(title="Policy", link="https://example.org", date=DAY, level=2),)
    review = Review(level=2, by="Ben", date=DAY)
    said = {
        "evidence": evidence,
        "review": review,
        "ratings": (Rating(by="Ben", level=3, on=DAY),),
        "settled": Settled(level=3, reason="Read together.", by="Ann", on=DAY),
    }
    record_answer(workspace, assessment.id, Answer(practice="DET-01", level=3, **said))
    take_snapshot(workspace, assessment.id)
    record_event(workspace, assessment.organization_id, DAY, "Moved house")
    with workspace.store.writing() as transaction:
        append_targets(transaction, assessment.id, [PracticeTarget(practice="DET-01", level=4, on=DAY)])
        append_action(transaction, assessment.id, Action(id="a", practice="DET-01", title="Match at rest"))
        append_adjustments(
            transaction,
            assessment.id,
            [Adjustment(practice="DET-01", field="effort", part="to3", value=6, reason="Done before", on=DAY)],
        )
        append_duty(transaction, assessment.organization_id, Duty(id="d", title="Report"))
        transaction.exec_driver_sql("INSERT INTO redactions VALUES (1, 'note', 'x', 'y', 'Ann', '2026-06-01', '')")
    return workspace.store


def columns_of(store: Store, table: str) -> list[str]:
    with store.reading() as connection:
        return [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]


def refuses(store: Store, statement: str) -> bool:
    try:
        with store.writing() as transaction:
            transaction.exec_driver_sql(statement)
    except IntegrityError as error:
        return "only" in str(error) or "never" in str(error)
    return False


@pytest.mark.parametrize("table", [*TABLES, "redactions"])
def test_no_column_of_a_stored_row_can_be_changed(full: Store, table: str) -> None:
    # A seal that is changed is found by `verify`.
    for column in set(columns_of(full, table)) - {"seal"}:
        assert refuses(full, f"UPDATE {table} SET \"{column}\" = '7'"), column


@pytest.mark.parametrize("table", TEXTS)
def test_text_can_only_become_the_words_for_a_removed_one(full: Store, table: str) -> None:
    for column in TEXTS[table]:
        with full.writing() as transaction:
            transaction.exec_driver_sql(f"UPDATE {table} SET \"{column}\" = '[removed on 2026-06-01 by x]'")
        assert refuses(full, f"UPDATE {table} SET \"{column}\" = 'removed on'"), column


@pytest.mark.parametrize("table", [table for table in TABLES if table != "organizations"])
def test_row_cannot_be_deleted_alone(full: Store, table: str) -> None:
    assert refuses(full, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [table for table in TABLES if table != "organizations"])
def test_row_cannot_be_replaced(full: Store, table: str) -> None:
    assert refuses(full, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_everything_goes_with_its_organization(full: Store) -> None:
    with full.writing() as transaction:
        transaction.exec_driver_sql("DELETE FROM organizations")
        assert [transaction.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in TABLES] == [0] * len(
            TABLES
        )


@pytest.mark.parametrize(
    "values",
    [
        "'x', 'AS', 'DET-01', 'maybe', NULL, '', '', '', NULL, '2026-06-01', 'Ann', '', ''",
        "'x', 'AS', 'DET-01', 'answered', NULL, '', '', '', NULL, '2026-06-01', 'Ann', '', ''",
        "'x', 'AS', 'DET-01', 'not_known', 3, '', '', '', NULL, '2026-06-01', 'Ann', '', ''",
        "'x', 'nowhere', 'DET-01', 'not_known', NULL, '', '', '', NULL, '2026-06-01', 'Ann', '', ''",
    ],
)
def test_row_that_no_answer_can_be_is_refused(store: Store, assessment: AssessmentHeader, values: str) -> None:
    statement = f"INSERT INTO answers VALUES (NULL, {values.replace('AS', assessment.id)})"
    with pytest.raises(IntegrityError), store.writing() as transaction:
        transaction.exec_driver_sql(statement)
