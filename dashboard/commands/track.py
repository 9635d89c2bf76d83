"""`safermark track`: snapshots, events and the trend."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, AssessmentId, StorePath, day, days_option, new_app

app = new_app("Take snapshots and follow the trend.")


@app.command()
def snapshot(
    assessment: AssessmentId,
    on: Annotated[date | None, days_option("--on", "The day whose answers are frozen; else today.")] = None,
    note: Annotated[str, typer.Option("--note", help="What this snapshot is for.", show_default=False)] = "",
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Freeze the scorecard of the answers that held on a day."""
    from dashboard.commands.printing import print_json, print_line
    from use_cases.track import take_snapshot
    from use_cases.workspace import open_workspace

    taken = take_snapshot(open_workspace(store), assessment, on, note)
    if as_json:
        print_json(taken.model_dump(mode="json"))
    else:
        print_line(f"Snapshot of {taken.on} taken ({taken.id}).")


@app.command()
def trend(assessment: AssessmentId, store: StorePath = None, as_json: AsJson = False) -> None:
    """Follow an assessment over its snapshots: overall and by domain."""
    from dashboard.commands.printing import print_json
    from dashboard.commands.trend_text import print_trend, trend_as_tree
    from use_cases.track import trace
    from use_cases.workspace import open_workspace

    traced = trace(open_workspace(store), assessment)
    if as_json:
        print_json({"assessment": assessment, **trend_as_tree(traced)})
    else:
        print_trend(traced)


@app.command()
def project(
    assessment: AssessmentId,
    target: Annotated[
        float, typer.Option("--target", metavar="AVERAGE", help="The average to reach, on the framework's scale.")
    ],
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Say in how many quarters the average may reach a target, if the past is typical; often an open range."""
    from dataclasses import asdict

    from dashboard.commands.printing import print_json, print_line
    from dashboard.widgets.certainty_findings import projection_sentence
    from use_cases.track import project_to
    from use_cases.workspace import open_workspace

    found = project_to(open_workspace(store), assessment, target)
    if as_json:
        tree = {**asdict(found), "last": found.last and found.last.isoformat(), "reason": found.reason or None}
        print_json({"assessment": assessment, **tree})
    else:
        print_line(projection_sentence(found))


@app.command()
def event(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What happened, in a few words.")],
    organization: Annotated[str, typer.Option("--organization", metavar="NAME", help="The organization's name or id.")],
    on: Annotated[date, typer.Option("--on", parser=day, metavar="YYYY-MM-DD", help="The day it happened.")],
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Record something that happened and explains the trend."""
    from dashboard.commands.printing import print_json, print_line
    from use_cases.organize import load_organization
    from use_cases.track import record_event
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    recorded = record_event(workspace, load_organization(workspace, organization).id, on, title)
    if as_json:
        print_json(recorded.model_dump(mode="json"))
    else:
        print_line(f"Recorded: {recorded.on}, {recorded.title}.")
