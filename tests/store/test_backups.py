"""Backups are whole or not there, and restoring one loses neither the present store nor a redaction."""

import os
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from scoring.assessment import Answer, AssessmentHeader, Evidence
from scoring.ratings import Rating
from store.backups import backup_store, free_name, list_kept_copies, restore_store
from store.database import HEAD, StoreNotUsable, revision_of
from store.organizations import delete_organization
from store.redaction import Redaction, redact_fields, redact_text
from store.soundness import verify_store
from tests.store.test_database import fill_first_revision
from tests.workspaces import MORNING, begin, bytes_of, open_for
from use_cases.assess import load_assessment, record_answer
from use_cases.workspace import Workspace

WHY = Redaction("it names a person", "Ann", MORNING)


def record(workspace: Workspace, assessment: AssessmentHeader, **given: object) -> str:
    answer = Answer.model_validate({"practice": "DET-01", "level": 2, **given})
    return record_answer(workspace, assessment.id, answer).answer.id


def notes_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM answers ORDER BY seq")]


def ids_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [id_ for (id_,) in connection.execute("SELECT id FROM answers")]


def everything_in(path: Path) -> list[str]:
    """Every table, index, trigger and row, and the numbers given last."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.iterdump())


def test_backup_is_one_file_that_holds_everything_and_only_its_owner_reads_it(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    (tmp_path / "copies").mkdir()
    backup = tmp_path / "copies" / "store.bak"
    backup_store(workspace.store, backup)
    record(workspace, assessment, note="second")
    assert list(backup.parent.iterdir()) == [backup]
    assert notes_in(backup) == ["first"]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_backup_overwrites_an_older_backup_and_nothing_else(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    backup, diary = tmp_path / "store.bak", tmp_path / "diary.txt"
    backup_store(workspace.store, backup)
    record(workspace, assessment, note="first")
    backup_store(workspace.store, backup)
    assert notes_in(backup) == ["first"]
    diary.write_text("Dear diary")
    with pytest.raises(StoreNotUsable, match="not a store of Safermark"):
        backup_store(workspace.store, diary)
    assert diary.read_text() == "Dear diary"


def test_backup_never_goes_over_the_store_a_folder_a_pipe_or_a_device(workspace: Workspace, tmp_path: Path) -> None:
    pipe, link, twin = tmp_path / "pipe", tmp_path / "link", tmp_path / "twin"
    os.mkfifo(pipe)
    link.symlink_to(workspace.store.path)
    twin.hardlink_to(workspace.store.path)
    for target in (workspace.store.path, link, twin):
        with pytest.raises(StoreNotUsable, match="would overwrite the store"):
            backup_store(workspace.store, target)
    for target in (pipe, tmp_path, Path(os.devnull)):
        with pytest.raises(StoreNotUsable, match="no file"):
            backup_store(workspace.store, target)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_backup_that_cannot_be_written_leaves_nothing_behind(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(StoreNotUsable, match="cannot be reached"):
        backup_store(workspace.store, tmp_path / "nowhere" / "store.bak")
    assert not (tmp_path / "nowhere").exists()


def test_restored_backup_takes_the_place_of_the_store_which_is_kept_beside_it(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    path, backup = workspace.store.path, tmp_path / "store.bak"
    record(workspace, assessment, note="first")
    # Its numbers are never given again, although its rows are gone.
    gone = begin(workspace, "Gone")
    record(workspace, gone, note="gone")
    delete_organization(workspace.store, gone.organization_id)
    backup_store(workspace.store, backup)
    record(workspace, assessment, note="second")
    kept = restore_store(backup, path, now=MORNING)
    assert kept == path.with_name("store.db.before-restore-20260615T090000Z")
    assert notes_in(kept) == ["first", "second"]
    assert everything_in(path) == everything_in(backup)
    # The store that was open all along sees the restored content with its next step, and can go on.
    [answer] = load_assessment(workspace, assessment.id).assessment.answers
    assert answer.note == "first"
    record(workspace, assessment, note="third")
    assert notes_in(path) == ["first", "third"]
    assert verify_store(workspace.store).faults == ()
    assert not list(tmp_path.glob("*restoring*"))


def test_answer_recorded_while_a_backup_is_restored_is_in_the_kept_copy_or_comes_afterwards(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    backup = tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    is_over = threading.Event()

    def write() -> list[str]:
        acknowledged = []
        while not is_over.wait(0.002):
            acknowledged.append(record(workspace, assessment))
        return acknowledged

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write) for _ in range(2)]
        try:
            kept = [restore_store(backup, workspace.store.path, now=MORNING) for _ in range(5)]
        finally:
            is_over.set()
        acknowledged = [id_ for writer in writers for id_ in writer.result()]
    assert acknowledged
    stored = set(ids_in(workspace.store.path))
    for copy in kept:
        assert copy is not None
        stored |= set(ids_in(copy))
    assert set(acknowledged) <= stored


def test_second_restore_within_a_second_keeps_both_former_stores(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    backup = tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    kept = {restore_store(backup, workspace.store.path, now=MORNING) for _ in range(3)}
    assert len(kept) == 3
    assert set(list_kept_copies(workspace.store.path)) == kept


def test_restore_makes_a_store_where_there_is_none(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    backup_store(workspace.store, tmp_path / "store.bak")
    path = tmp_path / "new" / "folder" / "store.db"
    assert restore_store(tmp_path / "store.bak", path, now=MORNING) is None
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_assessment(open_for(path), assessment.id).assessment.answers[0].note == "first"


def test_older_backup_is_brought_up_to_date(workspace: Workspace, tmp_path: Path) -> None:
    backup = tmp_path / "old.bak"
    fill_first_revision(backup)
    before = backup.read_bytes()
    restore_store(backup, workspace.store.path, now=MORNING)
    assert revision_of(workspace.store.path) == HEAD
    assert load_assessment(workspace, "as").assessment.answers[0].note == "an old note"
    record_answer(workspace, "as", Answer(practice="DET-01", level=1))
    assert backup.read_bytes() == before


def test_what_is_no_sound_backup_is_refused_and_the_store_stays(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    empty, text, torn, newer = (tmp_path / name for name in ("empty", "text", "torn", "newer"))
    empty.touch()
    text.write_text("Dear diary " * 500)
    backup_store(workspace.store, torn)
    pages = torn.read_bytes()
    torn.write_bytes(pages[: len(pages) // 2])
    backup_store(workspace.store, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for backup, what in (
        (empty, "is empty"),
        (text, "not a store"),
        (torn, "damaged"),
        (newer, "newer version"),
        (tmp_path / "missing", "no such backup"),
        (tmp_path, "no such backup"),
        (workspace.store.path, "is the store itself"),
    ):
        with pytest.raises(StoreNotUsable, match=what):
            restore_store(backup, workspace.store.path, now=MORNING)
    assert load_assessment(workspace, assessment.id).assessment.answers[0].note == "first"
    assert list_kept_copies(workspace.store.path) == []


def test_restore_over_a_file_of_somebody_else_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    backup_store(workspace.store, tmp_path / "store.bak")
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary " * 500)
    with pytest.raises(StoreNotUsable, match="not a store"):
        restore_store(tmp_path / "store.bak", diary, now=MORNING)
    assert diary.read_text() == "Dear diary " * 500


def test_restore_over_a_damaged_store_keeps_what_is_left_of_it(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    path, backup = workspace.store.path, tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    workspace.store.close()
    # The page that lists the tables, behind the header.
    damaged = bytearray(path.read_bytes())
    damaged[100:2_000] = b"\x55" * 1_900
    path.write_bytes(damaged)
    with pytest.raises(StoreNotUsable, match="damaged"):
        open_for(path)
    kept = restore_store(backup, path, now=MORNING)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert load_assessment(open_for(path), assessment.id).assessment.answers[0].note == "first"


def test_backup_in_which_a_byte_has_flipped_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="an old note")
    backup = tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    backup.write_bytes(backup.read_bytes().replace(b"an old note", b"an odd note"))
    with pytest.raises(StoreNotUsable, match="Row 1 of answers has changed on the disk"):
        restore_store(backup, workspace.store.path, now=MORNING)
    assert notes_in(workspace.store.path) == ["an old note"]


def test_backup_takes_the_place_of_a_store_of_a_newer_version_which_is_kept(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, note="first")
    path, backup = workspace.store.path, tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    workspace.store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    kept = restore_store(backup, path, now=MORNING)
    assert kept is not None
    assert (revision_of(kept), revision_of(path)) == ("9999", HEAD)
    assert notes_in(path) == ["first"]


def test_restore_into_a_locked_store_gives_up_and_leaves_it(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(workspace, assessment, note="first")
    backup_store(workspace.store, tmp_path / "store.bak")
    record(workspace, assessment, note="second")
    monkeypatch.setattr("store.backups.PATIENCE_SECONDS", 0.05)
    with closing(sqlite3.connect(workspace.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreNotUsable, match="locked by another program"):
            restore_store(tmp_path / "store.bak", workspace.store.path, now=MORNING)
    assert notes_in(workspace.store.path) == ["first", "second"]
    assert not list(tmp_path.glob("*restoring*"))


def test_what_was_redacted_since_the_backup_stays_redacted_after_restoring_it(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    day = date(2026, 6, 1)
    evidence = (
        Evidence(title="About Jane Roe", link="https://example.org/jane-roe", date=day, level=2),
        Evidence(title="Policy", link="https://example.org/policy", date=day, level=2),
    )
    id_ = record(workspace, assessment, note="Jane Roe said so", evidence=evidence)
    other = record(workspace, assessment, practice="DET-02", note="harmless")
    path, backup = workspace.store.path, tmp_path / "store.bak"
    backup_store(workspace.store, backup)
    redact_text(workspace.store, "jane roe", WHY)
    redact_fields(workspace.store, id_, ["evidence_link"], WHY)
    # Deleting its link took the title of the second pointer as well.
    before = load_assessment(workspace, assessment.id).assessment.by_practice["DET-01"]
    restore_store(backup, path, now=MORNING)
    after = load_assessment(workspace, assessment.id).assessment
    assert after.by_practice["DET-01"] == before
    assert WHY.words in before.note
    assert after.by_practice["DET-02"].id == other
    assert after.by_practice["DET-02"].note == "harmless"
    with workspace.store.reading() as connection:
        log = connection.exec_driver_sql('SELECT field, "row" FROM redactions').all()
    assert {tuple(row) for row in log} == {("note", id_), ("evidence_title", id_), ("evidence_link", id_)}
    workspace.store.scrub()
    assert b"Jane Roe" not in bytes_of(path)
    assert b"jane-roe" not in bytes_of(path)


def test_kept_copies_are_those_of_this_store_only(tmp_path: Path) -> None:
    path = tmp_path / "store[1].db"
    mine = free_name(path, "before-restore", MORNING)
    mine.touch()
    (tmp_path / "store1.db.before-restore-20260615T090000Z").touch()
    left = tmp_path / f".{path.name}.before-0002-20260615T090000Z.part"
    left.touch()
    assert list_kept_copies(path) == [left, mine]
    assert free_name(path, "before-restore", MORNING) == tmp_path / f"{mine.name}-2"


def test_begun_store_keeps_its_content_when_a_second_workspace_opens_it(workspace: Workspace) -> None:
    header = begin(workspace, "Kept")
    other = open_for(workspace.store.path, "Ben")
    assert load_assessment(other, header.id).organization.name == "Kept"
    other.store.close()


def test_backup_can_be_restored_over_a_store_of_an_older_version(
    workspace: Workspace, assessment: AssessmentHeader, tmp_path: Path
) -> None:
    record(workspace, assessment, ratings=(Rating(by="Ben", level=2, on=date(2026, 6, 1)),))
    backup, former = tmp_path / "store.bak", tmp_path / "former.db"
    backup_store(workspace.store, backup)
    fill_first_revision(former)
    assert restore_store(backup, former, now=MORNING) is not None
    restored = open_for(former)
    assert [rating.by for rating in load_assessment(restored, assessment.id).assessment.answers[0].ratings] == ["Ben"]
    restored.store.close()
