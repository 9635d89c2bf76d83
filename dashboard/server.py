"""The dashboard as an ASGI application: Streamlit under uvicorn, started by the command line."""

import asyncio
import gc
import os
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from dashboard.security import KnownHosts, SecurityHeaders, names_for, security_headers
from frameworks.errors import MaturityError
from use_cases.places import STORE_VARIABLE
from use_cases.workspace import open_workspace

PAGES = (
    "assess",
    "benchmark",
    "crosswalk",
    "frameworks",
    "organizations",
    "overview",
    "pathways",
    "plan",
    "terms",
    "threats",
    "track",
)
PAGE = Path(__file__).parent / "app.py"
INSTANT = "/instant.js"
"""Our only script. Streamlit has no other way to load one from our own address, as the policy for scripts asks."""
USUAL_PORT = 8501
LARGEST_MESSAGE = 20 * 1024 * 1024
"""Bytes of one message over a web socket."""


class AddressTaken(MaturityError):
    """The address to listen on cannot be had."""

    exit_code = 12


def serve(store_path: Path, host: str, port: int, open_browser: bool) -> None:
    """Serve the dashboard on a store until it is interrupted; prints the address once it answers.

    The usual port gives way to a free one when it is taken.

    Raises:
        StoreNotUsable: the store cannot be opened.
        AddressTaken: host or port cannot be had.
    """
    open_workspace(store_path)
    os.environ[STORE_VARIABLE] = str(store_path.expanduser().absolute())
    serve_page(PAGE, host, port, open_browser)


def serve_page(page: Path, host: str, port: int, open_browser: bool) -> None:
    """Serve one Streamlit script until it is interrupted. Raises AddressTaken."""
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(page, names_for(host)),
        log_level="warning",
        # Streamlit sets the loggers of uvicorn back to its own level; only this keeps visits out of the log.
        access_log=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        # Nearly always the browser runs on this machine or next door: compressing costs more than it saves.
        ws_per_message_deflate=False,
    )
    # A page run and the connection take turns some thirty times a click; 5 ms, Python's own choice, is felt.
    sys.setswitchinterval(0.0005)
    asyncio.run(_run(uvicorn.Server(config), listener, address, open_browser))


def create_app(page: Path, names: frozenset[str] = frozenset()) -> Any:
    """The ASGI application that serves one Streamlit script, by these names for the machine (none = by any name)."""
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.routing import Route

    headers = Middleware(SecurityHeaders, headers=security_headers())
    routes = [Route("/overview", _to_first_page), Route(INSTANT, _instant)]
    return st.App(page, lifespan=_lifespan, routes=routes, middleware=[headers, Middleware(KnownHosts, names=names)])


async def _to_first_page(request: Request) -> Response:
    """Streamlit gives the first page no address but `/`; people write the one of its name."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


async def _instant(request: Request) -> Response:
    return FileResponse(PAGE.with_name("instant.js"), headers={"cache-control": "no-cache"})


@asynccontextmanager
async def _lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import what pages need, then freeze it: Streamlit collects garbage after every run, and this keeps it short."""
    for module in ("pandas", "plotly.graph_objects", "plotly.io", *(f"dashboard.app_pages.{page}" for page in PAGES)):
        import_module(module)
    gc.collect()
    gc.freeze()
    yield {}


async def _run(server: uvicorn.Server, listener: socket.socket, address: str, open_browser: bool) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.05)
    if server.started:
        print(f"Safermark is open at {address}", file=sys.stdout, flush=True)
        if open_browser:
            webbrowser.open(address)
    await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        return _bound(host, port)
    except OSError as error:
        if port == USUAL_PORT:
            return _listen(host, 0)
        raise AddressTaken.of(
            f"The address {host}:{port} cannot be had: {error.strerror}.", "host and port", "choose another --port."
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio switches Nagle's delay off only then.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
