"""Releases of pools of others that somebody keeps to read. They name nobody, and can go again."""

from sqlalchemy import delete, insert, select

from store.database import Connection
from store.pool_tables import received_releases
from store.pools import ReleaseNotAccepted
from store.seals import sealed


def save_received_release(transaction: Connection, pool_key: str, number: int, content: str) -> bool:
    """Keep a release under the key it is signed with; False where it is kept already.

    Raises:
        ReleaseNotAccepted: under this key and number another one is kept; a release never changes.
    """
    table = received_releases
    query = select(table.c.content).where(table.c.pool_key == pool_key, table.c.number == number)
    former = transaction.execute(query).scalar_one_or_none()
    if former == content:
        return False
    if former is not None:
        raise ReleaseNotAccepted.of(
            f"Release {number} of this pool is kept already and says something else.",
            f"release {number}",
            "ask the operator which of the two was published: a release never changes.",
        )
    row = {"pool_key": pool_key, "number": number, "content": content}
    transaction.execute(insert(table), sealed(row))
    return True


def list_received_releases(connection: Connection) -> list[str]:
    """What is kept, to the letter, by pool and number."""
    table = received_releases
    return list(connection.execute(select(table.c.content).order_by(table.c.pool_key, table.c.number)).scalars())


def delete_received_release(transaction: Connection, pool_key: str, number: int) -> None:
    """Keep a release no longer; nothing happens where none is kept."""
    table = received_releases
    transaction.execute(delete(table).where(table.c.pool_key == pool_key, table.c.number == number))
