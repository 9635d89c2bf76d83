"""Assessments, their answers with evidence, and reviews. Answers are added, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select

from scoring.assessment import Answer, AssessmentHeader, Evidence, Review
from store.database import EARLIEST, Connection, StoreNotUsable
from store.tables import answers, assessments, evidence, reviews


class AssessmentNotFound(StoreNotUsable):
    """No assessment has this id."""


class AnswerIdTaken(StoreNotUsable):
    """An answer with this id is stored already and says something else."""


def append_assessment(transaction: Connection, header: AssessmentHeader) -> None:
    """Add an assessment without answers."""
    transaction.execute(
        insert(assessments).values(
            id=header.id,
            organization_id=header.organization_id,
            framework_id=header.framework_id,
            framework_version=header.framework_version,
            preset=header.preset,
            by=header.by,
            at=header.started_at.isoformat(),
        )
    )


def list_assessments(connection: Connection, organization_id: str | None = None) -> list[AssessmentHeader]:
    """The assessments of one organization, or of all, in the order they were begun."""
    query = select(assessments).order_by(assessments.c.at)
    if organization_id is not None:
        query = query.where(assessments.c.organization_id == organization_id)
    return [_header(row) for row in connection.execute(query)]


def load_assessment(connection: Connection, assessment_id: str) -> AssessmentHeader:
    """What is fixed of one assessment. Raises AssessmentNotFound."""
    row = connection.execute(select(assessments).where(assessments.c.id == assessment_id)).one_or_none()
    if row is None:
        shown = assessment_id if len(assessment_id) <= 80 else assessment_id[:80] + "…"
        raise AssessmentNotFound.of(
            f"There is no assessment {shown!r}.", "assessment", "use an id that `safermark assess list` shows."
        )
    return _header(row)


def append_answer(transaction: Connection, assessment_id: str, answer: Answer) -> bool:
    """Add one answer; True when it is new. The same answer under the same id is there once and gives False.

    Raises:
        AnswerIdTaken: the id belongs to an answer that says something else.
    """
    if (stored := _load_by_id(transaction, answer.id)) is not None:
        if _is_same(stored, assessment_id, answer, transaction):
            return False
        raise AnswerIdTaken.of(
            f"The id {answer.id!r} belongs to another answer.",
            f"practice {answer.practice} > id",
            "leave the id out, or give a new one.",
        )
    transaction.execute(
        insert(answers).values(
            assessment_id=assessment_id,
            **answer.model_dump(exclude={"evidence", "review", "at"}),
            at=(answer.at or EARLIEST).isoformat(),
        )
    )
    if answer.evidence:
        rows = [{"answer_id": answer.id, **item.model_dump()} for item in answer.evidence]
        transaction.execute(insert(evidence), rows)
    if answer.review is not None:
        append_review(transaction, answer.id, answer.review, at=answer.at or EARLIEST)
    return True


def append_review(transaction: Connection, answer_id: str, review: Review, *, at: datetime) -> None:
    """Add a review to an answer; the newest one counts."""
    transaction.execute(insert(reviews).values(answer_id=answer_id, at=at.isoformat(), **review.model_dump()))


def list_answers(connection: Connection, assessment_id: str, *, practice_id: str | None = None) -> list[Answer]:
    """The whole history, of one practice or of all, in the order it was recorded."""
    query = select(answers).where(answers.c.assessment_id == assessment_id).order_by(answers.c.seq)
    if practice_id is not None:
        query = query.where(answers.c.practice == practice_id)
    return _read(connection, query)


def list_current_answers(connection: Connection, assessment_id: str, on: date) -> list[Answer]:
    """The answer of each practice that held on a day: the latest day wins, then the one recorded last."""
    order = func.row_number().over(
        partition_by=answers.c.practice, order_by=(answers.c.on.desc(), answers.c.seq.desc())
    )
    ranked = (
        select(answers.c.seq, order.label("place"))
        .where(answers.c.assessment_id == assessment_id, answers.c.on <= on)
        .subquery()
    )
    standing = select(ranked.c.seq).where(ranked.c.place == 1)
    return _read(connection, select(answers).where(answers.c.seq.in_(standing)).order_by(answers.c.seq))


def _load_by_id(connection: Connection, answer_id: str) -> Row[Any] | None:
    return connection.execute(select(answers).where(answers.c.id == answer_id)).one_or_none()


def _is_same(stored: Row[Any], assessment_id: str, answer: Answer, connection: Connection) -> bool:
    """Whether a retry says what is stored; the moment of recording, and a review added since, do not count."""
    held = _as_answers(connection, [stored])[0]
    own = {"at", "review"}
    return bool(stored.assessment_id == assessment_id) and held.model_dump(exclude=own) == answer.model_dump(
        exclude=own
    )


def _read(connection: Connection, query: Select[Any]) -> list[Answer]:
    return _as_answers(connection, connection.execute(query).all())


def _as_answers(connection: Connection, rows: Sequence[Row[Any]]) -> list[Answer]:
    ids = [row.id for row in rows]
    pointers: dict[str, list[Evidence]] = defaultdict(list)
    for row in _belonging(connection, evidence, ids):
        pointers[row.answer_id].append(Evidence(title=row.title, link=row.link, date=row.date, level=row.level))
    found = {
        row.answer_id: Review(level=row.level, by=row.by, date=row.date) for row in _belonging(connection, reviews, ids)
    }
    return [_answer(row, pointers[row.id], found.get(row.id)) for row in rows]


def _belonging(connection: Connection, table: Any, answer_ids: Sequence[str]) -> Iterable[Row[Any]]:
    """Rows of a table for many answers, in order; in parts, since SQLite bounds the number of parameters."""
    for begin in range(0, len(answer_ids), 500):
        part = answer_ids[begin : begin + 500]
        yield from connection.execute(select(table).where(table.c.answer_id.in_(part)).order_by(table.c.seq))


def _answer(row: Row[Any], pointers: Sequence[Evidence], review: Review | None) -> Answer:
    return Answer(
        id=row.id,
        practice=row.practice,
        state=row.state,
        level=row.level,
        note=row.note,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        on=row.on,
        reason=row.reason,
        approver=row.approver,
        recheck=row.recheck,
        evidence=tuple(pointers),
        review=review,
    )


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
