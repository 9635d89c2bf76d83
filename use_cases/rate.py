"""Rate: each of several people gives every practice a level without seeing the others', one by one or in a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from frameworks.errors import Fault
from scoring.assessment import Answer, AnswerNotAccepted
from scoring.organization import scope_of
from scoring.raters import Difference, find_differences
from scoring.ratings import Rating, person_of
from scoring.screening import screen_text
from store import assessments
from store.database import Connection
from use_cases.keeping import append, refuse, stamp
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace

MOST_OF_A_NAME = 120
"""Characters."""


@dataclass(frozen=True, slots=True)
class OwnRound:
    """One person's way through an assessment. It holds no answer and no rating of anybody else."""

    by: str
    opened: OpenAssessment
    """The assessment with every answer taken out."""
    practice_ids: tuple[str, ...]
    """What there is to rate: what is in scope and not said to be not applicable, in the framework's order."""
    levels: Mapping[str, int]
    """The person's own levels so far."""

    def next_after(self, practice_id: str | None) -> str | None:
        """The next practice this person has not rated, after this one or else from the start; None at the end."""
        begin = self.practice_ids.index(practice_id) + 1 if practice_id in self.practice_ids else 0
        around = self.practice_ids[begin:] + self.practice_ids[:begin]
        return next((id_ for id_ in around if id_ not in self.levels), None)


@dataclass(frozen=True, slots=True)
class RatedAll:
    """What a file of ratings did. Practices stand by id, in the order of the file."""

    new: tuple[str, ...]
    """Practices this person had not rated before."""
    changed: tuple[str, ...]
    unchanged: int
    older: tuple[str, ...]
    """Practices with a rating by this person of a later day, which stays."""
    left_out: tuple[str, ...]
    """Practices not in scope, or not applicable here: they have no level to rate."""
    unrated: int
    """Entries without a level."""
    differences: tuple[Difference, ...]
    """Where the raters differ now, in scope, widest first."""


def load_round(workspace: Workspace, assessment_id: str, by: str) -> OwnRound:
    """What one person may see while rating: their own levels, and nothing of what others said.

    Raises:
        AssessmentNotFound.
    """
    with workspace.store.reading() as connection:
        opened = read_assessment(workspace, connection, assessment_id, workspace.today())
    answers = opened.assessment.by_practice
    own = {id_: given.level for id_, answer in answers.items() if (given := _rating_of(answer, by))}
    ids = practices_to_rate(opened)
    return OwnRound(
        by=by,
        opened=replace(opened, assessment=opened.assessment.model_copy(update={"answers": ()})),
        practice_ids=ids,
        levels={id_: own[id_] for id_ in ids if id_ in own},
    )


def record_rating(workspace: Workspace, assessment_id: str, practice_id: str, rating: Rating) -> Answer:
    """Keep one person's rating of a practice, beside those of others; the answer that stands, with its ratings.

    It moves no score: the level that counts is the answer's. A practice without an answer is then 'not known'. A new
    rating by the same person takes the place of the former, which stays in the history.

    Raises:
        AnswerNotAccepted: the framework has no such practice or level, or the practice is not applicable.
    """
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        _refuse_ratings(workspace, opened, {practice_id: rating})
        return _keep(workspace, transaction, opened, practice_id, rating)


def record_ratings(
    workspace: Workspace, assessment_id: str, by: str, answers: Iterable[Answer], as_of: date | None = None
) -> RatedAll:
    """Keep the levels of these answers as one person's ratings, all or none; a level that is known changes nothing.

    `as_of` is the day of answers that name none. Notes, evidence and what others rated are not taken over.

    Raises:
        AnswerNotAccepted: with every fault; nothing is kept then.
    """
    _refuse_origin(by, as_of, workspace.today())
    given = list(answers)
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        sorted_out = _sort_out(opened, by.strip(), given, as_of)
        _refuse_ratings(workspace, opened, sorted_out.to_keep)
        kept = [_keep(workspace, transaction, opened, id_, one) for id_, one in sorted_out.to_keep.items()]
    now = opened.with_answers(*kept)
    return replace(sorted_out.told, differences=differences_of(now))


def differences_of(opened: OpenAssessment) -> tuple[Difference, ...]:
    """Where the raters of an assessment differ, in scope, widest first."""
    answers = opened.assessment.by_practice
    in_scope = _in_scope(opened)
    ordered = [answers[id_] for id_ in opened.framework.practices if id_ in answers and id_ in in_scope]
    return find_differences(ordered)


