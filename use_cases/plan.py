"""Plan: which practice next, what a choice would bring, what goes stale. Nothing here is stored."""

from collections.abc import Mapping, Sequence
from datetime import date

from scoring.actions import Action
from scoring.ageing import Ageing, find_ageing
from scoring.assessment import Answer
from scoring.months import months_after
from scoring.organization import scope_of
from scoring.roadmap import Deadline, Quarter, Roadmap, levels_to_plan, next_best_steps, plan_roadmap
from use_cases.open_assessment import OpenAssessment

WHAT_IFS = 20
"""Other judgements a plan is tried against on the page; more take longer than people wait."""


MONTHS = 3
"""Of a quarter."""


def plan_steps(
    opened: OpenAssessment,
    budget: float,
    quarters: int,
    *,
    deadlines: Sequence[Deadline] = (),
    what_ifs: int = WHAT_IFS,
    with_fewest: bool = False,
) -> Roadmap:
    """The best plan for `budget` person-weeks a quarter, with its proof. Takes seconds. Raises PlanNotPossible.

    `with_fewest` looks for one with fewer practices that is nearly as good, too.
    """
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    levels = levels_to_plan(opened.scorecard)
    return plan_roadmap(
        levels,
        opened.framework,
        scope,
        budget,
        quarters,
        deadlines=deadlines,
        what_ifs=what_ifs,
        with_fewest=with_fewest,
    )


def plan_first_steps(
    opened: OpenAssessment, budget: float, quarters: int, *, deadlines: Sequence[Deadline] = ()
) -> tuple[Quarter, ...]:
    """A first answer at once, not proven to be the best; none where it misses a deadline. Raises PlanNotPossible."""
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    return next_best_steps(
        levels_to_plan(opened.scorecard), opened.framework, scope, budget, quarters, deadlines=deadlines
    )


def deadlines_of(opened: OpenAssessment, quarters: int) -> tuple[Deadline, ...]:
    """The dates of the targets that fall into the next quarters and are not reached, as deadlines of a plan.

    A target is to be reached by the end of the last quarter that is over on its day; one due within the first quarter
    or late already, by the end of the first.
    """
    levels = levels_to_plan(opened.scorecard)
    ends = [months_after(opened.on, MONTHS * number) for number in range(1, quarters + 2)]
    found = []
    for target in opened.targets.values():
        if target.level is None or target.due is None or target.due >= ends[-1] or target.practice not in levels:
            continue
        if target.level > (levels[target.practice] or opened.framework.scale.lowest):
            quarter = max(1, sum(end <= target.due for end in ends))
            found.append(Deadline(target.practice, target.level, quarter))
    return tuple(found)


def actions_of(opened: OpenAssessment, quarters: Sequence[Quarter], actions: Sequence[Action]) -> list[Action]:
    """An action for each step of a plan, due at the end of its quarter, save what an open action leads to."""
    led = {(action.practice, action.level) for action in actions if action.is_open}
    levels = {level.number: level.title for level in opened.framework.scale.levels}
    owners = {owner.id: owner.title for owner in opened.framework.owners}
    return [
        Action(
            practice=step.practice,
            title=f"{opened.framework.practices[step.practice].title}: {levels[step.to].lower()}",
            level=step.to,
            owner=owners.get(opened.framework.practices[step.practice].owner or "", ""),
            due=months_after(opened.on, MONTHS * number),
            effort=step.effort,
        )
        for number, quarter in enumerate(quarters, start=1)
        for step in quarter.steps
        if (step.practice, step.to) not in led
    ]


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
