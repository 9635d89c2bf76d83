"""`safermark action`: who does what for a practice, until when, and how far it has come."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, AssessmentId, StorePath, days_option, line, new_app

app = new_app("Keep track of who does what by when.")

MOST_WEEKS = 10_000
"""Of one action; as `scoring.actions.Action`, which is slow to import."""


def known_status(text: str) -> str:
    """One of the states an action can be in. Raises a usage error otherwise."""
    from scoring.actions import STATUSES

    if text not in STATUSES:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(STATUSES)}.")
    return text


def known_format(text: str) -> str:
    """One of the formats actions leave in. Raises a usage error otherwise."""
    if text not in ("auto", "oscal"):
        raise typer.BadParameter(f"{text!r} is none of auto, oscal.")
    return text


def weeks(text: str) -> float:
    """Person-weeks. Raises a usage error for what is no number or out of bounds."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    # Not a number compares as false, too.
    if not 0 <= number <= MOST_WEEKS:
        raise typer.BadParameter(f"{text[:40]!r} is no number of person-weeks from 0 to {MOST_WEEKS}.")
    return number


Title = Annotated[
    str | None, typer.Option("--title", parser=line, metavar="TEXT", help="What is to be done.", show_default=False)
]
Level = Annotated[int | None, typer.Option("--level", metavar="N", help="The level it leads to.", show_default=False)]
Owner = Annotated[
    str | None,
    typer.Option("--owner", parser=line, metavar="ROLE", help="Who does it: a role, no name.", show_default=False),
]
Due = Annotated[date | None, days_option("--due", "By which day.")]
Effort = Annotated[
    float | None,
    typer.Option("--effort", parser=weeks, metavar="WEEKS", help="Person-weeks.", show_default=False),
]
Status = Annotated[
    str | None,
    typer.Option(
        "--status", parser=known_status, metavar="STATUS", help="planned, under_way, done, dropped.", show_default=False
    ),
]


@app.command()
def add(
    assessment: AssessmentId,
    practice: Annotated[str, typer.Argument(parser=line, metavar="PRACTICE", help="The practice's id.")],
    title: Annotated[str, typer.Argument(parser=line, metavar="TITLE", help="What is to be done, in a few words.")],
    level: Level = None,
    owner: Owner = None,
    due: Due = None,
    effort: Effort = None,
    status: Status = None,
    store: StorePath = None,
) -> None:
    """Add an action and print its id."""
    from dashboard.commands.printing import print_line
    from scoring.actions import Action
    from use_cases.actions import keep_actions
    from use_cases.workspace import open_workspace

    given = _given(level=level, owner=owner, due=due, effort=effort, status=status)
    (kept,) = keep_actions(
        open_workspace(store), assessment, [Action.model_validate({"practice": practice, "title": title, **given})]
    )
    print_line(kept.id)


@app.command()
def change(
    assessment: AssessmentId,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="The action's id, or the beginning of it.")],
    title: Title = None,
    level: Level = None,
    owner: Owner = None,
    due: Due = None,
    effort: Effort = None,
    status: Status = None,
    store: StorePath = None,
) -> None:
    """Change what is named of an action; the rest stays. Former versions stay on record."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.target_words import kept_sentence
    from scoring.actions import Action
    from use_cases.actions import find_action, keep_actions
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    former = find_action(workspace, assessment, action)
    given = _given(title=title, level=level, owner=owner, due=due, effort=effort, status=status)
    made = Action.model_validate({**former.model_dump(exclude={"by", "at"}), **given})
    print_line(kept_sentence(keep_actions(workspace, assessment, [made])))


@app.command("list")
def list_(assessment: AssessmentId, store: StorePath = None, as_json: AsJson = False) -> None:
    """List the actions: open ones first, by day."""
    from dashboard.commands.printing import print_json, print_line, print_table
    from dashboard.widgets.target_words import STATUS_WORDS, actions_finding
    from use_cases.actions import list_actions
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    actions = list_actions(workspace, assessment)
    if as_json:
        print_json({"assessment": assessment, "actions": [one.model_dump(mode="json") for one in actions]})
        return
    print_line(f"{actions_finding(actions, workspace.today())}.")
    if actions:
        rows = (
            (
                one.id[:8],
                one.practice,
                STATUS_WORDS[one.status],
                one.due.isoformat() if one.due else "",
                one.owner,
                one.title,
            )
            for one in actions
        )
        print_line()
        print_table([("action", "practice", "status", "by", "owner", ""), *rows])


@app.command()
def export(
    assessment: AssessmentId,
    file: Annotated[Path, typer.Argument(metavar="OUT", help="A .csv file, or .ics for a calendar of the open ones.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            parser=known_format,
            metavar="auto|oscal",
            help="auto goes by the ending; oscal is a plan of action and milestones in JSON.",
        ),
    ] = "auto",
    store: StorePath = None,
) -> None:
    """Write the actions to a file."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.findings import count
    from use_cases.actions import list_actions
    from use_cases.assess import load_assessment
    from use_cases.exchange.actions_file import ActionsFile, write_actions
    from use_cases.exchange.oscal_poam import actions_poam
    from use_cases.exchange.written_file import write_file
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    opened, actions = load_assessment(workspace, assessment), list_actions(workspace, assessment)
    organization = opened.organization.name
    made = ActionsFile(tuple(actions), opened.framework, organization, workspace.actor, workspace.now())
    if format == "oscal":
        write_file(actions_poam(made), file)
    written = len(actions) if format == "oscal" else write_actions(made, file)
    print_line(f"{count(written, 'action', 'actions')} written to {file.name}.")


def _given(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
