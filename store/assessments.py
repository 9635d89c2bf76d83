"""Assessments, their answers with evidence, reviews and ratings. Answers are added, never changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import FromClause, Row, bindparam, exists, func, insert, literal_column, select
from sqlalchemy.dialects import sqlite

from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from scoring.ratings import Rating, Settled
from scoring.texts import REMOVED
from store.database import EARLIEST, Connection, StoreNotUsable
from store.seals import sealed
from store.tables import answers, assessments, evidence, ratings, reviews, settlements


class AssessmentNotFound(StoreNotUsable):
    """No assessment has this id."""


class AnswerNotFound(StoreNotUsable):
    """No answer has this id."""


class AnswerIdTaken(StoreNotUsable):
    """An answer with this id is stored already and says something else."""


def append_assessment(transaction: Connection, header: AssessmentHeader) -> None:
    """Add an assessment without answers."""
    transaction.execute(
        insert(assessments),
        sealed({**header.model_dump(exclude={"started_at"}), "at": header.started_at.isoformat()}),
    )


def list_assessments(connection: Connection, organization_id: str | None = None) -> list[AssessmentHeader]:
    """The assessments of one organization, or of all, in the order they were begun."""
    query = select(assessments).order_by(assessments.c.at)
    if organization_id is not None:
        query = query.where(assessments.c.organization_id == organization_id)
    return [_header(row) for row in connection.execute(query)]


def load_assessment(connection: Connection, assessment_id: str) -> AssessmentHeader:
    """What is fixed of one assessment. Raises AssessmentNotFound."""
    return load_assessments(connection, [assessment_id])[0]


def load_assessments(connection: Connection, assessment_ids: Sequence[str]) -> list[AssessmentHeader]:
    """What is fixed of some assessments, in the order they are named. Raises AssessmentNotFound."""
    found = {row.id: _header(row) for row in connection.execute(_HEADERS, {"ids": assessment_ids})}
    for assessment_id in assessment_ids:
        if assessment_id not in found:
            shown = assessment_id if len(assessment_id) <= 80 else assessment_id[:80] + "…"
            raise AssessmentNotFound.of(
                f"There is no assessment {shown!r}.", "assessment", "use an id that `safermark assess list` shows."
            )
    return [found[assessment_id] for assessment_id in assessment_ids]


def append_answer(transaction: Connection, assessment_id: str, answer: Answer) -> bool:
    """Add one answer; True when it is new. The same answer under the same id is there once and gives False.

    Raises:
        AnswerIdTaken: the id belongs to an answer that says something else.
    """
    added = transaction.execute(
        _ADD_ANSWER,
        sealed(
            {
                "assessment_id": assessment_id,
                **answer.model_dump(exclude={"evidence", "review", "ratings", "settled", "at"}),
                "at": (answer.at or EARLIEST).isoformat(),
            }
        ),
    )
    if not added.rowcount:
        _refuse_other(transaction, assessment_id, answer)
        return False
    if answer.evidence:
        rows = [sealed({"answer_id": answer.id, **item.model_dump()}) for item in answer.evidence]
        transaction.execute(insert(evidence), rows)
    if answer.review is not None:
        append_review(transaction, answer.id, answer.review, at=answer.at or EARLIEST)
    for rating in answer.ratings:
        append_rating(transaction, answer.id, rating, at=answer.at or EARLIEST)
    if answer.settled is not None:
        transaction.execute(insert(settlements), sealed({"answer_id": answer.id, **answer.settled.model_dump()}))
    return True


def append_review(transaction: Connection, answer_id: str, review: Review, *, at: datetime) -> None:
    """Add a review to an answer; the newest one counts."""
    row = {"answer_id": answer_id, "at": at.isoformat(), **review.model_dump()}
    transaction.execute(insert(reviews), sealed(row))


def append_rating(transaction: Connection, answer_id: str, rating: Rating, *, at: datetime) -> None:
    """Add one person's rating to an answer; of several by one person the newest counts."""
    row = {"answer_id": answer_id, "at": at.isoformat(), **rating.model_dump()}
    transaction.execute(insert(ratings), sealed(row))


def load_answer(connection: Connection, answer_id: str) -> Answer:
    """One answer of any assessment. Raises AnswerNotFound."""
    row = connection.execute(_BY_ID, {"id": answer_id}).one_or_none()
    if row is None:
        raise AnswerNotFound.of(f"There is no answer {answer_id!r}.", "answer", "open the practice again.")
    return _answer(row)


def list_answers(connection: Connection, assessment_id: str, *, practice_id: str | None = None) -> list[Answer]:
    """The whole history, of one practice or of all, in the order it was recorded."""
    query = _WHOLE.where(answers.c.assessment_id == assessment_id).order_by(answers.c.seq)
    if practice_id is not None:
        query = query.where(answers.c.practice == practice_id)
    return [_answer(row) for row in connection.execute(query)]


def list_current_answers(
    connection: Connection, assessment_ids: Sequence[str], on: date
) -> Mapping[str, Sequence[Answer]]:
    """The answer of each practice that held on a day, by assessment: the latest day wins, then what came last."""
    found: dict[str, list[Answer]] = {assessment_id: [] for assessment_id in assessment_ids}
    for row in connection.execute(_STANDING, {"ids": assessment_ids, "day": on}):
        found[row.assessment_id].append(_answer(row))
    return found


