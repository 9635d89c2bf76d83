"""Progress towards target levels: exact shares, bounds for what is open, and what cannot be said."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.kernel import Bounded
from scoring.progress import Aim, percent_to_target, progress_to_date
from tests.scoring.strategies import levels, weights

aims = st.lists(st.builds(Aim, target=levels, level=st.none() | levels, baseline=st.none() | levels, weight=weights))
known_aims = st.lists(st.builds(Aim, target=levels, level=levels, baseline=levels, weight=weights))


def completed(some: list[Aim], data: st.DataObject) -> list[Aim]:
    """The same with a level in every open place."""
    return [
        replace(
            aim,
            level=data.draw(levels) if aim.level is None else aim.level,
            baseline=data.draw(levels) if aim.baseline is None else aim.baseline,
        )
        for aim in some
    ]


def test_percent_to_target_by_hand() -> None:
    # 3 of 4, 2 of 3 with double weight: (3 + 2·2) / (4 + 2·3).
    assert percent_to_target([Aim(4, 3), Aim(3, 2, weight=2)], 0, 5) == Bounded(*[Fraction(7, 10)] * 3)


def test_more_than_the_target_makes_up_for_nothing() -> None:
    assert percent_to_target([Aim(2, 5), Aim(4, 2)], 0, 5).value == Fraction(4, 6)
    assert progress_to_date([Aim(2, 5, 1), Aim(4, 2, 2)], 0, 5).value == Fraction(1, 3)


def test_open_practice_gives_bounds_and_leaves_the_value() -> None:
    assert percent_to_target([Aim(4, 2), Aim(4, None)], 0, 5) == Bounded(Fraction(1, 2), Fraction(2, 8), Fraction(6, 8))


def test_everything_open_has_bounds_and_no_value() -> None:
    assert percent_to_target([Aim(3, None)], 0, 5) == Bounded(None, 0, 1)
    # A scale that begins at 1 has a third of the way behind it.
    assert percent_to_target([Aim(3, None)], 1, 5) == Bounded(None, Fraction(1, 3), 1)


def test_no_target_is_no_way() -> None:
    nothing = Bounded(None, None, None)
    assert percent_to_target([], 0, 5) == progress_to_date([], 0, 5) == nothing
    assert percent_to_target([Aim(0, 3)], 0, 5) == nothing


def test_progress_by_hand() -> None:
    # From 1 and 2 to 3 and 2 of targets 4 and 4: 2 of 3 + 2.
    assert progress_to_date([Aim(4, 3, 1), Aim(4, 2, 2)], 0, 5).value == Fraction(2, 5)


def test_falling_below_the_baseline_is_negative() -> None:
    assert progress_to_date([Aim(4, 1, 2)], 0, 5) == Bounded(*[Fraction(-1, 2)] * 3)


def test_progress_is_undefined_when_the_baseline_met_the_targets() -> None:
    assert progress_to_date([Aim(3, 1, 3), Aim(2, 2, 5)], 0, 5) == Bounded(None, None, None)


def test_open_baseline_that_may_have_met_the_target_has_no_lower_bound() -> None:
    assert progress_to_date([Aim(4, 2, None)], 0, 5) == Bounded(None, None, Fraction(1, 2))


def test_open_on_both_days_spans_both() -> None:
    found = progress_to_date([Aim(4, 3, 2), Aim(2, None, None)], 0, 5)
    # At worst 2 → 0 of the second: (3 − 2 − 2) of 2. At best 0 → 2: (1 + 2) of (2 + 2).
    assert found == Bounded(Fraction(1, 2), Fraction(-1, 2), Fraction(3, 4))


@given(aims, st.data())
def test_every_completion_lies_in_the_bounds(some: list[Aim], data: st.DataObject) -> None:
    full = completed(some, data)
    for share in (percent_to_target, progress_to_date):
        bounds, found = share(some, 0, 5), share(full, 0, 5)
        assert found.value == found.low == found.high
        if found.value is not None:
            assert bounds.low is None or bounds.low <= found.value
            assert bounds.high is not None and found.value <= bounds.high


@given(aims, st.data())
def test_answering_narrows_the_bounds(some: list[Aim], data: st.DataObject) -> None:
    wide = percent_to_target(some, 0, 5)
    places = [place for place, aim in enumerate(some) if aim.level is None]
    if not places:
        assert wide.low == wide.high
        return
    place = data.draw(st.sampled_from(places))
    narrow = percent_to_target([*some[:place], replace(some[place], level=data.draw(levels)), *some[place + 1 :]], 0, 5)
    if wide.low is not None and wide.high is not None:
        assert narrow.low is not None and narrow.high is not None
        assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(known_aims)
def test_shares_keep_to_their_ends(some: list[Aim]) -> None:
    percent, progress = percent_to_target(some, 0, 5).value, progress_to_date(some, 0, 5).value
    assert percent is None or 0 <= percent <= 1
    assert progress is None or progress <= 1
    if all(aim.level is not None and aim.level >= aim.target for aim in some):
        assert percent in (None, 1) and progress in (None, 1)


@given(known_aims)
def test_no_change_is_no_progress(some: list[Aim]) -> None:
    same = [replace(aim, level=aim.baseline) for aim in some]
    assert progress_to_date(same, 0, 5).value in (None, 0)


@given(known_aims, st.integers(2, 5))
def test_only_the_proportion_of_weights_matters(some: list[Aim], times: int) -> None:
    scaled = [replace(aim, weight=times * aim.weight) for aim in some]
    for share in (percent_to_target, progress_to_date):
        assert share(scaled, 0, 5) == share(some, 0, 5)
