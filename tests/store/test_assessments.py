"""Answers go in and come out as they were; each id once; and the newest of each practice is found."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.assessment import Answer, AssessmentHeader, Evidence, Review, answers_that_held
from scoring.ratings import Rating, Settled
from store.assessments import (
    AnswerIdTaken,
    AnswerNotFound,
    AssessmentNotFound,
    append_answer,
    append_rating,
    append_review,
    list_answers,
    list_assessments,
    list_current_answers,
    load_answer,
    load_assessment,
)
from store.database import Store
from tests.workspaces import MORNING, begin, open_for
from use_cases.workspace import Workspace

DAY = date(2026, 6, 1)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
days = st.dates(date(1999, 1, 1), date(2026, 6, 15))
pointers = st.builds(Evidence, title=texts, link=texts, date=days, level=st.integers(0, 5))
reviews = st.builds(Review, level=st.integers(0, 5), by=texts, date=days)
rated = st.builds(Rating, level=st.integers(0, 5), by=texts, on=days)
settled = st.builds(Settled, level=st.integers(0, 5), reason=texts, by=texts, on=days)


@st.composite
def written_answers(draw: st.DrawFn) -> Answer:
    """An answer as the store may be given it: any texts, any days."""
    state = draw(st.sampled_from(["answered", "not_applicable", "not_known"]))
    return Answer(
        id=draw(st.uuids()).hex,
        practice=draw(st.sampled_from(["DET-01", "DET-02", "SAF-01"])),
        state=state,
        level=draw(st.integers(0, 5)) if state == "answered" else None,
        note=draw(texts),
        by=draw(texts),
        at=draw(st.datetimes(timezones=st.just(UTC))),
        on=draw(days),
        reason=draw(texts),
        approver=draw(texts),
        recheck=draw(st.none() | days),
        evidence=tuple(draw(st.lists(pointers, max_size=4))),
        review=draw(st.none() | reviews),
        ratings=tuple(draw(st.lists(rated, max_size=3, unique_by=lambda rating: rating.by))),
        settled=draw(st.none() | settled),
    )


def stamped(**given: object) -> Answer:
    """An answer as the use case hands it over."""
    return Answer.model_validate(
        {"id": "a", "practice": "DET-01", "level": 3, "by": "Ann", "at": MORNING, "on": DAY, **given}
    )


def keep(store: Store, assessment_id: str, *answers: Answer) -> list[bool]:
    with store.writing() as transaction:
        return [append_answer(transaction, assessment_id, answer) for answer in answers]


@given(history=st.lists(written_answers(), max_size=12, unique_by=lambda answer: answer.id), day=days)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_history_comes_out_as_it_went_in_and_the_current_answers_are_those_that_held(
    tmp_path_factory: pytest.TempPathFactory, history: list[Answer], day: date
) -> None:
    workspace = open_for(tmp_path_factory.getbasetemp() / "histories.db")
    header = begin(workspace, f"Forum {datetime.now(UTC).timestamp()}")
    # The same ids come again in other examples, and an id is given once.
    history = [answer.model_copy(update={"id": f"{header.id} {answer.id}"}) for answer in history]
    keep(workspace.store, header.id, *history)
    with workspace.store.reading() as connection:
        assert list_answers(connection, header.id) == history
        of_one = [answer for answer in history if answer.practice == "DET-01"]
        assert list_answers(connection, header.id, practice_id="DET-01") == of_one
        current = {answer.practice: answer for answer in list_current_answers(connection, [header.id], day)[header.id]}
    assert current == answers_that_held(history, day)
    workspace.store.close()


def test_same_answer_twice_is_there_once(store: Store, assessment: AssessmentHeader) -> None:
    answer = stamped(
        evidence=(Evidence(title="Policy", date=DAY, level=1),), review=Review(level=1, by="Ben", date=DAY)
    )
    later = answer.model_copy(update={"at": MORNING + timedelta(hours=3)})
    assert keep(store, assessment.id, answer, answer, later) == [True, False, False]
    with store.reading() as connection:
        assert list_answers(connection, assessment.id) == [answer]
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("evidence", "reviews")
        ]
    assert counts == [1, 1]


@pytest.mark.parametrize(
    "other",
    [
        {"level": 4},
        {"practice": "DET-02"},
        {"note": "more"},
        {"by": "Ben"},
        {"on": date(2026, 6, 2)},
        {"evidence": (Evidence(title="Policy", date=DAY, level=1),)},
        {"review": Review(level=1, by="Ben", date=DAY)},
    ],
)
def test_same_id_with_another_content_is_refused(
    store: Store, assessment: AssessmentHeader, other: dict[str, object]
) -> None:
    keep(store, assessment.id, stamped())
    with pytest.raises(AnswerIdTaken, match="belongs to another answer"):
        keep(store, assessment.id, stamped(**other))
    with store.reading() as connection:
        assert list_answers(connection, assessment.id) == [stamped()]


def test_same_id_in_another_assessment_is_refused(
    workspace: Workspace, store: Store, assessment: AssessmentHeader
) -> None:
    keep(store, assessment.id, stamped())
    with pytest.raises(AnswerIdTaken):
        keep(store, begin(workspace, "Other Forum").id, stamped())


def test_retry_after_midnight_is_the_same_answer_when_it_holds_from_its_recording(
    store: Store, assessment: AssessmentHeader
) -> None:
    late = datetime(2026, 6, 15, 23, 59, 59, tzinfo=UTC)
    first = stamped(at=late, on=late.date())
    retry = stamped(at=late + timedelta(seconds=2), on=date(2026, 6, 16))
    assert keep(store, assessment.id, first, retry) == [True, False]


def test_newest_rating_of_each_person_counts_and_all_are_kept(store: Store, assessment: AssessmentHeader) -> None:
    first, other = Rating(by="Ann", level=1, on=DAY), Rating(by="Ben", level=4, on=DAY)
    keep(store, assessment.id, stamped(ratings=(first, other)))
    again = Rating(by="Ann", level=2, on=DAY)
    with store.writing() as transaction:
        append_rating(transaction, "a", again, at=MORNING)
    with store.reading() as connection:
        assert load_answer(connection, "a").ratings == (other, again)
        assert connection.exec_driver_sql("SELECT level FROM ratings ORDER BY seq").scalars().all() == [1, 4, 2]


def test_retry_passes_although_a_rating_was_added_since_but_not_with_another_settlement(
    store: Store, assessment: AssessmentHeader
) -> None:
    settlement = Settled(level=3, reason="Read together.", by="Ann", on=DAY)
    first = stamped(ratings=(Rating(by="Ann", level=1, on=DAY),), settled=settlement)
    keep(store, assessment.id, first)
    with store.writing() as transaction:
        append_rating(transaction, "a", Rating(by="Ann", level=2, on=DAY), at=MORNING)
    assert keep(store, assessment.id, first) == [False]
    for changes in ({"settled": None}, {"ratings": (Rating(by="Cem", level=1, on=DAY),)}):
        with pytest.raises(AnswerIdTaken):
            keep(store, assessment.id, first.model_copy(update=changes))


def test_retry_passes_although_a_review_was_added_since(store: Store, assessment: AssessmentHeader) -> None:
    first = stamped(review=Review(level=1, by="Ben", date=DAY))
    keep(store, assessment.id, first)
    added = Review(level=2, by="Cem", date=DAY)
    with store.writing() as transaction:
        append_review(transaction, "a", added, at=MORNING)
    assert keep(store, assessment.id, first) == [False]
    with store.reading() as connection:
        assert load_answer(connection, "a").review == added


def test_answer_without_a_moment_of_recording_is_kept(store: Store, assessment: AssessmentHeader) -> None:
    keep(store, assessment.id, stamped(at=None))
    with store.reading() as connection:
        assert load_answer(connection, "a").at == datetime(1, 1, 1, tzinfo=UTC)


def test_one_refused_answer_takes_the_whole_transaction_with_it(store: Store, assessment: AssessmentHeader) -> None:
    keep(store, assessment.id, stamped())
    with pytest.raises(AnswerIdTaken):
        keep(store, assessment.id, stamped(id="b"), stamped(level=1))
    with store.reading() as connection:
        assert [answer.id for answer in list_answers(connection, assessment.id)] == ["a"]


def test_what_is_not_there_raises(store: Store) -> None:
    with store.reading() as connection:
        with pytest.raises(AnswerNotFound, match="no answer 'x'"):
            load_answer(connection, "x")
        with pytest.raises(AssessmentNotFound, match="no assessment 'x'"):
            load_assessment(connection, "x")
        with pytest.raises(AssessmentNotFound, match=r"'xxx.*…'") as refusal:
            load_assessment(connection, "x" * 5_000)
    assert len(str(refusal.value)) < 300


def test_assessments_are_listed_in_the_order_they_were_begun(workspace: Workspace, tmp_path: Path) -> None:
    first, second = begin(workspace, "One"), begin(workspace, "Two")
    with workspace.store.reading() as connection:
        assert [header.id for header in list_assessments(connection)] == [first.id, second.id]
        assert list_assessments(connection, second.organization_id) == [second]
        assert load_assessment(connection, first.id) == first
