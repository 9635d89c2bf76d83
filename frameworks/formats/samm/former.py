"""Toolboxes of SAMM 1: by what they are told from those of SAMM 2, which ask other questions."""

import re

from frameworks.document_faults import short
from frameworks.errors import Fault
from frameworks.formats.samm.toolbox_sheets import INTERVIEW, cell_text
from frameworks.sheets.sheet_cells import Sheet

SCORECARD = "Scorecard"
"""A sheet that every toolbox has; those of SAMM 1 have no sheet of questions beside it."""
_CODE = re.compile(r"[A-Z]{2}[1-3]")
"""Practice and level, as SM1, in column B where SAMM 2 has an id in column A."""
_FEWEST_CODES = 3


def former_toolbox(interview: Sheet, about: Sheet, name: str) -> Fault | None:
    """The fault of a toolbox of SAMM 1, with the release it states; None for any other workbook."""
    codes = [
        value for (_, column), value in interview.cells.items() if column == 2 and _CODE.fullmatch(cell_text(value))
    ]
    if len(codes) < _FEWEST_CODES:
        return None
    release = _release(about)
    return Fault(
        f"This is a toolbox of SAMM {release}: its questions are not those of SAMM 2, and no model of SAMM 1 is read.",
        f"{name} > {INTERVIEW}",
        "choose a toolbox of SAMM 2, whose ids are such as G-SM-A-1-1, and answer its questions there.",
    )


def _release(about: Sheet) -> str:
    """What stands beside *Version*, such as 1.5; 1 where it is no release of SAMM 1."""
    for (row, column), value in sorted(about.cells.items()):
        if column == 1 and cell_text(value).rstrip(": ").lower() == "version":
            stated = cell_text(about.cells.get((row, 2), "")).strip("'\" ").lstrip("vV")
            return short(stated, marks=False) if stated.startswith("1.") else "1"
    return "1"
