"""The catalogs frameworks are looked for in: an organization's own folders, then the shipped one."""

import os
from pathlib import Path

from frameworks.errors import FrameworkNotFound
from frameworks.loader import CATALOG

CATALOGS_VARIABLE = "SAFERMARK_CATALOGS"


def known_catalogs() -> tuple[Path, ...]:
    """The folders that `SAFERMARK_CATALOGS` names, parted as in PATH, then the shipped catalog.

    A catalog holds `<id>/<version>/framework.yaml`.

    Raises:
        FrameworkNotFound: one of the folders is not there.
    """
    own = [Path(named).expanduser() for named in os.environ.get(CATALOGS_VARIABLE, "").split(os.pathsep) if named]
    for folder in own:
        if not folder.is_dir():
            raise FrameworkNotFound.of(
                "A catalog is no folder.", f"{CATALOGS_VARIABLE} > {folder.name}", "name folders that are there."
            )
    return (*own, CATALOG)
