"""Why is it this, on the pages: one click on a figure opens its reason, and none is computed unasked."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import why_view
from scoring.reasons import explain_score
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.widgets.small_cards import questions_of, text_of
from use_cases.assess import load_assessment, start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace

SAMPLE = "sample-assessment-imarelle"


def run(page: Page, name: str, assessment_id: str = SAMPLE) -> AppTest:
    app = page(name)
    app.session_state["assessment_id"] = assessment_id
    return settled(app.run())


def settled(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    return app


def html_of(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def dialog_of(app: AppTest) -> str:
    """What the open dialog says."""
    return text_of("\n".join(block.proto.body for block in app.get("html") if 'class="reason"' in block.proto.body))


@pytest.mark.parametrize("name", ["overview", "assess"])
def test_every_figure_that_can_be_asked_has_a_button_that_answers_it(
    page: Page, workspace: Workspace, name: str
) -> None:
    app = run(page, name)
    asked = questions_of(html_of(app))
    assert len(asked) >= 2
    for key, question in list(asked.items())[:: 1 + len(asked) // 30]:
        assert question.startswith("Why ")
        assert dialog_of(settled(app.button(key=key).click().run())), key
    assert not dialog_of(settled(app.run())), "the dialog is gone once nothing is asked"


def test_headline_numbers_and_every_domain_in_scope_can_be_asked_on_overview(page: Page, workspace: Workspace) -> None:
    card = load_assessment(workspace, SAMPLE).scorecard
    domains = [domain.id for domain in card.domains if domain.score.state != "out_of_scope"]
    practices = [practice.id for practice in card.practices if practice.state != "out_of_scope"]
    every = ("mean", "backed", "level", "coverage")
    assert set(questions_of(html_of(run(page, "overview")))) == {
        *(f"why-overall-{focus}" for focus in (*every, "weakest", "lowest")),
        *(f"why-{id_}-{focus}" for id_ in domains for focus in every),
        *(f"why-{id_}-practice" for id_ in practices),
    }


def test_level_of_every_practice_can_be_asked_in_the_rows_of_assess(page: Page, workspace: Workspace) -> None:
    app = run(page, "assess")
    rows = [key for key in questions_of(html_of(app)) if key.endswith("-practice")]
    assert len(rows) > 3
    said = dialog_of(settled(app.button(key=rows[0]).click().run()))
    assert rows[0].removeprefix("why-").removesuffix("-practice") in said


def test_dialog_says_what_the_reason_says(page: Page, workspace: Workspace) -> None:
    now = load_assessment(workspace, SAMPLE)
    shown = dialog_of(run(page, "overview").button(key="why-REP-mean").click().run())
    assert shown == text_of(why_view.reason_view(explain_score(now.scorecard, now.framework, "REP"), now.framework))
    level = dialog_of(run(page, "overview").button(key="why-overall-level").click().run())
    assert level.startswith("All practices in scope Level ")


def test_a_practice_of_the_dialog_can_be_looked_at_from_near(page: Page, workspace: Workspace) -> None:
    app = settled(run(page, "overview").button(key="why-REP-mean").click().run())
    box = app.selectbox(key="why-practice")
    in_scope = [p.id for p in load_assessment(workspace, SAMPLE).scorecard.practices if p.state != "out_of_scope"]
    assert sorted(option.split()[0] for option in box.options) == sorted(
        id_ for id_ in in_scope if id_.startswith("REP")
    )


def test_nothing_answered_can_be_asked_too(page: Page, workspace: Workspace) -> None:
    organization = add_organization(workspace, "Small Forum", load_assessment(workspace, SAMPLE).organization.profile)
    fresh = start_assessment(workspace, organization.id, "safer-by-design").id
    app = run(page, "overview", fresh)
    assert "Nothing is answered yet" in dialog_of(settled(app.button(key="why-overall-mean").click().run()))


def test_a_click_on_a_level_explains_nothing(page: Page, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    explained: list[Any] = []

    def counting(*arguments: Any) -> Any:
        explained.append(arguments)
        return explain_score(*arguments)

    monkeypatch.setattr(why_view, "explain_score", counting)
    app = run(page, "assess")
    practice = next(radio.key for radio in app.radio if str(radio.key).startswith("level-"))
    settled(app.radio(key=practice).set_value("2").run())
    assert explained == []
    settled(app.button(key="why-overall-mean").click().run())
    assert len(explained) == 1
