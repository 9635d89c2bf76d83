"""The sample pool in a real store: three frozen releases, closed for ever, synthetic in every word."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.commands.demo import fill_demo
from sample_data.peers import load_members, release_files
from scoring.benchmark import Release
from scoring.contribution import check_against
from scoring.months import months_after
from scoring.pool_terms import PoolTerms
from scoring.signing import public_key_of
from store.charges import PoolLocked
from store.ledger import ChargeNotAccepted
from store.pools import load_pool
from tests.workspaces import StandingClock
from use_cases.pool_files import read_published
from use_cases.pool_rows import PoolNotUsable, given_in
from use_cases.pools import invite, list_pools, show_pool
from use_cases.publishing import list_published, publish_release, verify_pool
from use_cases.sample_peers import fill_with_peers
from use_cases.samples import FRAMEWORK
from use_cases.workspace import Workspace, open_workspace


@pytest.fixture
def terms(workspace: Workspace, clock: StandingClock, tmp_path: Path) -> PoolTerms:
    """Of the sample pool, which is in the workspace after its last release."""
    clock.at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    return fill_with_peers(workspace, tmp_path / "second.jsonl")


def frozen() -> list[Release]:
    return [read_published(path, path.name) for path in release_files()]


def test_releases_are_three_a_year_apart_and_spend_the_whole_budget() -> None:
    releases = frozen()
    assert [one.number for one in releases] == [1, 2, 3]
    assert [months_after(one.dated, 12) for one in releases[:-1]] == [one.dated for one in releases[1:]]
    assert [one.guarantee.cumulative_epsilon for one in releases] == [1, 2, 3]
    assert releases[-1].guarantee.sentence.endswith("from all 3 releases together 95 % and 99 %.")
    assert {(one.terms.id, one.terms.public_key, one.terms.is_synthetic) for one in releases} == {
        ("sample-peers", releases[0].terms.public_key, True)
    }
    assert {one.terms.framework for one in releases} == {FRAMEWORK}
    assert [one.cells[0].tier for one in releases] == ["median", "distribution", "distribution"]


def test_pool_is_closed_and_its_ledger_second_place_and_releases_agree(workspace: Workspace, terms: PoolTerms) -> None:
    verify_pool(workspace, terms.id)
    view = show_pool(workspace, terms.id)
    assert (view.is_closed, view.locked, view.spent, view.waiting) == (True, (), Decimal(3), 0)
    assert list_published(workspace, terms.id) == frozen()
    assert len(view.witness.read_text(encoding="utf-8").splitlines()) == 3
    with pytest.raises(PoolNotUsable, match="closed for ever"):
        invite(workspace, terms.id, 1)
    with pytest.raises(ChargeNotAccepted):
        publish_release(workspace, terms.id, is_early=True)


def test_members_are_ones_that_the_pool_could_have_accepted(workspace: Workspace, terms: PoolTerms) -> None:
    with workspace.store.reading() as connection:
        given = given_in(connection, terms.id)
        pool = load_pool(connection, terms.id)
    for one in given:
        check_against(one, terms, workspace.today(), "sample")
        assert one.is_signed_by(one.public_key)
    assert sorted(one.claimed.overall for one in given) == sorted(row[0] for row in load_members())
    about = frozen()[-1].cells[0].about
    assert about is not None and abs(about - len(given)) < 60
    # Whoever has the store cannot publish in the name of the pool.
    assert public_key_of(pool.private_key) != terms.public_key


def test_a_second_call_changes_nothing_and_another_file_is_not_written_over(
    workspace: Workspace, terms: PoolTerms, tmp_path: Path
) -> None:
    before = show_pool(workspace, terms.id)
    assert fill_with_peers(workspace, tmp_path / "other.jsonl") == terms
    assert show_pool(workspace, terms.id) == before and not (tmp_path / "other.jsonl").exists()


def test_second_place_is_a_new_file(workspace: Workspace) -> None:
    with pytest.raises(PoolLocked, match="in the place"):
        fill_with_peers(workspace, workspace.store.path)
    assert list_pools(workspace) == []


def test_demo_has_the_pool_and_is_filled_anew_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        fill_demo(tmp_path / "demo.db")
        workspace = open_workspace(tmp_path / "demo.db")
        assert [(one.id, one.is_synthetic) for one in list_pools(workspace)] == [("sample-peers", True)]
        verify_pool(workspace, "sample-peers")
        workspace.store.close()
