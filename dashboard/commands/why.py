"""`safermark why`: an answers file in, what makes a figure what it is out; no store is needed."""

from typing import Annotated

import typer

from dashboard.commands.options import AnswersPath, AsJson, AsOf, FrameworkInstead, MethodInstead, new_app

app = new_app()


@app.command()
def why(
    file: AnswersPath,
    id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A domain or a practice; without it, the whole.", show_default=False),
    ] = None,
    framework: FrameworkInstead = None,
    method: MethodInstead = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Say why a figure is what it is: what makes it up, what holds it down, what the next step needs."""
    from dashboard.commands.printing import print_json
    from scoring.reason_document import reason_as_published
    from scoring.reasons import explain_score
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(file, utc_now().date(), framework=framework, as_of=as_of, method=method)
    reason = explain_score(scored.scorecard, scored.framework, id, scored.assessment.by_practice)
    if as_json:
        print_json(reason_as_published(reason))
        return
    from dashboard.commands.why_text import print_reason

    print_reason(reason, scored.framework, scored.organization, scored.adjusted)
