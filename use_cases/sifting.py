"""Which answers of a file would be kept: what says something new, and what somebody else changed meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.assessment import Answer, answers_that_held
from scoring.raters import is_only_rated
from use_cases.keeping import is_earlier

Origin = Mapping[str, str]
"""The id of the answer that stood when a file was made, by practice."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """The answers of a file, sorted by what keeping them would mean."""

    fresh: tuple[Answer, ...]
    """They say something new and nobody else has answered meanwhile, as far as is known."""
    conflicts: tuple[tuple[Answer, Answer], ...]
    """What stands, and what the file says instead: both were changed since the file was made.

    One whose day lies before that of what stands comes without a day: if it is taken, it holds from now on."""
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
    fresh: list[Answer] = []
    conflicts: list[tuple[Answer, Answer]] = []
    untouched = 0
    for answer in said:
        base = _base_of(answer, recorded, origin)
        held = standing.get(answer.practice)
        if held is None or not _is_passed(answer, held, base, origin):
            fresh.append(answer)
        elif base is not None and says_the_same(answer, base):
            untouched += 1
        elif not says_the_same(changed := _since_now(answer, held), held):
            conflicts.append((held, changed))
    unchanged = len(given) - len(fresh) - len(conflicts) - untouched
    return Sifted(tuple(fresh), tuple(conflicts), untouched, unchanged)


def _is_passed(answer: Answer, held: Answer, base: Answer | None, origin: Origin | None) -> bool:
    """Whether another answer stands there by now than the one the file's was made from.

    An answer for an earlier day fills the history, unless it is the former one with another content: whoever changes
    a level and leaves the day means the answer that stands. Ratings alone are no answer.
    """
    if origin is None or held.id == origin.get(answer.practice, ""):
        return False
    if base is None and is_only_rated(held):
        return False
    return not is_earlier(answer, held) or (base is not None and answer.on == base.on)


def _base_of(answer: Answer, recorded: Mapping[str, Sequence[Answer]], origin: Origin | None) -> Answer | None:
    """The answer that the file's was made from, if it is known and still there."""
    seen = (origin or {}).get(answer.practice)
    return next((one for one in recorded.get(answer.practice, ()) if one.id == seen), None)


def _since_now(answer: Answer, held: Answer) -> Answer:
    """The file's answer as it would take the place of the one that stands: not from before that one's day."""
    return answer.model_copy(update={"on": None}) if is_earlier(answer, held) else answer


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
