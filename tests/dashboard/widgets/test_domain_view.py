"""The domain profile: least backed first, out of scope in words, floors named, moves since the last snapshot."""

from dashboard.widgets.domain_view import domain_profile
from scoring.organization import Profile
from scoring.trend import Trend, trace_trend
from tests.dashboard.widgets.small_cards import (
    QUARTERS,
    card_of,
    elements_of,
    every,
    labels_of,
    level,
    snapshot_of,
    text_of,
    trend_of,
    unknown,
    waived,
)

NO_TREND = trend_of()


def rows(*answers: object, trend: Trend = NO_TREND, **fields: Profile) -> str:
    """The table as text."""
    return text_of(domain_profile(card_of(*answers, **fields), trend, 5))  # type: ignore[arg-type]


def test_least_backed_domain_comes_first_and_unread_ones_last() -> None:
    text = rows(*every(3, backed=3, but=[level("B-1", 3, backed=1), level("B-2", 3, backed=1)]))
    assert text.index("Domain B 2 of 2") < text.index("Domain A 3 of 3") < text.index("Domain C")


def test_domain_out_of_scope_is_said_in_words_and_never_a_zero() -> None:
    text = rows(*every(3, backed=3))
    assert "Domain C out of scope for this profile" in text
    assert "0.0" not in text


def test_domain_that_is_all_not_applicable_is_said_in_words() -> None:
    assert "Domain B not applicable" in rows(*every(3, but=[waived("B-1"), waived("B-2")]))


def test_domain_without_evidence_has_a_dash_and_a_span_without_dot() -> None:
    html = domain_profile(card_of(*every(3, but=[level("A-1", 3, backed=3)])), NO_TREND, 5)
    assert "Domain B 2 of 2 answered – 3.0 3" in text_of(html)
    assert "No evidence recorded, claimed 3.0, on a scale from 0 to 5." in labels_of(html)


def test_domain_without_answers_has_dashes_and_says_so() -> None:
    html = domain_profile(card_of(level("A-1", 3)), NO_TREND, 5)
    assert "Domain B 0 of 2 answered – – –" in text_of(html)
    assert "Nothing answered yet." in labels_of(html)


def test_missed_floor_is_named_beside_the_level_that_is_reached() -> None:
    assert "Domain A 3 of 3 answered – 2.0 2 floor missed" in rows(*every(2))
    assert "floor" not in rows(*every(3))


def test_open_floor_is_not_called_missed() -> None:
    assert "0–3 floor open" in rows(*every(3, but=[unknown("A-1")]))
    two = card_of(*every(2, but=[unknown("A-1")]))
    both = type(two.domains[0])("A", "Domain A", "A", two.domains[0].score, capped_by=("A-1", "B-1"))
    card = type(two)("small", "1", two.as_of, two.overall, (both,), two.practices)
    assert "2 floors not met" in text_of(domain_profile(card, NO_TREND, 5))


def test_open_practice_makes_claim_and_level_a_range() -> None:
    assert "Domain A 2 of 3 answered – 2.0–3.7 0–3" in rows(*every(3, but=[unknown("A-2")]))


def test_cells_are_named_for_a_phone() -> None:
    html = domain_profile(card_of(*every(3)), NO_TREND, 5)
    assert [attributes["data-name"] for _, attributes in elements_of(html) if "data-name" in attributes] == [
        "backed",
        "claimed",
        "level",
    ] * 2


def test_move_since_the_last_snapshot_stands_under_the_domain_with_a_real_minus() -> None:
    trend = trace_trend(
        [
            snapshot_of(QUARTERS[0], card_of(*every(1))),
            snapshot_of(QUARTERS[1], card_of(*every(3, backed=3))),
        ]
    )
    text = rows(*every(3, backed=3, but=[level("A-1", 2, backed=2)]), trend=trend)
    assert "with the change since the snapshot of 30 June 2025" in text
    assert "Domain A 3 of 3 answered · claimed −0.3, backed −0.3" in text
    assert "Domain B 2 of 2 answered · unchanged" in text


def test_first_evidence_counts_from_nothing() -> None:
    trend = trace_trend([snapshot_of(QUARTERS[0], card_of(*every(3)))])
    assert "Domain A 3 of 3 answered · backed +3.0" in rows(*every(3, backed=3), trend=trend)


def test_title_of_a_domain_is_text() -> None:
    card = card_of(*every(3))
    hostile = [type(domain)(domain.id, "<b onclick=x>D</b>", "D", domain.score) for domain in card.domains]
    html = domain_profile(
        type(card)("small", "1", card.as_of, card.overall, tuple(hostile), card.practices), NO_TREND, 5
    )
    assert "<b onclick=x>D</b>" in text_of(html)
    assert not [1 for _, attributes in elements_of(html) if "onclick" in attributes]
