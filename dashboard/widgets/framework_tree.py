"""A very large framework as a tree: domains that unfold, and of an open one no more practices than can be read."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.widgets.plain import as_plain
from dashboard.widgets.practice_document import Reading
from dashboard.widgets.practice_groups import practices_in_groups
from frameworks.model import Domain, Framework, Practice

MOST_DRAWN = 150
"""More practices than this are not drawn at once."""
MOST_AT_ONCE = 40
"""Of one open domain."""


def framework_tree(framework: Framework, practices: Sequence[Practice], reading: Reading) -> None:
    """One row a domain with how many of its practices are shown; only what is unfolded is drawn."""
    wanted = {practice.id for practice in practices}
    for domain in framework.domains:
        shown = [practice for practice in domain.practices if practice.id in wanted]
        if not shown:
            continue
        of = "" if len(shown) == len(domain.practices) else f" of {len(domain.practices)}"
        label = f"{as_plain(domain.title)} · {len(shown)}{of}"
        with (folded := st.expander(label, key=f"tree-{framework.key}-{domain.id}", on_change="rerun")):
            if folded.open:
                _domain(framework, domain, shown, reading)


def _domain(framework: Framework, domain: Domain, shown: Sequence[Practice], reading: Reading) -> None:
    parts = [shown[first : first + MOST_AT_ONCE] for first in range(0, len(shown), MOST_AT_ONCE)]
    place = 0
    if len(parts) > 1:
        place = st.selectbox(
            f"Part of {as_plain(domain.title)}",
            range(len(parts)),
            format_func=lambda number: f"{parts[number][0].id} to {parts[number][-1].id}",
            key=f"part-{framework.key}-{domain.id}",
        )
    summary = f"<p>{escape(domain.summary)}</p>" if domain.summary else ""
    st.html(f"<p><i>{escape(domain.question)}</i></p>{summary}{practices_in_groups(domain, parts[place], reading)}")
