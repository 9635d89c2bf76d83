"""Overview: where the organization stands, readable in one minute, printable."""

from html import escape

import streamlit as st

from dashboard.widgets import findings
from dashboard.widgets.certainty_view import certainty_section
from dashboard.widgets.dates import day
from dashboard.widgets.domain_view import domain_profile
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.floor_view import floors, moves
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.headline_view import headlines
from dashboard.widgets.links import link_to
from dashboard.widgets.practice_view import bare_claims, largest_gaps, practice_chips, shown_practices
from dashboard.widgets.rater_view import raters_section
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from dashboard.widgets.why_view import overview_figures, why_buttons
from frameworks.model import Framework
from use_cases.open_assessment import OpenAssessment
from use_cases.track import explain_since, trace

_READING_AND_ASIDE = [2.15, 1]


def overview_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    card, framework = opened.scorecard, opened.framework
    finding = findings.overview_finding(card.overall, framework.scale.highest)
    head(opened, finding, findings.overview_lede(card, framework), f"answers on {day(opened.on)}")
    if card.overall.state in ("scored", "unanswered"):
        st.html(headlines(card, framework))
        why_buttons(opened, overview_figures(card, shown_practices(opened)))
    if card.overall.state == "scored":
        _sections(opened)
    else:
        is_waived = card.overall.state == "not_applicable"
        link_to("assess", "See the reasons" if is_waived else "Answer the first practice")
    st.html(_limits(framework))
    foot(opened, current_actor())


def _sections(opened: OpenAssessment) -> None:
    workspace = current_workspace()
    trend = trace(workspace, opened.header.id)
    reading, aside = st.columns(_READING_AND_ASIDE, gap="large")
    reading.html(domain_profile(opened.scorecard, trend, opened.framework.scale.highest))
    change = explain_since(workspace, opened, trend.snapshots[-1]) if trend.snapshots else None
    aside.html(floors(opened) + moves(opened, trend, change))
    reading, aside = st.columns(_READING_AND_ASIDE, gap="large")
    reading.html(practice_chips(opened))
    aside.html(bare_claims(opened))
    st.html(largest_gaps(opened) + certainty_section(opened))
    raters_section(opened)


def _limits(framework: Framework) -> str:
    """Always there, never folded away."""
    caveat = escape(framework.caveats[0]) if framework.caveats else ""
    floors = " and the floors" if any(one.floor for one in framework.practices.values()) else ""
    return section("What these numbers do not say") + (
        '<div class="three"><p>They do not say how safe children are on this service. They describe practice, not '
        "harm, and a level is not an effect.</p><p>They are the organization's own answers. Nobody outside has "
        "verified them; evidence is a pointer, and it is not held here.</p>"
        f"<p>{caveat} They do not rank: read the weakest fifth{floors} first.</p></div>"
    )
