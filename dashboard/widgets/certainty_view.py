"""How sure the numbers are, and when the target may be reached, as sections of plain sentences."""

from collections import defaultdict
from html import escape

from dashboard.widgets.certainty_findings import certainty_sentences, projection_sentence
from dashboard.widgets.frame import section
from scoring.certainty import judge_certainty
from scoring.projection import Projection, project_trend
from scoring.trend import Trend
from use_cases.open_assessment import OpenAssessment

FAR = 20
"""Quarters; what one path in ten needs more than five years for is not in sight."""


def certainty_section(opened: OpenAssessment) -> str:
    """What the average owes to weights, to bare claims and to whoever rated."""
    certainty = judge_certainty(opened.scorecard, opened.assessment, opened.framework)
    sentences = certainty_sentences(certainty)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return section("How sure these numbers are") + f'<ul class="sure">{items}</ul>'


def projection_section(trend: Trend, opened: OpenAssessment) -> str:
    """When the claimed average may reach the target level, with the reason where that cannot be told."""
    target = opened.framework.target.level
    weights = defaultdict(lambda: 1, {practice.id: practice.weight for practice in opened.framework.practices.values()})
    projection = project_trend(trend, target, weights)
    note = (
        "A random walk of this organization's own steps, one a quarter; never a straight line, and no promise. A "
        "snapshot counts when its open practices could move its average by at most a level; one of a former framework "
        "version counts as restated."
    )
    return (
        section(_finding(projection, target), note)
        + f'<p class="reading">{escape(projection_sentence(projection))}</p>'
    )


def _finding(projection: Projection, target: int) -> str:
    if projection.state == "reached":
        return f"The average claims level {target} already"
    if projection.state == "too_few_quarters":
        return f"When the average may reach level {target} cannot be told yet"
    if projection.earliest is None or projection.earliest > FAR:
        return f"An average of {target} is not in sight"
    return f"An average of {target} may be reached in {_quarters(projection.earliest)}, or later"


def _quarters(number: int) -> str:
    return "one quarter" if number == 1 else f"{number} quarters"
