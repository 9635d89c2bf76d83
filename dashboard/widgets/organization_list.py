"""The organizations on record, side by side: what they run, where they stand, when that was last frozen."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.widgets import marks
from dashboard.widgets.dates import day
from dashboard.widgets.findings import answered_of
from dashboard.widgets.headline_view import backed, claimed_words
from dashboard.widgets.plain import as_plain
from dashboard.widgets.profile_words import profile_facts
from dashboard.widgets.session import current_workspace, open_in_session, show_organization
from scoring.assessment import AssessmentHeader
from scoring.organization import Organization
from scoring.scores import Score
from use_cases.assess import list_assessments, load_assessments
from use_cases.open_assessment import OpenAssessment
from use_cases.track import last_snapshots

SEARCHED_FROM = 9
"""With this many organizations the list can be searched, and scrolls in its place."""
LONG_LIST = 560
"""Pixels: what can be done with the one that is open stays near."""

_COLUMNS = [3, 2.2, 1.7, 1.3]


def organization_list(organizations: Sequence[Organization], open_id: str, shown_id: str) -> None:
    """Draw a row for each organization, and one for each of several assessments; one click switches."""
    workspace = current_workspace()
    begun: dict[str, list[AssessmentHeader]] = {}
    for header in list_assessments(workspace):
        begun.setdefault(header.organization_id, []).append(header)
    frozen = last_snapshots(workspace)
    shown = _searched(organizations)
    if not shown:
        st.html('<p class="quiet" role="status">No organization matches.</p>')
        return
    if len(shown) >= SEARCHED_FROM:
        st.html(f'<p class="quiet" role="status">{len(shown)} listed; the list scrolls.</p>')
    opened = {
        one.header.id: one
        for one in load_assessments(workspace, [header.id for one in shown for header in begun.get(one.id, [])])
    }
    height: int | Literal["content"] = LONG_LIST if len(shown) >= SEARCHED_FROM else "content"
    with st.container(key="organization-rows", gap=None, height=height, border=False):
        _heads()
        for organization in shown:
            headers = begun.get(organization.id, [])
            _organization(organization, [opened[header.id] for header in headers], open_id, shown_id, frozen)
            for header in headers if len(headers) > 1 else []:
                is_twin = any(_same_day(header, other) for other in headers if other is not header)
                _assessment(opened[header.id], open_id, frozen, with_hour=is_twin)
    st.html(marks.legend())


def open_organization(organization_id: str, assessment_ids: Sequence[str], open_id: str) -> None:
    """Show an organization and open its newest assessment, unless one of its own is open already."""
    show_organization(organization_id)
    if assessment_ids and open_id not in assessment_ids:
        open_in_session(assessment_ids[0])


def _searched(organizations: Sequence[Organization]) -> Sequence[Organization]:
    if len(organizations) < SEARCHED_FROM:
        return organizations
    label = "Find by name, kind of service or country"
    sought = (st.text_input(label, key="organization-search", width=480) or "").casefold()
    return [one for one in organizations if sought in f"{one.name} {' '.join(profile_facts(one.profile))}".casefold()]


def _heads() -> None:
    names = ("Organization", "Where it stands", "", "Last snapshot")
    with st.container(key="organization-heads"):
        for column, name in zip(st.columns(_COLUMNS), names, strict=True):
            column.html(f'<p class="quiet" aria-hidden="true">{name}</p>')


def _organization(
    organization: Organization,
    assessments: Sequence[OpenAssessment],
    open_id: str,
    shown_id: str,
    frozen: dict[str, date],
) -> None:
    ids = [opened.header.id for opened in assessments]
    with st.container(key=f"row-{organization.id}"):
        first, *rest = st.columns(_COLUMNS, vertical_alignment="top")
        _switch(first, organization.name, f"show-{organization.id}", open_organization, organization.id, ids, open_id)
        tags = [marks.tag("synthetic data")] if organization.is_synthetic else []
        if organization.id == shown_id:
            tags.insert(0, f'<b class="here">{"open" if open_id in ids else "shown below"}</b>')
        facts = [escape(fact) for fact in profile_facts(organization.profile)]
        first.html(f'<p class="quiet">{" · ".join(facts)} {" ".join(tags)}</p>')
        if len(assessments) == 1:
            _standing(rest, assessments[0], frozen, with_edition=True)
        elif not assessments:
            rest[0].html('<p class="quiet">no assessment yet</p>')


def _same_day(header: AssessmentHeader, other: AssessmentHeader) -> bool:
    """Whether two assessments would be called the same."""
    return (header.preset, header.started_at.date()) == (other.preset, other.started_at.date())


def _assessment(opened: OpenAssessment, open_id: str, frozen: dict[str, date], *, with_hour: bool) -> None:
    """One of several assessments of an organization."""
    header = opened.header
    with st.container(key=f"row-{header.id}"):
        first, *rest = st.columns(_COLUMNS, vertical_alignment="top")
        hour = f", {header.started_at:%H:%M} UTC" if with_hour else ""
        label = f"{_edition(opened)}, begun {day(header.started_at.date())}{hour}"
        box = first.container(key=f"indented-{header.id}", gap=None)
        _switch(box, label, f"open-{header.id}", _open_assessment, header)
        if header.id == open_id:
            box.html('<p class="quiet"><b class="here">open</b></p>')
        _standing(rest, opened, frozen, with_edition=False)


def _open_assessment(header: AssessmentHeader) -> None:
    show_organization(header.organization_id)
    open_in_session(header.id)


def _switch(place: DeltaGenerator, label: str, key: str, action: Callable[..., None], *arguments: object) -> None:
    place.button(as_plain(label), key=key, type="tertiary", on_click=action, args=arguments)


def _standing(
    places: Sequence[DeltaGenerator], opened: OpenAssessment, frozen: dict[str, date], *, with_edition: bool
) -> None:
    span, figures, last = standing_html(opened, frozen.get(opened.header.id), with_edition=with_edition)
    for place, html in zip(places, (span, figures, last), strict=True):
        if html:
            place.html(html)


def standing_html(opened: OpenAssessment, frozen: date | None, *, with_edition: bool) -> tuple[str, str, str]:
    """The headline as a span, in figures with its coverage, and the day of the last snapshot."""
    score, highest = opened.scorecard.overall, opened.framework.scale.highest
    if score.state == "out_of_scope":
        return '<p class="quiet">no practice in scope</p>', "", ""
    if score.state == "not_applicable":
        return '<p class="quiet">every practice not applicable</p>', "", ""
    headline, evidenced = score.headline, backed(score) if score.method == "mean" else None
    span = marks.span(evidenced, headline.value, headline.low, headline.high, highest=highest)
    edition = f"<small>{escape(_edition(opened))}</small>" if with_edition else ""
    figures = f'<p class="standing">{_figures(score, highest)}<small>{_coverage(score)}</small>{edition}</p>'
    words = day(frozen) if frozen else "none yet"
    return span, figures, f'<p class="standing"><span class="phone">Last snapshot: </span>{words}</p>'


def _figures(score: Score, highest: int) -> str:
    if score.headline.value is None:
        return "nothing answered yet"
    claimed = f"claimed {claimed_words(score.headline)} of {highest}"
    if score.method != "mean":
        return claimed
    found = backed(score)
    return f"{claimed}, {'no evidence yet' if found is None else f'backed {marks.tenth(found)}'}"


def _coverage(score: Score) -> str:
    return f"{answered_of(score.counts)} answered"


def _edition(opened: OpenAssessment) -> str:
    preset = opened.framework.preset(opened.header.preset).title
    return f"{opened.framework.title} {opened.framework.version}, {preset}"
