"""The three headline numbers as HTML: average, level reached, weakest fifth; each with its interval and coverage."""

from collections.abc import Sequence
from html import escape

from dashboard.charts.ticks import MOST_STEPS
from dashboard.widgets import findings, marks
from dashboard.widgets.why_mark import BACKED, COVERAGE, LEVEL, LOWEST, MEAN, WEAKEST, asked_why
from frameworks.model import Framework
from scoring.kernel import Bounded
from scoring.methods import WEAKEST_SHARE, Number
from scoring.reasons import TOTAL
from scoring.scorecard import Scorecard
from scoring.scores import Score


def headlines(card: Scorecard, framework: Framework) -> str:
    """Three columns that stand side by side, and below each other on a phone."""
    overall, highest = card.overall, framework.scale.highest
    share = f"{WEAKEST_SHARE.numerator * 100 // WEAKEST_SHARE.denominator} %"
    return (
        '<div class="heads">'
        + _headline(
            "Average", MEAN, overall.mean, backed(overall), overall, _average_words(overall, framework), highest
        )
        + _level(card, framework)
        + _headline(
            "Weakest fifth",
            WEAKEST,
            overall.weakest_fifth,
            overall.evidence.weakest_fifth if overall.evidence.recorded else None,
            overall,
            [
                f"Average of the weakest {share} by weight. A high average cannot hide this one.",
                *_none_recorded(overall),
            ],
            highest,
        )
        + "</div>"
    )


def backed(score: Score) -> Number | None:
    """What evidence in date backs; None where no evidence is recorded, which is not zero."""
    return score.evidence.evidenced if score.evidence.recorded else None


def claimed_words(value: Bounded) -> str:
    """The claim as one figure, or as a range while open practices can move it visibly; a dash without answers."""
    if value.value is None:
        return "–"
    return marks.bounds(value.low, value.high) if marks.is_wide(value.low, value.high) else marks.tenth(value.value)


def level_words(level: Bounded) -> str:
    """The level as one figure, or as a range while open practices can move it; a dash without answers."""
    return findings.level_range(level.value, level.low, level.high)


def _headline(
    title: str, focus: str, value: Bounded, evidenced: Number | None, score: Score, words: Sequence[str], highest: int
) -> str:
    proof = asked_why(marks.tenth(evidenced), f"{title}, backed", TOTAL, BACKED if focus == MEAN else focus)
    return (
        f"<div><header><h2>{title}</h2><small>{_coverage(score, title)}</small></header>"
        f'<div class="figures{_fine(highest)}"><div><small><i class="k dot"></i>backed</small><b>{proof}</b></div>'
        f'<div><small><i class="k ring"></i>claimed</small>'
        f"<b>{asked_why(claimed_words(value), title, TOTAL, focus)}</b></div>"
        f'<small class="of">of {highest}</small></div>'
        + marks.span(evidenced, value.value, value.low, value.high, highest=highest)
        + marks.axis(highest)
        + "".join(f'<p class="quiet">{sentence}</p>' for sentence in words)
        + "</div>"
    )


def _fine(highest: int) -> str:
    """Figures of a long scale have more digits and are set smaller."""
    return " fine" if highest >= MOST_STEPS else ""


def _coverage(score: Score, title: str) -> str:
    covered = f"{findings.answered_of(score.counts)} answered"
    return asked_why(covered, f"{title}, coverage", TOTAL, COVERAGE, is_quiet=True)


def _average_words(score: Score, framework: Framework) -> list[str]:
    words = ["Mean over the answered practices."]
    if score.mean.value is not None and marks.is_wide(score.mean.low, score.mean.high):
        words = [
            f"{findings.count(score.counts.open, 'practice is', 'practices are')} open, so the claim lies between "
            f"{marks.tenth(score.mean.low)} and {marks.tenth(score.mean.high)}; the answered ones average "
            f"{marks.tenth(score.mean.value)}."
        ]
    words += _none_recorded(score)
    if score.counts.not_applicable:
        words.append(_not_applicable_words(score, framework.detectable_change.overall))
    return words


def _none_recorded(score: Score) -> list[str]:
    return ["No evidence recorded yet."] if score.counts.answered and not score.evidence.recorded else []


def _not_applicable_words(score: Score, detectable: float) -> str:
    """The value with 'not applicable' counted as 0; where the difference is large, it is marked in word and tone."""
    number = findings.count(score.counts.not_applicable, "practice is", "practices are")
    if score.mean.value is None:
        return f"{number} not applicable."
    words = f"{number} not applicable; counted as 0, the average would be {marks.tenth(score.na_as_zero)}."
    if float(score.mean.value) - float(score.na_as_zero or 0) < detectable:
        return words
    return f'<span class="warnword">{words} That is a difference to look into.</span>'


def _level(card: Scorecard, framework: Framework) -> str:
    score, highest, level = card.overall, framework.scale.highest, card.overall.level
    lowest = "–" if score.lowest_level is None else str(score.lowest_level)
    return (
        f"<div><header><h2>Level reached</h2><small>{_coverage(score, 'Level reached')}</small></header>"
        f'<div class="figures{_fine(highest)}"><div><small><i class="k ring"></i>claimed or reviewed</small>'
        f"<b>{asked_why(level_words(level), 'Level reached', TOTAL, LEVEL)}</b></div>"
        f"<div><small>lowest answer</small><b>{asked_why(lowest, 'Lowest answer', TOTAL, LOWEST)}</b></div>"
        f'<small class="of">of {highest}</small></div>'
        f"{marks.single(level.value, level.low, level.high, highest=highest)}"
        f'{marks.axis(highest)}<p class="quiet">{escape(findings.level_words(card, framework))}</p></div>'
    )
