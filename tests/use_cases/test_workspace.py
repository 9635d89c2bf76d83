"""Which store is opened, and who may be written down as the one who acts."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.database import StoreNotUsable
from tests.workspaces import MORNING, StandingClock, open_for
from use_cases.clock import utc_now
from use_cases.places import default_store_path
from use_cases.workspace import (
    ActorNotAccepted,
    Workspace,
    default_actor,
    new_id,
    open_workspace,
)


def test_store_is_the_one_named_else_of_the_environment_else_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFERMARK_STORE", str(tmp_path / "named.db"))
    assert default_store_path() == tmp_path / "named.db"
    assert open_workspace().store.path == tmp_path / "named.db"
    assert open_workspace(tmp_path / "other.db").store.path == tmp_path / "other.db"
    monkeypatch.delenv("SAFERMARK_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_store_path().name == "safermark.db"
    assert default_store_path().parent.name == "safermark"


def test_store_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreNotUsable, match="There is no store here"):
        open_workspace(tmp_path / "store.db", "Ann", is_new_allowed=False)
    assert list(tmp_path.iterdir()) == []
    open_for(tmp_path / "store.db").store.close()
    assert open_workspace(tmp_path / "store.db", "Ann", is_new_allowed=False).actor == "Ann"


def test_actor_is_the_one_of_the_environment_else_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFERMARK_ACTOR", "Cem")
    assert default_actor() == "Cem"
    monkeypatch.delenv("SAFERMARK_ACTOR")
    monkeypatch.setenv("LOGNAME", "dan")
    assert default_actor() == "dan"


@pytest.mark.parametrize("actor", [" ", "x" * 121, "+44 20 7946 0958", "d41d8cd98f00b204e9800998ecf8427e"])
def test_name_that_may_not_be_kept_cannot_act(workspace: Workspace, tmp_path: Path, actor: str) -> None:
    with pytest.raises(ActorNotAccepted) as refusal:
        replace(workspace, actor=actor)
    assert refusal.value.exit_code == 11
    assert actor.strip() == "" or actor not in str(refusal.value)
    with pytest.raises(ActorNotAccepted):
        open_for(tmp_path / "store.db", actor)


def test_moment_and_day_are_those_of_the_clock(tmp_path: Path) -> None:
    clock = StandingClock()
    workspace = open_for(tmp_path / "store.db", clock=clock)
    assert (workspace.now(), workspace.today()) == (MORNING, MORNING.date())
    clock.move(days=1)
    assert workspace.today() > MORNING.date()
    assert utc_now().tzinfo is not None


def test_ids_are_never_given_twice() -> None:
    assert len({new_id() for _ in range(1_000)}) == 1_000
