"""The sample calendar."""

from datetime import date

from sample_data.quarters import quarter_ends


def test_quarters_run_backwards_over_the_turn_of_the_year() -> None:
    assert quarter_ends(4, date(2026, 3, 31)) == (
        date(2025, 6, 30),
        date(2025, 9, 30),
        date(2025, 12, 31),
        date(2026, 3, 31),
    )


def test_one_quarter_is_the_last_one() -> None:
    assert quarter_ends(1, date(2026, 9, 30)) == (date(2026, 9, 30),)
