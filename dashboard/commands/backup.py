"""`safermark backup`: the whole store in one file."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import StorePath, new_app
from dashboard.commands.printing import print_line

app = new_app()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")], store: StorePath = None
) -> None:
    """Write the whole store to a file; the file is there whole or not at all."""
    from use_cases.places import imports_folder
    from use_cases.upkeep import backup as write_backup
    from use_cases.workspace import open_workspace

    workspace = open_workspace(store, is_new_allowed=False)
    write_backup(workspace, file)
    print_line(f"The store is copied to {file}. Confidential: keep it as you keep the store.")
    imports = imports_folder(workspace.store.path)
    if imports.exists():
        print_line(f"Frameworks that were imported are not in it: keep a copy of {imports}, too.")
