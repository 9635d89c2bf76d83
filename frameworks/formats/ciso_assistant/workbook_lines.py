"""Cells of a workbook that hold several texts: a line for each, or a single one for all."""

from collections.abc import Iterator, Mapping
from typing import Any

NOTHING = ("", "/")
"""What a line holds that says nothing of its question or choice."""


def lines_of(cell: str) -> list[str]:
    """The texts in a cell; a line that begins with | goes on with the text before it."""
    lines: list[str] = []
    for line in (line.strip() for line in cell.split("\n")):
        if line.startswith("|") and lines:
            lines[-1] += "\n" + line[1:].strip()
        elif line:
            lines.append(line)
    return lines


def for_each(cell: str, number: int) -> list[str]:
    """A text for each of so many; a single one is for all of them."""
    lines = lines_of(cell)
    return lines * number if len(lines) == 1 else [*lines, *[""] * number][:number]


def values_for_each(cell: str, number: int) -> list[str]:
    """A short value for each of so many, where an empty line between others stands for none."""
    lines = [line.strip() for line in cell.strip().split("\n")]
    return lines if len(lines) == number else for_each(cell, number)


def translated(
    translations: Mapping[str, Mapping[str, str]], columns: Mapping[str, str], number: int
) -> list[dict[str, dict[str, str]]]:
    """For each of so many texts its translations by language and field; `columns` gives the column of each field."""
    found: list[dict[str, dict[str, str]]] = [{} for _ in range(number)]
    for language, texts in translations.items():
        for field, column in columns.items():
            for one, text in zip(found, for_each(texts.get(column, ""), number), strict=True):
                if text not in NOTHING:
                    one.setdefault(language, {})[field] = text
    return found


def odd_translations(cells: Mapping[str, Any], columns: Mapping[str, str], number: int) -> Iterator[str]:
    """Columns such as `questions[fr]` that have neither one line nor as many as there are texts."""
    for language, texts in cells.get("translations", {}).items():
        for column in columns.values():
            if len(lines_of(texts.get(column, ""))) not in (0, 1, number):
                yield f"{column}[{language}]"


def comma_list(cell: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in cell.split(",") if one.strip()]
