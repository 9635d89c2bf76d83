"""Answers read across to another list as CSV: one row for each item and each practice that leads there."""

import csv
import io

from frameworks.model import Framework
from scoring.reading_across import ReadingAcross
from scoring.score_document import as_plain
from use_cases.exchange.csv_file import harmless

COLUMNS = ("item", "title", "state", "says", "at_least", "at_most", "practice", "relation", "level", "reason")


def crosswalk_csv(reading: ReadingAcross, other: Framework) -> str:
    """Items without a practice have one row. A cell that a spreadsheet could take for a formula gets an apostrophe."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in reading.items:
        bounds = (as_plain(number) for number in (item.claimed.value, item.claimed.low, item.claimed.high))
        head = (item.item_id, other.practices[item.item_id].title, item.state, *bounds)
        rows: list[tuple[object, ...]] = [
            (line.practice_id, line.relation, line.score.level, line.reason) for line in item.leading
        ]
        for tail in rows or [("", "", "", item.reason)]:
            writer.writerow([harmless("" if cell is None else str(cell)) for cell in (*head, *tail)])
    return lines.getvalue()
