"""Somebody at work on a store of their own, on a morning in June."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.assessment import AssessmentHeader
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
def colleague(workspace: Workspace, clock: StandingClock) -> Iterator[Workspace]:
    """Ben at work on the same store."""
    opened = open_for(workspace.store.path, "Ben", clock)
    yield opened
    opened.store.close()


@pytest.fixture
def assessment(workspace: Workspace) -> AssessmentHeader:
    """An assessment without answers."""
    return begin(workspace)
