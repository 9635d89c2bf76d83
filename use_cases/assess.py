"""Assess: begin an assessment, record answers and reviews, see at once where it stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.assessment import (
    Answer,
    AnswerNotAccepted,
    AssessmentHeader,
    Review,
    answers_that_held,
)
from scoring.organization import scope_of
from scoring.raters import is_only_rated
from scoring.scorecard import Scorecard
from store import assessments, organizations
from store.database import Connection
from use_cases.keeping import append, is_earlier, refuse, stamp
from use_cases.open_assessment import OpenAssessment, read_assessment
from use_cases.workspace import Workspace, new_id

STEP = timedelta(minutes=1)
"""Changes of one practice by one person within this time are shown as one step."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a page shows after a click: the answer as stored, the assessment with it, and whoever answered meanwhile."""

    answer: Answer
    opened: OpenAssessment
    answered_meanwhile: Answer | None = None


@dataclass(frozen=True, slots=True)
class RecordedAll:
    """What an import did: answers stored, answers that said nothing new, the assessment with them."""

    stored: tuple[Answer, ...]
    unchanged: int
    opened: OpenAssessment


@dataclass(frozen=True, slots=True)
class Preview:
    """What recording several answers would do, before it is done. Practices stand in the order they were given."""

    new: tuple[Answer, ...]
    """Answers to practices that have none yet."""
    changed: tuple[tuple[Answer, Answer], ...]
    """The answer that stands, and the one that would take its place."""
    earlier: tuple[Answer, ...]
    """Answers from a day before the one that stands: they fill the history, and what stands today stays."""
    unchanged: int
    """Answers that say nothing new."""
    out_of_scope: tuple[str, ...]
    """Practices among them that profile or preset leave out: kept and listed, counted nowhere."""

    @property
    def adds(self) -> int:
        """How many answers would be stored."""
        return len(self.new) + len(self.changed) + len(self.earlier)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the history of a practice: the last answer of a run, and how many it took."""

    answer: Answer
    answers: int


def start_assessment(
    workspace: Workspace, organization_id: str, framework_reference: str, preset: str | None = None
) -> AssessmentHeader:
    """Begin an assessment against the newest version of a framework, or the one that is named.

    Raises:
        FrameworkNotFound, OrganizationNotFound; AnswerNotAccepted: the framework has no such preset.
    """
    framework = workspace.load_framework(framework_reference)
    if preset is not None and preset not in [known.id for known in framework.presets]:
        raise AnswerNotAccepted.of(
            f"{framework.title} has no preset {preset!r}.",
            "preset",
            f"use one of: {', '.join(known.id for known in framework.presets)}.",
        )
    header = AssessmentHeader(
        id=new_id(),
        organization_id=organization_id,
        framework_id=framework.id,
        framework_version=framework.version,
        preset=preset,
        started_at=workspace.now(),
        by=workspace.actor,
    )
    with workspace.store.writing() as transaction:
        organizations.load_organization(transaction, organization_id)
        assessments.append_assessment(transaction, header)
    return header


def list_assessments(workspace: Workspace, organization_id: str | None = None) -> list[AssessmentHeader]:
    """The assessments of one organization, or of all, newest first."""
    with workspace.store.reading() as connection:
        found = assessments.list_assessments(connection, organization_id)
    return sorted(found, key=lambda header: header.started_at, reverse=True)


def load_assessment(workspace: Workspace, assessment_id: str, on: date | None = None) -> OpenAssessment:
    """An assessment as it stands today, or stood on another day. Raises AssessmentNotFound."""
    with workspace.store.reading() as connection:
        return read_assessment(workspace, connection, assessment_id, on or workspace.today())


def record_answer(
    workspace: Workspace, assessment_id: str, answer: Answer, seen_answer_id: str | None = None
) -> Recorded:
    """Keep one answer; when this returns it survives a power cut. The same id twice is kept once.

    `seen_answer_id` is the answer the person saw before answering ("" for none): if another one stands there by
    now it is returned as `answered_meanwhile`. Both stay in the history.

    Raises:
        AnswerNotAccepted: the framework does not know what the answer says, or a text may not be kept.
    """
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        return _append(workspace, transaction, opened, answer, seen_answer_id)


def revise_answer(
    workspace: Workspace,
    assessment_id: str,
    practice_id: str,
    revise: Callable[[Answer | None], Answer | None],
    *,
    seen: Answer | None,
    on: date,
) -> Recorded | None:
    """Keep what `revise` makes of the answer that stands on a day; None where it has nothing to keep.

    A change builds on the newest answer if that is the person's own, so that two quick clicks lose nothing, and else
    on the one the person saw. Ratings stay as they are by now. Raises as record_answer() does.
    """
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, on)
        newest = opened.assessment.by_practice.get(practice_id)
        base = newest if newest and newest.by == workspace.actor else seen
        answer = revise(base)
        if answer is None:
            return None
        # Somebody may have rated since the person saw it; append() leaves what stands.
        stated = answer.model_copy(update={"on": answer.on or on, "ratings": ()})
        return _append(workspace, transaction, opened, stated, base.id if base else "")


def record_answers(workspace: Workspace, assessment_id: str, answers: Iterable[Answer]) -> RecordedAll:
    """Keep several answers in one transaction, all or none; one that says nothing new is left out.

    Raises:
        AnswerNotAccepted: with every fault of every answer; nothing is kept then.
    """
    given = list(answers)
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        history = _by_practice(assessments.list_answers(transaction, assessment_id))
        new = [stamp(workspace, one) for one in given if not _is_known(one, history, workspace.today())]
        refuse(new, opened.framework, workspace.today())
        stored = [kept for one in new if (kept := append(workspace, transaction, opened, one))]
    return RecordedAll(tuple(stored), len(given) - len(stored), opened.with_answers(*stored))


def preview_answers(workspace: Workspace, assessment_id: str, answers: Iterable[Answer]) -> Preview:
    """What record_answers() would do with these answers now; nothing is stored.

    Raises:
        AnswerNotAccepted: with every fault of every answer.
    """
    given, today = list(answers), workspace.today()
    with workspace.store.reading() as connection:
        opened = read_assessment(workspace, connection, assessment_id, today)
        history = _by_practice(assessments.list_answers(connection, assessment_id))
    fresh = [answer for answer in given if not _is_known(answer, history, today)]
    refuse(fresh, opened.framework, today)
    held = opened.assessment.by_practice
    standing = [(held[answer.practice], answer) for answer in fresh if answer.practice in held]
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    return Preview(
        new=tuple(answer for answer in fresh if answer.practice not in held),
        changed=tuple((before, answer) for before, answer in standing if not is_earlier(answer, before)),
        earlier=tuple(answer for before, answer in standing if is_earlier(answer, before)),
        unchanged=len(given) - len(fresh),
        out_of_scope=tuple(answer.practice for answer in given if answer.practice not in scope.in_scope),
    )


def record_review(workspace: Workspace, assessment_id: str, answer_id: str, review: Review) -> Scorecard:
    """Keep what a reviewer found of the answer that stands now; it lapses when the practice is answered anew.

    Raises:
        AnswerNotAccepted: another answer stands there by now, or the level is off the scale.
    """
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, workspace.today())
        standing = _standing(opened, answer_id)
        refuse([standing.model_copy(update={"review": review})], opened.framework, workspace.today())
        if review != standing.review:
            assessments.append_review(transaction, answer_id, review, at=workspace.now())
    return load_assessment(workspace, assessment_id).scorecard


def list_steps(workspace: Workspace, assessment_id: str, practice_id: str) -> list[Step]:
    """The history of one practice, newest first; a run by one person within a minute is one step."""
    with workspace.store.reading() as connection:
        history = assessments.list_answers(connection, assessment_id, practice_id=practice_id)
    return fold_steps(history)


def fold_steps(history: Sequence[Answer]) -> list[Step]:
    """Fold a history in recorded order into steps, newest first. All answers stay stored."""
    steps: list[Step] = []
    for answer in history:
        last = steps[-1].answer if steps else None
        if last and last.by == answer.by and last.at and answer.at and answer.at - last.at <= STEP:
            steps[-1] = Step(answer, steps[-1].answers + 1)
        else:
            steps.append(Step(answer, 1))
    return steps[::-1]


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


def _standing(opened: OpenAssessment, answer_id: str) -> Answer:
    for answer in opened.assessment.answers:
        if answer.id == answer_id:
            return answer
    raise AnswerNotAccepted.of(
        "The answer under review does not stand any more, or never did.",
        "answer",
        "open the practice again and review what stands there.",
    )


def _append(
    workspace: Workspace, transaction: Connection, opened: OpenAssessment, answer: Answer, seen_answer_id: str | None
) -> Recorded:
    stamped = stamp(workspace, answer)
    refuse([stamped], opened.framework, workspace.today())
    kept = append(workspace, transaction, opened, stamped)
    stored = kept or assessments.load_answer(transaction, stamped.id)
    before = opened.assessment.by_practice.get(stamped.practice)
    is_other = before is not None and seen_answer_id is not None and before.id not in (seen_answer_id, stamped.id)
    meanwhile = before if is_other and before and not is_only_rated(before) else None
    return Recorded(stored, opened.with_answers(stored) if kept else opened, meanwhile)
