"""How far evidence in date, or a review in date, backs what is claimed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from frameworks.model import EvidenceKind
from scoring.assessment import Answer, Evidence, Review
from scoring.methods import Number, mean


@dataclass(frozen=True, slots=True)
class Backing:
    """One answered practice: the claim, what evidence backs of it, and the reviewer's level while it is in date."""

    claimed: Number
    evidenced: Number
    reviewed: Number | None

    @property
    def is_reviewed(self) -> bool:
        """Whether a review in date stands beside the claim."""
        return self.reviewed is not None

    @property
    def effective(self) -> Number:
        """What counts for gates and floors: the review in date, else the claim; never decayed evidence."""
        return self.claimed if self.reviewed is None else self.reviewed

    @property
    def lower(self) -> Number:
        """The least that is backed: the review in date, else the evidenced level."""
        return self.evidenced if self.reviewed is None else self.reviewed


def freshness(dated: date, kind: EvidenceKind, as_of: date) -> float:
    """Share of its weight that evidence has kept: 1 up to the grace, then halving every half-life.

    Evidence dated after `as_of` did not exist then and weighs 0.
    """
    age = (as_of - dated).days
    if age < 0:
        return 0.0
    return float(2.0 ** (-max(0, age - kind.grace_days) / kind.half_life_days))


def backed_by(
    item: Evidence, claimed: int, kind: EvidenceKind, as_of: date, counted: Callable[[int], Number] = int
) -> Number:
    """The part of a claim that one piece of evidence backs; evidence cannot raise a claim.

    `counted` turns a level into what it counts as. A whole number where nothing is lost or nothing is left, so that
    averages of such levels are exact.
    """
    level, kept = counted(min(claimed, item.level)), freshness(item.date, kind, as_of)
    return level * int(kept) if not level or kept in (0, 1) else float(level) * kept


def back_answer(
    answer: Answer, kind: EvidenceKind, review_days: int, as_of: date, counted: Callable[[int], Number] = int
) -> Backing:
    """What stands behind an answered practice, in the numbers that `counted` makes of its levels.

    The best evidence counts, not the number of documents.
    """
    if answer.level is None:
        raise ValueError(f"{answer.practice} has no level to back")
    evidenced: Number = 0
    if answer.evidence:
        evidenced = max(backed_by(item, answer.level, kind, as_of, counted) for item in answer.evidence)
    in_date = answer.review is not None and is_in_date(answer.review, review_days, as_of)
    return Backing(
        counted(answer.level), evidenced, counted(answer.review.level) if answer.review and in_date else None
    )


def is_in_date(review: Review, review_days: int, as_of: date) -> bool:
    """Whether a review counts on a day: made by then, and not longer ago than `review_days`."""
    return 0 <= (as_of - review.date).days <= review_days


def asserted_share(backings: Sequence[Backing], weights: Sequence[int]) -> Number | None:
    """Share of the claimed levels that neither a review in date nor evidence stands behind; None for nothing claimed.

    A review counts in place of the evidence, up to the claim.
    """
    claimed = mean([backing.claimed for backing in backings], weights)
    backed = mean([min(backing.claimed, backing.lower) for backing in backings], weights)
    return 1 - backed / claimed if claimed and backed is not None else None
