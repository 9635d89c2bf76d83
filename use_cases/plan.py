"""Plan: which practice next, what a choice would bring, what goes stale. Nothing here is stored."""

from collections.abc import Mapping
from datetime import date

from scoring.ageing import Ageing, find_ageing
from scoring.assessment import Answer
from scoring.gaps import find_gaps
from scoring.organization import scope_of
from scoring.progress import Aim, percent_to_target
from scoring.roadmap import Quarter, Roadmap, levels_to_plan, next_best_steps, plan_roadmap
from scoring.scorecard import Bounded
from use_cases.open_assessment import OpenAssessment

WHAT_IFS = 20
"""Other judgements a plan is tried against on the page; more take longer than people wait."""


def plan_steps(opened: OpenAssessment, budget: float, quarters: int, what_ifs: int = WHAT_IFS) -> Roadmap:
    """The best plan for `budget` person-weeks a quarter, with its proof. Takes seconds. Raises PlanNotPossible."""
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    levels = levels_to_plan(opened.scorecard)
    return plan_roadmap(levels, opened.framework, scope, budget, quarters, what_ifs=what_ifs)


def plan_first_steps(opened: OpenAssessment, budget: float, quarters: int) -> tuple[Quarter, ...]:
    """A first answer at once, not proven to be the best. Raises PlanNotPossible."""
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    return next_best_steps(levels_to_plan(opened.scorecard), opened.framework, scope, budget, quarters)


def suppose_levels(opened: OpenAssessment, levels: Mapping[str, int]) -> OpenAssessment:
    """The assessment as it would stand with other levels; notes and evidence stay as they are. Nothing is kept."""
    held = opened.assessment.by_practice
    supposed = []
    for practice_id, level in levels.items():
        base = held.get(practice_id) or Answer(practice=practice_id)
        changes = {"level": level, "state": "answered", "on": opened.on, "review": None}
        supposed.append(base.model_copy(update=changes))
    return opened.with_answers(*supposed)


def find_stale_by(opened: OpenAssessment, day: date) -> list[Ageing]:
    """What goes stale until a day, the next snapshot say."""
    return find_ageing(opened.assessment, opened.framework, opened.on, day)


def reach_targets(opened: OpenAssessment) -> Bounded:
    """Share of the target levels that is reached, between its bounds while practices are open."""
    targets = {gap.practice_id: gap.target for gap in find_gaps(opened.scorecard, opened.framework)}
    usual = opened.framework.target.level
    aims = [
        Aim(
            targets.get(practice.id, usual),
            practice.level if practice.state == "answered" else None,
            weight=opened.framework.practices[practice.id].weight,
        )
        for practice in opened.scorecard.practices
        if practice.state in ("answered", "unanswered", "not_known")
    ]
    scale = opened.framework.scale
    return percent_to_target(aims, scale.lowest, scale.highest)
