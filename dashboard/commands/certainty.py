"""`safermark certainty`: an answers file in, how sure its figures are out; no store is needed."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, days_option, new_app

app = new_app()


@app.command()
def certainty(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A .json, .yaml or .csv file; - reads JSON from standard input.")
    ],
    framework: Annotated[
        str | None,
        typer.Option("--framework", metavar="ID|PATH", help="In place of the file's framework.", show_default=False),
    ] = None,
    as_of: Annotated[
        date | None, days_option("--as-of", "The day evidence ages against; else the file's, else today.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how sure the figures are: weights, evidence, raters, and the least change that is real."""
    from dashboard.commands.certainty_text import certainty_as_tree, print_certainty
    from dashboard.commands.printing import print_json
    from scoring.assessment import Assessment
    from scoring.certainty import judge_certainty
    from scoring.scorecard import score_assessment
    from use_cases.clock import utc_now
    from use_cases.exchange.answers_file import read_checked
    from use_cases.exchange.source import open_source

    source, name = open_source(file)
    today = utc_now().date()
    answers_file, yardstick = read_checked(source, name, framework=framework, as_of=as_of, today=today)
    assessment = Assessment(
        framework_key=yardstick.key,
        profile=answers_file.profile,
        preset=answers_file.preset,
        answers=answers_file.answers,
    )
    scorecard = score_assessment(assessment, yardstick, answers_file.as_of or today)
    found = judge_certainty(scorecard, assessment, yardstick)
    if as_json:
        print_json(certainty_as_tree(found))
    else:
        print_certainty(found, yardstick)
