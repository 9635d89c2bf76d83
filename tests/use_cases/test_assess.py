"""Recording answers: what is kept, what is refused, what a page is told of others, and the history it shows."""

from datetime import date, timedelta

import pytest

from frameworks.errors import FrameworkNotFound
from scoring.assessment import Answer, AnswerNotAccepted, AssessmentHeader, Evidence, Review
from scoring.scorecard import score_assessment
from store.assessments import AnswerIdTaken, AssessmentNotFound
from store.organizations import OrganizationNotFound
from tests.workspaces import MORNING, StandingClock, begin
from use_cases.assess import (
    Recorded,
    Step,
    fold_steps,
    list_assessments,
    list_steps,
    load_assessment,
    record_answer,
    record_answers,
    record_review,
    revise_answer,
    start_assessment,
)
from use_cases.sifting import says_the_same
from use_cases.workspace import Workspace

TODAY = MORNING.date()


def answer(practice: str = "DET-01", level: int = 3, **more: object) -> Answer:
    return Answer.model_validate({"practice": practice, "level": level, **more})


def levels(workspace: Workspace, assessment: AssessmentHeader, on: date | None = None) -> dict[str, int | None]:
    held = load_assessment(workspace, assessment.id, on).assessment.by_practice
    return {practice: one.level for practice, one in held.items()}


def steps(workspace: Workspace, assessment: AssessmentHeader, practice: str = "DET-01") -> list[tuple[str, int, int]]:
    listed = list_steps(workspace, assessment.id, practice)
    return [(step.answer.by, step.answer.level or 0, step.answers) for step in listed]


def test_answer_is_stamped_with_its_author_moment_and_day(workspace: Workspace, assessment: AssessmentHeader) -> None:
    recorded = record_answer(workspace, assessment.id, answer())
    assert recorded.answer.id
    assert (recorded.answer.by, recorded.answer.at, recorded.answer.on) == ("Ann", MORNING, TODAY)
    [stored] = load_assessment(workspace, assessment.id).assessment.answers
    assert stored == recorded.answer


