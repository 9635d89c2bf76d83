"""`safermark score`: an answers file in, the scorecard out; no store is needed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from use_cases.exchange.scored_file import ScoredFile

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
    """Score an answers file, and say what of it is left aside; of DSOMM's teams each, and their mean."""
    from dashboard.commands.printing import print_json
    from scoring.score_document import scorecard_as_published
    from scoring.teams import METHOD
    from use_cases.clock import utc_now
    from use_cases.exchange.scored_file import read_scored
    from use_cases.exchange.shape import TeamNotChosen

    def read(team: str | None) -> "ScoredFile":
        return read_scored(
            file,
            utc_now().date(),
            framework=framework,
            as_of=as_of,
            method=method,
            scope=scope,
            format=format,
            team=team,
        )

    try:
        scored = read(team)
    except TeamNotChosen as several:
        if method not in (None, METHOD):
            raise
        _say_teams({one: read(one) for one in several.teams}, as_json=as_json)
        return
    if as_json:
        remarks = {"remarks": list(scored.remarks)} if scored.remarks else {}
        print_json({**scorecard_as_published(scored.scorecard), **remarks})
        return
    from dashboard.commands.scorecard_text import print_left_aside, print_scorecard

    print_scorecard(scored.scorecard, scored.framework, scored.organization)
    print_left_aside(scored.remarks)


def _say_teams(scored: Mapping[str, "ScoredFile"], *, as_json: bool) -> None:
    from dashboard.commands.printing import print_json
    from dashboard.commands.scorecard_text import print_left_aside, print_teams
    from scoring.teams import teams_as_published

    cards = {team: one.scorecard for team, one in scored.items()}
    remarks = {f"{team}: {remark}": None for team, one in scored.items() for remark in one.remarks}
    if as_json:
        print_json({**teams_as_published(cards), **({"remarks": list(remarks)} if remarks else {})})
        return
    print_teams(cards, next(iter(scored.values())).framework)
    print_left_aside(tuple(remarks))
