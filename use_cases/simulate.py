"""Members that are made up, so that an operator can try a pool at any size before real ones are asked."""

import secrets
from collections.abc import Iterator
from random import Random

from scoring.benchmark import newest_publishable
from scoring.contribution import Contribution, contribute
from scoring.pool_terms import Invitation, PoolTerms, end_of
from store import pools
from use_cases.pool_rows import PoolNotUsable, terms_of
from use_cases.pools import invite
from use_cases.workspace import Workspace

MEAN, SPREAD = 0.46, 0.16
"""As shares of the scale: 2.3 and 0.8 levels of 0 to 5. Source: method.md 11."""
APART = 0.06
"""How far a domain lies from the overall average of its member, as a share of the scale."""


def simulate_members(
    workspace: Workspace, pool_id: str, number: int, draws: Random
) -> Iterator[tuple[Invitation, Contribution]]:
    """Invitations with what made-up members hand over for each, of the newest half-year that may be published.

    Raises:
        PoolNotFound.
        PoolNotUsable: the pool is for real organizations; or as in `invite`.
    """
    with workspace.store.reading() as connection:
        terms = terms_of(pools.load_pool(connection, pool_id))
    if not terms.is_synthetic:
        what = "The pool is for real organizations; made-up ones would mislead its readers."
        raise PoolNotUsable.of(what, f"pool {pool_id}", "make a pool for made-up organizations with --synthetic.")
    invitations = invite(workspace, pool_id, number)
    on = end_of(newest_publishable(workspace.today()))
    return (
        (one, contribute(_scorecard(terms, draws), on, one, draws.choice(terms.cells), secrets.token_hex(32)))
        for one in invitations
    )


def _scorecard(terms: PoolTerms, draws: Random) -> dict[str, object]:
    """As much of a scorecard's tree as a contribution reads."""
    id_, _, version = terms.framework.partition("@")
    overall = draws.gauss(MEAN, SPREAD)
    domains = [
        {"id": domain, "mean": {"value": _level(terms, draws.gauss(overall, APART))}, "counts": _COUNTS}
        for domain in terms.domains
    ]
    whole = {"coverage": 1.0, "mean": {"value": _level(terms, overall)}}
    return {"framework": {"id": id_, "version": version}, "overall": whole, "domains": domains}


_COUNTS = {"in_scope": 1, "not_applicable": 0}


def _level(terms: PoolTerms, share: float) -> float:
    return terms.lowest + min(max(share, 0.0), 1.0) * (terms.highest - terms.lowest)
