"""A command line to call in tests, on a store of its own."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import run
from tests.workspaces import lay_new_store


@dataclass(frozen=True)
class Called:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def tree(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


Command = Callable[..., Called]


@pytest.fixture
def safermark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command; `stdin` is what it reads."""
    monkeypatch.setenv("SAFERMARK_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("SAFERMARK_ACTOR", "Ann")

    def call(*arguments: object, stdin: bytes = b"") -> Called:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Called(code, captured.out, captured.err)

    return call


@pytest.fixture
def assessment(safermark: Command, tmp_path: Path) -> str:
    """The id of an assessment of a new organization."""
    lay_new_store(tmp_path / "store.db")
    assert safermark("organization", "add", "Small Forum", "--profile", "ugc,live").code == 0
    started = safermark("assess", "start", "--organization", "small forum", "--framework", "safer-by-design", "--json")
    return str(started.tree["assessment"])
