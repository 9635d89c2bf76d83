"""Where things are kept: the store, and the catalogs that frameworks are looked for in."""

import os
from pathlib import Path

from frameworks.errors import FrameworkNotFound
from frameworks.loader import CATALOG

CATALOGS_VARIABLE = "SAFERMARK_CATALOGS"
STORE_VARIABLE = "SAFERMARK_STORE"


def known_catalogs(store_path: Path | None = None) -> tuple[Path, ...]:
    """What was imported beside the store, the folders `SAFERMARK_CATALOGS` names, parted as in PATH, the shipped one.

    A catalog holds `<id>/<version>/framework.yaml`, or `framework.json` where it was imported.

    Raises:
        FrameworkNotFound: one of the folders is not there.
    """
    own = [Path(named).expanduser() for named in os.environ.get(CATALOGS_VARIABLE, "").split(os.pathsep) if named]
    for folder in own:
        if not folder.is_dir():
            raise FrameworkNotFound.of(
                "A catalog is no folder.", f"{CATALOGS_VARIABLE} > {folder.name}", "name folders that are there."
            )
    return (imports_folder(store_path or default_store_path()), *own, CATALOG)


def imports_folder(store_path: Path) -> Path:
    """The catalog of the frameworks that were brought in on the pages of a store; it may not be there yet."""
    return store_path.expanduser().with_name(f"{store_path.stem}-frameworks")


def default_store_path() -> Path:
    """`SAFERMARK_STORE`, else a file in the user's data folder."""
    if named := os.environ.get(STORE_VARIABLE):
        return Path(named)
    # Only needed here, and the command line starts faster without it.
    import platformdirs

    return Path(platformdirs.user_data_dir("safermark", appauthor=False)) / "safermark.db"
