"""`safermark assess` and `safermark track`: from the first answer to the trend."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dashboard.conftest import Called, Command
from tests.oscal_models import checked


def _answers(safermark: Command, assessment: str) -> dict[str, Any]:
    shown = safermark("assess", "show", "--assessment", assessment, "--json").tree
    return {answer["practice"]: answer for answer in shown["answers"]}


def _replies(called: Called) -> list[dict[str, Any]]:
    return [json.loads(line) for line in called.out.splitlines()]


def test_one_answer_by_options_is_kept_whole(safermark: Command, assessment: str) -> None:
    called = safermark(
        "assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3, "--note", "=1+1 <b>",
        "--on", "2026-03-01", "--by", "Bea", "--evidence-title", "Run log", "--evidence-link", "https://example.org/",
        "--evidence-date", "2026-02-01", "--evidence-level", 2, "--json",
    )  # fmt: skip
    assert called.tree["stored"] is True
    assert _answers(safermark, assessment)["DET-01"] == {
        "practice": "DET-01",
        "level": 3,
        "note": "=1+1 <b>",
        "by": "Bea",
        "on": "2026-03-01",
        "evidence": [{"title": "Run log", "link": "https://example.org/", "date": "2026-02-01", "level": 2}],
    }


def test_not_applicable_by_options_needs_a_reason(safermark: Command, assessment: str) -> None:
    common = ("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--state", "not_applicable")
    refused = safermark(*common)
    assert refused.code == 11
    assert "--reason" in refused.err
    assert safermark(*common, "--reason", "No uploads.", "--approver", "Bea", "--recheck", "2099-01-01").code == 0
    assert _answers(safermark, assessment)["DET-01"]["recheck"] == "2099-01-01"


def test_faults_of_options_come_at_once_and_name_the_option(safermark: Command, assessment: str) -> None:
    refused = safermark(
        "assess", "record", "--assessment", assessment, "--practice", "DET-1", "--level", 9, "--evidence-link", "ftp://x"
    )  # fmt: skip
    assert refused.code == 11
    for words in ("Did you mean 'DET-01'?", "--level", "--evidence-link", "--evidence-title"):
        assert words in refused.err
    assert _answers(safermark, assessment) == {}


def test_text_that_looks_like_a_hash_is_stopped(safermark: Command, assessment: str) -> None:
    refused = safermark(
        "assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3,
        "--note", "0123456789abcdef0123456789abcdef",
    )  # fmt: skip
    assert refused.code == 11
    assert "0123456789abcdef" not in refused.err
    assert _answers(safermark, assessment) == {}


def test_options_and_a_source_exclude_each_other(safermark: Command, assessment: str) -> None:
    both = safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--from", "-")
    neither = safermark("assess", "record", "--assessment", assessment)
    assert (both.code, neither.code) == (2, 2)


def test_stream_gets_one_reply_for_each_line_in_order(safermark: Command, assessment: str) -> None:
    lines = [
        b'{"id": "one", "practice": "DET-01", "level": 3}',
        b"",
        b"no JSON",
        b'{"practice": "DET-02", "level": 2.5}',
        b"\xff\xfe",
        b"[" * 20_000,
        b'{"practice": "SAF-01", "state": "not_known"}',
    ]
    called = safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=b"\n".join(lines))
    replies = _replies(called)
    assert called.code == 11
    assert [reply["line"] for reply in replies] == [1, 2, 3, 4, 5, 6, 7]
    assert [reply["stored"] for reply in replies] == [True, False, False, False, False, False, True]
    assert replies[0] == {"line": 1, "id": "one", "practice": "DET-01", "stored": True}
    assert replies[1] == {"line": 2, "stored": False, "blank": True}
    assert replies[3]["error"]["where"] == "standard input > line 4 > level"
    assert set(_answers(safermark, assessment)) == {"DET-01", "SAF-01"}


def test_stream_without_refusal_ends_well(safermark: Command, assessment: str) -> None:
    content = b'{"practice": "DET-01", "level": 3}\r\n\n'
    called = safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=content)
    assert called.code == 0
    assert len(_replies(called)) == 2


def test_same_id_twice_is_kept_once(safermark: Command, assessment: str) -> None:
    line = b'{"id": "one", "practice": "DET-01", "level": 3, "on": "2026-01-01"}\n'
    called = safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=line * 3)
    assert [reply["stored"] for reply in _replies(called)] == [True] * 3
    assert "1 answers" in safermark("verify").out


def test_line_without_end_is_answered_and_the_next_one_is_kept(safermark: Command, assessment: str) -> None:
    content = b"x" * 5_000_000 + b'\n{"practice": "DET-01", "level": 3}\n'
    replies = _replies(safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=content))
    assert [reply["stored"] for reply in replies] == [False, True]
    assert "longer than 1 MB" in replies[0]["error"]["what"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=8))
def test_any_garbage_gets_exactly_one_reply_a_line(safermark: Command, lines: list[bytes]) -> None:
    added = safermark("organization", "add", f"Forum {datetime.now(UTC).timestamp()}", "--json").tree
    started = safermark("assess", "start", "--organization", added["id"], "--framework", "safer-by-design", "--json")
    content = b"".join(line + b"\n" for line in lines)
    called = safermark("assess", "record", "--assessment", started.tree["assessment"], "--from", "-", stdin=content)
    assert [reply["line"] for reply in _replies(called)] == list(range(1, len(lines) + 1))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_every_acknowledged_line_survives_kill_9(safermark: Command, assessment: str) -> None:
    program = [sys.executable, "-c", "from dashboard.cli import main; main()"]
    program += ["assess", "record", "--assessment", assessment, "--from", "-"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as command:
        assert command.stdin is not None and command.stdout is not None
        acknowledged = []
        for number in range(30):
            answer = {"id": f"answer-{number}", "practice": "DET-01", "level": number % 6, "note": f"n{number}"}
            command.stdin.write(json.dumps(answer).encode() + b"\n")
            command.stdin.flush()
            acknowledged.append(json.loads(command.stdout.readline()))
        # Some more, not waited for.
        command.stdin.write(b'{"practice": "DET-02", "level": 1}\n' * 20)
        command.stdin.flush()
        command.send_signal(signal.SIGKILL)
    assert all(reply["stored"] for reply in acknowledged)
    again = "".join(f'{{"id": "{reply["id"]}", "practice": "DET-01", "level": 0}}\n' for reply in acknowledged).encode()
    before = safermark("verify").out
    safermark("assess", "record", "--assessment", assessment, "--from", "-", stdin=again)
    # An id that is in the store already is kept as it was: nothing was added, so every one of them was there.
    assert safermark("verify").out == before
    assert _answers(safermark, assessment)["DET-01"]["note"] == "n29"


@pytest.mark.parametrize("ending", ["json", "yaml", "csv"])
def test_export_reads_back_and_says_nothing_new(
    ending: str, safermark: Command, assessment: str, tmp_path: Path
) -> None:
    note = "=1+1, <b>\nsecond line"
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3, "--note", note)
    file = tmp_path / f"answers.{ending}"
    assert safermark("assess", "export", "--assessment", assessment, file, "--json").tree["answers"] == 1
    same = safermark("assess", "import", "--assessment", assessment, file, "--json")
    assert same.tree == {"stored": 0, "unchanged": 1}
    if ending != "csv":
        assert "Confidential. Exported from Safermark by Ann on " in file.read_text(encoding="utf-8")


def test_import_keeps_all_or_nothing(safermark: Command, assessment: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("practice,level\nDET-01,3\nDET-02,9\n", encoding="utf-8")
    assert safermark("assess", "import", "--assessment", assessment, file).code == 11
    assert _answers(safermark, assessment) == {}
    file.write_text("practice,level\nDET-01,3\nDET-02,4\n", encoding="utf-8")
    assert safermark("assess", "record", "--assessment", assessment, "--from", file).code == 0
    assert set(_answers(safermark, assessment)) == {"DET-01", "DET-02"}


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_file_that_others_have_overtaken_is_refused_until_somebody_decides(
    safermark: Command, assessment: str, tmp_path: Path, ending: str
) -> None:
    record = ("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--on", "2026-03-01", "--level")
    safermark(*record, 2, "--by", "Ann")
    file, mine = tmp_path / f"answers.{ending}", tmp_path / "mine.json"
    assert safermark("assess", "export", "--assessment", assessment, file).code == 0
    safermark(*record, 4, "--by", "Ben")
    kept = ("assess", "import", "--assessment", assessment)
    # Nobody has changed anything in the file: what Ben said stays.
    assert safermark(*kept, file, "--json").tree["stored"] == 0
    assert _answers(safermark, assessment)["DET-01"]["level"] == 4
    safermark("assess", "export", "--assessment", assessment, mine)
    tree = json.loads(mine.read_text(encoding="utf-8"))
    tree["answers"][0]["level"] = 3
    tree["made_from"]["answers"]["DET-01"] = "another"
    mine.write_text(json.dumps(tree), encoding="utf-8")
    refused = safermark(*kept, mine)
    assert refused.code == 11
    assert "DET-01 was answered by Ben since the file was made; the file does, too." in refused.err
    assert safermark(*kept, mine, "--conflicts", "maybe").code == 2
    assert safermark(*kept, mine, "--conflicts", "store", "--json").tree["stored"] == 0
    assert safermark(*kept, mine, "--conflicts", "file", "--json").tree["stored"] == 1
    assert _answers(safermark, assessment)["DET-01"]["level"] == 3


def test_lines_from_a_file_are_read_as_a_stream(safermark: Command, assessment: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(b'{"practice": "DET-01", "level": 3}\n')
    assert _replies(safermark("assess", "record", "--assessment", assessment, "--from", file))[0]["stored"] is True
    assert safermark("assess", "record", "--assessment", assessment, "--from", tmp_path / "no.jsonl").code == 11


def test_show_lists_answers_and_the_scorecard(safermark: Command, assessment: str) -> None:
    assert "No answer yet." in safermark("assess", "show", "--assessment", assessment).out
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3)
    shown = safermark("assess", "show", "--assessment", assessment).out
    assert "DET-01  level 3" in shown
    assert "Level reached" in shown
    assert safermark("assess", "show", "--assessment", "nowhere").code == 12


def test_unknown_preset_is_refused(safermark: Command, assessment: str) -> None:
    started = ("assess", "start", "--organization", "Small Forum", "--framework", "safer-by-design", "--preset")
    assert safermark(*started, "nothing").code == 11
    assert safermark(*started, "quick-start").code == 0
    assert len(safermark("assess", "list", "--organization", "Small Forum", "--json").tree["assessments"]) == 2


def test_trend_follows_snapshots_and_names_events(safermark: Command, assessment: str) -> None:
    common = ("assess", "record", "--assessment", assessment, "--practice", "DET-01")
    safermark(*common, "--level", 3, "--on", "2026-01-01")
    safermark(*common, "--level", 2, "--on", "2026-05-01")
    for day in ("2026-03-31", "2026-06-30"):
        assert safermark("track", "snapshot", "--assessment", assessment, "--on", day, "--json").tree["on"] == day
    moved = ("track", "event", "Team re-organized", "--organization", "Small Forum", "--on", "2026-04-15")
    assert safermark(*moved).code == 0
    tree = safermark("track", "trend", "--assessment", assessment, "--json").tree
    assert [point["claimed"] for point in tree["overall"]["points"]] == [3, 2]
    assert tree["overall"]["regressions"] == ["2026-06-30"]
    assert tree["events"] == [{"on": "2026-04-15", "title": "Team re-organized"}]
    shown = safermark("track", "trend", "--assessment", assessment).out
    assert "lower than before" in shown
    assert "Team re-organized" in shown


def test_snapshot_of_a_day_without_answers_is_refused(safermark: Command, assessment: str) -> None:
    assert safermark("track", "snapshot", "--assessment", assessment).code == 11
    assert "No snapshot yet" in safermark("track", "trend", "--assessment", assessment).out
    assert safermark("track", "snapshot", "--assessment", assessment, "--on", "2026-2-30").code == 2


def test_projection_says_that_quarters_are_too_few_and_refuses_what_is_no_target(
    safermark: Command, assessment: str
) -> None:
    common = ("track", "project", "--assessment", assessment, "--target")
    tree = safermark(*common, 3, "--json").tree
    assert (tree["state"], tree["reason"], tree["earliest"], tree["latest"]) == (
        "too_few_quarters",
        "too few quarters",
        None,
        None,
    )
    assert (
        "Too few quarters: a projection needs 4 with a snapshot that answers enough, none has one."
        in safermark(*common, 3).out
    )
    refused = safermark(*common, 9)
    assert refused.code == 11 and "give a number above 0, up to 5" in refused.err
    assert safermark(*common, "soon").code == 2
    assert safermark("track", "project", "--assessment", "nowhere", "--target", 3).code == 12


def test_export_as_oscal_is_assessment_results(safermark: Command, assessment: str, tmp_path: Path) -> None:
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-01", "--level", 3)
    file = tmp_path / "results.json"
    export = ("assess", "export", "--assessment", assessment, file, "--format")
    assert safermark(*export, "oscal", "--json").tree == {"file": str(file), "answers": 1}
    assert len(checked(file.read_bytes())["results"][0]["findings"]) == 1
    assert safermark(*export, "pdf").code == 2
