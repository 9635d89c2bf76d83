"""Suggestions for the words of an answer: every field that holds prose, and nothing else."""

from datetime import date

from scoring.assessment import Answer, Evidence
from scoring.ratings import Settled
from scoring.wording import find_terms_of

DAY = date(2026, 1, 31)


def test_each_field_of_prose_is_searched_and_named() -> None:
    answer = Answer(
        practice="A-1",
        level=2,
        note="child porn",
        evidence=(
            Evidence(title="Policy", date=DAY, level=1, link="https://example.org/child-porn"),
            Evidence(title="Policy on child prostitution", date=DAY, level=1),
        ),
        settled=Settled(level=2, reason="revenge porn", by="Child Porn Unit", on=DAY),
        by="Child Porn Unit",
    )
    assert [(field, use.term.id) for field, use in find_terms_of(answer)] == [
        ("note", "child-porn"),
        ("evidence 2 > title", "child-prostitution"),
        ("settled > reason", "revenge-porn"),
    ]


def test_reason_of_not_applicable_is_searched() -> None:
    answer = Answer(
        practice="A-1", state="not_applicable", reason="No pedophiles here", approver="A", recheck=DAY, note="calm"
    )
    assert [(field, use.written) for field, use in find_terms_of(answer)] == [("reason", "pedophiles")]


def test_answer_in_the_words_of_the_field_has_no_suggestion() -> None:
    assert find_terms_of(Answer(practice="A-1", level=2, note="Suspected CSAM is reported.")) == []
