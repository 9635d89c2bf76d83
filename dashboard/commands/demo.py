"""`safermark demo`: the dashboard on fictional organizations."""

from pathlib import Path

from dashboard.commands.options import new_app
from dashboard.commands.printing import print_line
from dashboard.commands.serve import Host, NoBrowser, Port

app = new_app()

DEMO_STORE = Path(".safermark") / "demo.db"


@app.command()
def demo(host: Host = "127.0.0.1", port: Port = 8501, no_browser: NoBrowser = False) -> None:
    """Fill a fresh store under .safermark/ with fictional organizations, open the dashboard, print its address."""
    from dashboard import server

    print_line("Filling a fresh store with fictional organizations …", to_errors=True)
    fill_demo(DEMO_STORE)
    server.serve(DEMO_STORE, host, port, not no_browser)


def fill_demo(path: Path) -> None:
    """Put a store with the sample organizations and their pool of peers in place of the former demo store."""
    from use_cases.sample_peers import fill_with_peers
    from use_cases.samples import fill_with_samples
    from use_cases.workspace import open_workspace

    path.parent.mkdir(parents=True, exist_ok=True)
    for left_over in path.parent.glob(f"{path.name}*"):
        left_over.unlink()
    workspace = open_workspace(path)
    fill_with_samples(workspace)
    # Beside the store, because it is a demo: a real one belongs on another machine.
    fill_with_peers(workspace, path.with_name(f"{path.name}.second-place.jsonl"))
