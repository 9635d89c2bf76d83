"""OWASP SAMM as a framework: the model folder of its `core` repository, or its toolbox spreadsheet."""

from pathlib import Path

from frameworks.document_faults import DocumentNotReadable
from frameworks.formats.imported import Imported
from frameworks.formats.samm.core import read_core
from frameworks.formats.samm.folder import model_folder
from frameworks.formats.samm.former import SCORECARD
from frameworks.formats.samm.toolbox import read_toolbox
from frameworks.formats.samm.toolbox_sheets import INTERVIEW, QUESTIONS
from frameworks.sheets.sheet_cells import sheet_names

ENDING = ".xlsx"


def read_samm(path: Path) -> Imported:
    """Everything a SAMM model brings.

    Raises:
        FrameworkNotReadable: with every fault of the source.
    """
    return read_toolbox(path) if path.suffix.lower() == ENDING else read_core(path)


def looks_like_samm(path: Path) -> bool:
    """Whether a path looks like a SAMM model: a folder with the model's folders, or a workbook with its sheets.

    A toolbox of SAMM 1 does, too, so that it is refused as what it is.
    """
    if path.suffix.lower() != ENDING:
        return model_folder(path) is not None
    try:
        names = sheet_names(path, path.name)
    except DocumentNotReadable:
        return False
    return INTERVIEW in names and (QUESTIONS in names or SCORECARD in names)
