"""What the server adds to every answer: security headers, no metrics for strangers, no answer to foreign names."""

import base64
import hashlib
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HIDDEN = ("/_stcore/metrics", "/_stcore/agent")
"""Paths nobody needs from outside; Streamlit answers them without asking who comes."""

OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""What a browser on this machine may call it."""
REFUSED = 421
"""Misdirected request."""


def content_security_policy(index: str) -> str:
    """The policy for pages whose index holds inline scripts: only those scripts, and nothing from another host.

    Streamlit's bundle evaluates code and sets styles inline, so both stay allowed for our own origin.
    """
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in re.findall(r"<script>(.*?)</script>", index, re.DOTALL))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def security_headers() -> list[tuple[bytes, bytes]]:
    """The headers, for the Streamlit that is installed."""
    import streamlit

    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    return [
        (b"content-security-policy", content_security_policy(index).encode()),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    ]


class SecurityHeaders:
    """Pure ASGI, so that streams and web sockets pass untouched."""

    def __init__(self, app: Any, headers: list[tuple[bytes, bytes]]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer 404 for what is hidden; add the headers to everything else."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self.headers}
                kept = [header for header in message.get("headers", []) if header[0].lower() not in names]
                message = {**message, "headers": [*kept, *self.headers]}
            await send(message)

        if scope["path"].startswith(HIDDEN):
            await send_with_headers({"type": "http.response.start", "status": 404, "headers": []})
            await send_with_headers({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, send_with_headers)


class KnownHosts:
    """Answers only to the names it is given: a page elsewhere may point its own name at this machine to read along."""

    def __init__(self, app: Any, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Refuse pages and web sockets that were asked for by another name. No names: everything passes."""
        if scope["type"] not in ("http", "websocket") or not self.names or _host_of(scope) in self.names:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            text = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": REFUSED, "headers": text})
            await send({"type": "http.response.body", "body": b"Open this dashboard by the address it printed."})


def names_for(host: str) -> frozenset[str]:
    """The names to answer to when listening on an address: this machine's own, or any name for an open address."""
    try:
        is_own = ip_address(host).is_loopback
    except ValueError:
        is_own = host == "localhost"
    return OWN_NAMES | {host} if is_own else frozenset()


def _host_of(scope: Any) -> str | None:
    """The name in the Host header without its port; None for none, several, or one that is no name."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    try:
        return urlsplit(f"//{given[0].decode('ascii')}").hostname if len(given) == 1 else None
    except ValueError:
        return None


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
