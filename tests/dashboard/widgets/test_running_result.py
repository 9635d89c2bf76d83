"""The rail of Assess: this domain, what holds it down, and all domains."""

from dashboard.widgets.running_result import running_result
from tests.dashboard.widgets.small_cards import (
    elements_of,
    every,
    labels_of,
    level,
    opened,
    text_of,
    unknown,
    waived,
)
from tests.scoring.small_framework import framework_of, practice_tree

HOSTILE = "<script>x</script>"


def test_rail_shows_this_domain_then_all_with_coverage() -> None:
    text = text_of(running_result(opened(*every(3, but=[unknown("A-2")])), "A"))
    assert text.startswith("This domain so far backed – claimed 2.0–3.7 level 0–3 2 of 3 answered.")
    assert "All domains backed – claimed 2.4–3.4 level 0–3 4 of 5 answered. No evidence recorded yet." in text


def test_rail_names_what_holds_the_level_down() -> None:
    assert "Held at level 2 or below by: A-1 Practice A-1." in text_of(running_result(opened(*every(2)), "A"))
    assert "Held at" not in text_of(running_result(opened(*every(3)), "A"))


def test_rail_before_the_first_answer_has_dashes() -> None:
    html = running_result(opened(), "A")
    assert "This domain so far backed – claimed – level – 0 of 3 answered." in text_of(html)
    assert "No evidence" not in text_of(html)
    assert labels_of(html) == ["Nothing answered yet."] * 2


def test_titles_of_practices_are_text() -> None:
    hostile = framework_of(
        {"A": [practice_tree("A-1", title=HOSTILE, floor=3), practice_tree("A-2", title=HOSTILE)]},
    )
    now = opened(level("A-1", 2), waived("A-2"), framework=hostile)
    for html in (running_result(now, "A"),):
        assert "script" not in [tag for tag, _ in elements_of(html)]
        assert HOSTILE in text_of(html)
