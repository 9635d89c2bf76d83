"""Why is it this, as HTML: what was asked comes first, names are text, and what is long is folded."""

import pytest

from dashboard.widgets.headline_view import headlines
from dashboard.widgets.running_result import running_figures
from dashboard.widgets.why_mark import BACKED, COVERAGE, LEVEL, LOWEST, MEAN, WEAKEST, asked_why
from dashboard.widgets.why_view import practice_view, reason_view
from scoring.assessment import Answer
from scoring.reasons import Reason, explain_score
from scoring.scorecard import score_assessment
from tests.dashboard.widgets.small_cards import (
    FRAMEWORK,
    NO_MESSAGING,
    TODAY,
    card_of,
    elements_of,
    every,
    level,
    opened,
    questions_of,
    text_of,
    unknown,
    waived,
)
from tests.scoring.small_framework import assessment_of, framework_of, practice_tree

HOSTILE = "<script>x</script>"


def why(*answers: Answer, id_: str | None = None) -> Reason:
    card = score_assessment(assessment_of(answers, NO_MESSAGING), FRAMEWORK, TODAY)
    return explain_score(card, FRAMEWORK, id_, {answer.practice: answer for answer in answers})


def headings(html: str) -> list[str]:
    return [part.split("</h3>")[0] for part in html.split("<h3>")[1:]]


@pytest.mark.parametrize(
    ("focus", "first"),
    [(MEAN, "Average 3.0"), (LEVEL, "Level 3"), (WEAKEST, "Weakest fifth 3.0"), (BACKED, "Backed 1.2")],
)
def test_what_was_asked_comes_first_and_the_others_follow(focus: str, first: str) -> None:
    found = headings(reason_view(why(*every(3, but=[level("A-1", 3, backed=3), *HALF])), FRAMEWORK, focus))
    assert found[0] == first
    assert sorted(found) == ["Average 3.0", "Backed 1.2", "Level 3", "Weakest fifth 3.0"]


HALF = (level("B-1", 3, backed=3),)


def test_what_is_backed_adds_up_and_says_that_nothing_recorded_is_not_zero() -> None:
    text = text_of(reason_view(why(*every(3, but=[level("A-1", 3, backed=3), *HALF])), FRAMEWORK, BACKED))
    assert "Evidence in date backs 1.2 of the 3.0 that is claimed: 2 of 5 answers have some." in text
    assert "A-1 3 3.0 20.0 % 0.60 Practice B-1 B-1 3 3.0 20.0 % 0.60 Together 1.20" in text
    assert "Of what evidence in date backs, the weakest fifth averages 0.0." in text
    bare = text_of(reason_view(why(*every(3)), FRAMEWORK, BACKED))
    assert "No evidence is recorded, so nothing is backed: that is not the same as 0." in bare
    assert "the weakest fifth averages" not in bare


def test_lowest_answer_names_who_stands_there_and_only_where_it_is_asked() -> None:
    found = why(*every(3, but=[level("A-2", 1), level("B-2", 1)]))
    text = text_of(reason_view(found, FRAMEWORK, LOWEST))
    assert "Lowest answer 1 2 practices are answered at level 1, and none below it. A-2 Practice A-2 B-2" in text
    assert "Lowest answer" not in text_of(reason_view(found, FRAMEWORK))
    one = text_of(reason_view(why(*every(3, but=[level("A-2", 0)])), FRAMEWORK, LOWEST))
    assert "One practice is answered at level 0" in one
    assert headings(reason_view(why(), FRAMEWORK, LOWEST))[0] == "Lowest answer"


def test_coverage_names_what_is_not_answered_with_its_state() -> None:
    found = why(*every(3, but=[unknown("A-2"), waived("B-2")]))
    text = text_of(reason_view(found, FRAMEWORK, COVERAGE))
    assert "Coverage 3 of 4 practices are answered, 75 % of the weight." in text
    assert "A-2 Practice A-2 not known B-2 Practice B-2 not applicable" in text
    assert "Coverage" not in text_of(reason_view(found, FRAMEWORK))
    assert "practices are answered" not in text_of(
        reason_view(why(waived("B-1"), waived("B-2"), id_="B"), FRAMEWORK, COVERAGE)
    )


