"""What a form hands an answer to: keep it, say when, and say so if somebody else answered meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.widgets.findings import answer_words
from dashboard.widgets.session import (
    current_workspace,
    day_answered_for,
    leave_notice,
    leave_recorded,
    note_saved,
    note_seen,
)
from frameworks.errors import Fault, MaturityError
from scoring.assessment import Answer, Review
from scoring.ratings import Rating
from use_cases.assess import record_review, revise_answer
from use_cases.rate import record_rating


@dataclass(frozen=True, slots=True)
class Recorder:
    """Keeps the answers to one practice of one assessment, as this page drew it."""

    assessment_id: str
    practice_id: str
    seen: Answer | None
    """The answer that stood there when the page was drawn."""
    on: date
    """The day that was shown."""

    def keep(self, revise: Callable[[Answer | None], Answer | None]) -> tuple[Fault, ...]:
        """Keep what a change makes of the answer it builds on; the faults, if it was not accepted.

        Nothing is kept then, nor where the change has nothing to say.
        """
        workspace = current_workspace()
        try:
            kept = revise_answer(
                workspace,
                self.assessment_id,
                self.practice_id,
                revise,
                seen=self.seen,
                # Asked anew: a page that was drawn yesterday answers for today.
                on=day_answered_for(workspace.today()),
            )
        except MaturityError as error:
            return error.faults
        if kept is None:
            return ()
        note_saved(f"{kept.answer.at:%H:%M:%S} UTC" if kept.answer.at else "")
        note_seen(self.assessment_id, self.practice_id, kept.answer.id)
        leave_recorded(kept.opened)
        if kept.answered_meanwhile is not None:
            leave_notice(_meanwhile(kept.answered_meanwhile))
        return ()

    def keep_or_tell(self, revise: Callable[[Answer | None], Answer | None]) -> None:
        """As keep(); leave the faults as a notice for the next drawing."""
        if faults := self.keep(revise):
            leave_notice("Not kept. " + " ".join(f"{fault.what} To mend: {fault.mend}" for fault in faults))

    def keep_rating(self, rating: Rating) -> tuple[Fault, ...]:
        """Keep one person's rating of the practice; the faults, if it was not accepted."""
        try:
            record_rating(current_workspace(), self.assessment_id, self.practice_id, rating)
        except MaturityError as error:
            return error.faults
        return ()

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
