"""Servers to measure: the dashboard, and the one-button page served in two ways."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """Something that answers at an address."""

    address: str
    process: int
    """Its process id."""

    def resident_megabytes(self) -> float:
        """Memory the process holds, MB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found, "the kernel says how much memory a process holds"
        return int(found.group(1)) / 1024


@contextmanager
def serve_dashboard(store: Path) -> Iterator[Served]:
    """The dashboard as a user starts it."""
    command = "from dashboard.cli import main; main()"
    with _started([command, "serve", "--store", str(store), "--port", "0", "--no-browser"]) as served:
        yield served


@contextmanager
def serve_floor(page: Path) -> Iterator[Served]:
    """The one-button page under the dashboard's own server."""
    command = (
        "import sys; from pathlib import Path; from dashboard.server import serve_page; "
        "serve_page(Path(sys.argv[1]), '127.0.0.1', 0, False)"
    )
    with _started([command, str(page)]) as served:
        yield served


@contextmanager
def streamlit_run(page: Path) -> Iterator[Served]:
    """The one-button page under plain `streamlit run`."""
    port = _free_port()
    program = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen([*program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health")
        yield Served(address, process.pid)
    finally:
        _end(process)


@contextmanager
def _started(arguments: Sequence[str]) -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAFERMARK_ACTOR": "Bench"},
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline().decode()
        found = re.search(r"http://\S+", line)
        if found is None:
            raise RuntimeError(f"no address was printed: {line!r}")
        yield Served(found.group().rstrip("/"), process.pid)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {START_SECONDS} s")
