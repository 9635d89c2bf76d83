"""Answers read across to another list, as HTML: its items by chapter, then what it leaves unasked."""

from collections.abc import Sequence
from html import escape

from dashboard.widgets import crosswalk_words as say
from dashboard.widgets import marks
from dashboard.widgets.frame import section
from frameworks.model import Domain, Framework
from scoring.reading_across import EntryReading, Leading, ReadingAcross, Unasked

UNVERIFIED = "M"
"""The grade of what stands from memory."""


def chapter_of(reading: ReadingAcross, domain: Domain, other: Framework, source: Framework) -> str:
    """One chapter of the other list: each item with its span, and the practices that lead there below it."""
    items = [item for item in reading.items if item.domain_id == domain.id]
    highest = source.scale.highest
    rows = "".join(_row(item, other, source, highest) for item in items)
    head = (
        '<table class="rows across narrow"><thead><tr><th scope="col">Item</th><th scope="col">'
        f'<span class="unseen">Span</span>{marks.axis(highest)}</th><th scope="col">What our answers say</th>'
        "</tr></thead>"
    )
    return section(domain.title, domain.question) + f"{head}<tbody>{rows}</tbody></table>"


def unasked_list(reading: ReadingAcross, other: Framework, source: Framework) -> str:
    """The practices that apply here and that no item of the other list asks for, each with the reason."""
    rows = "".join(_unasked(one, source) for one in reading.unasked_in_scope)
    subtitle = "Whoever answers that list alone is never asked about these."
    return section(say.unasked_finding(reading, other), subtitle if rows else "") + (
        f'<ul class="items wide">{rows}</ul>' if rows else ""
    )


def _row(item: EntryReading, other: Framework, source: Framework, highest: int) -> str:
    practice = other.practices[item.item_id]
    bounds = item.claimed
    mark = ""
    if bounds.value is not None and bounds.low is not None and bounds.high is not None:
        mark = marks.proven(bounds.value, item.evidenced, bounds.low, bounds.high, highest=highest)
    unverified = f" {marks.tag('unverified title')}" if practice.grade == UNVERIFIED else ""
    words = escape(say.level_sentence(item, highest))
    reason = f"<small>{escape(item.reason)}</small>" if item.reason else ""
    return (
        f'<tr><th scope="row">{escape(practice.title)}{unverified}<small>{escape(item.item_id)}: '
        f'{escape(practice.intent)}</small></th><td class="wide">{mark}</td>'
        f"<td>{words}{reason}{_lines(item.leading, source, item.item_id)}</td></tr>"
    )


def _lines(leading: Sequence[Leading], source: Framework, item_id: str) -> str:
    if not leading:
        return ""
    names = ", ".join(line.practice_id for line in leading)
    rows = "".join(_line(line, source) for line in leading)
    return f"<details><summary>{escape(item_id)} from {escape(names)}</summary><ul>{rows}</ul></details>"


def _line(line: Leading, source: Framework) -> str:
    name, relation = f"{line.practice_id} {source.practices[line.practice_id].title}", say.RELATIONS[line.relation]
    return f"<li><b>{escape(name)}</b>, {_level(line)}: {escape(relation)}. {escape(line.reason)}</li>"


def _level(line: Leading) -> str:
    if line.score.state in ("out_of_scope", "not_applicable"):
        return line.score.state.replace("_", " ")
    return "open" if line.score.level is None else f"level {line.score.level}"


def _unasked(one: Unasked, source: Framework) -> str:
    level = "–" if one.score.level is None else str(one.score.level)
    title = source.practices[one.practice_id].title
    return (
        f"<li><b>{escape(one.practice_id)}</b><span>{escape(title)}<small>Level {level}. {escape(one.reason)}</small>"
        "</span></li>"
    )