def test_returned_scorecard_is_the_one_a_page_would_load_next(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    for practice, level in (("DET-01", 3), ("DET-02", 5), ("DET-01", 4)):
        recorded = record_answer(workspace, assessment.id, answer(practice, level))
        opened = load_assessment(workspace, assessment.id)
        assert recorded.opened == opened
        assert recorded.opened.scorecard == score_assessment(opened.assessment, opened.framework, TODAY)
    assert recorded.opened.scorecard.overall.counts.answered == 2


def test_double_click_and_retry_store_one_answer_and_return_it_as_stored(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    click = answer(id="click", note="why")
    first = record_answer(workspace, assessment.id, click, seen_answer_id="")
    clock.move(days=1)
    again = record_answer(workspace, assessment.id, click, seen_answer_id="")
    assert again.answer == first.answer
    assert again.answered_meanwhile is None
    assert again.opened.scorecard.overall.counts == first.opened.scorecard.overall.counts
    assert steps(workspace, assessment) == [("Ann", 3, 1)]


def test_id_of_another_answer_is_refused(workspace: Workspace, assessment: AssessmentHeader) -> None:
    record_answer(workspace, assessment.id, answer(id="click"))
    with pytest.raises(AnswerIdTaken) as refusal:
        record_answer(workspace, assessment.id, answer(id="click", level=4))
    assert refusal.value.exit_code == 12
    assert levels(workspace, assessment) == {"DET-01": 3}


def test_page_is_told_who_answered_meanwhile_and_both_answers_stay(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    seen = record_answer(workspace, assessment.id, answer(level=1)).answer
    clock.move(hours=1)
    theirs = record_answer(colleague, assessment.id, answer(level=2), seen.id)
    clock.move(hours=1)
    mine = record_answer(workspace, assessment.id, answer(level=3), seen.id)
    assert theirs.answered_meanwhile is None
    assert mine.answered_meanwhile == theirs.answer
    assert steps(workspace, assessment) == [("Ann", 3, 1), ("Ben", 2, 1), ("Ann", 1, 1)]


@pytest.mark.parametrize(("seen", "is_told"), [("", True), (None, False)])
def test_first_answer_of_somebody_else_is_seen_by_who_saw_none(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, seen: str | None, is_told: bool
) -> None:
    theirs = record_answer(colleague, assessment.id, answer(level=2)).answer
    mine = record_answer(workspace, assessment.id, answer(level=3), seen)
    assert mine.answered_meanwhile == (theirs if is_told else None)


def revise(workspace: Workspace, assessment: AssessmentHeader, seen: Answer | None, note: str) -> Recorded | None:
    def with_note(base: Answer | None) -> Answer | None:
        return base and base.model_copy(update={"id": "", "by": "", "at": None, "note": base.note + note})

    return revise_answer(workspace, assessment.id, "DET-01", with_note, seen=seen, on=TODAY)


def test_change_builds_on_ones_own_newest_answer_and_else_on_the_one_seen(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader
) -> None:
    assert revise(workspace, assessment, None, "a") is None, "nothing to change, nothing kept"
    seen = record_answer(workspace, assessment.id, answer()).answer
    assert revise(workspace, assessment, seen, "a")
    own = revise(workspace, assessment, seen, "b")
    assert own and own.answer.note == "ab" and own.answered_meanwhile is None
    other = revise(colleague, assessment, seen, "c")
    assert other and other.answer.note == "c" and other.answer.by == "Ben"
    assert other.answered_meanwhile == own.answer
    assert len(steps(workspace, assessment)) == 2
    assert load_assessment(workspace, assessment.id) == other.opened


def test_change_for_an_earlier_day_builds_on_what_held_then(
    workspace: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    past = TODAY - timedelta(days=30)
    record_answer(workspace, assessment.id, answer(level=1).model_copy(update={"on": past}))
    record_answer(workspace, assessment.id, answer(level=4))

    def raised(base: Answer | None) -> Answer:
        return answer(level=(base.level or 0) + 1 if base else 0)

    kept = revise_answer(workspace, assessment.id, "DET-01", raised, seen=None, on=past)
    assert kept and (kept.answer.level, kept.answer.on) == (2, past)
    assert kept.opened == load_assessment(workspace, assessment.id, past)
    assert levels(workspace, assessment) == {"DET-01": 4}


def test_same_person_within_a_minute_is_one_step_and_every_answer_stays_stored(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader, clock: StandingClock
) -> None:
    for level in (1, 2, 3):
        record_answer(workspace, assessment.id, answer(level=level))
        clock.move(seconds=60)
    clock.move(seconds=1)
    record_answer(workspace, assessment.id, answer(level=4))
    record_answer(colleague, assessment.id, answer(level=5))
    record_answer(workspace, assessment.id, answer(level=0))
    assert steps(workspace, assessment) == [("Ann", 0, 1), ("Ben", 5, 1), ("Ann", 4, 1), ("Ann", 3, 3)]
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT level FROM answers ORDER BY seq").scalars().all() == [
            1,
            2,
            3,
            4,
            5,
            0,
        ]


def test_step_without_a_moment_stands_alone() -> None:
    one, two = answer(by="Ann"), answer(by="Ann", at=MORNING)
    assert fold_steps([one, two]) == [Step(two, 1), Step(one, 1)]
    assert fold_steps([]) == []


def test_history_entered_afterwards_fills_the_past_and_leaves_today(
    workspace: Workspace, assessment: AssessmentHeader
) -> None:
    record_answer(workspace, assessment.id, answer(level=4))
    late = record_answer(workspace, assessment.id, answer(level=1, on=date(2025, 1, 1)))
    assert levels(workspace, assessment) == {"DET-01": 4}
    assert levels(workspace, assessment, date(2025, 6, 1)) == {"DET-01": 1}
    assert levels(workspace, assessment, date(2024, 6, 1)) == {}
    assert late.opened.scorecard.practice("DET-01").level == 4


def test_answer_recorded_last_wins_on_its_day(workspace: Workspace, assessment: AssessmentHeader) -> None:
    for level in (1, 5, 2):
        record_answer(workspace, assessment.id, answer(level=level))
    assert levels(workspace, assessment) == {"DET-01": 2}


@pytest.mark.parametrize(
    "bad",
    [
        answer("NOT-01"),
        answer(level=6),
        answer(level=-1),
        answer(on=TODAY + timedelta(days=1)),
        answer(evidence=({"title": "x", "date": "2027-01-01", "level": 1},)),
        answer(evidence=({"title": "x", "date": "2026-01-01", "level": 1, "link": "javascript:alert(1)"},)),
        Answer(practice="DET-01", state="not_applicable"),
        Answer(practice="DET-01"),
    ],
)
def test_answer_the_framework_contradicts_is_refused_and_nothing_is_kept(
    workspace: Workspace, assessment: AssessmentHeader, bad: Answer
) -> None:
    with pytest.raises(AnswerNotAccepted):
        record_answer(workspace, assessment.id, bad)
    assert levels(workspace, assessment) == {}


def test_answers_are_kept_all_or_none_with_every_fault(workspace: Workspace, assessment: AssessmentHeader) -> None:
    with pytest.raises(AnswerNotAccepted) as refusal:
        record_answers(workspace, assessment.id, [answer(), answer("NOT-01"), answer("DET-02", 9)])
    assert len(refusal.value.faults) == 2
    assert levels(workspace, assessment) == {}
    recorded = record_answers(workspace, assessment.id, [answer(), answer("DET-02", 1)])
    assert levels(workspace, assessment) == {"DET-01": 3, "DET-02": 1}
    assert recorded.opened == load_assessment(workspace, assessment.id)


def test_import_leaves_out_what_says_nothing_new(workspace: Workspace, colleague: Workspace) -> None:
    header = begin(workspace, "Other Forum")
    given = [answer(note="why"), answer("DET-02", 1)]
    assert len(record_answers(workspace, header.id, given).stored) == 2
    again = record_answers(colleague, header.id, [*given, answer("DET-03", 2)])
    assert ([one.practice for one in again.stored], again.unchanged) == (["DET-03"], 2)
    with colleague.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM answers").scalar() == 3


def test_answer_says_the_same_whoever_says_it_but_not_on_another_day() -> None:
    held = answer(note="why", by="Ann", on=TODAY, id="a")
    assert says_the_same(answer(note="why", by="Ben"), held)
    assert says_the_same(answer(note="why", on=TODAY), held)
    assert not says_the_same(answer(note="why", on=TODAY - timedelta(days=1)), held)
    assert not says_the_same(answer(note="why not"), held)
    assert not says_the_same(held, None)


def test_review_counts_until_the_practice_is_answered_anew(
    workspace: Workspace, colleague: Workspace, assessment: AssessmentHeader
) -> None:
    first = record_answer(workspace, assessment.id, answer(level=4)).answer
    review = Review(level=2, by="Ben", date=TODAY)
    scorecard = record_review(colleague, assessment.id, first.id, review)
    assert scorecard.practice("DET-01").reviewed == 2
    second = record_answer(workspace, assessment.id, answer(level=4))
    assert second.opened.scorecard.practice("DET-01").reviewed is None
    with pytest.raises(AnswerNotAccepted, match="does not stand any more"):
        record_review(colleague, assessment.id, first.id, review)


def test_review_sent_twice_is_stored_once(workspace: Workspace, assessment: AssessmentHeader) -> None:
    id_ = record_answer(workspace, assessment.id, answer(level=4)).answer.id
    for _ in range(2):
        record_review(workspace, assessment.id, id_, Review(level=2, by="Ben", date=TODAY))
    with workspace.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM reviews").scalar() == 1


def test_newest_of_several_reviews_counts(workspace: Workspace, assessment: AssessmentHeader) -> None:
    id_ = record_answer(workspace, assessment.id, answer(level=4)).answer.id
    for level in (1, 3):
        record_review(workspace, assessment.id, id_, Review(level=level, by="Ben", date=TODAY))
    assert load_assessment(workspace, assessment.id).scorecard.practice("DET-01").reviewed == 3


@pytest.mark.parametrize("review", [Review(level=7, by="Ben", date=TODAY), Review(level=1, by="Ben", date=date.max)])
def test_review_off_the_scale_or_of_a_day_to_come_is_refused(
    workspace: Workspace, assessment: AssessmentHeader, review: Review
) -> None:
    id_ = record_answer(workspace, assessment.id, answer()).answer.id
    with pytest.raises(AnswerNotAccepted):
        record_review(workspace, assessment.id, id_, review)
    assert load_assessment(workspace, assessment.id).assessment.answers[0].review is None


def test_answer_out_of_scope_is_kept_and_listed_as_such(workspace: Workspace) -> None:
    header = start_assessment(workspace, begin(workspace).organization_id, "safer-by-design", "quick-start")
    framework = load_assessment(workspace, header.id).framework
    chosen = framework.preset("quick-start").practices or ()
    outside = next(practice for practice in framework.practices if practice not in chosen)
    recorded = record_answer(workspace, header.id, answer(outside, 2))
    assert recorded.opened.scorecard.practice(outside).state == "out_of_scope"
    assert levels(workspace, header) == {outside: 2}


def test_assessments_are_listed_newest_first(workspace: Workspace, clock: StandingClock) -> None:
    first = begin(workspace, "One")
    clock.move(hours=1)
    second = start_assessment(workspace, first.organization_id, "safer-by-design@1.0")
    other = begin(workspace, "Two")
    assert {header.id for header in list_assessments(workspace)} == {first.id, second.id, other.id}
    assert list_assessments(workspace, first.organization_id) == [second, first]


def test_assessment_begins_only_with_what_is_known(workspace: Workspace, assessment: AssessmentHeader) -> None:
    with pytest.raises(FrameworkNotFound):
        start_assessment(workspace, assessment.organization_id, "unheard-of")
    with pytest.raises(AnswerNotAccepted, match="no preset 'slow-start'"):
        start_assessment(workspace, assessment.organization_id, "safer-by-design", "slow-start")
    with pytest.raises(OrganizationNotFound):
        start_assessment(workspace, "nobody", "safer-by-design")
    assert list_assessments(workspace) == [assessment]


def test_assessment_that_is_not_there_raises(workspace: Workspace) -> None:
    for attempt in (
        lambda: load_assessment(workspace, "nothing"),
        lambda: record_answer(workspace, "nothing", answer()),
        lambda: record_answers(workspace, "nothing", [answer()]),
    ):
        with pytest.raises(AssessmentNotFound):
            attempt()


def test_evidence_keeps_its_order(workspace: Workspace, assessment: AssessmentHeader) -> None:
    evidence = tuple(Evidence(title=f"Paper {9 - n}", date=date(2026, 1, 9 - n), level=n % 5) for n in range(9))
    record_answer(workspace, assessment.id, answer(evidence=evidence))
    assert load_assessment(workspace, assessment.id).assessment.answers[0].evidence == evidence
