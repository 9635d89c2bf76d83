"""Releases that can be read here: of the pools of this store, and those of others that were kept."""

from scoring.benchmark import Release
from store import ledger, pools, received_releases
from store.database import Connection
from use_cases.pool_files import file_text
from use_cases.workspace import Workspace


def list_release_files(workspace: Workspace) -> list[tuple[str, bytes]]:
    """Every release that is here, as its file was published, with a name for it; those of own pools first."""
    with workspace.store.reading() as connection:
        own = [named for pool in pools.list_pools(connection) for named in _published_of(connection, pool.id)]
        kept = received_releases.list_received_releases(connection)
    return own + [(f"kept release {place}", content.encode()) for place, content in enumerate(kept, 1)]


def _published_of(connection: Connection, pool_id: str) -> list[tuple[str, bytes]]:
    """Releases of a pool of this store that its second place knows of; a ledger that was changed vouches for none."""
    try:
        known = ledger.list_witnessed(connection, pool_id)
    except ledger.LedgerBroken:
        return []
    kept = pools.list_releases(connection, pool_id)
    return [(f"{pool_id}, release {one.number}", one.content.encode()) for one in kept if one.number in known]


def list_kept(workspace: Workspace) -> frozenset[str]:
    """The signatures of the releases of others that are kept."""
    with workspace.store.reading() as connection:
        found = received_releases.list_received_releases(connection)
    return frozenset(Release.model_validate_json(content).signature for content in found)


def keep_release(workspace: Workspace, release: Release) -> bool:
    """Keep a release that was read; False where it is kept already.

    Raises:
        ReleaseNotAccepted: another release of the same pool and number is kept.
    """
    with workspace.store.writing() as transaction:
        return received_releases.save_received_release(
            transaction, release.terms.public_key, release.number, file_text(release)
        )


def forget_release(workspace: Workspace, release: Release) -> None:
    """Keep a release no longer."""
    with workspace.store.writing() as transaction:
        received_releases.delete_received_release(transaction, release.terms.public_key, release.number)
