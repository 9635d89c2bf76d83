"""How sure a figure is, in sentences: pure functions of the values, so that no sentence contradicts its figure."""

from collections.abc import Sequence
from math import floor

from dashboard.widgets.findings import count
from dashboard.widgets.marks import tenth
from scoring.agreement import LEAST_DOUBLE_RATINGS, Agreement
from scoring.certainty import HALF_AGAIN, Certainty
from scoring.evidence import Backing, asserted_share
from scoring.kernel import Bounded
from scoring.methods import Levels, Number, Weights
from scoring.projection import HORIZON, LEAST_QUARTERS, QUARTERS_A_YEAR, Projection
from scoring.scores import Score
from scoring.sensitivity import worst_weights

GOOD, USABLE = 0.8, 0.667
"""Alpha from which agreement is called good, and usable; words, not gates."""


def percent(share: Number) -> str:
    """A share in whole percent, which says 0 and 100 only where it is nothing and all."""
    whole = round(100 * float(share))
    if whole >= 100 and share < 1:
        return "more than 99 %"
    if whole <= 0 and share > 0:
        return "less than 1 %"
    return f"{whole} %".replace("-", "−")


def weights_sentence(levels: Levels, weights: Weights, *, is_partial: bool = False) -> str:
    """How far the average of these answers moves if each weight is off by half again; `is_partial`: others are open."""
    ends = worst_weights(levels, weights, HALF_AGAIN)
    if ends is None:
        return "Nothing is answered, so there is no average that weights could move."
    if len(levels) == 1:
        return "One practice is answered: there is nothing to weigh it against."
    if ends[0] == ends[1]:
        return f"Every answer is at the same level, so weights cannot move the average of {tenth(ends[0])}."
    low, high = tenth(ends[0]), tenth(ends[1])
    stays = f"at {low}" if low == high else f"between {low} and {high}"
    words = f"even if each weight were off by half again, the average stays {stays}."
    return f"Among the answers, {words}" if is_partial else _as_sentence(words)


def order_sentence(chance: float | None, left: str, right: str) -> str:
    """How firmly one of two sets of answers averages more than the other, whatever the weights."""
    if chance is None:
        return f"{left} and {right} are at the same level in every practice: no weights can part them."
    ahead, behind, share = (left, right, chance) if chance >= 0.5 else (right, left, 1 - chance)
    if share == 1:
        return f"{ahead} is nowhere lower than {behind}: no weights can turn the order round."
    if percent(share) == "50 %":
        return f"Which of {left} and {right} averages more depends on the weights alone."
    return f"{ahead} averages more than {behind} with {percent(share)} of the weights that are near these."


def agreement_sentence(agreement: Agreement | None, raters: int = 0, rated: int = 0) -> str:
    """How far several raters agree, and over how much; `raters` and `rated` say what there is where none can."""
    if agreement is None:
        return f"{_who_rated(raters, rated)}No practice was rated by two people, so agreement cannot be judged."
    people = count(agreement.raters, "person", "people")
    in_pairs = f"{people} rated {_practices(agreement.practices)} at least in pairs"
    if agreement.alpha is None:
        return f"{in_pairs}, every time at the same level: no variation, agreement cannot be judged."
    alpha = f"alpha {_hundredth(agreement.alpha)}, {_alpha_word(agreement.alpha)}"
    between = "too few practices for an interval"
    if agreement.interval:
        between = f"95 % interval {_hundredth(agreement.interval[0])} to {_hundredth(agreement.interval[1])}"
    return f"{in_pairs}: {alpha} ({between}); {percent(agreement.within_one)} of the practices are within one level."


def _who_rated(raters: int, rated: int) -> str:
    if not raters:
        return ""
    return f"{count(raters, 'person has', 'people have')} rated {_practices(rated)}. "


def _practices(number: int) -> str:
    return "one practice" if number == 1 else f"{number} practices"


def _hundredth(alpha: float) -> str:
    # Cut, not rounded: 0.798 must not read as 0.80 beside a word for less than that.
    return f"{floor(100 * alpha + 1e-9) / 100:.2f}".replace("-", "−")


def _alpha_word(alpha: float) -> str:
    if alpha < 0:
        return "less agreement than chance would give"
    return "good agreement" if alpha >= GOOD else "usable agreement" if alpha >= USABLE else "weak agreement"


def least_change_sentence(own: float | None, default: float) -> str:
    """The least change that is real, by the organization's own double ratings or by the framework's judgement."""
    if own is None:
        return (
            f"A change of the average below {default:.2g} may be two honest raters differing: a judgement, until "
            f"{LEAST_DOUBLE_RATINGS} practices were rated twice here."
        )
    return f"By your own double ratings, a change of the average below {own:.2f} may be two honest raters differing."


