"""The printed Overview and Track: light whatever the theme, complete, without navigation, nothing cut off."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAPER = {"width": 688, "height": 1000}
"""What A4 leaves between its margins, in pixels of CSS."""

_TOO_WIDE = """() => [...document.querySelectorAll('.stHtml *, .stPlotlyChart')].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > window.innerWidth + 1 && !element.closest('.unseen, .wide-table');
}).map(element => element.className + ' ' + element.textContent.slice(0, 40))"""


def on_paper(page: Page) -> Page:
    """The page as it is printed on A4."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.wait_for_timeout(300)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_overview_is_light_complete_and_without_navigation(
    visit: Visit, samples_address: str, scheme: str
) -> None:
    page = on_paper(visit(samples_address, scheme=scheme).open("?assessment=sample-assessment-imarelle"))
    colors = page.evaluate(
        "() => [getComputedStyle(document.querySelector('.stApp')).backgroundColor, "
        "getComputedStyle(document.querySelector('.stHtml h1')).color]"
    )
    assert colors == ["rgb(255, 255, 255)", "rgb(27, 36, 48)"]
    headings = page.locator("h2:visible").all_inner_texts()
    assert headings[:3] == ["Average", "Level reached", "Weakest fifth"]
    assert headings[-1] == "What these numbers do not say"
    assert page.locator(".heads header small:visible").count() == 3, "coverage stands beside each headline number"
    assert page.locator(".stAppHeader:visible, button:visible, a:visible").count() == 0
    assert page.locator("p.foot:visible").inner_text().startswith("Confidential")
    assert page.evaluate(_TOO_WIDE) == []


def test_printed_track_shows_its_charts_and_no_forms(visit: Visit, samples_address: str) -> None:
    page = visit(samples_address).open("track?assessment=sample-assessment-imarelle")
    page.locator(".stPlotlyChart .main-svg").first.wait_for()
    drawn = page.locator(".stPlotlyChart").count()
    on_paper(page)
    assert page.locator(".stPlotlyChart:visible").count() == drawn == 8
    assert page.locator("input:visible, .stSelectbox:visible, .stForm:visible").count() == 0


def test_printed_overview_takes_three_pages_at_most(visit: Visit, samples_address: str) -> None:
    page = visit(samples_address).open("?assessment=sample-assessment-veltrana")
    printed = page.pdf(format="A4", print_background=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 3
