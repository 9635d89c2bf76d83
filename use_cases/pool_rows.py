"""What stands in a store of a pool, read back: its terms, what members gave, what was published."""

from datetime import date
from decimal import Decimal

from frameworks.errors import MaturityError
from scoring.benchmark import Release
from scoring.budget import Budget
from scoring.contribution import Contribution
from scoring.guarantee import cost_of
from scoring.pool_terms import PoolTerms
from store import ledger, pools
from store.database import Connection


class PoolNotUsable(MaturityError):
    """A pool cannot be made or used as it was asked."""

    exit_code = 13


def terms_of(pool: pools.Pool) -> PoolTerms:
    """What a pool asks and promises."""
    return PoolTerms.model_validate_json(pool.content)


def given_in(connection: Connection, pool_id: str) -> list[Contribution]:
    """What every member gave last."""
    rows = pools.list_contributions(connection, pool_id)
    return [Contribution.model_validate_json(row.content) for row in rows]


def published_in(connection: Connection, pool_id: str) -> list[Release]:
    """Every release that is kept, by number."""
    return [Release.model_validate_json(row.content) for row in pools.list_releases(connection, pool_id)]


def charges_of(release: Release) -> list[ledger.Charge]:
    """The ledger as a release repeats it."""
    return [ledger.read_charge(charge.model_dump()) for charge in release.charges]


def price_of(terms: PoolTerms) -> Decimal:
    """What a release of the pool costs."""
    return Decimal(str(round(cost_of([Budget()], terms.neighbors).epsilon, 6)))


def is_closed(terms: PoolTerms, spent: Decimal) -> bool:
    """Whether what is left of the budget pays for no release any more."""
    return spent + price_of(terms) > Decimal(str(terms.epsilon_cap))


def refuse_expired(terms: PoolTerms, today: date) -> None:
    """Raise PoolNotUsable once the consent of every member has expired."""
    if terms.expires < today:
        what = f"The consent of its members expired on {terms.expires}."
        raise PoolNotUsable.of(what, f"pool {terms.id}", "begin a pool that follows, whose members consent anew.")


def refuse_closed(terms: PoolTerms, spent: Decimal) -> None:
    """Raise PoolNotUsable once what is left of the budget pays for no release any more."""
    if is_closed(terms, spent):
        mend = "begin a pool that follows, whose members consent anew."
        raise PoolNotUsable.of("The pool is closed for ever.", f"pool {terms.id}", mend)
