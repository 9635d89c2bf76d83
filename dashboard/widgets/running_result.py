"""The rail of Assess: how this domain and all domains stand after the last click, as HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.charts.ticks import MOST_STEPS
from dashboard.widgets import marks
from dashboard.widgets.findings import answered_of
from dashboard.widgets.headline_view import backed, claimed_words, level_words
from dashboard.widgets.instant import outcome
from dashboard.widgets.why_mark import BACKED, COVERAGE, LEVEL, asked_why
from scoring.reasons import TOTAL
from scoring.scores import Score
from use_cases.open_assessment import OpenAssessment


def running_result(opened: OpenAssessment, domain_id: str) -> str:
    """This domain, what holds its level down, then all domains."""
    return outcome(running_figures(opened, domain_id), "section top0 running")


def running_figures(opened: OpenAssessment, domain_id: str) -> str:
    """What stands in it."""
    domain, highest = opened.scorecard.domain(domain_id), opened.framework.scale.highest
    return (
        "<h2>This domain so far</h2>"
        + _figures(domain.score, highest, domain.title, domain_id)
        + _held(opened, domain.capped_by)
        + '<h2 class="second">All domains</h2>'
        + _figures(opened.scorecard.overall, highest, "All domains", TOTAL)
    )


def _figures(score: Score, highest: int, name: str, id_: str) -> str:
    counts, mean = score.counts, score.mean
    none = "" if score.evidence.recorded or not counts.answered else " No evidence recorded yet."
    fine = " fine" if highest >= MOST_STEPS else ""
    proof = asked_why(marks.tenth(backed(score)), f"{name}, backed", id_, BACKED)
    level = asked_why(level_words(score.level), f"{name}, level", id_, LEVEL)
    covered = f"{answered_of(counts)} answered"
    return (
        f'<div class="figures small{fine}"><div><small><i class="k dot"></i>backed</small><b>{proof}</b></div>'
        f'<div><small><i class="k ring"></i>claimed</small><b>{asked_why(claimed_words(mean), name, id_)}</b></div>'
        f"<div><small>level</small><b>{level}</b></div></div>"
        + marks.span(backed(score), mean.value, mean.low, mean.high, highest=highest)
        + f'<p class="quiet">{asked_why(covered, f"{name}, coverage", id_, COVERAGE, is_quiet=True)}.{none}</p>'
    )


def _held(opened: OpenAssessment, capped_by: Sequence[str]) -> str:
    if not capped_by:
        return ""
    names = ", ".join(escape(f"{id_} {opened.framework.practices[id_].title}") for id_ in capped_by)
    return f'<p class="quiet warnword">Held at level {opened.framework.gate.floor_cap} or below by: {names}.</p>'
