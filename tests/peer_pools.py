"""A pool on a real store and members whose keys and values are known, for tests of everything that leaves it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from scoring.contribution import Contribution, consent_to, pseudonym_of
from scoring.pool_terms import PoolTerms
from scoring.signing import public_key_of, signed
from use_cases.pool_files import file_text
from use_cases.pool_making import PoolPlan, create_pool
from use_cases.pools import accept, invite
from use_cases.workspace import Workspace

POOL, EXPIRES, PERIOD = "ts-peers", date(2029, 12, 31), "2025-H2"
"""The half-year has ended long before the morning in June on which everything begins."""


@dataclass(frozen=True)
class Peer:
    """What a member knows of itself: its key, and what it gave."""

    key: str
    contribution: Contribution

    @property
    def pseudonym(self) -> str:
        """Under which the pool keeps it."""
        return self.contribution.pseudonym


def plan_of(witness: Path, **fields: Any) -> PoolPlan:
    """What is decided on making a pool."""
    chosen = {"id": POOL, "title": "Peers", "framework": "safer-by-design", "witness": witness, "expires": EXPIRES}
    return PoolPlan(**{**chosen, **fields})


def new_pool(workspace: Workspace, **fields: Any) -> PoolTerms:
    """A pool whose second place lies beside the store."""
    id_ = fields.get("id", POOL)
    witness = fields.pop("witness", workspace.store.path.with_name(f"{id_}.jsonl"))
    return create_pool(workspace, plan_of(witness, **fields))


def key_of(name: object) -> str:
    """A private key that is the same each time."""
    return sha256(f"key of {name}".encode()).hexdigest()


def tree_of(terms: PoolTerms, token: str, key: str, level: float = 2.25, **fields: Any) -> dict[str, Any]:
    """A contribution before it is signed, with the same level everywhere unless `fields` say otherwise."""
    public_key = public_key_of(key)
    tree = {
        "schema": "pool-contribution/1",
        "pool": terms.id,
        "number": 1,
        "framework": terms.framework,
        "period": PERIOD,
        "cell": terms.cells[0],
        "claimed": {"overall": level, "domains": dict.fromkeys(terms.domains, level)},
        "consent": consent_to(terms).model_dump(mode="json"),
        "token": token,
        "public_key": public_key,
        "pseudonym": pseudonym_of(terms.id, public_key),
    }
    return {**tree, **fields}


def peer_of(terms: PoolTerms, token: str, name: object, level: float = 2.25, **fields: Any) -> Peer:
    """A member with what it hands over."""
    key = key_of(name)
    return Peer(key, Contribution.model_validate(signed(tree_of(terms, token, key, level, **fields), key)))


def content_of(document: Any) -> bytes:
    """A document as its file; a tree as it is."""
    return (json.dumps(document) if isinstance(document, dict) else file_text(document)).encode()


def fill(workspace: Workspace, terms: PoolTerms, levels: Sequence[float]) -> list[Peer]:
    """Members that have handed over these levels."""
    invitations = invite(workspace, terms.id, len(levels))
    peers = [
        peer_of(terms, one.token, number, level)
        for number, (one, level) in enumerate(zip(invitations, levels, strict=True))
    ]
    accepted = accept(workspace, terms.id, [(f"{n}.json", content_of(one.contribution)) for n, one in enumerate(peers)])
    assert (accepted.new, accepted.refused) == (len(levels), ())
    return peers
