"""Answers read across to another list as a calm page of text."""

import textwrap

from dashboard.commands.printing import print_line, print_table, tenth
from dashboard.widgets import crosswalk_words as say
from frameworks.model import Framework
from scoring.reading_across import EntryReading, ReadingAcross, Unasked

WIDTH = 96


def print_reading(reading: ReadingAcross, source: Framework, other: Framework, organization: str = "") -> None:
    """Every item with what the answers say of it, then what the other list leaves unasked."""
    title = f"{source.title} {source.version} read across to {other.title} {other.version}"
    print_line(f"{organization} · {title}" if organization else title)
    print_line()
    for words in (say.reading_finding(reading, other), say.reading_lede(reading), say.limits_sentence(other)):
        _print_words(words)
    for domain in other.domains:
        print_line()
        print_line(domain.title)
        rows = [_row(item, other) for item in reading.items if item.domain_id == domain.id]
        print_table([("", "says", "proves", "from", ""), *rows])
    print_line()
    print_line(say.unasked_finding(reading, other))
    if reading.unasked_in_scope:
        titles = {practice.id: practice.title for practice in source.practices.values()}
        print_table((one.practice_id, _level(one), titles[one.practice_id]) for one in reading.unasked_in_scope)


def _level(one: Unasked) -> str:
    return "open" if one.score.level is None else str(one.score.level)


def _row(item: EntryReading, other: Framework) -> tuple[str, ...]:
    title = other.practices[item.item_id].title
    if item.state != "read":
        return item.item_id, item.state.replace("_", " "), "", "", title
    bounds = item.claimed
    proven = str(bounds.low) if bounds.low == bounds.high else f"{bounds.low}-{bounds.high}"
    names = " ".join(line.practice_id for line in item.leading if line.counts)
    return item.item_id, tenth(bounds.value), proven, names, title


def _print_words(words: str) -> None:
    for line in textwrap.wrap(words, WIDTH, break_on_hyphens=False):
        print_line(f"  {line}")
