"""Workspaces on stores of their own, with a clock that stands until it is moved, for tests of what is kept."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.assessment import AssessmentHeader
from store.database import open_store
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, open_workspace

MORNING = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


@dataclass
class StandingClock:
    """Says the same moment until it is moved."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


def open_for(path: Path, actor: str = "Ann", clock: StandingClock | None = None) -> Workspace:
    """A workspace of somebody on the store at a path; a new one is a copy of one that was made before."""
    lay_new_store(path)
    return open_workspace(path, actor, clock or StandingClock())


def lay_new_store(path: Path) -> None:
    """A store with nothing in it, unless something is there; running every migration takes ten times as long."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_new_store())


@cache
def _new_store() -> bytes:
    """The file of a store that has nothing in it; SQLite empties its log into it when it is closed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        open_store(path, now=MORNING).close()
        return path.read_bytes()


def begin(workspace: Workspace, name: str = "Small Forum") -> AssessmentHeader:
    """An assessment of a new organization."""
    return start_assessment(workspace, add_organization(workspace, name).id, "safer-by-design@1.0")


def python(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """A script running in a process of its own, with its standard streams at hand."""
    command = [sys.executable, "-c", script, *[str(argument) for argument in arguments]]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def bytes_of(path: Path) -> bytes:
    """Everything that stands in a store: the file and what SQLite keeps beside it."""
    beside = [path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))]
    return b"".join(file.read_bytes() for file in beside if file.exists())
