"""OSCAL JSON into frameworks: a catalog, a profile with the catalogs beside it, or a folder of them."""

from pathlib import Path

from frameworks.documents import read_library
from frameworks.errors import FrameworkNotReadable
from frameworks.formats.imported import Imported
from frameworks.formats.oscal.checking import Check, check_catalog
from frameworks.formats.oscal.read_catalog import framework_of


def read_oscal(path: Path) -> Imported:
    """Everything a file brings.

    Raises:
        FrameworkNotReadable: with every fault of it.
    """
    tree = read_library(path, path.name)
    check = Check(path.name)
    catalog = tree["catalog"]
    check_catalog(catalog, check)
    if check.faults:
        raise FrameworkNotReadable(*check.faults)
    framework, notes = framework_of(catalog, path.name)
    return Imported((framework,), (), tuple(notes))
