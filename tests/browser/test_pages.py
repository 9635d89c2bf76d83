"""Every page, wide and narrow, light and dark: accessible, within its window, and quiet towards the outside."""

import pytest

from tests.browser.conftest import LOOKS, PAGES, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_its_window_and_asks_nobody_else(
    visit: Visit, samples_address: str, path: str, width: int, scheme: str
) -> None:
    visitor = visit(samples_address, width=width, scheme=scheme)
    visitor.open(path)
    assert visitor.violations() == []
    assert visitor.is_within_its_window()
    assert visitor.foreign_hosts() == set()
    assert visitor.complaints == []


def test_the_address_of_the_overview_opens_it(visit: Visit, samples_address: str) -> None:
    visitor = visit(samples_address)
    first = visitor.open().locator("h1").inner_text()
    assert visitor.open("overview").locator("h1").inner_text() == first
    assert visitor.page.get_by_text("Page not found").count() == 0


def test_a_request_to_another_host_would_be_noticed(visit: Visit, samples_address: str) -> None:
    visitor = visit(samples_address)
    page = visitor.open()
    page.evaluate("fetch('http://192.0.2.1/seen').catch(() => null)")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://192.0.2.2/x.png' }))")
    page.wait_for_timeout(200)
    assert len(visitor.complaints) >= 2, "our policy forbids both, and the browser says so"
