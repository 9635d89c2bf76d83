"""`safermark duty`: the own register of duties: what must be done where, who owns it, when it was last checked."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.commands.options import AsJson, StorePath, days_option, line, new_app

app = new_app("Keep your own register of duties by country.")


def known_state(text: str) -> str:
    """One of the states a duty can be in. Raises a usage error otherwise."""
    from scoring.duties import DUTY_STATES

    if text not in DUTY_STATES:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(DUTY_STATES)}.")
    return text


def _line_option(name: str, metavar: str, help: str) -> Any:
    return typer.Option(name, parser=line, metavar=metavar, help=help, show_default=False)


Organization = Annotated[str, typer.Option("--organization", metavar="NAME", help="The organization's name or id.")]
Title = Annotated[str | None, _line_option("--title", "TEXT", "What must be done, of whom.")]
Entry = Annotated[str | None, _line_option("--entry", "ID", "An entry that `safermark pathways` lists.")]
Country = Annotated[str | None, _line_option("--country", "XX", "Two letters, or EU; left out: everywhere.")]
Owner = Annotated[str | None, _line_option("--owner", "ROLE", "Who sees to it: a role, no name.")]
Deadline = Annotated[str | None, _line_option("--deadline", "TEXT", "By when.")]
Channel = Annotated[str | None, _line_option("--channel", "TEXT", "How it is done.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="With whom checked.", show_default=False)]
Checked = Annotated[date | None, days_option("--checked", "The day it was last checked.")]
State = Annotated[
    str | None,
    typer.Option("--state", parser=known_state, metavar="STATE", help="active or retired.", show_default=False),
]


@app.command()
def add(
    organization: Organization,
    title: Title = None,
    entry: Entry = None,
    country: Country = None,
    owner: Owner = None,
    deadline: Deadline = None,
    channel: Channel = None,
    checked: Checked = None,
    note: Note = None,
    state: State = None,
    store: StorePath = None,
) -> None:
    """Add a duty and print its id."""
    from dashboard.commands.printing import print_line
    from use_cases.duties import keep_duties
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    given = _given(title, entry, country, owner, deadline, channel, checked, note, state)
    whose = load_organization(workspace, organization)
    (kept,) = keep_duties(workspace, whose.id, [_duty(given)])
    print_line(kept.id)


@app.command()
def change(
    organization: Organization,
    duty: Annotated[str, typer.Argument(metavar="DUTY", help="The duty's id, or the beginning of it.")],
    title: Title = None,
    entry: Entry = None,
    country: Country = None,
    owner: Owner = None,
    deadline: Deadline = None,
    channel: Channel = None,
    checked: Checked = None,
    note: Note = None,
    state: State = None,
    store: StorePath = None,
) -> None:
    """Change what is named of a duty; the rest stays. Former versions stay on record."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.pathway_words import kept_sentence
    from use_cases.duties import find_duty, keep_duties
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    whose = load_organization(workspace, organization)
    former = find_duty(workspace, whose.id, duty)
    given = _given(title, entry, country, owner, deadline, channel, checked, note, state)
    made = _duty({**former.model_dump(exclude={"by", "at"}), **given})
    print_line(kept_sentence(keep_duties(workspace, whose.id, [made])))


@app.command("list")
def list_(organization: Organization, store: StorePath = None, as_json: AsJson = False) -> None:
    """List the duties: active ones first, by country, those longest unchecked before others."""
    from dashboard.commands.duty_text import print_duties
    from dashboard.commands.printing import print_json
    from use_cases.duties import list_duties
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    whose = load_organization(workspace, organization)
    duties, today = list_duties(workspace, whose.id), workspace.today()
    if as_json:
        rows = [{**one.model_dump(mode="json"), "is_overdue": one.is_overdue(today)} for one in duties]
        print_json({"organization": whose.id, "as_of": today.isoformat(), "duties": rows})
        return
    print_duties(duties, whose, today)


@app.command()
def export(
    organization: Organization,
    file: Annotated[Path, typer.Argument(metavar="OUT", help="A .csv file.")],
    store: StorePath = None,
) -> None:
    """Write the duties to a CSV file."""
    from dashboard.commands.printing import print_line
    from dashboard.widgets.findings import count
    from use_cases.duties import list_duties
    from use_cases.exchange.duties_file import DutiesFile, write_duties
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    whose = load_organization(workspace, organization)
    duties = tuple(list_duties(workspace, whose.id))
    written = write_duties(DutiesFile(duties, whose.name, workspace.actor, workspace.now()), file)
    print_line(f"{count(written, 'duty', 'duties')} written to {file.name}.")


def _given(*values: object) -> dict[str, object]:
    names = ("title", "entry", "country", "owner", "deadline", "channel", "checked_on", "note", "state")
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}


def _duty(fields: dict[str, object]) -> Any:
    """The duty of what was given; codes in capitals. Raises DutyNotAccepted where a note is too long."""
    from pydantic import ValidationError

    from scoring.duties import Duty, DutyNotAccepted

    if "country" in fields:
        fields["country"] = str(fields["country"]).upper()
    try:
        return Duty.model_validate(fields)
    except ValidationError as error:
        raise DutyNotAccepted.of("The note is longer than 10,000 characters.", "duty > note", "shorten it.") from error
