"""`safermark redact`: remove a text that should never have been entered."""

import sys
from typing import Annotated

import typer

from dashboard.commands.options import AsJson, StorePath, new_app
from dashboard.commands.printing import print_json, print_line

app = new_app()


@app.command()
def redact(
    because: Annotated[str, typer.Option("--because", help="Why it has to go; stands where the text stood.")],
    row: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help="What the texts belong to: an answer, snapshot, event, action or duty."
        ),
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Only this text of it; may be given several times.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who removes it; else the account's name.")] = None,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Replace a text in the store by "[removed on … by … because …]"; level and history stay.

    Without --id the text is read from standard input, so that it does not stay in the shell's history, and every
    field that holds it is removed. Older backups still hold it: delete them.
    """
    from use_cases.upkeep import DEFAULT_FIELDS, redact_everywhere, redact_row
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store, by, is_new_allowed=False)
    if row is not None:
        removal = redact_row(workspace, row, because, tuple(field or DEFAULT_FIELDS))
    else:
        removal = redact_everywhere(workspace, sys.stdin.read().strip("\r\n"), because)
    copies = [str(copy) for copy in removal.copies]
    if as_json:
        print_json({"removed": removal.removed, "left_in_ids": removal.left_in_ids, "copies": copies})
        return
    print_line(f"Removed: {removal.removed}. Backups made before still hold the text; delete them.")
    if copies:
        print_line("Copies kept beside the store hold it too: " + ", ".join(copies) + ".")
    if removal.left_in_ids:
        print_line(
            f"It also stands in the id of {removal.left_in_ids} answers, which never changes: "
            "delete the organization to remove it."
        )
