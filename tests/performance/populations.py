"""What scoring a million assessments takes, held against reading their levels once."""

import time

import numpy as np

from scoring.organization import Profile, scope_of
from scoring.population import UNANSWERED, score_population
from tests.performance.report import Line
from tests.scoring.small_framework import framework_of, practice_tree

ASSESSMENTS = 1_000_000
SIZES = {"A": 9, "B": 8, "C": 8, "D": 8, "E": 8, "F": 9}
"""Practices by domain."""
RUNS = 9
FLOOR_LEVEL = 3


def population() -> list[Line]:
    """Averages, coverage and levels of all of them; the best of several runs, which take turns with the reading."""
    framework = framework_of({domain: [_practice(domain, n) for n in range(size)] for domain, size in SIZES.items()})
    scope, practices = scope_of(framework, Profile()), sum(SIZES.values())
    shape = practices, ASSESSMENTS
    levels = np.random.default_rng(1).integers(UNANSWERED, framework.scale.highest + 1, shape, dtype=np.int8)
    reading, scoring = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        levels.view(np.uint64).sum()
        read = time.perf_counter()
        score_population(levels, framework, scope)
        reading.append(read - start)
        scoring.append(time.perf_counter() - read)
    size = f"{ASSESSMENTS:,} x {practices} levels"
    return [
        Line(f"reading {size} once, best of {RUNS}", min(reading) * 1000, "ms"),
        Line(f"scoring {size}, best of {RUNS}", min(scoring) * 1000, "ms"),
        Line("scoring them / reading them once", min(scoring) / min(reading), "x", limit=100.0),
    ]


def _practice(domain: str, number: int) -> dict[str, object]:
    """Weights of 1 to 3 in turn; the first of each domain is a floor."""
    floor = {} if number else {"floor": FLOOR_LEVEL}
    return practice_tree(f"{domain}-{number}", weight=number % 3 + 1, **floor)
