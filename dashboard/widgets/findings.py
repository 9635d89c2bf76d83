"""Finding sentences: pure functions of the numbers, so that a headline cannot contradict its table."""

from collections.abc import Callable, Sequence

from dashboard.widgets.marks import WIDE, is_wide, tenth
from frameworks.model import Framework
from scoring.assessment import Answer
from scoring.gaps import Gap
from scoring.methods import Number
from scoring.rungs import METHOD as BY_RUNGS
from scoring.scorecard import Scorecard
from scoring.scores import Counts, DomainScore, PracticeScore, Score

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


SEEN = 0.05
"""A change below this is hidden by one decimal."""

TELLING = 1.0
"""Open practices that can move an average by more than this many levels leave nothing to be said of it."""


def count(number: int, singular: str, plural: str) -> str:
    """A number in words at the beginning of a sentence: "Two floors"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{word} {singular if number == 1 else plural}"


def answered_of(counts: Counts) -> str:
    """How many practices are answered of how many that apply."""
    return f"{counts.answered:,} of {counts.applicable:,}"


def overview_finding(score: Score, highest: int) -> str:
    """What the whole scorecard says in one sentence; where too much is open, that is what it says."""
    if score.state == "out_of_scope":
        return "No practice applies to this profile."
    if score.state == "not_applicable":
        return "Every practice is said to be not applicable."
    if score.state == "unanswered":
        return "Nothing is answered yet."
    low, high, counts = score.mean.low, score.mean.high, score.counts
    # The scale's end stays on the line of its figure.
    of = f"of\N{NO-BREAK SPACE}{highest}"
    between = f"between {tenth(low)} and {tenth(high)} {of}"
    if is_wide(low, high, TELLING * _size(highest)):
        are = "is" if counts.answered == 1 else "are"
        return f"{answered_of(counts)} practices {are} answered: the claim lies anywhere {between}."
    place = between if is_wide(low, high, WIDE * _size(highest)) else f"at {tenth(score.mean.value)} {of}"
    if not score.evidence.recorded:
        return f"Practice is claimed {place}. No evidence is recorded yet."
    who = "Evidence in date" if place != between else "Among the answers, evidence in date"
    return f"Practice is claimed {place}. {who} backs {tenth(score.evidence.evidenced)}."


def _size(highest: int) -> float:
    """How many times as long a scale is as one of five steps: what is little on it is so many times more."""
    return max(1.0, highest / 5)


def overview_lede(scorecard: Scorecard, framework: Framework) -> str:
    """The next sentences: which floors are missed, how far the answers are backed."""
    if scorecard.overall.state == "not_applicable":
        return (
            f"All {scorecard.overall.counts.in_scope} practices of this profile are left out, so nothing is scored. "
            "Each reason is checked again on its day."
        )
    if scorecard.overall.state != "scored":
        return f"{count(scorecard.overall.counts.in_scope, 'practice applies', 'practices apply')} to this profile."
    return f"{floors_sentence(scorecard, framework)} {_evidence_sentence(scorecard)}"


def floors_sentence(scorecard: Scorecard, framework: Framework) -> str:
    """Which floors are missed or open; else how many of those that are met stand on more than the claim."""
    missed = missed_floors(scorecard)
    if missed:
        titles = listed([framework.practices[id_].title for id_ in missed])
        return f"{count(len(missed), 'floor is', 'floors are')} {missed_word(scorecard)}: {titles}."
    applicable, backed = floors_backed(scorecard, framework)
    if not applicable:
        return "No floor applies." if not _floors(scorecard) else "Every floor is said to be not applicable."
    return (
        f"No floor is missed as claimed or reviewed; evidence or a review in date backs {backed} of the "
        f"{applicable} that {'applies' if applicable == 1 else 'apply'}."
    )


def missed_word(scorecard: Scorecard) -> str:
    """Whether the floors that cap a domain are missed, open, or some of each."""
    are_open = [scorecard.practice(id_).state != "answered" for id_ in missed_floors(scorecard)]
    return "open" if all(are_open) else "missed or open" if any(are_open) else "missed"


def floors_backed(scorecard: Scorecard, framework: Framework) -> tuple[int, int]:
    """How many floors apply, and how many of them evidence or a review in date backs, as one decimal shows it."""
    floors = [floor for floor in _floors(scorecard) if floor.state != "not_applicable"]
    return len(floors), sum(_is_backed(floor, framework) for floor in floors)


def _floors(scorecard: Scorecard) -> list[PracticeScore]:
    return [practice for practice in scorecard.practices if practice.is_floor and practice.state != "out_of_scope"]


def _is_backed(floor: PracticeScore, framework: Framework) -> bool:
    rule = framework.practices[floor.id].floor
    if floor.state != "answered" or floor.backing is None or rule is None:
        return False
    return round(float(floor.backing.lower), 1) >= rule.level


def _evidence_sentence(scorecard: Scorecard) -> str:
    answered, bare, thin = scorecard.overall.counts.answered, *_bare_and_thin(scorecard)
    if bare == answered:
        return "No answer points to evidence yet."
    words = (
        f"{bare} of {answered} answers {'has' if bare == 1 else 'have'} no evidence yet"
        if bare
        else f"{'The answer points' if answered == 1 else f'All {answered} answers point'} to evidence"
    )
    return words + (f"; for {thin}{' more' if bare else ''} it backs less than half of the claim." if thin else ".")


def _bare_and_thin(scorecard: Scorecard) -> tuple[int, int]:
    """Answers without evidence, and answers of whose claim their evidence backs less than half."""
    answers = [practice for practice in scorecard.practices if practice.state == "answered"]
    thin = [one for one in answers if one.recorded and one.backing and one.backing.evidenced < one.backing.claimed / 2]
    return sum(not one.recorded for one in answers), len(thin)


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
    """Which domains are weakest, backed and claimed, as one decimal shows them; equal ones are named together."""
    scored = [domain for domain in scorecard.domains if domain.score.state == "scored"]
    if not scored:
        return "No domain has an answer yet"
    if len(scored) == 1:
        return f"{scored[0].title} is the only domain with answers"
    claim = _least(scored, _claimed)
    among = "Among the answers, " if _is_contested(scored, claim) else ""
    if not scorecard.overall.evidence.recorded:
        return f"{among}{_named(claim, 'claims', 'claim')} least; no evidence is recorded yet"
    backing = _least(scored, _backed)
    if len(claim) == len(backing) == len(scored):
        return "All domains stand alike, claimed and backed"
    if claim == backing:
        return f"{among}{_named(claim, 'is', 'are')} weakest, claimed and backed"
    return f"{among}{_named(claim, 'claims', 'claim')} least, {_named(backing, 'is', 'are')} backed least"


def _claimed(domain: DomainScore) -> Number | None:
    return domain.score.mean.value


def _backed(domain: DomainScore) -> Number | None:
    return domain.score.evidence.evidenced


def _least(domains: Sequence[DomainScore], value: Callable[[DomainScore], Number | None]) -> list[DomainScore]:
    least = min(float(tenth(value(domain))) for domain in domains)
    return [domain for domain in domains if float(tenth(value(domain))) == least]


def _is_contested(domains: Sequence[DomainScore], least: Sequence[DomainScore]) -> bool:
    """Whether the open practices of another domain may put it below those that claim least."""
    lowest = float(tenth(_claimed(least[0])))
    return any(float(tenth(domain.score.mean.low)) < lowest for domain in domains if domain not in least)


def _named(domains: Sequence[DomainScore], singular: str, plural: str) -> str:
    if len(domains) == 1:
        return f"{domains[0].title} {singular}"
    return f"{listed([domain.short for domain in domains], 2, keep_case=True)} {plural}"


def evidence_finding(scorecard: Scorecard) -> str:
    """How many answers stand without evidence, and behind how many it backs little."""
    bare, thin = _bare_and_thin(scorecard)
    if not scorecard.overall.counts.answered:
        return "No answer yet"
    if not bare and not thin:
        return "Every answer points to evidence that backs at least half of it"
    if not bare:
        return f"Every answer points to evidence; for {thin} it backs less than half of the claim"
    words = count(bare, "answer stands", "answers stand") + " without evidence"
    return f"{words}; for {thin} more it backs less than half of the claim" if thin else words


def gaps_finding(gaps: Sequence[Gap], most: int) -> str:
    """What the list of gaps is led by."""
    if not gaps:
        return "Every practice in scope is claimed at its target or above"
    floors = sum(1 for gap in gaps[:most] if gap.is_floor)
    shown = (
        "One gap"
        if len(gaps) == 1
        else count(len(gaps), "gap", "gaps")
        if len(gaps) <= most
        else f"The {count(most, '', '').strip().lower()} largest of {len(gaps)} gaps"
    )
    return f"{shown}" + (f", {count(floors, 'floor', 'floors').lower()} among them" if floors else "")


def since_sentence(before: tuple[float, float | None], now: tuple[float, float | None]) -> str:
    """How the claimed and the backed average moved since a snapshot. Backed is None without any evidence recorded."""
    claimed, backed = now[0] - before[0], (now[1] or 0.0) - (before[1] or 0.0)
    if before[1] is None and now[1] is None:
        if abs(claimed) < SEEN:
            return "The claimed average stands where it was; no evidence is recorded yet."
        return f"The claimed average {_moved(claimed)}."
    if abs(claimed) < SEEN and abs(backed) < SEEN:
        return "The average stands where it was, claimed and backed."
    return f"The claimed average {_moved(claimed)}, the backed one {_moved(backed)}."


def _moved(step: float) -> str:
    if abs(step) < SEEN:
        return "did not move"
    return f"{'rose' if step > 0 else 'fell'} by {abs(step):.1f}"


def gate_words(framework: Framework) -> str:
    """Which level a domain is at; floors are spoken of where the framework has any."""
    gate = framework.gate
    share = f"{gate.numerator / gate.denominator * 100:.3g} %"
    rule = f"A domain is at the highest level that {share} of its weight has reached"
    if all(practice.floor is None for practice in framework.practices.values()):
        return f"{rule}."
    return f"{rule}, and at most at {gate.floor_cap} while a floor is missed or open."


def level_words(scorecard: Scorecard, framework: Framework) -> str:
    """Which domain sets the level reached, and by which rule."""
    level = scorecard.overall.level
    rule = gate_words(framework)
    if scorecard.overall.method == BY_RUNGS:
        rule = "A domain is at the highest level of which every practice, and all below it, is where it has to be."
    if level.value is None:
        return rule
    lowest = [d for d in scorecard.domains if d.score.level.value == level.value]
    # Every title stands as it is written: these are names.
    names = lowest[0].title if len(lowest) == 1 else listed([d.short for d in lowest], 2, keep_case=True)
    if level.low == level.high:
        return f"Set by {names}. {rule}"
    return f"By the answers it is {level.value}, set by {names}; the open practices may change it. {rule}"


def level_range(value: Number | None, low: Number | None, high: Number | None) -> str:
    """A level, or the levels between which the open practices may put it; a dash without answers."""
    if value is None:
        return "–"
    return f"{int(value)}" if low == high else f"{low}–{high}"


def signed(step: float) -> str:
    """A change with its sign, a real minus."""
    return "±0.0" if abs(step) < SEEN else f"{step:+.1f}".replace("-", "−")
