"""The command line `safermark`: gathers one file per verb, each imported only when it is called."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from frameworks.errors import MaturityError

VERBS = {
    "demo": "Fill a fresh store with fictional organizations and open the dashboard.",
    "serve": "Open the dashboard on your store.",
    "framework": "List, show and check frameworks.",
    "score": "Score an answers file. No store is needed.",
    "why": "Say why a figure of an answers file is what it is.",
    "explain": "Explain what changed between two answers files, and whether it is real.",
    "certainty": "Say how sure the figures of an answers file are.",
    "threats": "Say which threats an answers file leaves open.",
    "crosswalk": "Read an answers file across to another list.",
    "terms": "Show which words to avoid, which to prefer and why.",
    "plan": "Plan which practice to raise in which quarter, under a budget.",
    "organization": "Add, list, show and delete organizations.",
    "assess": "Start an assessment, record answers and ratings, show, export and import them.",
    "track": "Take snapshots and follow the trend.",
    "target": "Set the levels wanted by a day, and see how far they are reached.",
    "adjust": "Put your own estimates of effort and effect in place of the framework's.",
    "action": "Keep track of who does what by when.",
    "contribute": "Hand claimed averages to a pool of peers, and take them back.",
    "compare": "Say where an answers file stands beside a pool's release.",
    "pool": "Run a pool of anonymized peers.",
    "pathways": "Say whom to tell in a country, and what the law asks of whom.",
    "duty": "Keep your own register of duties by country.",
    "backup": "Write the whole store to a file.",
    "restore": "Put a backup in place of the store.",
    "verify": "Check that the store is whole.",
    "redact": "Remove a text that should never have been entered.",
}
USAGE = 2
INTERRUPTED = 130
READER_GONE = 141
"""What a shell reports of a program whose reader has left."""


class VerbGroup(TyperGroup):
    """The verbs by name; a verb's module is imported when it is asked for, not before."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"dashboard.commands.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        # The base class looks here for the nearest spelling.
        self.commands = dict.fromkeys(VERBS, self)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=VerbGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def safermark() -> None:
    """How mature is an organization's practice against online child sexual exploitation? Assess it, see it, follow it.

    Exit codes: 2 usage, 10 framework, 11 answers, 12 store, 13 privacy, 14 access.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code; an error is said in words, never as a traceback."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # Started with the stream closed, as some schedulers do.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that knows few characters shows the others escaped.
            stream.reconfigure(errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        # What is not UTF-8 becomes a replacement sign; answers are read as bytes and refused instead.
        sys.stdin.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    if any("\ud800" <= character <= "\udfff" for argument in given for character in argument):
        print("Error: an argument is not UTF-8 text.", file=sys.stderr)
        return USAGE
    code = _run(given)
    return _flush_output() or code


def _run(arguments: Sequence[str]) -> int:
    try:
        typer.main.get_command(app).main(args=arguments, prog_name="safermark")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except MaturityError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        _forget_output()
        print(f"Error: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


def _flush_output() -> int:
    """0, or the exit code of output that could not be written: its reader has gone, or the disk is full."""
    try:
        sys.stdout.flush()
        if sys.__stdout__ is not None:
            sys.__stdout__.flush()
    except BrokenPipeError:
        _forget_output()
        return READER_GONE
    except OSError as error:
        _forget_output()
        print(f"Error: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


def _forget_output() -> None:
    """Let what is still buffered go nowhere, so that the end of the program is quiet."""
    if sys.__stdout__ is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
