"""Fill a store with the sample pool: three yearly releases that were drawn once, and its made-up members.

Noise has no seed, so the releases are frozen in sample_data/benchmark/ as they were signed. The key that signed them is
thrown away: their budget is spent, and nothing can be published after them.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from sample_data.peers import FOLDER, load_members, release_files
from scoring.benchmark import Release
from scoring.contribution import Contribution, consent_to, pseudonym_of
from scoring.pool_terms import PoolTerms
from scoring.signing import public_key_of, signed
from store import ledger, pools
from store.database import Connection
from use_cases.pool_files import file_text, read_published
from use_cases.pool_rows import charges_of
from use_cases.workspace import Workspace


def fill_with_peers(workspace: Workspace, witness: Path, folder: Path = FOLDER) -> PoolTerms:
    """Write the sample pool, with a second place of its ledger at `witness`, where it is not there yet; its terms.

    Raises:
        PoolLocked: there is something else in the place of the second place.
    """
    releases = [read_published(path, path.name) for path in release_files(folder)]
    terms = releases[-1].terms
    with workspace.store.writing() as transaction:
        if terms.id in [pool.id for pool in pools.list_pools(transaction)]:
            return terms
        _add_pool(transaction, workspace, terms, witness)
        ledger.replay_charges(transaction, terms.id, charges_of(releases[-1]))
        for release in releases:
            pools.save_release(transaction, terms.id, pools.Release(release.number, file_text(release)))
        for given in _contributions(terms, releases, load_members(folder)):
            content = json.dumps(given.as_tree(), ensure_ascii=False)
            pools.put_contribution(transaction, terms.id, pools.Contribution(given.pseudonym, content))
    ledger.settle_witness(workspace.store, terms.id)
    return terms


def _add_pool(transaction: Connection, workspace: Workspace, terms: PoolTerms, witness: Path) -> None:
    content = json.dumps(terms.model_dump(mode="json"), ensure_ascii=False)
    key = secrets.token_hex(32)
    pools.add_pool(transaction, pools.Pool(terms.id, workspace.now(), content, witness, terms.public_key, key))
    ledger.begin_witness(witness)


def _contributions(
    terms: PoolTerms, releases: Sequence[Release], members: Sequence[Sequence[float]]
) -> Iterator[Contribution]:
    """What each member gave last, under a key that nobody keeps."""
    for overall, *domains in members:
        key = secrets.token_hex(32)
        public_key = public_key_of(key)
        tree = {
            "schema": "pool-contribution/1",
            "pool": terms.id,
            "number": len(releases),
            "framework": terms.framework,
            "period": releases[-1].newest_period,
            "cell": terms.cells[0],
            "claimed": {"overall": overall, "domains": dict(zip(terms.domains, domains, strict=True))},
            "consent": consent_to(terms).model_dump(mode="json"),
            "token": secrets.token_hex(32),
            "public_key": public_key,
            "pseudonym": pseudonym_of(terms.id, public_key),
        }
        yield Contribution.model_validate(signed(tree, key))
