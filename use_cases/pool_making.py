"""Make a pool, and let it go on with another version of its framework."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from frameworks.errors import Fault
from frameworks.loader import list_frameworks, version_key
from frameworks.model import Framework
from frameworks.registers.benchmark import load_benchmark_words
from frameworks.registers.register import load_profiles
from scoring.budget import CAP, Budget, Neighbors
from scoring.guarantee import certainty_of_answer, certainty_of_membership, cost_of, whole_percent
from scoring.organization import Profile, scope_of
from scoring.pool_terms import MOST_CELLS, WHOLE, Invitation, PoolTerms
from scoring.signing import public_key_of, signed
from store import ledger, pools
from use_cases.pool_rows import PoolNotUsable, refuse_closed, refuse_expired, terms_of
from use_cases.workspace import Workspace


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


def create_pool(workspace: Workspace, plan: PoolPlan) -> PoolTerms:
    """Make a pool with a key pair of its own, and its witness.

    Raises:
        FrameworkNotFound.
        PoolNotUsable: the framework has no scale to compare on, a kind of service is not known, it has expired,
            or its id, its title or its partition cannot be kept.
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
    terms = _checked_terms(
        id=plan.id,
        title=plan.title,
        framework=framework.key,
        lowest=float(framework.scale.lowest),
        highest=float(framework.scale.highest),
        domains=tuple(domain.id for domain in framework.domains),
        cells=plan.kinds or (WHOLE,),
        unasked=_unasked(framework, plan.kinds),
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


def tell_terms(workspace: Workspace, pool_id: str) -> Invitation:
    """What tells those who are in a pool under which terms it goes on: one file for all, without a token.

    Raises:
        PoolNotFound.
        PoolNotUsable: the pool has expired, or is closed for ever.
    """
    with workspace.store.reading() as connection:
        pool = pools.load_pool(connection, pool_id)
        spent = ledger.spent(connection, pool_id)
    terms = terms_of(pool)
    refuse_expired(terms, workspace.today())
    refuse_closed(terms, spent)
    tree = {"schema": "pool-invitation/1", "terms": terms.model_dump(mode="json"), "token": None}
    return Invitation.model_validate(signed(tree, pool.private_key))


def list_versions(workspace: Workspace, pool_id: str) -> list[str]:
    """Versions of its framework a pool can go on with, the newest first. Raises PoolNotFound."""
    with workspace.store.reading() as connection:
        terms = terms_of(pools.load_pool(connection, pool_id))
    id_ = terms.framework.partition("@")[0]
    found = [
        one for one in list_frameworks(workspace.catalogs) if one.id == id_ and _reason_to_stay(terms, one) is None
    ]
    return [one.version for one in sorted(found, key=lambda one: version_key(one.version), reverse=True)]


def move_pool(workspace: Workspace, pool_id: str, version: str | None = None) -> PoolTerms:
    """Let a pool go on with another version of its framework, by default the newest; all else stays as it is.

    What members gave against the former version is kept and counted again once they give anew.

    Raises:
        PoolNotFound, FrameworkNotFound.
        PoolNotUsable: it is the version the pool has, levels mean another scale in it, or the pool is closed or
            has expired.
    """
    with workspace.store.writing() as transaction:
        former = terms_of(pools.load_pool(transaction, pool_id))
        refuse_expired(former, workspace.today())
        refuse_closed(former, ledger.spent(transaction, pool_id))
        id_ = former.framework.partition("@")[0]
        framework = workspace.load_framework(f"{id_}@{version}" if version else id_)
        if fault := _reason_to_stay(former, framework):
            raise PoolNotUsable(fault)
        unasked = _unasked(framework, [cell for cell in former.cells if cell != WHOLE])
        terms = former.going_on_with(framework.key, tuple(domain.id for domain in framework.domains), unasked)
        pools.append_terms(transaction, pool_id, json.dumps(terms.model_dump(mode="json"), ensure_ascii=False))
    return terms


def _reason_to_stay(terms: PoolTerms, framework: Framework) -> Fault | None:
    if framework.key == terms.framework:
        mend = "name another version, once its files are here."
        return Fault(f"The pool is about {framework.key} already.", "version", mend)
    if (float(framework.scale.lowest), float(framework.scale.highest)) != (terms.lowest, terms.highest):
        return Fault(f"Levels of {framework.key} lie on another scale.", "version", "begin a pool of its own for it.")
    return None


def _unasked(framework: Framework, kinds: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By kind of service, the domains none of whose practices is in scope for it; no kind that all is asked of."""
    found = {}
    for kind in kinds:
        in_scope = scope_of(framework, Profile(kinds=(kind,))).in_scope
        unasked = tuple(
            domain.id for domain in framework.domains if not any(one.id in in_scope for one in domain.practices)
        )
        if unasked:
            found[kind] = unasked
    return found


def _checked_terms(**fields: Any) -> PoolTerms:
    """Raises PoolNotUsable, by field, for what somebody chose and no pool can have."""
    try:
        return PoolTerms(**fields)
    except ValidationError as error:
        places = dict.fromkeys(str(one["loc"][0]) if one["loc"] else "cells" for one in error.errors())
        mend = (
            f"an id has letters, digits, dots and dashes; a title one line; kinds are {MOST_CELLS} at most, each once."
        )
        raise PoolNotUsable(*(Fault("No pool can have this.", place, mend) for place in places)) from None


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
