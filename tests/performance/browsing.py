"""What a person waits for, measured in the page's own clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.performance.serving import Served

PAINTING = (Path(__file__).parent / "painting.js").read_text(encoding="utf-8")
WINDOW = {"width": 1400, "height": 900}
WARM_UP = 5
LEVEL = '.st-key-levels [role="radiogroup"] > :nth-child({}) input'
WHAT_IF = '[class*="st-key-levels-"] [role="radiogroup"] > :nth-child({}) input'
PAUSE_MILLISECONDS = 120
"""Between two clicks, so that each starts on a page at rest."""


@dataclass(frozen=True, slots=True)
class Clicks:
    """Milliseconds of each click, until something is painted."""

    answer: list[float] = field(default_factory=list)
    """On an answer, until domain and whole show its results."""
    confirmed: list[float] = field(default_factory=list)
    """The same click, until what is shown comes from the answer that was kept."""
    what_if: list[float] = field(default_factory=list)
    """On another level of a practice in a what-if, until its results are shown."""
    floor: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    """On the one button under plain `streamlit run`."""


def rounds_of_clicks(browser: Browser, dashboard: Served, floor: Served, plain: Served, clicks: int) -> Clicks:
    """Click on an answer, on the floor and under plain `streamlit run`, in turn."""
    assess = _open(browser, f"{dashboard.address}/assess", ".running")
    plan = _open(browser, f"{dashboard.address}/plan", ".what-if")
    button = _open(browser, floor.address, ".painted")
    run = _open(browser, plain.address, ".painted")
    seen = Clicks()
    for number in range(WARM_UP + clicks):
        level = 1 if number % 2 else 6
        other = 2 if number % 2 else 5
        times = (
            (seen.answer, _painted(assess, LEVEL.format(level), ".running")),
            (seen.confirmed, _painted(assess, LEVEL.format(other), ".running:not([data-pending])")),
            (seen.what_if, _painted(plan, WHAT_IF.format(level), ".what-if")),
            (seen.floor, _painted(button, '[data-testid="stButton"] button', ".painted")),
            (seen.plain, _painted(run, '[data-testid="stButton"] button', ".painted")),
        )
        if number >= WARM_UP:
            for kept, time in times:
                kept.append(time)
    for page in (assess, plan, button, run):
        page.context.close()
    return seen


def first_paint(browser: Browser, address: str, painted: str) -> float:
    """Milliseconds from the start of a visit with nothing cached until something is painted."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function("css => document.querySelector(css)", arg=painted, polling="raf")
    time = page.evaluate("() => new Promise(seen => requestAnimationFrame(() => seen(performance.now())))")
    context.close()
    return float(time)


def seconds_each(times: int, *measured: Callable[[], float]) -> list[list[float]]:
    """Several things measured in turn, `times` times each; a first round is thrown away."""
    seen: list[list[float]] = [[] for _ in measured]
    for number in range(times + 1):
        for kept, measure in zip(seen, measured, strict=True):
            time = measure()
            if number:
                kept.append(time)
    return seen


def percentile(values: list[float], share: int) -> float:
    """The value that `share` percent do not exceed (nearest rank)."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def median(values: list[float]) -> float:
    """The middle one."""
    return percentile(values, 50)


def _open(browser: Browser, address: str, painted: str) -> Page:
    page = browser.new_context(viewport=WINDOW).new_page()
    page.goto(address)
    page.wait_for_selector(painted)
    page.wait_for_timeout(1_000)
    return page


def _painted(page: Page, clicked: str, watched: str) -> float:
    page.wait_for_timeout(PAUSE_MILLISECONDS)
    return float(page.evaluate(PAINTING, {"clicked": clicked, "watched": watched}))
