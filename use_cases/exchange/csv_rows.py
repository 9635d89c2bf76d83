"""Rows of a CSV file, each with its number; what is no sound CSV is refused in words."""

import csv
import io
from collections.abc import Iterator

from use_cases.exchange.reading import shorten
from use_cases.exchange.shape import AnswersNotReadable


def csv_rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows one by one, numbered from 1 as a spreadsheet counts: a row of several lines is one row.

    Raises:
        AnswersNotReadable: while rows are taken; it names the line in which the row at fault begins.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, begins = 1, 1
    try:
        for row in reader:
            yield number, row
            number, begins = number + 1, reader.line_num + 1
    except csv.Error as error:
        raise AnswersNotReadable.of(
            f"The file cannot be read as CSV: {error}.",
            f"{shorten(name)} > line {begins}",
            'close every quotation mark, and double one that belongs to a text: "".',
        ) from error
