"""The roadmap: a quick answer at once, the best plan when it is found, each quarter with its steps."""

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from dashboard.widgets import plan_findings as say
from dashboard.widgets.action_form import steps_button
from dashboard.widgets.adjusted_words import mark_words, step_marks
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from dashboard.widgets.notices import show_faults
from dashboard.widgets.session import current_actor, current_workspace
from dashboard.widgets.solving import shared_bench
from frameworks.errors import MaturityError
from frameworks.model import Framework
from frameworks.registers.register import load_threats
from scoring.adjusted import Adjusted
from scoring.adjustment import Key
from scoring.roadmap import Deadline, Quarter, Roadmap
from use_cases.exchange.roadmap_file import RoadmapFile, roadmap_calendar, roadmap_csv
from use_cases.open_assessment import OpenAssessment
from use_cases.plan import deadlines_of, plan_first_steps, plan_steps

USUAL_BUDGET = 6.0
"""Person-weeks a quarter: half a person."""
POLL_SECONDS = 0.6


def roadmap_form(opened: OpenAssessment) -> None:
    """Budget and quarters in, steps out; the exact plan is solved beside the page."""
    place = st.container(gap=None)
    left, middle, right = st.columns([1, 1, 1.4], gap="medium", vertical_alignment="bottom")
    budget = left.number_input(
        "Effort a quarter, in person-weeks", 0.5, 1_000.0, USUAL_BUDGET, 0.5, format="%.1f", key="plan-budget"
    )
    quarters = middle.selectbox("Quarters", list(range(1, 9)), index=3, key="plan-quarters")
    with_fewest = st.checkbox(
        "Also look for a plan that begins fewer practices and is nearly as good",
        key="plan-fewest",
        help="The exposure index may be up to 1 % higher. Looking takes some seconds more.",
    )
    try:
        deadlines = _deadlines(opened, budget, quarters)
        quick = plan_first_steps(opened, budget, quarters, deadlines=deadlines)
        holds_days = bool(quick)
        quick = quick or plan_first_steps(opened, budget, quarters)
    except MaturityError as error:
        show_faults(error.faults)
        return
    key = plan_key(opened, budget, quarters, deadlines, with_fewest=with_fewest)
    work = shared_bench().find(key)
    if work is None:
        right.button(
            "Find the best plan",
            type="primary",
            key="plan-solve",
            on_click=partial(
                shared_bench().begin,
                key,
                partial(plan_steps, opened, budget, quarters, deadlines=deadlines, with_fewest=with_fewest),
            ),
        )
    if work is None or not work.done():
        place.html(section(*_quick_words(quick, opened, budget, holds_days=holds_days)))
        if work is not None:
            with right:
                st.fragment(_wait, run_every=POLL_SECONDS)(key)
        _show_quarters(quick, opened.framework, 0, opened.adjusted)
        steps_button(opened, quick)
        return
    try:
        roadmap: Roadmap = work.result()
    except MaturityError as error:
        show_faults(error.faults)
        place.html(section(*_quick_words(quick, opened, budget, holds_days=holds_days)))
        _show_quarters(quick, opened.framework, 0, opened.adjusted)
        return
    place.html(section(say.first_steps_finding(roadmap.quarters, opened.framework), _words(roadmap)))
    _show_quarters(roadmap.quarters, opened.framework, roadmap.what_ifs, opened.adjusted)
    steps_button(opened, roadmap.quarters)
    _downloads(roadmap, opened)
    if with_fewest:
        _simpler(roadmap, opened)
    if roadmap.alternatives:
        with st.expander("Equally good choices", key="plan-alternatives"):
            items = "".join(
                f"<li>{escape(say.alternative_sentence(one, opened.framework))}</li>" for one in roadmap.alternatives
            )
            st.html(f"<ul>{items}</ul>")


def _simpler(roadmap: Roadmap, opened: OpenAssessment) -> None:
    """The plan with fewer practices, folded; where there is none, that."""
    sentence = say.simpler_sentence(roadmap)
    if roadmap.simpler is None:
        st.html(f'<p class="quiet">{escape(sentence)}</p>')
        return
    with st.expander(sentence, key="plan-simpler"):
        _show_quarters(roadmap.simpler.quarters, opened.framework, 0, opened.adjusted)


def _downloads(roadmap: Roadmap, opened: OpenAssessment) -> None:
    """The plan as a table and as a calendar."""
    name = f"safermark-plan-{opened.on}"

    def made() -> RoadmapFile:
        now = current_workspace().now()
        return RoadmapFile(roadmap, opened.framework, opened.organization.name, opened.on, current_actor(), now)

    with st.container(horizontal=True):
        # Written only when somebody asks.
        st.download_button(
            "Steps as CSV", lambda: roadmap_csv(made()), f"{name}.csv", "text/csv", key="plan-csv", on_click="ignore"
        )
        st.download_button(
            "Quarters for a calendar",
            lambda: roadmap_calendar(made()),
            f"{name}.ics",
            "text/calendar",
            key="plan-ics",
            on_click="ignore",
        )


