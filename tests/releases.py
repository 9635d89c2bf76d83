"""Releases of made-up pools, as files: what an operator hands to readers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from frameworks.model import Framework
from scoring.benchmark import Release, make_release
from scoring.budget import Budget
from scoring.contribution import Contribution, consent_to, pseudonym_of
from scoring.guarantee import cost_of
from scoring.pool_terms import PoolTerms
from scoring.signing import public_key_of, signed
from store.charges import Charge, link_charge
from tests.scoring.pools import POOL_KEY, terms_of
from use_cases.pool_files import file_text

POOL = "trust-peers"


def pool_terms(framework: Framework, **fields: Any) -> PoolTerms:
    """A synthetic pool on a framework, published whole unless `fields` say otherwise."""
    tree = {"id": POOL, "title": "Trust & safety peers", "cells": ("all",), "is_synthetic": True, **fields}
    return terms_of(framework, **tree)


def made_up(terms: PoolTerms, number: int, *, period: str = "2025-H2", shift: float = 0.0) -> list[Contribution]:
    """So many members around level 2, each with a key of its own, dealt to the cells in turn."""
    return [_member(terms, place, period, shift) for place in range(number)]


def released(terms: PoolTerms, members: list[Contribution], number: int = 1, year: int = 2026) -> Release:
    """Release `number` of a pool, of which all before were of the same size."""
    budgets = [Budget()] * number
    epsilon = Decimal(str(cost_of(budgets[:1]).epsilon))
    charges: list[Charge] = []
    for place in range(1, number + 1):
        at = datetime(year - number + place, 10, 1, 9, tzinfo=UTC)
        before = charges[-1] if charges else None
        charges.append(link_charge(terms.id, before, at=at, epsilon=epsilon, release=place))
    return make_release(members, terms, date(year, 10, 1), budgets, [one.as_json() for one in charges], POOL_KEY)


def release_file(framework: Framework, number: int = 300, **fields: Any) -> bytes:
    """The file of a first release of so many made-up members."""
    terms = pool_terms(framework, **fields)
    return file_text(released(terms, made_up(terms, number))).encode()


def _member(terms: PoolTerms, place: int, period: str, shift: float) -> Contribution:
    key = sha256(f"member {place}".encode()).hexdigest()
    levels = [terms.on_grid(0.75 + shift + (place * 7 + step * 5) % 13 / 4) for step in range(len(terms.domains) + 1)]
    tree = {
        "schema": "pool-contribution/1",
        "pool": terms.id,
        "number": 1,
        "framework": terms.framework,
        "period": period,
        "cell": terms.cells[place % len(terms.cells)],
        "claimed": {"overall": levels[0], "domains": dict(zip(terms.domains, levels[1:], strict=True))},
        "consent": consent_to(terms).model_dump(mode="json"),
        "token": sha256(f"token {place}".encode()).hexdigest(),
        "public_key": public_key_of(key),
        "pseudonym": pseudonym_of(terms.id, public_key_of(key)),
    }
    return Contribution.model_validate(signed(tree, key))
