"""A restore brings back neither what was withdrawn nor a budget that was spent."""

from dataclasses import replace
from pathlib import Path

import pytest

from scoring.assessment import AssessmentHeader
from store.backups import backup_store, restore_store
from store.charges import Charge, Standing
from store.database import Store
from store.ledger import settle_witness
from store.memberships import list_memberships, load_membership
from store.pools import (
    Contribution,
    ContributionNotAccepted,
    Pool,
    add_pool,
    list_pools,
    list_releases,
    remove_contribution,
)
from store.soundness import verify_store
from tests.pools import (
    ONE,
    OTHER,
    POOL,
    charge,
    charges_of,
    closing_store,
    drop_triggers,
    given,
    go_on,
    hand_over,
    invite,
    join,
    make_pool,
    put,
    replay,
    rewritten,
    see,
    use,
    year,
)
from tests.workspaces import MORNING, begin, bytes_of
from use_cases.workspace import Workspace


def test_restoring_a_backup_brings_back_neither_what_was_withdrawn_nor_an_invitation(
    store: Store, pool: Pool, tmp_path: Path
) -> None:
    backup = tmp_path / "store.bak"
    invite(store, "token")
    put(store, ONE)
    put(store, OTHER, '{"overall":1}')
    backup_store(store, backup)
    use(store, "token", ONE)
    invite(store, "later")
    remove_contribution(store, POOL, ONE)
    put(store, OTHER, '{"overall":2}')
    make_pool(store, tmp_path / "second.jsonl", "second")
    go_on(store)
    restore_store(backup, store.path, now=MORNING)
    assert given(store) == [Contribution(OTHER, '{"overall":1}')]
    with pytest.raises(ContributionNotAccepted, match="final"):
        put(store, ONE)
    with pytest.raises(ContributionNotAccepted, match="does not hold"):
        use(store, "token", OTHER)
    assert use(store, "later", OTHER)
    with store.reading() as connection:
        second, first = list_pools(connection)
    assert (second.id, first.id, first.content) == ("second", POOL, '{"title":"Peers, again"}')
    assert verify_store(store).faults == ()
    store.scrub()
    assert b"Zqx Wvu" not in bytes_of(store.path)


def test_restoring_a_backup_keeps_keys_of_organizations_that_are_there_and_what_they_have_seen(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    store, backup = workspace.store, tmp_path / "store.bak"
    backup_store(store, backup)
    later = begin(workspace, "Later Forum")
    for organization in (assessment.organization_id, later.organization_id):
        join(store, organization)
        see(store, organization, 1, "1")
        hand_over(store, organization)
    restore_store(backup, store.path, now=MORNING)
    with store.reading() as connection:
        kept = load_membership(connection, assessment.organization_id, POOL)
        assert (kept.spent, kept.handed_over) == (1, 1)
        assert list_memberships(connection, later.organization_id) == []
    assert verify_store(store).faults == ()


def test_restoring_a_backup_gives_no_budget_back(store: Store, pool: Pool, tmp_path: Path) -> None:
    copy = tmp_path / "older.db"
    charge(store, "1", 1)
    backup_store(store, copy)
    charge(store, "1.5", 2, at=year(1))
    before = charges_of(store)
    restore_store(copy, store.path, now=MORNING)
    assert charges_of(store) == before
    with store.reading() as connection:
        assert [release.number for release in list_releases(connection, POOL)] == [1, 2]
    assert settle_witness(store, POOL) is Standing.EQUAL
    assert verify_store(store).faults == ()


def test_restore_over_a_ledger_that_tells_another_history_takes_nothing_of_it(
    store: Store, three: list[Charge], tmp_path: Path
) -> None:
    copy = tmp_path / "right.db"
    backup_store(store, copy)
    drop_triggers(store, "DELETE FROM ledger")
    replay(store, rewritten([*three, three[-1]]))
    restore_store(copy, store.path, now=MORNING)
    assert charges_of(store) == three
    assert settle_witness(store, POOL) is Standing.EQUAL


def test_pool_of_the_same_name_under_another_key_takes_nothing_of_the_one_it_replaces(
    store: Store, pool: Pool, tmp_path: Path
) -> None:
    put(store, ONE)
    other, backup = tmp_path / "other.db", tmp_path / "other.bak"
    with closing_store(other) as elsewhere:
        with elsewhere.writing() as transaction:
            add_pool(transaction, replace(pool, public_key="another", witness=tmp_path / "other.jsonl"))
        put(elsewhere, ONE)
        backup_store(elsewhere, backup)
    go_on(store)
    invite(store, "token")
    charge(store, "1", 1)
    remove_contribution(store, POOL, ONE)
    restore_store(backup, store.path, now=MORNING)
    with store.reading() as connection:
        (kept,) = list_pools(connection)
        assert (kept.public_key, kept.content) == ("another", pool.content)
        assert list_releases(connection, POOL) == []
    assert charges_of(store) == []
    assert [one.pseudonym for one in given(store)] == [ONE]
    with pytest.raises(ContributionNotAccepted, match="does not hold"):
        use(store, "token", ONE)
    assert verify_store(store).faults == ()
