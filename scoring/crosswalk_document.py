"""Answers read across to another list as a tree of plain values: what `crosswalk --json` prints."""

from typing import Any

from frameworks.model import Framework
from scoring.reading_across import EntryReading, Leading, ReadingAcross, Unasked
from scoring.score_document import as_plain, bounded_as_plain

Tree = dict[str, Any]


def reading_as_published(reading: ReadingAcross, source: Framework, other: Framework) -> Tree:
    """Every item with what the answers say of it, every practice left unasked; fractions become the nearest float."""
    return {
        "from": {"id": source.id, "version": source.version},
        "to": {"id": other.id, "version": other.version, "title": other.title},
        "items": [_entry(item, other) for item in reading.items],
        "unasked": [_unasked(one, source) for one in reading.unasked],
    }


def _entry(item: EntryReading, other: Framework) -> Tree:
    return {
        "id": item.item_id,
        "title": other.practices[item.item_id].title,
        "domain": item.domain_id,
        "state": item.state,
        "claimed": bounded_as_plain(item.claimed),
        "evidenced": as_plain(item.evidenced),
        "torn": item.is_torn,
        "practices": [_leading(line) for line in item.leading],
        "reason": item.reason or None,
    }


def _leading(line: Leading) -> Tree:
    return {
        "practice": line.practice_id,
        "relation": line.relation,
        "state": line.score.state,
        "level": line.score.level,
        "reason": line.reason,
    }


def _unasked(one: Unasked, source: Framework) -> Tree:
    return {
        "practice": one.practice_id,
        "title": source.practices[one.practice_id].title,
        "state": one.score.state,
        "level": one.score.level,
        "reason": one.reason,
    }
