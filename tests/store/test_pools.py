"""Pools keep what members gave and nothing that tells who or when; a withdrawal is final; a release never changes."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from frameworks.errors import MaturityError
from scoring.assessment import AssessmentHeader
from store.backups import backup_store
from store.database import Store
from store.memberships import MembershipNotAccepted
from store.pools import (
    Contribution,
    ContributionNotAccepted,
    Pool,
    PoolNotAccepted,
    PoolNotFound,
    Release,
    ReleaseNotAccepted,
    ReleaseNotFound,
    add_pool,
    is_withdrawn,
    list_pools,
    list_releases,
    load_pool,
    load_release,
    remove_contribution,
    save_release,
)
from store.received_releases import save_received_release
from store.soundness import verify_store
from tests.pools import (
    GIVEN,
    ONE,
    OTHER,
    POOL,
    THIRD,
    charge,
    given,
    go_on,
    hand_over,
    invite,
    join,
    make_pool,
    put,
    see,
    use,
    year,
)
from tests.store.test_append_only import columns_of, refuses
from tests.store.test_soundness import broken_by
from tests.workspaces import MORNING, bytes_of

TABLES = (
    *("pools", "later_terms", "invitations", "contributions", "tombstones", "ledger", "releases"),
    *("memberships", "seen_releases", "handed_over", "received_releases"),
)


def test_pools_come_back_as_they_were_made_the_oldest_first(store: Store, tmp_path: Path) -> None:
    later = Pool("a", year(1), '{"title":"Später"}', tmp_path / "two", "p", "q")
    first = Pool("b", MORNING, "{}", tmp_path / "one", "p", "q")
    with store.writing() as transaction:
        add_pool(transaction, later)
        add_pool(transaction, first)
    with store.reading() as connection:
        assert list_pools(connection) == [first, later]
        assert load_pool(connection, "a") == later


def test_pool_that_is_there_is_not_made_again(store: Store, pool: Pool) -> None:
    with pytest.raises(PoolNotAccepted, match="with this id") as refused, store.writing() as transaction:
        add_pool(transaction, pool)
    assert refused.value.exit_code == 13


def test_place_of_the_witness_does_not_depend_on_the_folder_one_works_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_pool(store, Path("witness.jsonl"))
    monkeypatch.chdir("/")
    charge(store, "1")
    with store.reading() as connection:
        assert load_pool(connection, POOL).witness == tmp_path / "witness.jsonl"


def test_private_keys_are_not_shown(pool: Pool, store: Store, assessment: AssessmentHeader) -> None:
    assert "private key" not in repr(pool) + repr(join(store, assessment.organization_id))


@pytest.mark.parametrize("content", ["", "{", '{"overall":NaN}'])
def test_what_is_no_json_is_not_kept(store: Store, pool: Pool, content: str) -> None:
    with pytest.raises(IntegrityError):
        put(store, ONE, content)
    assert given(store) == []


def test_every_step_in_a_pool_that_is_not_there_says_so(store: Store) -> None:
    steps = [
        lambda: put(store, ONE),
        lambda: invite(store, "token"),
        lambda: use(store, "token", ONE),
        lambda: remove_contribution(store, POOL, ONE),
        lambda: charge(store, "1"),
        lambda: given(store),
    ]
    for step in steps:
        with pytest.raises(PoolNotFound, match="no pool 'ts-peers'") as missing:
            step()
        assert missing.value.exit_code == 12
        assert ONE not in str(missing.value)


def test_newer_contribution_takes_the_place_of_the_older_one(store: Store, pool: Pool) -> None:
    assert put(store, ONE)
    assert not put(store, ONE, '{"overall":3}')
    assert given(store) == [Contribution(ONE, '{"overall":3}')]
    assert verify_store(store).faults == ()


def test_order_of_arrival_is_nowhere(store: Store, pool: Pool) -> None:
    invite(store, *"abc")
    for token, pseudonym in zip("cab", sorted([ONE, OTHER, THIRD], reverse=True), strict=True):
        put(store, pseudonym)
        use(store, token, pseudonym)
    assert [one.pseudonym for one in given(store)] == sorted([ONE, OTHER, THIRD])
    for table in ("contributions", "invitations", "tombstones"):
        assert not {"at", "on", "seq"} & set(columns_of(store, table))
        with store.reading() as connection:
            kept = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            with pytest.raises(Exception, match="no such column: rowid"):
                connection.exec_driver_sql(f"SELECT rowid FROM {table}")
        assert kept == sorted(kept)


def test_token_is_used_by_one_pseudonym_which_may_come_again(store: Store, pool: Pool) -> None:
    invite(store, "token", "second")
    assert use(store, "token", ONE)
    assert not use(store, "token", ONE)
    with pytest.raises(ContributionNotAccepted, match="does not hold"):
        use(store, "token", OTHER)
    assert use(store, "second", OTHER)
    assert verify_store(store).faults == ()


def test_unknown_and_used_tokens_are_refused_in_the_same_words(store: Store, pool: Pool, tmp_path: Path) -> None:
    make_pool(store, tmp_path / "second.jsonl", "second")
    invite(store, "token")
    invite(store, "elsewhere", pool_id="second")
    use(store, "token", ONE)
    said = set()
    for token in ("token", "never given", "elsewhere"):
        with pytest.raises(ContributionNotAccepted) as refused:
            use(store, token, OTHER)
        said.add(str(refused.value))
    assert len(said) == 1
    assert not {ONE, OTHER} & set("".join(said).split())


def test_neither_token_nor_who_used_it_can_be_read_from_the_store(store: Store, pool: Pool) -> None:
    invite(store, "a-token-nobody-knows")
    use(store, "a-token-nobody-knows", ONE)
    store.close()
    kept = bytes_of(store.path)
    assert b"a-token-nobody-knows" not in kept
    assert ONE.encode() not in kept


def test_removed_contribution_is_in_no_byte_of_the_store(store: Store, pool: Pool) -> None:
    put(store, ONE)
    put(store, OTHER, '{"overall":1}')
    put(store, ONE, GIVEN.replace("2.25", "2.5"))
    assert b"Zqx Wvu" in bytes_of(store.path)
    remove_contribution(store, POOL, ONE)
    assert b"Zqx Wvu" not in bytes_of(store.path)
    assert [one.pseudonym for one in given(store)] == [OTHER]
    assert verify_store(store).faults == ()


def test_withdrawn_pseudonym_never_re_enters(store: Store, pool: Pool) -> None:
    invite(store, "token", "fresh")
    use(store, "token", ONE)
    put(store, ONE)
    remove_contribution(store, POOL, ONE)
    remove_contribution(store, POOL, ONE)
    for step in (lambda: put(store, ONE), lambda: use(store, "fresh", ONE), lambda: use(store, "token", ONE)):
        with pytest.raises(ContributionNotAccepted, match="withdrawal is final") as refused:
            step()
        assert ONE not in str(refused.value)
    assert refuses(store, f"INSERT INTO contributions VALUES ('{POOL}', '{ONE}', '{{}}', '')")
    assert refuses(store, f"INSERT OR REPLACE INTO contributions VALUES ('{POOL}', '{ONE}', '{{}}', '')")
    assert use(store, "fresh", OTHER)
    assert put(store, OTHER)
    with store.reading() as connection:
        assert is_withdrawn(connection, POOL, ONE)
        assert not is_withdrawn(connection, POOL, OTHER)


def test_withdrawal_of_what_was_never_given_gets_the_same_answer_and_holds(store: Store, pool: Pool) -> None:
    remove_contribution(store, POOL, ONE)
    with pytest.raises(ContributionNotAccepted):
        put(store, ONE)


def test_withdrawal_holds_in_its_own_pool_only(store: Store, pool: Pool, tmp_path: Path) -> None:
    make_pool(store, tmp_path / "second.jsonl", "second")
    remove_contribution(store, POOL, ONE)
    assert put(store, ONE, pool_id="second")


def test_contribution_goes_only_by_withdrawal(store: Store, pool: Pool) -> None:
    put(store, ONE)
    assert refuses(store, "DELETE FROM contributions")
    assert refuses(store, f"UPDATE contributions SET pseudonym = '{OTHER}'")


def test_release_is_kept_with_its_charge_and_never_changes(store: Store, pool: Pool) -> None:
    with pytest.raises(ReleaseNotAccepted, match="no charge for release 1"), store.writing() as transaction:
        save_release(transaction, POOL, Release(1, "{}"))
    charge(store, "1", 1)
    charge(store, "1", 2, at=year(1))
    with store.writing() as transaction:
        assert not save_release(transaction, POOL, Release(1, '{"number":1}'))
        with pytest.raises(ReleaseNotAccepted, match="says something else"):
            save_release(transaction, POOL, Release(1, '{"number":7}'))
    with store.reading() as connection:
        assert list_releases(connection, POOL) == [Release(1, '{"number":1}'), Release(2, '{"number":2}')]
        assert load_release(connection, POOL, 2).content == '{"number":2}'
        with pytest.raises(ReleaseNotFound, match="no release 3"):
            load_release(connection, POOL, 3)
    assert refuses(store, f"INSERT INTO releases VALUES ('{POOL}', 3, '{{}}', '')")


@pytest.fixture
def full(store: Store, pool: Pool, assessment: AssessmentHeader) -> Store:
    """A store with a row in every table of pools."""
    invite(store, "token")
    use(store, "token", ONE)
    put(store, ONE)
    remove_contribution(store, POOL, OTHER)
    charge(store, "1")
    join(store, assessment.organization_id)
    see(store, assessment.organization_id, 1, "1")
    hand_over(store, assessment.organization_id)
    go_on(store)
    with store.writing() as transaction:
        save_received_release(transaction, "key", 1, "{}")
    return store


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_a_row_can_be_changed(full: Store, table: str) -> None:
    changeable = {"contributions": {"content", "seal"}, "ledger": set(), "releases": set()}
    for column in set(columns_of(full, table)) - changeable.get(table, {"seal"}):
        assert refuses(full, f"UPDATE {table} SET \"{column}\" = '7'"), column


@pytest.mark.parametrize("table", [table for table in TABLES if table != "received_releases"])
def test_no_row_can_be_deleted_or_replaced(full: Store, table: str) -> None:
    assert refuses(full, f"DELETE FROM {table}")
    assert refuses(full, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE contributions SET content = '{}'", "A row of contributions has changed"),
        ("UPDATE invitations SET used_by = NULL", "A row of invitations has changed"),
        ("UPDATE tombstones SET pseudonym = 'x'", "A row of tombstones has changed"),
        ("UPDATE releases SET content = '{}'", "Row 1 of releases has changed"),
        ("UPDATE pools SET witness = 'x'", "Row 1 of pools has changed"),
        ("UPDATE memberships SET cap = '9'", "Row 1 of memberships has changed"),
        ("UPDATE seen_releases SET epsilon = '0.1'", "Row 1 of seen_releases has changed"),
        ("UPDATE later_terms SET content = '[]'", "Row 1 of later_terms has changed"),
        ("UPDATE received_releases SET content = '[]'", "Row 1 of received_releases has changed"),
        ("UPDATE handed_over SET token = 'x'", "Row 1 of handed_over has changed"),
        ("UPDATE contributions SET pool_id = 'x'", "A row of contributions belongs to no pools"),
    ],
)
def test_row_that_was_changed_behind_the_program_is_found(
    full: Store, tmp_path: Path, statement: str, what: str
) -> None:
    backup = tmp_path / "copy.bak"
    backup_store(full, backup)
    found = broken_by(backup, statement)
    assert any(what in fault for fault in found)
    assert not any(ONE in fault or OTHER in fault for fault in found)


def test_errors_of_pools_have_an_exit_code_of_their_own() -> None:
    refusals: list[type[MaturityError]] = [ContributionNotAccepted, ReleaseNotAccepted, MembershipNotAccepted]
    assert {refusal.exit_code for refusal in refusals} == {13}
