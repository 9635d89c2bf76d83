"""Answers: what is refused and why, what replaces what, and which answer held on a day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scoring.assessment import (
    Answer,
    AnswerNotAccepted,
    AssessmentHeader,
    Evidence,
    Review,
    answers_that_held,
    check_answer,
    is_web_address,
)
from scoring.scorecard import score_assessment
from tests.scoring.small_framework import TODAY, assessment_of, days_before, framework_of, practice_tree

FRAMEWORK = framework_of({"A": [practice_tree("A-1"), practice_tree("A-2")]})
TOMORROW = days_before(-1)
DOCUMENT: dict[str, Any] = {"title": "Record", "date": TODAY, "level": 3}
REASON = "It does not apply."
RATING: dict[str, Any] = {"by": "Ann", "level": 3, "on": TODAY}
SETTLED: dict[str, Any] = {"level": 3, "reason": "Read together.", "by": "Ann", "on": TODAY}

REFUSED = {
    "unknown practice": ({"practice": "A-9", "level": 3}, "has no practice 'A-9'", "practice A-9"),
    "neither level nor state": ({}, "neither a level nor a state", "practice A-1"),
    "level above the scale": ({"level": 6}, "Level 6 is not on this framework's scale, which ends at 5", "> level"),
    "level below the scale": ({"level": -1}, "Level -1 is not on this framework's scale, which begins at 0", "> level"),
    "level and not known": ({"level": 3, "state": "not_known"}, "a level and says not known at once", "practice A-1"),
    "level and not applicable": (
        {"level": 3, "state": "not_applicable", "reason": REASON},
        "a level and says not applicable at once",
        "practice A-1",
    ),
    "not applicable without a reason": ({"state": "not_applicable", "reason": " \n"}, "without a reason", "> reason"),
    "from a day to come": ({"level": 3, "on": TOMORROW}, "which is after 2026-09-30", "> on"),
    "re-check before the answer": (
        {"state": "not_applicable", "reason": REASON, "on": TODAY, "recheck": days_before(1)},
        "lies before the day the answer holds from",
        "> recheck",
    ),
    "evidence off the scale": ({"level": 3, "evidence": [{**DOCUMENT, "level": 6}]}, "Level 6", "> evidence 1 > level"),
    "evidence without a title": ({"level": 3, "evidence": [{**DOCUMENT, "title": " "}]}, "no title", "1 > title"),
    "evidence of a day to come": (
        {"level": 3, "evidence": [DOCUMENT, {**DOCUMENT, "date": TOMORROW}]},
        "dated 2026-10-01, after 2026-09-30",
        "> evidence 2 > date",
    ),
    "link of another kind": ({"level": 3, "evidence": [{**DOCUMENT, "link": "file:///a"}]}, "web address", "1 > link"),
    "review off the scale": ({"level": 3, "review": {"level": 9, "by": "R", "date": TODAY}}, "Level 9", "> review"),
    "review of a day to come": (
        {"level": 3, "review": {"level": 3, "by": "R", "date": TOMORROW}},
        "The review is dated 2026-10-01",
        "> review > date",
    ),
    "review without a level": (
        {"state": "not_known", "review": {"level": 3, "by": "R", "date": TODAY}},
        "A review stands on an answer without a level",
        "> review",
    ),
    "rating off the scale": (
        {"level": 3, "ratings": [RATING, {**RATING, "by": "B", "level": 6}]},
        "Level 6",
        "2 > level",
    ),
    "rating of a day to come": ({"level": 3, "ratings": [{**RATING, "on": TOMORROW}]}, "The rating is dated", "1 > on"),
    "rating of nobody": ({"level": 3, "ratings": [{**RATING, "by": " "}]}, "does not say whose", "> ratings 1 > by"),
    "two ratings of one person": (
        {"level": 3, "ratings": [RATING, {**RATING, "by": "ann ", "level": 2}]},
        "same person rates this practice twice",
        "> ratings 2 > by",
    ),
    "rating of what is not applicable": (
        {"state": "not_applicable", "reason": REASON, "ratings": [RATING]},
        "no level to rate",
        "> ratings",
    ),
    "settled at another level": ({"level": 3, "settled": {**SETTLED, "level": 2}}, "but the answer says 3", "> level"),
    "settled without a level": ({"state": "not_known", "settled": SETTLED}, "the answer gives none", "> settled"),
    "settled without a reason": ({"level": 3, "settled": {**SETTLED, "reason": " "}}, "has no reason", "> reason"),
    "settled by nobody": ({"level": 3, "settled": {**SETTLED, "by": ""}}, "has no by", "> settled > by"),
    "settled on a day to come": (
        {"level": 3, "settled": {**SETTLED, "on": TOMORROW}},
        "The settlement is dated 2026-10-01",
        "> settled > on",
    ),
}


def answer_of(**fields: Any) -> Answer:
    """An answer to A-1 unless said otherwise."""
    return Answer.model_validate({"practice": "A-1", **fields})


@pytest.mark.parametrize("name", REFUSED)
def test_answer_that_the_framework_or_the_calendar_contradicts_is_refused(name: str) -> None:
    fields, what, where = REFUSED[name]
    (fault,) = check_answer(answer_of(**fields), FRAMEWORK, TODAY)
    assert what in fault.what
    assert where in fault.where
    assert fault.mend


def test_every_fault_of_an_answer_is_named_at_once() -> None:
    answer = answer_of(
        level=6, on=TOMORROW, evidence=[{"title": "", "link": "ftp://x", "date": TOMORROW, "level": 7}, DOCUMENT]
    )
    faults = check_answer(answer, FRAMEWORK, TODAY)
    assert [fault.where for fault in faults] == [
        "practice A-1 > level",
        "practice A-1 > on",
        "practice A-1 > evidence 1 > level",
        "practice A-1 > evidence 1 > title",
        "practice A-1 > evidence 1 > date",
        "practice A-1 > evidence 1 > link",
    ]
    with pytest.raises(AnswerNotAccepted) as raised:
        assessment_of([]).with_answer(answer, FRAMEWORK, TODAY)
    assert len(raised.value.faults) == 6
    assert raised.value.exit_code == 11


ACCEPTED = {
    "lowest level": {"level": 0},
    "highest level": {"level": 5},
    "not known": {"state": "not_known"},
    "not applicable": {"state": "not_applicable", "reason": REASON, "on": TODAY, "recheck": TODAY},
    "with everything": {
        "level": 3,
        "on": TODAY,
        "evidence": [{**DOCUMENT, "link": "https://example.org/a"}],
        "review": {"level": 5, "by": "R", "date": TODAY},
        "ratings": [RATING, {**RATING, "by": "Ben", "level": 2}],
        "settled": SETTLED,
    },
    "rated by two whose names were removed": {
        "level": 3,
        "ratings": [{**RATING, "by": "[removed on 2026-06-01 by x because y]", "level": level} for level in (2, 3)],
    },
    "rated and not yet settled": {"state": "not_known", "ratings": [RATING, {**RATING, "by": "Ben", "level": 1}]},
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_answer_that_can_be_kept_has_no_fault(name: str) -> None:
    assert check_answer(answer_of(**ACCEPTED[name]), FRAMEWORK, TODAY) == []


def test_new_answer_stands_in_place_of_the_former_one_and_beside_the_others() -> None:
    before = assessment_of([answer_of(level=1), answer_of(practice="A-2", level=2)])
    after = before.with_answer(answer_of(level=4), FRAMEWORK, TODAY)
    assert {id_: answer.level for id_, answer in after.by_practice.items()} == {"A-1": 4, "A-2": 2}
    assert len(after.answers) == 2
    assert before.by_practice["A-1"].level == 1


def test_review_lapses_with_the_answer_it_belongs_to() -> None:
    reviewed = answer_of(level=4, review={"level": 2, "by": "R", "date": TODAY})
    before = assessment_of([reviewed])
    after = before.with_answer(answer_of(level=4), FRAMEWORK, TODAY)
    assert score_assessment(before, FRAMEWORK, TODAY).practice("A-1").reviewed == 2
    assert score_assessment(after, FRAMEWORK, TODAY).practice("A-1").reviewed is None


def test_answer_without_a_level_or_a_state_counts_as_none() -> None:
    card = score_assessment(assessment_of([answer_of()]), FRAMEWORK, TODAY)
    assert card.practice("A-1").state == "unanswered"
    assert card.overall.counts.unanswered == 2


@pytest.mark.parametrize("level", [True, "3", 3.0, 2.5, float("nan")])
def test_level_is_a_whole_number_and_nothing_that_looks_like_one(level: Any) -> None:
    for build in (
        lambda: Answer(practice="A-1", level=level),
        lambda: Evidence(title="Record", date=TODAY, level=level),
        lambda: Review(by="R", date=TODAY, level=level),
    ):
        with pytest.raises(ValidationError):
            build()


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org:8080/", True),
        ("https://exämple.org/ä", True),
        ("ftp://example.org", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("example.org", False),
        ("https://", False),
        ("https://ann:secret@example.org", False),
        ("https://ann@example.org", False),
        ("https://example.org/a b", False),
        ("https://example.org/\x1b[2J", False),
        ("https://example.org/\u202egpj", False),
        ("https://example.org:port/", False),
        ("https://[1::2", False),
    ],
)
def test_link_is_a_plain_web_address(link: str, is_one: bool) -> None:
    assert is_web_address(link) is is_one


def test_header_names_the_framework_as_answers_files_do() -> None:
    header = AssessmentHeader(
        id="a",
        organization_id="o",
        framework_id="small",
        framework_version="1",
        started_at=datetime(2026, 9, 30, tzinfo=UTC),
    )
    assert header.framework_key == "small@1"


# History


def said(level: int, on: date | None) -> Answer:
    """An answer that holds from a day."""
    return answer_of(level=level, on=on)


def test_latest_day_holds_and_of_one_day_the_last_recorded() -> None:
    history = [said(1, date(2026, 1, 1)), said(2, date(2026, 3, 1)), said(3, date(2026, 3, 1))]
    assert answers_that_held(history, date(2026, 2, 28))["A-1"].level == 1
    assert answers_that_held(history, date(2026, 3, 1))["A-1"].level == 3


def test_answer_entered_afterwards_fills_the_past_and_undoes_nothing() -> None:
    history = [said(4, date(2026, 3, 1)), said(2, date(2026, 1, 1))]
    assert answers_that_held(history, date(2026, 2, 1))["A-1"].level == 2
    assert answers_that_held(history, TODAY)["A-1"].level == 4


def test_nothing_held_before_the_first_answer_and_answers_without_a_day_always_hold() -> None:
    assert answers_that_held([said(1, date(2026, 1, 1))], date(2025, 12, 31)) == {}
    assert answers_that_held([said(1, None)], date(1990, 1, 1))["A-1"].level == 1


histories = st.lists(st.builds(said, st.integers(0, 5), st.dates(date(2026, 1, 1), date(2026, 2, 28))), max_size=12)


@given(histories, st.dates(date(2026, 1, 1), date(2026, 2, 28)))
def test_what_held_on_a_day_does_not_depend_on_what_holds_later(history: list[Answer], on: date) -> None:
    known_then = [answer for answer in history if answer.on <= on]
    assert answers_that_held(history, on) == answers_that_held(known_then, on)
    if known_then:
        held = answers_that_held(history, on)["A-1"]
        assert held.on == max(answer.on for answer in known_then)
        assert held == [answer for answer in known_then if answer.on == held.on][-1]


def test_settled_level_off_the_scale_is_refused_beside_the_level() -> None:
    faults = check_answer(answer_of(level=6, settled={**SETTLED, "level": 6}), FRAMEWORK, TODAY)
    assert [fault.where for fault in faults] == ["practice A-1 > level", "practice A-1 > settled > level"]


def test_ratings_and_settlement_move_no_score() -> None:
    plain, rated = answer_of(level=3), answer_of(level=3, ratings=[{**RATING, "level": 0}], settled=SETTLED)
    cards = [score_assessment(assessment_of([answer]), FRAMEWORK, TODAY) for answer in (plain, rated)]
    assert cards[0] == cards[1]
