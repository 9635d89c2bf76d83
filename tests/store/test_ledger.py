"""Nothing is spent beyond the cap under any sequence of calls; a store that knows less than its witness is locked."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from store.backups import backup_store, restore_store
from store.charges import (
    BEGINNING,
    Charge,
    LedgerBroken,
    PoolLocked,
    Standing,
    check_against,
    compare_charges,
    decimal_text,
    read_charge,
    read_decimal,
    sum_of,
    verify_chain,
)
from store.database import Store, StoreNotUsable, open_store
from store.ledger import ChargeNotAccepted, append_charge, head, replay_charges, settle_witness
from store.pools import Pool
from store.soundness import verify_store
from store.witness import read_witness
from tests.pools import (
    CAP,
    POOL,
    charge,
    charges_of,
    closing_store,
    drop_triggers,
    make_pool,
    replay,
    rewritten,
    roll_back,
    sum_in,
    year,
)
from tests.store.test_append_only import refuses
from tests.store.test_soundness import broken_by
from tests.workspaces import MORNING, python

EPSILONS = st.sampled_from(["0.1", "0.2", "0.8", "1", "1.7", "2.999999999999", "3", "0.000000000001"])


def test_charges_come_back_in_order_linked_and_summed_exactly(store: Store, three: list[Charge]) -> None:
    assert charges_of(store) == three
    assert [one.number for one in three] == [1, 2, 3]
    assert [one.previous for one in three] == [BEGINNING, three[0].hash, three[1].hash]
    assert sum_in(store) == Decimal(2)
    with store.reading() as connection:
        assert head(connection, POOL) == three[-1]
    verify_chain(POOL, three)
    assert verify_store(store).faults == ()


def test_ledger_without_a_charge_has_no_head(store: Store, pool: Pool) -> None:
    with store.reading() as connection:
        assert head(connection, POOL) is None
    assert sum_in(store) == 0
    assert settle_witness(store, POOL) is Standing.EQUAL


def test_link_is_the_sha_256_of_the_pool_and_everything_in_the_charge(store: Store, pool: Pool) -> None:
    # What `sha256sum` says of ["ts-peers",1,"2026-06-15T09:00:00+00:00","0.2",1,"000…000"], with 64 zeros at its end.
    assert charge(store, "0.20").hash == "204c88f6f15cc1f42cfb4ef4e87e5bc8cdbfd090c0c9d7f4324cff79419f969c"


def test_charges_come_up_to_the_cap_and_not_beyond_it(store: Store, pool: Pool) -> None:
    for number in range(1, 31):
        charge(store, "0.1", number)
    assert sum_in(store) == CAP
    for epsilon in ("0.000000000001", "0.1", "3"):
        with pytest.raises(ChargeNotAccepted, match="beyond the budget") as refused:
            charge(store, epsilon, 31)
        assert refused.value.exit_code == 13
    assert sum_in(store) == CAP
    assert len(charges_of(store)) == 30


def test_single_charge_may_take_the_whole_cap_and_nothing_more(store: Store, pool: Pool) -> None:
    with pytest.raises(ChargeNotAccepted, match="beyond the budget"):
        charge(store, "3.000000000001")
    charge(store, "3")


@pytest.mark.parametrize(
    "epsilon",
    ["0", "-0", "-0.1", "NaN", "sNaN", "Infinity", "-Infinity", "1e9", "1E+999999", "1e-13", "1e-999999999"],
)
def test_what_is_no_budget_is_refused_as_epsilon_and_as_cap(store: Store, pool: Pool, epsilon: str) -> None:
    for given in ({"epsilon": epsilon}, {"epsilon": "1", "cap": Decimal(epsilon)}):
        with pytest.raises(ChargeNotAccepted, match="no exact decimal") as refused:
            charge(store, **given)  # type: ignore[arg-type]
        assert refused.value.exit_code == 13
    assert charges_of(store) == []


@pytest.mark.parametrize("epsilon", [0.1, 1, True, "1", None])
def test_budget_that_is_no_decimal_is_refused(store: Store, pool: Pool, epsilon: Any) -> None:
    with pytest.raises(ChargeNotAccepted, match="no exact decimal"), store.writing() as transaction:
        append_charge(transaction, POOL, epsilon, 1, MORNING, CAP)


def test_clock_that_was_set_back_is_refused_and_the_same_moment_is_not(store: Store, pool: Pool) -> None:
    charge(store, "1", at=MORNING)
    for at in (MORNING - timedelta(microseconds=1), MORNING.replace(tzinfo=None)):
        with pytest.raises(ChargeNotAccepted, match="before the last charge"):
            charge(store, "1", at=at)
    charge(store, "1", at=MORNING.astimezone(tz=None))
    assert [one.at for one in charges_of(store)] == [MORNING, MORNING]


def test_release_that_comes_before_the_last_one_is_refused(store: Store, pool: Pool) -> None:
    charge(store, "0.2", 2)
    charge(store, "0.8", 2)
    for release in (1, 0, -1):
        with pytest.raises(ChargeNotAccepted, match="release"):
            charge(store, "1", release)


def test_charge_goes_with_the_transaction_that_keeps_the_release(store: Store, pool: Pool) -> None:
    with pytest.raises(RuntimeError), store.writing() as transaction:
        append_charge(transaction, POOL, Decimal(1), 1, MORNING, CAP)
        raise RuntimeError
    assert charges_of(store) == []
    assert read_witness(pool.witness, POOL) == []
    assert settle_witness(store, POOL) is Standing.EQUAL


def test_pools_spend_apart(store: Store, three: list[Charge], tmp_path: Path) -> None:
    make_pool(store, tmp_path / "second.jsonl", "second")
    made = charge(store, "3", pool_id="second")
    assert (made.number, sum_in(store)) == (1, Decimal(2))
    with pytest.raises(LedgerBroken, match="Charge 1"):
        verify_chain(POOL, [made])


def test_database_refuses_every_change_to_the_ledger(store: Store, three: list[Charge]) -> None:
    for statement in (
        "UPDATE ledger SET epsilon = '0.1'",
        "UPDATE ledger SET seal = ''",
        "DELETE FROM ledger",
        "DELETE FROM ledger WHERE number = 3",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE number = 3",
        f"INSERT INTO ledger SELECT pool_id, 5, at, epsilon, \"release\", '{three[2].hash}', hash, '' FROM ledger",
        f"INSERT INTO ledger SELECT pool_id, 4, at, epsilon, \"release\", '{three[1].hash}', hash, '' FROM ledger",
        "DELETE FROM releases",
        "UPDATE releases SET content = '{}'",
    ):
        assert refuses(store, statement), statement
    assert charges_of(store) == three


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE ledger SET epsilon = '0.1' WHERE number = 2", 2),
        ("UPDATE ledger SET epsilon = '0.20' WHERE number = 2", 2),
        ("UPDATE ledger SET epsilon = x'302e32' WHERE number = 2", 2),
        ("UPDATE ledger SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3", 3),
        ('UPDATE ledger SET "release" = 4 WHERE number = 1', 1),
        ("DELETE FROM ledger WHERE number = 1", 1),
        ("DELETE FROM ledger WHERE number = 2", 2),
        ("UPDATE ledger SET hash = previous WHERE number = 3", 3),
        ("UPDATE ledger SET previous = hash WHERE number = 3", 3),
        ("UPDATE ledger SET hash = 'x'", 1),
        ("UPDATE ledger SET number = number + 1 WHERE number = 3", 3),
    ],
)
def test_edited_ledger_is_named_by_verify_and_nothing_more_is_charged(
    store: Store, three: list[Charge], tmp_path: Path, statement: str, named: int
) -> None:
    copy = tmp_path / "copy.bak"
    backup_store(store, copy)
    assert any(f"Charge {named} is not as it was written" in fault for fault in broken_by(copy, statement))
    with pytest.raises(StoreNotUsable, match=f"Charge {named} "):
        restore_store(copy, tmp_path / "restored.db", now=MORNING)
    drop_triggers(store, statement)
    for step in (lambda: charge(store, "0.1", 4, at=year(4)), lambda: settle_witness(store, POOL)):
        with pytest.raises(LedgerBroken, match=f"Charge {named} ") as broken:
            step()
        assert broken.value.exit_code == 13


def test_ledger_that_was_rewritten_whole_is_forked_from_its_witness(store: Store, three: list[Charge]) -> None:
    # Somebody who knows how the links are made writes a cheaper history.
    drop_triggers(store, "DELETE FROM ledger")
    with store.writing() as transaction:
        replay_charges(transaction, POOL, rewritten(three))
    with pytest.raises(PoolLocked, match="different histories"):
        charge(store, "1", 4, at=year(4))
    with pytest.raises(PoolLocked, match="different histories"):
        settle_witness(store, POOL)
    with pytest.raises(PoolLocked, match="never replayed"):
        replay(store, three)


def test_charge_survives_in_json(three: list[Charge]) -> None:
    assert [read_charge(json.loads(json.dumps(one.as_json()))) for one in three] == three


def test_store_stands_equal_ahead_behind_or_forked(three: list[Charge]) -> None:
    assert compare_charges(three, three) is check_against(three, three) is Standing.EQUAL
    assert compare_charges(three, three[:1]) is check_against(three, []) is Standing.AHEAD
    assert compare_charges([], three) is compare_charges(three[:2], three) is Standing.BEHIND
    other = replace(three[2], hash=BEGINNING)
    assert compare_charges([*three[:2], other], three) is compare_charges([other], three[:1]) is Standing.FORKED
    for mine, match in ((three[:2], "replay the missing releases"), ([*three[:2], other], "never replayed")):
        with pytest.raises(PoolLocked, match=match) as locked:
            check_against(mine, three, "release 3")
        assert (locked.value.exit_code, locked.value.faults[0].where) == (13, "release 3")


def test_store_that_was_rolled_back_is_locked_until_it_is_replayed(store: Store, pool: Pool, tmp_path: Path) -> None:
    copy = tmp_path / "older.db"
    first = charge(store, "1", 1)
    backup_store(store, copy)
    rest = [charge(store, "1", 2, at=year(1)), charge(store, "0.5", 3, at=year(2))]
    roll_back(store, copy)
    with closing_store(store.path) as again:
        assert charges_of(again) == [first]
        for step in (lambda: charge(again, "0.1", 4, at=year(3)), lambda: settle_witness(again, POOL)):
            with pytest.raises(PoolLocked, match="replay the missing releases"):
                step()
        assert replay(again, read_witness(pool.witness, POOL)) == rest
        assert replay(again, read_witness(pool.witness, POOL)) == []
        assert settle_witness(again, POOL) is Standing.EQUAL
        with pytest.raises(ChargeNotAccepted, match="beyond the budget"):
            charge(again, "0.500000000001", 4, at=year(3))
        charge(again, "0.5", 4, at=year(3))
        assert sum_in(again) == CAP
        assert verify_store(again).faults == ()


@pytest.mark.parametrize("left", [slice(1, None), slice(0, 3, 2)])
def test_chain_with_a_gap_is_not_replayed(store: Store, pool: Pool, tmp_path: Path, left: slice) -> None:
    with closing_store(tmp_path / "other.db") as other:
        make_pool(other, tmp_path / "other.jsonl")
        charges = [charge(other, "0.5", number) for number in (1, 2, 3)]
    with pytest.raises(LedgerBroken, match="does not follow"):
        replay(store, charges[left])
    assert charges_of(store) == []
    assert replay(store, charges) == charges


CHARGE_UNTIL_REFUSED = """
import sys, time
from decimal import Decimal
from pathlib import Path
from store.database import open_store
from store.ledger import ChargeNotAccepted
from tests.pools import charge
from tests.workspaces import MORNING
store = open_store(Path(sys.argv[1]), now=MORNING)
for _ in range(200):
    try:
        made = charge(store, sys.argv[2])
    except ChargeNotAccepted:
        break
    print(made.number, flush=True)
    time.sleep(0.001)
