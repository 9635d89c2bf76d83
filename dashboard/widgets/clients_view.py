"""Several organizations side by side under codes that only this session can resolve; made to be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import benchmark_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import plain_head
from dashboard.widgets.guarantee_view import guarantee_section
from dashboard.widgets.notices import show_faults
from dashboard.widgets.peer_tables import clients_table, figure_head, has_middle, peers_legend
from dashboard.widgets.release_choice import Choice
from dashboard.widgets.release_facts import release_facts
from dashboard.widgets.session import codes_of, current_actor, current_workspace
from frameworks.errors import Fault
from frameworks.model import Framework
from scoring.among_peers import Compared
from use_cases.compare import Client, Comparison, NotComparable, compare_snapshot, show_peers


def clients_view(clients: Sequence[Client], choice: Choice, framework: Framework | None, place: DeltaGenerator) -> None:
    """Ask which organizations, and show them under codes. Nothing that is printed names one."""
    made = show_peers(choice.release, choice.cell, current_workspace().today())
    with st.container(key="benchmark-clients"):
        chosen = _chosen(clients)
        titles = say.titles_of(framework, choice.release.terms.domains)
        figure = _figure(made, titles)
    with place:
        eyebrow = f"{say.version_words(choice.release, framework)} · {say.cell_words(choice.cell)}"
        plain_head(_finding(chosen, made), say.release_lede(made), eyebrow)
    if chosen:
        # All get theirs together, so that the order in which they are chosen gives nothing away either.
        codes = codes_of([one.organization.id for one in clients])
        _table({codes[one.organization.id]: one for one in chosen}, choice, figure, titles[figure])
    reading, aside = st.columns([1.6, 1], gap="large")
    with reading:
        guarantee_section(choice.release)
    aside.html(release_facts(made, framework))
    st.html(
        f'<p class="foot">Confidential. Organizations under codes, seen by {escape(current_actor())} on '
        f"{day(current_workspace().today())}. The codes were given by chance in one session and are kept nowhere.</p>"
    )


def _chosen(clients: Sequence[Client]) -> list[Client]:
    by_id = {one.organization.id: one for one in clients}
    ids = st.multiselect(
        "Organizations with a snapshot against this framework",
        list(by_id),
        format_func=lambda id_: by_id[id_].organization.name,
        placeholder="Choose organizations",
        key="benchmark-chosen",
    )
    return [by_id[id_] for id_ in ids]


def _figure(made: Comparison, titles: Mapping[str, str]) -> str:
    """Which average is looked at: overall, or a domain with a published band."""
    offered = [row.id for row in made.rows if row.band or row.id == say.OVERALL]
    if len(offered) == 1:
        return offered[0]
    return st.selectbox("Average of", offered, format_func=lambda id_: titles[id_], key="benchmark-figure")


def _finding(chosen: Sequence[Client], made: Comparison) -> str:
    return say.clients_finding(len(chosen), made) if chosen else "No organization is chosen yet."


def _table(coded: Mapping[str, Client], choice: Choice, figure: str, title: str) -> None:
    made, faults = _compared(coded, choice)
    if faults:
        show_faults(tuple(faults))
    if not made:
        return
    rows: dict[str, Compared] = {code: next(row for row in one.rows if row.id == figure) for code, one in made.items()}
    first = next(iter(made.values()))
    is_synthetic = choice.release.terms.is_synthetic or any(
        client.organization.is_synthetic for client in coded.values()
    )
    st.html(
        figure_head(
            f"{title}: under codes, in no order of merit",
            f"Newest snapshot of each. {say.reading_words(first.cell)}",
            is_synthetic=is_synthetic,
            is_restated=any(one.restated_from for one in made.values()),
        )
        + clients_table(rows, first)
        + peers_legend(
            has_ours=True,
            has_middle=has_middle(list(rows.values())),
            has_reach=any(row.reach for row in rows.values()),
        )
    )
    with st.expander("Who is who", key="benchmark-who"):
        st.html(_who_is_who(coded))


def _compared(coded: Mapping[str, Client], choice: Choice) -> tuple[dict[str, Comparison], list[Fault]]:
    """Each that can be compared, and why the others cannot, by code."""
    made, faults = {}, []
    for code, client in coded.items():
        try:
            made[code] = compare_snapshot(current_workspace(), client.snapshot, choice.release, choice.cell)
        except NotComparable as error:
            faults += [replace(fault, where=f"{code} > {fault.where}") for fault in error.faults]
    return made, faults


def _who_is_who(coded: Mapping[str, Client]) -> str:
    rows = "".join(
        f"<dt>{escape(code)}</dt><dd>{escape(client.organization.name)}<small>snapshot of {day(client.snapshot.on)}"
        "</small></dd>"
        for code, client in sorted(coded.items(), key=lambda one: (len(one[0]), one[0]))
    )
    return (
        '<p class="quiet">Not printed, and known to this session alone: a new one gives other codes.</p>'
        f'<dl class="facts near">{rows}</dl>'
    )
