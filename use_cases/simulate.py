"""Members that are made up, so that an operator can try a pool at any size before real ones are asked.

What they hand over comes from answers, as with real ones: levels of practices are drawn, and scored.
"""

import secrets
from collections.abc import Iterator
from math import isnan
from random import Random

import numpy as np

from frameworks.model import Framework
from scoring.benchmark import newest_publishable
from scoring.contribution import LEAST_COVERAGE, MOST_NOT_APPLICABLE, Contribution, contribute
from scoring.organization import Profile, Scope, scope_of
from scoring.pool_terms import Invitation, end_of
from scoring.population import NOT_APPLICABLE, UNANSWERED, PopulationScores, Whole, rows_of, score_population
from store import pools
from use_cases.pool_rows import PoolNotUsable, terms_of
from use_cases.pools import invite
from use_cases.workspace import Workspace

MEAN, SPREAD = 0.46, 0.16
"""As shares of the scale: 2.3 and 0.8 levels of 0 to 5. Source: method.md 11."""
OF_DOMAINS, OF_PRACTICES = 0.03, 0.12
"""How far a domain lies from its member, and a practice from its domain: the average of a domain of nine practices
then lies about 0.06 of the scale from the overall one."""
OPEN, LACKING = 0.04, 0.02
"""The shares of practices that are unanswered, and not applicable."""
AT_ONCE = 100_000
"""So many levels are drawn and scored together."""


def simulate_members(
    workspace: Workspace, pool_id: str, number: int, draws: Random
) -> Iterator[tuple[Invitation, Contribution]]:
    """Invitations with what made-up members hand over for each, of the newest half-year that may be published.

    Raises:
        PoolNotFound, FrameworkNotFound.
        PoolNotUsable: the pool is for real organizations; or as in `invite`.
    """
    with workspace.store.reading() as connection:
        terms = terms_of(pools.load_pool(connection, pool_id))
    if not terms.is_synthetic:
        what = "The pool is for real organizations; made-up ones would mislead its readers."
        raise PoolNotUsable.of(what, f"pool {pool_id}", "make a pool for made-up organizations with --synthetic.")
    framework = workspace.load_framework(terms.framework)
    invitations = invite(workspace, pool_id, number)
    on = end_of(newest_publishable(workspace.today()))
    return (
        (one, contribute(scorecard, on, one, draws.choice(terms.cells), secrets.token_hex(32)))
        for one, scorecard in zip(invitations, _scorecards(framework, draws), strict=False)
    )


def _scorecards(framework: Framework, draws: Random) -> Iterator[dict[str, object]]:
    """As much of a scorecard's tree as a contribution reads, of one made-up member after another, without end.

    Who has answered too little, or nothing of a domain, does not contribute, and is left out.
    """
    scope = scope_of(framework, Profile())
    asked = [any(one.id in scope.in_scope for one in domain.practices) for domain in framework.domains]
    numbers = np.random.default_rng(draws.getrandbits(128))
    at_once = AT_ONCE // max(len(rows_of(framework, scope)), 1) + 1
    while True:
        scores = score_population(draw_levels(framework, scope, at_once, numbers), framework, scope)
        is_whole = ~np.isnan(scores.means[asked]).any(axis=0)
        for place in np.flatnonzero((scores.coverage >= LEAST_COVERAGE) & is_whole):
            yield _tree(framework, scope, scores, place)


def draw_levels(framework: Framework, scope: Scope, number: int, draws: np.random.Generator) -> Whole:
    """Levels of made-up organizations, one column each, as `score_population` takes them.

    Practices of an organization resemble each other, those of a domain a little more. Of no domain is more not
    applicable than a pool takes.
    """
    rows = rows_of(framework, scope)
    sizes = [sum(one.id in scope.in_scope for one in domain.practices) for domain in framework.domains]
    domain_of = np.repeat(np.arange(len(sizes)), sizes)
    overall = draws.normal(MEAN, SPREAD, number)
    domains = overall + draws.normal(0, OF_DOMAINS, (len(sizes), number))
    shares = np.clip(draws.normal(domains[domain_of], OF_PRACTICES), 0, 1)
    scales = [practice.scale or framework.scale for practice in rows]
    lowest = np.array([[scale.lowest] for scale in scales])
    steps = np.array([[scale.highest - scale.lowest] for scale in scales])
    # Up or down by chance, the nearer one more often: averages keep to their shares however few steps there are.
    levels: Whole = lowest + np.floor(shares * steps + draws.random(shares.shape)).astype(np.int64)
    levels = np.minimum(levels, lowest + steps)
    chance = draws.random(levels.shape)
    levels[chance < OPEN] = UNANSWERED
    may_lack = np.concatenate([np.arange(size) < int(size * MOST_NOT_APPLICABLE) for size in sizes])
    levels[(chance > 1 - LACKING / MOST_NOT_APPLICABLE) & may_lack[:, None]] = NOT_APPLICABLE
    return np.asarray(levels, np.min_scalar_type(-int((lowest + steps).max()) - 1))


def _tree(framework: Framework, scope: Scope, scores: PopulationScores, place: np.intp) -> dict[str, object]:
    domains = [
        {
            "id": domain.id,
            "mean": {"value": _known(scores.means[row, place])},
            "counts": {
                "in_scope": sum(one.id in scope.in_scope for one in domain.practices),
                "not_applicable": int(scores.not_applicable[row, place]),
            },
        }
        for row, domain in enumerate(framework.domains)
    ]
    whole = {"coverage": float(scores.coverage[place]), "mean": {"value": float(scores.mean[place])}}
    return {"framework": {"id": framework.id, "version": framework.version}, "overall": whole, "domains": domains}


def _known(mean: float) -> float | None:
    return None if isnan(mean) else float(mean)
