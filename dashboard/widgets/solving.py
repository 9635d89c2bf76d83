"""Long work beside the page: it is begun, asked for and shown when it is done, while the page stays usable."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import streamlit as st

KEPT = 16
"""Results that are kept; the oldest are forgotten first."""


class Bench:
    """One worker and its latest results. Shared by all sessions, so that a second asker finds what is there."""

    def __init__(self) -> None:
        # One at a time: a solver takes what the machine has.
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="solver")
        self._work: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def begin(self, key: Hashable, work: Callable[[], Any]) -> None:
        """Begin a piece of work, unless it was begun before."""
        if key not in self._work:
            self._work[key] = self._pool.submit(work)
        while len(self._work) > KEPT:
            _, oldest = self._work.popitem(last=False)
            oldest.cancel()

    def find(self, key: Hashable) -> Future[Any] | None:
        """The work under a key, done or not; None where it was not begun, or is forgotten."""
        return self._work.get(key)


@st.cache_resource(show_spinner=False)
def shared_bench() -> Bench:
    """The one of this server."""
    return Bench()
