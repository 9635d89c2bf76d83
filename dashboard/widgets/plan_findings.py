"""What to do next, in sentences: pure functions of a plan's values."""

from collections.abc import Mapping, Sequence

from dashboard.widgets.findings import count, listed
from frameworks.model import Framework
from scoring.ageing import Ageing
from scoring.gaps import Gap
from scoring.methods import Number
from scoring.roadmap import Alternative, Quarter, Roadmap, Step
from scoring.targets import PracticeTarget


def weeks(number: float) -> str:
    """Person-weeks as people say them: no decimal where there is none."""
    shown = f"{number:.1f}".removesuffix(".0")
    return f"{shown} person-week" if shown == "1" else f"{shown} person-weeks"


def plan_finding(gaps: Sequence[Gap], target: int, targets: Mapping[str, PracticeTarget]) -> str:
    """How many practices stand below their target level; `target` is the framework's, `targets` the own ones."""
    if not gaps:
        level = "its target level" if targets else f"its target level of {target}"
        return f"Every practice stands at {level} or above."
    floors = sum(gap.is_floor for gap in gaps)
    below = count(len(gaps), "practice stands below its target level", "practices stand below their target level")
    return f"{below}{f', {floors} of them floors' if floors else ''}."


NO_QUICK_PLAN = (
    "No quick plan holds the days of all targets",
    "The best plan may; else raise the effort, set later days, or let them go. Without them, a quick plan is this:",
)
"""What leads the steps of a quick plan that lets the days go, because none holds them."""


def deadlines_label(number: int, *, can_be_held: bool = True) -> str:
    """The choice to hold the days of the targets, and that a quick plan cannot."""
    days = "day of the one target that falls" if number == 1 else f"days of the {number} targets that fall"
    label = f"Hold the {days} into these quarters"
    return label if can_be_held else f"{label} (too much for a quick plan with this effort)"


def first_steps_finding(quarters: Sequence[Quarter], framework: Framework) -> str:
    """What a quick plan begins with."""
    steps = quarters[0].steps if quarters else ()
    if not steps:
        return "Nothing can be raised within this budget"
    names = listed([framework.practices[step.practice].title for step in steps], 2, keep_case=True)
    return f"Begin with {names}"


def certificate_sentence(roadmap: Roadmap) -> str:
    """How good the plan provably is, for the framework's estimates; that there is none where nothing can be raised."""
    if not roadmap.unchanged_objective:
        return "No practice that acts on a threat applies here, so there is nothing to plan and no exposure to compare."
    if roadmap.is_proven and not roadmap.practices:
        return "No step would lower the exposure index: nothing can be raised, or not with this effort."
    gap = f"{roadmap.gap * 100:.1f} %"
    if roadmap.fell_back:
        return f"Time ran out, so this is the quick plan. The best one can be at most {gap} better for these estimates."
    if roadmap.is_proven:
        return "Best plan found, proven within 0.1 % for these estimates."
    return f"Time ran out: the best plan can be at most {gap} better than this one for these estimates."


def greedy_sentence(roadmap: Roadmap) -> str:
    """What the exact plan gains over the quick one."""
    quick, best, nothing = roadmap.greedy_objective, roadmap.objective, roadmap.unchanged_objective
    if quick is None or roadmap.fell_back or nothing <= best:
        return ""
    share = (nothing - quick) / (nothing - best)
    if share >= 0.995:
        return "The quick plan is nearly as good."
    return f"The quick plan would lower the exposure index by {share * 100:.0f} % of what this one does."


def simpler_sentence(roadmap: Roadmap) -> str:
    """What a plan with fewer practices would cost; where none was found, that."""
    simpler = roadmap.simpler
    if simpler is None:
        return "No plan with fewer practices was found that is nearly as good."
    worse = max(0.0, (simpler.objective / roadmap.objective - 1) * 100)
    number = "one practice" if simpler.practices == 1 else f"{simpler.practices} practices"
    return f"Nearly as good with fewer: {number} instead of {roadmap.practices}, for an exposure {worse:.1f} % higher."


def budget_sentence(quarters: Sequence[Quarter], budget: float) -> str:
    """How much of the effort is used."""
    used, given = sum(quarter.effort for quarter in quarters), budget * len(quarters)
    return f"{weeks(used)} of {weeks(given)} in {count(len(quarters), 'quarter', 'quarters').lower()}."


def step_words(step: Step, what_ifs: int) -> str:
    """In how many what-ifs a step stays; a dash where none was tried for it."""
    return "–" if step.stays is None or not what_ifs else f"{step.stays} of {what_ifs}"


def alternative_sentence(alternative: Alternative, framework: Framework) -> str:
    """What would be as good as one of the steps."""

    def named(practice_id: str, level: int) -> str:
        return f"{practice_id} {framework.practices[practice_id].title} to level {level}"

    others = [named(choice.practice, choice.to) for choice in alternative.instead]
    planned = named(alternative.planned.practice, alternative.planned.to)
    return f"Quarter {alternative.quarter}: as good as {planned} would be {listed(others, 3, keep_case=True)}."


def assumed_sentence(roadmap: Roadmap) -> str:
    """What the plan had to assume."""
    number = len(roadmap.assumed_lowest)
    if not number:
        return ""
    words = count(number, "practice has no known level and is", "practices have no known level and are")
    return f"{words} planned from the lowest one."


def ageing_finding(ageing: Sequence[Ageing]) -> str:
    """How much is lost if nothing is renewed."""
    if not ageing:
        return "Nothing goes stale before then"
    backing = sum(not one.becomes_open for one in ageing)
    opened = len(ageing) - backing
    parts = [count(backing, "practice loses backing", "practices lose backing")] if backing else []
    if opened:
        parts.append(count(opened, "re-check comes due", "re-checks come due"))
    first, *rest = parts
    return ", ".join([first, *(part.lower() for part in rest)])


def ageing_words(one: Ageing) -> str:
    """What happens to one practice."""
    if one.becomes_open:
        return "the re-check of 'not applicable' comes due; it counts as not known then"
    backed = f"backed {one.now:.1f} now, {one.then:.1f} then, of level {one.level}"
    return f"{backed}; its review lapses" if one.review_lapses else backed


def what_if_sentence(before: Number | None, after: Number | None, number: int) -> str:
    """What a few other levels would do to the average."""
    if not number:
        return "Choose another level to see what it would do. Nothing is saved."
    if after is None or before is None:
        return "Nothing is answered, so there is no average to move. Nothing is saved."
    step = float(after) - float(before)
    moved = "stay where it is" if abs(step) < 0.05 else f"{'rise' if step > 0 else 'fall'} by {abs(step):.1f}"
    return f"With {count(number, 'other level', 'other levels').lower()} the average would {moved}. Nothing is saved."