@dataclass(frozen=True, slots=True)
class _SortedOut:
    to_keep: dict[str, Rating]
    told: RatedAll


def _sort_out(opened: OpenAssessment, by: str, given: list[Answer], as_of: date | None) -> _SortedOut:
    """What of a file is new, and what is said of the rest."""
    held, to_rate = opened.assessment.by_practice, set(practices_to_rate(opened))
    to_keep: dict[str, Rating] = {}
    new: list[str] = []
    changed: list[str] = []
    older: list[str] = []
    left_out: list[str] = []
    rated = [answer for answer in given if answer.level is not None]
    for answer in rated:
        id_, named = answer.practice, answer.on or as_of
        former = _rating_of(held.get(id_), by)
        if id_ not in to_rate and id_ in opened.framework.practices:
            left_out.append(id_)
        elif former and named and named < former.on:
            older.append(id_)
        elif former is None or former.level != answer.level or (named and named != former.on):
            (changed if former else new).append(id_)
            to_keep[id_] = Rating(by=by, level=answer.level or 0, on=named or opened.on)
    unchanged = len(rated) - len(to_keep) - len(older) - len(left_out)
    unrated = len(given) - len(rated)
    told = RatedAll(tuple(new), tuple(changed), unchanged, tuple(older), tuple(left_out), unrated, ())
    return _SortedOut(to_keep, told)


def _keep(
    workspace: Workspace, transaction: Connection, opened: OpenAssessment, practice_id: str, rating: Rating
) -> Answer:
    """Add a rating that was not refused; the answer it belongs to, with it."""
    standing = opened.assessment.by_practice.get(practice_id)
    if standing is None:
        answer = stamp(workspace, Answer(practice=practice_id, state="not_known", by=rating.by, ratings=(rating,)))
        append(workspace, transaction, opened, answer)
        return answer
    former = _rating_of(standing, rating.by)
    # The store tells people apart by their names as they are spelled.
    spelled = rating.model_copy(update={"by": former.by}) if former else rating
    if spelled != former:
        assessments.append_rating(transaction, standing.id, spelled, at=workspace.now())
    others = tuple(other for other in standing.ratings if other is not former)
    return standing.model_copy(update={"ratings": (*others, spelled)})


def _rating_of(answer: Answer | None, by: str) -> Rating | None:
    person = person_of(by)
    return next((one for one in answer.ratings if person_of(one.by) == person), None) if answer else None


def practices_to_rate(opened: OpenAssessment) -> tuple[str, ...]:
    """What is in scope and not said to be not applicable, in the framework's order."""
    held, in_scope = opened.assessment.by_practice, _in_scope(opened)
    waived = {id_ for id_, answer in held.items() if answer.state == "not_applicable"}
    return tuple(id_ for id_ in opened.framework.practices if id_ in in_scope and id_ not in waived)


def _in_scope(opened: OpenAssessment) -> frozenset[str]:
    return scope_of(opened.framework, opened.assessment.profile, opened.header.preset).in_scope


def _refuse_origin(by: str, as_of: date | None, today: date) -> None:
    """A fault of the name or of the file's day is said once, not once for each practice."""
    faults = screen_text(by, "by")
    if not by.strip():
        faults = [Fault("The ratings do not say whose they are.", "by", "name who rated, or their role.")]
    if len(by) > MOST_OF_A_NAME:
        faults = [Fault(f"The name is longer than {MOST_OF_A_NAME} characters.", "by", "give a shorter one.")]
    if as_of is not None and as_of > today:
        faults.append(Fault(f"The ratings are of {as_of}, after {today}.", "as_of", "give the day they were made."))
    if faults:
        raise AnswerNotAccepted(*faults)


def _refuse_ratings(workspace: Workspace, opened: OpenAssessment, ratings: Mapping[str, Rating]) -> None:
    """Let ratings pass that may be kept, whatever else is said of their practices."""
    held = opened.assessment.by_practice
    bare = []
    for id_, rating in ratings.items():
        is_waived = id_ in held and held[id_].state == "not_applicable"
        state, reason = ("not_applicable", held[id_].reason) if is_waived else ("not_known", "")
        bare.append(Answer.model_validate({"practice": id_, "state": state, "reason": reason, "ratings": (rating,)}))
    refuse(bare, opened.framework, workspace.today())
