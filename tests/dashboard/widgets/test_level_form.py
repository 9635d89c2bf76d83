"""What the browser shows at once for each choice is what the server says after it."""

import json

from dashboard.widgets.level_form import NOT_APPLICABLE, outcomes
from dashboard.widgets.running_result import running_figures
from scoring.assessment import Answer
from tests.dashboard.widgets.small_cards import FRAMEWORK, TODAY, elements_of, level, opened, text_of, unknown


def outcomes_of(*answers: Answer) -> list[str]:
    html = outcomes(opened(*answers), FRAMEWORK.practices["A-1"])
    [(_, attributes)] = elements_of(html)
    assert "hidden" in attributes
    found: list[str] = json.loads(attributes["data-outcomes"])
    return found


def test_outcome_of_each_choice_is_what_its_answer_brings() -> None:
    before = (level("A-2", 3), level("B-1", 2, backed=2))
    *levels, not_known, _ = outcomes_of(*before)
    assert levels == [running_figures(opened(*before, level("A-1", given)), "A") for given in range(6)]
    assert not_known == running_figures(opened(*before, unknown("A-1")), "A")
    assert len({*levels, not_known}) == 7


def test_evidence_stays_with_the_practice_and_a_review_lapses() -> None:
    standing = level("A-1", 2, backed=4, review=1).model_copy(update={"on": TODAY})
    assert outcomes_of(standing)[4] == running_figures(opened(level("A-1", 4, backed=4)), "A")
    assert "backed 4.0" in text_of(outcomes_of(standing)[4])


def test_not_applicable_has_no_outcome_before_its_reason() -> None:
    assert NOT_APPLICABLE == "not_applicable"
    assert outcomes_of()[-1] == ""
