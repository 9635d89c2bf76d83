"""Plan: targets by stage or one by one, actions of the steps of a plan, and days that are held or let go."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import plan_findings as say
from scoring.actions import Action
from scoring.assessment import Answer
from scoring.organization import Profile
from scoring.targets import PracticeTarget
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.actions import keep_actions, list_actions
from use_cases.assess import load_assessment, record_answer, start_assessment
from use_cases.organize import add_organization
from use_cases.plan import actions_of, plan_first_steps
from use_cases.targets import adopt_targets, set_targets
from use_cases.workspace import Workspace

HOSTILE = "<img src=x onerror=alert(1)> **bold** :material/home: $x^2$ [a](javascript:alert(1)) `code`"


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new quick start without answers."""
    organization = add_organization(
        workspace, "Small Forum", Profile(kinds=("ugc",), countries=("GB",), stage="growing")
    )
    return start_assessment(workspace, organization.id, "safer-by-design", "quick-start").id


def run(page: Page, assessment_id: str) -> AppTest:
    app = page("plan")
    app.query_params["assessment"] = assessment_id
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """The page after the one button of this label."""
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str) -> object:
    (found,) = [one for one in app.get(kind) if one.label == label]
    return found


def test_profile_of_the_own_stage_is_offered_and_set_by_one_button(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    assert app.selectbox(key="targets-profile").value == "growing"
    assert "No targets of your own are set" in text_of(html_of(app))
    assert load_assessment(workspace, fresh).targets == {}
    app.button(key="targets-adopt").click().run()
    assert not app.exception
    held = load_assessment(workspace, fresh).targets
    assert len(held) == len(
        [one for one in load_assessment(workspace, fresh).scorecard.practices if one.state == "unanswered"]
    )
    text = text_of(html_of(app))
    assert "targets are still to be reached" in text
    assert " targets of your own, " in text


def test_other_profile_is_shown_before_it_is_set(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    before = [one.value for one in app.markdown if one.value.startswith("It asks for")]
    app.selectbox(key="targets-profile").set_value("start-up").run()
    assert [one.value for one in app.markdown if one.value.startswith("It asks for")] != before
    assert load_assessment(workspace, fresh).targets == {}


def test_one_target_is_set_with_its_day_and_reason_and_all_are_withdrawn(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    assert not [button for button in app.button if button.label == "Withdraw all targets"]
    practice, due = app.selectbox(key="targets-practice").value, workspace.today() + timedelta(days=200)
    field(app, "selectbox", "Level wanted").set_value(5)  # type: ignore[attr-defined]
    days = [one for one in app.date_input if one.label == "By (optional)"]
    days[0].set_value(due)
    field(app, "text_input", "Why (optional)").set_value(HOSTILE)  # type: ignore[attr-defined]
    press(app, "Set the target")
    held = load_assessment(workspace, fresh).targets[practice]
    assert (held.level, held.due, held.reason) == (5, due, HOSTILE)
    press(app, "Withdraw all targets")
    assert load_assessment(workspace, fresh).targets == {}
    assert "No targets of your own are set" in text_of(html_of(app))


def test_level_below_what_stands_is_not_offered_and_a_forbidden_reason_is_refused_in_words(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    first = run(page, fresh).selectbox(key="targets-practice").value
    record_answer(workspace, fresh, Answer(practice=first, level=4))
    app = run(page, fresh)
    levels = field(app, "selectbox", "Level wanted")
    assert [str(one).split()[0] for one in levels.options] == ["4", "5"]  # type: ignore[attr-defined]
    field(app, "text_input", "Why (optional)").set_value("abcdefghij234567.onion")  # type: ignore[attr-defined]
    press(app, "Set the target")
    text = text_of(html_of(app))
    assert "The text holds what looks like an onion address." in text
    assert load_assessment(workspace, fresh).targets == {}


def test_steps_become_actions_once_even_after_a_second_click(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    assert "No actions yet" in text_of(html_of(app))
    opened = load_assessment(workspace, fresh)
    expected = actions_of(opened, plan_first_steps(opened, 6.0, 4), [])
    app.button(key="plan-make-actions").click().run()
    assert not app.exception
    kept = list_actions(workspace, fresh)
    assert {(one.practice, one.level, one.due) for one in kept} == {
        (one.practice, one.level, one.due) for one in expected
    }
    assert "actions are open" in text_of(html_of(app))
    assert not [button for button in app.button if button.key == "plan-make-actions"]
    assert len(list_actions(workspace, fresh)) == len(expected)


def test_page_drawn_before_somebody_kept_the_actions_makes_no_second_ones(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app, opened = run(page, fresh), load_assessment(workspace, fresh)
    kept = keep_actions(workspace, fresh, actions_of(opened, plan_first_steps(opened, 6.0, 4), []))
    app.button(key="plan-make-actions").click().run()
    assert not app.exception
    assert len(list_actions(workspace, fresh)) == len(kept)


def test_action_is_added_and_its_status_changed(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    press(app, "Keep the action")
    assert "An action needs a title." in text_of(html_of(app))
    field(app, "text_input", "What is to be done").set_value("Match uploads")  # type: ignore[attr-defined]
    press(app, "Keep the action")
    (first,) = list_actions(workspace, fresh)
    assert (first.title, first.status, first.due, first.effort) == ("Match uploads", "planned", None, None)
    app.selectbox(key=f"action-{fresh}").set_value(first.id).run()
    field(app, "selectbox", "Status").set_value("done")  # type: ignore[attr-defined]
    press(app, "Keep the action")
    (second,) = list_actions(workspace, fresh)
    assert (second.id, second.status, second.title) == (first.id, "done", "Match uploads")
    assert "No action is open; 1 done" in text_of(html_of(app))


def test_files_of_actions_are_offered_once_there_are_some(page: Page, workspace: Workspace, fresh: str) -> None:
    def offered(app: AppTest) -> list[str]:
        return [button.proto.label for button in app.get("download_button")]

    assert offered(run(page, fresh)) == []
    keep_actions(workspace, fresh, [Action(practice="DET-01", title="Match")])
    assert offered(run(page, fresh)) == ["Actions as CSV", "Open actions for a calendar"]


def test_days_of_targets_are_held_by_the_plan_unless_they_are_let_go(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    assert not [box for box in app.checkbox if box.key == "plan-deadlines"]
    practice = app.selectbox(key="targets-practice").value
    due, later = (workspace.today() + timedelta(days=days) for days in (100, 300))
    set_targets(workspace, fresh, [PracticeTarget(practice=practice, level=3, due=later, on=workspace.today())])
    app = run(page, fresh)
    assert app.checkbox(key="plan-deadlines").value
    assert app.checkbox(key="plan-deadlines").label == say.deadlines_label(1)
    set_targets(workspace, fresh, [PracticeTarget(practice=practice, level=5, due=due, on=workspace.today())])
    app = run(page, fresh)
    # At most two levels a quarter: five cannot be reached in the first.
    assert app.checkbox(key="plan-deadlines").label == say.deadlines_label(1, can_be_held=False)
    assert not app.checkbox(key="plan-deadlines").value
    app.checkbox(key="plan-deadlines").check().run()
    assert say.NO_QUICK_PLAN[0] in text_of(html_of(app))
    app.checkbox(key="plan-deadlines").uncheck().run()
    assert say.NO_QUICK_PLAN[0] not in text_of(html_of(app))
    assert "A quick answer, not proven to be the best." in text_of(html_of(app))


def test_hostile_words_of_people_are_shown_as_text(page: Page, workspace: Workspace, fresh: str) -> None:
    adopt_targets(workspace, fresh, "growing")
    (kept,) = keep_actions(workspace, fresh, [Action(practice="DET-01", title=HOSTILE, owner=HOSTILE)])
    app = run(page, fresh)
    assert "<img" not in html_of(app)
    # What people read is given without the blank before a colon.
    assert text_of(html_of(app)).count(HOSTILE.replace(" :", ":")) == 2
    # A list of choices shows its text as it is, without Markdown.
    assert app.selectbox(key=f"action-{fresh}").options == ["A new one", f"DET-01 {HOSTILE}"]
    app.selectbox(key=f"action-{fresh}").set_value(kept.id).run()
    field(app, "selectbox", "Status").set_value("done")  # type: ignore[attr-defined]
    press(app, "Keep the action")
    assert "<img" not in html_of(app)
    assert [one.title for one in list_actions(workspace, fresh)] == [HOSTILE]
