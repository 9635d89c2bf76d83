"""The picture at the head of the README: `make picture` serves the samples and photographs the Overview of one."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.conftest import serving
from tests.conftest import find_chromium
from use_cases.assess import list_assessments
from use_cases.organize import list_organizations
from use_cases.samples import fill_with_samples
from use_cases.workspace import open_workspace

SHOWN = "Imarelle Studio"
PICTURE = Path(__file__).parent / "overview.png"
WINDOW = {"width": 1400, "height": 1180}


def main() -> None:
    """Write docs/overview.png."""
    path = find_chromium()
    if path is None:
        sys.exit("The picture needs Chromium.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "store.db"
        workspace = open_workspace(store)
        fill_with_samples(workspace)
        shown = next(found for found in list_organizations(workspace) if found.name == SHOWN)
        assessment = list_assessments(workspace, shown.id)[0].id
        browser = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-gpu"])
        with serving(store) as address:
            page = browser.new_page(viewport=WINDOW, color_scheme="light")
            page.goto(f"{address}/?assessment={assessment}")
            page.wait_for_selector(".foot")
            page.wait_for_timeout(1_500)
            page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
