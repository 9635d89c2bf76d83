"""A pool as its operator sees it, in words; pure text."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape

from dashboard.widgets.benchmark_words import cell_words
from dashboard.widgets.dates import day
from dashboard.widgets.findings import count
from dashboard.widgets.marks import tag
from scoring.months import months_after
from use_cases.pools import Accepted, PoolView
from use_cases.publishing import MONTHS_BETWEEN

LEDE = (
    "Make a pool, invite, accept, publish. Counts on this page are true: they are for the operator, and none of them "
    "stands in a release."
)


def pools_finding(number: int) -> str:
    """How many pools there are."""
    return (
        f"{count(number, 'pool is', 'pools are')} kept in this store." if number else "No pool is kept in this store."
    )


def view_html(view: PoolView) -> str:
    """State, true counts, what was spent, where the ledger is kept twice."""
    terms = view.terms
    tags = tag("true counts: for the operator alone", "warn")
    tags += f" {tag('synthetic data')}" if terms.is_synthetic else ""
    given = sum(view.members.values())
    cells = "".join(f"<small>{escape(cell_words(cell))}: {number:,}</small>" for cell, number in view.members.items())
    facts = [
        ("State", state_words(view)),
        ("Framework", escape(terms.framework)),
        ("Contributions", f"{given:,}{cells if len(view.members) > 1 else ''}"),
        (
            "Not counted if published today",
            f"{view.waiting:,}<small>too new, of another version, or their consent has ended</small>",
        ),
        ("Epsilon spent", f"{view.spent:f} of {terms.epsilon_cap:g}"),
        ("Releases", f"{escape(', '.join(day(on) for on in view.releases)) or 'none yet'}{_missing(view)}"),
        ("Members", "agree to be named" if terms.is_named else "stay unnamed"),
        ("Consent ends", day(terms.expires)),
        ("Second place", f"<code>{escape(str(view.witness))}</code>"),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in facts)
    return (
        f'<div class="section strong"><h2>{escape(terms.title)}</h2><p>{escape(terms.id)} {tags}</p></div>'
        f'<dl class="facts near">{rows}</dl>'
    )


def _missing(view: PoolView) -> str:
    """Which releases were charged for and are not here; empty where all are."""
    if not view.missing:
        return ""
    numbers = ", ".join(map(str, view.missing))
    return f"<small>charged for and not kept here: {numbers}; take the files in with <code>pool replay</code></small>"


def state_words(view: PoolView) -> str:
    """Open, locked, or closed for ever."""
    if view.is_closed:
        return "closed for ever: its budget is spent"
    return "locked: the store and its second place do not agree" if view.locked else "open"


def accepted_sentence(accepted: Accepted) -> str:
    """What became of the files, in numbers."""
    parts = [
        f"{accepted.new} new" if accepted.new else "",
        f"{accepted.replaced} in the place of an earlier one" if accepted.replaced else "",
    ]
    said = [part for part in parts if part]
    return f"Accepted: {', '.join(said)}." if said else "Nothing was accepted."


def how_far_html(done: int, of: int) -> str:
    """How far accepting is. Streamlit breaks off what a page does when its reader goes on to something else."""
    return (
        f'<p class="quiet">Checking file {done:,} of {of:,}. If you leave before the end, none is accepted.</p>'
        f'<progress class="solving" aria-label="Checking files" value="{done}" max="{of}"></progress>'
    )


def cost_words(view: PoolView, epsilon: float) -> str:
    """What a release spends, and what is left after it."""
    left = Decimal(str(view.terms.epsilon_cap)) - view.spent - Decimal(str(round(epsilon, 6)))
    if left < 0:
        return "What is left of the budget does not pay for another release."
    after = (
        f"{left.normalize():f} of {view.terms.epsilon_cap:g} is left" if left else "nothing is left and the pool closes"
    )
    return f"A release spends epsilon {epsilon:g}; after it {after}. It cannot be taken back or drawn again."


def due_words(releases: Sequence[date], today: date) -> str:
    """Whether the next release comes early; empty when it does not."""
    if not releases or (due := months_after(releases[-1], MONTHS_BETWEEN)) <= today:
        return ""
    return f"The next release is due on {day(due)}: members were told of one a year."


def replayed_sentence(number: int) -> str:
    """What was taken over."""
    return f"{count(number, 'charge was', 'charges were')} taken over from the second place."


def duties_html(duties: Sequence[str]) -> str:
    """What an operator has to do, as a list."""
    return f'<ul class="sure">{"".join(f"<li>{escape(one)}</li>" for one in duties)}</ul>'
