"""What a large pool takes: made-up members accepted and released by the commands, each in a process of its own."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from tests.performance.report import Line

MEMBERS = 10_000
POOL = "large-peers"


def large_pool(place: Path) -> list[Line]:
    """Accepting and releasing, from the start of each process to its end, and the most memory either holds."""
    store, simulated = place / "pool.db", place / "simulated"
    made = ("--title", "Peers", "--framework", "safer-by-design", "--expires", "2099-12-31", "--synthetic")
    _pool(store, "create", POOL, *made, "--second-place", str(place / "pool.jsonl"))
    _pool(store, "simulate", POOL, "--organizations", str(MEMBERS), "--out", str(simulated))
    start = time.perf_counter()
    _pool(store, "accept", POOL, str(simulated / "contributions"))
    accepted = time.perf_counter()
    _pool(store, "release", POOL, "--out", str(place / "release.json"))
    released = time.perf_counter()
    # Of all children so far, in kilobytes; no less than what these two took.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = f"{MEMBERS:,} contributions"
    return [
        Line(f"accepting {size}, whole process", accepted - start, "s"),
        Line(f"accepting and releasing {size}", released - start, "s", limit=60.0),
        Line(f"most memory of a command, pool of {size}", most, "MB", limit=1_000.0),
    ]


def _pool(store: Path, *arguments: str) -> None:
    program = [
        sys.executable,
        "-c",
        "from dashboard.cli import main; main()",
        "pool",
        *arguments,
        "--store",
        str(store),
    ]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
