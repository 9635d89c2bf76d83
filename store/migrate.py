"""Bring a store to the newest revision; the only place that imports Alembic."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config

from store.database import APPLICATION_ID, open_engine

FOLDER = Path(__file__).parent / "migrations"
_TURN = threading.Lock()
"""Alembic keeps what it is doing in one place for the whole process."""


def migrate(path: Path, *, to: str = "head") -> None:
    """Mark a file as ours and run the migrations up to a revision, all in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    engine = open_engine(path)
    try:
        with _TURN, engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            connection.commit()
    finally:
        engine.dispose()
