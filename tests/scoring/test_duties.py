"""Duties: what holds, what is overdue, which countries they reach, how far they back the practice that asks."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from frameworks.registers.law import OLD_AFTER
from frameworks.registers.register import load_profiles
from scoring.duties import (
    EU,
    EVERYWHERE,
    Duty,
    check_duty,
    cover_countries,
    duties_that_hold,
    entry_titles,
    member_states,
    shown_level,
    title_of,
)

TODAY = date(2026, 11, 25)
CODES = [country.code for country in load_profiles().countries]
FULL = {"owner": "Legal", "deadline": "At once", "channel": "Portal", "checked_on": TODAY}


def duty(id_: str = "", **fields: Any) -> Duty:
    return Duty.model_validate({"id": id_, "title": "Report", "country": "GB", **fields})


@given(st.integers(min_value=0, max_value=500))
def test_duty_is_overdue_after_half_a_year_and_not_a_day_before(age: int) -> None:
    checked = TODAY - timedelta(days=age)
    assert duty(checked_on=checked).is_overdue(TODAY) == (age > OLD_AFTER)
    assert not duty(checked_on=checked, state="retired").is_overdue(TODAY)


def test_duty_never_checked_is_overdue_and_incomplete() -> None:
    assert duty().is_overdue(TODAY)
    assert duty(**FULL).is_complete
    for name in FULL:
        assert not duty(**{**FULL, name: None if name == "checked_on" else ""}).is_complete, name


def test_newest_version_holds_active_ones_first_by_country_longest_unchecked_before_others() -> None:
    history = [
        duty("gone", state="retired", country="AT"),
        duty("late", checked_on="2026-01-01"),
        duty("moved", country="AT"),
        duty("new", checked_on="2026-10-01"),
        duty("never"),
        duty("moved", country="US"),
    ]
    assert [(one.id, one.country) for one in duties_that_hold(history)] == [
        ("never", "GB"),
        ("late", "GB"),
        ("new", "GB"),
        ("moved", "US"),
        ("gone", "AT"),
    ]


@given(
    st.lists(st.sampled_from(CODES), max_size=8, unique=True),
    st.lists(
        st.tuples(st.sampled_from([*CODES[:40], "DE", "FR", EU, EVERYWHERE]), st.sampled_from(["active", "retired"])),
        max_size=6,
    ),
)
def test_every_country_is_reached_in_exactly_one_way(countries: list[str], given_: list[tuple[str, str]]) -> None:
    duties = [duty(country=country, state=state) for country, state in given_]
    cover = cover_countries(duties, countries)
    assert sorted((*cover.own, *cover.shared, *cover.bare)) == sorted(countries)
    assert cover.countries == len(countries)
    active = {one.country for one in duties if one.is_active}
    assert set(cover.own) <= active
    assert not cover.shared or EU in active
    assert set(cover.shared) <= member_states()
    assert not set(cover.bare) & active


def test_duty_of_the_union_reaches_its_members_and_nobody_else() -> None:
    cover = cover_countries([duty(country=EU), duty(country="FR")], ["FR", "DE", "US"])
    assert (cover.own, cover.shared, cover.bare, cover.countries) == (("FR",), ("DE",), ("US",), 3)


def test_duty_that_holds_everywhere_covers_no_country() -> None:
    assert cover_countries([duty(country=EVERYWHERE)], ["GB"]).bare == ("GB",)


def test_level_the_register_shows_follows_the_level_texts() -> None:
    full = duty(**FULL)
    assert shown_level([], ["GB"], 5, TODAY) == 0
    assert shown_level([duty(state="retired", **FULL)], ["GB"], 5, TODAY) == 0
    assert shown_level([full], ["GB"], 5, TODAY) == 3
    assert shown_level([full], ["GB"], 2, TODAY) == 2
    assert shown_level([full], ["GB", "FR"], 5, TODAY) == 2
    assert shown_level([full], [], 5, TODAY) == 2
    assert shown_level([duty(**{**FULL, "channel": ""})], ["GB"], 5, TODAY) == 2
    assert shown_level([full], ["GB"], 5, TODAY + timedelta(days=OLD_AFTER + 1)) == 2
    assert shown_level([duty(checked_on=TODAY)], ["GB"], 5, TODAY) == 1
    assert shown_level([duty()], ["GB"], 5, TODAY) == 0


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "owner": st.sampled_from(["", "Legal"]),
                "channel": st.sampled_from(["", "Portal"]),
                "deadline": st.just("At once"),
                "checked_on": st.sampled_from([None, TODAY, date(2025, 1, 1)]),
                "state": st.sampled_from(["active", "retired"]),
                "country": st.sampled_from(["GB", "FR", EU]),
            }
        ),
        max_size=4,
    ),
    st.integers(0, 5),
)
def test_register_never_backs_more_than_is_claimed_and_never_more_than_three(
    fields: list[dict[str, Any]], claimed: int
) -> None:
    level = shown_level([duty(**one) for one in fields], ["GB", "FR"], claimed, TODAY)
    assert 0 <= level <= min(claimed, 3)


def test_title_is_the_own_words_else_that_of_the_entry() -> None:
    assert title_of(duty(entry="pathway-04")) == "Report"
    assert title_of(duty(title=" ", entry="pathway-04")).startswith("United Kingdom: report to National Crime Agency")
    assert title_of(duty(title="", entry="gb-csea-reporting")) == entry_titles()["gb-csea-reporting"]
    assert title_of(duty(title="", entry="gone")) == "gone"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": " "}, "duty > title"),
        ({"entry": "no-such-law"}, "duty > entry"),
        ({"country": "gb"}, "duty > country"),
        ({"country": "XX"}, "duty > country"),
        ({"checked_on": "2026-11-26"}, "duty > checked on"),
    ],
)
def test_what_cannot_be_kept_is_named(fields: dict[str, Any], place: str) -> None:
    (fault,) = check_duty(duty(**fields), TODAY)
    assert fault.where == place


@pytest.mark.parametrize("country", ["GB", EU, EVERYWHERE])
def test_usable_duty_has_no_fault(country: str) -> None:
    assert check_duty(duty(title="", entry="pathway-36", country=country, checked_on=TODAY), TODAY) == []


def test_unknown_state_and_long_text_are_refused() -> None:
    for fields in ({"state": "gone"}, {"title": "x" * 501}, {"unheard": "of"}):
        with pytest.raises(ValidationError):
            duty(**fields)
