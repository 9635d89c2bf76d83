"""`verify` finds what a disk has changed: in pages, in rows, in texts and in references."""

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from scoring.actions import Action
from scoring.adjustment import Adjustment
from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.duties import Duty
from scoring.ratings import Rating, Settled
from scoring.targets import PracticeTarget
from store.adjustments import append_adjustments
from store.backups import backup_store
from store.database import HEAD, connect_to_read
from store.duties import append_duty
from store.plans import append_action, append_targets
from store.refusals import StoreNotUsable, store_errors
from store.seals import SEALED, sealed
from store.soundness import find_faults, verify_store
from tests.store.test_database import fill_first_revision
from tests.workspaces import begin, open_for
from use_cases.assess import record_answer
from use_cases.track import record_event, take_snapshot
from use_cases.upkeep import redact_everywhere
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)


@pytest.fixture
def backup(workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path) -> Path:
    """A backup with a row in every table."""
    evidence = (Evidence(title="Policy", link="https://example.org", date=DAY, level=2),)
    for level in range(6):
        review = Review(level=level, by="Ben", date=DAY)
        answer = Answer(
            practice="DET-01",
            level=level,
            note=f"note {level}",
            evidence=evidence,
            review=review,
            ratings=(Rating(by="Cleo", level=level, on=DAY),),
            settled=Settled(level=level, reason="Read together", by="Dan", on=DAY),
        )
        record_answer(workspace, assessment.id, answer)
    take_snapshot(workspace, assessment.id, note="our first")
    record_event(workspace, assessment.organization_id, DAY, "Moved house")
    with workspace.store.writing() as transaction:
        append_targets(transaction, assessment.id, [PracticeTarget(practice="DET-01", level=4, on=DAY, reason="Law")])
        adjustment = Adjustment(practice="DET-01", field="stages", value=("learn",), reason="Done before", on=DAY)
        append_adjustments(transaction, assessment.id, [adjustment])
        append_action(transaction, assessment.id, Action(id="a", practice="DET-01", title="Match at rest", effort=2))
        append_duty(transaction, assessment.organization_id, Duty(id="d", title="Report", checked_on=DAY))
    redact_everywhere(workspace, "note 3", "a mistake")
    file = tmp_path / "store.bak"
    backup_store(workspace.store, file)
    return file


def faults_in(file: Path) -> list[str]:
    """What a check of a file says; a file that cannot be read at all says so too."""
    try:
        with store_errors(file), closing(connect_to_read(file)) as connection:
            return [fault.what for fault in find_faults(connection, str(file))]
    except StoreNotUsable as error:
        return [fault.what for fault in error.faults]


def rows_in(file: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in SEALED]


def test_sound_store_has_no_faults_and_its_rows_are_counted(workspace: Workspace, backup: Path) -> None:
    assert faults_in(backup) == []
    found = verify_store(workspace.store)
    assert found.faults == ()
    assert found.counts == {"organizations": 1, "assessments": 1, "answers": 6, "snapshots": 1, "events": 1}


@pytest.mark.parametrize(
    "word",
    [
        b"note 4",
        b"[removed on",
        b"Policy",
        b"Ben",
        b"Cleo",
        b"Read tog",
        b"Moved",
        b"our first",
        b"Small Forum",
        b"at rest",
        b"Done before",
    ],
)
def test_flipped_bit_in_a_text_is_found(backup: Path, word: bytes) -> None:
    content = bytearray(backup.read_bytes())
    content[content.index(word) + 1] ^= 1
    backup.write_bytes(content)
    assert any("has changed on the disk" in fault for fault in faults_in(backup))


def test_byte_that_is_no_text_any_more_is_found(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[content.index(b"note 4") + 2] = 0xFF
    backup.write_bytes(content)
    assert any("of answers has changed" in fault for fault in faults_in(backup))


@pytest.mark.parametrize("seed", range(4))
def test_flipped_byte_is_found_or_has_changed_nothing_that_is_kept(backup: Path, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    sound, rows = backup.read_bytes(), rows_in(backup)
    damaged = tmp_path / "damaged.db"
    found = 0
    for _ in range(60):
        content = bytearray(sound)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        damaged.write_bytes(content)
        if faults_in(damaged):
            found += 1
        else:
            assert rows_in(damaged) == rows
    # Most of a small store is free space.
    assert found >= 3


@pytest.mark.parametrize("table", SEALED)
def test_column_whose_name_was_torn_is_found(backup: Path, table: str) -> None:
    content = bytearray(backup.read_bytes())
    # The statement that made the table; the seal is its last column.
    start = content.index(f"CREATE TABLE {table} (".encode())
    content[content.index(b"seal TEXT", start) + 1] ^= 0x80
    backup.write_bytes(content)
    assert f"The columns of {table} have changed on the disk." in faults_in(backup)


def broken_by(backup: Path, statement: str) -> list[str]:
    with closing(sqlite3.connect(backup)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
        connection.commit()
    return faults_in(backup)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE answers SET level = 5 WHERE level = 4", "of answers has changed"),
        ("UPDATE evidence SET level = 5", "of evidence has changed"),
        ("UPDATE ratings SET level = 5", "of ratings has changed"),
        ("UPDATE settlements SET reason = 'x'", "of settlements has changed"),
        ("UPDATE answers SET seal = ''", "of answers has changed"),
        ("DELETE FROM assessments", "belongs to no assessments"),
        ("PRAGMA application_id = 7", "not marked as a store"),
        ("UPDATE snapshots SET scorecard = '{'", "scorecard of snapshots, row 1, cannot be read"),
        ("UPDATE profiles SET profile = ''", "profile of profiles, row 1, cannot be read"),
    ],
)
def test_row_that_was_changed_behind_the_program_is_found(backup: Path, statement: str, what: str) -> None:
    assert any(what in fault for fault in broken_by(backup, statement))


def test_torn_page_is_found(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[-4096:] = b"\x55" * 4096
    backup.write_bytes(content)
    assert any("damaged" in fault or "malformed" in fault for fault in faults_in(backup))


def test_backup_of_a_version_that_did_not_seal_is_sound_and_migration_seals_it(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    fill_first_revision(path)
    assert faults_in(path) == []
    workspace = open_for(path)
    assert verify_store(workspace.store).faults == ()
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM answers WHERE seal = ''").scalar() == 0
    workspace.store.close()


def test_store_at_another_revision_is_a_fault(workspace: Workspace) -> None:
    begin(workspace)
    with closing(sqlite3.connect(workspace.store.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    assert [fault.what for fault in verify_store(workspace.store).faults] == [
        f"The store is at revision 0001, not {HEAD}."
    ]


def test_seal_depends_on_every_column_and_its_kind() -> None:
    row = {"id": "a", "level": 3, "on": DAY, "note": None}
    seals = {sealed({**row, **change})["seal"] for change in ({}, {"id": "b"}, {"level": "3"}, {"note": ""})}
    assert len(seals) == 4
    assert sealed({**row, "seq": 7}) == {**sealed(row), "seq": 7}
    assert sealed({**row, "on": "2026-06-01"})["seal"] == sealed(row)["seal"]
