"""Plan: what to do next and what it would buy, what a choice would do, what goes stale."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import streamlit as st

from dashboard.widgets import plan_findings as say
from dashboard.widgets.action_form import actions_form
from dashboard.widgets.adjust_form import adjust_form
from dashboard.widgets.ageing_view import ageing_list
from dashboard.widgets.certainty_findings import progress_sentence
from dashboard.widgets.dates import day
from dashboard.widgets.empty import no_assessment
from dashboard.widgets.folded_rows import folded_rows
from dashboard.widgets.frame import foot, head, section
from dashboard.widgets.links import link_to
from dashboard.widgets.roadmap_view import roadmap_form
from dashboard.widgets.scale_words import is_fine
from dashboard.widgets.session import current_actor, current_assessment, current_workspace
from dashboard.widgets.target_form import target_form
from dashboard.widgets.target_view import SHOWN, in_order, targets_head, targets_table
from dashboard.widgets.what_if_form import what_if_form
from frameworks.model import Framework
from scoring.gaps import Gap, find_gaps
from use_cases.open_assessment import OpenAssessment
from use_cases.plan import find_stale_by
from use_cases.targets import reach_targets

QUARTER = timedelta(days=91)
_NO_ROADMAP = (
    "This framework does not say what a step costs or brings, so steps cannot be ranked. Targets and actions work."
)


def plan_page() -> None:
    """Draw the page."""
    opened = current_assessment()
    if opened is None:
        no_assessment()
        return
    gaps = find_gaps(opened.scorecard, opened.framework, opened.targets)
    reached = reach_targets(current_workspace(), opened)
    head(
        opened,
        say.plan_finding(gaps, opened.framework.target.level, opened.targets),
        progress_sentence(reached.of_targets, reached.of_the_way if reached.since != opened.on else None),
        f"answers on {day(opened.on)}",
    )
    if opened.scorecard.overall.state == "unanswered":
        link_to("assess", "Answer the first practice")
    _targets(opened, gaps)
    if knows_effort(opened.framework):
        roadmap_form(opened)
    else:
        st.html(section("No roadmap", _NO_ROADMAP))
    actions_form(opened)
    what_if_form(opened, [gap.practice_id for gap in gaps])
    _ageing(opened)
    st.html(_limits())
    if not is_fine(opened.framework.scale):
        adjust_form(opened)
    foot(opened, current_actor())


def knows_effort(framework: Framework) -> bool:
    """Whether a roadmap has anything to go by: the effort of a step, and steps that can be told apart."""
    return not is_fine(framework.scale) and any(practice.effort for practice in framework.practices.values())


def _targets(opened: OpenAssessment, gaps: Sequence[Gap]) -> None:
    ordered = in_order(opened, gaps)
    seen, folded = ordered[:SHOWN], ordered[SHOWN:]
    st.html(targets_head(opened, gaps) + (targets_table(opened, seen) if seen else ""))
    if folded:
        folded_rows(f"The other {len(folded):,}", "plan-gaps", folded, partial(targets_table, opened))
    target_form(opened)


def _ageing(opened: OpenAssessment) -> None:
    place, column = st.columns([2.15, 1], gap="large")
    until = column.date_input(
        "Next snapshot on",
        value=opened.on + QUARTER,
        min_value=opened.on,
        format="YYYY-MM-DD",
        key=f"plan-until-{opened.header.id}",
    )
    place.html(ageing_list(find_stale_by(opened, until), opened, day(until)))


def _limits() -> str:
    """Always there, never folded away."""
    return section("What a plan does not know") + (
        '<div class="three"><p>Effort and effect are the framework\'s estimates, a judgement of this project and the '
        "same for every organization: where you know better, adjust them below.</p><p>The plan lowers the "
        "exposure index most for its effort. The index is no probability of abuse, and duties of law come first "
        "whatever the plan says.</p><p>A step counts when the practice really stands at its level: an answer that runs "
        "ahead of practice buys nothing.</p></div>"
    )
