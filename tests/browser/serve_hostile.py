"""Serve a store whose framework comes from elsewhere and whose texts try to become more than text: folder and port."""

import sys
from pathlib import Path

import uvicorn

from dashboard.server import PAGE, create_app
from dashboard.widgets import session
from frameworks.loader import CATALOG
from scoring.organization import Profile
from tests.dashboard.hostile_framework import TRAP, write_hostile_framework
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import open_workspace


def serve_hostile(folder: Path, port: int) -> None:
    """Serve until the process is ended."""
    key = write_hostile_framework(folder / "catalog")
    workspace = open_workspace(folder / "store.db", "Ann", catalogs=(CATALOG, folder / "catalog"))
    organization = add_organization(workspace, f"Tern {TRAP[:80]}", Profile(kinds=("messaging",), countries=("SE",)))
    start_assessment(workspace, organization.id, key)
    # No command serves other catalogs yet; everything below the wiring is what is served otherwise.
    session._shared_workspace = lambda path: workspace
    uvicorn.run(create_app(PAGE), host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    serve_hostile(Path(sys.argv[1]), int(sys.argv[2]))
