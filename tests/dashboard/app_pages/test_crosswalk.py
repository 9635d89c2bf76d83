"""Crosswalk: the page shows every item of every list with what the answers say, and what the list leaves unasked."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets import crosswalk_words as say
from frameworks.crosswalks import find_crosswalk, list_reachable
from scoring.organization import Profile
from scoring.reading_across import ReadingAcross, read_across
from tests.dashboard.app_pages.conftest import Page
from tests.dashboard.app_pages.test_overview import html_of, in_scope, waive
from tests.dashboard.widgets.small_cards import text_of
from use_cases.assess import load_assessment, record_answers, start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace

SOURCE = "safer-by-design@1.0"
LISTS = [framework.key for framework in list_reachable(SOURCE)]


def run(page: Page, assessment_id: str, to: str) -> AppTest:
    app = page("crosswalk")
    app.session_state["assessment_id"] = assessment_id
    app.session_state["crosswalk-to"] = to
    app.run()
    assert not app.exception, app.exception
    return app


def reading_of(workspace: Workspace, assessment_id: str, to: str) -> ReadingAcross:
    crosswalk, other = find_crosswalk(SOURCE, to)
    return read_across(load_assessment(workspace, assessment_id).scorecard, crosswalk, other, (0, 5))


def test_five_lists_can_be_read() -> None:
    assert len(LISTS) >= 5


@pytest.mark.parametrize("to", LISTS)
def test_every_item_is_shown_with_what_the_answers_say(page: Page, workspace: Workspace, to: str) -> None:
    assessment_id = "sample-assessment-veltrana"
    text = text_of(html_of(run(page, assessment_id, to)))
    reading, (_, other) = reading_of(workspace, assessment_id, to), find_crosswalk(SOURCE, to)
    assert say.reading_finding(reading, other) in text
    assert say.reading_lede(reading) in text
    for item in reading.items:
        assert other.practices[item.item_id].title in text
        assert say.level_sentence(item, 5) in text
        for line in item.leading:
            assert line.reason in text
    for one in reading.unasked_in_scope:
        assert one.reason in text
    assert say.limits_sentence(other) in text


def test_nothing_answered_and_all_waived_have_words(page: Page, workspace: Workspace) -> None:
    organization = add_organization(workspace, "Small <b>Forum</b>", Profile(kinds=("ugc",), countries=("GB",)))
    fresh = start_assessment(workspace, organization.id, "safer-by-design").id
    text = text_of(html_of(run(page, fresh, LISTS[0])))
    assert "The answers say nothing of" in text
    assert "Small <b>Forum</b>" in text
    record_answers(workspace, fresh, [waive(id_) for id_ in in_scope(load_assessment(workspace, fresh))])
    text = text_of(html_of(run(page, fresh, LISTS[0])))
    assert "The practices that lead here do not apply." in text


def test_without_an_organization_the_next_step_is_taught(page: Page) -> None:
    assert "Nothing is on record yet." in text_of(html_of(page("crosswalk").run()))
