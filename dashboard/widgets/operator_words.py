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

LEAST = 30
"""Organizations a published figure takes; scoring/privacy.py decides it, with a library that no page waits for."""
PARTS = (
    f"Each kind is then published by itself and needs about {LEAST} organizations of its own. It stays one way or the "
    "other for as long as the pool lives."
)


def pools_finding(number: int) -> str:
    """How many pools there are."""
    return (
        f"{count(number, 'pool is', 'pools are')} kept in this store." if number else "No pool is kept in this store."
    )


def pool_finding(view: PoolView, today: date) -> str:
    """How one pool stands, in one sentence."""
    title, given = view.terms.title, sum(view.members.values())
    if has_ended(view, today) or view.locked:
        return f"{title} is {state_words(view, today)}."
    if not given:
        return f"{title} has no contribution yet."
    number = len(view.releases)
    released = f"{count(number, 'release is', 'releases are').lower()} published" if number else "none is published yet"
    return f"{title} holds {given:,} {'contribution' if given == 1 else 'contributions'}; {released}."


def eyebrow(number: int) -> str:
    """Above the finding: for whom the page is, and how many pools there are."""
    return f"For the operator alone · {count(number, 'pool', 'pools').lower()} in this store"


def view_html(view: PoolView, today: date) -> str:
    """State, true counts, what was spent, where the ledger is kept twice."""
    terms = view.terms
    tags = tag("true counts: for the operator alone", "warn")
    tags += f" {tag('synthetic data')}" if terms.is_synthetic else ""
    given = sum(view.members.values())
    cells = "".join(f"<small>{escape(cell_words(cell))}: {number:,}</small>" for cell, number in view.members.items())
    facts = [
        ("State", state_words(view, today)),
        ("Framework", escape(terms.framework.replace("@", " "))),
        ("Contributions", f"{given:,}{cells if len(view.members) > 1 else ''}"),
        ("Not counted yet", f"{view.waiting:,}{_waiting_words(view.waiting)}"),
        ("Epsilon spent", f"{view.spent:f} of {terms.epsilon_cap:g}"),
        ("Releases", f"{escape(', '.join(day(on) for on in view.releases)) or 'none yet'}{_missing(view)}"),
        ("Members", "agree to be named" if terms.is_named else "stay unnamed"),
        ("Consent ends", day(terms.expires)),
        ("Second place", f"<code>{escape(str(view.witness))}</code>"),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in facts)
    return (
        f'<div class="section strong"><h2>State and true counts</h2><p>{escape(terms.id)} {tags}</p></div>'
        f'<dl class="facts near">{rows}</dl>'
    )


def _missing(view: PoolView) -> str:
    """Which releases were charged for and are not here; empty where all are."""
    if not view.missing:
        return ""
    numbers = ", ".join(map(str, view.missing))
    return f"<small>charged for and not kept here: {numbers}; take the files in with <code>pool replay</code></small>"


def _waiting_words(waiting: int) -> str:
    if not waiting:
        return ""
    return "<small>too new for a release of today, of another version, or the consent has ended</small>"


def has_ended(view: PoolView, today: date) -> bool:
    """Whether nothing will ever be published of the pool again."""
    return view.is_closed or view.terms.expires < today


def state_words(view: PoolView, today: date) -> str:
    """Open, locked, ended with its consent, or closed for ever."""
    if view.is_closed:
        return "closed for ever: its budget is spent"
    if view.terms.expires < today:
        return f"at its end: the consent of its members expired on {day(view.terms.expires)}"
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


def withdrawn_sentence(copies: Sequence[str]) -> str:
    """What was deleted, and what may hold it still."""
    kept = f" So may {', '.join(copies)} beside the store." if copies else ""
    return (
        "Withdrawn: deleted, and left out of every later release. Older backups may hold it still: delete them, or "
        f"hand this file in again after one is used.{kept}"
    )


def cost_words(view: PoolView, epsilon: float) -> str:
    """What a release spends, and what is left after it."""
    price = Decimal(str(round(epsilon, 6)))
    left = Decimal(str(view.terms.epsilon_cap)) - view.spent - price
    if left < 0:
        return "What is left of the budget does not pay for another release."
    after = f"{left.normalize():f} of {view.terms.epsilon_cap:g} is left" if left else "nothing is left"
    closes = ", and the pool closes" if left < price else ""
    return f"A release spends epsilon {epsilon:g}; after it {after}{closes}. It cannot be taken back or drawn again."


def least_words(view: PoolView) -> str:
    """What a release is worth that few stand behind."""
    of = "organizations of a kind of service" if len(view.members) > 1 else "organizations"
    return f"Below about {LEAST} {of} nothing is published, and the budget is spent all the same."


def due_words(releases: Sequence[date], today: date) -> str:
    """Whether the next release comes early; empty when it does not."""
    if not releases or (due := months_after(releases[-1], MONTHS_BETWEEN)) <= today:
        return ""
    return f"The next release is due on {day(due)}: members were told of one a year."


def replayed_sentence(number: int) -> str:
    """What was taken over."""
    return f"{count(number, 'charge was', 'charges were')} taken over from the second place."


def duties_title(number: int) -> str:
    """On the list of them while it is folded."""
    things = count(number, "thing", "things").lower()
    return f"What stays with the operator: {things} that the program cannot do"


def duties_html(duties: Sequence[str]) -> str:
    """What an operator has to do, as a list."""
    return f'<ul class="sure">{"".join(f"<li>{escape(one)}</li>" for one in duties)}</ul>'
