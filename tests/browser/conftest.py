"""A served store and a real browser that remembers every request it makes."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright

from scoring.organization import Profile
from tests.conftest import find_chromium
from use_cases.assess import start_assessment
from use_cases.organize import add_organization
from use_cases.workspace import Workspace, open_workspace

WIDE, NARROW = 1400, 400
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
BOTH = [(WIDE, "light"), (NARROW, "dark")]
"""Each width and each scheme once: for forms and dialogs on pages that are looked at in every way."""
PAGES = (
    "",
    "assess",
    "track",
    "benchmark",
    "plan",
    "threats",
    "crosswalk",
    "pathways",
    "frameworks",
    "terms",
    "organizations",
)
MOST_STOPS = 60
"""Nobody should have to press Tab more often to reach what they want."""

_FOCUSED = """() => {
  const element = document.activeElement;
  // The page itself, which holds every name there is, is not what carries one.
  if (element.querySelector('h1')) return '';
  const group = element.closest('[role=radiogroup]');
  const names = [element.getAttribute('aria-label'), group && group.getAttribute('aria-label'), element.innerText];
  return names.filter(Boolean).join(' | ');
}"""
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]') && document.fonts.status === 'loaded';
}"""
_WITHIN = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .every(element => element.scrollWidth <= window.innerWidth)"""


@dataclass
class Visitor:
    """One person's browser window on one served store."""

    page: Page
    address: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _heard: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    def listen(self) -> None:
        """Note every request, error and dialog from now on."""
        self._heard = {
            "request": lambda request: self.requested.append(request.url),
            "websocket": lambda socket: self.requested.append(socket.url),
            "console": lambda message: _note(self, message),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": lambda dialog: _dismiss(self, dialog),
        }
        for event, hear in self._heard.items():
            self.page.on(event, hear)  # type: ignore[call-overload]

    def leave(self) -> None:
        """Give the window back as it was found."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.context.clear_cookies()
        self.page.goto("about:blank")

    def open(self, path: str = "") -> Page:
        """Go to a page and wait until it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector("h1")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until nothing is being drawn any more."""
        # A click reaches the server a moment after it was made.
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(_SETTLED, timeout=20_000)
        self.page.wait_for_timeout(50)

    def tab_to(self, name: str) -> None:
        """Press Tab until what carries this name has the focus; a group of radio buttons has the name of its label."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if name in str(self.page.evaluate(_FOCUSED)):
                return
        pytest.fail(f"{name} cannot be reached by keyboard")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until the page is drawn."""
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def violations(self) -> list[str]:
        """What axe-core finds, one line each, but for the drop zone of files.

        Streamlit names a section there that it calls presentation only. The button and the field inside carry names
        of their own, so nothing is hidden from anybody.
        """
        found = [(rule["id"], node) for rule in Axe().run(self.page).response["violations"] for node in rule["nodes"]]
        own = [(rule, node) for rule, node in found if rule != "presentation-role-conflict" or not _is_drop_zone(node)]
        return [f"{rule}: {node['target']} {node['failureSummary']}" for rule, node in own]

    def is_within_its_window(self) -> bool:
        """Whether nothing has to be scrolled sideways to be read."""
        return bool(self.page.evaluate(_WITHIN))

    def foreign_hosts(self) -> set[str]:
        """Every host asked for that is not the one served."""
        own = urlsplit(self.address).netloc
        asked = {urlsplit(url) for url in self.requested}
        return {url.netloc for url in asked if url.scheme not in ("data", "blob") and url.netloc != own}


Visit = Callable[..., Visitor]


@dataclass(frozen=True)
class Place:
    """A served store that a test may write to from outside, as a second person would."""

    address: str
    workspace: Workspace

    def begin(self, name: str, kinds: tuple[str, ...] = ("ugc", "messaging")) -> str:
        """The id of a new organization's assessment without answers."""
        organization = add_organization(self.workspace, name, Profile(kinds=kinds, countries=("GB",)))
        return start_assessment(self.workspace, organization.id, "safer-by-design").id


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module: as long as Playwright runs, no other test of the process can have a loop of its own."""
    path = find_chromium()
    assert path is not None, "browser tests are left out without Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(path), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The address of a dashboard on this store, served as a user would."""
    program = [sys.executable, "-u", "-c", "from dashboard.cli import main; main()"]
    arguments = ["serve", "--store", str(store), "--port", "0", "--no-browser"]
    environment = {**os.environ, "SAFERMARK_ACTOR": "Ann"}
    served = subprocess.Popen(
        [*program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert served.stdout is not None
    try:
        line = served.stdout.readline().decode()
        found = re.search(r"http://\S+", line)
        assert found, f"no address was printed: {line!r}"
        yield found.group().rstrip("/")
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(timeout=30)


@pytest.fixture(scope="module")
def samples_address(filled_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The samples, served for one module of tests."""
    store = tmp_path_factory.mktemp("served") / "store.db"
    shutil.copy(filled_store, store)
    with serving(store) as address:
        yield address


@pytest.fixture(scope="module")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store with nothing in it, served for one module of tests."""
    with serving(tmp_path_factory.mktemp("served-empty") / "store.db") as address:
        yield address


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A store of one module's own, served and open to write to."""
    store = tmp_path_factory.mktemp("place") / "store.db"
    workspace = open_workspace(store, "Ann")
    with serving(store) as address:
        yield Place(address, workspace)


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """One window for a module: the scripts of the dashboard are read from its cache after the first page."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(chromium: Browser, window: Page) -> Iterator[Visit]:
    """Open a window on a served store; a second one in the same test is another person's."""
    visitors: list[Visitor] = []

    def arrive(address: str, *, width: int = WIDE, scheme: str = "light") -> Visitor:
        page = chromium.new_context(reduced_motion="reduce").new_page() if visitors else window
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme=scheme)  # type: ignore[arg-type]
        visitors.append(visitor := Visitor(page, address))
        visitor.listen()
        return visitor

    yield arrive
    for visitor in visitors[1:]:
        visitor.page.context.close()
    for visitor in visitors[:1]:
        visitor.leave()


def _is_drop_zone(node: dict[str, Any]) -> bool:
    return 'data-testid="stFileUploaderDropzone"' in node["html"]


def _dismiss(visitor: Visitor, dialog: Dialog) -> None:
    visitor.complaints.append(f"A dialog opened: {dialog.message}")
    dialog.dismiss()


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    """Keep errors of the console; a deep link first asks for two files beside itself and is told where they are."""
    if message.type == "error" and "_stcore" not in str(message.location.get("url", "")):
        visitor.complaints.append(message.text)
