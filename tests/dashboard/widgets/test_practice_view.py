"""Practices at a glance, claims without evidence, and the largest gaps."""

from dashboard.widgets.practice_view import bare_claims, largest_gaps, practice_chips
from tests.dashboard.widgets.small_cards import (
    elements_of,
    every,
    labels_of,
    level,
    opened,
    questions_of,
    text_of,
    unknown,
    waived,
)
from tests.scoring.small_framework import framework_of, practice_tree

HOSTILE = "<script>x</script>"


def test_chips_show_every_practice_in_scope_once_with_its_state() -> None:
    html = practice_chips(opened(*every(3, but=[level("A-1", 2), unknown("A-2"), waived("B-2")])))
    assert questions_of(html) == {
        "why-A-1-practice": "Why A-1 level 2, no evidence, floor missed?",
        "why-A-2-practice": "Why A-2 not known?",
        "why-A-3-practice": "Why A-3 level 3, no evidence?",
        "why-B-1-practice": "Why B-1 level 3, no evidence, floor?",
        "why-B-2-practice": "Why B-2 not applicable?",
    }


def test_the_chips_of_a_domain_are_one_stop_of_the_tab_key() -> None:
    elements = elements_of(practice_chips(opened(*every(3))))
    stops = [attributes["data-why"] for _, attributes in elements if attributes.get("tabindex") == "0"]
    assert stops == ["why-A-1-practice", "why-B-1-practice"]


def test_scale_below_the_chips_names_every_level() -> None:
    text = text_of(practice_chips(opened(*every(3))))
    assert text.endswith("0 Step 0 1 Step 1 2 Step 2 3 Step 3 4 Step 4 5 Step 5")


def test_highest_claims_without_evidence_come_first() -> None:
    text = text_of(bare_claims(opened(*every(1, but=[level("B-2", 4), level("A-1", 5, backed=1)]))))
    assert text.startswith(
        "Where a pointer would help most The highest claims with no evidence at all. B-2 Practice B-2"
    )
    assert "claimed at 4, nothing recorded" in text
    assert "A-1" not in text


def test_claim_of_level_0_needs_no_pointer() -> None:
    assert text_of(bare_claims(opened(*every(0)))).startswith("Every claim points to something")
    assert "in date" in text_of(bare_claims(opened(*every(3, backed=3))))


def test_gaps_show_from_where_to_where_and_who_usually_owns_them() -> None:
    html = largest_gaps(opened(*every(3, but=[level("A-1", 2, backed=1), unknown("B-2")])))
    assert "Two gaps, one floor among them" in text_of(html)
    assert "Practice A-1 A-1 · floor 2 – 3 –" in text_of(html)
    assert "Practice B-2 B-2 open – 3 –" in text_of(html)
    assert labels_of(html) == ["level 2, target 3", "open, target 3"]
    assert "narrow" in html


def test_without_a_gap_there_is_no_table() -> None:
    html = largest_gaps(opened(*every(3)))
    assert text_of(html).startswith("Every practice in scope is claimed at its target or above")
    assert "table" not in [tag for tag, _ in elements_of(html)]


def test_titles_of_practices_are_text() -> None:
    hostile = framework_of(
        {"A": [practice_tree("A-1", title=HOSTILE, floor=3), practice_tree("A-2", title=HOSTILE)]},
    )
    now = opened(level("A-1", 2), waived("A-2"), framework=hostile)
    for html in (
        bare_claims(now),
        largest_gaps(now),
    ):
        assert "script" not in [tag for tag, _ in elements_of(html)]
        assert HOSTILE in text_of(html)
