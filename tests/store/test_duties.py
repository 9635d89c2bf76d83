"""Duties come back as they were given, in their order, and apart for each organization; they go with it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from scoring.assessment import AssessmentHeader
from scoring.duties import Duty
from store.database import Store
from store.duties import append_duty, list_duties
from store.organizations import delete_organization
from store.redaction import redact_fields
from tests.store.test_redaction import WHY
from tests.workspaces import begin
from use_cases.workspace import Workspace

AT = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)
DUTIES = [
    Duty(
        id="b",
        title="Report é\nat once",
        entry="gb-csea-reporting",
        country="GB",
        owner="Legal",
        deadline="At once",
        channel="Portal",
        checked_on=date(2026, 5, 1),
        note="Asked counsel",
        by="Ann",
        at=AT,
    ),
    Duty(id="a", entry="pathway-01", at=AT),
    Duty(id="b", title="Report", country="GB", state="retired", by="Ben", at=AT),
]


def test_every_version_of_a_duty_comes_back_in_its_order(store: Store, assessment: AssessmentHeader) -> None:
    with store.writing() as transaction:
        for duty in DUTIES:
            append_duty(transaction, assessment.organization_id, duty)
    with store.reading() as connection:
        assert list_duties(connection, assessment.organization_id) == DUTIES


def test_organizations_do_not_see_each_other_s(workspace: Workspace, assessment: AssessmentHeader) -> None:
    other = begin(workspace, "Another Forum")
    with workspace.store.writing() as transaction:
        append_duty(transaction, assessment.organization_id, DUTIES[0])
    with workspace.store.reading() as connection:
        assert list_duties(connection, other.organization_id) == []


def test_duty_goes_with_its_organization_and_its_redactions_with_it(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    store = workspace.store
    with store.writing() as transaction:
        append_duty(transaction, assessment.organization_id, DUTIES[0])
    assert redact_fields(store, "b", ["duty_note"], WHY) == 1
    delete_organization(store, assessment.organization_id)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM duties").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM redactions").scalar() == 0


@pytest.mark.parametrize("values", ["'x', 'OR', 'active?'", "'x', 'nowhere', 'active'"])
def test_row_that_no_duty_can_be_is_refused(store: Store, assessment: AssessmentHeader, values: str) -> None:
    id_, organization, state = values.replace("OR", assessment.organization_id).split(", ")
    row = f"{id_}, {organization}, 't', '', '', '', '', '', NULL, '', {state}, 'Ann', '', ''"
    with pytest.raises(IntegrityError), store.writing() as transaction:
        transaction.exec_driver_sql(f"INSERT INTO duties VALUES (NULL, {row})")
