"""Settings that hold for every test: where Chromium is, and how hard properties are tried."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
REQUIRED_VARIABLE = "SAFERMARK_REQUIRE_CHROMIUM"
"""Set by the continuous integration: a missing Chromium is then a failure."""

MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 4 * 1024**3
TEMPORARY_VARIABLE = "PYTEST_DEBUG_TEMPROOT"
"""Where pytest keeps the folders of tests. A store waits for the disk with each answer; in memory there is no wait."""

if TEMPORARY_VARIABLE not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
    os.environ[TEMPORARY_VARIABLE] = str(MEMORY)

settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("everyday"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("everyday"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "everyday"))


def find_chromium() -> Path | None:
    """The first Chromium on the path, or None."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every sample organization; copy it before writing to it."""
    # Imported here, so that tests of the lower floors do not wait for the store.
    from use_cases.samples import fill_with_samples
    from use_cases.workspace import open_workspace

    path = tmp_path_factory.mktemp("samples") / "samples.db"
    workspace = open_workspace(path, "Ann")
    fill_with_samples(workspace)
    workspace.store.engine.dispose()
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the browser tests, or leave them out where there is no Chromium, unless it is required.

    Their modules take longest: begun last, one of them would keep one worker busy while the other has nothing to do.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    config.stash[_LEFT_OUT] = bool(browser_tests) and find_chromium() is None
    if not config.stash[_LEFT_OUT]:
        return
    if os.environ.get(REQUIRED_VARIABLE):
        raise pytest.UsageError("Chromium is required here and was not found.")
    items[:] = [item for item in items if item not in browser_tests]
    config.hook.pytest_deselected(items=browser_tests)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say openly what was not run."""
    if config.stash.get(_LEFT_OUT, False) or find_chromium() is None:
        terminalreporter.write_line("not run: browser tests (Chromium not found)")


_LEFT_OUT = pytest.StashKey[bool]()
