"""`make bench`: what the dashboard costs, as ratios to a one-button page measured in the same run."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import find_chromium
from tests.performance.browsing import first_paint, median, percentile, rounds_of_clicks, seconds_each
from tests.performance.importing import large_import
from tests.performance.large import large_framework
from tests.performance.measures import (
    decompositions,
    durable_answers,
    fill_fifty_snapshots,
    memory_per_dashboard,
    roadmaps,
    score_process,
    workbook_processes,
)
from tests.performance.pooling import large_pool
from tests.performance.populations import population
from tests.performance.report import Line, print_table
from tests.performance.serving import Served, serve_dashboard, serve_floor, streamlit_run
from tests.performance.wording import suggestions
from use_cases.samples import fill_with_samples
from use_cases.workspace import open_workspace

CLICKS = 40
COLD_STARTS = 7
FLOOR_PAINTED = ".painted"
FOOT_PAINTED = ".foot"
TRACK_PAINTED = ".st-key-domain-trends .main-svg"
HERE = Path(__file__).parent


def main() -> int:
    """Measure, print the table; 1 where a limit is missed."""
    path = find_chromium()
    if path is None:
        print("not run: the benchmark needs Chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(dir=_real_disk()) as folder, sync_playwright() as playwright:
        place = Path(folder)
        store = place / "store.db"
        fill_with_samples(open_workspace(store, "Bench"))
        lines = [
            *durable_answers(place),
            *decompositions(),
            *score_process(store, place),
            *workbook_processes(store, place),
            *roadmaps(),
            *suggestions(),
            *large_import(place),
            *large_framework(place),
            *large_pool(place),
            *population(),
        ]
        browser = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-gpu"])
        with _everything(place, store) as (dashboard, floor, plain):
            lines += _clicks(browser, dashboard, floor, plain)
            fill_fifty_snapshots(place / "long.db")
            with serve_dashboard(place / "long.db") as long:
                lines += _first_pages(browser, dashboard, floor, long)
        # A server of its own: one that has drawn hundreds of pages takes further ones from memory it already holds.
        with serve_dashboard(store) as fresh:
            lines += memory_per_dashboard(browser, fresh)
        browser.close()
    print_table(lines)
    return 1 if any(line.is_over for line in lines) else 0


def _clicks(browser: Browser, dashboard: Served, floor: Served, plain: Served) -> list[Line]:
    """A click on a level until the new results of domain and whole are painted, against both floors."""
    clicks = rounds_of_clicks(browser, dashboard, floor, plain, CLICKS)
    p50, p95, run = median(clicks.floor), percentile(clicks.answer, 95), median(clicks.plain)
    return [
        Line("floor: click on the one button, p50", p50, "ms"),
        Line("plain streamlit run: the same click, p50", run, "ms"),
        Line("answer until painted, p50", median(clicks.answer), "ms"),
        Line("answer until painted, p95", p95, "ms", limit=run, why="below plain streamlit run's p50"),
        Line("answer p95 / floor p50", p95 / p50, "x", limit=6.0),
        Line("what-if until painted, p50 / answer p50", median(clicks.what_if) / median(clicks.answer), "x", limit=1.5),
        Line("answer until it is kept and painted, p50", median(clicks.confirmed), "ms"),
        Line("answer until it is kept and painted, p95", percentile(clicks.confirmed, 95), "ms"),
    ]


def _first_pages(browser: Browser, dashboard: Served, floor: Served, long: Served) -> list[Line]:
    """First page until painted with nothing cached; they take turns, so that noise meets all alike."""
    seen = seconds_each(
        COLD_STARTS,
        lambda: first_paint(browser, floor.address, FLOOR_PAINTED),
        lambda: first_paint(browser, dashboard.address, FOOT_PAINTED),
        lambda: first_paint(browser, f"{dashboard.address}/track", TRACK_PAINTED),
        lambda: first_paint(browser, f"{long.address}/track", TRACK_PAINTED),
        lambda: first_paint(browser, f"{dashboard.address}/crosswalk", FOOT_PAINTED),
        lambda: first_paint(browser, f"{dashboard.address}/pathways", FOOT_PAINTED),
    )
    base, overview, track, fifty, crosswalk, pathways = (median(times) for times in seen)
    return [
        Line("floor: first page", base, "ms"),
        Line("Overview: first page", overview, "ms"),
        Line("Overview / floor", overview / base, "x", limit=2.0),
        Line("Track: first page, charts drawn", track, "ms"),
        Line("Track / floor", track / base, "x", limit=3.5),
        Line("Track with 50 snapshots / floor", fifty / base, "x", limit=3.5),
        Line("Crosswalk / floor", crosswalk / base, "x", limit=3.5),
        Line("Pathways / floor", pathways / base, "x", limit=3.5),
    ]


@contextmanager
def _everything(place: Path, store: Path) -> Iterator[tuple[Served, Served, Served]]:
    """The dashboard, the one-button page served the same way, and the same page under plain `streamlit run`."""
    page = place / "floor" / "floor_page.py"
    page.parent.mkdir()
    shutil.copy(HERE / "floor_page.py", page)
    shutil.copytree(HERE.parents[1] / "dashboard" / ".streamlit", page.parent / ".streamlit")
    with serve_dashboard(store) as dashboard, serve_floor(page) as floor, streamlit_run(page) as plain:
        yield dashboard, floor, plain


def _real_disk() -> Path:
    """A folder of the project: a folder for temporary files may lie in memory, where nothing has to become durable."""
    folder = Path.cwd() / ".safermark"
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
