"""What is added to every answer, asked of the middleware alone."""

import asyncio
import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
import streamlit

from dashboard.security import (
    HIDDEN,
    KnownHosts,
    SecurityHeaders,
    content_security_policy,
    names_for,
    security_headers,
)

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


async def _says_yes(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers whoever asks, with a header of its own."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    headers = [(b"X-Frame-Options", b"ALLOWALL"), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"yes"})


def ask(app: Any, path: str = "/", host: bytes | None = b"127.0.0.1:8501", kind: str = "http") -> list[dict[str, Any]]:
    """The messages one request is answered with."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [] if host is None else [(b"host", host)]
    asyncio.run(app({"type": kind, "path": path, "headers": headers}, None, send))
    return sent


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_the_policy_names_no_other_host_and_allows_no_inline_script_but_those_of_the_index() -> None:
    found = directives(content_security_policy("<script>first()</script><script src='x.js'></script>"))
    digest = base64.b64encode(hashlib.sha256(b"first()").digest()).decode()
    assert found["script-src"] == ["'self'", "'unsafe-eval'", "'wasm-unsafe-eval'", f"'sha256-{digest}'"]
    sources = {source for name in found if name != "script-src" for source in found[name]}
    assert sources == {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert [name for name in found if "'unsafe-inline'" in found[name]] == ["style-src"]


@pytest.mark.parametrize("name", ["object-src", "frame-src", "frame-ancestors"])
def test_nothing_is_embedded_and_nobody_embeds_us(name: str) -> None:
    assert directives(content_security_policy(INDEX))[name] == ["'none'"]


def test_every_inline_script_of_the_installed_streamlit_is_allowed_by_its_hash() -> None:
    inline = INDEX.count("<script>")
    allowed = directives(content_security_policy(INDEX))["script-src"]
    assert inline > 0
    assert sum(source.startswith("'sha256-") for source in allowed) == inline


def test_our_headers_stand_once_whatever_the_application_says() -> None:
    start, _ = ask(SecurityHeaders(_says_yes, security_headers()))
    names = [name.lower() for name, _ in start["headers"]]
    assert {name.lower(): value for name, value in start["headers"]}[b"x-frame-options"] == b"DENY"
    assert len(names) == len(set(names))
    assert {name for name, _ in security_headers()} <= set(names)
    assert b"content-type" in names


@pytest.mark.parametrize("path", [*HIDDEN, "/_stcore/metrics/", "/_stcore/agent/openapi.json"])
def test_a_hidden_path_is_not_found_and_carries_the_headers(path: str) -> None:
    start, body = ask(SecurityHeaders(_says_yes, security_headers()), path)
    assert (start["status"], body["body"]) == (404, b"")
    assert dict(start["headers"]) == dict(security_headers())


def test_a_web_socket_passes_the_headers_untouched() -> None:
    assert ask(SecurityHeaders(_says_yes, security_headers()), kind="websocket") == [{"type": "websocket.accept"}]


@pytest.mark.parametrize(
    "host", [b"127.0.0.1:8501", b"localhost", b"LOCALHOST:9", b"[::1]:8501", b"127.0.0.1"], ids=bytes.decode
)
def test_this_machine_is_answered_by_its_own_names(host: bytes) -> None:
    assert ask(KnownHosts(_says_yes, names_for("127.0.0.1")), host=host)[0]["status"] == 200


@pytest.mark.parametrize(
    "host",
    [b"forum.example", b"127.0.0.1.forum.example", b"localhost@forum.example", b"", b"[::1", b"\xff", None],
    ids=repr,
)
def test_another_name_that_points_here_is_refused(host: bytes | None) -> None:
    app = KnownHosts(_says_yes, names_for("127.0.0.1"))
    assert ask(app, host=host)[0]["status"] == 421
    assert ask(app, host=host, kind="websocket") == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("127.0.0.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_only_an_address_of_this_machine_alone_is_picky_about_names(host: str, is_own: bool) -> None:
    names = names_for(host)
    assert (host in names) == is_own
    answered = ask(KnownHosts(_says_yes, names), host=b"forum.example")[0]["status"]
    assert answered == (421 if is_own else 200)
