"""Threats: what stands against each of them and where nothing does; challenges, posture and victim identification."""

import streamlit as st

from dashboard.widgets import threat_findings as say
from dashboard.widgets.adjusted_view import adjusted_note
from dashboard.widgets.dates import day
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.figure_view import public_figures
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.links import link_to
from dashboard.widgets.posture_view import challenges, posture
from dashboard.widgets.session import current_actor, current_assessment
from dashboard.widgets.threat_document import threat_document
from dashboard.widgets.threat_view import closing, coverage, exposure
from dashboard.widgets.victim_view import victim_identification
from frameworks.model import Framework
from frameworks.registers.register import load_threats, load_victim_identification
from scoring.exposure import find_exposure
from use_cases.open_assessment import OpenAssessment

_READING_AND_ASIDE = [2.15, 1]
_NO_THREATS = "This framework does not say which practice acts on which threat."
_NO_THREATS_LEDE = "So no exposure can be read from its answers. What the threats are stands below."


def threats_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    _show(opened)
    st.html(_limits())
    public_figures()
    foot(opened, current_actor())


def _show(opened: OpenAssessment) -> None:
    register, highest = load_threats(), opened.framework.scale.highest
    lens = find_exposure(opened.scorecard, opened.assessment, opened.framework)
    titles = {threat.id: threat.title for threat in register.threats}
    views = [lens.threat(threat.id) for threat in register.threats]
    if not acts_on_threats(opened.framework):
        head(opened, _NO_THREATS, _NO_THREATS_LEDE, f"answers on {day(opened.on)}")
        for threat, view in zip(register.threats, views, strict=True):
            st.html(threat_document(threat, view, opened))
        return
    overall = opened.scorecard.overall
    finding = say.threats_finding(views, titles, overall)
    head(opened, finding, say.threats_lede(views), f"answers on {day(opened.on)}")
    if overall.state == "unanswered":
        link_to("assess", "Answer the first practice")
    st.html(coverage(views, titles))
    reading, aside = st.columns(_READING_AND_ASIDE, gap="large")
    reading.html(exposure(views, titles) + adjusted_note(opened.adjusted, "effectiveness", "stages"))
    aside.html(closing(views, titles, opened.framework))
    for threat, view in zip(register.threats, views, strict=True):
        st.html(threat_document(threat, view, opened))
    reading, aside = st.columns(_READING_AND_ASIDE, gap="large")
    answered = [lens.challenge(one.id) for one in register.challenges]
    reading.html(challenges(answered, register.challenges, highest))
    aside.html(posture(lens.posture) + adjusted_note(opened.adjusted, "proactive"))
    st.html(victim_identification(load_victim_identification(), lens, opened))


def acts_on_threats(framework: Framework) -> bool:
    """Whether the framework says of any practice which threat it acts on, or which challenge it answers."""
    return any(practice.threats or practice.challenges for practice in framework.practices.values())


def _limits() -> str:
    """Always there, never folded away."""
    return section("What these numbers do not say") + (
        '<div class="three"><p>The exposure index rests on judgements of how much of a threat each practice would '
        "stop. Nobody has measured them, a level is not an effect, and those who abuse adapt. It is never a "
        "probability of abuse.</p><p>Practices share people, vendors and budgets, so they can fail together; the low "
        "end of a range takes them as independent and is therefore optimistic.</p><p>How many reports were made, "
        "received or closed is asked nowhere and raises no score: many reports can mean good detection or much "
        "abuse.</p></div>"
    )
