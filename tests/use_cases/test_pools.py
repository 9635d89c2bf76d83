"""What the operator of a pool does: make it, invite, accept, publish, verify, and replay what a store lacks."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from frameworks.errors import MaturityError
from scoring.benchmark import Release
from scoring.contribution import ContributionNotAccepted, withdraw
from store.ledger import ChargeNotAccepted, LedgerBroken, PoolLocked
from store.pools import PoolNotAccepted, PoolNotFound, ReleaseNotFound, list_contributions
from tests.peer_pools import EXPIRES, POOL, content_of, fill, key_of, new_pool, peer_of
from tests.pools import drop_triggers, roll_back
from tests.workspaces import MORNING, StandingClock, open_for
from use_cases.pool_files import file_text, read_published
from use_cases.pool_rows import PoolNotUsable
from use_cases.pools import accept, invite, list_pools, show_pool, withdraw_member
from use_cases.publishing import hold_against, list_published, load_published, publish_release, replay, verify_pool
from use_cases.received import list_release_files
from use_cases.upkeep import backup
from use_cases.workspace import Workspace

YEAR = 366


@pytest.fixture
def copy(workspace: Workspace, tmp_path: Path) -> Path:
    """Where an older copy of the store is kept."""
    return tmp_path / "older.db"


def keep_copy(workspace: Workspace, copy: Path) -> None:
    backup(workspace, copy)


def set_back(workspace: Workspace, copy: Path, clock: StandingClock) -> Workspace:
    roll_back(workspace.store, copy)
    return open_for(workspace.store.path, "Ann", clock)


def yearly(workspace: Workspace, clock: StandingClock, number: int) -> list[Release]:
    made = []
    for _ in range(number):
        made.append(publish_release(workspace, POOL))
        clock.move(days=YEAR)
    return made


def test_pool_is_walked_from_its_making_to_a_release_that_anybody_can_read(workspace: Workspace) -> None:
    terms = new_pool(workspace)
    assert list_pools(workspace) == [terms]
    assert "73 %" in terms.consent_text and "99 %" in terms.consent_text
    peers = fill(workspace, terms, [2.25] * 3)
    view = show_pool(workspace, POOL)
    assert (view.members, view.waiting, view.spent, view.releases, view.locked) == ({"all": 3}, 0, 0, (), ())
    newer = peer_of(terms, peers[0].contribution.token, 0, 3.0, number=2)
    assert accept(workspace, POOL, [("again.json", content_of(newer.contribution))]).replaced == 1
    withdraw_member(workspace, POOL, "back.json", content_of(withdraw(POOL, peers[1].key)))
    assert show_pool(workspace, POOL).members == {"all": 2}
    released = publish_release(workspace, POOL)
    assert (released.number, released.dated, released.newest_period) == (1, MORNING.date(), "2025-H2")
    read = read_published(file_text(released).encode(), "release.json")
    assert read == released == load_published(workspace, POOL, 1)
    verify_pool(workspace, POOL)
    hold_against(workspace, read)
    assert replay(workspace, POOL, [read]) == 0
    assert show_pool(workspace, POOL).spent == Decimal(1)


def test_who_has_withdrawn_never_comes_back_and_the_file_is_named(workspace: Workspace) -> None:
    terms = new_pool(workspace)
    (peer,) = fill(workspace, terms, [2.25])
    withdraw_member(workspace, POOL, "back.json", content_of(withdraw(POOL, peer.key)))
    accepted = accept(workspace, POOL, [("again.json", content_of(peer.contribution))])
    assert accepted.new == accepted.replaced == 0
    assert [(fault.where, "final" in fault.what) for fault in accepted.refused] == [("again.json", True)]


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"number": 1}, "number"), ({"number": 2}, "number"), ({"number": 3, "period": "2025-H1"}, "period")],
)
def test_older_file_that_is_handed_over_again_replaces_no_newer_one(
    workspace: Workspace, fields: dict[str, Any], place: str
) -> None:
    terms = new_pool(workspace)
    (peer,) = fill(workspace, terms, [2.25])
    token = peer.contribution.token
    newer = content_of(peer_of(terms, token, 0, 3.0, number=2).contribution)
    assert accept(workspace, POOL, [("newer.json", newer)]).replaced == 1
    older = content_of(peer_of(terms, token, 0, 2.0, **fields).contribution)
    accepted = accept(workspace, POOL, [("older.json", older), ("newer.json", newer)])
    # The one that is kept may come again: nothing changes by it.
    assert (accepted.replaced, [fault.where for fault in accepted.refused]) == (1, [f"older.json > {place}"])
    with workspace.store.reading() as connection:
        (kept,) = list_contributions(connection, POOL)
    assert '"overall": 3.0' in kept.content


def test_withdrawal_for_another_pool_takes_nothing_away(workspace: Workspace) -> None:
    terms = new_pool(workspace)
    (peer,) = fill(workspace, terms, [2.25])
    with pytest.raises(ContributionNotAccepted, match="another pool"):
        withdraw_member(workspace, POOL, "back.json", content_of(withdraw("other-peers", peer.key)))
    assert show_pool(workspace, POOL).members == {"all": 1}


def test_release_before_a_year_has_passed_is_refused_unless_it_is_asked_for(
    workspace: Workspace, clock: StandingClock
) -> None:
    new_pool(workspace)
    publish_release(workspace, POOL)
    clock.move(days=364)
    with pytest.raises(PoolNotUsable, match="due on 2027-06-15"):
        publish_release(workspace, POOL)
    assert show_pool(workspace, POOL).spent == Decimal(1)
    assert publish_release(workspace, POOL, is_early=True).number == 2
    clock.move(days=366)
    assert publish_release(workspace, POOL).number == 3


@pytest.mark.parametrize("is_early", [False, True])
@pytest.mark.parametrize("is_named", [False, True])
def test_fourth_release_is_refused_for_ever(
    workspace: Workspace, clock: StandingClock, is_early: bool, is_named: bool
) -> None:
    new_pool(workspace, is_named=is_named, expires=date(2039, 12, 31))
    yearly(workspace, clock, 2)
    assert not show_pool(workspace, POOL).is_closed
    yearly(workspace, clock, 1)
    for days in (0, 1, 200):
        clock.move(days=days)
        with pytest.raises(ChargeNotAccepted, match="beyond the budget"):
            publish_release(workspace, POOL, is_early=is_early)
    view = show_pool(workspace, POOL)
    assert view.is_closed and len(view.releases) == 3
    assert view.spent == (Decimal("2.4") if is_named else Decimal(3))
    with pytest.raises(PoolNotUsable, match="closed for ever"):
        invite(workspace, POOL, 1)
    # What could never be published is not even kept.
    with pytest.raises(PoolNotUsable, match="closed for ever"):
        accept(workspace, POOL, [])


def test_clock_that_was_set_back_publishes_nothing(workspace: Workspace, clock: StandingClock) -> None:
    new_pool(workspace)
    publish_release(workspace, POOL)
    clock.move(days=-1)
    with pytest.raises(ChargeNotAccepted, match="before the last charge"):
        publish_release(workspace, POOL, is_early=True)
    assert show_pool(workspace, POOL).releases == (MORNING.date(),)


def test_pool_whose_consent_has_expired_spends_nothing_more(workspace: Workspace, clock: StandingClock) -> None:
    new_pool(workspace, expires=date(2026, 6, 20))
    clock.move(days=5)
    assert publish_release(workspace, POOL).number == 1
    clock.move(days=1)
    for act in (lambda: publish_release(workspace, POOL, is_early=True), lambda: invite(workspace, POOL, 1)):
        with pytest.raises(PoolNotUsable, match="expired on 2026-06-20"):
            act()
    assert show_pool(workspace, POOL).spent == Decimal(1)


def test_store_that_was_set_back_is_locked_until_its_second_place_was_replayed(
    workspace: Workspace, clock: StandingClock, copy: Path
) -> None:
    new_pool(workspace)
    keep_copy(workspace, copy)
    (first,) = yearly(workspace, clock, 1)
    older = set_back(workspace, copy, clock)
    with closing(older.store):
        for act in (
            lambda: publish_release(older, POOL),
            lambda: verify_pool(older, POOL),
            lambda: hold_against(older, first),
            lambda: load_published(older, POOL, 1),
        ):
            with pytest.raises(PoolLocked, match="is an older copy"):
                act()
        assert [fault.mend for fault in show_pool(older, POOL).locked] != []
        assert (replay(older, POOL), show_pool(older, POOL).missing) == (1, (1,))
        verify_pool(older, POOL)
        assert (replay(older, POOL, [first]), show_pool(older, POOL).missing) == (0, ())
        assert load_published(older, POOL, 1) == first
        assert publish_release(older, POOL).number == 2


def test_release_that_was_charged_for_and_is_not_here_cannot_be_written_again(
    workspace: Workspace, clock: StandingClock, copy: Path
) -> None:
    new_pool(workspace)
    keep_copy(workspace, copy)
    yearly(workspace, clock, 1)
    older = set_back(workspace, copy, clock)
    with closing(older.store):
        replay(older, POOL)
        with pytest.raises(ReleaseNotFound):
            load_published(older, POOL, 1)
        assert publish_release(older, POOL).number == 2


def test_charge_that_was_replayed_holds_the_next_release_back_for_a_year(
    workspace: Workspace, clock: StandingClock, copy: Path
) -> None:
    new_pool(workspace)
    keep_copy(workspace, copy)
    publish_release(workspace, POOL)
    older = set_back(workspace, copy, clock)
    with closing(older.store):
        assert replay(older, POOL) == 1
        clock.move(days=30)
        with pytest.raises(PoolNotUsable, match="due on 2027-06-15"):
            publish_release(older, POOL)


def test_store_and_second_place_set_back_together_are_told_by_a_release(
    workspace: Workspace, clock: StandingClock, copy: Path
) -> None:
    new_pool(workspace)
    witness = show_pool(workspace, POOL).witness
    former, old_witness = yearly(workspace, clock, 1), witness.read_bytes()
    keep_copy(workspace, copy)
    later = yearly(workspace, clock, 2)
    witness.write_bytes(old_witness)
    older = set_back(workspace, copy, clock)
    with closing(older.store):
        verify_pool(older, POOL)
        with pytest.raises(PoolLocked):
            hold_against(older, later[-1])
        # Being told once is enough: nothing is drawn a second time for who overlooks it.
        with pytest.raises(PoolLocked):
            publish_release(older, POOL, is_early=True)
        assert replay(older, POOL, later) == 2
        assert witness.read_text().count("\n") == 3
        assert [load_published(older, POOL, number) for number in (1, 2, 3)] == [*former, *later]
        with pytest.raises(ChargeNotAccepted, match="beyond the budget"):
            publish_release(older, POOL)


def test_releases_and_second_places_of_other_pools_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    new_pool(workspace)
    publish_release(workspace, POOL)
    elsewhere = open_for(tmp_path / "elsewhere.db", clock=StandingClock(MORNING + timedelta(hours=1)))
    with closing(elsewhere.store):
        new_pool(elsewhere, witness=tmp_path / "elsewhere.jsonl")
        foreign = publish_release(elsewhere, POOL)
    with pytest.raises(PoolNotUsable, match="another pool"):
        hold_against(workspace, foreign)
    with pytest.raises(PoolNotUsable, match="another pool"):
        replay(workspace, POOL, [foreign])
    shutil.copy(tmp_path / "elsewhere.jsonl", show_pool(workspace, POOL).witness)
    for act in (lambda: verify_pool(workspace, POOL), lambda: replay(workspace, POOL)):
        with pytest.raises((PoolLocked, LedgerBroken)):
            act()


def test_missing_second_place_locks_the_pool_before_anything_is_spent(workspace: Workspace) -> None:
    new_pool(workspace)
    witness = show_pool(workspace, POOL).witness
    witness.unlink()
    with pytest.raises(PoolLocked, match="not there"):
        publish_release(workspace, POOL)
    view = show_pool(workspace, POOL)
    assert view.spent == 0 and view.locked
    # An empty file is brought up to date by the store.
    witness.touch()
    assert publish_release(workspace, POOL).number == 1


def unusable(tmp_path: Path) -> Iterator[dict[str, object]]:
    yield {"id": "two words"}
    yield {"title": ""}
    yield {"title": "x" * 3_000}
    yield {"kinds": ("ugc", "ugc")}
    yield {"kinds": ("no-such-kind",)}
    yield {"expires": MORNING.date()}


@pytest.mark.parametrize("case", range(6))
def test_pool_that_cannot_be_is_refused_with_its_field(workspace: Workspace, tmp_path: Path, case: int) -> None:
    fields = list(unusable(tmp_path))[case]
    with pytest.raises(PoolNotUsable) as refused:
        new_pool(workspace, witness=tmp_path / "new.jsonl", **fields)
    assert [fault.where for fault in refused.value.faults] == [next(iter(fields)).replace("kinds", "cells")]
    assert not (tmp_path / "new.jsonl").exists() and list_pools(workspace) == []


def test_pool_is_made_once_and_its_second_place_is_a_new_file(workspace: Workspace, tmp_path: Path) -> None:
    new_pool(workspace)
    with pytest.raises(PoolNotAccepted):
        new_pool(workspace, witness=tmp_path / "other.jsonl")
    with pytest.raises(PoolLocked, match="in the place"):
        new_pool(workspace, id="other", witness=workspace.store.path)
    assert [terms.id for terms in list_pools(workspace)] == [POOL]


@pytest.mark.parametrize("number", [0, -1, 10_001])
def test_none_and_too_many_invitations_are_refused(workspace: Workspace, number: int) -> None:
    new_pool(workspace)
    with pytest.raises(PoolNotUsable):
        invite(workspace, POOL, number)


def test_contributions_wait_until_their_half_year_is_three_months_old(
    workspace: Workspace, clock: StandingClock
) -> None:
    clock.at = datetime(2026, 3, 30, 9, tzinfo=MORNING.tzinfo)
    terms = new_pool(workspace)
    fill(workspace, terms, [2.25] * 2)
    assert show_pool(workspace, POOL).waiting == 2
    clock.move(days=1)
    assert show_pool(workspace, POOL).waiting == 0


def test_what_pools_that_are_not_there_are_asked_is_refused(workspace: Workspace) -> None:
    for act in (show_pool, publish_release, verify_pool, replay):
        with pytest.raises(PoolNotFound):
            act(workspace, "none")
    with pytest.raises(PoolNotFound):
        accept(workspace, "none", [])


def test_members_are_counted_by_cell_and_every_file_is_reported_on_the_way(workspace: Workspace) -> None:
    terms = new_pool(workspace, kinds=("ugc", "messaging"))
    invitations = invite(workspace, POOL, 3)
    cells = ("messaging", "messaging", "ugc")
    files = [
        (f"{n}.json", content_of(peer_of(terms, one.token, n, cell=cell).contribution))
        for n, (one, cell) in enumerate(zip(invitations, cells, strict=True))
    ]
    seen: list[tuple[int, int]] = []
    accept(workspace, POOL, files, lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert show_pool(workspace, POOL).members == {"ugc": 1, "messaging": 2}


def test_consent_runs_out_with_the_pool(workspace: Workspace, clock: StandingClock) -> None:
    terms = new_pool(workspace)
    fill(workspace, terms, [2.25])
    clock.at = datetime.combine(EXPIRES, MORNING.timetz())
    assert show_pool(workspace, POOL).waiting == 0
    clock.at += timedelta(days=1)
    assert show_pool(workspace, POOL).waiting == 1


def test_error_of_a_use_case_is_one_a_person_reads(workspace: Workspace) -> None:
    with pytest.raises(MaturityError) as refused:
        invite(workspace, "none", 1)
    assert refused.value.exit_code == 12 and key_of("anybody") not in str(refused.value)


@pytest.mark.parametrize("is_there", [True, False])
def test_release_the_second_place_does_not_know_of_yet_is_offered_to_nobody(
    workspace: Workspace, clock: StandingClock, is_there: bool
) -> None:
    new_pool(workspace)
    witness = show_pool(workspace, POOL).witness
    first = yearly(workspace, clock, 1)
    before = witness.read_bytes()
    yearly(workspace, clock, 1)
    assert [one.number for one in list_published(workspace, POOL)] == [1, 2]
    # As after a crash between the charge and the second place, or while that place cannot be reached.
    witness.write_bytes(before)
    if not is_there:
        witness.unlink()
    assert list_published(workspace, POOL) == first
    assert [content for _, content in list_release_files(workspace)] == [file_text(one).encode() for one in first]
    if is_there:
        load_published(workspace, POOL, 2)
        assert [one.number for one in list_published(workspace, POOL)] == [1, 2]
        assert len(list_release_files(workspace)) == 2


def test_ledger_that_was_changed_vouches_for_no_release(workspace: Workspace, clock: StandingClock) -> None:
    new_pool(workspace)
    yearly(workspace, clock, 1)
    drop_triggers(workspace.store, "UPDATE ledger SET epsilon = '0.5'")
    assert list_release_files(workspace) == []
    with pytest.raises(LedgerBroken):
        list_published(workspace, POOL)


@pytest.mark.parametrize("is_named", [False, True])
def test_consent_promises_no_more_than_the_program_keeps(workspace: Workspace, is_named: bool) -> None:
    words = new_pool(workspace, is_named=is_named).consent_text
    publish_release(workspace, POOL)
    # An operator may publish twice in a year, so that nobody agrees to "at most once".
    publish_release(workspace, POOL, is_early=True)
    assert "as a rule once a year" in words and "at most once" not in words
    # Counts of named members carry no noise, cell by cell.
    assert ("named with both" in words and "without noise" in words) == is_named


def test_release_asks_for_the_moment_in_its_turn_so_that_it_comes_after_the_one_it_waited_for(
    workspace: Workspace, clock: StandingClock
) -> None:
    new_pool(workspace)
    has_its_turn = []

    def asked() -> datetime:
        with closing(sqlite3.connect(workspace.store.path, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                has_its_turn.append(True)
            else:
                has_its_turn.append(False)
        return clock()

    publish_release(replace(workspace, clock=asked), POOL)
    assert has_its_turn == [True]


def test_domain_that_asks_nothing_of_a_kind_of_service_is_not_published_of_it(workspace: Workspace) -> None:
    terms = new_pool(workspace, kinds=("employer", "ugc"), is_named=True)
    assert terms.unasked == {"employer": ("SAF",)}
    tokens = [one.token for one in invite(workspace, POOL, 420)]
    files = [
        (f"{n}.json", content_of(peer_of(terms, token, n, cell=terms.cells[n % 2]).contribution))
        for n, token in enumerate(tokens)
    ]
    assert accept(workspace, POOL, files).new == 420
    employer, ugc = publish_release(workspace, POOL).cells
    assert set(ugc.domains) == {*terms.domains}
    assert set(employer.domains) == {*terms.domains} - {"SAF"}
