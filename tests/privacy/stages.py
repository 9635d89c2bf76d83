"""Pools in real stores that are set back before each trial, so that every trial is a whole release."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.peer_pools import POOL, Peer, content_of, new_pool, peer_of
from tests.workspaces import StandingClock, open_for
from use_cases.pools import accept, invite
from use_cases.workspace import Workspace

Writer = Callable[[Workspace, Path], None]
"""Publishes the pool of a workspace to a file."""
YEAR = 366
STEPS_A_LEVEL = 4


class Stage:
    """One pool with the states of it that were kept; setting back exchanges every page of the store's file."""

    def __init__(self, folder: Path, **fields: Any) -> None:
        self.folder = folder
        self.clock = StandingClock()
        self.workspace = open_for(folder / "store.db", clock=self.clock)
        self.terms = new_pool(self.workspace, expires=date(2099, 12, 31), **fields)
        self._kept: dict[str, tuple[sqlite3.Connection, bytes]] = {}
        self._morning = self.clock.at
        self._invited = 0

    @property
    def witness(self) -> Path:
        """The second place of the ledger."""
        return self.workspace.store.path.with_name(f"{POOL}.jsonl")

    def invite(self, number: int, cell: str = "all") -> Callable[..., Peer]:
        """Who was invited: by number and place on the grid, each with a key and a token of its own."""
        tokens = [one.token for one in invite(self.workspace, POOL, number)]
        first, self._invited = self._invited, self._invited + number

        def member(which: int, place: float, **fields: Any) -> Peer:
            level = place / STEPS_A_LEVEL
            return peer_of(self.terms, tokens[which], first + which, level, **{"cell": cell, **fields})

        return member

    def fill(self, places: Sequence[int], cell: str = "all") -> list[Peer]:
        """Members that have handed over these places."""
        member = self.invite(len(places), cell)
        peers = [member(which, place) for which, place in enumerate(places)]
        self.accept(peers)
        return peers

    def accept(self, peers: Sequence[Peer]) -> None:
        """Let members hand over what they have signed."""
        files = [(f"{number}.json", content_of(one.contribution)) for number, one in enumerate(peers)]
        assert accept(self.workspace, POOL, files).refused == ()

    def keep(self, name: str) -> None:
        """Keep the pool as it is now."""
        kept = sqlite3.connect(":memory:")
        with closing(self.workspace.store.engine.raw_connection()) as opened:
            opened.driver_connection.backup(kept)
        self._kept[name] = kept, self.witness.read_bytes()

    def set_back(self, name: str) -> None:
        """The pool as it was kept, its second place and its clock included."""
        kept, witness = self._kept[name]
        with closing(self.workspace.store.engine.raw_connection()) as opened:
            kept.backup(opened.driver_connection)
        self.witness.write_bytes(witness)
        self.clock.at = self._morning

    def publish(self, write: Writer, name: str = "release.json") -> bytes:
        """The bytes of a publication, read from its file."""
        path = self.folder / name
        write(self.workspace, path)
        return path.read_bytes()

    def close(self) -> None:
        """Give files and memory free."""
        self.workspace.store.close()
        for kept, _ in self._kept.values():
            kept.close()


def stage_of(folder: Path, others: Sequence[int], states: Mapping[str, Sequence[int]]) -> Stage:
    """A pool of some members, and kept states of it with those that are there in addition, numbered on from them."""
    folder.mkdir()
    stage = Stage(folder)
    stage.fill(others)
    member = stage.invite(max(map(len, states.values())))
    stage.keep("others")
    for name, places in states.items():
        stage.set_back("others")
        stage.accept([member(which, place) for which, place in enumerate(places)])
        stage.keep(name)
    return stage
