"""What leaves for a pool, in words; pure text."""

import json
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from dashboard.widgets.benchmark_words import cell_words, figure_words, period_words
from dashboard.widgets.dates import day
from dashboard.widgets.findings import count
from dashboard.widgets.frame import section
from dashboard.widgets.marks import table, tag
from frameworks.model import Framework
from scoring.benchmark import MONTHS_OLD
from scoring.contribution import Contribution
from scoring.months import months_after
from scoring.pool_terms import PoolTerms, end_of
from use_cases.memberships import Joined

LEDE = (
    "You decide what leaves, and see all of it first: claimed averages to a quarter of a level, never a name, a note, "
    "evidence or the answer of a practice. Nothing is sent from here; the file is yours to hand over."
)
NOT_YET = (
    "Three entries are made when you download: the public key, the pseudonym that follows from it, and the signature. "
    "The key pair is for this pool alone and is kept in this store."
)
HAND_OVER = (
    "Hand the file to the operator. Back up this store: without the key in it nobody can replace or withdraw what you "
    "gave."
)
BEFORE = (
    "The operator of a pool sends one file to each organization. Choose yours: you then see every value that would "
    "leave, and the consent. Nothing leaves before you download the file and hand it over."
)
JOINS = "You have given nothing to this pool yet; downloading the file makes you a member of it."
REPLACES = "You are a member of this pool: once it is accepted, it takes the place of what you gave before."
DELETED = "What you gave is deleted there and cannot come back under this key. Budget that was spent is not given back."
_MADE_LATER = ("public_key", "pseudonym", "signature")


def joined_finding(name: str, joined: Sequence[Joined]) -> str:
    """How many pools an organization has joined."""
    if not joined:
        return f"{name} has joined no pool."
    return f"{name} has joined {count(len(joined), 'pool', 'pools').lower()}."


def sum_of(joined: Sequence[Joined]) -> Decimal:
    """What every release that was seen here has spent, over all pools."""
    return sum((one.spent for one in joined), Decimal(0))


def joined_note(joined: Sequence[Joined]) -> str:
    """What the sums of a table of pools mean."""
    if not sum_of(joined):
        return "No release of them was seen here yet, so nothing is spent as far as this store knows."
    return (
        "Epsilon of the releases that were seen here: the more is spent, the more all publications together may tell."
    )


def leaving_words(pool: str) -> str:
    """What leaving a pool changes, and what not."""
    return f"Leave {pool}: figures already published stay; the next release is made without you."


def leaves_html(contribution: Contribution, terms: PoolTerms, framework: Framework, *, is_member: bool) -> str:
    """Every value that would leave, by the words people know it by."""
    titles = {domain.id: domain.title for domain in framework.domains}
    claimed = contribution.claimed
    averages = [
        ("Overall", figure_words(claimed.overall)),
        *(
            (escape(titles.get(id_, id_)), "nothing applies" if value is None else figure_words(value))
            for id_, value in claimed.domains.items()
        ),
    ]
    beside = [
        ("Counted under", escape(cell_words(contribution.cell))),
        ("Half-year", f"{period_words(contribution.period)}<small>{counted_words(contribution.period)}</small>"),
        ("Framework", f"{escape(framework.title)} {escape(framework.version)}"),
        ("Pool", f"{escape(terms.title)} <small>{escape(terms.id)}</small>"),
        ("Consent", "its hash, its purposes and its end, as below"),
        ("Invitation", "the token in it, which nobody can use twice"),
        ("Number", f"{contribution.number}: the files made for this pool, counted; an older one replaces no newer one"),
        ("Key", "the public part, a pseudonym made of it, a signature"),
    ]
    synthetic = f" {tag('synthetic data')}" if terms.is_synthetic else ""
    tables = table(("Average of the levels you claim", "Level"), averages, numeric=(1,))
    tables += table(("Beside them", "Value"), beside)
    return (
        f'<div class="section"><h2>Exactly this leaves{synthetic}</h2><p>From your newest snapshot. Nothing else has a '
        f'place in the file. {REPLACES if is_member else JOINS}</p></div><div class="leaves">{tables}</div>'
    )


def counted_words(period: str) -> str:
    """From when on a half-year may be in a release."""
    return f"counted in releases from {day(months_after(end_of(period), MONTHS_OLD))} on"


def consent_html(terms: PoolTerms) -> str:
    """Every word that is agreed to."""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in terms.consent_text.split("\n\n"))
    purposes = "; ".join(escape(one) for one in terms.purposes)
    return (
        section("What you agree to", "The whole consent. The file carries its hash.")
        + f'<div class="consent">{paragraphs}<p>Purpose: {purposes}.</p></div>'
    )


def without_key(text: str) -> str:
    """The raw file of somebody whose key is not made yet: what follows from the key says so."""
    tree = json.loads(text)
    later = {name: "made when you download" for name in _MADE_LATER if name in tree}
    return json.dumps({**tree, **later}, ensure_ascii=False, indent=1) + "\n"