"""


def test_processes_that_charge_at_once_never_exceed_the_cap_together(store: Store, pool: Pool) -> None:
    spenders = [python(CHARGE_UNTIL_REFUSED, store.path, "0.07") for _ in range(2)]
    ended = [spender.communicate(timeout=120) for spender in spenders]
    assert [err for _, err in ended] == [""] * 2
    numbers = [int(line) for out, _ in ended for line in out.split()]
    # 42 times 0.07 is 2.94.
    assert sorted(numbers) == list(range(1, 43))
    assert sum_in(store) == Decimal("2.94")
    assert read_witness(pool.witness, POOL) == charges_of(store)
    assert verify_store(store).faults == ()


def test_decimal_has_one_way_to_be_written() -> None:
    for written, text in (("1.0", "1"), ("1E+1", "10"), ("0.20", "0.2"), ("1e-12", "0.000000000001"), ("100", "100")):
        assert decimal_text(Decimal(written)) == text
        assert read_decimal(text) == Decimal(written)
    for text in (
        "1.0",
        "1E+1",
        ".5",
        "5.",
        "+1",
        " 1",
        "1_0",
        "٣",
        "-1",
        "0",
        "NaN",
        "1e-999999999",
        "x",
        "",
        "9" * 99,
    ):
        with pytest.raises(ValueError, match="epsilon is written"):
            read_decimal(text)


def test_sum_is_never_rounded() -> None:
    assert sum_of([Decimal(100)] * 10_000 + [Decimal("1e-12")]) == Decimal("1000000.000000000001")


class Spending(RuleBasedStateMachine):
    """An operator who charges, restarts, backs up, restores, puts old copies in place and replays, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "store.db")
        self.store = open_store(self.path, now=MORNING)
        self.pool = make_pool(self.store, Path(self.folder.name, "witness.jsonl"))
        self.published: list[Charge] = []
        """What the world has seen, whatever the store says; its charge is in the witness before."""
        self.copies: list[Path] = []
        self.day = 0

    def knows_all(self) -> bool:
        return charges_of(self.store)[: len(self.published)] == self.published

    def try_to_charge(self, epsilon: str, then: Callable[[Store, str], object]) -> None:
        self.day += 1
        knew_all, would_fit = self.knows_all(), sum_in(self.store) + Decimal(epsilon) <= CAP
        try:
            with self.store.writing() as transaction:
                append_charge(transaction, POOL, Decimal(epsilon), self.day, MORNING + timedelta(days=self.day), CAP)
            then(self.store, POOL)
        except ChargeNotAccepted:
            assert knew_all and not would_fit
        except PoolLocked:
            assert not knew_all
        else:
            assert knew_all and would_fit
            self.published = read_witness(self.pool.witness, POOL)

    @rule(epsilon=EPSILONS)
    def spend(self, epsilon: str) -> None:
        self.try_to_charge(epsilon, settle_witness)

    @rule(epsilon=EPSILONS)
    def spend_and_be_cut_off_before_the_witness_is_written(self, epsilon: str) -> None:
        self.try_to_charge(epsilon, lambda *_: None)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.path, now=MORNING)

    @rule()
    def back_up(self) -> None:
        self.copies.append(Path(self.folder.name, f"copy-{len(self.copies)}"))
        backup_store(self.store, self.copies[-1])

    @rule(choice=st.integers(0, 9))
    def restore(self, choice: int) -> None:
        if self.copies:
            restore_store(self.copies[choice % len(self.copies)], self.path, now=MORNING)

    @rule(choice=st.integers(0, 9))
    def put_old_copy_in_place(self, choice: int) -> None:
        if self.copies:
            roll_back(self.store, self.copies[choice % len(self.copies)])
            self.store = open_store(self.path, now=MORNING)

    @rule()
    def replay(self) -> None:
        try:
            replay(self.store, read_witness(self.pool.witness, POOL))
        except PoolLocked:
            # Somebody was cut off, went on from an older copy, and put the cut-off one back.
            assert compare_charges(charges_of(self.store), self.published) is Standing.FORKED
        else:
            settle_witness(self.store, POOL)
            self.published = read_witness(self.pool.witness, POOL)
            assert charges_of(self.store) == self.published

    @invariant()
    def nothing_is_spent_beyond_the_cap(self) -> None:
        assert sum(charge.epsilon for charge in self.published) <= CAP
        assert sum_in(self.store) <= CAP

    @invariant()
    def chains_hold_and_nothing_published_is_forgotten(self) -> None:
        verify_chain(POOL, charges_of(self.store))
        assert read_witness(self.pool.witness, POOL) == self.published

    def teardown(self) -> None:
        assert verify_store(self.store).faults == ()
        self.store.close()
        self.folder.cleanup()


Spending.TestCase.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestSpending = Spending.TestCase
