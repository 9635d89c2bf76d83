"""`safermark serve`: the dashboard on your store."""

from typing import Annotated

import typer

from dashboard.commands.options import StorePath, new_app

app = new_app()

Host = Annotated[
    str, typer.Option("--host", help="The address to listen on; keep it local unless you know who can reach it.")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 = any free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


@app.command()
def serve(store: StorePath = None, host: Host = "127.0.0.1", port: Port = 8501, no_browser: NoBrowser = False) -> None:
    """Open the dashboard on your store and print its address."""
    from dashboard import server
    from use_cases.places import default_store_path

    server.serve(store or default_store_path(), host, port, not no_browser)
