"""The witness tells of every charge, is brought up when it lacks some, and is not believed once it was edited."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path

import pytest

from store.charges import Charge, LedgerBroken, PoolLocked, Standing
from store.database import Store
from store.ledger import settle_witness
from store.pools import Pool
from store.witness import WitnessNotUsable, begin_witness, read_witness, write_witness
from tests.pools import POOL, charge, rewritten, year


def test_witness_holds_one_line_for_each_charge(three: list[Charge], pool: Pool) -> None:
    lines = [json.loads(line) for line in pool.witness.read_text().splitlines()]
    assert [list(line) for line in lines] == [["number", "at", "epsilon", "release", "previous", "hash"]] * 3
    assert [line["epsilon"] for line in lines] == ["1", "0.2", "0.8"]
    assert read_witness(pool.witness, POOL) == three
    assert pool.witness.stat().st_mode & 0o777 == 0o600


def test_witness_that_lacks_charges_is_brought_up(store: Store, three: list[Charge], pool: Pool) -> None:
    whole = pool.witness.read_text()
    lines = whole.splitlines(keepends=True)
    # Also where writing a line was cut off.
    for left in ("", lines[0], lines[0] + lines[1][:40], whole[:-1]):
        pool.witness.write_text(left)
        assert settle_witness(store, POOL) is Standing.AHEAD
        assert pool.witness.read_text() == whole
        assert settle_witness(store, POOL) is Standing.EQUAL


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda lines: [lines[0], lines[1].replace('"0.2"', '"0.1"'), lines[2]], 2),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[0], lines[1], lines[1]], 3),
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], "", *lines[1:]], 2),
        (lambda lines: [lines[0], "[]", lines[2]], 2),
        (lambda lines: [lines[0], "7", lines[2]], 2),
        (lambda lines: [lines[0], '{"epsilon": NaN}', lines[2]], 2),
        (lambda lines: [lines[0], lines[1].replace("+00:00", ""), lines[2]], 2),
        (lambda lines: [lines[0], lines[1].replace("2028", "0001").replace("+00:00", "+09:00"), lines[2]], 2),
        (lambda lines: [lines[0], lines[1].replace('"release": 2', '"release": true'), lines[2]], 2),
        (lambda lines: [lines[0], lines[1].replace("{", '{"note": "x", '), lines[2]], 2),
        (lambda lines: ["[" * 100_000, *lines], 1),
        (lambda lines: ["\udcff", *lines], 1),
    ],
)
def test_edited_witness_is_named_by_its_line_and_locks_the_pool(
    store: Store, three: list[Charge], pool: Pool, edit: Callable[[list[str]], list[str]], named: int
) -> None:
    lines = edit(pool.witness.read_text().splitlines())
    pool.witness.write_bytes("".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))
    for step in (
        lambda: read_witness(pool.witness, POOL),
        lambda: settle_witness(store, POOL),
        lambda: charge(store, "0.1", 4, at=year(4)),
        lambda: write_witness(pool.witness, POOL, three),
    ):
        with pytest.raises(LedgerBroken, match=f"Charge {named} ") as broken:
            step()
        assert broken.value.faults[0].where == str(pool.witness)


def test_witness_that_is_not_there_locks_the_pool(store: Store, three: list[Charge], pool: Pool) -> None:
    content = pool.witness.read_bytes()
    pool.witness.unlink()
    for step in (lambda: charge(store, "0.1", 4, at=year(4)), lambda: settle_witness(store, POOL)):
        with pytest.raises(PoolLocked, match="witness is not there") as locked:
            step()
        assert locked.value.exit_code == 13
    pool.witness.mkdir()
    with pytest.raises(WitnessNotUsable):
        settle_witness(store, POOL)
    pool.witness.rmdir()
    pool.witness.write_bytes(b"x" * 1_000_001)
    with pytest.raises(WitnessNotUsable, match="too large"):
        settle_witness(store, POOL)
    pool.witness.write_bytes(content)
    charge(store, "0.1", 4, at=year(4))


def test_new_witness_is_never_put_over_a_file_or_where_there_is_no_folder(pool: Pool, tmp_path: Path) -> None:
    with pytest.raises(WitnessNotUsable, match="a file in the place"):
        begin_witness(pool.witness)
    with pytest.raises(WitnessNotUsable, match="cannot be reached"):
        begin_witness(tmp_path / "nowhere" / "witness.jsonl")


def test_witness_keeps_lines_that_the_writer_has_not_seen_yet(three: list[Charge], pool: Pool) -> None:
    write_witness(pool.witness, POOL, three[:2])
    assert read_witness(pool.witness, POOL) == three
    with pytest.raises(PoolLocked, match="another history"):
        write_witness(pool.witness, POOL, rewritten(three))


def test_copies_of_a_store_take_turns_at_the_witness_they_share(three: list[Charge], pool: Pool) -> None:
    pool.witness.write_bytes(b"")
    with ThreadPoolExecutor() as threads, pool.witness.open("r+b") as held:
        flock(held, LOCK_EX)
        later = threads.submit(write_witness, pool.witness, POOL, three)
        with pytest.raises(TimeoutError):
            later.result(timeout=0.3)
        # The copy that was first has gone on in another way meanwhile.
        held.write(f"{json.dumps(rewritten(three)[0].as_json())}\n".encode())
        held.flush()
        flock(held, LOCK_UN)
        with pytest.raises(PoolLocked, match="another history"):
            later.result(timeout=10)
    assert read_witness(pool.witness, POOL) == rewritten(three)[:1]
