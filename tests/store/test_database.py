"""Opening a store: what becomes one, what is refused, and that everything else stays untouched."""

import logging
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from scoring.assessment import Answer
from store.database import HEAD, REVISIONS, Store, StoreNotUsable, open_engine, open_store, revision_of
from store.migrate import FOLDER, migrate
from store.pool_tables import pools
from tests.workspaces import MORNING, begin, open_for, python
from use_cases.assess import load_assessment, record_answer
from use_cases.workspace import Workspace


def opened(path: Path) -> Store:
    return open_store(path, now=MORNING)


def test_new_store_is_made_with_its_folder_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "deep" / "store.db"
    opened(path).close()
    assert revision_of(path) == HEAD
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_connection_waits_for_the_disk_and_overwrites_what_is_deleted(store: Store) -> None:
    with store.reading() as one, store.reading() as other:
        for connection in (one, other):
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "recursive_triggers")
            }
            assert settings == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "recursive_triggers": 1,
            }


def test_no_row_stands_in_a_log_of_any_level(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sqlalchemy.engine")
    workspace = open_for(tmp_path / "store.db")
    begin(workspace, "Zqx Forum")
    with workspace.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM organizations").all()
    workspace.store.close()
    assert [row.name for row in rows] == ["Zqx Forum"]
    assert "SELECT name" in caplog.text and "Zqx" not in caplog.text


def test_path_with_signs_that_mean_something_in_addresses_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "50% of? us #1 & é" / "a store?.db"
    opened(path).close()
    opened(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    opened(path).close()
    assert revision_of(path) == HEAD


def test_store_that_was_cut_off_while_it_was_made_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=wal")
    assert path.stat().st_size > 0
    opened(path).close()
    assert revision_of(path) == HEAD


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"Dear diary, this is a long text and no database at all.\n" * 40, "not a store of Safermark"),
        (b"short", "not a store of Safermark"),
        (b"SQLite format 3\0" + b"\x7f" * 5000, "not a store of Safermark|damaged"),
    ],
)
def test_file_of_somebody_else_is_refused_and_not_touched(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    with pytest.raises(StoreNotUsable, match=what) as refusal:
        opened(path)
    assert refusal.value.exit_code == 12
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mark", [0, 12345])
def test_other_database_is_refused_and_not_touched(tmp_path: Path, mark: int) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute(f"INSERT INTO alembic_version VALUES ('{HEAD}')")
        connection.execute(f"PRAGMA application_id={mark}")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreNotUsable, match="not a store of Safermark"):
        opened(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_store_without_a_revision_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    opened(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    with pytest.raises(StoreNotUsable, match="not a store of Safermark"):
        opened(path)


def test_folder_pipe_and_device_are_refused_without_being_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, what in ((tmp_path, "is a folder"), (pipe, "not a file but a device"), (Path(os.devnull), "device")):
        with pytest.raises(StoreNotUsable, match=what):
            opened(path)


def test_store_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreNotUsable, match="cannot be reached"):
        opened(tmp_path / "file" / "store.db")


def test_store_of_a_newer_version_is_refused_and_not_touched(workspace: Workspace) -> None:
    path = workspace.store.path
    workspace.store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreNotUsable, match=f"newer version.*9999.*{HEAD}"):
        opened(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before*"))


def fill_first_revision(path: Path) -> None:
    """A store as the first revision left it, with one answer."""
    path.touch()
    migrate(path, to="0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("""
            INSERT INTO organizations VALUES ('org', 'Old Forum', 0, 'Ann', '2026-01-01T09:00:00+00:00');
            INSERT INTO profiles VALUES
                (1, 'org', '2026-01-01', '{"kinds":["ugc"]}', 'Ann', '2026-01-01T09:00:00+00:00');
            INSERT INTO assessments VALUES
                ('as', 'org', 'safer-by-design', '1.0', NULL, 'Ann', '2026-01-01T09:00:00+00:00');
            INSERT INTO answers VALUES (1, 'an', 'as', 'DET-01', 'answered', 3, 'an old note', '', '', NULL,
                '2026-01-01', 'Ann', '2026-01-01T09:00:00+00:00');
            INSERT INTO evidence VALUES (1, 'an', 'Policy', '', '2026-01-01', 3);
            INSERT INTO reviews VALUES (1, 'an', 2, 'Ben', '2026-01-02', '2026-01-02T09:00:00+00:00');
        """)


def test_older_store_is_migrated_after_a_backup_and_keeps_every_answer(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    fill_first_revision(path)
    workspace = open_for(path)
    [answer] = load_assessment(workspace, "as").assessment.answers
    assert (answer.level, answer.note, answer.evidence[0].title) == (3, "an old note", "Policy")
    assert answer.review is not None
    assert answer.review.by == "Ben"
    record_answer(workspace, "as", Answer(practice="DET-02", level=1))
    workspace.store.close()
    copy = tmp_path / f"store.db.before-{HEAD}-20260615T090000Z"
    assert sorted(tmp_path.iterdir()) == [path, copy]
    assert (revision_of(path), revision_of(copy)) == (HEAD, "0001")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT note FROM answers").fetchall() == [("an old note",)]


def test_migration_that_fails_midway_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    fill_first_revision(path)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        # What seals the rows there were, in the middle of the migrations.
        patched.setattr("store.seals.reseal", fail)
        with pytest.raises(StoreNotUsable, match="Input/output error"):
            open_for(path)
    assert revision_of(path) == "0001"
    assert load_assessment(open_for(path), "as").assessment.answers[0].note == "an old note"
    assert revision_of(path) == HEAD


def test_thread_that_writes_within_its_own_writing_is_told_so_rather_than_waiting_for_ever(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.PATIENCE_SECONDS", 0.05)
    with store.writing(), pytest.raises(StoreNotUsable, match="busy"), store.writing():
        pass
    with store.writing() as transaction:
        assert transaction.exec_driver_sql("SELECT 1").scalar() == 1


def test_store_that_is_up_to_date_is_not_copied(workspace: Workspace) -> None:
    opened(workspace.store.path).close()
    workspace.store.close()
    assert list(workspace.store.path.parent.iterdir()) == [workspace.store.path]


def test_newest_revision_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_heads() == [HEAD]
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)


def test_tables_are_what_the_migrations_make(store: Store) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), pools.metadata) == []
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'answers'").scalar_one()
    assert "ck_answers_state" in made
    assert "ck_answers_level_with_state" in made


def test_several_processes_make_one_store_at_the_same_time(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests.workspaces import open_for\n"
        "from use_cases.organize import add_organization\n"
        "add_organization(open_for(Path(sys.argv[1])), sys.argv[2])\n"
    )
    running = [python(script, tmp_path / "store.db", f"Forum {number}") for number in range(4)]
    assert [child.communicate(timeout=60)[1] for child in running] == [""] * 4
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM organizations")}
    assert names == {f"Forum {number}" for number in range(4)}
    assert not list(tmp_path.glob("*before*"))


def test_locked_store_is_said_to_be_locked_and_nothing_is_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = begin(workspace)
    record_answer(workspace, header.id, Answer(practice="DET-01", level=2))
    workspace.store.close()
    monkeypatch.setattr("store.database.BUSY_MILLISECONDS", 50)
    hasty = open_for(workspace.store.path)
    with closing(sqlite3.connect(workspace.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreNotUsable, match="locked by another program"):
            record_answer(hasty, header.id, Answer(practice="DET-01", level=3))
        assert load_assessment(hasty, header.id).assessment.answers[0].level == 2
        other.execute("ROLLBACK")
    record_answer(hasty, header.id, Answer(practice="DET-01", level=3))
    assert load_assessment(hasty, header.id).assessment.answers[0].level == 3
    hasty.store.close()


def test_connections_that_are_all_taken_are_said_to_be_busy(store: Store) -> None:
    engine = open_engine(store.path)
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]
    crowded = Store(store.path, engine)
    taken = [engine.connect() for _ in range(40)]
    with pytest.raises(StoreNotUsable, match="busy"), crowded.reading():
        pass
    for connection in taken:
        connection.close()
    with crowded.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


@pytest.fixture
def anybody() -> Iterator[Path]:
    """A folder that every account may enter, for a process that is not root."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


TRY_TO_WRITE = """
import os, sys, tempfile
from pathlib import Path
from frameworks.errors import MaturityError
from scoring.assessment import Answer
from tests.workspaces import begin, open_for
from use_cases.assess import record_answer
with tempfile.TemporaryDirectory() as elsewhere:
    # Everything is imported before the rights are given up: the project may lie where nobody else may read.
    practice = open_for(Path(elsewhere, "store.db"))
    record_answer(practice, begin(practice).id, Answer(practice="DET-01", level=1))
    practice.store.close()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    record_answer(open_for(Path(sys.argv[1])), sys.argv[2], Answer(practice="DET-01", level=1))
except MaturityError as error:
    print(error.exit_code, error.faults[0].what)
"""


@pytest.mark.parametrize("mode", [0o555, 0o777])
def test_store_that_may_only_be_read_is_said_to_be_so_and_stays_as_it_was(anybody: Path, mode: int) -> None:
    path = anybody / "store.db"
    workspace = open_for(path)
    header = begin(workspace)
    record_answer(workspace, header.id, Answer(practice="DET-01", level=4))
    workspace.store.close()
    path.chmod(0o444)
    anybody.chmod(mode)
    before = path.read_bytes()
    ended = subprocess.run(
        [sys.executable, "-c", TRY_TO_WRITE, str(path), header.id], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("12 ")
    assert "may only be read" in ended.stdout or "cannot be opened" in ended.stdout
    assert path.read_bytes() == before
    anybody.chmod(0o755)
