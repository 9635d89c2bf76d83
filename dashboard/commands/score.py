"""`safermark score`: an answers file in, the scorecard out; no store is needed."""

from dashboard.commands.options import (
    AnswersFormat,
    AnswersPath,
    AnswersTeam,
    AsJson,
    AsOf,
    FrameworkInstead,
    MethodInstead,
    ScopeInstead,
    new_app,
)

app = new_app()


@app.command()
def score(
    file: AnswersPath,
    framework: FrameworkInstead = None,
    method: MethodInstead = None,
    scope: ScopeInstead = None,
    as_of: AsOf = None,
    format: AnswersFormat = "auto",
    team: AnswersTeam = None,
    as_json: AsJson = False,
) -> None:
    """Score an answers file, and say what of it is left aside."""
    from dashboard.commands.printing import print_json
    from scoring.score_document import scorecard_as_published
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored

    scored = read_scored(
        file, utc_now().date(), framework=framework, as_of=as_of, method=method, scope=scope, format=format, team=team
    )
    if as_json:
        remarks = {"remarks": list(scored.remarks)} if scored.remarks else {}
        print_json({**scorecard_as_published(scored.scorecard), **remarks})
        return
    from dashboard.commands.scorecard_text import print_left_aside, print_scorecard

    print_scorecard(scored.scorecard, scored.framework, scored.organization)
    print_left_aside(scored.remarks)
