"""Made-up members answer practice by practice, as far apart as real ones, and hand over what a pool takes."""

from random import Random
from typing import Any

import numpy as np
import pytest

from frameworks.loader import load_framework
from frameworks.model import Framework
from scoring.organization import Profile, Scope, scope_of
from scoring.population import NOT_APPLICABLE, UNANSWERED, PopulationScores, score_population
from store.pools import PoolNotFound
from tests.peer_pools import POOL, content_of, new_pool
from tests.scoring.small_framework import framework_of, practice_tree
from use_cases.pool_rows import PoolNotUsable
from use_cases.pools import accept, show_pool
from use_cases.simulate import draw_levels, simulate_members
from use_cases.workspace import Workspace

NUMBER = 5000
JUDGED = {"basis": "judgement", "reason": "For a test."}


def everybody(framework: Framework) -> Scope:
    """The scope of who runs every kind of service."""
    return scope_of(framework, Profile())


def drawn(framework: Framework) -> tuple[Any, PopulationScores]:
    """Levels and scores, the same each time."""
    scope = everybody(framework)
    levels = draw_levels(framework, scope, NUMBER, np.random.default_rng(1))
    return levels, score_population(levels, framework, scope)


def steps_of(highest: int, lowest: int = 0) -> dict[str, Any]:
    """A scale of so many named steps."""
    return {"levels": [{"number": n, "title": f"{n}", "summary": "."} for n in range(lowest, highest + 1)]}


def test_averages_lie_where_the_method_puts_them_and_domains_near_their_member() -> None:
    _, scores = drawn(load_framework("safer-by-design"))
    assert scores.mean.mean() == pytest.approx(2.3, abs=0.05)
    assert scores.mean.std() == pytest.approx(0.8, abs=0.05)
    apart = np.nanstd(scores.means - scores.mean, axis=1)
    assert (apart > 0.2).all() and (apart < 0.4).all()


def test_every_level_is_used_and_some_practices_are_open_or_not_applicable() -> None:
    levels, scores = drawn(load_framework("safer-by-design"))
    assert set(np.unique(levels)) == {UNANSWERED, NOT_APPLICABLE, 0, 1, 2, 3, 4, 5}
    assert (levels == UNANSWERED).mean() == pytest.approx(0.04, abs=0.005)
    assert 0 < (levels == NOT_APPLICABLE).mean() < 0.03
    assert (scores.level < np.round(scores.mean)).mean() > 0.5, "whoever is uneven reaches less than the average"


def test_practices_of_one_member_resemble_each_other() -> None:
    levels, _ = drawn(load_framework("safer-by-design"))
    first, last = levels[0], levels[-1]
    both = (first >= 0) & (last >= 0)
    assert 0.3 < np.corrcoef(first[both], last[both])[0, 1] < 0.9


def test_of_no_domain_is_more_not_applicable_than_a_pool_takes() -> None:
    domains = {"A": [practice_tree(f"A-{n}") for n in range(3)], "B": [practice_tree(f"B-{n}") for n in range(4)]}
    _, scores = drawn(framework_of(domains))
    assert scores.not_applicable.max(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize(("lowest", "highest"), [(0, 1), (1, 4), (0, 100)])
def test_any_scale_is_drawn_from_end_to_end_around_the_same_share(lowest: int, highest: int) -> None:
    practices = [practice_tree(f"A-{n}", levels={}) for n in range(9)]
    gate = {"numerator": 1, "denominator": 2, "floor_cap": lowest, **JUDGED}
    target = {"level": highest, **JUDGED}
    framework = framework_of(
        {"A": practices}, scale=steps_of(highest, lowest), gate=gate, target=target, is_outline=True
    )
    levels, scores = drawn(framework)
    answered = levels[levels >= 0]
    assert (answered.min(), answered.max()) == (lowest, highest)
    assert ((scores.mean - lowest) / (highest - lowest)).mean() == pytest.approx(0.46, abs=0.02)


def test_practice_with_a_scale_of_its_own_is_answered_on_it() -> None:
    practices = [practice_tree("A-1"), practice_tree("A-2", levels={}, scale=steps_of(9, 7))]
    levels, _ = drawn(framework_of({"A": practices}))
    assert set(np.unique(levels[1])) == {UNANSWERED, 7, 8, 9}


def test_members_are_as_many_as_asked_and_the_pool_takes_every_one(workspace: Workspace) -> None:
    # Six practices: about one member in forty leaves more than a fifth open, and is not among them.
    terms = new_pool(workspace, framework="esafety-safety-by-design", is_synthetic=True, kinds=("ugc", "messaging"))
    made = list(simulate_members(workspace, POOL, 300, Random(1)))
    taken = accept(workspace, POOL, [(f"{n}.json", content_of(one)) for n, (_, one) in enumerate(made)])
    assert (taken.new, taken.refused) == (300, ())
    view = show_pool(workspace, POOL)
    assert set(view.members) == set(terms.cells) and all(view.members.values())
    assert view.waiting == 0
    assert len({one.pseudonym for _, one in made}) == 300


def test_who_has_answered_nothing_of_a_domain_is_left_out(workspace: Workspace) -> None:
    # Of 17 domains several have one practice, which is open now and then.
    new_pool(workspace, framework="ofcom-illegal-content", is_synthetic=True)
    claimed = [one.claimed.domains for _, one in simulate_members(workspace, POOL, 200, Random(1))]
    assert len(claimed) == 200 and all(value is not None for means in claimed for value in means.values())


def test_the_same_draws_make_the_same_members(workspace: Workspace) -> None:
    new_pool(workspace, is_synthetic=True)
    first, again, other = (
        [one.claimed for _, one in simulate_members(workspace, POOL, 5, Random(seed))] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_pool_for_real_organizations_takes_none_that_are_made_up(workspace: Workspace) -> None:
    new_pool(workspace)
    with pytest.raises(PoolNotUsable, match="for real organizations"):
        simulate_members(workspace, POOL, 1, Random(1))
    with pytest.raises(PoolNotFound):
        simulate_members(workspace, "none", 1, Random(1))
