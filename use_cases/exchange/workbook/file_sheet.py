"""What the sheet File says: for which framework and organization the answers are, and from which ones it was made."""

from typing import Any

from frameworks.sheets.sheet_cells import Sheet
from use_cases.exchange.reading import Path as TreePath
from use_cases.exchange.reading import Reading
from use_cases.exchange.workbook.cell_values import CellNotUsable, is_blank, meaning
from use_cases.exchange.workbook.columns import HEADER_FIELDS, MADE_FROM, Kind
from use_cases.exchange.workbook.tables import at

_KINDS: dict[str, Kind] = {"about": "text", "organization": "text", "as_of": "date"}
_PROFILE = ("kinds", "children_likely", "countries", "size", "stage")
_LISTS = ("kinds", "countries", "sheets")
_YES_AND_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_file_sheet(
    sheet: Sheet, reading: Reading, name: str, starts_1904: bool
) -> tuple[dict[str, Any], dict[TreePath, str], list[str]]:
    """The tree above the answers, the cell of each of its values, and the sheets that hold practices."""
    by_title = {title.casefold(): key for key, title in HEADER_FIELDS.items()}
    fields: dict[str, Any] = {}
    places: dict[TreePath, str] = {}
    answers: dict[str, str] = {}
    is_below = False
    for row in sheet.rows:
        first, second = sheet.value((row, 1)), sheet.value((row, 2))
        word = first.strip() if isinstance(first, str) else ""
        if is_below:
            if word and isinstance(second, str) and second.strip():
                answers[word] = second.strip()
            continue
        is_below = word.casefold() == MADE_FROM[0].casefold()
        key = by_title.get(word.casefold())
        kind = _KINDS.get(key or "", "id")
        if key is None or is_blank(second, kind):
            continue
        path = ("profile", key) if key in _PROFILE else (key,)
        places[path] = at(sheet, (row, 2))
        try:
            fields[key] = _field(key, meaning(second, kind, starts_1904))
        except CellNotUsable as error:
            reading.faulty.add(path)
            reading.fault_at(f"{name} > {places[path]}", error.what, error.mend)
    return _as_tree(fields, answers), places, [one for one in fields.get("sheets", []) if isinstance(one, str)]


def _field(key: str, value: Any) -> Any:
    if key in _LISTS and isinstance(value, str):
        return [one.strip() for one in value.split(",")]
    if key == "children_likely" and isinstance(value, str):
        return _YES_AND_NO.get(value.lower(), value)
    return value


def _as_tree(fields: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    profile = {key: fields[key] for key in _PROFILE if key in fields}
    tree: dict[str, Any] = {
        key: fields[key] for key in ("about", "framework", "organization", "as_of", "preset") if key in fields
    }
    if profile:
        tree["profile"] = profile
    if "assessment" in fields:
        tree["made_from"] = {"assessment": fields["assessment"], "at": fields.get("at"), "answers": answers}
    return tree
