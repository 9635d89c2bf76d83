"""What is published of a pool: charge and draw a release, verify what was published, replay what a store lacks."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scoring.benchmark import Release, make_release
from scoring.budget import Budget
from scoring.months import months_after
from store import ledger, pools
from use_cases.pool_files import file_text, read_published
from use_cases.pool_rows import PoolNotUsable, charges_of, given_in, price_of, published_in, refuse_expired, terms_of
from use_cases.workspace import Workspace

MONTHS_BETWEEN = 12
"""One release a year, unless the operator asks for one earlier."""


def publish_release(workspace: Workspace, pool_id: str, *, is_early: bool = False) -> Release:
    """Charge for a release and draw it, both or neither; then bring the second place up to date.

    Raises:
        PoolNotFound.
        PoolNotUsable: the last release is less than a year old, unless `is_early`; or every consent has expired.
        ChargeNotAccepted: the budget of the pool is spent, or the clock was set back.
        PoolLocked, LedgerBroken: the store is behind its second place, or one of them was changed.
    """
    ledger.settle_witness(workspace.store, pool_id)
    with workspace.store.writing() as transaction:
        # In its turn: who waits for another release comes after it, and no clock was set back.
        now = workspace.now()
        today = now.date()
        pool = pools.load_pool(transaction, pool_id)
        terms = terms_of(pool)
        refuse_expired(terms, today)
        charges = ledger.list_charges(transaction, pool_id)
        number = charges[-1].release + 1 if charges else 1
        cap = Decimal(str(terms.epsilon_cap))
        # First, so that a closed pool is called closed, not early; what is refused below takes it back.
        charge = ledger.append_charge(transaction, pool_id, price_of(terms), number, now, cap)
        if charges and not is_early:
            _refuse_early(charges[-1], today)
        release = make_release(
            given_in(transaction, pool_id),
            terms,
            today,
            [Budget()] * number,
            [one.as_json() for one in (*charges, charge)],
            pool.private_key,
        )
        pools.save_release(transaction, pool_id, pools.Release(number, file_text(release)))
    ledger.settle_witness(workspace.store, pool_id)
    return release


def load_published(workspace: Workspace, pool_id: str, number: int) -> Release:
    """A release that was published before, to the letter, once the second place knows of it.

    Raises:
        PoolNotFound, ReleaseNotFound.
        PoolLocked, LedgerBroken: as in publish_release.
    """
    ledger.settle_witness(workspace.store, pool_id)
    with workspace.store.reading() as connection:
        content = pools.load_release(connection, pool_id, number).content
    return read_published(content.encode(), f"release {number}")


def list_published(workspace: Workspace, pool_id: str) -> list[Release]:
    """Every release that was published, the oldest first: one the second place does not know of yet is not.

    Raises PoolNotFound, LedgerBroken.
    """
    with workspace.store.reading() as connection:
        known = ledger.list_witnessed(connection, pool_id)
        return [release for release in published_in(connection, pool_id) if release.number in known]


def verify_pool(workspace: Workspace, pool_id: str) -> None:
    """Hold the ledger against its second place and against every release of the store.

    Raises:
        PoolNotFound.
        PoolLocked, LedgerBroken, ReleaseNotReadable: what is not as it was written.
    """
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
        charges = ledger.list_charges(connection, pool_id)
        kept = pools.list_releases(connection, pool_id)
    ledger.check_against(charges, ledger.read_witness(pool.witness, pool_id), str(pool.witness))
    for one in kept:
        hold_against(workspace, read_published(one.content.encode(), f"release {one.number}"))


def hold_against(workspace: Workspace, release: Release) -> None:
    """Hold a pool of this store against a release; a store that is behind it stays locked until it is replayed.

    Raises:
        PoolNotFound.
        PoolNotUsable: the release is of another pool.
        PoolLocked, LedgerBroken: the store is behind it, tells another history, or has been changed.
    """
    pool_id, where = release.terms.id, f"release {release.number}"
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
    if release.terms.public_key != pool.public_key:
        what = "The release was signed by another pool of this name."
        raise PoolNotUsable.of(what, where, "take a release of this pool.")
    ledger.hold_against(workspace.store, pool_id, charges_of(release), where)


def replay(workspace: Workspace, pool_id: str, releases: Sequence[Release] = ()) -> int:
    """Give a store that is behind what was spent since: from its second place and from releases; how many charges.

    Raises:
        PoolNotFound.
        PoolNotUsable: a release is of another pool.
        PoolLocked, LedgerBroken: they do not follow on what the store has.
    """
    replayed = 0
    with workspace.store.writing() as transaction:
        pool = pools.load_pool(transaction, pool_id)
        chains = [ledger.read_witness(pool.witness, pool_id)]
        for release in releases:
            if (release.terms.id, release.terms.public_key) != (pool_id, pool.public_key):
                what = "The release is of another pool."
                raise PoolNotUsable.of(what, f"release {release.number}", "take releases of this pool.")
            chains.append(charges_of(release))
        for chain in sorted(chains, key=len):
            replayed += len(ledger.replay_charges(transaction, pool_id, chain))
        for release in releases:
            pools.save_release(transaction, pool_id, pools.Release(release.number, file_text(release)))
    ledger.settle_witness(workspace.store, pool_id)
    return replayed


def _refuse_early(last: ledger.Charge, today: date) -> None:
    """By the ledger, which a store that was set back has again before it has the release."""
    due = months_after(last.at.date(), MONTHS_BETWEEN)
    if due > today:
        what = f"The next release is due on {due}: each one spends of what protects the members."
        raise PoolNotUsable.of(what, "release", "wait, or ask for an early one.")
