"""Sentences on pathways, law and duties flip with what is on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets import pathway_words as say
from dashboard.widgets.country_map import country_map, map_sentence, map_table
from frameworks.registers.law import OLD_AFTER, Law, load_laws
from frameworks.registers.register import Pathway, load_pathways, load_profiles
from frameworks.registers.standing import EMPTY, STANDINGS, Standing, load_map, standing_of
from scoring.duties import Duty, cover_countries

TODAY = date(2026, 11, 25)
NAMES = {country.code: country.name for country in load_profiles().countries}
PATHWAYS = load_pathways().pathways
GB: Pathway = next(one for one in PATHWAYS if one.countries == ("GB",))


@pytest.mark.parametrize(
    ("standings", "finding"),
    [
        ({}, "The profile names no country yet."),
        ({"GB": "sourced"}, "United Kingdom has a pathway on record; it is unverified."),
        ({"GB": "verified"}, "United Kingdom has a pathway on record; it is verified."),
        ({"GB": "sourced", "IE": "memory"}, "Both countries have a pathway on record; none of them is verified."),
        ({"GB": "verified", "IE": "memory"}, "Both countries have a pathway on record; one of them is verified."),
        ({"GB": "verified", "IE": "verified"}, "Both countries have a pathway on record; all of them are verified."),
        (
            {"GB": "verified", "IE": "verified", "FR": "memory"},
            "All 3 countries have a pathway on record; 2 of them are verified.",
        ),
        ({"TR": "none"}, "Turkey has no pathway of its own on record."),
        ({"TR": "none", "ES": "shared"}, "Turkey and Spain have no pathway of their own on record."),
        ({"TR": "none", "GB": "sourced"}, "One of 2 countries has no pathway of its own on record: Turkey."),
        (
            {"TR": "none", "ES": "shared", "GB": "sourced"},
            "Two of 3 countries have no pathway of their own on record: Turkey and Spain.",
        ),
    ],
)
def test_finding_names_the_countries_without_a_pathway(standings: dict[str, Standing], finding: str) -> None:
    assert say.pathways_finding(standings, NAMES) == finding


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), st.sampled_from(STANDINGS), max_size=12))
def test_any_profile_has_a_finding_and_a_map_that_name_it(standings: dict[str, Standing]) -> None:
    finding = say.pathways_finding(standings, NAMES)
    assert finding.endswith(".") and "  " not in finding
    bare = [code for code, one in standings.items() if one in ("none", "shared")]
    assert (" no pathway of " in finding) == bool(bare)
    label = map_sentence(standings, NAMES)
    drawn = country_map({}, standings, NAMES)
    for code in standings:
        assert NAMES[code] in label
        assert (f'own">{code}</i>' in drawn) == (code in load_map().codes)
    if standings.keys() - load_map().codes:
        assert "Without a square: " in drawn


def test_lede_says_what_is_open_only_where_something_lacks() -> None:
    quiet = "One change of law in the past year and none ahead concerns these countries."
    assert say.pathways_lede({"GB": "sourced"}, 0, 1) == quiet
    assert "worldwide finder" in say.pathways_lede({"TR": "none"}, 1, 0)
    assert "Organizations" in say.pathways_lede({}, 0, 0)


def test_register_that_was_gone_through_long_ago_says_so() -> None:
    fresh, old = TODAY - timedelta(days=OLD_AFTER), TODAY - timedelta(days=OLD_AFTER + 1)
    assert "check each entry" not in say.dated_sentence(fresh, TODAY, TODAY)
    assert "more than 180 days ago" in say.dated_sentence(old, TODAY, TODAY)
    assert "more than 180 days ago" in say.dated_sentence(TODAY, old, TODAY)


def test_trust_stands_in_words_and_ends_when_the_original_was_read() -> None:
    read = {"verified_on": TODAY, "has_unverified_parts": False, "grade": "P"}
    assert say.trust_words(GB.model_copy(update=read), TODAY, TODAY) == []
    assert say.trust_words(GB.model_copy(update=read | {"has_unverified_parts": True}), TODAY, TODAY) == [
        "parts unverified"
    ]
    assert say.trust_words(GB.model_copy(update={"verified_on": None, "grade": "S"}), TODAY, TODAY) == ["unverified"]
    memory = GB.model_copy(update={"grade": "M", "verified_on": None})
    assert say.trust_words(memory, TODAY - timedelta(days=200), TODAY) == [
        "from memory, unverified",
        "older than 180 days",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"binding": "pending"}, "pending"),
        ({"in_force_from": TODAY}, "since 25 November 2026"),
        ({"in_force_from": TODAY + timedelta(days=1)}, "from 26 November 2026"),
        ({"in_force_until": TODAY}, "day not known, until 25 November 2026"),
        ({"in_force_until": TODAY - timedelta(days=1)}, "until 24 November 2026; no longer in force"),
    ],
)
def test_force_of_a_law_is_seen_from_the_day(fields: dict[str, Any], words: str) -> None:
    bare = {"in_force_from": None, "in_force_until": None, "binding": "must"}
    law: Law = load_laws().laws[0].model_copy(update=bare | fields)
    assert say.force_words(law, TODAY) == words


def test_country_counts_duties_and_offers() -> None:
    of = {code: [one for one in PATHWAYS if one.countries == (code,)] for code in ("GB", "CA", "MX", "TR")}
    assert say.country_finding("X", of["GB"]) == "X: two duties and two offers"
    assert say.country_finding("X", of["CA"]) == "X: one duty and one pending"
    assert say.country_finding("X", of["MX"]) == "X: one offer"
    assert say.country_finding("X", of["TR"]) == "X: no pathway on record"


def duty(country: str = "GB", **fields: Any) -> Duty:
    return Duty(id=country, title="Report", country=country, **fields)


def test_cover_names_what_no_duty_reaches() -> None:
    def said(duties: list[Duty], countries: list[str]) -> str:
        return say.cover_sentence(cover_countries(duties, countries), NAMES)

    assert said([], []).startswith("The profile names no country")
    assert said([], ["GB"]) == "The register reaches 0 of 1 country; nothing is registered for United Kingdom."
    assert said([duty()], ["GB"]) == "The register reaches 1 of 1 country."
    assert said([duty(), duty("EU")], ["GB", "DE", "TR"]) == (
        "The register reaches 2 of 3 countries, Germany by a duty of the European Union only; nothing is registered "
        "for Turkey."
    )


def test_finding_on_duties_counts_overdue_checks() -> None:
    assert say.duties_finding([], TODAY) == "No duty is registered yet"
    assert say.duties_finding([duty(state="retired")], TODAY) == "Every duty is retired"
    assert say.duties_finding([duty()], TODAY) == "One duty is registered; one check is overdue"
    checked = [duty(checked_on=TODAY), duty("DE", checked_on=TODAY)]
    assert say.duties_finding(checked, TODAY) == "Two duties are registered, each checked within 180 days"
    assert say.checked_words(checked[0], TODAY) == ""
    assert say.checked_words(duty(), TODAY) == "never checked"
    assert say.checked_words(duty(checked_on=date(2020, 1, 1)), TODAY) == "check overdue"
    assert say.checked_words(duty(state="retired"), TODAY) == "retired"


def test_pointing_says_why_no_more_is_backed() -> None:
    bare, whole = cover_countries([], ["GB"]), cover_countries([duty()], ["GB"])
    assert say.pointing_sentence(3, 3, whole).endswith("level 3 of the 3 claimed.")
    assert say.pointing_sentence(3, 4, whole).endswith("What lies above level 3 is not in a register.")
    assert say.pointing_sentence(2, 3, bare).endswith("not every country is reached.")
    assert say.pointing_sentence(2, 3, whole).endswith("a duty is incomplete or overdue.")
    assert say.pointing_sentence(1, 3, whole).endswith("not every one has an owner.")
    assert say.pointing_sentence(0, 3, whole).endswith("on which it was checked.")


def test_every_tile_is_a_country_and_stands_once() -> None:
    tiles = [code for part in load_map().parts for row in part.tiles for code in row if code != EMPTY]
    assert len(tiles) == len(set(tiles))
    assert set(tiles) <= set(NAMES)
    # Without people who live there.
    assert NAMES.keys() - set(tiles) == {"UM", "BV", "TF", "AQ", "HM"}
    for part in load_map().parts:
        assert len({len(row) for row in part.tiles}) == 1, part.id


def test_table_twin_holds_every_country_that_the_map_marks() -> None:
    standings = {code: standing_of(code, PATHWAYS) for code in NAMES}
    own = {"TR": standings["TR"], "GB": standings["GB"]}
    table = map_table(standings, own, NAMES)
    assert table.index("Turkey") < table.index("United Kingdom") < table.index("Argentina")
    for code, standing in standings.items():
        assert (f'<td class="" data-name="">{code}</td>' in table) == (standing != "none" or code in own)
    assert table.count("operates here") == 2
