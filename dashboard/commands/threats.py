"""`safermark threats`: an answers file in, what stands against each threat out; no store is needed."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, days_option, new_app

app = new_app()


@app.command()
def threats(
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
    """Say which threats an answers file leaves open. An index by judgement, never a probability."""
    from dashboard.commands.printing import print_json
    from scoring.exposure import find_exposure
    from scoring.exposure_document import exposure_as_published
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of)
    lens = find_exposure(scored.scorecard, scored.assessment, scored.framework)
    if as_json:
        head = {
            "framework": {"id": scored.framework.id, "version": scored.framework.version},
            "as_of": scored.scorecard.as_of.isoformat(),
        }
        print_json({**head, **exposure_as_published(lens)})
        return
    from dashboard.commands.threats_text import print_threats

    print_threats(lens, scored.scorecard, scored.framework, scored.organization)
