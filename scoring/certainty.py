"""How sure the figures of one assessment are: its weights, its evidence, its raters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from frameworks.model import Framework
from scoring.agreement import Agreement, Ratings, judge_agreement, own_detectable_change
from scoring.assessment import Answer, Assessment
from scoring.evidence import Backing, asserted_share
from scoring.methods import Number
from scoring.raters import Difference, find_differences
from scoring.ratings import person_of
from scoring.scorecard import Scorecard
from scoring.scores import Score
from scoring.seeds import seed_of
from scoring.sensitivity import weight_spread, worst_weights
from scoring.yardstick import Yardstick, yardstick_of

HALF_AGAIN, DOUBLE = Fraction(3, 2), Fraction(2)

Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the average of one assessment owes to weights, to bare claims and to whoever rated."""

    score: Score
    levels: tuple[Number, ...]
    """The claimed levels of the answered practices in scope; `weights` and `backings` stand in the same order."""
    weights: tuple[int, ...]
    backings: tuple[Backing, ...]
    spread: float | None
    """Standard deviation of the average under weights near these; None without answers, as the two ranges."""
    half_again: Ends | None
    double: Ends | None
    asserted: Number | None
    """Share of the claimed levels that nothing but the claim stands behind."""
    agreement: Agreement | None
    """None while nobody rated what another rated."""
    raters: int
    """People who rated at least one practice, and how many practices they rated together."""
    rated: int
    differences: tuple[Difference, ...]
    own_change: float | None
    """The least change of the average that is real, by the organization's own double ratings; None for too few."""
    default_change: float


def judge_certainty(scorecard: Scorecard, assessment: Assessment, framework: Framework) -> Certainty:
    """How sure the figures of a scorecard are, by the answers it was computed from. Only what is in scope counts."""
    answered = [
        (practice.counted, framework.practices[practice.id].weight)
        for practice in scorecard.practices
        if practice.state == "answered" and practice.counted
    ]
    backings, weights = tuple(backing for backing, _ in answered), tuple(weight for _, weight in answered)
    levels = tuple(backing.claimed for backing in backings)
    rated = _rated_in_scope(scorecard, assessment)
    ratings = ratings_of(rated)
    return Certainty(
        score=scorecard.overall,
        levels=levels,
        weights=weights,
        backings=backings,
        spread=weight_spread(levels, weights),
        half_again=worst_weights(levels, weights, HALF_AGAIN),
        double=worst_weights(levels, weights, DOUBLE),
        asserted=asserted_share(backings, weights),
        agreement=judge_agreement(ratings, _seed(ratings)),
        raters=len({name for by_rater in ratings.values() for name in by_rater}),
        rated=len(rated),
        differences=find_differences(rated),
        own_change=own_detectable_change(ratings, weights),
        default_change=framework.detectable_change.overall,
    )


def judge_yardstick(framework: Framework, *sides: tuple[Scorecard, Assessment]) -> Yardstick:
    """By what a change is real, from what holds on each side of an organization, oldest first. Only what is in scope
    counts; where a practice was rated twice on several sides, the last.

    `framework` is that of the last side; the practices answered there weigh.
    """
    ratings: dict[str, Mapping[str, int]] = {}
    for scorecard, assessment in sides:
        found = ratings_of(_rated_in_scope(scorecard, assessment))
        ratings |= {practice: by_rater for practice, by_rater in found.items() if len(by_rater) > 1}
    answered = [practice.id for practice in sides[-1][0].practices if practice.state == "answered"]
    return yardstick_of(framework.detectable_change, ratings, [framework.practices[id_].weight for id_ in answered])


def _rated_in_scope(scorecard: Scorecard, assessment: Assessment) -> list[Answer]:
    answers = assessment.by_practice
    in_scope = [practice.id for practice in scorecard.practices if practice.state != "out_of_scope"]
    return [answers[id_] for id_ in in_scope if id_ in answers and answers[id_].ratings]


def ratings_of(answers: Iterable[Answer]) -> Ratings:
    """Each rater's level by practice. A name is the same however it is capitalized."""
    return {answer.practice: _by_rater(answer) for answer in answers}


def _by_rater(answer: Answer) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, rating in enumerate(answer.ratings):
        name = person_of(rating.by)
        # Only removed names stand there twice: they are different people.
        found[f"{name} {number}" if name in found else name] = rating.level
    return found


def _seed(ratings: Ratings) -> int:
    return seed_of(f"{practice} {by} {level}" for practice, row in ratings.items() for by, level in row.items())
