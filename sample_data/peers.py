"""The frozen releases of the sample pool, and what its made-up members gave last."""

import csv
from pathlib import Path

FOLDER = Path(__file__).with_name("benchmark")


def release_files(folder: Path = FOLDER) -> list[Path]:
    """The yearly releases, the oldest first."""
    return sorted(folder.glob("release-*.json"))


def load_members(folder: Path = FOLDER) -> list[list[float]]:
    """A row for each member: the claimed average overall, then of each domain of the framework in its order."""
    with (folder / "members.csv").open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        next(rows)
        return [[float(value) for value in row] for row in rows]
