"""Which answers of a file would be kept: what says something new, and what somebody else changed meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.assessment import Answer, answers_that_held
from use_cases.keeping import is_earlier

Origin = Mapping[str, str]
"""The id of the answer that stood when a file was made, by practice."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """The answers of a file, sorted by what keeping them would mean."""

    fresh: tuple[Answer, ...]
    """They say something new and nobody else has answered meanwhile, as far as is known."""
    conflicts: tuple[tuple[Answer, Answer], ...]
    """What stands, and what the file says instead: both were changed since the file was made."""
    untouched: int
    """The file left them as they were, and somebody else has answered since: what stands now stays."""
    unchanged: int
    """They say nothing new."""


def sift(
    given: Sequence[Answer],
    history: Iterable[Answer],
    standing: Mapping[str, Answer],
    origin: Origin | None,
    today: date,
) -> Sifted:
    """Sort the answers of a file against the history of an assessment; `origin` None = it is not known what the file
    was made from, so nothing can be told of what happened meanwhile."""
    recorded = _by_practice(history)
    said = [answer for answer in given if not _is_known(answer, recorded, today)]
    meanwhile = [answer for answer in said if _is_passed(answer, standing, origin)]
    untouched = [answer for answer in meanwhile if _is_as_it_was(answer, recorded, origin or {})]
    conflicts = [answer for answer in meanwhile if answer not in untouched]
    return Sifted(
        tuple(answer for answer in said if answer not in meanwhile),
        tuple((standing[answer.practice], answer) for answer in conflicts),
        len(untouched),
        len(given) - len(said),
    )


def _is_passed(answer: Answer, standing: Mapping[str, Answer], origin: Origin | None) -> bool:
    """Whether another answer stands there by now than in the file; for an earlier day it fills the history."""
    held = standing.get(answer.practice)
    if origin is None or held is None or is_earlier(answer, held):
        return False
    return held.id != origin.get(answer.practice, "")


def _is_as_it_was(answer: Answer, recorded: Mapping[str, Sequence[Answer]], origin: Origin) -> bool:
    base = [one for one in recorded.get(answer.practice, ()) if one.id == origin.get(answer.practice)]
    return bool(base) and says_the_same(answer, base[0])


def says_the_same(answer: Answer, held: Answer | None) -> bool:
    """Whether an answer, whoever recorded it and when, says nothing that the one that holds does not say.

    Without a review or ratings it says nothing against those that were made: a CSV file has no place for them.
    """
    if held is None:
        return False
    silent = {name for name in ("review", "ratings", "settled") if not getattr(answer, name)}
    left_out = {"id", "at", "by", "on", *silent}
    is_same_day = answer.on is None or answer.on == held.on
    return is_same_day and answer.model_dump(exclude=left_out) == held.model_dump(exclude=left_out)


def _is_known(answer: Answer, history: Mapping[str, Sequence[Answer]], today: date) -> bool:
    """Whether the answer says the same as the one that held on its day, so that a file imported twice adds nothing."""
    held = answers_that_held(history.get(answer.practice, ()), answer.on or today)
    return says_the_same(answer, held.get(answer.practice))


def _by_practice(history: Iterable[Answer]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in history:
        found.setdefault(answer.practice, []).append(answer)
    return found
