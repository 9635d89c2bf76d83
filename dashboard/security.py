"""What the server adds to every answer: security headers, and no metrics for strangers."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

HIDDEN = ("/_stcore/metrics", "/_stcore/agent")
"""Paths nobody needs from outside; Streamlit answers them without asking who comes."""


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


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
