"""What every verb does that keeps an answer: stamp it, refuse what may not stand, add it with the ratings it leaves."""

import re
from collections.abc import Iterable
from datetime import date

from frameworks.errors import Fault
from frameworks.model import Framework
from scoring.assessment import Answer, AnswerNotAccepted, check_answer
from scoring.screening import screen_answer, screen_text
from store import assessments
from store.database import Connection
from use_cases.open_assessment import OpenAssessment
from use_cases.workspace import Workspace, new_id

_RANDOM_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""A version 4 UUID, as `new_id` gives it."""


def stamp(workspace: Workspace, answer: Answer) -> Answer:
    """The answer with its id, its author, the moment of recording and the day it holds from."""
    return answer.model_copy(
        update={
            "id": answer.id or new_id(),
            "by": answer.by or workspace.actor,
            "at": workspace.now(),
            "on": answer.on or workspace.today(),
        }
    )


def refuse(answers: Iterable[Answer], framework: Framework, today: date) -> None:
    """Let answers pass that may be kept.

    Raises:
        AnswerNotAccepted: with every fault of every answer.
    """
    faults: list[Fault] = []
    for answer in answers:
        faults += check_answer(answer, framework, today)
        faults += screen_answer(answer)
        # An id of ours is random, and a random run of digits can look like a phone number.
        if not _RANDOM_ID.fullmatch(answer.id):
            faults += screen_text(answer.id, f"practice {answer.practice} > id")
    if faults:
        raise AnswerNotAccepted(*faults)


def append(workspace: Workspace, transaction: Connection, opened: OpenAssessment, stamped: Answer) -> Answer | None:
    """Add an answer that was stamped and not refused; as stored, or None when it stood there already.

    An answer that takes the place of another and says nothing of ratings leaves those that were made.
    """
    if not assessments.append_answer(transaction, opened.header.id, stamped):
        return None
    former = opened.assessment.by_practice.get(stamped.practice)
    if former is None or stamped.ratings or stamped.state == "not_applicable" or is_earlier(stamped, former):
        return stamped
    for rating in former.ratings:
        # Only now: an answer that is sent twice is compared with what it said itself.
        assessments.append_rating(transaction, stamped.id, rating, at=workspace.now())
    return stamped.model_copy(update={"ratings": former.ratings})


def is_earlier(answer: Answer, standing: Answer) -> bool:
    """Whether an answer holds from a day before the one that stands."""
    return answer.on is not None and standing.on is not None and answer.on < standing.on
