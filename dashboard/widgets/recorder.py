"""What a form hands an answer to: keep it, say when, and say so if somebody else answered meanwhile."""

from dataclasses import dataclass
from datetime import date

from dashboard.widgets.findings import answer_words
from dashboard.widgets.session import current_actor, current_workspace, leave_notice, note_saved, note_seen
from frameworks.errors import Fault, MaturityError
from scoring.assessment import Answer, Review
from use_cases.assess import record_answer, record_review, standing_answer


@dataclass(frozen=True, slots=True)
class Recorder:
    """Keeps the answers to one practice of one assessment, as this page drew it."""

    assessment_id: str
    practice_id: str
    seen: Answer | None
    """The answer that stood there when the page was drawn."""
    on: date
    """The day that is answered for."""
    is_past: bool
    """The day lies before today: what is answered now fills the history."""

    def base(self) -> Answer | None:
        """What a change builds on: the newest answer if it is one's own (two quick clicks), else the one seen."""
        newest = standing_answer(current_workspace(), self.assessment_id, self.practice_id, self.on)
        return newest if newest and newest.by == current_actor() else self.seen

    def keep(self, answer: Answer) -> tuple[Fault, ...]:
        """Keep an answer; the faults, if it was not accepted. Nothing is kept then."""
        stated = answer.model_copy(update={"on": answer.on or self.on}) if self.is_past else answer
        base = self.base()
        try:
            kept = record_answer(current_workspace(), self.assessment_id, stated, base.id if base else "")
        except MaturityError as error:
            return error.faults
        note_saved(f"{kept.answer.at:%H:%M:%S} UTC" if kept.answer.at else "")
        note_seen(self.assessment_id, self.practice_id, kept.answer.id)
        if kept.answered_meanwhile is not None:
            leave_notice(_meanwhile(kept.answered_meanwhile))
        return ()

    def keep_or_tell(self, answer: Answer) -> None:
        """Keep an answer; leave the faults as a notice for the next drawing."""
        if faults := self.keep(answer):
            leave_notice("Not kept. " + " ".join(f"{fault.what} To mend: {fault.mend}" for fault in faults))

    def keep_review(self, review: Review) -> tuple[Fault, ...]:
        """Keep a review of the answer that was seen; the faults, if it was not accepted."""
        try:
            record_review(current_workspace(), self.assessment_id, self.seen.id if self.seen else "", review)
        except MaturityError as error:
            return error.faults
        return ()


def _meanwhile(other: Answer) -> str:
    return (
        f"{other.by} answered {other.practice} with {answer_words(other)} meanwhile. "
        "Your answer stands now; both are in the history."
    )
