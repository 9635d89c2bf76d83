"""A store, and a workspace on it, for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.assessment import AssessmentHeader
from store.charges import Charge
from store.database import Store
from store.pools import Pool
from tests.pools import charge, make_pool, year
from tests.workspaces import StandingClock, begin, open_for
from use_cases.workspace import Workspace


@pytest.fixture
def clock() -> StandingClock:
    """Stands on a morning in June until it is moved."""
    return StandingClock()


@pytest.fixture
def workspace(tmp_path: Path, clock: StandingClock) -> Iterator[Workspace]:
    """Ann at work on a new store."""
    opened = open_for(tmp_path / "store.db", "Ann", clock)
    yield opened
    opened.store.close()


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """The store of the workspace."""
    return workspace.store


@pytest.fixture
def assessment(workspace: Workspace) -> AssessmentHeader:
    """An assessment without answers."""
    return begin(workspace)


@pytest.fixture
def pool(store: Store, tmp_path: Path) -> Pool:
    """An empty pool with its witness in a folder of its own."""
    (tmp_path / "elsewhere").mkdir()
    return make_pool(store, tmp_path / "elsewhere" / "witness.jsonl")


@pytest.fixture
def three(store: Store, pool: Pool) -> list[Charge]:
    """A pool that has charged three times."""
    return [charge(store, epsilon, number, at=year(number)) for number, epsilon in enumerate(("1", "0.2", "0.8"), 1)]
