"""The dashboard served as a user serves it, asked over the network."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from dashboard.security import security_headers
from dashboard.server import PAGE, USUAL_PORT, AddressTaken, serve_page

SAFERMARK = [sys.executable, "-u", "-c", "from dashboard.cli import main; main()"]
PROTOCOLS = ["streamlit"]
LARGEST_UPLOAD = 10 * 1024 * 1024


@dataclass(frozen=True)
class Served:
    """A running dashboard."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """The answer to one request; its body is not read yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    def listen(self, origin: str | None = None, host: str | None = None) -> ClientConnection:
        """A web socket as a page opens it."""
        with socket.create_connection(("127.0.0.1", self.port)) as plain:
            return connect(
                f"ws://{host or self.host}/_stcore/stream",
                sock=plain.dup(),
                origin=origin,  # type: ignore[arg-type]
                subprotocols=PROTOCOLS,  # type: ignore[arg-type]
            )


@contextmanager
def serving(store: Path, *arguments: str) -> Iterator[Served]:
    """`safermark serve` until the block ends."""
    command = [*SAFERMARK, "serve", "--store", str(store), "--no-browser", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield Served(process, _port_printed_by(process))
    finally:
        process.kill()
        process.communicate()


def _port_printed_by(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdout is not None
    line = process.stdout.readline().decode()
    found = re.fullmatch(r"Safermark is open at http://127\.0\.0\.1:(\d+)\n", line)
    assert found, line
    return int(found.group(1))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An empty store, served for this module."""
    with serving(tmp_path_factory.mktemp("served") / "store.db", "--port", "0") as running:
        yield running


def test_it_answers_as_soon_as_the_address_is_printed(tmp_path: Path) -> None:
    with serving(tmp_path / "store.db", "--port", "0") as running:
        answer = running.ask("/_stcore/health")
        assert (answer.status, answer.read()) == (200, b"ok")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/assess",
        "/overview",
        "/instant.js",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/static/nothing.js",
    ],
)
def test_every_answer_carries_the_security_headers_once(served: Served, path: str) -> None:
    answer = served.ask(path)
    for name, value in security_headers():
        assert answer.headers.get_all(name.decode()) == [value.decode()]


def test_the_server_does_not_say_what_it_is_built_with(served: Served) -> None:
    assert "server" not in {name.lower() for name in served.ask("/").headers}


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/%6detrics"])
def test_metrics_and_the_agent_interface_are_not_there(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert (answer.status, answer.read()) == (404, b"")


def test_the_address_of_the_overview_leads_to_the_first_page(served: Served) -> None:
    answer = served.ask("/overview?assessment=one&x=2")
    assert (answer.status, answer.headers["location"]) == (307, "/?assessment=one&x=2")
    assert served.ask("/overview").headers["location"] == "/"


def test_a_page_of_another_site_gets_no_web_socket(served: Served) -> None:
    with served.listen(origin=f"http://{served.host}"):
        pass
    with pytest.raises(InvalidStatus, match="403"):
        served.listen(origin="http://forum.example")


def test_a_foreign_name_that_points_here_gets_neither_page_nor_web_socket(served: Served) -> None:
    name = f"forum.example:{served.port}"
    assert served.ask("/", Host=name).status == 421
    with pytest.raises(InvalidStatus, match="403"):
        served.listen(origin=f"http://{name}", host=name)


def test_an_upload_without_the_token_of_the_page_is_refused(served: Served) -> None:
    with served.listen() as page:
        session = begun(page).initialize.session_id
        assert served.ask(f"/_stcore/upload_file/{session}/file", "PUT").status == 403


def test_an_upload_over_the_limit_is_refused_before_it_is_read(served: Served) -> None:
    cookie = served.ask("/_stcore/health").headers["set-cookie"].split(";")[0]
    with served.listen() as page:
        path = f"/_stcore/upload_file/{begun(page).initialize.session_id}/file"
        sizes = {
            size: served.ask(
                path, "PUT", Cookie=cookie, X_Xsrftoken=cookie.partition("=")[2], Content_Length=str(size)
            ).status
            for size in (LARGEST_UPLOAD + 1, 0)
        }
    # An upload without a file gets further than one that is too large: to the look at its content.
    assert sizes == {LARGEST_UPLOAD + 1: 413, 0: 400}


def test_the_page_is_told_to_send_no_usage_statistics(served: Served) -> None:
    with served.listen() as page:
        assert begun(page).config.gather_usage_stats is False


def begun(page: ClientConnection) -> NewSession:
    """What the server says first to a page that asks to be drawn."""
    page.send(BackMsg(rerun_script=ClientState()).SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(page.recv(timeout=20))
        if message.WhichOneof("type") == "new_session":
            return message.new_session


def test_visits_are_not_logged(tmp_path: Path) -> None:
    with serving(tmp_path / "store.db", "--port", "0") as running:
        for _ in range(3):
            running.ask("/").read()
        with running.listen():
            pass
        running.process.send_signal(signal.SIGINT)
        out, errors = running.process.communicate(timeout=20)
    assert (out, errors) == (b"", b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_when_told_to_though_a_page_is_open(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "store.db", "--port", "0") as running, running.listen():
        running.process.send_signal(number)
        _, errors = running.process.communicate(timeout=10)
    # As shells report a program that a signal ended, whether it ends itself or leaves with 128 + number.
    assert running.process.returncode in (128 + number, -number)
    assert b"Traceback" not in errors


def test_a_taken_usual_port_gives_way_to_a_free_one(tmp_path: Path) -> None:
    with _holding(USUAL_PORT), serving(tmp_path / "store.db") as running:
        assert running.port not in (0, USUAL_PORT)
        assert running.ask("/_stcore/health").status == 200


def test_a_taken_port_that_was_asked_for_is_an_error_in_three_parts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*SAFERMARK, "serve", "--store", str(tmp_path / "store.db"), "--no-browser", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ})
    assert ended.returncode == AddressTaken.exit_code
    assert f"127.0.0.1:{port} cannot be had" in ended.stderr
    assert "choose another --port" in ended.stderr
    assert ended.stdout == ""


def test_an_address_of_another_machine_cannot_be_had() -> None:
    with pytest.raises(AddressTaken, match=r"192\.0\.2\.1"):
        serve_page(PAGE, "192.0.2.1", 0, False)


@contextmanager
def _holding(port: int) -> Iterator[None]:
    """The port is taken, by us or by whoever has it already."""
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", port))
            taken.listen()
        except OSError:
            assert port == USUAL_PORT
        yield
