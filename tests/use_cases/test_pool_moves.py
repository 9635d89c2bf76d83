"""A pool goes on with a newer version of its framework: the same id, key, consent, budget and members."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotFound
from scoring.assessment import Answer
from scoring.contribution import NotContributable
from scoring.pool_terms import Invitation
from store.pools import PoolNotFound
from tests.frameworks.two_versions import FULL, write_catalog, write_framework
from tests.peer_pools import POOL, content_of, new_pool
from tests.scoring.small_framework import framework_of, practice_tree
from tests.workspaces import StandingClock
from use_cases.assess import record_answers, start_assessment
from use_cases.memberships import make_contribution
from use_cases.organize import add_organization
from use_cases.pool_files import read_invitation
from use_cases.pool_making import list_versions, move_pool, tell_terms
from use_cases.pool_rows import PoolNotUsable
from use_cases.pools import accept, invite, show_pool
from use_cases.publishing import publish_release, replay, verify_pool
from use_cases.track import take_snapshot
from use_cases.workspace import Workspace, open_workspace


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return write_catalog(tmp_path / "catalog")


@pytest.fixture
def versions(tmp_path: Path, catalog: Path, clock: StandingClock) -> Iterator[Workspace]:
    """Ann at work with a catalog of two versions and a pool on the former."""
    opened = open_workspace(tmp_path / "store.db", "Ann", clock, [catalog])
    new_pool(opened, framework="small@1.0")
    yield opened
    opened.store.close()


def answered(workspace: Workspace, organization: str, version: str) -> str:
    """An assessment against a version, wholly answered, with a snapshot."""
    header = start_assessment(workspace, organization, f"small@{version}")
    practices = workspace.load_framework(f"small@{version}").practices
    record_answers(workspace, header.id, [Answer(practice=id_, level=3) for id_ in practices])
    take_snapshot(workspace, header.id)
    return header.id


def test_members_give_anew_under_the_key_and_the_invitation_they_have(
    versions: Workspace, clock: StandingClock
) -> None:
    organization = add_organization(versions, "Small Forum").id
    (invitation,) = invite(versions, POOL, 1)
    first = make_contribution(versions, answered(versions, organization, "1.0"), invitation, "all")
    assert accept(versions, POOL, [("first.json", content_of(first))]).new == 1
    clock.move(days=120)
    before, first_release = show_pool(versions, POOL), publish_release(versions, POOL)
    assert before.waiting == 0

    moved = move_pool(versions, POOL, "1.1")
    assert moved == before.terms.going_on_with("small@1.1", ("A", "B"), {}) == show_pool(versions, POOL).terms
    assert (moved.consent_sha256, moved.public_key) == (before.terms.consent_sha256, before.terms.public_key)
    assert show_pool(versions, POOL).waiting == 1

    told = read_invitation(content_of(tell_terms(versions, POOL)), "terms.json")
    newer = answered(versions, organization, "1.1")
    with pytest.raises(NotContributable, match=r"small@1\.1; the pool compares small@1\.0"):
        make_contribution(versions, newer, invitation, "all")
    made = make_contribution(versions, newer, told, "all")
    assert (made.pseudonym, made.token, made.number) == (first.pseudonym, first.token, 2)
    accepted = accept(versions, POOL, [("former.json", content_of(first)), ("newer.json", content_of(made))])
    assert (accepted.replaced, [fault.where for fault in accepted.refused]) == (1, ["former.json > framework"])
    clock.move(days=400)
    second_release = publish_release(versions, POOL)
    assert (first_release.terms.framework, second_release.terms.framework) == ("small@1.0", "small@1.1")
    assert second_release.guarantee.cumulative_epsilon == 2
    assert show_pool(versions, POOL).waiting == 0
    verify_pool(versions, POOL)
    assert replay(versions, POOL, [first_release, second_release]) == 0


def test_who_is_not_in_the_pool_cannot_join_with_the_terms_alone(versions: Workspace) -> None:
    assessment = answered(versions, add_organization(versions, "Small Forum").id, "1.0")
    told: Invitation = tell_terms(versions, POOL)
    with pytest.raises(NotContributable, match="in the pool already"):
        make_contribution(versions, assessment, told, "all")


def test_new_members_are_invited_under_the_newer_terms_and_the_list_of_versions_follows(versions: Workspace) -> None:
    assert list_versions(versions, POOL) == ["1.1"]
    assert move_pool(versions, POOL).framework == "small@1.1"
    assert list_versions(versions, POOL) == ["1.0"]
    assert invite(versions, POOL, 1)[0].terms.framework == "small@1.1"


def test_version_that_the_pool_has_that_is_not_there_or_has_another_scale_is_refused(
    versions: Workspace, catalog: Path
) -> None:
    shorter = [{"number": number, "title": f"Level {number}", "summary": "."} for number in range(5)]
    practice = practice_tree("A-1", levels={number: f"Step {number}." for number in range(5)})
    write_framework(catalog, framework_of({"A": [practice]}, version="2.0", scale={"levels": shorter}, presets=FULL))
    assert list_versions(versions, POOL) == ["1.1"]
    with pytest.raises(PoolNotUsable, match="another scale"):
        move_pool(versions, POOL)
    with pytest.raises(PoolNotUsable, match="already"):
        move_pool(versions, POOL, "1.0")
    with pytest.raises(FrameworkNotFound):
        move_pool(versions, POOL, "9.9")
    with pytest.raises(PoolNotFound):
        move_pool(versions, "none")
    assert show_pool(versions, POOL).terms.framework == "small@1.0"


def test_pool_that_is_closed_or_has_expired_stays_as_it_is(versions: Workspace, clock: StandingClock) -> None:
    for _ in range(3):
        publish_release(versions, POOL, is_early=True)
    for act in (move_pool, tell_terms):
        with pytest.raises(PoolNotUsable, match="closed for ever"):
            act(versions, POOL)
    clock.move(days=1500)
    for act in (move_pool, tell_terms):
        with pytest.raises(PoolNotUsable, match="expired"):
            act(versions, POOL)
