"""Pathways: whom to tell where the organization operates, what the law asks of whom, and its own register of duties."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.widgets import pathway_words as say
from dashboard.widgets.country_map import country_map, map_table
from dashboard.widgets.dates import day
from dashboard.widgets.duty_form import duties_form
from dashboard.widgets.frame import foot, head, plain_head, section
from dashboard.widgets.links import link_to
from dashboard.widgets.pathway_view import changes_section, country_section, region_section, worldwide_section
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from frameworks.registers.law import list_changes_of_law, load_laws
from frameworks.registers.register import Country, load_pathways, load_profiles
from frameworks.registers.standing import Standing, standing_of
from use_cases.open_assessment import OpenAssessment

Names = Mapping[str, str]


def pathways_page() -> None:
    """Draw the page. Without an organization it tells of any country that is chosen."""
    opened = current_assessment()
    countries = {country.code: country for country in load_profiles().countries}
    known = load_pathways().pathways
    standings = {code: standing_of(code, known) for code in countries}
    profile = opened.organization.profile.countries if opened else ()
    own = {code: standings[code] for code in profile if code in standings}
    names = {code: country.name for code, country in countries.items()}
    _head(opened, own, names)
    st.html(country_map(standings, own, names))
    with st.expander("The map as a table", key="pathways-map"):
        st.html(map_table(standings, own, names))
    _country_sections([countries[code] for code in own], names)
    if opened is not None:
        duties_form(opened, names)
    st.html(_how_to_read())
    foot(opened, current_actor())


def _head(opened: OpenAssessment | None, own: Mapping[str, Standing], names: Names) -> None:
    on = current_workspace().today()
    ahead, recent = list_changes_of_law(load_laws().laws, list(own), on)
    if opened is None:
        plain_head(
            "Whom to tell, by country.", "Nothing is on record yet of where you operate; choose a country below.", ""
        )
    else:
        lede = say.pathways_lede(own, len(ahead), len(recent))
        head(opened, say.pathways_finding(own, names), lede, f"seen on {day(on)}")
        if not own:
            link_to("organizations", "Name the countries where you operate")
    dated = say.dated_sentence(load_pathways().dated, load_laws().dated, on)
    st.html(f'<div class="notice"><p><b>{say.NO_ADVICE[:17]}</b>{say.NO_ADVICE[17:]} {dated}</p></div>')


def _country_sections(own: Sequence[Country], names: Names) -> None:
    pathways, laws, on = load_pathways(), load_laws(), current_workspace().today()
    for country in own:
        st.html(country_section(country, pathways, laws, on))
    elsewhere = _another([country.code for country in own], names)
    if elsewhere is not None:
        st.html(country_section(elsewhere, pathways, laws, on))
    shown = [*own, *([elsewhere] if elsewhere else [])]
    st.html(region_section(pathways, laws, shown, on) + worldwide_section(pathways, on))
    if shown:
        st.html(changes_section(*list_changes_of_law(laws.laws, [country.code for country in shown], on)))


def _another(own: Sequence[str], names: Names) -> Country | None:
    left, _ = st.columns([1, 1.6])
    code = left.selectbox(
        "Look at another country" if own else "Country",
        [code for code in names if code not in own],
        index=None,
        format_func=lambda code: names[code],
        placeholder="Choose a country",
        key="pathways-country",
    )
    return Country(code=code, name=names[code]) if code else None


def _how_to_read() -> str:
    """Always there, never folded away."""
    return section("How to read this") + (
        '<div class="three"><p><b>must</b> names a duty in law of those who are named; <b>may</b> is an offer; '
        "<b>pending</b> asks nothing yet. Most duties bind providers of a service. An employer that finds material on "
        f"its own devices normally goes to the police.</p><p>{say.KEEPING_A_FIND}</p><p>Grades: P a primary source, S "
        "a secondary one, R a third party's record, M from memory. A grade says where an entry comes from, not that it "
        "still holds: laws of this field change several times a year.</p></div>"
    )
