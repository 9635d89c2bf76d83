"""The document on one country: what it says of an entry that was read, that is old, that holds elsewhere."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frameworks.registers.law import load_laws, touches
from frameworks.registers.pathway_document import applies_as, pathways_as_published
from frameworks.registers.register import load_pathways, load_profiles

COUNTRIES = load_profiles().countries
DAY = load_pathways().dated


@given(st.sampled_from(COUNTRIES), st.integers(0, 400))
def test_every_entry_that_touches_a_country_stands_there_once_and_no_other(country: object, days: int) -> None:
    assert isinstance(country, type(COUNTRIES[0]))
    on = DAY + timedelta(days=days)
    tree = pathways_as_published(country, load_pathways(), load_laws(), on)
    expected = {one.id for one in load_pathways().pathways if touches(one, country.code)}
    ids = [one["id"] for one in tree["pathways"]]
    assert len(ids) == len(expected) and set(ids) == expected
    assert {one["id"] for one in tree["law"]} == {one.id for one in load_laws().laws if touches(one, country.code)}
    reaches = [("own", "region", "worldwide").index(one["applies_as"]) for one in tree["pathways"]]
    assert reaches == sorted(reaches)
    assert all(one["is_old"] == (days > 180) for one in tree["pathways"])


def test_change_without_a_day_says_none() -> None:
    country = next(one for one in COUNTRIES if one.code == "CA")
    tree = pathways_as_published(country, load_pathways(), load_laws(), date(2026, 11, 25))
    assert tree["changes_ahead"] == [{"law": "ca-c16", "on": None, "what": "pending; no day is known"}]
    assert tree["recent_changes"] == [{"law": "ca-c16", "on": "2025-12-09", "what": "bill tabled"}]
    assert applies_as(load_laws().laws[0], "US") == "own"
