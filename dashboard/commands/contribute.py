"""`safermark contribute`: what an organization hands to a pool, takes back, and has joined."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, AssessmentId, StorePath, new_app

app = new_app("Hand claimed averages to a pool of peers, by your own decision, and take them back.")

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the file is written.")]
Organization = Annotated[str, typer.Option("--organization", metavar="NAME", help="The organization's name or id.")]


@app.command()
def make(
    assessment: AssessmentId,
    invitation: Annotated[Path, typer.Option("--invitation", metavar="FILE", help="As the operator sent it.")],
    cell: Annotated[
        str, typer.Option("--cell", metavar="KIND", help="Under which kind of service to be counted.")
    ] = "all",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where it is written; left out: only shown.", show_default=False),
    ] = None,
    agree: Annotated[bool, typer.Option("--agree", help="You agree to the consent that is shown without it.")] = False,
    store: StorePath = None,
) -> None:
    """Show exactly what would leave of the newest snapshot; with --agree and --out, write it."""
    from dashboard.commands.contribute_text import print_preview
    from dashboard.commands.printing import print_line
    from use_cases.exchange.written_file import write_text
    from use_cases.memberships import make_contribution, preview_contribution
    from use_cases.pool_files import file_text, read_invitation
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    invited = read_invitation(invitation, invitation.name)
    if not agree or out is None:
        print_preview(preview_contribution(workspace, assessment, invited, cell), invited.terms)
        print_line("Nothing has left. To hand it over, call it again with --agree and --out FILE.")
        return
    write_text(file_text(make_contribution(workspace, assessment, invited, cell)), out)
    print_line(f"Written to {out.name}. Hand it to the operator.")


@app.command()
def withdraw(
    organization: Organization,
    pool: Annotated[str, typer.Option("--pool", metavar="ID", help="The pool's id.")],
    out: Out,
    store: StorePath = None,
) -> None:
    """Write the word that takes back what was given to a pool."""
    from dashboard.commands.printing import print_line
    from use_cases.exchange.written_file import write_text
    from use_cases.memberships import take_back
    from use_cases.organize import load_organization
    from use_cases.pool_files import file_text
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    taken_back = take_back(workspace, load_organization(workspace, organization).id, pool)
    write_text(file_text(taken_back), out)
    print_line("Hand it to the operator: earlier releases stay, the next one is made without you.")


@app.command()
def note(
    organization: Organization,
    releases: Annotated[list[Path], typer.Argument(metavar="RELEASE…", help="Releases of pools it has joined.")],
    store: StorePath = None,
) -> None:
    """Count what releases have spent of an organization's privacy, each once; `list` sums it."""
    from dashboard.commands.printing import print_line
    from use_cases.memberships import note_release
    from use_cases.organize import load_organization
    from use_cases.pool_files import read_published
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    joined_by = load_organization(workspace, organization).id
    published = [read_published(path, path.name) for path in releases]
    counted = sum(note_release(workspace, joined_by, one) for one in published)
    print_line(f"{counted} counted; {len(published) - counted} were counted before, or are of pools it has not joined.")


@app.command("list")
def list_(organization: Organization, store: StorePath = None, as_json: AsJson = False) -> None:
    """Every pool an organization has joined, and what the releases it has seen have spent."""
    from dashboard.commands.contribute_text import print_joined
    from dashboard.commands.printing import print_json
    from use_cases.memberships import list_joined
    from use_cases.organize import load_organization
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store)
    joined = list_joined(workspace, load_organization(workspace, organization).id)
    if as_json:
        print_json([{"pool": one.pool, "spent": str(one.spent), "cap": str(one.cap)} for one in joined])
        return
    print_joined(joined)
