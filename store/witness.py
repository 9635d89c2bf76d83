"""The witness: the second place of a ledger, a file of JSON lines that says what was spent when the store does not.

Store, witness and releases that are all set back together cannot be told from what they were.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from store.charges import Charge, PoolLocked, Standing, broken_at, compare_charges, read_charge, verify_chain
from store.database import sync

LARGEST_FILE = 1_000_000
"""Bytes. A pool that charges once a year fills some hundred of them a year."""


class WitnessNotUsable(PoolLocked):
    """The witness is not there, is no witness, or cannot be written."""


def begin_witness(path: Path) -> None:
    """Make the empty witness of a new pool, which only its owner reads. Raises WitnessNotUsable."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        sync(path)
        sync(path.parent)
    except FileExistsError as error:
        raise WitnessNotUsable.of(
            "There is a file in the place of the new witness.", str(path), "name a file that is not there yet."
        ) from error
    except OSError as error:
        raise _not_reached(path, error) from error


def read_witness(path: Path, pool_id: str) -> list[Charge]:
    """The charges a witness tells of, verified. A last line that was cut off while it was written does not count.

    Raises:
        WitnessNotUsable: it is not there, or cannot be read.
        LedgerBroken: a line was edited, is missing or belongs to another pool.
    """
    charges = []
    for position, line in enumerate(_whole_lines(path), 1):
        try:
            charges.append(read_charge(json.loads(line)))
        except (ValueError, TypeError, RecursionError) as error:
            raise broken_at(position, str(path)) from error
    verify_chain(pool_id, charges, str(path))
    return charges


def write_witness(path: Path, pool_id: str, charges: Sequence[Charge]) -> None:
    """Add the charges a witness lacks, and wait until they are on the disk. It never loses a line.

    Programs on one store take turns by `settle_witness`; copies of a store that share a witness take turns here, so
    that the later one finds what the earlier one wrote.

    Raises:
        PoolLocked: the witness tells another history.
        WitnessNotUsable, LedgerBroken: as in `read_witness`.
    """
    verify_chain(pool_id, charges)
    # Before it is opened: of a witness that is missing or no witness is said what is wrong with it.
    read_witness(path, pool_id)
    try:
        with path.open("r+b") as file:
            _wait_for_others(file)
            _write_missing(file, path, pool_id, charges)
    except OSError as error:
        raise _not_reached(path, error) from error


def _write_missing(file: BinaryIO, path: Path, pool_id: str, charges: Sequence[Charge]) -> None:
    there = read_witness(path, pool_id)
    if compare_charges(charges, there) is Standing.FORKED:
        raise PoolLocked.of(
            "The witness tells another history than the ledger.", str(path), "keep both, and put the right store back."
        )
    if missing := charges[len(there) :]:
        # What was cut off while it was written makes room.
        file.truncate(_whole_size(path.read_bytes()))
        file.seek(0, 2)
        file.write("".join(f"{json.dumps(charge.as_json())}\n" for charge in missing).encode())
        file.flush()
        sync(path)


def _wait_for_others(file: BinaryIO) -> None:
    """Until no copy of the store writes to this witness. Where system or disk has no locks, nobody is waited for."""
    with suppress(ImportError, OSError):
        from fcntl import LOCK_EX, flock

        flock(file, LOCK_EX)


def _whole_lines(path: Path) -> list[bytes]:
    try:
        if not path.is_file():
            raise WitnessNotUsable.of(
                "The pool is locked: its witness is not there.", str(path), "put the file back where it was."
            )
        if path.stat().st_size > LARGEST_FILE:
            raise WitnessNotUsable.of("The file is too large for a witness.", str(path), "put the right file back.")
        content = path.read_bytes()
    except OSError as error:
        raise _not_reached(path, error) from error
    return content.split(b"\n")[:-1]


def _whole_size(content: bytes) -> int:
    return content.rfind(b"\n") + 1


def _not_reached(path: Path, error: OSError) -> WitnessNotUsable:
    return WitnessNotUsable.of(
        f"The witness cannot be reached: {error.strerror or error}.", str(path), "make the file and its disk reachable."
    )
