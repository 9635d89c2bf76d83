"""What a framework of 1,341 practices costs on the server: open, tree, radar, compare, and its score."""

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event

from dashboard.widgets.domain_view import domain_profile
from dashboard.widgets.practice_search import Wanted, find_practices
from scoring.scorecard import score_assessment
from scoring.trend import trace_trend
from tests.large_framework import fill_store, keep_samples
from tests.performance.report import Line
from use_cases.assess import load_assessment
from use_cases.open_assessment import OpenAssessment
from use_cases.workspace import Workspace, open_workspace

RUNS = 7
LIMIT = 100.0
"""Milliseconds."""
MOST_QUERIES = 5
PLAIN = 5.0
"""Times a plain loop over the same answers."""


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
        "compare": lambda: _compare(load_assessment(workspace, first), load_assessment(workspace, second)),
    }
    assert other.framework is opened.framework, "it is read once"
    lines = []
    for name, view in views.items():
        lines.append(Line(f"1,341 practices: {name}, on the server", _best(view), "ms", limit=LIMIT))
        lines.append(Line(f"1,341 practices: {name}, queries", _queries(workspace, view), "", limit=MOST_QUERIES))
    plain = _best(lambda: _plain_mean(opened))
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


def _plain_mean(opened: OpenAssessment) -> float:
    practices, total, weights = opened.framework.practices, 0, 0
    for answer in opened.assessment.answers:
        if answer.level is not None:
            weight = practices[answer.practice].weight
            total += weight * answer.level
            weights += weight
    return total / weights


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest run: what else the machine does is no part of it."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def _queries(workspace: Workspace, work: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(workspace.store.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(workspace.store.engine, "before_cursor_execute", note)
    return sum(statement.lstrip().upper().startswith(("SELECT", "WITH")) for statement in seen)
