"""Long work beside the page: it is begun, asked for and shown when it is done, while the page stays usable."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

import streamlit as st

from frameworks.errors import MaturityError

KEPT = 16
"""Results that are kept; the oldest are forgotten first."""


class WorkBroken(MaturityError):
    """A piece of work ended without a result."""

    exit_code = 11


class Bench:
    """One piece of work at a time, and the latest results; shared by all sessions, so that none is done twice."""

    def __init__(self) -> None:
        # A solver takes what the machine has.
        self._turn = threading.Lock()
        self._work: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def begin(self, key: Hashable, work: Callable[[], Any]) -> None:
        """Begin a piece of work, unless it was begun before."""
        if key in self._work:
            return
        future: Future[Any] = Future()
        self._work[key] = future
        # A thread that nobody waits for: a server that is stopped does not solve to the end first.
        threading.Thread(target=self._run, args=(future, work), daemon=True).start()
        while len(self._work) > KEPT:
            _, oldest = self._work.popitem(last=False)
            oldest.cancel()

    def find(self, key: Hashable) -> "Future[Any] | None":
        """The work under a key, done or not; None where it was not begun, or is forgotten."""
        return self._work.get(key)

    def _run(self, future: "Future[Any]", work: Callable[[], Any]) -> None:
        with self._turn:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except MaturityError as error:
                future.set_exception(error)
            finally:
                if not future.done():
                    future.set_exception(WorkBroken.of("It broke off.", "plan", "try again, or with another budget."))


@st.cache_resource(show_spinner=False)
def shared_bench() -> Bench:
    """The one of this server."""
    return Bench()
