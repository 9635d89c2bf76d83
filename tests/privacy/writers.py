"""Two ways to publish a pool to a file: the product's, and exact means that are hidden only where few took part."""

import json
from pathlib import Path

from tests.peer_pools import POOL
from tests.privacy.publishers import LEAST_FOR_MEAN
from use_cases.exchange.written_file import write_text
from use_cases.pool_files import file_text
from use_cases.pool_rows import given_in
from use_cases.publishing import publish_release
from use_cases.workspace import Workspace


def write_release(workspace: Workspace, path: Path) -> None:
    """What the product does: charge, draw, sign, keep, write."""
    write_text(file_text(publish_release(workspace, POOL)), path)


def write_means(workspace: Workspace, path: Path) -> None:
    """Of every cell the exact means to two decimals, suppressed below five organizations; how many is public."""
    with workspace.store.reading() as connection:
        given = given_in(connection, POOL)
    cells = []
    for cell in sorted({one.cell for one in given}):
        members = [one.claimed.overall for one in given if one.cell == cell]
        mean = round(sum(members) / len(members), 2) if len(members) >= LEAST_FOR_MEAN else None
        cells.append({"cell": cell, "about": len(members) // 10 * 10, "mean": mean})
    write_text(json.dumps({"schema": "means", "cells": cells}, indent=1) + "\n", path)