def _refuse_other(connection: Connection, assessment_id: str, answer: Answer) -> None:
    """Let a retry of what is stored pass. Raises AnswerIdTaken."""
    row = connection.execute(_BY_ID, {"id": answer.id}).one()
    if row.assessment_id == assessment_id and _is_retry(_answer(row), answer, connection):
        return
    raise AnswerIdTaken.of(
        f"The id {answer.id!r} belongs to another answer.",
        f"practice {answer.practice} > id",
        "leave the id out, or give a new one.",
    )


def _is_retry(stored: Answer, answer: Answer, connection: Connection) -> bool:
    """Whether an answer says what is stored, however later; a review and ratings may have been added to it since."""
    own = {"at", "on", "review", "ratings"}
    if stored.model_dump(exclude=own) != answer.model_dump(exclude=own):
        return False
    is_same_day = stored.on == answer.on or (_holds_from_recording(stored) and _holds_from_recording(answer))
    if answer.review is not None and answer.review not in _reviews_of(connection, answer.id):
        return False
    return is_same_day and set(answer.ratings) <= set(_ratings_of(connection, answer.id))


def _holds_from_recording(answer: Answer) -> bool:
    """Whether the day is the one of recording, which a retry after midnight no longer names."""
    return answer.at is not None and answer.on == answer.at.date()


def _reviews_of(connection: Connection, answer_id: str) -> list[Review]:
    rows = connection.execute(select(reviews).where(reviews.c.answer_id == answer_id))
    return [Review(level=row.level, by=row.by, date=row.date) for row in rows]


def _ratings_of(connection: Connection, answer_id: str) -> list[Rating]:
    rows = connection.execute(select(ratings).where(ratings.c.answer_id == answer_id))
    return [Rating(by=row.by, level=row.level, on=row.on) for row in rows]


def _as_object(table: FromClause, *names: str, **more: Any) -> Any:
    """Columns of a table, by name, as one JSON object."""
    named = {**{name: table.c[name] for name in names}, **more}
    return func.json_object(*chain.from_iterable((literal_column(f"'{name}'"), named[name]) for name in named))


_ADD_ANSWER = sqlite.insert(answers).on_conflict_do_nothing(index_elements=["id"])

_POINTERS = (
    select(evidence).where(evidence.c.answer_id == answers.c.id).order_by(evidence.c.seq).correlate(answers).subquery()
)
_NEWEST_REVIEW = (
    select(_as_object(reviews, "level", "by", "date"))
    .where(reviews.c.answer_id == answers.c.id)
    .order_by(reviews.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_LATER = ratings.alias("later")
_RATINGS = (
    select(ratings)
    .where(
        ratings.c.answer_id == answers.c.id,
        ~exists().where(
            _LATER.c.answer_id == ratings.c.answer_id,
            _LATER.c.by == ratings.c.by,
            # People whose names were removed are not one person.
            ~_LATER.c.by.startswith(REMOVED, autoescape=True),
            _LATER.c.seq > ratings.c.seq,
        ),
    )
    .order_by(ratings.c.seq)
    .correlate(answers)
    .subquery()
)
_SETTLED = (
    select(_as_object(settlements, *Settled.model_fields))
    .where(settlements.c.answer_id == answers.c.id)
    .scalar_subquery()
)
# One row for each answer with all that belongs to it, in the shape of the model: read twice as fast as three queries.
_WHOLE = select(
    answers.c.assessment_id,
    _as_object(
        answers,
        *(name for name in Answer.model_fields if name in answers.c),
        evidence=select(func.json_group_array(_as_object(_POINTERS, *Evidence.model_fields))).scalar_subquery(),
        review=func.json(_NEWEST_REVIEW),
        ratings=select(func.json_group_array(_as_object(_RATINGS, *Rating.model_fields))).scalar_subquery(),
        settled=func.json(_SETTLED),
    ).label("answer"),
)
_BY_ID = _WHOLE.where(answers.c.id == bindparam("id"))

_ANSWERED = (
    select(answers.c.assessment_id, answers.c.practice)
    .where(answers.c.assessment_id.in_(bindparam("ids", expanding=True)))
    .distinct()
    .subquery()
)
_RIVAL = answers.alias("rival")
# The index ix_answers_standing leads straight to the newest of each practice, however long the history.
_STANDING = (
    _WHOLE.select_from(_ANSWERED)
    .join(
        answers,
        answers.c.seq
        == select(_RIVAL.c.seq)
        .where(
            _RIVAL.c.assessment_id == _ANSWERED.c.assessment_id,
            _RIVAL.c.practice == _ANSWERED.c.practice,
            _RIVAL.c.on <= bindparam("day"),
        )
        .order_by(_RIVAL.c.on.desc(), _RIVAL.c.seq.desc())
        .limit(1)
        .correlate(_ANSWERED)
        .scalar_subquery(),
    )
    .order_by(answers.c.seq)
)


def _answer(row: Row[Any]) -> Answer:
    return Answer.model_validate_json(row.answer)


_HEADERS = select(assessments).where(assessments.c.id.in_(bindparam("ids", expanding=True)))


def _header(row: Row[Any]) -> AssessmentHeader:
    return AssessmentHeader(
        id=row.id,
        organization_id=row.organization_id,
        framework_id=row.framework_id,
        framework_version=row.framework_version,
        preset=row.preset,
        started_at=datetime.fromisoformat(row.at),
        by=row.by,
    )
