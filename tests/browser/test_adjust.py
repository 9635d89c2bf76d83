"""Adjusting an estimate, in a real browser: accessible, within its window, marked at once."""

import pytest

from tests.browser.conftest import BOTH, Visit

pytestmark = pytest.mark.browser

SAMPLE = "plan?assessment=sample-assessment-imarelle"


@pytest.mark.parametrize(("width", "scheme"), BOTH)
def test_form_is_accessible_and_an_estimate_is_marked_once_it_is_kept(
    visit: Visit, samples_address: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    page = visitor.open(SAMPLE)
    page.get_by_text("Adjust an estimate").click()
    visitor.settle()
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    reason = f"Counted at {width} {scheme}"
    page.get_by_role("textbox", name="Why you know better").fill(reason)
    page.get_by_role("spinbutton", name="Person-weeks", exact=True).fill(str(width / 100))
    page.get_by_role("button", name="Use this estimate").click()
    page.get_by_text(f"{reason}; the framework says").first.wait_for()
    visitor.settle()
    assert visitor.is_within_its_window()
    assert visitor.complaints == []
