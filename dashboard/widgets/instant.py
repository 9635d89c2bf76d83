"""Results a page sends ahead, one for each choice of a group of radio buttons: nobody waits for a number to change.

`instant.js` shows the one of the choice that is clicked, while the click is on its way to the server.
"""

import json
import time
from collections.abc import Sequence
from html import escape


def outcomes_for(levels_key: str, results: Sequence[str]) -> str:
    """The results in the order of the choices, as HTML that is not seen; empty for a choice that shows none.

    `levels_key` is the key of the container that holds the radio buttons; it begins with "levels".
    """
    return f'<div hidden data-outcomes-for="{escape(levels_key)}" data-outcomes="{escape(json.dumps(results))}"></div>'


def outcome(html: str, classes: str) -> str:
    """The place where they are shown, with what holds now; one a page."""
    # Never the same twice: a page that shows what a choice would bring must be set right when it was not kept.
    return f'<div class="{classes}" data-outcome="{time.monotonic_ns()}">{html}</div>'
