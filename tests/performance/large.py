"""What a framework of 1,341 practices costs on the server: open, tree, radar, compare, and its score."""

import time
from collections.abc import Callable
from pathlib import Path

from dashboard.widgets.domain_view import domain_profile
from dashboard.widgets.practice_search import Wanted, find_practices
from scoring.scorecard import score_assessment
from scoring.trend import trace_trend
from tests.large_framework import fill_store, keep_samples
from tests.performance.report import Line
from tests.queries import count_queries
from use_cases.assess import load_assessment, load_assessments
from use_cases.open_assessment import OpenAssessment
from use_cases.workspace import open_workspace

RUNS = 7
LIMIT = 100.0
"""Milliseconds."""
MOST_QUERIES = 5
PLAIN = 5.0
"""Times a plain loop over the same answers that finds the plain ones of the same figures."""


def large_framework(place: Path) -> list[Line]:
    """Each view with its time and its queries, then the score against a plain loop."""
    catalog = place / "large-catalog"
    catalog.mkdir()
    workspace = open_workspace(place / "large.db", "Bench", catalogs=(keep_samples(catalog),))
    first, second = fill_store(workspace)["large-range"]
    opened, other = load_assessment(workspace, first), load_assessment(workspace, second)
    views: dict[str, Callable[[], object]] = {
        "open": lambda: load_assessment(workspace, first),
        "tree": lambda: _tree(load_assessment(workspace, first)),
        "radar": lambda: _radar(load_assessment(workspace, first)),
        "compare": lambda: _compare(*load_assessments(workspace, [first, second])),
    }
    assert other.framework is opened.framework, "it is read once"
    lines = []
    for name, view in views.items():
        lines.append(Line(f"1,341 practices: {name}, on the server", _best(view), "ms", limit=LIMIT))
        lines.append(Line(f"1,341 practices: {name}, queries", count_queries(workspace, view), "", limit=MOST_QUERIES))
    plain = _best(lambda: _plainly(opened))
    scored = _best(lambda: score_assessment(opened.assessment, opened.framework, opened.on))
    return [*lines, Line("1,341 answers: score / plain loop", scored / plain, "x", limit=PLAIN)]


def _tree(opened: OpenAssessment) -> int:
    return len(find_practices(opened.framework, Wanted("time limit")))


def _radar(opened: OpenAssessment) -> str:
    return domain_profile(opened.scorecard, trace_trend(()), opened.framework.scale.highest)


def _compare(before: OpenAssessment, after: OpenAssessment) -> int:
    """Both scored, each domain and each practice of one beside the other."""
    former = {domain.id: domain.score.mean.value for domain in before.scorecard.domains}
    domains = [domain for domain in after.scorecard.domains if domain.score.mean.value != former[domain.id]]
    moved = [one for one in after.scorecard.practices if one.level != before.scorecard.practice(one.id).level]
    return len(domains) + len(moved)


def _plainly(opened: OpenAssessment) -> list[dict[str, float | None]]:
    """A loop over the answers for the figures a spreadsheet would show of each domain and the whole, in plain numbers:
    no ranges for what is open, no exact fractions, nothing that says why.
    """
    framework, answers = opened.framework, opened.assessment.by_practice
    found, everything = [], []
    for domain in framework.domains:
        rows = []
        for practice in domain.practices:
            answer = answers.get(practice.id)
            if answer is None or answer.level is None:
                rows.append((practice.weight, None, 0.0))
                continue
            kind, backed = framework.evidence_kinds[practice.evidence_kind], 0.0
            for item in answer.evidence:
                age = max(0, (opened.on - item.date).days - kind.grace_days)
                backed = max(backed, min(answer.level, item.level) * 0.5 ** (age / kind.half_life_days))
            rows.append((practice.weight, answer.level, backed))
        found.append(_figures(rows))
        everything += rows
    return [_figures(everything), *found]


def _figures(rows: list[tuple[int, int | None, float]]) -> dict[str, float | None]:
    answered = [(level, weight, backed) for weight, level, backed in rows if level is not None]
    weights = sum(weight for _, weight, _ in answered)
    if not weights:
        return {"coverage": 0.0}
    room = left = weights / 5
    lowest = 0.0
    for level, weight, _ in sorted(answered):
        taken = min(left, weight)
        lowest += level * taken
        left -= taken
    gate, stood = None, 0
    for level, weight, _ in sorted(answered, reverse=True):
        stood += weight
        if stood >= 0.8 * weights:
            gate = level
            break
    return {
        "claimed": sum(level * weight for level, weight, _ in answered) / weights,
        "backed": sum(backed * weight for _, weight, backed in answered) / weights,
        "weakest": lowest / room,
        "level": gate,
        "least": min(level for level, _, _ in answered),
        "coverage": weights / sum(weight for weight, _, _ in rows),
    }


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest run: what else the machine does is no part of it."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)
