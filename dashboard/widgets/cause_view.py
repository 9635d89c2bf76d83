"""Why an average moved, as a waterfall by cause with its twin by practice: HTML, drawn as quickly as text."""

from collections.abc import Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from dashboard.widgets.cause_findings import (
    CAUSE_TITLES,
    causes_finding,
    causes_sentence,
    dominance_sentence,
    largest_parts,
    signed_tenth,
)
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table
from frameworks.model import Framework
from scoring.change import Change
from scoring.decomposition import Decomposition
from scoring.shown import shown_parts, shown_total

ROOM = Fraction(1, 5)
"""Least half width of the axis, in levels: a change of nothing is not blown up."""


def show_causes(change: Change, framework: Framework) -> None:
    """Both readings of a change by cause, then by practice."""
    st.html(section(causes_finding(change), _lede(change, framework)))
    left, right = st.columns(2, gap="large")
    for column, name, split in ((left, "Claimed", change.claimed), (right, "Backed by evidence", change.evidenced)):
        column.html(
            f'<div class="smallhead"><h3>{name}</h3><p class="quiet">{escape(causes_sentence(split))}</p></div>'
            + waterfall(split, name)
        )
    if change.claimed.change is None:
        return
    with (parts := st.expander("The parts by practice, as a table", on_change="rerun", key="causes-by-practice")):
        if not parts.open:
            return
        for name, split in (("Claimed", change.claimed), ("Backed by evidence", change.evidenced)):
            st.html(f'<div class="smallhead"><h3>{name}</h3></div>' + practices_table(split, framework))


def _lede(change: Change, framework: Framework) -> str:
    words = [dominance_sentence(change)]
    if change.regressions:
        known = framework.practices
        names = ", ".join(f"{id_} {known[id_].title}" if id_ in known else id_ for id_ in change.regressions)
        words.append(f"Lower than before: {names}.")
    words.append("Each cause has its mean effect over every order in which the causes could have come.")
    return " ".join(word for word in words if word)


def waterfall(split: Decomposition, name: str) -> str:
    """The causes one after another from no change to the whole; empty where nothing moved."""
    moved = [(cause, value) for cause in CAUSE_TITLES if (value := split.by_cause[cause])]
    if split.change is None or not moved:
        return ""
    ends = [Fraction(0)]
    for _, value in moved:
        ends.append(ends[-1] + value)
    reach = max(ROOM, *(abs(end) for end in ends)) * Fraction(11, 10)
    shown = shown_parts([value for _, value in moved])
    rows = [
        _row(CAUSE_TITLES[cause], start, start + value, part, reach)
        for (cause, value), start, part in zip(moved, ends, shown, strict=False)
    ]
    rows.append(_row("Change", Fraction(0), split.change, shown_total(split.change), reach, kind="whole"))
    caption = f"{name}: the change of the average by cause, in levels"
    return f'<table class="waterfall"><caption class="unseen">{escape(caption)}</caption>{"".join(rows)}</table>'


def _row(title: str, start: Fraction, end: Fraction, shown: float, reach: Fraction, kind: str = "") -> str:
    low, high = sorted((start, end))
    left, width = _percent(low + reach, 2 * reach), _percent(high - low, 2 * reach)
    loss = " loss" if end < start else ""
    return (
        f'<tr class="{kind}"><th scope="row">{escape(title)}</th><td class="beam"><i class="zero"></i>'
        f'<i class="bar{loss}" style="left:{left};width:{width}"></i></td>'
        f'<td class="num">{signed_tenth(shown)}</td></tr>'
    )


def _percent(part: Fraction, whole: Fraction) -> str:
    return f"{float(part / whole) * 100:.2f}%"


def practices_table(split: Decomposition, framework: Framework) -> str:
    """Every practice that moved the average, by cause, to two decimals; each row adds up."""
    parts = largest_parts(split, len(split.by_practice))
    causes = [cause for cause in CAUSE_TITLES if any(by_cause[cause] for _, by_cause, _ in parts)]
    if not parts:
        return '<p class="quiet">Nothing moved.</p>'
    rows = [_practice_row(id_, [by_cause[cause] for cause in causes], framework) for id_, by_cause, _ in parts]
    head = ("Practice", "Total", *(CAUSE_TITLES[cause] for cause in causes))
    return f'<div class="changes">{table(head, rows, numeric=range(1, len(head)), names=dict(enumerate(head)))}</div>'


def _practice_row(id_: str, parts: Sequence[Fraction], framework: Framework) -> list[str]:
    practice = framework.practices.get(id_)
    title = escape(practice.title) if practice else "no longer in the framework"
    shown = shown_parts(parts, 2)
    cells = [signed_tenth(value, 2) for value in (round(sum(shown), 2), *shown)]
    return [f"{title}<small>{escape(id_)}</small>", *cells]
