"""Adjusting an estimate on Plan: a reason is needed, the value is marked where it is shown, no score moves."""

from scoring.adjustment import Adjustment
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.adjust import adjust_estimates
from use_cases.assess import load_assessment
from use_cases.workspace import Workspace

SAMPLE = "sample-assessment-imarelle"


def shown(page: Page, name: str, **params: str) -> str:
    app = page(name)
    app.session_state["assessment_id"] = SAMPLE
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return text_of(html_of(app))


def test_form_needs_a_reason_then_keeps_the_estimate_and_takes_it_back(page: Page, workspace: Workspace) -> None:
    before = load_assessment(workspace, SAMPLE)
    app = page("plan")
    app.session_state["assessment_id"] = SAMPLE
    app.run()
    assert "Every estimate is the framework's" in text_of(html_of(app))
    app.selectbox(key="adjust-of").select("DET-01").run()
    boxes = {box.label: box for box in app.number_input}
    boxes["Person-weeks"].set_value(44.5)
    next(button for button in app.button if button.label == "Use this estimate").click().run()
    assert "The adjustment gives no reason." in text_of(html_of(app))
    next(box for box in app.text_input if box.label == "Why you know better").set_value("Done twice")
    next(button for button in app.button if button.label == "Use this estimate").click().run()
    assert not app.exception, app.exception
    text = text_of(html_of(app))
    assert "One estimate is this organization's own" in text
    assert "DET-01, effort to level 1: 44.5 person-weeks, adjusted by Ann on" in text
    after = load_assessment(workspace, SAMPLE)
    assert after.framework.practices["DET-01"].effort["to1"] == 44.5
    assert after.scorecard == before.scorecard
    next(box for box in app.text_input if box.label == "Why you know better").set_value("A slip")
    next(button for button in app.button if button.label.startswith("Take back")).click().run()
    assert load_assessment(workspace, SAMPLE).adjusted == {}


def test_every_kind_of_estimate_has_its_form(page: Page, workspace: Workspace) -> None:
    app = page("plan")
    app.session_state["assessment_id"] = SAMPLE
    app.run()
    for field in app.selectbox(key="adjust-field").options:
        app.selectbox(key="adjust-field").set_value(
            {
                "Effort to a level": "effort",
                "Share of a threat that it stops": "effectiveness",
                "Share of its effect before harm": "proactive",
                "What should stand first": "prerequisites",
                "Stages it acts at": "stages",
            }[field]
        ).run()
        assert not app.exception, (field, app.exception)
        assert any(button.label == "Use this estimate" for button in app.button)


def test_adjusted_value_is_marked_on_threats_frameworks_plan_and_why(page: Page, workspace: Workspace) -> None:
    threat = "insider-risk"
    made = [
        Adjustment(practice="DET-01", field=field, part=part, value=value, reason="Measured", on=workspace.today())  # type: ignore[arg-type]
        for field, part, value in (("effort", "to1", 9.5), ("effectiveness", threat, 0.93), ("proactive", "", 0.11))
    ]
    adjust_estimates(workspace, SAMPLE, made)
    share = "that it stops: 93 %, adjusted by Ann on"
    half = "DET-01, share of its effect before harm: 11 %, adjusted by Ann on"
    for name, params in (("threats", {}), ("plan", {}), ("frameworks", {"practice": "DET-01"})):
        text = shown(page, name, **params)
        assert share in text and half in text, name
    assert "the framework says" in shown(page, "threats")
    own = workspace.load_framework("safer-by-design@1.0").practices["DET-01"].effort["to1"]
    assert f"to level 1: {own:g}" in shown(page, "frameworks", practice="DET-01")
