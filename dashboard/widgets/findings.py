"""Finding sentences: pure functions of the numbers, so that a headline cannot contradict its table."""

from collections.abc import Sequence

from dashboard.widgets.marks import bounds, is_wide, tenth
from scoring.gaps import Gap
from scoring.scorecard import Score, Scorecard
from scoring.trend import Trend

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def count(number: int, singular: str, plural: str) -> str:
    """A number in words at the beginning of a sentence: "Two floors"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {singular if number == 1 else plural}"


def overview_finding(score: Score) -> str:
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
        return f"Practice is claimed {place} of 5. No evidence is recorded yet."
    return f"Practice is claimed {place} of 5. Evidence in date backs {tenth(score.evidence.evidenced)}."


def overview_lede(scorecard: Scorecard, titles: dict[str, str]) -> str:
    """The next sentences: which floors are missed, how many answers stand without evidence."""
    if scorecard.overall.state != "scored":
        return "Fourteen practices give a first picture in 15 minutes."
    missed = missed_floors(scorecard)
    floors = (
        "No floor is missed."
        if not missed
        else f"{count(len(missed), 'floor is', 'floors are')} missed: {listed([titles[id_] for id_ in missed])}."
    )
    bare = sum(1 for practice in scorecard.practices if practice.state == "answered" and not practice.recorded)
    answered = scorecard.overall.counts.answered
    return f"{floors} {bare} of {answered} answers {'has' if bare == 1 else 'have'} no evidence yet."


def missed_floors(scorecard: Scorecard) -> list[str]:
    """Ids of the floors that hold a domain back, in the framework's order."""
    return [practice_id for domain in scorecard.domains for practice_id in domain.capped_by]


def listed(words: Sequence[str], most: int = 3) -> str:
    """A list in a sentence; what is beyond `most` is counted."""
    small = [word[0].lower() + word[1:] if word[1:2].islower() else word for word in words]
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


def gaps_finding(gaps: Sequence[Gap]) -> str:
    """What the list of gaps is led by."""
    if not gaps:
        return "Every practice in scope is at its target"
    floors = sum(1 for gap in gaps[:5] if gap.is_floor)
    shown = count(min(5, len(gaps)), "largest gap", "largest gaps").replace("One largest gap", "One gap")
    return f"{shown}" + (f", {count(floors, 'floor', 'floors').lower()} among them" if floors else "")


def trend_finding(trend: Trend) -> str:
    """What the line of all domains shows between the first and the last snapshot."""
    points = [point for point in trend.overall.points if point.claimed is not None]
    if len(points) < 2:
        return "One snapshot. A trend needs two; whether it is real, four." if points else "No snapshot yet."
    claimed = (points[-1].claimed or 0) - (points[0].claimed or 0)
    backed = (points[-1].evidenced or 0) - (points[0].evidenced or 0)
    return _directions(claimed, backed)


def _directions(claimed: float, backed: float) -> str:
    if abs(claimed) < 0.05 and abs(backed) < 0.05:
        return "Claims and the evidence behind them have stayed where they were."
    if claimed >= 0.05 and backed < -0.05:
        return "Claims have risen while the evidence behind them has aged."
    if claimed >= 0.05 and backed < claimed - 0.05:
        return "Claims have risen faster than the evidence behind them."
    if abs(claimed) < 0.05:
        return (
            "Claims have stayed; more of them is backed."
            if backed > 0
            else "Claims have stayed; less of them is backed."
        )
    if claimed < 0:
        return "Claims have come down; " + ("less of them is backed." if backed < -0.05 else "the evidence has held.")
    return "Claims have risen, and the evidence with them."


def since_sentence(trend: Trend, detectable: float) -> str:
    """The claimed change since the last snapshot but one, against the least change that can be told from chance."""
    points = [point for point in trend.overall.points if point.claimed is not None]
    if len(points) < 2:
        return "A comparison needs two snapshots."
    step = (points[-1].claimed or 0) - (points[-2].claimed or 0)
    words = "did not move" if abs(step) < 0.05 else f"{'rose' if step > 0 else 'fell'} by {abs(step):.1f}"
    verdict = "less than" if abs(step) < detectable else "more than"
    return f"The average {words}: {verdict} the {detectable} that two honest assessors may differ by (a judgement)."


def signed(step: float) -> str:
    """A change with its sign, a real minus."""
    return "±0.0" if abs(step) < 0.05 else f"{step:+.1f}".replace("-", "−")
