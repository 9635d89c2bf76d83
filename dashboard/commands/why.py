"""`safermark why`: an answers file in, what makes a figure what it is out; no store is needed."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, days_option, new_app

app = new_app()


@app.command()
def why(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A .json, .yaml or .csv file; - reads JSON from standard input.")
    ],
    id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A domain or a practice; without it, the whole.", show_default=False),
    ] = None,
    framework: Annotated[
        str | None,
        typer.Option("--framework", metavar="ID|PATH", help="In place of the file's framework.", show_default=False),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option("--method", metavar="NAME", help="How the headline is computed.", show_default=False),
    ] = None,
    as_of: Annotated[
        date | None, days_option("--as-of", "The day evidence ages against; else the file's, else today.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why a figure is what it is: what makes it up, what holds it down, what the next step needs."""
    from dashboard.commands.printing import print_json
    from scoring.assessment import Assessment
    from scoring.reason_document import reason_as_published
    from scoring.reasons import explain_score
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
    scorecard = score_assessment(assessment, yardstick, answers_file.as_of or today, method)
    reason = explain_score(scorecard, yardstick, id, assessment.by_practice)
    if as_json:
        print_json(reason_as_published(reason))
        return
    from dashboard.commands.why_text import print_reason

    print_reason(reason, yardstick, answers_file.organization)
