"""What the operator of a pool does between publications: invite, accept, withdraw, and show what stands in it."""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from frameworks.errors import Fault
from scoring.benchmark import publishable
from scoring.contribution import (
    Contribution,
    ContributionNotAccepted,
    check_against,
    read_contribution,
    read_withdrawal,
)
from scoring.pool_terms import Invitation, PoolTerms
from scoring.signing import signed
from store import ledger, pools
from store.backups import list_kept_copies
from store.database import Connection
from use_cases.pool_files import PoolFileNotReadable, read_tree_of
from use_cases.pool_rows import (
    PoolNotUsable,
    given_in,
    is_closed,
    published_in,
    refuse_closed,
    refuse_expired,
    terms_of,
)
from use_cases.workspace import Workspace

MOST_INVITATIONS = 10_000
"""Made at once."""
Progress = Callable[[int, int], None]
"""Told how many of how many are through."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of files that members handed over."""

    new: int = 0
    replaced: int = 0
    refused: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolView:
    """A pool as its operator alone sees it: with true counts."""

    terms: PoolTerms
    witness: Path
    members: dict[str, int]
    """Contributions by cell."""
    waiting: int
    """Of them not old enough, or of another version, to be published today."""
    spent: Decimal
    releases: tuple[date, ...]
    missing: tuple[int, ...] = ()
    """Releases that were charged for and are not kept here: a store that was set back has their charges alone."""
    locked: tuple[Fault, ...] = field(default=())

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be published, ever."""
        return is_closed(self.terms, self.spent)


def list_pools(workspace: Workspace) -> list[PoolTerms]:
    """The terms of every pool of the store, the oldest first."""
    with workspace.store.reading() as connection:
        return [terms_of(pool) for pool in pools.list_pools(connection)]


def show_pool(workspace: Workspace, pool_id: str) -> PoolView:
    """A pool with its true counts, for its operator. Raises PoolNotFound."""
    today = workspace.today()
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
        terms, given = terms_of(pool), given_in(connection, pool_id)
        cells = Counter(one.cell for one in given)
        published = published_in(connection, pool_id)
        charges = ledger.list_charges(connection, pool_id)
        locked: tuple[Fault, ...] = ()
        try:
            ledger.check_against(charges, ledger.read_witness(pool.witness, pool_id), str(pool.witness))
        except (ledger.PoolLocked, ledger.LedgerBroken) as error:
            locked = error.faults
        return PoolView(
            terms=terms,
            witness=pool.witness,
            members={cell: cells[cell] for cell in terms.cells},
            waiting=len(given) - len(publishable(given, terms, today)),
            spent=ledger.spent(connection, pool_id),
            releases=tuple(release.dated for release in published),
            missing=tuple(sorted({one.release for one in charges} - {release.number for release in published})),
            locked=locked,
        )


def invite(workspace: Workspace, pool_id: str, number: int) -> list[Invitation]:
    """So many invitations, each for one organization. To whom they go is written nowhere.

    Raises:
        PoolNotFound.
        PoolNotUsable: none, or more than are made at once; or the pool has expired, or is closed for ever.
    """
    if not 1 <= number <= MOST_INVITATIONS:
        mend = f"ask for 1 to {MOST_INVITATIONS:,}."
        raise PoolNotUsable.of("So many invitations are not made at once.", "number", mend)
    tokens = [secrets.token_hex(32) for _ in range(number)]
    with workspace.store.writing() as transaction:
        pool = pools.load_pool(transaction, pool_id)
        terms = terms_of(pool)
        refuse_expired(terms, workspace.today())
        refuse_closed(terms, ledger.spent(transaction, pool_id))
        pools.add_invitations(transaction, pool_id, tokens)
    shown = terms.model_dump(mode="json")
    trees = ({"schema": "pool-invitation/1", "terms": shown, "token": token} for token in tokens)
    return [Invitation.model_validate(signed(tree, pool.private_key)) for tree in trees]


def accept(
    workspace: Workspace,
    pool_id: str,
    files: Sequence[tuple[str, bytes | Path]],
    progress: Progress = lambda done, of: None,
) -> Accepted:
    """Take contributions into a pool, each for itself: one that is refused holds no other back.

    Raises:
        PoolNotFound.
        PoolNotUsable: the pool is closed for ever: nothing is kept of what can never be published.
    """
    new, replaced = 0, 0
    refused: list[Fault] = []
    with workspace.store.writing() as transaction:
        terms = terms_of(pools.load_pool(transaction, pool_id))
        refuse_closed(terms, ledger.spent(transaction, pool_id))
        for place, (name, source) in enumerate(files, 1):
            progress(place, len(files))
            try:
                contribution = read_contribution(read_tree_of("contribution", source, name), name)
                check_against(contribution, terms, workspace.today(), name)
                is_new = _take(transaction, contribution, name)
            except (ContributionNotAccepted, PoolFileNotReadable) as error:
                refused += error.faults
                continue
            new, replaced = new + is_new, replaced + (not is_new)
    return Accepted(new, replaced, tuple(refused))


def withdraw_member(workspace: Workspace, pool_id: str, name: str, source: bytes | Path) -> tuple[Path, ...]:
    """Delete what a member gave, for ever, by the word that is signed with its key.

    Returns copies of the store, kept beside it since a restore or an update, that may hold it still.

    Raises:
        PoolNotFound.
        PoolFileNotReadable: the file cannot be read, or is of another kind.
        ContributionNotAccepted: it is no such word, or one for another pool.
    """
    withdrawal = read_withdrawal(read_tree_of("withdrawal", source, name), name)
    if withdrawal.pool != pool_id:
        what = "The withdrawal is for another pool."
        raise ContributionNotAccepted.of(what, f"{name} > pool", "hand it to the pool it is for.")
    pools.remove_contribution(workspace.store, pool_id, withdrawal.pseudonym)
    return tuple(list_kept_copies(workspace.store.path))


def _take(transaction: Connection, contribution: Contribution, where: str) -> bool:
    """Whether the member is new to the pool."""
    pool_id, pseudonym = contribution.pool, contribution.pseudonym
    former = pools.find_contribution(transaction, pool_id, pseudonym)
    if former is not None:
        _refuse_older(contribution, Contribution.model_validate_json(former.content), where)
    try:
        pools.use_invitation(transaction, pool_id, contribution.token, pseudonym)
    except ContributionNotAccepted as error:
        # The store does not know in which of many files it stood.
        raise ContributionNotAccepted(*(replace(fault, where=where) for fault in error.faults)) from None
    content = json.dumps(contribution.as_tree(), ensure_ascii=False)
    return pools.put_contribution(transaction, pool_id, pools.Contribution(pseudonym, content))


def _refuse_older(contribution: Contribution, former: Contribution, where: str) -> None:
    """Raise ContributionNotAccepted for a file that was handed over before, or made before the one that is kept."""
    if former.period > contribution.period:
        what = "A newer half-year was given under this key."
        raise ContributionNotAccepted.of(what, f"{where} > period", "hand over the newest only.")
    if contribution.number <= former.number and contribution != former:
        what = "A newer file was given under this key."
        raise ContributionNotAccepted.of(
            what, f"{where} > number", "ask the member for the newest, or to make it anew."
        )
