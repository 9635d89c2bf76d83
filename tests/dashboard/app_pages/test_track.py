"""Track: charts, table and sentences show what was frozen, for every sample and for every state of a history."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.trend_findings import track_finding, track_lede
from dashboard.widgets.trend_readings import readings
from scoring.assessment import Answer, Evidence
from scoring.organization import Profile
from store.snapshots import append_snapshot
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import SAMPLES, html_of, in_scope, waive
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization, set_profile
from use_cases.track import own_yardstick, record_event, take_snapshot, trace
from use_cases.workspace import Workspace

PROFILE = Profile(kinds=("ugc",), countries=("GB",))


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new assessment without answers."""
    organization = add_organization(workspace, "Small Forum", PROFILE)
    return start_assessment(workspace, organization.id, "safer-by-design").id


def run(page: Page, assessment_id: str) -> AppTest:
    """The page of an assessment, after making sure that nothing broke."""
    app = page("track")
    app.session_state["assessment_id"] = assessment_id
    return settled(app.run())


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def shown(page: Page, assessment_id: str) -> str:
    """What a person reads."""
    return text_of(html_of(run(page, assessment_id)))


def charts(app: AppTest) -> list[tuple[str, dict[str, Any]]]:
    """Alternative text and figure of every chart, in order."""
    return [(chart.proto.alt, json.loads(chart.proto.spec)) for chart in app.get("plotly_chart")]


def answer_all(workspace: Workspace, assessment_id: str, level: int, on: date, *, backed: bool = False) -> None:
    """The same level for every practice in scope, from a day on."""
    evidence = (Evidence(title="Record", date=on, level=level),) if backed else ()
    practices = in_scope(load_assessment(workspace, assessment_id))
    answers = [Answer(practice=id_, level=level, on=on, evidence=evidence) for id_ in practices]
    record_answers(workspace, assessment_id, answers)


@pytest.fixture
def days(workspace: Workspace) -> list[date]:
    """Three days a quarter apart, the last one yesterday."""
    return [workspace.today() - timedelta(days=back) for back in (183, 92, 1)]


@pytest.mark.parametrize("name", SAMPLES)
def test_charts_and_table_of_every_sample_show_what_was_frozen(page: Page, workspace: Workspace, name: str) -> None:
    assessment_id = f"sample-assessment-{name}"
    trend = trace(workspace, assessment_id)
    app = run(page, assessment_id)
    app.session_state["figures"] = True
    app.run()
    text = text_of(html_of(app))
    least = own_yardstick(load_assessment(workspace, assessment_id))
    assert track_finding(trend, least) in text
    assert track_lede(trend, least) in text
    drawn = charts(app)
    lines = {line.title: line for line in (trend.overall, *trend.domains) if readings(line)}
    assert len(drawn) == len(lines) + 1
    for alt, figure in drawn[:-1]:
        line = next(line for title, line in lines.items() if f"{title}, from" in alt)
        claimed, backed = figure["data"][:2]
        assert claimed["y"] == [point.claimed for point in line.points]
        assert backed["y"] == [point.evidenced for point in line.points]
    for point in trend.overall.points:
        backed = "–" if point.evidenced is None else f"{point.evidenced:.1f}"
        assert f"{point.claimed:.1f} / {backed}" in text


@pytest.mark.parametrize("name", SAMPLES)
def test_alternative_text_of_every_chart_begins_with_the_finding_beside_it(
    page: Page, workspace: Workspace, name: str
) -> None:
    app = run(page, f"sample-assessment-{name}")
    text = text_of(html_of(app))
    for alt, _ in charts(app)[:-1]:
        finding = alt.split(". ")[0] if not alt.startswith("All domains since") else alt[: alt.index(". All domains,")]
        assert finding in text


@pytest.mark.parametrize("name", SAMPLES)
def test_any_two_snapshots_of_a_sample_can_be_compared(page: Page, workspace: Workspace, name: str) -> None:
    app = run(page, f"sample-assessment-{name}")
    settled(app.selectbox[0].select_index(0).run())
    assert app.selectbox[0].value < app.selectbox[1].value
    settled(app.selectbox[1].select_index(0).run())
    assert [box.value for box in app.selectbox] == [
        snapshot.on for snapshot in trace(workspace, f"sample-assessment-{name}").snapshots[:2]
    ]


