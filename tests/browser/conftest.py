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
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import find_chromium

WIDE, NARROW = 1400, 400
PAGES = ("", "assess", "track", "frameworks", "organizations")

_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]') && document.fonts.status === 'loaded';
}"""


@dataclass
class Visitor:
    """One person's browser window on one served store."""

    page: Page
    address: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

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

    def foreign_hosts(self) -> set[str]:
        """Every host asked for that is not the one served."""
        own = urlsplit(self.address).netloc
        asked = {urlsplit(url) for url in self.requested}
        return {url.netloc for url in asked if url.scheme not in ("data", "blob") and url.netloc != own}


Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
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


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open a window of one's own on a served store."""
    contexts: list[BrowserContext] = []

    def arrive(address: str, *, width: int = WIDE, scheme: str = "light") -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        visitor = Visitor(context.new_page(), address)
        visitor.page.on("request", lambda request: visitor.requested.append(request.url))
        visitor.page.on("websocket", lambda socket: visitor.requested.append(socket.url))
        visitor.page.on("console", lambda message: _note(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    yield arrive
    for context in contexts:
        context.close()


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    """Keep errors of the console; a deep link first asks for two files beside itself and is told where they are."""
    if message.type == "error" and "_stcore" not in str(message.location.get("url", "")):
        visitor.complaints.append(message.text)