def plan_key(
    opened: OpenAssessment,
    budget: float,
    quarters: int,
    deadlines: Sequence[Deadline] = (),
    *,
    with_fewest: bool = False,
) -> tuple[object, ...]:
    """All that a plan depends on."""
    answers = tuple((practice.id, practice.state, practice.level) for practice in opened.scorecard.practices)
    wishes: tuple[object, ...] = ("fewest",) if with_fewest else ()
    if opened.adjusted:
        wishes = (*wishes, tuple((key, mark.adjustment.value) for key, mark in opened.adjusted.items()))
    return (opened.header.id, opened.on, answers, budget, quarters, tuple(deadlines), *wishes)


def _wait(key: object) -> None:
    """Say that it is being solved; draw the page again when it is done."""
    work = shared_bench().find(key)
    if work is None or work.done():
        st.rerun()
    st.html(
        '<p class="quiet" role="status">Looking for the best plan. The page stays usable.</p>'
        '<progress class="solving" aria-label="Looking for the best plan"></progress>'
    )


def _deadlines(opened: OpenAssessment, budget: float, quarters: int) -> tuple[Deadline, ...]:
    """The days of the targets as deadlines, if the person holds them; at first where a quick plan can."""
    deadlines = deadlines_of(opened, quarters)
    if not deadlines:
        return ()
    can_be_held = bool(plan_first_steps(opened, budget, quarters, deadlines=deadlines))
    label = say.deadlines_label(len(deadlines), can_be_held=can_be_held)
    is_held = st.checkbox(label, value=can_be_held, key="plan-deadlines")
    return deadlines if is_held else ()


def _quick_words(
    quick: Sequence[Quarter], opened: OpenAssessment, budget: float, *, holds_days: bool
) -> tuple[str, str]:
    if not holds_days:
        return say.NO_QUICK_PLAN
    words = f"A quick answer, not proven to be the best. {say.budget_sentence(quick, budget)}"
    return say.first_steps_finding(quick, opened.framework), words


def _words(roadmap: Roadmap) -> str:
    words = (
        say.certificate_sentence(roadmap),
        say.greedy_sentence(roadmap),
        say.budget_sentence(roadmap.quarters, roadmap.budget),
        say.assumed_sentence(roadmap),
    )
    return escape(" ".join(word for word in words if word))


def _show_quarters(
    quarters: Sequence[Quarter], framework: Framework, what_ifs: int, adjusted: Mapping[Key, Adjusted]
) -> None:
    titles = {threat.id: threat.title for threat in load_threats().threats}
    st.html(
        "".join(_quarter(number, one, framework, what_ifs, titles, adjusted) for number, one in enumerate(quarters, 1))
    )


def _quarter(
    number: int,
    quarter: Quarter,
    framework: Framework,
    what_ifs: int,
    titles: dict[str, str],
    adjusted: Mapping[Key, Adjusted],
) -> str:
    exposure = "; ".join(f"{titles.get(id_, id_)} {value * 100:.0f}" for id_, value in quarter.exposures.items())
    head = (
        f'<div class="smallhead"><h3>Quarter {number}: {say.weeks(quarter.effort)}</h3>'
        f'<p class="quiet">Exposure index after it, if safeguards fail independently: {escape(exposure)}.</p></div>'
    )
    if not quarter.steps:
        return head + '<p class="quiet">No step is finished in this quarter.</p>'
    rows = [
        (
            f"{escape(framework.practices[step.practice].title)}<small>{escape(step.practice)}</small>",
            f"{step.before} to {step.to}",
            say.weeks(step.effort) + _adjusted(step_marks(adjusted, step.practice, step.before, step.to)),
            *([say.step_words(step, what_ifs)] if what_ifs else []),
        )
        for step in quarter.steps
    ]
    heads = ("Practice", "Level", "Effort", *(["What-ifs that keep it"] if what_ifs else []))
    names = {1: "level", 2: "", 3: "kept in"}
    return head + f'<div class="changes plan">{table(heads, rows, names=names)}</div>'


def _adjusted(marks: Sequence[Adjusted]) -> str:
    """Who adjusted an effort when and why, beside it."""
    return "".join(
        f"<small>to level {mark.adjustment.part.removeprefix('to')} {escape(mark_words(mark))}</small>"
        for mark in marks
    )
