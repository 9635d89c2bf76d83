"""What somebody learns who hears everything that commands print and log, and sees what they ask of the store."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.contribution import withdraw
from tests.peer_pools import POOL, Peer, content_of, key_of, peer_of
from tests.privacy.attacks import ONE, TOP, known
from tests.privacy.file_attacks import IN, OUT, measure_on_files
from tests.privacy.listening import command, hears_a_release, listening
from tests.privacy.stages import Stage, stage_of
from tests.privacy.writers import write_release
from tests.queries import statements_of
from use_cases import publishing
from use_cases.pools import withdraw_member

TRIALS = 18


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A pool at the threshold, with one member more or not."""
    begun = stage_of(tmp_path / "stage", known(30), {IN: [TOP], OUT: []})
    yield begun
    begun.close()


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Stage]:
    """A pool so far from any threshold that its tier is always the same."""
    begun = stage_of(tmp_path / "many", known(100), {IN: [TOP], OUT: []})
    yield begun
    begun.close()


def test_all_that_is_said_and_logged_while_releasing_stays_within_the_bound(stage: Stage, tmp_path: Path) -> None:
    found = measure_on_files(hears_a_release(stage, tmp_path / "release.json"), write_release, ONE, TRIALS)
    assert found.is_within, found


@pytest.mark.parametrize("where", ["log", "out"])
def test_one_line_with_the_true_count_is_found_out(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    made = publishing.make_release

    def talkative(given: Any, *rest: Any) -> Any:
        text = f"releasing {len(given)} contributions"
        say = logging.getLogger("safermark").debug if where == "log" else print
        say(text)
        return made(given, *rest)

    monkeypatch.setattr(publishing, "make_release", talkative)
    found = measure_on_files(hears_a_release(stage, tmp_path / "release.json"), write_release, ONE, TRIALS)
    assert found.advantage > 0.8 and not found.is_within, found


def test_release_asks_the_same_of_the_store_and_writes_the_same_files_with_one_member_more_or_less(
    many: Stage,
) -> None:
    seen = []
    for state in (IN, OUT):
        many.set_back(state)
        before = set(many.folder.iterdir())
        statements = statements_of(many.workspace, lambda: many.publish(write_release))
        tree = json.loads((many.folder / "release.json").read_bytes())
        written = sorted(path.name for path in set(many.folder.iterdir()) - before)
        (many.folder / "release.json").unlink()
        seen.append((statements, written, many.witness.read_bytes(), tree["guarantee"], tree["charges"]))
    assert seen[0] == seen[1]
    assert len(seen[0][0]) > 10 and seen[0][1] == ["release.json"] and b'"epsilon": "1"' in seen[0][2]


def test_withdrawal_of_a_member_and_of_nobody_cannot_be_told_apart(stage: Stage, tmp_path: Path) -> None:
    gone = tmp_path / "back.json"
    seen = []
    for state in (IN, OUT):
        stage.set_back(state)
        gone.write_bytes(content_of(withdraw(POOL, key_of(30))))
        with listening() as heard:
            statements = statements_of(stage.workspace, lambda: withdraw_member(stage.workspace, POOL, "back", gone))
            assert command(stage, "pool", "withdraw", POOL, gone) == 0
        seen.append((statements, heard["out"], heard["err"], heard["warnings"]))
    assert seen[0] == seen[1]
    assert b"Withdrawn" in seen[0][1] and any("DELETE" in one for one in seen[0][0])


def test_refusals_of_a_used_and_of_an_unknown_invitation_cannot_be_told_apart(stage: Stage, tmp_path: Path) -> None:
    stage.set_back(IN)
    used = stage.fill([9])[0].contribution.token
    unknown = key_of("no invitation")
    seen = []
    for token in (used, unknown):
        stranger = peer_of(stage.terms, token, "a stranger")
        file = tmp_path / "stranger.json"
        file.write_bytes(content_of(stranger.contribution))
        statements = statements_of(stage.workspace, lambda one=stranger: refused(stage, one))  # type: ignore[misc]
        with listening() as heard:
            assert command(stage, "pool", "accept", POOL, file) == 13
        seen.append((statements, heard["out"], heard["err"], heard["warnings"]))
    assert seen[0] == seen[1]
    assert b"does not hold" in seen[0][2]


def refused(stage: Stage, peer: Peer) -> None:
    """What the use case does not take."""
    with pytest.raises(AssertionError):
        stage.accept([peer])
