"""Comparisons with figures that are known, for tests of words and tables: no noise is drawn for them."""

from datetime import date
from functools import cache
from typing import Any

from frameworks.loader import load_framework
from scoring.among_peers import Compared
from scoring.benchmark import CellBenchmark, Figure, Release
from tests.releases import made_up, pool_terms, released
from use_cases.compare import Comparison

FRAMEWORK = load_framework("safer-by-design")
REASON_OVERALL, REASON_DOMAIN = (f"not enough organizations yet: it takes about {least}" for least in (30, 200))
TITLES = {"overall": "Overall", **{domain.id: domain.title for domain in FRAMEWORK.domains}}


def figure(low: float, value: float, high: float) -> Figure:
    """A published level."""
    return Figure(value=value, low=low, high=high)


def cell_of(tier: str, **fields: Any) -> CellBenchmark:
    """A cell of this tier: about 40 organizations at the median tier, about 1,240 above it."""
    tree: dict[str, Any] = {
        "cell": "all",
        "tier": tier,
        "about": {"nothing": None, "median": 40, "distribution": 1240}[tier],
        "median": None if tier == "nothing" else figure(2.07, 2.5, 2.93),
        "lower_quartile": figure(1.75, 2.0, 2.25) if tier == "distribution" else None,
        "upper_quartile": figure(2.75, 2.85, 3.0) if tier == "distribution" else None,
        "distribution": (),
        "domains": {},
        "suppressed": {
            "nothing": (REASON_OVERALL, REASON_DOMAIN),
            "median": (REASON_DOMAIN,),
            "distribution": (),
        }[tier],
    }
    return CellBenchmark(**{**tree, **fields})


@cache
def _release() -> Release:
    return released(pool_terms(FRAMEWORK), made_up(pool_terms(FRAMEWORK), 2))


def release_of(*cells: CellBenchmark, **fields: Any) -> Release:
    """A release with these cells; its signature is that of another one, which nobody asks here."""
    return _release().model_copy(update={"cells": cells, "number": 3, "dated": date(2026, 10, 1), **fields})


def row_of(id_: str, ours: float | None = None, band: tuple[float, float] | None = None, **fields: Any) -> Compared:
    """One average beside a band; the standing follows from both."""
    standing = None
    if ours is not None and band is not None:
        standing = "below" if ours < band[0] else "above" if ours > band[1] else "within"
    published = figure(band[0], (band[0] + band[1]) / 2, band[1]) if band else None
    return Compared(
        **{"id": id_, "ours": ours, "reach": None, "published": published, "band": band, "standing": standing, **fields}
    )


def compared(cell: CellBenchmark, *rows: Compared, months_old: int = 2, **fields: Any) -> Comparison:
    """A comparison of these rows."""
    return Comparison(release_of(cell, **fields), cell, rows, months_old)
