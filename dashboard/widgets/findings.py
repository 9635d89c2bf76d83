"""Finding sentences: pure functions of the numbers, so that a headline cannot contradict its table."""

from collections.abc import Sequence

from dashboard.widgets.marks import bounds, is_wide, tenth
from frameworks.model import Gate
from scoring.assessment import Answer
from scoring.gaps import Gap
from scoring.scorecard import Score, Scorecard

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


SEEN = 0.05
"""A change below this is hidden by one decimal."""


def count(number: int, singular: str, plural: str) -> str:
    """A number in words at the beginning of a sentence: "Two floors"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {singular if number == 1 else plural}"


def overview_finding(score: Score, highest: int) -> str:
    """What the whole scorecard says in one sentence."""
    if score.state == "out_of_scope":
        return "No practice applies to this profile."
    if score.state == "not_applicable":
        return "Every practice is said to be not applicable."
    if score.state == "unanswered":
        return "Nothing is answered yet."
    claim = (
        bounds(score.mean.low, score.mean.high) if is_wide(score.mean.low, score.mean.high) else tenth(score.mean.value)
    )
    place = f"between {claim.replace('–', ' and ')}" if "–" in claim else f"at {claim}"
    if not score.evidence.recorded:
        return f"Practice is claimed {place} of {highest}. No evidence is recorded yet."
    return f"Practice is claimed {place} of {highest}. Evidence in date backs {tenth(score.evidence.evidenced)}."


def overview_lede(scorecard: Scorecard, titles: dict[str, str]) -> str:
    """The next sentences: which floors are missed, how many answers stand without evidence."""
    if scorecard.overall.state != "scored":
        return f"{count(scorecard.overall.counts.in_scope, 'practice applies', 'practices apply')} to this profile."
    missed = missed_floors(scorecard)
    floors = (
        "No floor is missed."
        if not missed
        else f"{count(len(missed), 'floor is', 'floors are')} missed: {listed([titles[id_] for id_ in missed])}."
    )
    bare = sum(1 for practice in scorecard.practices if practice.state == "answered" and not practice.recorded)
    answered = scorecard.overall.counts.answered
    return f"{floors} {bare} of {answered} answers {'has' if bare == 1 else 'have'} no evidence yet."


def answer_words(answer: Answer) -> str:
    """What an answer says, in two or three words."""
    return f"level {answer.level}" if answer.level is not None else answer.state.replace("_", " ")


def missed_floors(scorecard: Scorecard) -> list[str]:
    """Ids of the floors that hold a domain back, in the framework's order."""
    return [practice_id for domain in scorecard.domains for practice_id in domain.capped_by]


def listed(words: Sequence[str], most: int = 3, *, keep_case: bool = False) -> str:
    """A list in a sentence; what is beyond `most` is counted."""
    small = [word if keep_case or not word[1:2].islower() else word[0].lower() + word[1:] for word in words]
    if len(small) > most:
        return ", ".join(small[:most]) + f" and {len(small) - most} more"
    return small[0] if len(small) == 1 else ", ".join(small[:-1]) + " and " + small[-1]


def domains_finding(scorecard: Scorecard) -> str:
    """Which domain is weakest, backed and claimed."""
    scored = [domain for domain in scorecard.domains if domain.score.state == "scored"]
    if not scored:
        return "No domain has an answer yet"
    backed = min(scored, key=lambda domain: (domain.score.evidence.evidenced, domain.score.mean.value))
    claimed = min(scored, key=lambda domain: (domain.score.mean.value, domain.score.evidence.evidenced))
    if len(scored) == 1:
        return f"{backed.title} is the only domain with answers"
    if backed.id == claimed.id:
        return f"{backed.title} is weakest, claimed and backed"
    return f"{claimed.title} claims least, {backed.title.lower()} is backed least"


def evidence_finding(scorecard: Scorecard) -> str:
    """How many answers stand without evidence."""
    bare = sum(1 for practice in scorecard.practices if practice.state == "answered" and not practice.recorded)
    if not scorecard.overall.counts.answered:
        return "No answer yet"
    if not bare:
        return "Every answer points to evidence"
    return f"{count(bare, 'answer stands', 'answers stand')} without evidence"


def gaps_finding(gaps: Sequence[Gap], most: int) -> str:
    """What the list of gaps is led by."""
    if not gaps:
        return "Every practice in scope is at its target"
    floors = sum(1 for gap in gaps[:most] if gap.is_floor)
    shown = count(min(most, len(gaps)), "largest gap", "largest gaps").replace("One largest gap", "One gap")
    return f"{shown}" + (f", {count(floors, 'floor', 'floors').lower()} among them" if floors else "")


def since_sentence(before: tuple[float, float], now: tuple[float, float], detectable: float) -> str:
    """How the claimed and the backed average moved since a snapshot, against what can be told from chance."""
    claimed, backed = now[0] - before[0], now[1] - before[1]
    words = f"The claimed average {_moved(claimed)}, the backed one {_moved(backed)}"
    if abs(claimed) < SEEN and abs(backed) < SEEN:
        return "The average stands where it was, claimed and backed."
    exceeds = [abs(claimed) >= detectable, abs(backed) >= detectable]
    verdict = "both moves reach" if all(exceeds) else "one of the moves reaches" if any(exceeds) else "neither reaches"
    return f"{words}: {verdict} the {detectable} that two honest assessors may differ by (a judgement)."


def _moved(step: float) -> str:
    if abs(step) < SEEN:
        return "did not move"
    return f"{'rose' if step > 0 else 'fell'} by {abs(step):.1f}"


def level_words(scorecard: Scorecard, gate: Gate) -> str:
    """Which domain sets the level reached, and by which rule."""
    level = scorecard.overall.gated
    rule = (
        f"A domain is at the highest level that {gate.numerator * 100 // gate.denominator} % of its weight has "
        f"reached, and at most at {gate.floor_cap} while a floor is missed."
    )
    if level.value is None:
        return rule
    lowest = [d.title for d in scorecard.domains if d.score.gated.value == level.value]
    # Every title stands as it is written: these are names.
    named = f"Set by {listed(lowest, 2, keep_case=True)}."
    return f"{named} {rule}" + (
        f" With the open practices it may be {level.low} to {level.high}." if level.low != level.high else ""
    )


def signed(step: float) -> str:
    """A change with its sign, a real minus."""
    return "±0.0" if abs(step) < SEEN else f"{step:+.1f}".replace("-", "−")
