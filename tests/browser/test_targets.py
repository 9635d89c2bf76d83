"""Targets and actions by keyboard alone, with nothing for axe-core to find while their forms are open."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from use_cases.actions import list_actions
from use_cases.assess import load_assessment

if TYPE_CHECKING:
    from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser


def test_profile_is_adopted_and_an_action_kept_by_keyboard_alone(place: "Place", visit: "Visit") -> None:
    assessment = place.begin("Keyboard Forum")
    visitor = visit(place.address)
    page = visitor.open(f"plan?assessment={assessment}")
    visitor.tab_to("Set targets")
    visitor.press("Enter")
    assert visitor.violations() == []
    visitor.tab_to("Set these targets")
    visitor.press("Enter")
    expect(page.get_by_text("targets of your own").first).to_be_visible()
    assert load_assessment(place.workspace, assessment).targets
    visitor.tab_to("Add or change an action")
    visitor.press("Enter")
    visitor.tab_to("What is to be done")
    page.keyboard.type("Match uploads")
    assert visitor.violations() == []
    visitor.tab_to("Keep the action")
    visitor.press("Enter")
    expect(page.get_by_text("One action is open")).to_be_visible()
    assert [one.title for one in list_actions(place.workspace, assessment)] == ["Match uploads"]
    assert visitor.violations() == []
    assert visitor.complaints == []
