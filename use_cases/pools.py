"""What the operator of a pool does: make it, invite, accept, publish, and show what stands in it."""

import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from frameworks.errors import Fault, MaturityError
from frameworks.registers.benchmark import load_benchmark_words
from frameworks.registers.register import load_profiles
from scoring.benchmark import Release, make_release, publishable
from scoring.budget import CAP, Budget, Neighbors
from scoring.contribution import (
    Contribution,
    ContributionNotAccepted,
    check_against,
    read_contribution,
    read_withdrawal,
)
from scoring.guarantee import certainty_of_answer, certainty_of_membership, cost_of, whole_percent
from scoring.months import months_after
from scoring.pool_terms import WHOLE, Invitation, PoolTerms
from scoring.signing import public_key_of, signed
from store import ledger, pools
from store.database import Connection
from use_cases.pool_files import PoolFileNotReadable, file_text, read_published, read_tree
from use_cases.workspace import Workspace

MOST_INVITATIONS = 10_000
"""Made at once."""
MONTHS_BETWEEN = 12
"""One release a year, unless the operator asks for one earlier."""


class PoolNotUsable(MaturityError):
    """A pool cannot be made or used as it was asked."""

    exit_code = 13


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """What somebody decides who makes a pool; none of it can be changed afterwards."""

    id: str
    title: str
    framework: str
    witness: Path
    """The second place of its ledger, best on another machine."""
    expires: date
    kinds: tuple[str, ...] = ()
    """Kinds of service to publish by; empty: the whole."""
    is_named: bool = False
    is_synthetic: bool = False


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
    locked: tuple[Fault, ...] = field(default=())

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be published, ever."""
        return self.spent >= Decimal(str(self.terms.epsilon_cap))


def create_pool(workspace: Workspace, plan: PoolPlan) -> PoolTerms:
    """Make a pool with a key pair of its own, and its witness.

    Raises:
        FrameworkNotFound.
        PoolNotUsable: the framework has no scale to compare on, a kind of service is not known, or it has expired.
        PoolNotAccepted: there is a pool with this id.
        PoolLocked: the witness cannot be made.
    """
    framework = workspace.load_framework(plan.framework)
    known = {kind.id for kind in load_profiles().kinds}
    if unknown := [kind for kind in plan.kinds if kind not in known]:
        mend = f"use some of: {', '.join(sorted(known))}."
        raise PoolNotUsable.of(f"{unknown[0]!r} is no kind of service.", "cells", mend)
    if plan.expires <= workspace.today():
        raise PoolNotUsable.of("The consent would have expired already.", "expires", "name a day to come.")
    private_key = secrets.token_hex(32)
    terms = PoolTerms(
        id=plan.id,
        title=plan.title,
        framework=framework.key,
        lowest=float(framework.scale.lowest),
        highest=float(framework.scale.highest),
        domains=tuple(domain.id for domain in framework.domains),
        cells=plan.kinds or (WHOLE,),
        is_named=plan.is_named,
        is_synthetic=plan.is_synthetic,
        epsilon_cap=CAP,
        consent_text=_consent_text(plan),
        purposes=load_benchmark_words().purposes,
        expires=plan.expires,
        public_key=public_key_of(private_key),
    )
    content = json.dumps(terms.model_dump(mode="json"), ensure_ascii=False)
    pool = pools.Pool(plan.id, workspace.now(), content, plan.witness.absolute(), terms.public_key, private_key)
    with workspace.store.writing() as transaction:
        pools.add_pool(transaction, pool)
        ledger.begin_witness(pool.witness)
    return terms


def list_pools(workspace: Workspace) -> list[PoolTerms]:
    """The terms of every pool of the store, the oldest first."""
    with workspace.store.reading() as connection:
        return [_terms(pool) for pool in pools.list_pools(connection)]


def show_pool(workspace: Workspace, pool_id: str) -> PoolView:
    """A pool with its true counts, for its operator. Raises PoolNotFound."""
    today = workspace.today()
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
        terms, given = _terms(pool), _contributions(connection, pool_id)
        cells = Counter(one.cell for one in given)
        published = _releases(connection, pool_id)
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
            locked=locked,
        )


def invite(workspace: Workspace, pool_id: str, number: int) -> list[Invitation]:
    """So many invitations, each for one organization. To whom they go is written nowhere.

    Raises:
        PoolNotFound.
        PoolNotUsable: none, or more than are made at once.
    """
    if not 1 <= number <= MOST_INVITATIONS:
        mend = f"ask for 1 to {MOST_INVITATIONS:,}."
        raise PoolNotUsable.of("So many invitations are not made at once.", "number", mend)
    tokens = [secrets.token_hex(32) for _ in range(number)]
    with workspace.store.writing() as transaction:
        pool = pools.load_pool(transaction, pool_id)
        pools.add_invitations(transaction, pool_id, tokens)
    terms = _terms(pool).model_dump(mode="json")
    trees = ({"schema": "pool-invitation/1", "terms": terms, "token": token} for token in tokens)
    return [Invitation.model_validate(signed(tree, pool.private_key)) for tree in trees]


def accept(workspace: Workspace, pool_id: str, files: Sequence[tuple[str, bytes | Path]]) -> Accepted:
    """Take contributions into a pool, each for itself: one that is refused holds no other back.

    Raises:
        PoolNotFound.
    """
    new, replaced = 0, 0
    refused: list[Fault] = []
    with workspace.store.writing() as transaction:
        terms = _terms(pools.load_pool(transaction, pool_id))
        for name, source in files:
            try:
                contribution = read_contribution(read_tree(source, name), name)
                check_against(contribution, terms, workspace.today(), name)
                is_new = _take(transaction, contribution, name)
            except (ContributionNotAccepted, PoolFileNotReadable) as error:
                refused += error.faults
                continue
            new, replaced = new + is_new, replaced + (not is_new)
    return Accepted(new, replaced, tuple(refused))


def withdraw_member(workspace: Workspace, pool_id: str, name: str, source: bytes | Path) -> None:
    """Delete what a member gave, for ever, by the word that is signed with its key.

    Raises:
        PoolNotFound.
        ContributionNotAccepted: it is no such word, or one for another pool.
    """
    withdrawal = read_withdrawal(read_tree(source, name), name)
    if withdrawal.pool != pool_id:
        what = "The withdrawal is for another pool."
        raise ContributionNotAccepted.of(what, f"{name} > pool", "hand it to the pool it is for.")
    pools.remove_contribution(workspace.store, pool_id, withdrawal.pseudonym)


def publish_release(workspace: Workspace, pool_id: str, *, is_early: bool = False) -> Release:
    """Charge for a release and draw it, both or neither; then bring the second place up to date.

    Raises:
        PoolNotFound.
        PoolNotUsable: the last release is less than a year old, unless `is_early`.
        ChargeNotAccepted: the budget of the pool is spent, or the clock was set back.
        PoolLocked, LedgerBroken: the store is behind its second place, or one of them was changed.
    """
    ledger.settle_witness(workspace.store, pool_id)
    today, budget = workspace.today(), Budget()
    with workspace.store.writing() as transaction:
        pool = pools.load_pool(transaction, pool_id)
        terms, former = _terms(pool), _releases(transaction, pool_id)
        if former and not is_early and months_after(former[-1].dated, MONTHS_BETWEEN) > today:
            day = months_after(former[-1].dated, MONTHS_BETWEEN)
            what = f"The next release is due on {day}: each one spends of what protects the members."
            raise PoolNotUsable.of(what, f"pool {pool_id}", "wait, or ask for an early one.")
        neighbors: Neighbors = "change_one" if terms.is_named else "add_or_remove"
        epsilon = Decimal(str(round(cost_of([budget], neighbors).epsilon, 6)))
        charges = ledger.list_charges(transaction, pool_id)
        number = charges[-1].release + 1 if charges else 1
        cap = Decimal(str(terms.epsilon_cap))
        charge = ledger.append_charge(transaction, pool_id, epsilon, number, workspace.now(), cap)
        release = make_release(
            _contributions(transaction, pool_id),
            terms,
            today,
            [budget] * number,
            [one.as_json() for one in (*charges, charge)],
            pool.private_key,
        )
        pools.save_release(transaction, pool_id, pools.Release(number, file_text(release)))
    ledger.settle_witness(workspace.store, pool_id)
    return release


def load_published(workspace: Workspace, pool_id: str, number: int) -> Release:
    """A release that was published before, to the letter. Raises PoolNotFound, ReleaseNotFound."""
    with workspace.store.reading() as connection:
        content = pools.load_release(connection, pool_id, number).content
    return read_published(content.encode(), f"release {number}")


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
    """Hold a pool of this store against a release. Raises PoolNotFound, PoolLocked."""
    pool_id, where = release.terms.id, f"release {release.number}"
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
        charges = ledger.list_charges(connection, pool_id)
    if release.terms.public_key != pool.public_key:
        what = "The release was signed by another pool of this name."
        raise PoolNotUsable.of(what, where, "take a release of this pool.")
    ledger.check_against(charges, _charges_of(release), where)


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
            chains.append(_charges_of(release))
        for chain in sorted(chains, key=len):
            replayed += len(ledger.replay_charges(transaction, pool_id, chain))
        for release in releases:
            pools.save_release(transaction, pool_id, pools.Release(release.number, file_text(release)))
    ledger.settle_witness(workspace.store, pool_id)
    return replayed


def _take(transaction: Connection, contribution: Contribution, where: str) -> bool:
    """Whether the member is new to the pool."""
    pool_id, pseudonym = contribution.pool, contribution.pseudonym
    former = pools.find_contribution(transaction, pool_id, pseudonym)
    if former is not None and json.loads(former.content)["period"] > contribution.period:
        what = "A newer half-year was given under this key."
        raise ContributionNotAccepted.of(what, f"{where} > period", "hand over the newest only.")
    pools.use_invitation(transaction, pool_id, contribution.token, pseudonym)
    content = json.dumps(contribution.as_tree(), ensure_ascii=False)
    return pools.put_contribution(transaction, pool_id, pools.Contribution(pseudonym, content))


def _terms(pool: pools.Pool) -> PoolTerms:
    return PoolTerms.model_validate_json(pool.content)


def _contributions(connection: Connection, pool_id: str) -> list[Contribution]:
    rows = pools.list_contributions(connection, pool_id)
    return [Contribution.model_validate_json(row.content) for row in rows]


def _releases(connection: Connection, pool_id: str) -> list[Release]:
    return [Release.model_validate_json(row.content) for row in pools.list_releases(connection, pool_id)]


def _charges_of(release: Release) -> list[ledger.Charge]:
    return [ledger.read_charge(charge.model_dump()) for charge in release.charges]


def _consent_text(plan: PoolPlan) -> str:
    """The words a member agrees to, with what they come to for this pool."""
    neighbors: Neighbors = "change_one" if plan.is_named else "add_or_remove"
    once = cost_of([Budget()], neighbors)
    most = int(CAP / once.epsilon)
    ever = cost_of([Budget()] * most, neighbors)
    computed = {
        "membership": certainty_of_membership(once.epsilon),
        "answer": certainty_of_answer(once.statistics, neighbors),
        "membership_all": certainty_of_membership(ever.epsilon),
        "answer_all": certainty_of_answer(ever.statistics, neighbors),
    }
    shown = {name: f"{whole_percent(share)} %" for name, share in computed.items()}
    parts = load_benchmark_words().consent
    paragraphs = [part.named if plan.is_named and part.named else part.text for part in parts]
    return "\n\n".join(one.format(**shown, expires=plan.expires.isoformat(), cap=f"{CAP:g}") for one in paragraphs)
