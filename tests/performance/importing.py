"""What the import of a large library takes: as many nodes as the largest one of CISO Assistant has."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml

from tests.frameworks.formats.ciso_assistant.libraries import library
from tests.performance.browsing import percentile
from tests.performance.report import Line

NODES, BELOW = 5_880, 4
"""Every fifth node is a heading with four requirements below it."""
RUNS = 5
TEXT = "Whoever is responsible makes sure of it, writes down how, and looks at it again when something has changed. "


def large_import(place: Path) -> list[Line]:
    """The command from its start to its end, each time into a new folder."""
    file = place / "library.yaml"
    file.write_text(yaml.safe_dump(library(_nodes()), allow_unicode=True, sort_keys=False), encoding="utf-8")
    times = []
    for run in range(RUNS):
        arguments = ["framework", "import", str(file), "--into", str(place / f"imported-{run}")]
        program = [sys.executable, "-c", "from dashboard.cli import main; main()", *arguments]
        start = time.perf_counter()
        subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return [Line(f"import of {NODES:,} nodes, whole process, p50", percentile(times, 50), "s", limit=3.0)]


def _nodes() -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for number in range(NODES):
        heading, place = divmod(number, BELOW + 1)
        if place == 0:
            nodes.append({"id": f"h{heading}", "assessable": False, "depth": 1, "ref_id": f"{heading}", "name": "Part"})
        else:
            own = {"id": f"r{number}", "under": f"h{heading}", "assessable": True, "depth": 2}
            nodes.append({**own, "ref_id": f"{heading}.{place}", "description": TEXT * 3})
    return nodes
