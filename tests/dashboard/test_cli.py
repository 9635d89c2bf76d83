"""The command line as a whole: help, exit codes, errors in words, pipes and interruptions."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from dashboard.cli import VERBS
from tests.dashboard.conftest import Command

HEAVY = ("streamlit", "plotly", "pandas", "sqlalchemy", "alembic", "yaml", "frameworks.model", "rich")


def _start(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-c", "from dashboard.cli import main; main()", *arguments]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_its_own_module_and_explains_itself(verb: str, safermark: Command) -> None:
    assert isinstance(import_module(f"dashboard.commands.{verb}").app, typer.Typer)
    shown = safermark(verb, "--help")
    assert shown.code == 0
    assert f"safermark {verb}" in shown.out


@pytest.mark.parametrize("command", ["", *VERBS, "assess record", "organization add"])
def test_help_imports_nothing_heavy(command: str) -> None:
    arguments = [*command.split(), "--help"]
    program = (
        "import sys\nfrom dashboard.cli import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"


def test_help_lists_every_verb(safermark: Command) -> None:
    shown = safermark("--help").out
    assert all(f"  {verb} " in shown for verb in VERBS)


def test_misspelt_verb_is_answered_with_the_nearest_one(safermark: Command) -> None:
    called = safermark("organisation", "list")
    assert called.code == 2
    assert "Did you mean 'organization'?" in called.err


def test_error_is_said_in_three_parts_with_the_exit_code_of_its_class(safermark: Command, tmp_path: Path) -> None:
    called = safermark("score", tmp_path / "missing.json")
    assert called.code == 11
    assert called.out == ""
    assert called.err.startswith("AnswersNotReadable: ")
    assert "\n  where: " in called.err
    assert "\n  mend:  " in called.err


def test_file_that_is_no_store_is_refused_and_left_alone(safermark: Command, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("not a store", encoding="utf-8")
    called = safermark("organization", "list", "--store", other)
    assert called.code == 12
    assert other.read_text(encoding="utf-8") == "not a store"


def test_store_option_goes_before_the_environment(safermark: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    assert safermark("organization", "add", "Elsewhere", "--store", other).code == 0
    assert safermark("organization", "list", "--json").tree == {"organizations": []}
    (found,) = safermark("organization", "list", "--json", "--store", other).tree["organizations"]
    assert found["name"] == "Elsewhere"


def test_argument_that_is_not_utf_8_is_refused_in_words(safermark: Command) -> None:
    called = safermark("organization", "add", "\udcff")
    assert called.code == 2
    assert "not UTF-8" in called.err


def test_reader_that_leaves_early_is_met_with_silence(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"framework": "safer-by-design", "answers": []}', encoding="utf-8")
    command = _start("score", str(file), "--json")
    assert command.stdout is not None and command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(timeout=60) != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{"framework": "safer-by-design", "answers": []}', encoding="utf-8")
    program = [sys.executable, "-c", "from dashboard.cli import main; main()", "score", str(file)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr == "Error: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interruption_is_quiet() -> None:
    command = _start("score", "-", stdin=subprocess.PIPE)
    assert command.stdin is not None
    # More than a pipe holds: this returns only once the command is reading.
    command.stdin.write(b" " * 1_000_000)
    command.stdin.flush()
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_a_named_pipe_is_refused_at_once_and_does_not_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "answers.json"
    os.mkfifo(pipe)
    command = _start("score", str(pipe))
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (11, b"")
    assert b"Traceback" not in err
    assert b"mend:" in err.lower()
