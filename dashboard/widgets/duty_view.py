"""The organization's own register of duties as HTML."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from dashboard.widgets import marks
from dashboard.widgets import pathway_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from scoring.duties import Duty, cover_countries, title_of


def duties_head(duties: Sequence[Duty], countries: Sequence[str], names: Mapping[str, str], on: date) -> str:
    """How many duties there are, which checks are overdue, how far the register reaches."""
    reach = say.cover_sentence(cover_countries(duties, countries), names)
    return section(f"Your own register: {_small(say.duties_finding(duties, on))}", reach)


def duties_table(duties: Sequence[Duty], names: Mapping[str, str], on: date) -> str:
    """One row a duty; overdue checks and retired duties say so."""
    heads = ("Duty", "Country", "Owner", "By when", "Last checked")
    rows = [_row(duty, names, on) for duty in duties]
    cells = {1: "", 2: "owner", 3: "by when", 4: "checked"}
    return f'<div class="changes duties">{marks.table(heads, rows, names=cells)}</div>'


def _row(duty: Duty, names: Mapping[str, str], on: date) -> tuple[str, ...]:
    words = say.checked_words(duty, on)
    mark = f" {marks.tag(words, 'warn' if duty.is_active else '')}" if words else ""
    below = (f"entry {duty.entry}" if duty.entry and duty.title.strip() else duty.entry, duty.channel, duty.note)
    small = "".join(f"<small>{escape(text)}</small>" for text in below if text)
    return (
        f"{escape(title_of(duty))}{small}",
        escape(say.country_words(duty.country, names)),
        escape(duty.owner) or "–",
        escape(duty.deadline) or "–",
        ("–" if duty.checked_on is None else escape(day(duty.checked_on))) + mark,
    )


def _small(words: str) -> str:
    return words[0].lower() + words[1:]
