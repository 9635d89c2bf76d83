"""Charges of privacy budget: one row each of a chain in which every link vouches for all before it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, Inexact, InvalidOperation, localcontext
from enum import StrEnum
from hashlib import sha256
from typing import Any

from frameworks.errors import MaturityError

BEGINNING = "0" * 64
"""Stands where the hash before the first charge would stand."""
LARGEST = Decimal(100)
"""No charge and no cap is larger: far above it epsilon protects nobody."""
DECIMALS = 12
"""No charge and no cap is finer, so that every sum of them is exact."""
_KEYS = ("number", "at", "epsilon", "release", "previous", "hash")
_HASH = re.compile(r"[0-9a-f]{64}")


class LedgerBroken(MaturityError):
    """A charge, or the chain it stands in, is not as it was written."""

    exit_code = 13


class PoolLocked(MaturityError):
    """The ledger knows less than what was kept elsewhere, or something else; nothing is spent until that is mended."""

    exit_code = 13


class Standing(StrEnum):
    """How the charges of the store stand to those kept elsewhere."""

    EQUAL = "equal"
    AHEAD = "ahead"
    BEHIND = "behind"
    FORKED = "forked"


@dataclass(frozen=True, slots=True)
class Charge:
    """What one release has spent, when, and the links to the charge before it and to itself."""

    number: int
    at: datetime
    epsilon: Decimal
    release: int
    previous: str
    hash: str

    def as_json(self) -> dict[str, Any]:
        """The charge as it stands in a witness and in the file of a release."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "epsilon": decimal_text(self.epsilon),
            "release": self.release,
            "previous": self.previous,
            "hash": self.hash,
        }


def read_charge(given: Mapping[str, Any]) -> Charge:
    """The charge that somebody's JSON says. Raises ValueError where it says none; its hash is not checked here."""
    if set(given) != set(_KEYS):
        raise ValueError(f"a charge has the keys {', '.join(_KEYS)}")
    number, at, epsilon, release, previous, hash_ = (given[key] for key in _KEYS)
    numbers_are_whole = all(type(value) is int and value >= 1 for value in (number, release))
    hashes_are_whole = all(isinstance(value, str) and _HASH.fullmatch(value) for value in (previous, hash_))
    if not (numbers_are_whole and hashes_are_whole and isinstance(at, str) and isinstance(epsilon, str)):
        raise ValueError("a charge has whole numbers, texts and hashes in their places")
    return Charge(number, _moment(at), read_decimal(epsilon), release, previous, hash_)


def link_charge(pool_id: str, after: Charge | None, *, at: datetime, epsilon: Decimal, release: int) -> Charge:
    """The charge that follows on another one, or begins the chain of a pool."""
    number, previous = (1, BEGINNING) if after is None else (after.number + 1, after.hash)
    at = at.astimezone(UTC)
    return Charge(number, at, epsilon, release, previous, _hash(pool_id, number, at, epsilon, release, previous))


def verify_chain(pool_id: str, charges: Sequence[Charge], where: str = "ledger") -> None:
    """Raise LedgerBroken, naming the first link that does not follow, unless the charges are the chain of this pool."""
    before: Charge | None = None
    for position, charge in enumerate(charges, 1):
        is_in_order = before is None or (charge.at >= before.at and charge.release >= before.release)
        if not is_in_order or not is_spendable(charge.epsilon):
            raise broken_at(position, where)
        if charge != link_charge(pool_id, before, at=charge.at, epsilon=charge.epsilon, release=charge.release):
            raise broken_at(position, where)
        before = charge


def broken_at(position: int, where: str) -> LedgerBroken:
    """The error for a charge that is not as it was written."""
    return LedgerBroken.of(
        f"Charge {position} is not as it was written, or does not follow on the one before it.",
        where,
        "take the ledger from where it is unbroken: a backup of the store, its witness or the file of a release.",
    )


def compare_charges(of_store: Sequence[Charge], elsewhere: Sequence[Charge]) -> Standing:
    """How two chains of one pool stand to each other."""
    shared = min(len(of_store), len(elsewhere))
    if list(of_store[:shared]) != list(elsewhere[:shared]):
        return Standing.FORKED
    if len(of_store) == len(elsewhere):
        return Standing.EQUAL
    return Standing.AHEAD if len(of_store) > shared else Standing.BEHIND


def check_against(of_store: Sequence[Charge], elsewhere: Sequence[Charge], where: str = "witness") -> Standing:
    """EQUAL, or AHEAD: then what is kept elsewhere lacks what the store has.

    Raises:
        PoolLocked: the store is behind, or both have gone on from a common charge in different ways.
    """
    standing = compare_charges(of_store, elsewhere)
    if standing is Standing.BEHIND:
        raise PoolLocked.of(
            "The pool is locked: its ledger lacks charges that are kept elsewhere. The store is an older copy.",
            where,
            "replay the missing releases from there, or put the newer store back.",
        )
    if standing is Standing.FORKED:
        raise PoolLocked.of(
            "The pool is locked: its ledger and what is kept elsewhere tell different histories.",
            where,
            "find the store that made the published releases and put it back; a forked ledger is never replayed.",
        )
    return standing


def sum_of(epsilons: Sequence[Decimal]) -> Decimal:
    """The exact sum; it is never rounded."""
    with localcontext() as context:
        context.prec, context.traps[Inexact] = 200, True
        return sum(epsilons, Decimal(0))


def is_spendable(epsilon: object) -> bool:
    """Whether something is an exact decimal above 0, no larger than LARGEST and no finer than DECIMALS."""
    if not isinstance(epsilon, Decimal) or not epsilon.is_finite() or not 0 < epsilon <= LARGEST:
        return False
    exponent = epsilon.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DECIMALS


def decimal_text(value: Decimal) -> str:
    """The one way to write a decimal: no exponent, no zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_decimal(text: str) -> Decimal:
    """The decimal that was written by `decimal_text`. Raises ValueError for every other text."""
    try:
        value = Decimal(text) if len(text) <= 40 else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not is_spendable(value) or decimal_text(value) != text:
        raise ValueError("epsilon is written without exponent and without zeros at its end")
    return value


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() != timedelta(0) or at.astimezone(UTC).isoformat() != text:
        raise ValueError("a moment is written in UTC")
    return at.astimezone(UTC)


def _hash(pool_id: str, number: int, at: datetime, epsilon: Decimal, release: int, previous: str) -> str:
    parts = [pool_id, number, at.isoformat(), decimal_text(epsilon), release, previous]
    return sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
