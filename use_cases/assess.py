"""Assess: begin an assessment, record answers and reviews, see at once where it stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from frameworks.errors import Fault
from scoring.assessment import Answer, AnswerNotAccepted, AssessmentHeader, Review, check_preset
from scoring.organization import scope_of
from scoring.raters import is_only_rated
from scoring.scorecard import Scorecard
from store import assessments, organizations
from store.database import Connection
from use_cases.keeping import append, is_earlier, refuse, stamp
from use_cases.open_assessment import OpenAssessment, read_assessment, read_assessments
from use_cases.sifting import Origin, sift
from use_cases.workspace import Workspace, new_id

STEP = timedelta(minutes=1)
"""Changes of one practice by one person within this time are shown as one step."""


Settling = Literal["refuse", "file", "store"]
"""What becomes of a practice that a file and somebody else have changed: neither, the file's, or what is on record."""


class AnswersInConflict(AnswerNotAccepted):
    """A file changes what somebody else has changed since it was made."""


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
    conflicts: tuple[tuple[Answer, Answer], ...]
    """As `changed`, where somebody else has answered since the file was made: a person decides which one stands."""
    untouched: int
    """Answers that the file left as they were while somebody else has answered: what stands now stays."""
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
    check_preset(preset, framework)
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


def load_assessments(workspace: Workspace, assessment_ids: Sequence[str]) -> list[OpenAssessment]:
    """Assessments as they stand today, in the order they are named. Raises AssessmentNotFound."""
    with workspace.store.reading() as connection:
        return read_assessments(workspace, connection, assessment_ids, workspace.today())


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


def record_answers(
    workspace: Workspace,
    assessment_id: str,
    answers: Iterable[Answer],
    *,
    origin: Origin | None = None,
    conflicts: Settling = "refuse",
) -> RecordedAll:
    """Keep several answers in one transaction, all or none; one that says nothing new is left out.

    With `origin`, what stood when their file was made, an answer that the file left as it was never takes the place of
    one that was given since; where both were changed, `conflicts` says which one stands.

    Raises:
        AnswersInConflict: naming each, where they are to be refused; nothing is kept then.
        AnswerNotAccepted: with every fault of every answer; nothing is kept then.
    """
    given, today = list(answers), workspace.today()
    with workspace.store.writing() as transaction:
        opened = read_assessment(workspace, transaction, assessment_id, today)
        history = assessments.list_answers(transaction, assessment_id)
        sifted = sift(given, history, opened.assessment.by_practice, origin, today)
        if sifted.conflicts and conflicts == "refuse":
            raise AnswersInConflict(*map(_conflict, sifted.conflicts))
        taken = [answer for _, answer in sifted.conflicts] if conflicts == "file" else []
        new = [stamp(workspace, one) for one in (*sifted.fresh, *taken)]
        refuse(new, opened.framework, today)
        stored = [kept for one in new if (kept := append(workspace, transaction, opened, one))]
    return RecordedAll(tuple(stored), len(given) - len(stored), opened.with_answers(*stored))


def preview_answers(
    workspace: Workspace, assessment_id: str, answers: Iterable[Answer], *, origin: Origin | None = None
) -> Preview:
    """What record_answers() would do with these answers now; nothing is stored.

    Raises:
        AnswerNotAccepted: with every fault of every answer.
    """
    given, today = list(answers), workspace.today()
    with workspace.store.reading() as connection:
        opened = read_assessment(workspace, connection, assessment_id, today)
        history = assessments.list_answers(connection, assessment_id)
    held = opened.assessment.by_practice
    sifted = sift(given, history, held, origin, today)
    refuse([*sifted.fresh, *(answer for _, answer in sifted.conflicts)], opened.framework, today)
    standing = [(held[answer.practice], answer) for answer in sifted.fresh if answer.practice in held]
    scope = scope_of(opened.framework, opened.assessment.profile, opened.header.preset)
    return Preview(
        new=tuple(answer for answer in sifted.fresh if answer.practice not in held),
        changed=tuple((before, answer) for before, answer in standing if not is_earlier(answer, before)),
        earlier=tuple(answer for before, answer in standing if is_earlier(answer, before)),
        conflicts=sifted.conflicts,
        untouched=sifted.untouched,
        unchanged=sifted.unchanged,
        out_of_scope=tuple(answer.practice for answer in given if answer.practice not in scope.in_scope),
    )


def _conflict(pair: tuple[Answer, Answer]) -> Fault:
    standing, given = pair
    return Fault(
        f"{given.practice} was answered by {standing.by or 'somebody'} since the file was made; the file does, too.",
        f"practice {given.practice}",
        "say which one stands, the file's or the one on record, or export anew.",
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
