"""`safermark verify`: whether the store is whole."""

import sys

import typer

from dashboard.commands.options import AsJson, StorePath, new_app
from dashboard.commands.printing import print_json, print_line

app = new_app()


@app.command()
def verify(store: StorePath = None, as_json: AsJson = False) -> None:
    """Check the store's file, its references and everything structured in it; exit code 12 when there is a fault."""
    from use_cases.upkeep import StoreNotUsable
    from use_cases.upkeep import verify as check_store
    from use_cases.workspace import open_workspace

    found = check_store(open_workspace(store, is_new_allowed=False))
    if as_json:
        faults = [{"what": fault.what, "where": fault.where, "mend": fault.mend} for fault in found.faults]
        print_json({"faults": faults, "counts": found.counts})
    elif found.faults:
        print(StoreNotUsable(*found.faults), file=sys.stderr)
    else:
        print_line("The store is whole: " + ", ".join(f"{count} {name}" for name, count in found.counts.items()) + ".")
    if found.faults:
        raise typer.Exit(StoreNotUsable.exit_code)
