"""Who rated how much, and where their levels lie apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.assessment import Answer
from scoring.ratings import Rating, Settled, person_of
from scoring.texts import REMOVED


@dataclass(frozen=True, slots=True)
class Difference:
    """A practice that its raters see at different levels."""

    practice_id: str
    ratings: tuple[Rating, ...]
    """Lowest first, then by name."""
    settled: Settled | None

    @property
    def spread(self) -> int:
        """Levels between the lowest and the highest rating; at least one."""
        return self.ratings[-1].level - self.ratings[0].level


def find_differences(answers: Iterable[Answer]) -> tuple[Difference, ...]:
    """Where raters differ: widest first, what is not settled before what is, then in the order given."""
    found = []
    for answer in answers:
        ratings = tuple(sorted(answer.ratings, key=lambda rating: (rating.level, person_of(rating.by))))
        if ratings and ratings[0].level < ratings[-1].level:
            found.append(Difference(answer.practice, ratings, answer.settled))
    return tuple(sorted(found, key=lambda one: (-one.spread, one.settled is not None)))


def count_ratings(answers: Iterable[Answer]) -> dict[str, int]:
    """How many practices each person rated, by name as first spelled, most first.

    Names that were removed are several people: they are told apart by practice only, so none of them is listed.
    """
    spelled: dict[str, str] = {}
    counts: dict[str, int] = {}
    for answer in answers:
        for rating in answer.ratings:
            if rating.by.startswith(REMOVED):
                continue
            name = spelled.setdefault(person_of(rating.by), rating.by.strip())
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: -one[1]))


def is_only_rated(answer: Answer) -> bool:
    """Whether an answer is there for its ratings alone: nobody has answered the practice yet."""
    return answer.state == "not_known" and bool(answer.ratings) and not answer.note and not answer.evidence
