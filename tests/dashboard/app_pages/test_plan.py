"""Plan: steps at once, the best plan when it is found, what-ifs that save nothing, what goes stale."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import plan_findings as say
from dashboard.widgets.roadmap_view import plan_key
from dashboard.widgets.solving import Bench, WorkBroken, shared_bench
from scoring.assessment import Answer, Evidence
from scoring.gaps import find_gaps
from scoring.organization import Profile
from scoring.roadmap import PlanNotPossible
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import SAMPLES, html_of, in_scope, waive
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import list_steps, load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.plan import deadlines_of, find_stale_by, plan_first_steps
from use_cases.targets import reach_targets
from use_cases.workspace import Workspace


@pytest.fixture
def fresh(workspace: Workspace) -> str:
    """The id of a new quick start without answers."""
    organization = add_organization(workspace, "Small <b>Forum</b>", Profile(kinds=("ugc",), countries=("GB",)))
    return start_assessment(workspace, organization.id, "safer-by-design", "quick-start").id


def run(page: Page, assessment_id: str) -> AppTest:
    app = page("plan")
    app.query_params["assessment"] = assessment_id
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", SAMPLES)
def test_page_shows_gaps_first_steps_and_what_goes_stale(page: Page, workspace: Workspace, name: str) -> None:
    assessment_id = f"sample-assessment-{name}"
    opened = load_assessment(workspace, assessment_id)
    text = text_of(html_of(run(page, assessment_id)))
    gaps = find_gaps(opened.scorecard, opened.framework, opened.targets)
    assert say.plan_finding(gaps, 3, opened.targets) in text
    held = plan_first_steps(opened, 6.0, 4, deadlines=deadlines_of(opened, 4))
    assert (say.NO_QUICK_PLAN[0] in text) is not held
    quick = held or plan_first_steps(opened, 6.0, 4)
    assert not held or say.first_steps_finding(quick, opened.framework) in text
    for step in (step for quarter in quick for step in quarter.steps):
        assert f"{step.practice} {step.before} to {step.to} {say.weeks(step.effort)}" in text
    assert say.ageing_finding(find_stale_by(opened, opened.on + timedelta(days=91))) in text
    assert "What a plan does not know" in text


def test_without_an_organization_the_next_step_is_taught(page: Page) -> None:
    assert "Nothing is on record yet." in text_of(html_of(page("plan").run()))


def test_nothing_answered_and_all_waived_have_words(page: Page, workspace: Workspace, fresh: str) -> None:
    text = text_of(html_of(run(page, fresh)))
    assert "Nothing is answered, so nothing can be said of the target yet." in text
    assert "Small <b>Forum</b>" in text
    record_answers(workspace, fresh, [waive(id_) for id_ in in_scope(load_assessment(workspace, fresh))])
    text = text_of(html_of(run(page, fresh)))
    assert "Every practice stands at its target level of 3 or above." in text
    assert "Nothing can be raised within this budget" in text


def test_best_plan_takes_the_place_of_the_quick_one_when_it_is_found(
    page: Page, workspace: Workspace, fresh: str
) -> None:
    app = run(page, fresh)
    assert "A quick answer, not proven to be the best." in text_of(html_of(app))
    app.button(key="plan-solve").click().run()
    assert "Looking for the best plan. The page stays usable." in text_of(html_of(app))
    opened = load_assessment(workspace, fresh)
    work = shared_bench().find(plan_key(opened, 6.0, 4))
    assert work is not None
    work.result(timeout=60)
    text = text_of(html_of(app.run()))
    assert "Best plan found, proven within 0.1 % for these estimates." in text
    assert "of 20" in text
    assert "A quick answer" not in text
    assert [button.proto.label for button in app.get("download_button")] == ["Steps as CSV", "Quarters for a calendar"]


def test_smaller_budget_plans_fewer_steps(page: Page, fresh: str) -> None:
    app = run(page, fresh)
    app.number_input(key="plan-budget").set_value(0.5).run()
    assert "0.5 person-weeks of 2 person-weeks" in text_of(html_of(app)) or "2 person-weeks of 2" in text_of(
        html_of(app)
    )


def test_what_if_shows_its_result_and_saves_nothing(page: Page, workspace: Workspace, fresh: str) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, level=2) for id_ in practices])
    app = run(page, fresh)
    chosen = app.multiselect(key=f"what-if-{fresh}").value
    assert len(chosen) == 3
    app.radio(key=f"what-if-{fresh}-{chosen[0]}").set_value(5).run()
    text = text_of(html_of(app))
    assert "With one other level the average would rise by 0.3. Nothing is saved." in text
    assert "All domains 2.0 → 2.3" in text
    assert len(list_steps(workspace, fresh, chosen[0])) == 1
    assert load_assessment(workspace, fresh).assessment.by_practice[chosen[0]].level == 2


def test_day_of_the_next_snapshot_decides_what_is_stale_by_then(page: Page, workspace: Workspace, fresh: str) -> None:
    today = workspace.today()
    document = Evidence(title="Log", date=today, level=4)
    record_answers(workspace, fresh, [Answer(practice="DET-01", level=4, evidence=(document,))])
    app = run(page, fresh)
    assert "Nothing goes stale before then" in text_of(html_of(app))
    app.date_input(key=f"plan-until-{fresh}").set_value(today + timedelta(days=400)).run()
    assert "One practice loses backing" in text_of(html_of(app))


def test_share_of_the_targets_that_is_reached_has_bounds_while_practices_are_open(
    workspace: Workspace, fresh: str
) -> None:
    practices = in_scope(load_assessment(workspace, fresh))
    record_answers(workspace, fresh, [Answer(practice=id_, level=3) for id_ in practices[:-1]])
    reached = reach_targets(workspace, load_assessment(workspace, fresh)).of_targets
    assert reached.value == 1
    assert reached.low is not None
    assert reached.low < 1
    assert reached.high == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_work_that_is_refused_or_breaks_says_so_and_lets_the_next_one_in() -> None:
    bench = Bench()

    def refused() -> None:
        raise PlanNotPossible.of("No.", "budget", "more.")

    bench.begin("refused", refused)
    bench.begin("broken", lambda: 1 / 0)
    bench.begin("good", lambda: 5)
    found = {key: bench.find(key) for key in ("refused", "broken", "good")}
    assert isinstance(found["refused"] and found["refused"].exception(timeout=10), PlanNotPossible)
    assert isinstance(found["broken"] and found["broken"].exception(timeout=10), WorkBroken)
    assert found["good"] and found["good"].result(timeout=10) == 5


def test_bench_keeps_the_latest_work_and_begins_nothing_twice() -> None:
    bench, begun = Bench(), []
    for number in range(20):
        bench.begin(number, lambda number=number: begun.append(number) or number)  # type: ignore[misc]
    bench.begin(19, lambda: begun.append(99))
    assert bench.find(0) is None
    work = bench.find(19)
    assert work is not None
    assert work.result(timeout=10) == 19
    assert 99 not in begun
