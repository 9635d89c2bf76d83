"""Sentences of Track: each flips with its numbers, and nothing is compared that is not like for like."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import trend_findings as say
from dashboard.widgets import trend_readings as read
from dashboard.widgets.marks import tenth
from scoring.organization import Profile
from scoring.trend import RestatedPoint, Trend, TrendLine, is_lower, trace_trend
from scoring.yardstick import Yardstick, stated_yardstick
from tests.dashboard.widgets.small_cards import (
    FRAMEWORK,
    NO_MESSAGING,
    QUARTERS,
    Pair,
    card_of,
    every,
    level,
    line_of,
    snapshot_of,
    trend_of,
    waived,
)

LEAST = stated_yardstick(FRAMEWORK.detectable_change)
VALUES = st.floats(0, 5)
PAIRS = st.tuples(VALUES, st.none() | VALUES) | st.just((None, None))


def finding(*pairs: Pair, **fields: Sequence[date]) -> str:
    """The sentence at the head of Track."""
    return say.track_finding(trend_of(*pairs, **fields), LEAST)


# The head of the page


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([], "No snapshot can be read yet."),
        ([(None, None)], "No snapshot can be read yet."),
        ([(2.0, 1.0)], "One snapshot. A trend needs two."),
        ([(None, None), (2.0, 1.0)], "Only one snapshot can be read. A trend needs two."),
        ([(2.0, 1.0), (2.0, 1.0)], "Too little has moved since March 2025 to tell it from chance."),
        ([(2.0, 1.0), (2.35, 1.35)], "Too little has moved since March 2025 to tell it from chance."),
        ([(2.0, 1.0), (2.5, 1.5)], "Claims and evidence have risen together."),
        ([(2.0, 1.0), (3.0, 1.5)], "Claims have risen faster than the evidence behind them."),
        ([(2.0, 0.5), (2.5, 1.5)], "Evidence has risen faster than the claims."),
        ([(2.0, 1.0), (2.5, 1.0)], "Claims have risen; what backs them has moved too little to tell."),
        ([(2.0, 1.5), (2.5, 1.0)], "Claims have risen while less of them is backed."),
        ([(2.0, 1.0), (2.1, 1.5)], "Claims have moved too little to tell; more of them is backed."),
        ([(2.0, 1.5), (2.1, 1.0)], "Claims have moved too little to tell; less of them is backed."),
        ([(2.0, None), (2.0, None)], "Claims have moved too little to tell; no evidence is recorded behind them."),
        ([(2.0, None), (3.0, None)], "Claims have risen; no evidence is recorded behind them."),
        ([(2.0, 1.0), (3.0, None)], "Claims have risen; no evidence is recorded behind them."),
        ([(2.0, None), (2.0, 1.0)], "Claims have moved too little to tell; more of them is backed."),
        ([(3.0, 1.0), (2.0, 1.0)], "Claims fell by 1.0 from March 2025 to June 2025 and have not come back."),
        ([(3.0, 1.0), (2.0, 1.0), (2.6, 1.0)], "Claims fell by 1.0 from March 2025 to June 2025; 0.6 has come back."),
        (
            [(3.0, 1.0), (2.0, 1.0), (3.0, 1.0)],
            "Too little has moved since March 2025 to tell it from chance.",
        ),
        (
            [(3.0, 1.0), (2.7, 1.0)],
            "Too little has moved since March 2025 to tell it from chance.",
        ),
    ],
)
def test_head_of_track_flips_with_its_numbers(pairs: list[Pair], sentence: str) -> None:
    assert finding(*pairs) == sentence


def test_year_is_counted_from_the_newest_snapshot() -> None:
    rising = [(1.0, 0.0), (1.2, 0.2), (1.4, 0.4), (1.6, 0.6), (1.8, 0.8), (2.0, 1.0)]
    trend = trend_of(*rising)
    earlier, later = read.last_year(trend.overall)
    assert (earlier.on, later.on) == (QUARTERS[1], QUARTERS[5])
    assert "From June 2025 to June 2026 the claimed average went from 1.2 to 2.0" in say.track_lede(trend, LEAST)


def test_snapshot_years_back_is_named_for_what_it_is_and_not_called_a_year() -> None:
    days = (date(2022, 6, 30), date(2026, 6, 30))
    assert finding((2.0, 1.0), (2.1, 1.0), days=days) == "Too little has moved since June 2022 to tell it from chance."


def test_two_snapshots_of_one_month_are_told_apart_by_their_day() -> None:
    days = (date(2026, 6, 2), date(2026, 6, 28))
    trend = trend_of((2.0, 1.0), (3.0, 1.0), days=days)
    assert say.track_lede(trend, LEAST).startswith("From 2 June 2026 to 28 June 2026 the claimed average")


def test_too_little_answered_is_the_finding_where_the_newest_snapshot_is_mostly_open() -> None:
    sentence = finding((2.0, 1.0), (4.0, 3.0), vague=[QUARTERS[1]])
    assert sentence == "Too little was answered in June 2025 to say what moved."
    assert "went from" not in say.track_lede(trend_of((2.0, 1.0), (4.0, 3.0), vague=[QUARTERS[1]]), LEAST)


def test_finding_holds_among_the_answers_where_the_earlier_snapshot_was_mostly_open() -> None:
    assert finding((2.0, 1.0), (2.5, 1.5), vague=[QUARTERS[0]]) == (
        "Among the answers, claims and evidence have risen together."
    )
    assert finding((3.0, 1.0), (2.0, 1.0), vague=[QUARTERS[0]]).startswith("Among the answers, claims fell by 1.0")


def test_nothing_before_another_framework_version_is_compared() -> None:
    trend = trend_of((1.0, 1.0), (3.0, 3.0), (3.0, 3.0), breaks=[QUARTERS[1]])
    assert say.track_finding(trend, LEAST) == "Too little has moved since June 2025 to tell it from chance."
    assert say.overall_finding(trend) == "All domains since June 2025: claimed 3.0 as before, backed 3.0 as before"
    assert finding((1.0, 1.0), (3.0, 3.0), breaks=[QUARTERS[1]]) == (
        "One snapshot since another version counts. A trend needs two."
    )


@given(st.lists(PAIRS, max_size=8), st.lists(st.sampled_from(QUARTERS), max_size=1))
def test_head_says_rose_or_fell_only_if_the_figures_beside_it_do(pairs: list[Pair], breaks: list[date]) -> None:
    trend = trend_of(*pairs, breaks=[day for day in breaks if day in QUARTERS[1 : len(pairs)]])
    sentence, lede = say.track_finding(trend, LEAST), say.track_lede(trend, LEAST)
    pair = read.last_year(read.comparable(trend).overall)
    if pair is None:
        assert not re.search("rise|fell|fall|moved", sentence)
        return
    claimed = read.shown_step(pair[0].claimed, pair[1].claimed)
    backed = read.shown_step(pair[0].backed, pair[1].backed)
    if "laims have risen" in sentence or "laims and evidence have risen" in sentence:
        assert claimed > 0
    if "faster than the evidence" in sentence:
        assert claimed > backed > 0
    if "faster than the claims" in sentence:
        assert backed > claimed > 0
    if "risen together" in sentence:
        assert claimed == backed > 0
    if "more of them is backed" in sentence:
        assert backed > 0
    if "less of them is backed" in sentence:
        assert backed < 0
    if "come down" in sentence:
        assert claimed < 0
    if "no evidence" in sentence:
        assert pair[1].backed is None
    assert tenth(pair[0].claimed) in lede
    assert tenth(pair[1].claimed) in lede


@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=8))
def test_fall_at_the_head_is_the_deepest_and_not_made_good(pairs: list[Pair]) -> None:
    sentence = finding(*pairs)
    if not sentence.startswith("Claims fell by"):
        return
    claims = [claimed for claimed, _ in pairs]
    deepest = max(peak - low for place, peak in enumerate(claims) for low in claims[place:])
    assert sentence.startswith(f"Claims fell by {tenth(deepest)} ")
    assert deepest >= LEAST.overall
    assert claims[-1] < max(claims)


# The lede and what was answered


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (
            [(2.0, 1.0), (2.5, 1.5)],
            "From March 2025 to June 2025 the claimed average went from 2.0 to 2.5 and the backed one from 1.0 to 1.5. "
            "Both moves reach 0.36, the least change two honest assessors would agree on (a judgement).",
        ),
        (
            [(2.0, 1.0), (2.1, 1.0)],
            "From March 2025 to June 2025 the claimed average went from 2.0 to 2.1 and the backed one stayed at 1.0. "
            "Neither move reaches 0.36, the least change two honest assessors would agree on (a judgement).",
        ),
        (
            [(2.0, 1.0), (2.0, 0.4)],
            "From March 2025 to June 2025 the claimed average stayed at 2.0 and the backed one went from 1.0 "
            "to 0.4. "
            "Only the backed one reaches 0.36, the least change two honest assessors would agree on (a judgement).",
        ),
        (
            [(2.0, None), (2.5, None)],
            "From March 2025 to June 2025 the claimed average went from 2.0 to 2.5 and the backed one has no evidence "
            "yet. The claimed move reaches 0.36, the least change two honest assessors would agree on (a judgement).",
        ),
        (
            [(2.0, None), (2.0, 1.5)],
            "From March 2025 to June 2025 the claimed average stayed at 2.0 and the backed one went from none "
            "to 1.5. "
            "Only the backed one reaches 0.36, the least change two honest assessors would agree on (a judgement).",
        ),
        ([(2.0, 1.0)], "A snapshot freezes the scorecard of a day. A trend needs two; whether it is real, four."),
        ([], "A snapshot freezes the scorecard of a day. A trend needs two; whether it is real, four."),
    ],
)
def test_lede_of_track_flips_with_its_numbers(pairs: list[Pair], sentence: str) -> None:
    assert say.track_lede(trend_of(*pairs), LEAST) == sentence


def test_lede_says_when_the_organizations_own_raters_are_the_measure() -> None:
    own, moved = Yardstick(0.3, 0.1, 0.2449, 12), trend_of((2.0, 1.0), (2.3, 1.3))
    assert say.track_lede(moved, LEAST).split(". ")[1].startswith("Neither move reaches 0")
    assert say.track_lede(moved, own).endswith(
        "Both moves reach 0.24, the least change two honest assessors would agree on (by 12 practices rated twice "
        "here)."
    )
    assert say.track_finding(moved, own) == "Claims and evidence have risen together."


def test_words_say_what_is_restated_and_what_is_not() -> None:
    steady = trend_of((2.0, 1.0), (2.5, 1.0), (2.6, 1.0))
    assert say.restated_words(steady) == say.restated_words(trend_of()) == ""
    former = tuple(
        one.model_copy(update={"framework_version": "0"}) if place < 2 else one
        for place, one in enumerate(steady.snapshots)
    )
    crossed = replace(steady, snapshots=former, breaks=(QUARTERS[2],))
    assert say.restated_words(crossed).endswith("no crosswalk leads to version 1, so nothing is restated.")
    points = [RestatedPoint(on, 2.0, 1.0, 1.0, 3.0) for on in QUARTERS[:2]]
    both = say.restated_words(replace(crossed, restated={"overall": points}))
    assert both.startswith(
        " What was reported before stays as it was; gray: the same restated in version 1, with a bar"
    )
    assert both.endswith("may make of the claim.")
    one = say.restated_words(replace(crossed, restated={"overall": points[:1]}))
    assert one.endswith(" One snapshot could not be restated.")


@pytest.mark.parametrize(
    ("field", "words", "label"),
    [
        ("framework_version", "framework version 1 instead of 0", "version 1"),
        ("scoring_version", "scoring version 1.0 instead of 0", "scoring 1.0"),
    ],
)
def test_break_says_what_is_another(field: str, words: str, label: str) -> None:
    trend = trend_of((2.0, 1.0), (2.5, 1.0), breaks=[QUARTERS[1]])
    first = trend.snapshots[0].model_copy(update={field: "0"})
    crossed = replace(trend, snapshots=(first, trend.snapshots[1]))
    assert read.edition_words(crossed, QUARTERS[1]) == words
    assert read.edition_label(crossed, QUARTERS[1]) == label


def test_coverage_stands_beside_the_averages_with_their_bounds() -> None:
    words = say.coverage_words(trend_of((2.0, 1.0), (2.5, 1.0), vague=[QUARTERS[0]]))
    assert words == (
        "On 31 March 2025 5 of 10 practices were answered: with the open ones the claim lies between 1.0 and 3.5. "
        "On 30 June 2025 10 of 10 practices were answered."
    )
    assert say.coverage_words(trend_of((2.0, 1.0))) == "On 31 March 2025 10 of 10 practices were answered."
    assert say.coverage_words(trend_of()) == ""


def _widened() -> Trend:
    """Two snapshots between which messaging was added, and with it one practice."""
    wide = Profile(kinds=("ugc", "messaging"))
    return trace_trend(
        [
            snapshot_of(QUARTERS[0], card_of(*every(3))),
            snapshot_of(QUARTERS[1], card_of(*every(3), level("C-1", 0), profile=wide), profile=wide),
        ]
    )


def test_wider_profile_is_said_to_be_not_like_for_like() -> None:
    assert [(change.on, change.before, change.after) for change in read.scope_changes(_widened())] == [
        (QUARTERS[1], 5, 6)
    ]
    assert say.track_lede(_widened(), LEAST).endswith(
        "Not like for like: since June 2025, 6 practices count instead of 5."
    )


def test_other_country_alone_is_no_change_of_scope() -> None:
    moved = NO_MESSAGING.model_copy(update={"countries": ("GB",)})
    first, second = (snapshot_of(on, card_of(*every(3))) for on in QUARTERS[:2])
    trend = trace_trend([first, second.model_copy(update={"profile": moved})])
    assert read.scope_changes(trend) == []
    assert "like for like" not in say.track_lede(trend, LEAST)


@pytest.mark.parametrize(
    ("pairs", "title"),
    [
        ([(2.0, 1.0)], "All domains together"),
        ([], "All domains together"),
        ([(2.0, 1.0), (2.5, 1.0)], "All domains since March 2025: claimed 2.0 to 2.5, backed 1.0 as before"),
        ([(2.0, None), (2.5, None)], "All domains since March 2025: claimed 2.0 to 2.5, no evidence recorded"),
        ([(2.0, None), (2.5, 0.5)], "All domains since March 2025: claimed 2.0 to 2.5, backed none to 0.5"),
    ],
)
def test_title_of_the_large_chart_flips_with_its_numbers(pairs: list[Pair], title: str) -> None:
    assert say.overall_finding(trend_of(*pairs)) == title


# Domains


def _domain(letter: str, *pairs: Pair) -> TrendLine:
    return line_of(*pairs, id_=letter, title=f"Domain {letter}")


RISING, FALLING, SILENT, BARE = (
    [(1.0, 1.0), (2.0, 2.0)],
    [(3.0, 1.0), (2.0, 0.5)],
    [(None, None)] * 2,
    [(1.0, None)] * 2,
)


@pytest.mark.parametrize(
    ("domains", "title"),
    [
        ([SILENT], "No domain can be read at the newest snapshot"),
        ([[(2.0, 1.0), (None, None)]], "No domain can be read at the newest snapshot"),
        ([RISING, FALLING], "Domain B is lower than at the snapshot before"),
        ([RISING, FALLING, FALLING], "Two domains are lower than at the snapshot before"),
        ([FALLING, FALLING], "Every domain is lower than at the snapshot before"),
        ([FALLING], "Domain A is lower than at the snapshot before"),
        ([FALLING, SILENT, FALLING], "Every domain is lower than at the snapshot before"),
        ([RISING, [(2.0, 0.5), (2.0, 0.5)]], "Domain B is backed least"),
        ([RISING, RISING], "All domains are backed alike"),
        ([[(2.0, 0.5)] * 2, [(2.0, 0.5)] * 2, RISING], "Two domains are backed least"),
        ([BARE, BARE], "No evidence is recorded in any domain yet"),
        ([BARE, RISING], "Domain A has no evidence recorded yet"),
        ([BARE, BARE, RISING], "Two domains have no evidence recorded yet"),
        ([[(2.0, 1.0), (2.0, None)], RISING], "Domain A is lower than at the snapshot before"),
    ],
)
def test_title_of_the_domains_flips_with_their_numbers(domains: list[list[Pair]], title: str) -> None:
    lines = [_domain(letter, *pairs) for letter, pairs in zip("ABC", domains, strict=False)]
    assert say.domains_finding(trend_of((2.0, 1.0), (2.0, 1.0), domains=lines)) == title


def test_domain_is_not_called_lower_across_another_framework_version() -> None:
    trend = trend_of(
        (2.0, 1.0), (2.0, 1.0), domains=[_domain("A", *FALLING), _domain("B", *RISING)], breaks=[QUARTERS[1]]
    )
    assert say.domains_finding(trend) == "Domain A is backed least"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "Nothing to read at any snapshot"),
        (SILENT, "Nothing to read at any snapshot"),
        ([(2.0, 1.0), (None, None)], "Last read in March 2025"),
        ([(None, None), (2.0, 1.0)], "First read in June 2025"),
        ([(2.0, 1.0), (2.0, 1.0)], "Unchanged since March 2025"),
        ([(2.0, 1.0), (2.5, 1.0)], "Since March 2025: claimed +0.5, backed ±0.0"),
        ([(2.0, 1.0), (2.0, 1.4)], "Since March 2025: claimed ±0.0, backed +0.4"),
        ([(2.0, 1.0), (1.5, 1.0), (1.6, 1.2)], "Since March 2025: claimed −0.4, backed +0.2"),
        ([(2.0, 1.0), (1.5, 1.0)], "Lower than in March 2025: claimed 2.0 to 1.5"),
        ([(2.0, 1.0), (1.5, 0.5)], "Lower than in March 2025: claimed 2.0 to 1.5, backed 1.0 to 0.5"),
        ([(2.0, 1.0), (2.5, 0.5)], "Lower than in March 2025: backed 1.0 to 0.5"),
        ([(2.0, 1.149), (2.0, 1.094)], "Lower than in March 2025: backed by less than 0.1"),
        ([(2.0, 1.0), (2.0, None)], "Lower than in March 2025: backed 1.0 to none"),
        ([(2.0, None), (2.5, None)], "No evidence recorded yet; claimed +0.5 since March 2025"),
        ([(2.0, 0.0), (2.5, 0.01)], "No evidence in date; claimed +0.5 since March 2025"),
        ([(0.0, 0.0), (0.0, 0.0)], "Unchanged since March 2025"),
    ],
)
def test_words_under_a_small_chart_flip_with_its_numbers(pairs: list[Pair], words: str) -> None:
    assert say.domain_word(line_of(*pairs)) == words


@given(st.lists(PAIRS, max_size=8))
def test_words_under_a_small_chart_say_lower_only_if_the_newest_value_is(pairs: list[Pair]) -> None:
    line = line_of(*pairs)
    fell = len(line.points) > 1 and is_lower(line.points[-2], line.points[-1])
    assert say.domain_word(line).startswith("Lower than") == fell == read.fell_last(line)


@given(st.lists(st.lists(PAIRS, min_size=2, max_size=5), min_size=1, max_size=4))
def test_order_of_the_charts_leaves_none_out_and_puts_what_cannot_be_read_last(domains: list[list[Pair]]) -> None:
    lines = [_domain(letter, *pairs) for letter, pairs in zip("ABCD", domains, strict=False)]
    ordered = read.worst_first(lines)
    assert sorted(line.id for line in ordered) == sorted(line.id for line in lines)
    readable = [bool(read.readings(line)) for line in ordered]
    assert readable == sorted(readable, reverse=True)


def test_what_fell_most_in_a_year_comes_before_what_is_backed_least() -> None:
    fell, bare = _domain("A", (3.0, 3.0), (2.0, 2.0)), _domain("B", (1.0, None), (1.0, None))
    assert [line.id for line in read.worst_first([bare, fell])] == ["A", "B"]


# What a snapshot without evidence says


def test_snapshot_without_any_evidence_reads_none_and_not_zero() -> None:
    trend = trace_trend([snapshot_of(QUARTERS[0], card_of(*every(3)))])
    assert [(point.claimed, point.evidenced) for point in trend.overall.points] == [(3, None)]


def test_evidence_that_is_gone_is_lower_than_before() -> None:
    trend = trace_trend(
        [snapshot_of(QUARTERS[0], card_of(*every(3, backed=3))), snapshot_of(QUARTERS[1], card_of(*every(3)))]
    )
    assert trend.overall.regressions == (QUARTERS[1],)


def test_snapshot_of_what_is_all_not_applicable_cannot_be_read() -> None:
    card = card_of(*(waived(practice.id) for practice in FRAMEWORK.practices.values()))
    trend = trace_trend([snapshot_of(QUARTERS[0], card)])
    assert say.track_finding(trend, LEAST) == "No snapshot can be read yet."


def test_a_year_has_a_few_days_of_grace() -> None:
    assert timedelta(days=366) < read.YEAR < timedelta(days=380)
