"""Frameworks of others in a real browser: pages open on them, fit their window and draw no more than is in view."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from frameworks.loader import CATALOG
from tests.browser.conftest import NARROW, PAGES, WIDE, Visit, serving
from tests.large_framework import fill_store, keep_samples
from use_cases.workspace import open_workspace

pytestmark = pytest.mark.browser

MOST_NODES = 6_000
OF_SCALES = ("", "assess", "track", "plan", "frameworks")
"""Pages on which levels stand."""


@pytest.fixture(scope="module")
def large_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A served store with assessments on every sample; the address, and the assessments by framework."""
    folder: Path = tmp_path_factory.mktemp("large")
    catalog = keep_samples(folder / "catalog")
    made = fill_store(open_workspace(folder / "store.db", "Ann", catalogs=(catalog, CATALOG)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFERMARK_CATALOGS", str(catalog))
        with serving(folder / "store.db") as address:
            yield address, made


@pytest.mark.parametrize(
    ("framework", "pages"),
    [("large-range", PAGES), ("odd-names", PAGES), ("few-names", OF_SCALES), ("own-scales", OF_SCALES)],
)
def test_pages_open_on_frameworks_of_others(
    visit: Visit, large_place: tuple[str, dict[str, list[str]]], framework: str, pages: tuple[str, ...]
) -> None:
    address, made = large_place
    visitor = visit(address)
    for path in pages:
        page = visitor.open(f"{path}?assessment={made[framework][0]}")
        for width in (NARROW, WIDE):
            # Drawn anew for each page would be the same page twice: what is looked at is the way it fits.
            page.set_viewport_size({"width": width, "height": 900})
            visitor.settle()
            assert page.locator('[data-testid="stException"]').count() == 0, path
            assert visitor.is_within_its_window(), (path, width)
            assert page.evaluate("document.querySelectorAll('*').length") < MOST_NODES, path
    assert visitor.complaints == []


def test_a_range_is_answered_with_a_number(visit: Visit, large_place: tuple[str, dict[str, list[str]]]) -> None:
    address, made = large_place
    visitor = visit(address)
    page = visitor.open(f"assess?assessment={made['large-range'][1]}")
    field = page.get_by_label("Level, 0 to 100")
    field.fill("37")
    visitor.press("Enter")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert visitor.violations() == []