def certainty_sentences(certainty: Certainty) -> list[str]:
    """All that is said of how sure an average is: weights, evidence, raters, the least change that is real."""
    sentences = (
        weights_sentence(certainty.levels, certainty.weights, is_partial=certainty.score.counts.open > 0),
        backing_sentence(certainty.score),
        asserted_sentence(certainty.backings, certainty.weights),
        agreement_sentence(certainty.agreement, certainty.raters, certainty.rated),
        least_change_sentence(certainty.own_change, certainty.default_change),
    )
    return [sentence for sentence in sentences if sentence]


def projection_sentence(projection: Projection) -> str:
    """When a target may be reached; open where the history leaves it open."""
    target = f"{projection.target:g}"
    if projection.state == "too_few_quarters":
        have = "none has one" if not projection.quarters else f"{projection.quarters} {_has(projection.quarters)}"
        return f"Too few quarters: a projection needs {LEAST_QUARTERS} with a snapshot that answers enough, {have}."
    if projection.state == "reached":
        return f"The target of {target} is reached; there is nothing to project."
    chance = f"{percent(projection.within_year or 0)} chance within a year"
    if projection.earliest is None:
        when = f"{target} is not in sight: fewer than one in ten paths reach it in {HORIZON // QUARTERS_A_YEAR} years"
    elif projection.latest is None:
        when = f"{target} in {_quarters(projection.earliest)} or later"
    else:
        when = f"{target} in {projection.earliest} to {_quarters(projection.latest)}, by eight in ten paths"
    never = "" if projection.latest is not None else "; it may not happen at all"
    return f"If the last {projection.quarters} quarters with a snapshot are typical, {when}; {chance}{never}."


def _has(number: int) -> str:
    return "has one" if number == 1 else "have one"


def _quarters(number: int) -> str:
    return f"{number} {'quarter' if number == 1 else 'quarters'}"


def backing_sentence(score: Score) -> str:
    """What is claimed, what of it evidence backs, what was reviewed, and between which values that puts the average."""
    evidence = score.evidence
    if score.state == "out_of_scope":
        return "No practice applies, so nothing is claimed."
    if score.state == "not_applicable":
        return "Every practice is said to be not applicable, so nothing is claimed."
    if evidence.claimed is None:
        return "Nothing is answered, so nothing is claimed."
    if not evidence.claimed:
        return "Claimed 0.0: there is nothing for evidence to back."
    backed, reviewed = "no evidence recorded", "No review is in date."
    if evidence.recorded:
        backed = f"evidence in date backs {tenth(evidence.evidenced)} of it"
    if evidence.reviewed_share:
        reviewed = f"A review in date covers {percent(evidence.reviewed_share)} of the answered weight."
    return f"Claimed {tenth(evidence.claimed)}; {backed}. {reviewed}{_interval(score)}"


def _interval(score: Score) -> str:
    """From what is backed to what is claimed; empty without anything that backs, or where both read the same."""
    evidence, low, high = score.evidence, tenth(score.evidence.low), tenth(score.evidence.high)
    if low == high or not (evidence.recorded or evidence.reviewed_share):
        return ""
    opened = " The open practices count at either end of the scale." if score.counts.open else ""
    least, most = "if only evidence and reviews count", "if claims count until they are reviewed"
    return f" The average lies between {low}, {least}, and {high}, {most}.{opened}"


def asserted_sentence(backings: Sequence[Backing], weights: Weights) -> str:
    """The share of what is claimed that nothing but the claim stands behind."""
    share = asserted_share(backings, weights)
    if share is None:
        return "No level above 0 is claimed, so none is only asserted."
    if share <= 0:
        return "Evidence or a review in date stands behind all that is claimed."
    if share >= 1:
        return "All that is claimed is only asserted: neither evidence nor a review in date stands behind it."
    none = "neither evidence nor a review in date stands behind it"
    return _as_sentence(f"{percent(share)} of what is claimed is only asserted: {none}.")


def progress_sentence(percent_reached: Bounded, gone: Bounded | None = None) -> str:
    """How much of the wanted levels is reached, and of the way since the baseline, where there is one."""
    if percent_reached.low is None or percent_reached.high is None:
        return "No level is wanted yet, so there is nothing to reach."
    if percent_reached.value is None:
        return "Nothing is answered, so nothing can be said of the target yet."
    low, high = percent(percent_reached.low), percent(percent_reached.high)
    reached = f"{percent(percent_reached.value)} of the target levels are reached"
    if low != high:
        reached = f"of the answered practices, {reached}, between {low} and {high} with the open ones"
    reached = f"{_as_sentence(reached)}."
    return reached if gone is None else f"{reached} {_gone(gone.value)}"


def _gone(share: Number | None) -> str:
    if share is None:
        return "The way since the targets were set cannot be given: no practice with both levels had any to go."
    if not share:
        return "Since the targets were set, nothing of the way is covered."
    if share < 0:
        return f"Since the targets were set, {percent(-share)} of the way was lost."
    if share == 1:
        return "Since the targets were set, all of the way is covered."
    return f"Since the targets were set, {percent(share)} of the way is covered."


def _as_sentence(words: str) -> str:
    return words[0].upper() + words[1:]
