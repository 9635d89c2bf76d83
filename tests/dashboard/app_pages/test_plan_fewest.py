"""Plan: a plan that begins fewer practices, where it is wanted, and never mixed up with the one without."""

from dataclasses import replace

from dashboard.widgets import plan_findings as say
from dashboard.widgets.roadmap_view import plan_key
from dashboard.widgets.solving import shared_bench
from scoring.organization import Profile
from scoring.roadmap import Quarter, Roadmap, Simpler, Step
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import load_assessment, start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace

STEP = Step("A-1", 1, 2, 1.0, stays=46)
PROVEN = Roadmap(
    quarters=(Quarter((STEP, replace(STEP, practice="A-2")), {"x": 0.5}),),
    budget=2.0,
    objective=1.0,
    greedy_objective=1.2,
    unchanged_objective=2.0,
    gap=0.0005,
    fell_back=False,
    alternatives=(),
    what_ifs=50,
    assumed_lowest=(),
    stopped_short=(),
)


def test_plan_with_fewer_practices_says_how_many_and_what_it_costs() -> None:
    assert say.simpler_sentence(PROVEN) == "No plan with fewer practices was found that is nearly as good."
    assert say.simpler_sentence(replace(PROVEN, simpler=Simpler(PROVEN.quarters, 1.004, 1))) == (
        "Nearly as good with fewer: one practice instead of 2, for an exposure 0.4 % higher."
    )
    assert "6 practices instead of 2, for an exposure 0.0 %" in say.simpler_sentence(
        replace(PROVEN, simpler=Simpler(PROVEN.quarters, 0.999999, 6))
    )


def test_page_looks_for_fewer_practices_only_where_it_is_wanted(page: Page, workspace: Workspace) -> None:
    organization = add_organization(workspace, "Small Forum", Profile(kinds=("ugc",), countries=("GB",)))
    fresh = start_assessment(workspace, organization.id, "safer-by-design", "quick-start").id
    app = page("plan")
    app.query_params["assessment"] = fresh
    app.run()
    assert not app.exception
    app.checkbox(key="plan-fewest").check().run()
    app.number_input(key="plan-budget").set_value(20.0).run()
    app.button(key="plan-solve").click().run()
    opened = load_assessment(workspace, fresh)
    assert shared_bench().find(plan_key(opened, 20.0, 4)) is None
    work = shared_bench().find(plan_key(opened, 20.0, 4, with_fewest=True))
    assert work is not None
    roadmap = work.result(timeout=60)
    app.run()
    assert not app.exception
    titles = [box.label for box in app.expander if "fewer" in box.label]
    assert titles == ([] if roadmap.simpler is None else [say.simpler_sentence(roadmap)])
    assert ("No plan with fewer practices" in text_of(html_of(app))) is (roadmap.simpler is None)
    app.checkbox(key="plan-fewest").uncheck().run()
    assert "A quick answer, not proven to be the best." in text_of(html_of(app))
