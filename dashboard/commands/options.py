"""Options that several commands share, and how a day is read from the command line."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

LONGEST_LINE = 500
"""Characters; as `scoring.texts.Line`, which is slow to import."""


def new_app(help: str | None = None) -> typer.Typer:
    """A Typer application without boxes, colors and tracebacks; of several commands when it has a help text."""
    made = typer.Typer(
        help=help,
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=help is not None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    if help is not None:
        made.callback(help=help)(lambda: None)
    return made


def day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises a usage error otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD.") from None


def line(text: str) -> str:
    """A text of one line that can be kept. Raises a usage error where it is too long."""
    if len(text) > LONGEST_LINE:
        raise typer.BadParameter(f"it has {len(text)} characters; at most {LONGEST_LINE} can be kept.")
    return text


StorePath = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="PATH",
        help="The store's file; else SAFERMARK_STORE, else one in your data folder.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AssessmentId = Annotated[str, typer.Option("--assessment", metavar="ID", help="The assessment's id.")]


def days_option(name: str, help: str) -> typer.models.OptionInfo:
    """An option that takes a day."""
    option: typer.models.OptionInfo = typer.Option(
        name, parser=day, metavar="YYYY-MM-DD", help=help, show_default=False
    )
    return option


AnswersPath = Annotated[
    str, typer.Argument(metavar="FILE", help="A .json, .yaml, .csv or .xlsx file; - reads JSON from standard input.")
]
FrameworkInstead = Annotated[
    str | None,
    typer.Option("--framework", metavar="ID|PATH", help="In place of the file's framework.", show_default=False),
]
MethodInstead = Annotated[
    str | None,
    typer.Option("--method", metavar="NAME", help="How the headline is computed.", show_default=False),
]
ScopeInstead = Annotated[
    str | None,
    typer.Option(
        "--scope",
        metavar="ID,…",
        help="Presets that choose the practices; answers to others are kept, not counted.",
        show_default=False,
    ),
]
AnswersFormat = Annotated[
    str,
    typer.Option("--format", metavar="NAME", help="The tool that the file comes from, such as samm; else recognized."),
]
AnswersTeam = Annotated[
    str | None,
    typer.Option("--team", metavar="NAME", help="Whose answers of a file of several teams.", show_default=False),
]
AsOf = Annotated[date | None, days_option("--as-of", "The day evidence ages against; else the file's, else today.")]
