"""`safermark score`: an answers file in, the scorecard out; no store is needed."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, days_option, new_app

app = new_app()


@app.command()
def score(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A .json, .yaml or .csv file; - reads JSON from standard input.")
    ],
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
    """Score an answers file."""
    from dashboard.commands.printing import print_json
    from scoring.score_document import scorecard_as_published
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of, method=method)
    if as_json:
        print_json(scorecard_as_published(scored.scorecard))
        return
    from dashboard.commands.scorecard_text import print_scorecard

    print_scorecard(scored.scorecard, scored.framework, scored.organization)
