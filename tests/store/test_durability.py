"""What was acknowledged is there: after kill -9, on a full disk, and with many writers at once."""

import random
import resource
import signal
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from scoring.assessment import Answer, AssessmentHeader
from store.assessments import list_answers
from store.database import StoreNotUsable
from store.soundness import verify_store
from tests.workspaces import begin, open_for, python
from use_cases.assess import load_assessment, record_answer
from use_cases.workspace import Workspace

# SQLite's lock has no queue: without the pause one writer can shut the others out for seconds on a busy machine.
STREAM = """
import sys
import time
from pathlib import Path
from scoring.assessment import Answer
from tests.workspaces import open_for
from use_cases.assess import record_answer
workspace = open_for(Path(sys.argv[1]), sys.argv[3])
for number in range(int(sys.argv[4])):
    answer = Answer(id=f"{sys.argv[3]}-{number}", practice="DET-01", level=number % 6, note="x" * 500)
    record_answer(workspace, sys.argv[2], answer)
    print(answer.id, flush=True)
    time.sleep(0.001)
"""


def stored_ids(workspace: Workspace, assessment_id: str) -> list[str]:
    with workspace.store.reading() as connection:
        return [answer.id for answer in list_answers(connection, assessment_id)]


def lines_of(child: "subprocess.Popen[str]", at_most: int) -> list[str]:
    """The whole lines a process writes, until there are enough or it ends."""
    assert child.stdout is not None
    lines = []
    while len(lines) < at_most and (line := child.stdout.readline()).endswith("\n"):
        lines.append(line.strip())
    return lines


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_acknowledged_answer_survives_kill_9(
    workspace: Workspace, assessment: AssessmentHeader, seed: int
) -> None:
    chance = random.Random(seed)
    writers = [python(STREAM, workspace.store.path, assessment.id, f"w{number}", 100_000) for number in range(2)]
    acknowledged = [id_ for writer in writers for id_ in lines_of(writer, chance.randint(20, 120))]
    for writer in writers:
        writer.kill()
    for writer in writers:
        # Lines on their way when it died were acknowledged too.
        acknowledged += lines_of(writer, 100_000)
        assert writer.wait(timeout=60) == -signal.SIGKILL
        assert writer.communicate(timeout=60)[1] == ""
    assert len(acknowledged) >= 40
    stored = stored_ids(workspace, assessment.id)
    assert set(acknowledged) <= set(stored)
    # One answer a writer may have been durable and not yet acknowledged.
    assert len(stored) <= len(acknowledged) + 2
    assert verify_store(workspace.store).faults == ()


def test_processes_that_write_at_once_lose_nothing(workspace: Workspace, assessment: AssessmentHeader) -> None:
    writers = [python(STREAM, workspace.store.path, assessment.id, f"w{number}", 40) for number in range(3)]
    ended = [writer.communicate(timeout=120) for writer in writers]
    assert [err for _, err in ended] == [""] * 3
    stored = stored_ids(workspace, assessment.id)
    assert sorted(stored) == sorted(f"w{writer}-{number}" for writer in range(3) for number in range(40))
    for writer in range(3):
        own = [id_ for id_ in stored if id_.startswith(f"w{writer}-")]
        assert own == [f"w{writer}-{number}" for number in range(40)]


def test_threads_that_write_at_once_lose_nothing(workspace: Workspace, assessment: AssessmentHeader) -> None:
    def write(number: int) -> str:
        answer = Answer(practice="DET-01", level=number % 6, note=str(number))
        return record_answer(workspace, assessment.id, answer).answer.id

    with ThreadPoolExecutor(16) as pool:
        acknowledged = list(pool.map(write, range(160)))
    assert sorted(stored_ids(workspace, assessment.id)) == sorted(acknowledged)
    assert len(set(acknowledged)) == 160


