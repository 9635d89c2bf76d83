"""A pointer is added to the answer that stands, once."""

from datetime import date

from dashboard.widgets.evidence_form import with_pointer
from scoring.assessment import Answer, Evidence

POINTER = Evidence(title="Record of settings", date=date(2026, 9, 1), level=3)
ANSWER = Answer(id="one", practice="DET-01", level=3, note="as it was", by="Ann", on=date(2026, 3, 1))


def test_a_pointer_makes_a_new_record_that_holds_from_the_same_day() -> None:
    pointed = with_pointer(ANSWER, POINTER)
    assert pointed == ANSWER.model_copy(update={"id": "", "by": "", "evidence": (POINTER,)})


def test_a_pointer_that_is_there_already_adds_nothing() -> None:
    pointed = with_pointer(ANSWER, POINTER)
    assert pointed is not None
    assert with_pointer(pointed, POINTER) is None
    assert with_pointer(pointed, POINTER.model_copy(update={"level": 2})) is not None