def test_without_answers_the_next_step_is_to_answer(page: Page, fresh: str) -> None:
    text = shown(page, fresh)
    assert "No snapshot yet." in text
    assert "Answer first:" in text


def test_without_a_snapshot_the_next_step_is_to_take_one(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answers(workspace, fresh, [Answer(practice="GOV-01", level=2)])
    app = run(page, fresh)
    assert "it freezes the 1 answers" not in text_of(html_of(app))
    assert "it freezes the one answer as it stands" in text_of(html_of(app))
    assert not charts(app)


def test_one_snapshot_is_no_trend(page: Page, workspace: Workspace, fresh: str, days: list[date]) -> None:
    answer_all(workspace, fresh, 2, days[0])
    take_snapshot(workspace, fresh, days[0])
    app = run(page, fresh)
    assert "One snapshot. A trend needs two." in text_of(html_of(app))
    assert not app.selectbox
    assert "no evidence recorded" in charts(app)[0][0]


def test_two_snapshots_that_are_alike_differ_in_nothing(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    answer_all(workspace, fresh, 2, days[0])
    for on in days[:2]:
        take_snapshot(workspace, fresh, on)
    text = shown(page, fresh)
    assert "Nothing differs between the two snapshots" in text
    assert "moved too little to tell; no evidence is recorded behind them" in text


def test_evidence_alone_may_differ(page: Page, workspace: Workspace, fresh: str, days: list[date]) -> None:
    answer_all(workspace, fresh, 2, days[0])
    take_snapshot(workspace, fresh, days[0])
    answer_all(workspace, fresh, 2, days[1], backed=True)
    take_snapshot(workspace, fresh, days[1])
    app = run(page, fresh)
    assert "more of them is backed" in text_of(html_of(app))
    assert "No level moved" in text_of(html_of(app))
    assert any("more backed" in expander.label for expander in app.expander)


def test_regression_is_said_marked_and_listed_first(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    for on, level in zip(days[:2], (4, 2), strict=True):
        answer_all(workspace, fresh, level, on)
        take_snapshot(workspace, fresh, on)
    app = run(page, fresh)
    text = text_of(html_of(app))
    assert "Claims fell by 2.0 from" in text
    assert "Every domain is lower than at the snapshot before" in text
    assert "4 to 2" in text
    folded = len(in_scope(load_assessment(workspace, fresh))) - 12
    assert f"{folded} more" in [expander.label for expander in app.expander]
    assert "▼ lower" in text
    assert [trace["name"] for trace in charts(app)[0][1]["data"]] == ["claimed", "backed", "lower"]


def test_wider_profile_is_drawn_as_a_break_and_said(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    organization_id = load_assessment(workspace, fresh).organization.id
    set_profile(workspace, organization_id, PROFILE, on=days[0])
    answer_all(workspace, fresh, 3, days[0])
    take_snapshot(workspace, fresh, days[0])
    set_profile(workspace, organization_id, Profile(kinds=("ugc", "generative-ai")), on=days[1])
    take_snapshot(workspace, fresh, days[1])
    app = run(page, fresh)
    text = text_of(html_of(app))
    assert "Not like for like: since" in text
    assert "not the same practices are counted" in text
    figure = charts(app)[0][1]
    assert "scope" in [annotation["text"] for annotation in figure["layout"]["annotations"]]


def test_other_framework_version_is_drawn_as_a_break_and_nothing_is_compared_across_it(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    for on, level in zip(days[:2], (4, 2), strict=True):
        answer_all(workspace, fresh, level, on)
    old = take_snapshot(workspace, fresh, days[0]).model_copy(update={"id": "old", "framework_version": "0.9"})
    with workspace.store.writing() as transaction:
        append_snapshot(transaction, old.model_copy(update={"at": old.at + timedelta(minutes=1)}))
    take_snapshot(workspace, fresh, days[1])
    app = run(page, fresh)
    text = text_of(html_of(app))
    assert "One snapshot since another version counts. A trend needs two." in text
    assert "Dotted: framework version 1.0 instead of 0.9 since" in text
    assert "Another version of framework or scoring was used: these figures are as reported, not like for like." in text
    assert "Lower than in" not in text
    assert "no crosswalk leads to version 1.0, so nothing is restated." in text
    figure = charts(app)[0][1]
    assert [one["name"] for one in figure["data"]] == ["claimed", "backed"]
    assert "version 1.0" in [annotation["text"] for annotation in figure["layout"]["annotations"]]


def test_snapshot_of_what_is_all_not_applicable_is_not_read_as_zero(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [waive(id_).model_copy(update={"on": days[0]}) for id_ in practices])
    for on in days[:2]:
        take_snapshot(workspace, fresh, on)
    text = shown(page, fresh)
    assert "No snapshot can be read yet." in text
    assert "0.0" not in text


def test_events_are_numbered_in_the_list_and_in_the_chart(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    organization_id = load_assessment(workspace, fresh).organization.id
    answer_all(workspace, fresh, 2, days[0])
    for on in (days[0], days[2]):
        take_snapshot(workspace, fresh, on)
    for on, title in ((days[1], "<b>Launch</b>"), (days[1], "New rule"), (days[0], "First step")):
        record_event(workspace, organization_id, on, title)
    app = run(page, fresh)
    assert "1 First step" in text_of(html_of(app))
    assert "2 <b>Launch</b>" in text_of(html_of(app))
    labels = [annotation["text"] for annotation in charts(app)[0][1]["layout"]["annotations"]]
    assert labels[-2:] == ["1", "2, 3"]


def _labelled(widgets: Any, label: str) -> Any:
    return next(widget for widget in widgets if widget.label == label)


def test_snapshot_form_takes_one_and_says_so(page: Page, workspace: Workspace, fresh: str) -> None:
    record_answers(workspace, fresh, [Answer(practice="GOV-01", level=2)])
    app = run(page, fresh)
    _labelled(app.text_input, "Note (optional)").set_value("Before <the> board")
    settled(_labelled(app.button, "Take a snapshot").click().run())
    (taken,) = trace(workspace, fresh).snapshots
    assert (taken.on, taken.note, taken.by) == (workspace.today(), "Before <the> board", "Ann")
    assert "is taken." in text_of(html_of(app))
    app.session_state["figures"] = True
    assert "Before <the> board" in text_of(html_of(app.run()))


def test_snapshot_form_says_what_is_missing_and_takes_none(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    settled(_labelled(app.button, "Take a snapshot").click().run())
    assert "Nothing was answered by" in text_of(html_of(app))
    assert not trace(workspace, fresh).snapshots


@pytest.mark.parametrize("title", ["", "d41d8cd98f00b204e9800998ecf8427e"])
def test_event_form_refuses_what_may_not_be_kept_and_says_why(
    page: Page, workspace: Workspace, fresh: str, title: str
) -> None:
    app = run(page, fresh)
    _labelled(app.text_input, "What happened").set_value(title)
    settled(_labelled(app.button, "Record an event").click().run())
    assert "Mend:" in text_of(html_of(app))
    assert not trace(workspace, fresh).events


def test_event_form_records_and_says_so(page: Page, workspace: Workspace, fresh: str) -> None:
    app = run(page, fresh)
    _labelled(app.text_input, "What happened").set_value(" A launch ")
    settled(_labelled(app.button, "Record an event").click().run())
    assert [(event.title, event.on) for event in trace(workspace, fresh).events] == [("A launch", workspace.today())]
    assert "Recorded: A launch" in text_of(html_of(app))


def test_words_of_the_verdict_are_shown_as_they_are_written(
    page: Page, workspace: Workspace, fresh: str, days: list[date]
) -> None:
    for on, level in zip(days[:2], (1, 4), strict=True):
        answer_all(workspace, fresh, level, on)
        take_snapshot(workspace, fresh, on)
    text = text_of(html_of(run(page, fresh)))
    assert "How far assessors differ is the framework's judgement." in text
    assert "&#x27;" not in text
