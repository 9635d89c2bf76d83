"""`safermark restore`: a backup in the place of the store."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import StorePath, new_app
from dashboard.commands.printing import print_line

app = new_app()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `safermark backup` wrote.")],
    store: StorePath = None,
) -> None:
    """Put a backup in place of the store; the present store is kept beside it."""
    from use_cases.places import default_store_path
    from use_cases.upkeep import restore as put_back

    kept = put_back(file, store or default_store_path())
    print_line("The backup is in place." + (f" The former store is kept as {kept}." if kept else ""))