def test_domain_shows_sentence_parts_holds_and_next_step() -> None:
    text = text_of(reason_view(why(*every(3, but=[level("A-2", 2), level("A-3", 2)]), id_="A"), FRAMEWORK))
    for words in (
        "Domain A Average 2.3 The average of 2.3 is the mean of 3 answers",
        "Practice A-1 A-1 3 – 1 33.3 % 1.00",
        "Together 2.33",
        "Level 3 is held back by: A-2 Practice A-2 level 2, needs 3 A-3 Practice A-3 level 2, needs 3",
        "At the fewest, 2 practices must rise for level 3",
    ):
        assert words in text, words


def test_the_whole_is_shown_by_domain_with_its_practices_folded() -> None:
    html = reason_view(why(*every(3)), FRAMEWORK)
    text = text_of(html)
    assert "Domain A A 3 of 3 – 3 60.0 % 1.80 Domain B B 2 of 2 – 2 40.0 % 1.20 Together 3.00" in text
    assert "All 5 practices" in text
    assert [tag for tag, _ in elements_of(html)].count("details") == 2


def test_what_has_no_figure_is_a_sentence_and_no_level() -> None:
    for reason in (why(), why(id_="C"), why(*(waived(id_) for id_ in ("B-1", "B-2")), id_="B")):
        html = reason_view(reason, FRAMEWORK)
        assert headings(html) == (["Average –"] if reason.parts else ["Average"])
    assert "<table" not in reason_view(why(id_="C"), FRAMEWORK)


def test_a_long_list_of_holds_is_folded() -> None:
    many = framework_of({"A": [practice_tree(f"A-{n}") for n in range(1, 10)]})
    card = score_assessment(assessment_of([level(f"A-{n}", 1) for n in range(1, 10)]), many, TODAY)
    html = reason_view(explain_score(card, many, "A"), many)
    assert "3 more" in text_of(html)
    assert html.index("3 more") < html.index("<b>A-9</b>")


def test_practice_from_near_shows_text_evidence_and_the_next_level() -> None:
    text = text_of(practice_view(why(level("A-1", 3, backed=2), id_="A-1"), FRAMEWORK))
    for words in (
        "A-1 Practice A-1 Level 3 is what was answered. Evidence in date backs 2.0 of it.",
        "Now Step 3.",
        "Evidence Record, 30 September 2026, 0 days old: backs 2.0 of 3",
        "Level 4 would be: Step 4.",
    ):
        assert words in text, words
    bare = text_of(practice_view(why(unknown("A-1"), id_="A-1"), FRAMEWORK))
    assert "Now" not in bare and "Evidence" not in bare


def test_titles_are_text() -> None:
    hostile = framework_of({"A": [practice_tree("A-1", title=HOSTILE, floor=3), practice_tree("A-2", title=HOSTILE)]})
    card = score_assessment(assessment_of([level("A-1", 2), level("A-2", 2)]), hostile, TODAY)
    for html in (
        reason_view(explain_score(card, hostile, "A"), hostile),
        reason_view(explain_score(card, hostile), hostile),
        practice_view(explain_score(card, hostile, "A-1"), hostile),
        asked_why("2.0", HOSTILE, HOSTILE),
        asked_why(HOSTILE, "Average", "A"),
    ):
        assert "script" not in [tag for tag, _ in elements_of(html)]
    assert HOSTILE in text_of(reason_view(explain_score(card, hostile, "A"), hostile))


def test_every_headline_number_and_both_of_the_rail_can_be_asked_why() -> None:
    assert questions_of(headlines(card_of(*every(3)), FRAMEWORK)) == {
        "why-overall-mean": "Why 3.0? Average",
        "why-overall-backed": "Why is there no figure? Average, backed",
        "why-overall-level": "Why 3? Level reached",
        "why-overall-lowest": "Why 3? Lowest answer",
        "why-overall-weakest": "Why 3.0? Weakest fifth",
        "why-overall-coverage": "Why 5 of 5 answered? Weakest fifth, coverage",
    }
    assert questions_of(running_figures(opened(*every(2, backed=1)), "A")) == {
        "why-A-mean": "Why 2.0? Domain A",
        "why-A-backed": "Why 1.0? Domain A, backed",
        "why-A-level": "Why 2? Domain A, level",
        "why-A-coverage": "Why 3 of 3 answered? Domain A, coverage",
        "why-overall-mean": "Why 2.0? All domains",
        "why-overall-backed": "Why 1.0? All domains, backed",
        "why-overall-level": "Why 2? All domains, level",
        "why-overall-coverage": "Why 5 of 5 answered? All domains, coverage",
    }
    assert questions_of(running_figures(opened(), "A"))["why-A-mean"] == "Why is there no figure? Domain A"
