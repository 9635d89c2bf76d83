"""The sheets of the workbook and their columns: what writing and reading must agree on."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "link", "level", "date", "state", "value", "shown"]
"""How a cell is written and read; what is only `shown` is never read."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the title people see, the key of the answers file it stands for, its width in characters."""

    title: str
    key: str
    kind: Kind
    width: float
    hint: str = ""
    """Shown where a cell of the column is chosen; at most 255 characters."""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet with one row for each entry of a list: a practice may have none, one or several."""

    name: str
    key: str
    columns: tuple[Column, ...]
    is_many: bool
    """Whether a practice may have several."""
    entry: str
    """What one row is called."""


FIRST_PAGE = "Start"
FILE_SHEET = "File"
_PRACTICE = Column("Practice", "practice", "id", 12, "The id of a practice of this workbook, for example DET-01.")
_PAST = "A day that has come, as a date of your spreadsheet or as 2026-03-01."

ANSWER_COLUMNS = (
    Column("Practice", "practice", "id", 9),
    Column("What it is about", "", "shown", 27),
    Column("What can be observed at each level", "", "shown", 78),
    Column("Level", "level", "level", 8, "The highest level of which every word is true today. Empty = not answered."),
    Column(
        "State",
        "state",
        "state",
        14,
        "Only instead of a level. 'Not applicable' needs a reason; 'not known' says that you looked and cannot tell.",
    ),
    Column("Note", "note", "text", 42, "Why this level, in your words. No names of victims or suspects, no material."),
    Column("Reason", "reason", "text", 22, "Why the practice does not apply; needed for 'not applicable'."),
    Column("Approved by", "approver", "text", 14, "Who agreed that it does not apply."),
    Column("Re-check on", "recheck", "date", 12, "The day on which 'not applicable' is looked at again."),
    Column(
        "Holds from",
        "on",
        "date",
        12,
        "Since when the answer holds; change it with the level. Empty = today.",
    ),
    Column("Answered by", "by", "text", 15, "A name or a role. Empty = whoever imports the file."),
)
LIST_SHEETS = (
    ListSheet(
        "Evidence",
        "evidence",
        (
            _PRACTICE,
            Column("Title", "title", "text", 64, "Names the document. Never the material itself, or a hash of it."),
            Column("Link", "link", "link", 46, "Where it lies: http:// or https://, without a name or password in it."),
            Column("Date", "date", "date", 12, _PAST),
            Column("Level", "level", "level", 8, "The level this document supports."),
        ),
        is_many=True,
        entry="evidence",
    ),
    ListSheet(
        "Reviews",
        "review",
        (
            _PRACTICE,
            Column("Level", "level", "level", 8, "The level the reviewer found."),
            Column("Reviewed by", "by", "text", 30, "A name or a role, other than who answered."),
            Column("Date", "date", "date", 12, _PAST),
        ),
        is_many=False,
        entry="review",
    ),
    ListSheet(
        "Ratings",
        "ratings",
        (
            _PRACTICE,
            Column("Rated by", "by", "text", 30, "A name or a role; one rating a person and practice."),
            Column("Level", "level", "level", 8, "The level this person gave."),
            Column("On", "on", "date", 12, _PAST),
        ),
        is_many=True,
        entry="rating",
    ),
    ListSheet(
        "Settled",
        "settled",
        (
            _PRACTICE,
            Column("Level", "level", "level", 8, "The level the raters agreed on; it is the level of the answer."),
            Column("Reason", "reason", "text", 60, "Why this level."),
            Column("Settled by", "by", "text", 30, "A name or a role."),
            Column("On", "on", "date", 12, _PAST),
        ),
        is_many=False,
        entry="settlement",
    ),
)
ESTIMATES = ListSheet(
    "Estimates",
    "adjustments",
    (
        _PRACTICE,
        Column("Field", "field", "text", 16, "effort, effectiveness, proactive, prerequisites or stages."),
        Column("Part", "part", "text", 22, "The step of an effort, as to3; a threat for effectiveness; else empty."),
        Column(
            "Value",
            "value",
            "value",
            30,
            "A number; stages as: prevent, detect; prerequisites as: GOV-01 at 2 for 3; none = an empty list; "
            "framework = take the adjustment back.",
        ),
        Column("Reason", "reason", "text", 50, "What you know better, and from where."),
        Column("By", "by", "text", 22, "A name or a role."),
        Column("On", "on", "date", 12, _PAST),
    ),
    is_many=True,
    entry="adjusted estimate",
)
ALL_LISTS = (*LIST_SHEETS, ESTIMATES)
OWN_SHEETS = (FIRST_PAGE, FILE_SHEET, *(sheet.name for sheet in ALL_LISTS))

HEADER_FIELDS = {
    "about": "About",
    "framework": "Framework",
    "organization": "Organization",
    "as_of": "Scored for the day",
    "kinds": "Kinds of service",
    "children_likely": "Children likely",
    "countries": "Countries",
    "size": "Size",
    "stage": "Stage",
    "preset": "Preset",
    "assessment": "Assessment",
    "at": "Made at",
    "sheets": "Sheets with practices",
}
"""What the sheet File says, one row each: key and title."""
MADE_FROM = ("Practice", "Made from the answer")
"""Titles of the second table of the sheet File: the answer that stood when the workbook was made."""

NO_ENTRY = "none"
TAKEN_BACK = "framework"


def sheet_names(domain_ids: list[str]) -> list[str]:
    """A sheet name for each domain: its id, cut to 31 characters, unlike any other and one a spreadsheet keeps."""
    taken = {name.casefold() for name in (*OWN_SHEETS, "History")}
    names = []
    for domain_id in domain_ids:
        name, number = domain_id[:31], 1
        while name.casefold() in taken:
            number += 1
            name = f"{domain_id[:27]} {number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def cell_name(row: int, column: int) -> str:
    """The name of a cell, counted from 1: row 7 and column 5 are E7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
