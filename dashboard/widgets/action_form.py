"""Actions: make them of the steps of a plan, add one, change one, take them along as a file."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.widgets import target_words as say
from dashboard.widgets.action_view import actions_head, actions_table
from dashboard.widgets.level_pick import pick_level
from dashboard.widgets.notices import errors_in_words, show_faults, show_remark
from dashboard.widgets.session import current_actor, current_workspace, leave_notice, note_words
from dashboard.widgets.term_hint import term_hint
from frameworks.errors import MaturityError
from frameworks.model import Framework
from scoring.actions import STATUSES, Action
from scoring.roadmap import Quarter
from use_cases.actions import keep_actions, list_actions
from use_cases.exchange.actions_file import ActionsFile, actions_calendar, actions_csv
from use_cases.open_assessment import OpenAssessment
from use_cases.plan import actions_of

NEW = ""
NEVER_ENTER = "A role rather than a name; never a case, a victim or a suspect."


def actions_form(opened: OpenAssessment) -> None:
    """The actions as a table, with the form to add or change one below it."""
    actions = list_actions(current_workspace(), opened.header.id)
    st.html(actions_head(actions, opened) + (actions_table(actions, opened) if actions else ""))
    with st.expander("Add or change an action", key="plan-actions"):
        _action_form(opened, actions)
        term_hint(_titles(opened))
    if actions:
        _downloads(opened, actions)


def steps_button(opened: OpenAssessment, quarters: Sequence[Quarter]) -> None:
    """Make actions of the steps of a plan, with the end of its quarter as day."""
    proposed = actions_of(opened, quarters, list_actions(current_workspace(), opened.header.id))
    if proposed:
        words = "Make an action of the step" if len(proposed) == 1 else f"Make actions of the {len(proposed)} steps"
        st.button(words, key="plan-make-actions", on_click=_keep, args=(opened, quarters))


def _keep(opened: OpenAssessment, quarters: Sequence[Quarter]) -> None:
    workspace, assessment_id = current_workspace(), opened.header.id
    try:
        # Asked for anew, so that a second click finds the actions of the first.
        proposed = actions_of(opened, quarters, list_actions(workspace, assessment_id))
        kept = keep_actions(workspace, assessment_id, proposed)
    except MaturityError as error:
        show_faults(error.faults)
        return
    leave_notice(say.kept_sentence(kept))


def _action_form(opened: OpenAssessment, actions: Sequence[Action]) -> None:
    known = {action.id: action for action in actions}
    chosen = st.selectbox(
        "Action",
        [NEW, *known],
        format_func=lambda id_: f"{known[id_].practice} {known[id_].title}" if id_ else "A new one",
        key=f"action-{opened.header.id}",
    )
    former = known.get(chosen)
    # Asked for before the form, so that it offers the levels of this practice.
    practice = _practice(opened, former)
    with st.form(f"action-form-{chosen}", border=False, clear_on_submit=former is None):
        made = _fields(opened.framework, former, practice)
        if not st.form_submit_button("Keep the action", type="primary"):
            return
    if not made.title:
        show_remark("An action needs a title.")
        return
    with errors_in_words():
        kept = keep_actions(current_workspace(), opened.header.id, [made])
        note_words(_titles(opened), made.title)
        leave_notice(say.kept_sentence(kept))
        st.rerun()


def _titles(opened: OpenAssessment) -> str:
    return f"action-title-{opened.header.id}"


def _practice(opened: OpenAssessment, former: Action | None) -> str:
    practices = [score.id for score in opened.scorecard.practices if score.state != "out_of_scope"]
    if former and former.practice not in practices:
        practices.append(former.practice)
    return st.selectbox(
        "For which practice",
        practices,
        index=practices.index(former.practice) if former else 0,
        format_func=lambda id_: _named(opened.framework, id_),
        key=f"action-practice-{opened.header.id}-{former.id if former else NEW}",
    )


def _fields(framework: Framework, former: Action | None, practice: str) -> Action:
    title = st.text_input("What is to be done", former.title if former else "", max_chars=500)
    left, right = st.columns(2)
    level = pick_level(
        right,
        "Level it leads to (optional)",
        framework.scale_of(practice),
        former.level if former and former.practice == practice else None,
        none="none by itself",
        shows_names=False,
    )
    owner = left.text_input("Owner (optional)", former.owner if former else "", max_chars=200, placeholder=NEVER_ENTER)
    due: date | None = right.date_input("By (optional)", former.due if former else None, format="YYYY-MM-DD")
    effort = left.number_input(
        "Effort in person-weeks (optional)", 0.0, 10_000.0, former.effort if former else None, 0.5, format="%.1f"
    )
    status = right.selectbox(
        "Status",
        STATUSES,
        index=STATUSES.index(former.status) if former else 0,
        format_func=lambda one: say.STATUS_WORDS[one],
    )
    return Action(
        id=former.id if former else "",
        practice=practice,
        title=title.strip(),
        level=level,
        owner=owner.strip(),
        due=due,
        effort=effort,
        status=status,
    )


def _downloads(opened: OpenAssessment, actions: Sequence[Action]) -> None:
    name = f"safermark-actions-{opened.on}"

    def made() -> ActionsFile:
        now = current_workspace().now()
        return ActionsFile(tuple(actions), opened.framework, opened.organization.name, current_actor(), now)

    with st.container(horizontal=True):
        st.download_button(
            "Actions as CSV",
            lambda: actions_csv(made()),
            f"{name}.csv",
            "text/csv",
            key="actions-csv",
            on_click="ignore",
        )
        st.download_button(
            "Open actions for a calendar",
            lambda: actions_calendar(made()),
            f"{name}.ics",
            "text/calendar",
            key="actions-ics",
            on_click="ignore",
        )


def _named(framework: Framework, practice_id: str) -> str:
    # A list of choices shows its text as it is, not as Markdown.
    return f"{practice_id} {framework.practices[practice_id].title}"
