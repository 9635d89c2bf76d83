"""What it costs to search a note for words that have a better one."""

import time
from itertools import pairwise

from frameworks.loader import load_framework
from frameworks.terminology import find_terms
from tests.performance.browsing import percentile
from tests.performance.report import Line

LENGTH = 2_000
"""Characters of a note; few are longer than a tenth of it."""
RUNS = 5


def suggestions() -> list[Line]:
    """Notes made of level texts, as they are, with two terms at the end, and written with accents."""
    texts = [" ".join(practice.levels.values()) for practice in load_framework("safer-by-design").practices.values()]
    notes = [f"{one} {other} {one}"[: LENGTH - 60] for one, other in pairwise(texts)]
    named = [f"{note} He spoke of child pornography, and of sex with a child." for note in notes]
    written = {"": notes, ", two terms in it": named, ", with accents": [note.replace("e", "é") for note in notes]}
    find_terms(named[0])
    return [
        Line(f"suggestions for a note of {LENGTH} characters{how}, p95", percentile(_each(made), 95), "ms", limit=1.0)
        for how, made in written.items()
    ]


def _each(notes: list[str]) -> list[float]:
    """Milliseconds a note, the best of a few runs: what else the machine does is no part of it."""
    times = []
    for note in notes:
        best = float("inf")
        for _ in range(RUNS):
            start = time.perf_counter()
            find_terms(note)
            best = min(best, (time.perf_counter() - start) * 1000)
        times.append(best)
    return times
