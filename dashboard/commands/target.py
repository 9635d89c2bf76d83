"""`safermark target`: the level wanted of each practice, and by when."""

from datetime import date
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, AssessmentId, StorePath, days_option, line, new_app

app = new_app("Set the levels wanted by a day, one by one or by stage, and see how far they are reached.")


@app.command("set")
def set_(
    assessment: AssessmentId,
    practice: Annotated[str, typer.Argument(parser=line, metavar="PRACTICE", help="The practice's id.")],
    level: Annotated[int, typer.Argument(metavar="LEVEL", help="The level wanted.")],
    due: Annotated[date | None, days_option("--due", "By which day.")] = None,
    reason: Annotated[
        str, typer.Option("--reason", parser=line, metavar="TEXT", help="Why, in your words.", show_default=False)
    ] = "",
    store: StorePath = None,
) -> None:
    """Set the target of one practice."""
    from dashboard.commands.printing import print_line
    from scoring.targets import PracticeTarget
    from use_cases.targets import set_targets
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    target = PracticeTarget(practice=practice, level=level, due=due, reason=reason, on=workspace.today())
    new = set_targets(workspace, assessment, [target])
    by = f" by {due}" if due else ""
    print_line(f"Target of {practice}: level {level}{by}." if new else f"{practice} has this target already.")


@app.command()
def adopt(
    assessment: AssessmentId,
    stage: Annotated[
        str, typer.Option("--stage", metavar="ID", help="start-up, growing, at-scale or enterprise-only, for example.")
    ],
    store: StorePath = None,
) -> None:
    """Take over one of the framework's target profiles, dated from today."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.target_words import taken_sentence
    from use_cases.targets import adopt_targets
    from use_cases.workspace import open_workspace

    print_line(taken_sentence(adopt_targets(open_workspace(store), assessment, stage), stage))


@app.command("list")
def list_(assessment: AssessmentId, store: StorePath = None, as_json: AsJson = False) -> None:
    """List the targets with the levels that stand, and how far they are reached."""
    from dashboard.commands.printing import print_json
    from dashboard.commands.target_text import print_targets, targets_as_tree
    from use_cases.assess import load_assessment
    from use_cases.targets import reach_targets
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    opened = load_assessment(workspace, assessment)
    reached = reach_targets(workspace, opened)
    if as_json:
        print_json(targets_as_tree(opened, reached))
    else:
        print_targets(opened, reached)


@app.command()
def drop(assessment: AssessmentId, store: StorePath = None) -> None:
    """Withdraw every target, so that the framework's own holds again. What was set stays on record."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.findings import count
    from use_cases.targets import drop_targets
    from use_cases.workspace import open_workspace

    dropped = drop_targets(open_workspace(store), assessment)
    print_line(f"{count(dropped, 'target is', 'targets are')} withdrawn.")
