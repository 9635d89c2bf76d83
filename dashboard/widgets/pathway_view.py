"""Pathways, law and its changes as HTML; every text is escaped. No Streamlit here."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from dashboard.widgets import marks
from dashboard.widgets import pathway_words as say
from dashboard.widgets.dates import day
from dashboard.widgets.frame import section
from dashboard.widgets.practice_document import source_words
from frameworks.registers.law import Law, LawChange, Laws, is_named_for, must_first
from frameworks.registers.register import Country, Pathway, Pathways, Receiving

UNKNOWN = '<span class="quiet">not known</span>'
HEADS = ("Receiver", "Who must or may report what", "By when", "How long to keep", "Basis and channel")
NAMES = {1: "", 2: "By when:", 3: "Keep:", 4: "Basis:"}
_TURNED: dict[Receiving, str] = {
    "police": "police",
    "hotline": "hotline",
    "authority": "named for providers",
    "removal": "removal of an image",
}


def country_section(country: Country, pathways: Pathways, laws: Laws, on: date) -> str:
    """Its own entries, duties first; the law behind them folded. A country without any stands out."""
    own = must_first(one for one in pathways.pathways if is_named_for(one, country.code))
    head = section(say.country_finding(country.name, own))
    if not own:
        region = any(country.code in one.countries for one in pathways.pathways)
        more = " Entries of its region stand below." if region else ""
        head += (
            '<div class="notice"><p><b>No pathway of its own on record.</b> Ask the police of the country and the '
            f"hotline that the worldwide finder names; then put the answer into your own register.{more}</p></div>"
        )
    else:
        head += _table(own, pathways.dated, on)
    return head + _law([law for law in laws.laws if is_named_for(law, country.code)], country.name, laws.dated, on)


def region_section(pathways: Pathways, laws: Laws, countries: Sequence[Country], on: date) -> str:
    """Entries of a region, and for which of these countries they hold; empty where for none."""
    codes = {country.code for country in countries}
    shared = [one for one in pathways.pathways if len(one.countries) > 1 and codes & set(one.countries)]
    parts = []
    for region in dict.fromkeys(one.region for one in shared):
        entries = must_first(one for one in shared if one.region == region)
        here = [country.name for country in countries if country.code in entries[0].countries]
        subtitle = f"These hold in every Member State; of the countries shown here, in {', '.join(here)}."
        law = [one for one in laws.laws if len(one.countries) > 1 and one.region == region]
        parts.append(
            section(region, subtitle) + _table(entries, pathways.dated, on) + _law(law, region, laws.dated, on)
        )
    return "".join(parts)


def worldwide_section(pathways: Pathways, on: date) -> str:
    """What is open to everybody in every country."""
    entries = must_first(one for one in pathways.pathways if not one.countries)
    return section("Worldwide", "These are open to everybody, in every country.") + _table(entries, pathways.dated, on)


def changes_section(ahead: Sequence[LawChange], recent: Sequence[LawChange]) -> str:
    """What of the law is to come, and what changed in the past year."""
    head = section(say.changes_finding(len(ahead), len(recent)))
    columns = (("Ahead", ahead, "Nothing is on record as to come."), ("In the past year", recent, "Nothing."))
    halves = "".join(f"<div><h3>{name}</h3>{_changes(rows) or f'<p>{none}</p>'}</div>" for name, rows, none in columns)
    return f'{head}<div class="halves">{halves}</div>'


def _changes(rows: Iterable[LawChange]) -> str:
    found = "".join(
        f"<li><b>{'no day known' if one.on is None else day(one.on)}</b><span>{escape(one.law.title)}, "
        f"{escape(one.law.region)}<small>{escape(_begun(one.what))}. {escape(one.law.asks)}</small></span></li>"
        for one in rows
    )
    return f'<ul class="items changesoflaw">{found}</ul>' if found else ""


def _begun(words: str) -> str:
    """As at the beginning of a sentence."""
    return words[0].upper() + words[1:]


def _table(entries: Iterable[Pathway], dated: date, on: date) -> str:
    return f'<div class="pathways">{marks.table(HEADS, [_row(one, dated, on) for one in entries], names=NAMES)}</div>'


def _row(one: Pathway, dated: date, on: date) -> tuple[str, ...]:
    turned = ", ".join(_TURNED[kind] for kind in one.turned_to_as) or "takes no reports"
    return (
        f"{escape(one.receiver)}<small>{turned}</small>{_trust(one, dated, on)}",
        f"<p>{_binding(one)} {escape(one.duty)}</p>"
        + _facts(
            ("Begins with", one.trigger),
            ("Covers", one.content_scope),
            ("Before that", one.prerequisite),
            ("Confidential", one.confidentiality),
            ("Penalty", one.penalty),
        ),
        escape(one.deadline) or UNKNOWN,
        escape(one.retention) or UNKNOWN,
        f"{escape(one.legal_basis) or UNKNOWN}" + _facts(("Channel", one.channel)) + _sources(one),
    )


def _law(laws: Sequence[Law], name: str, dated: date, on: date) -> str:
    if not laws:
        return ""
    heads = ("Law", "What it asks of whom", "In force", "By when", "How long to keep")
    rows = [_law_row(one, dated, on) for one in laws]
    table = marks.table(heads, rows, names={1: "", 2: "In force:", 3: "By when:", 4: "Keep:"})
    entries = "one entry" if len(laws) == 1 else f"{len(laws)} entries"
    return f'<details class="pathways"><summary>Law on record for {escape(name)}, {entries}</summary>{table}</details>'


def _law_row(law: Law, dated: date, on: date) -> tuple[str, ...]:
    dates = "".join(f"<small>{day(one.on)}: {escape(one.what)}</small>" for one in law.dates)
    return (
        f"{escape(law.title)}{_trust(law, dated, on)}",
        f"<p>{_binding(law)} {escape(law.whom)}: {escape(law.asks)}</p>"
        + _facts(("Note", law.note), ("Penalty", law.penalty))
        + _sources(law),
        escape(say.force_words(law, on)) + dates,
        escape(law.deadline) or UNKNOWN,
        escape(law.retention) or UNKNOWN,
    )


def _binding(one: Pathway | Law) -> str:
    return marks.tag(say.BINDING_WORDS[one.binding], "strong" if one.binding == "must" else "")


def _trust(one: Pathway | Law, dated: date, on: date) -> str:
    tags = "".join(f"{marks.tag(words, 'warn')} " for words in say.trust_words(one, dated, on))
    read = f"<small>read in the original on {day(one.verified_on)}</small>" if one.verified_on else ""
    return f'<span class="trust">{tags}{read}</span>'


def _facts(*facts: tuple[str, str]) -> str:
    return "".join(f"<small>{name}: {escape(words)}</small>" for name, words in facts if words)


def _sources(one: Pathway | Law) -> str:
    grade = f"Best source: {source_grade(one)}."
    if not one.sources:
        return f"<small>{grade}</small>"
    rows = "".join(f"<li>{source_words(key)}</li>" for key in one.sources)
    count = "1 source" if len(one.sources) == 1 else f"{len(one.sources)} sources"
    return f"<details><summary>{escape(one.id)}: {count}</summary><ul>{rows}</ul><small>{grade}</small></details>"


def source_grade(one: Pathway | Law) -> str:
    """How good the best source of an entry is, in words."""
    words = {"P": "primary", "S": "secondary", "R": "a third party's record", "M": "none, from memory"}
    return f"{words[one.grade]} ({one.grade})"
