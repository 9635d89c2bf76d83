"""Memberships keep the keys of an organization, which go with it, and sum what releases have spent of its privacy."""

from decimal import Decimal

import pytest

from scoring.assessment import AssessmentHeader
from store.database import Store
from store.memberships import MembershipNotAccepted, MembershipNotFound, list_memberships, load_membership
from store.organizations import delete_organization
from tests.pools import CAP, POOL, hand_over, join, see
from tests.workspaces import begin, bytes_of
from use_cases.workspace import Workspace


def test_membership_sums_what_it_has_seen_each_release_once(store: Store, assessment: AssessmentHeader) -> None:
    organization = assessment.organization_id
    joined = join(store, organization)
    assert see(store, organization, 1, "0.1")
    assert see(store, organization, 3, "0.2")
    assert not see(store, organization, 1, "0.10")
    with pytest.raises(MembershipNotAccepted, match="another budget"):
        see(store, organization, 3, "1")
    with store.reading() as connection:
        found = load_membership(connection, organization, POOL)
        assert list_memberships(connection, organization) == [found]
    assert (found.spent, found.cap, found.private_key) == (Decimal("0.3"), joined.cap, joined.private_key)


def test_membership_numbers_what_it_hands_over_and_keeps_for_which_pool(
    store: Store, assessment: AssessmentHeader
) -> None:
    organization = assessment.organization_id
    with pytest.raises(MembershipNotFound):
        hand_over(store, organization)
    joined = join(store, organization)
    join(store, organization, "second")
    assert (joined.handed_over, joined.pool_key, joined.token) == (0, None, None)
    assert [hand_over(store, organization, token) for token in ("first token", "second token")] == [1, 2]
    with store.reading() as connection:
        other, found = list_memberships(connection, organization)
    assert (other.pool_id, other.handed_over) == ("second", 0)
    assert (found.handed_over, found.pool_key, found.token) == (2, "public key of the pool", "second token")
    assert "second token" not in repr(found)


def test_what_was_spent_beyond_what_was_agreed_is_counted(store: Store, assessment: AssessmentHeader) -> None:
    join(store, assessment.organization_id)
    for number in range(1, 5):
        see(store, assessment.organization_id, number, "1")
    with store.reading() as connection:
        assert load_membership(connection, assessment.organization_id, POOL).spent == 4 > CAP


def test_organization_joins_a_pool_once_and_is_told_where_it_has_not(
    store: Store, assessment: AssessmentHeader
) -> None:
    with pytest.raises(MembershipNotFound) as missing:
        see(store, assessment.organization_id, 1, "1")
    assert assessment.organization_id not in str(missing.value)
    join(store, assessment.organization_id)
    join(store, assessment.organization_id, "second")
    with pytest.raises(MembershipNotAccepted, match="joined this pool already"):
        join(store, assessment.organization_id)


@pytest.mark.parametrize("epsilon", ["0", "-1", "NaN", "Infinity", "1e9", "1e-999999999"])
def test_budget_that_nobody_can_have_spent_is_not_counted(
    store: Store, assessment: AssessmentHeader, epsilon: str
) -> None:
    join(store, assessment.organization_id)
    with pytest.raises(MembershipNotAccepted, match="no exact decimal"):
        see(store, assessment.organization_id, 1, epsilon)


def test_keys_go_with_their_organization_in_every_byte(workspace: Workspace, assessment: AssessmentHeader) -> None:
    store, other = workspace.store, begin(workspace, "Another Forum")
    join(store, assessment.organization_id, key="Zqx Wvu")
    see(store, assessment.organization_id, 1, "1")
    join(store, other.organization_id)
    assert b"Zqx Wvu" in bytes_of(store.path)
    delete_organization(store, assessment.organization_id)
    assert b"Zqx Wvu" not in bytes_of(store.path)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM seen_releases").scalar() == 0
        assert len(list_memberships(connection, other.organization_id)) == 1