def test_two_windows_that_send_the_same_answer_store_it_once(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    answer = Answer(id="click", practice="DET-01", level=2)
    with ThreadPoolExecutor(8) as pool:
        recorded = list(pool.map(lambda _: record_answer(workspace, assessment.id, answer), range(24)))
    assert {one.answer.id for one in recorded} == {"click"}
    assert stored_ids(workspace, assessment.id) == ["click"]


def test_reader_sees_one_state_while_others_write(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record_answer(workspace, assessment.id, Answer(id="before", practice="DET-01", level=2))
    with workspace.store.reading() as connection:
        assert len(list_answers(connection, assessment.id)) == 1
        record_answer(workspace, assessment.id, Answer(id="after", practice="DET-01", level=3))
        assert len(list_answers(connection, assessment.id)) == 1
    assert stored_ids(workspace, assessment.id) == ["before", "after"]


def test_database_that_may_not_grow_refuses_clearly_and_keeps_what_was_acknowledged(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    with workspace.store.writing() as transaction:
        pages = transaction.exec_driver_sql("PRAGMA page_count").scalar_one()
        transaction.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
    acknowledged = []
    with pytest.raises(StoreNotUsable, match="disk is full; nothing of this step was kept"):
        for number in range(100):
            answer = Answer(practice="DET-01", level=number % 6, note="x" * 1_000)
            acknowledged.append(record_answer(workspace, assessment.id, answer).answer.id)
    assert stored_ids(workspace, assessment.id) == acknowledged
    assert acknowledged
    with workspace.store.writing() as transaction:
        transaction.exec_driver_sql(f"PRAGMA max_page_count={pages + 400}")
    acknowledged.append(record_answer(workspace, assessment.id, Answer(practice="DET-01", level=1)).answer.id)
    assert stored_ids(workspace, assessment.id) == acknowledged
    assert verify_store(workspace.store).faults == ()


FILL_THE_DISK = """
import resource, sys
from pathlib import Path
from frameworks.errors import MaturityError
from scoring.assessment import Answer
from tests.workspaces import open_for
from use_cases.assess import record_answer
path = Path(sys.argv[1])
workspace = open_for(path)
def record():
    answer = Answer(practice="DET-01", level=1, note="x" * 3_000)
    print(record_answer(workspace, sys.argv[2], answer).answer.id, flush=True)
record()
room = path.with_name("store.db-wal").stat().st_size + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
refusals = 0
for number in range(200):
    try:
        record()
    except MaturityError as error:
        refusals += 1
        assert error.exit_code == 12 and "nothing of this step was kept" in str(error), str(error)
        if refusals == 3:
            break
assert refusals == 3
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
record()
"""


@pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_FSIZE)[1] != resource.RLIM_INFINITY, reason="limited already")
@pytest.mark.parametrize("room", [1_000, 50_000, 123_457])
def test_full_disk_loses_nothing_and_later_answers_are_kept_again(tmp_path: Path, room: int) -> None:
    workspace = open_for(tmp_path / "store.db")
    header = begin(workspace)
    workspace.store.close()
    out, err = python(FILL_THE_DISK, tmp_path / "store.db", header.id, room).communicate(timeout=120)
    assert err == ""
    workspace = open_for(tmp_path / "store.db")
    assert stored_ids(workspace, header.id) == out.split()
    assert len(out.split()) >= 2
    assert verify_store(workspace.store).faults == ()
    workspace.store.close()


def test_write_ahead_log_that_was_left_behind_is_read(
    tmp_path: Path, workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, Answer(id="kept", practice="DET-01", level=5))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # As a machine that lost its power leaves them: nothing was closed, the log was never copied back.
    for suffix in ("", "-wal"):
        (elsewhere / f"store.db{suffix}").write_bytes((tmp_path / f"store.db{suffix}").read_bytes())
    with closing(sqlite3.connect(f"file:{elsewhere / 'store.db'}?immutable=1", uri=True)) as without_log:
        assert without_log.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    after = open_for(elsewhere / "store.db")
    assert load_assessment(after, assessment.id).assessment.answers[0].id == "kept"
    after.store.close()
