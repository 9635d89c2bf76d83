"""Why is it this, in sentences: pure functions of a reason, for the command line and the pages. No Streamlit here."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.widgets.adjusted_words import mark_words, step_marks, value_words
from dashboard.widgets.dates import day
from dashboard.widgets.findings import answered_of, count, listed
from dashboard.widgets.marks import bounds, is_wide, tenth
from frameworks.model import Framework
from scoring.adjusted import Adjusted
from scoring.adjustment import Key
from scoring.methods import Number, weakest_fifth
from scoring.next_step import FLOOR, SHARE, DomainStep, Hold, NextStep, Rise
from scoring.practice_reason import Pointer
from scoring.reasons import Reason
from scoring.rungs import METHOD as BY_RUNGS
from scoring.shown import shown_level

NAMED = 6
"""Practices named in one sentence; what is beyond is counted."""

METHODS = {"mean": "average", "weakest_fifth": "weakest fifth", "gated": "level reached"}

_WITHOUT_FIGURE = {
    "out_of_scope": "No practice of it applies to this profile, so it has no figure.",
    "not_applicable": "Every practice of it is said to be not applicable, so nothing is scored.",
    "unanswered": "Nothing is answered yet, so there is no figure.",
}
_PRACTICE_WITHOUT_LEVEL = {
    "out_of_scope": "This practice does not apply to this profile, so it counts nowhere.",
    "not_applicable": "It is said to be not applicable, so it takes no part in any figure.",
    "unanswered": "It is not answered yet, so it has no level.",
    "not_known": "It is said to be not known, so it has no level and counts as open.",
}


def figure(reason: Reason) -> str:
    """The average as one figure or as a range while open practices can move it visibly; of a practice its level."""
    if reason.mean.value is None:
        return "–"
    if reason.kind == "practice":
        return str(reason.mean.value)
    wide = is_wide(reason.mean.low, reason.mean.high)
    return bounds(reason.mean.low, reason.mean.high) if wide else tenth(reason.mean.value)


def makeup_sentence(reason: Reason) -> str:
    """What the average, or the level of a practice, is made of; where there is none, why."""
    if reason.kind == "practice":
        return _level_of_practice(reason)
    if reason.state != "scored":
        return _WITHOUT_FIGURE[reason.state]
    answered, average = reason.counts.answered, tenth(reason.mean.value)
    if answered == 1:
        return f"The average of {average} is one answer: level {reason.mean.value}."
    return f"The average of {average} is the mean of {answered} answers, each by its share of the weight."


def _level_of_practice(reason: Reason) -> str:
    if reason.state != "answered":
        return _PRACTICE_WITHOUT_LEVEL[reason.state]
    claim = f"Level {reason.value.value} is what was answered."
    if reason.level.value != reason.value.value:
        claim += f" A review in date found level {reason.level.value}; gates and floors go by it."
    return f"{claim} {_backed(reason)}"


def _backed(reason: Reason) -> str:
    if reason.evidenced is None:
        return "No evidence is recorded."
    return f"Evidence in date backs {tenth(reason.evidenced)} of it."


def left_out_sentence(reason: Reason) -> str:
    """What takes no part; empty where everything does, and of a practice."""
    if reason.kind == "practice" or not reason.counts.in_scope:
        return ""
    words = []
    if waived := reason.counts.not_applicable:
        words.append(count(waived, "practice is not applicable", "practices are not applicable"))
    if outside := reason.counts.out_of_scope:
        words.append(
            count(outside, "practice does not apply to this profile", "practices do not apply to this profile")
        )
    if not words:
        return ""
    text = "; ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])
    return f"{text}: without weight in any figure."


def open_sentence(reason: Reason) -> str:
    """What is open, and between which bounds it leaves the average."""
    number = reason.counts.open
    if reason.kind == "practice" or not reason.counts.applicable:
        return ""
    if not number:
        return "Nothing is open."
    low, high = tenth(reason.mean.low), tenth(reason.mean.high)
    what = f"{count(number, 'practice is', 'practices are')} open, {_open_share(reason)} of the weight"
    if low == high:
        return f"{what}; too little to move the average visibly."
    return f"{what}: from all of them at the lowest level to all at the highest, the average goes from {low} to {high}."


def _open_share(reason: Reason) -> str:
    applicable = sum(part.weight for part in reason.parts if part.state != "not_applicable")
    is_open = sum(part.weight for part in reason.parts if part.widens is not None)
    return percent(is_open / applicable)


def coverage_sentence(reason: Reason) -> str:
    """How much is answered, by number and by weight; empty where nothing applies."""
    applicable = [part for part in reason.parts if part.state != "not_applicable"]
    if not applicable:
        return ""
    answered = sum(part.weight for part in applicable if part.state == "answered")
    share = percent(answered / sum(part.weight for part in applicable))
    return f"{answered_of(reason.counts)} practices are answered, {share} of the weight."


def backed_sentence(reason: Reason) -> str:
    """How much of the average evidence in date backs; empty where nothing is answered, and of a practice."""
    answered = [part for part in reason.parts if part.share is not None]
    if reason.kind == "practice" or not answered:
        return ""
    if reason.evidenced is None:
        return "No evidence is recorded, so nothing is backed: that is not the same as 0."
    with_some = sum(bool(part.evidenced) for part in answered)
    number = "1 answer has" if len(answered) == 1 else f"{len(answered)} answers have"
    return (
        f"Evidence in date backs {tenth(reason.evidenced)} of the {tenth(reason.mean.value)} that is claimed: "
        f"{with_some} of {number} some. One without counts as 0 here."
    )


def lowest_answers(reason: Reason) -> tuple[Number | None, list[str]]:
    """The lowest level that is answered, and the practices at it; None where nothing is."""
    levels = {part.practice_id: part.level for part in reason.parts if part.level is not None}
    lowest = min(levels.values(), default=None)
    return lowest, [id_ for id_, level in levels.items() if level == lowest]


def weakest_backed_sentence(reason: Reason) -> str:
    """The weakest fifth of what is backed; empty where no evidence is recorded."""
    if reason.evidenced is None:
        return ""
    answered = [part for part in reason.parts if part.share is not None]
    backed = weakest_fifth([part.evidenced or 0 for part in answered], [part.weight for part in answered])
    return f"Of what evidence in date backs, the weakest fifth averages {tenth(backed)}."


def level_sentence(reason: Reason, framework: Framework) -> str:
    """Which level is reached and by which rule; empty where there is none, and of a practice."""
    if reason.kind == "practice" or reason.level.value is None:
        return ""
    level, gate = reason.level.value, framework.gate
    share = percent(gate.numerator / gate.denominator)
    if reason.kind == "total":
        titles = [domain.title for domain in framework.domains if domain.id in reason.set_by]
        return f"Level {level} is that of the lowest {_one_or_more(titles, 'domain', 'domains')}: {_names(titles)}."
    if reason.method == BY_RUNGS:
        return _rung_sentence(int(level))
    if level == framework.scale.lowest:
        return f"Level {level} is the lowest: for level {int(level) + 1}, {share} of the weight must be there."
    words = f"Level {level} is reached: {share} of the weight or more is at level {level} or higher."
    is_kept = reason.next_step is not None and any(FLOOR in hold.because for hold in reason.next_step.held_by)
    return words + (" A floor that is missed or open keeps it there." if is_kept else "")


def _rung_sentence(level: int) -> str:
    if level == 0:
        return "No level is reached: something is missing on the first rung, and no other counts before it."
    return f"Level {level} is reached: every practice of its rung, and of the rungs below, is where it has to be."


def held_sentence(reason: Reason, framework: Framework, most: int = NAMED) -> str:
    """What holds back the next level, and what each stands at; of a practice its prerequisites; empty if nothing."""
    if reason.practice is not None:
        holds = reason.practice.prerequisites
        if not holds:
            return ""
        named = [_prerequisite(hold, framework) for hold in holds]
        return f"Before level {reason.practice.to} these should come first: {_semicolons(named, most)}."
    if reason.next_step is None:
        return ""
    named = [named_hold(hold, framework) for hold in reason.next_step.held_by]
    return f"Level {reason.next_step.to} is held back by: {_semicolons(named, most)}."


def named_hold(hold: Hold, framework: Framework) -> str:
    """A practice with its title and where it stands: "REP-01 Reporting channel (floor missed: level 1, needs 3)"."""
    return f"{hold.practice_id} {framework.practices[hold.practice_id].title} ({hold_words(hold)})"


def hold_words(hold: Hold) -> str:
    """Where a practice stands and what it needs: "floor missed: level 1, needs 3"."""
    if hold.level is None:
        return f"{'floor open' if FLOOR in hold.because else 'open'}, needs {hold.needs}"
    return f"{'floor missed: ' if FLOOR in hold.because else ''}level {shown_level(hold.level)}, needs {hold.needs}"


def _prerequisite(hold: Hold, framework: Framework) -> str:
    now = "open" if hold.level is None else f"at level {shown_level(hold.level)}"
    return f"{hold.practice_id} {framework.practices[hold.practice_id].title} at level {hold.needs} (now {now})"


def step_sentences(
    reason: Reason,
    framework: Framework,
    most: int = NAMED,
    adjusted: Mapping[Key, Adjusted] = MappingProxyType({}),
) -> list[str]:
    """What the next step up would need: share of weight, floors, and the fewest practices that must rise."""
    if reason.practice is not None:
        return _practice_step(reason, adjusted)
    if reason.state != "scored":
        return []
    step = reason.next_step
    mean = "The average needs nothing in particular: one level more in a practice adds that practice's share."
    if step is None:
        return [f"Level {reason.level.value} is the highest there is.", mean]
    titles = {domain.id: domain.title for domain in framework.domains}
    needs = [
        f"{titles[one.domain_id]}: {words}" if reason.kind == "total" else words
        for one in step.domains
        for words in _domain_needs(one)
    ]
    return [*needs, _fewest_sentence(step.fewest, step.to, most) + _alternatives(reason, step), mean]


def _practice_step(reason: Reason, adjusted: Mapping[Key, Adjusted]) -> list[str]:
    near = reason.practice
    assert near is not None, "only a practice has texts"
    words = []
    if near.to is not None:
        effort = _effort_words(reason.id, int(near.to), near.effort, adjusted)
        words.append(f"Level {near.to} would be: {near.text_next}{effort}")
    elif near.is_highest:
        words.append(f"Level {reason.value.value} is the highest there is.")
    elif reason.state in ("unanswered", "not_known"):
        words.append("An answer is what it needs first.")
    if near.floor is not None:
        words.append(f"It is a floor: below level {near.floor}, its domain is held down.")
    return words


def _effort_words(practice: str, to: int, weeks: float | None, adjusted: Mapping[Key, Adjusted]) -> str:
    """What the next level takes, and by whose judgement."""
    if marks := step_marks(adjusted, practice, to - 1, to):
        return f" It takes {value_words('effort', marks[0].adjustment.value)}, {mark_words(marks[0])}."
    return f" By the framework's judgement it takes {weeks:g} person-weeks." if weeks else ""


def _domain_needs(step: DomainStep) -> list[str]:
    """The sentences of one domain, each a whole one."""
    words = []
    if any(SHARE in hold.because for hold in step.held_by):
        has, needs, missing = shares_words(step.has, step.needs)
        words.append(
            f"{has} of the weight is at level {step.to} or higher and {needs} is asked for; {missing} is missing."
        )
    if floors := [hold for hold in step.held_by if FLOOR in hold.because]:
        named = [f"{hold.practice_id} at level {hold.needs}" for hold in floors]
        words.append(f"{_one_or_more(named, 'The floor', 'The floors')} it lacks: {_names(named)}.")
    return words


def _fewest_sentence(rises: Sequence[Rise], to: int, most: int) -> str:
    named = [rise_words(rise) for rise in rises]
    enough = "One practice is enough" if len(rises) == 1 else f"At the fewest, {len(rises)} practices must rise"
    return f"{enough} for level {to}: {_semicolons(named, most)}."


def _alternatives(reason: Reason, step: NextStep) -> str:
    """Whether practices that stand as low and weigh as much could rise in place of some that are named."""
    weights = {part.practice_id: part.weight for part in reason.parts}
    for one in step.domains:
        rising = {rise.practice_id for rise in one.fewest}
        alike = {(rise.level, weights[rise.practice_id]) for rise in one.fewest}
        others = [hold for hold in one.held_by if hold.practice_id not in rising]
        if any((hold.level, weights[hold.practice_id]) in alike for hold in others):
            return " Others that stand alike would do as well."
    return ""


def rise_words(rise: Rise) -> str:
    """ "REP-01 from 1 to 3"; an open one has to be answered."""
    if rise.level is None:
        return f"{rise.practice_id} answered at {rise.to}"
    return f"{rise.practice_id} from {shown_level(rise.level)} to {rise.to}"


def weakest_sentence(reason: Reason) -> str:
    """Which answers make up the weakest fifth; empty where there are none, and of a practice."""
    parts = [part for part in reason.parts if part.in_weakest]
    if reason.kind == "practice" or not parts:
        return ""
    levels = sorted({part.level or 0 for part in parts})
    at = f"level {levels[0]}" if len(levels) == 1 else f"levels {levels[0]} to {levels[-1]}"
    number = "one answer" if len(parts) == 1 else f"{len(parts)} answers"
    return (
        f"The weakest fifth of the weight averages {tenth(reason.weakest_fifth.value)}: it is made of the lowest "
        f"{number}, at {at}."
    )


def share_sentence(reason: Reason) -> str:
    """How much a practice weighs; empty where it does not count, and of what is no practice."""
    near = reason.practice
    if near is None or near.in_domain is None or near.in_total is None:
        return ""
    return (
        f"It weighs {reason.parts[0].weight}: {percent(near.in_domain)} of its domain, "
        f"{percent(near.in_total)} of the whole."
    )


def pointer_words(pointer: Pointer, claimed: Number | None) -> str:
    """A piece of evidence with its age and what it backs."""
    age = f"{pointer.age} {'day' if pointer.age == 1 else 'days'} old" if pointer.age >= 0 else "dated later"
    return f"{pointer.title}, {day(pointer.dated)}, {age}: backs {tenth(pointer.backs)} of {claimed}"


def percent(share: Number, places: int = 0) -> str:
    """A share as percent."""
    return f"{float(share) * 100:.{places}f} %"


def shares_words(has: Number, needs: Number) -> tuple[str, str, str]:
    """What is there, what is asked for and what is missing, in so many decimals that the three agree."""
    places = next((n for n in range(6) if round(float(has) * 100, n) < round(float(needs) * 100, n)), 6)
    shown = round(float(has) * 100, places), round(float(needs) * 100, places)
    return f"{shown[0]:.{places}f} %", f"{shown[1]:.{places}f} %", f"{shown[1] - shown[0]:.{places}f} %"


def _one_or_more(words: Sequence[str], one: str, more: str) -> str:
    return one if len(words) == 1 else more


def _names(words: Sequence[str], most: int = NAMED) -> str:
    """Names as they are written."""
    return listed(words, most, keep_case=True)


def _semicolons(words: Sequence[str], most: int) -> str:
    rest = len(words) - most
    return "; ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
